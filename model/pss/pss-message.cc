/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-message.h"

#include "pss-control.h"

#include "ns3/assert.h"
#include "ns3/rlp-writer.h"
#include "ns3/rlpx-frame.h"

#include <algorithm>
#include <cryptopp/keccak.h>
#include <cryptopp/sha.h>

namespace ns3
{

namespace
{

constexpr uint8_t SYMMETRIC_FLAG = 1; //!< the payload is encrypted with a symmetric key
constexpr uint8_t RAW_FLAG = 2;       //!< the payload is not encrypted

std::array<uint8_t, 4>
ToBytes(PssTopic topic)
{
    return {static_cast<uint8_t>(topic >> 24),
            static_cast<uint8_t>(topic >> 16),
            static_cast<uint8_t>(topic >> 8),
            static_cast<uint8_t>(topic)};
}

/**
 * \param payload a payload
 * \return number of its first bytes that are stored, as few as possible, so that equal messages are
 *         stored in one way
 */
uint64_t
CountStoredBytes(const VirtualBytes& payload)
{
    const std::vector<uint8_t>& head = payload.GetHead();
    uint64_t real = head.size();
    while (real > 0 && head[real - 1] == 0)
    {
        real--;
    }
    return std::max(real, std::min(payload.GetSize(), PssMessage::KEY_SIZE));
}

} // namespace

PssTopic
MakePssTopic(const std::string& text)
{
    CryptoPP::SHA256 hash;
    std::array<uint8_t, CryptoPP::SHA256::DIGESTSIZE> digest;
    hash.CalculateDigest(digest.data(), reinterpret_cast<const uint8_t*>(text.data()), text.size());
    return static_cast<PssTopic>(digest[0]) << 24 | static_cast<PssTopic>(digest[1]) << 16 |
           static_cast<PssTopic>(digest[2]) << 8 | digest[3];
}

PssMessage::PssMessage(const PssMessageFields& fields)
    : m_fields(fields)
{
    NS_ASSERT_MSG(fields.to.size() <= PSS_ADDRESS_BYTES, "an address of too many bytes");
    const uint64_t size = fields.payload.GetSize();
    const uint64_t stored = CountStoredBytes(fields.payload);
    std::vector<uint8_t> payload = fields.payload.Slice(0, stored).ToVector();
    m_fields.payload = VirtualBytes(payload, size - stored);
    m_userPayloadSize = size;
    if (!fields.isRaw)
    {
        const auto plaintext = UnwrapPssPayload(m_fields.payload, fields.GetEncryption());
        m_userPayloadSize = plaintext ? plaintext->payload.GetSize() : size;
    }

    const std::array<uint8_t, 4> topic = ToBytes(fields.topic);
    const uint8_t flags = static_cast<uint8_t>((fields.isSymmetric ? SYMMETRIC_FLAG : 0) |
                                               (fields.isRaw ? RAW_FLAG : 0));
    RlpWriter items;
    items.WriteString(fields.to);
    items.WriteString(&flags, 1);
    items.WriteUint(fields.expire);
    items.WriteString(topic.data(), topic.size());
    if (size == 1)
    {
        items.WriteString(payload);
        payload.clear();
    }
    else
    {
        items.WriteStringHeader(size);
    }
    const std::vector<uint8_t> before = items.TakeBytes();
    RlpWriter list;
    list.WriteListHeader(before.size() + (size == 1 ? 0 : size));
    std::vector<uint8_t> head = list.TakeBytes();
    head.insert(head.end(), before.begin(), before.end());
    m_payloadStart = head.size() - (size == 1 ? 1 : 0);
    head.insert(head.end(), payload.begin(), payload.end());
    m_packet = VirtualBytes(std::move(head), size - stored);

    CryptoPP::Keccak_256 hash;
    hash.Update(fields.to.data(), fields.to.size());
    hash.Update(topic.data(), topic.size());
    m_fields.payload.ForEachPiece(
        [&hash](const uint8_t* piece, std::size_t bytes) { hash.Update(piece, bytes); });
    hash.Final(m_digest.data());

    const auto frames = RlpxFrame(static_cast<uint8_t>(PssCode::MESSAGE), {m_packet}).ToFrames();
    NS_ASSERT_MSG(frames.size() == 1, "zeros that are followed by other bytes");
    m_frame = frames.front();
}

std::string
PssMessage::GetKey() const
{
    const std::vector<uint8_t>& head = m_packet.GetHead();
    const uint64_t bytes = std::min(m_fields.payload.GetSize(), KEY_SIZE);
    return std::string(head.begin(), head.begin() + m_payloadStart + bytes);
}

bool
ReadPssMessageStart(const uint8_t* bytes, std::size_t seen, uint64_t size, PssMessageStart& start)
{
    RlpHeader list;
    if (ParseRlpHeader(bytes, seen, list) != RlpError::NONE || !list.isList ||
        list.GetSize() != size)
    {
        return false;
    }
    // The reader sees the items before the payload as if they were all.
    RlpReader items(bytes + list.headerSize, seen - list.headerSize);
    const uint8_t* to;
    uint64_t toSize;
    const uint8_t* flags;
    uint64_t flagsSize;
    uint64_t expire;
    const uint8_t* topic;
    uint64_t topicSize;
    if (!items.ReadString(to, toSize) || toSize > PSS_ADDRESS_BYTES ||
        !items.ReadString(flags, flagsSize) || flagsSize != 1 || !items.ReadUint(expire, 4) ||
        !items.ReadString(topic, topicSize) || topicSize != sizeof(PssTopic))
    {
        return false;
    }
    const auto offset = static_cast<std::size_t>(topic + topicSize - bytes);
    RlpHeader payload;
    if (ParseRlpHeader(bytes + offset, seen - offset, payload) != RlpError::NONE ||
        payload.isList || offset + payload.GetSize() != size)
    {
        return false;
    }
    start.fields.to.assign(to, to + toSize);
    start.fields.isRaw = (*flags & RAW_FLAG) != 0;
    start.fields.isSymmetric = (*flags & SYMMETRIC_FLAG) != 0;
    start.fields.expire = static_cast<uint32_t>(expire);
    start.fields.topic = static_cast<PssTopic>(topic[0]) << 24 |
                         static_cast<PssTopic>(topic[1]) << 16 |
                         static_cast<PssTopic>(topic[2]) << 8 | topic[3];
    start.payloadStart = offset + payload.headerSize;
    start.payloadSize = payload.payloadSize;
    return true;
}

} // namespace ns3
