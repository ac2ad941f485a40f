/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-message.h"

#include "ns3/waku-protobuf.h"

#include <cryptopp/sha.h>

namespace ns3
{

using namespace protobuf;

namespace
{

/// Zeros that end a number; more at the end of a message are those of bytes.
constexpr uint64_t MAX_ZEROS_OF_NUMBER = 10;

/// Field numbers of 14/WAKU2-MESSAGE.
enum Number : uint32_t
{
    PAYLOAD = 1,
    CONTENT_TOPIC = 2,
    VERSION = 3,
    TIMESTAMP = 10,
    META = 11,
    RATE_LIMIT_PROOF = 21,
    EPHEMERAL = 31,
};

void
UpdateText(CryptoPP::SHA256& hash, const std::string& text)
{
    hash.Update(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

void
UpdateBytes(CryptoPP::SHA256& hash, const VirtualBytes& bytes)
{
    bytes.ForEachPiece(
        [&hash](const uint8_t* piece, std::size_t size) { hash.Update(piece, size); });
}

std::vector<uint8_t>
ToBytes(const Field& field)
{
    std::vector<uint8_t> bytes(field.bytes, field.bytes + field.size);
    bytes.resize(field.size + field.zeros, 0);
    return bytes;
}

void
ReadNumber(const Field& field, WakuMessage& message)
{
    switch (field.number)
    {
    case VERSION:
        message.version = static_cast<uint32_t>(field.value);
        break;
    case TIMESTAMP:
        message.timestamp = UnZigZag(field.value);
        break;
    case EPHEMERAL:
        message.ephemeral = field.value != 0;
        break;
    default:
        break;
    }
}

void
ReadBytes(const Field& field, WakuMessage& message)
{
    switch (field.number)
    {
    case PAYLOAD:
        message.payload =
            VirtualBytes(std::vector<uint8_t>(field.bytes, field.bytes + field.size), field.zeros);
        break;
    case CONTENT_TOPIC: {
        const std::vector<uint8_t> bytes = ToBytes(field);
        message.contentTopic.assign(bytes.begin(), bytes.end());
        break;
    }
    case META:
        message.meta = ToBytes(field);
        break;
    case RATE_LIMIT_PROOF:
        message.rateLimitProof = ToBytes(field);
        break;
    default:
        break;
    }
}

} // namespace

void
WakuMessage::SetUniquePayload(uint32_t node, uint32_t sequence, uint32_t size)
{
    std::vector<uint8_t> nonce;
    for (const uint32_t number : {node, sequence})
    {
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            nonce.push_back(static_cast<uint8_t>(number >> shift));
        }
    }
    if (size < nonce.size())
    {
        payload = VirtualBytes({}, size);
        meta = nonce;
        return;
    }
    const uint64_t zeros = size - nonce.size();
    payload = VirtualBytes(std::move(nonce), zeros);
}

VirtualBytes
WakuMessage::Encode() const
{
    std::vector<uint8_t> out;
    AppendStringField(out, CONTENT_TOPIC, contentTopic);
    if (version > 0)
    {
        AppendVarintField(out, VERSION, version);
    }
    if (timestamp != 0)
    {
        AppendVarintField(out, TIMESTAMP, ZigZag(timestamp));
    }
    if (!meta.empty())
    {
        AppendMessageField(out, META, meta);
    }
    if (!rateLimitProof.empty())
    {
        AppendMessageField(out, RATE_LIMIT_PROOF, rateLimitProof);
    }
    if (ephemeral)
    {
        AppendVarintField(out, EPHEMERAL, 1);
    }
    AppendTag(out, PAYLOAD, LEN);
    AppendVarint(out, payload.GetSize());
    out.insert(out.end(), payload.GetHead().begin(), payload.GetHead().end());
    return VirtualBytes(std::move(out), payload.GetZeros());
}

bool
WakuMessage::Decode(const VirtualBytes& data, WakuMessage& message)
{
    message = WakuMessage();
    Reader reader(data.GetHead().data(), data.GetHead().size(), data.GetZeros());
    Field field;
    while (reader.Next(field))
    {
        if (field.type == VARINT)
        {
            ReadNumber(field, message);
        }
        else if (field.type == LEN)
        {
            ReadBytes(field, message);
        }
    }
    if (reader.IsMalformed() && data.GetZeros() > 0 && data.GetZeros() <= MAX_ZEROS_OF_NUMBER)
    {
        return Decode(VirtualBytes(data.ToVector()), message);
    }
    return !reader.IsMalformed() && message.meta.size() <= META_LIMIT;
}

MessageId
WakuMessage::ComputeHash(const std::string& pubsubTopic) const
{
    CryptoPP::SHA256 hash;
    UpdateText(hash, pubsubTopic);
    UpdateBytes(hash, payload);
    UpdateText(hash, contentTopic);
    hash.Update(meta.data(), meta.size());
    uint8_t time[8];
    for (int i = 0; i < 8; i++)
    {
        time[i] = static_cast<uint8_t>(static_cast<uint64_t>(timestamp) >> (56 - 8 * i));
    }
    hash.Update(time, sizeof(time));
    uint8_t digest[CryptoPP::SHA256::DIGESTSIZE];
    hash.Final(digest);
    return MessageId(digest, sizeof(digest));
}

MessagePool::Description
WakuMessage::Describe(const std::string& pubsubTopic, const VirtualBytes& data)
{
    return DescribeBy(MessageIdFunction::OWN, pubsubTopic, data);
}

MessagePool::Description
WakuMessage::DescribeBy(MessageIdFunction function,
                        const std::string& pubsubTopic,
                        const VirtualBytes& data)
{
    MessagePool::Description description;
    WakuMessage message;
    description.valid = Decode(data, message);
    description.payloadSize = description.valid ? message.payload.GetSize() : 0;
    if (function == MessageIdFunction::OWN)
    {
        description.id = description.valid
                             ? message.ComputeHash(pubsubTopic)
                             : ComputeMessageId(MessageIdFunction::DATA, pubsubTopic, data);
        return description;
    }
    const bool isOfPayload = function == MessageIdFunction::FIRST_BYTES && description.payloadSize;
    description.id = ComputeMessageId(function, pubsubTopic, isOfPayload ? message.payload : data);
    return description;
}

} // namespace ns3
