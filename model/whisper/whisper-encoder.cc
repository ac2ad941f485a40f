/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-encoder.h"

#include "whisper-rlp.h"

#include "ns3/assert.h"

#include <cstring>

namespace ns3
{

namespace
{

/**
 * \param code code of a packet
 * \param packet bytes of the packet
 * \return the frame
 */
RlpxFrame
MakeFrame(WhisperCode code, RlpWriter& packet)
{
    return RlpxFrame(static_cast<uint8_t>(code), {VirtualBytes(packet.TakeBytes())});
}

/**
 * \param pow a proof of work
 * \return its IEEE 754 bits
 */
uint64_t
ToBits(double pow)
{
    uint64_t bits;
    static_assert(sizeof(bits) == sizeof(pow), "a double of 64 bits is needed");
    std::memcpy(&bits, &pow, sizeof(bits));
    return bits;
}

/**
 * \param writer writer to which the 64 bytes of the filter are written
 * \param bloom a filter
 */
void
WriteBloom(RlpWriter& writer, const WhisperBloomFilter& bloom)
{
    writer.WriteString(bloom.GetBytes().data(), bloom.GetBytes().size());
}

/**
 * \param writer writer to which the list of limits is written
 * \param limits the limits
 */
void
WriteLimits(RlpWriter& writer, const WhisperRateLimits& limits)
{
    RlpWriter list;
    list.WriteUint(limits.ip);
    list.WriteUint(limits.peerId);
    list.WriteUint(limits.topic);
    writer.WriteList(list);
}

/**
 * \param options the settings
 * \return the association list of 6/WAKU1
 */
RlpWriter
MakeAssociationList(const WhisperOptions& options)
{
    RlpWriter pairs;
    const auto add = [&pairs](uint64_t key, const auto& writeValue) {
        RlpWriter pair;
        pair.WriteUint(key);
        writeValue(pair);
        pairs.WriteList(pair);
    };
    if (options.minPow)
    {
        add(0, [&](RlpWriter& pair) { pair.WriteUint(ToBits(*options.minPow)); });
    }
    if (options.bloom)
    {
        add(1, [&](RlpWriter& pair) { WriteBloom(pair, *options.bloom); });
    }
    if (options.isLight)
    {
        add(2, [&](RlpWriter& pair) { pair.WriteUint(*options.isLight); });
    }
    if (options.confirmations)
    {
        add(3, [&](RlpWriter& pair) { pair.WriteUint(*options.confirmations); });
    }
    if (options.packetLimits)
    {
        add(4, [&](RlpWriter& pair) { WriteLimits(pair, *options.packetLimits); });
    }
    if (options.topicInterest)
    {
        add(5, [&](RlpWriter& pair) { WriteWhisperTopics(pair, *options.topicInterest); });
    }
    if (options.byteLimits)
    {
        add(6, [&](RlpWriter& pair) { WriteLimits(pair, *options.byteLimits); });
    }
    RlpWriter list;
    list.WriteList(pairs);
    return list;
}

/**
 * \param [in,out] pieces pieces of a packet, to which the RLP bytes are appended
 * \param envelope an envelope
 */
void
AddEnvelope(std::vector<VirtualBytes>& pieces, const WhisperEnvelope& envelope)
{
    pieces.emplace_back(envelope.GetRlpHead(), envelope.GetRlpZeros());
    pieces.emplace_back(envelope.GetRlpTail());
}

/**
 * \param code MESSAGES or P2P_MESSAGE
 * \param envelopes the envelopes
 * \return the frame
 */
RlpxFrame
EncodeEnvelopes(WhisperCode code, const WhisperBundle& envelopes)
{
    uint64_t size = 0;
    for (const auto& envelope : envelopes)
    {
        size += envelope->GetRlpSize();
    }
    RlpWriter list;
    list.WriteListHeader(size);
    std::vector<VirtualBytes> pieces;
    pieces.reserve(1 + 2 * envelopes.size());
    pieces.emplace_back(list.TakeBytes());
    for (const auto& envelope : envelopes)
    {
        AddEnvelope(pieces, *envelope);
    }
    return RlpxFrame(static_cast<uint8_t>(code), pieces);
}

} // namespace

RlpxFrame
WhisperEncoder::EncodeStatus(WhisperDialect dialect, const WhisperStatus& status)
{
    if (dialect == WhisperDialect::WAKU_1)
    {
        RlpWriter list = MakeAssociationList(status.options);
        return MakeFrame(WhisperCode::STATUS, list);
    }
    RlpWriter items;
    items.WriteUint(status.version);
    items.WriteUint(ToBits(status.options.minPow.value_or(0)));
    if (status.options.bloom)
    {
        WriteBloom(items, *status.options.bloom);
    }
    else
    {
        items.WriteStringHeader(0);
    }
    items.WriteUint(status.options.isLight.value_or(false));
    items.WriteUint(status.options.confirmations.value_or(false));
    RlpWriter list;
    list.WriteList(items);
    return MakeFrame(WhisperCode::STATUS, list);
}

RlpxFrame
WhisperEncoder::EncodeStatusUpdate(WhisperDialect dialect, const WhisperStatusUpdate& update)
{
    if (dialect == WhisperDialect::WAKU_1)
    {
        RlpWriter list = MakeAssociationList(update.options);
        return MakeFrame(WhisperCode::STATUS_UPDATE, list);
    }
    NS_ASSERT_MSG(update.options.minPow.has_value() != update.options.bloom.has_value(),
                  "Whisper 6 updates one setting at a time");
    RlpWriter packet;
    if (update.options.minPow)
    {
        packet.WriteUint(ToBits(*update.options.minPow));
        return MakeFrame(WhisperCode::POW_REQUIREMENT, packet);
    }
    WriteBloom(packet, *update.options.bloom);
    return MakeFrame(WhisperCode::BLOOM_FILTER, packet);
}

RlpxFrame
WhisperEncoder::EncodeMessages(const WhisperBundle& envelopes)
{
    return EncodeEnvelopes(WhisperCode::MESSAGES, envelopes);
}

RlpxFrame
WhisperEncoder::EncodeP2pMessage(const WhisperBundle& envelopes)
{
    return EncodeEnvelopes(WhisperCode::P2P_MESSAGE, envelopes);
}

RlpxFrame
WhisperEncoder::EncodeP2pRequest(const WhisperP2pRequest& request)
{
    std::vector<VirtualBytes> pieces;
    AddEnvelope(pieces, *request.envelope);
    return RlpxFrame(static_cast<uint8_t>(WhisperCode::P2P_REQUEST), pieces);
}

RlpxFrame
WhisperEncoder::EncodeRequestComplete(const WhisperRequestComplete& complete)
{
    std::vector<uint8_t> payload;
    if (complete.error)
    {
        const std::string prefix = "ERROR=";
        payload.insert(payload.end(), prefix.begin(), prefix.end());
    }
    payload.insert(payload.end(), complete.requestId.begin(), complete.requestId.end());
    if (complete.error)
    {
        payload.insert(payload.end(), complete.error->begin(), complete.error->end());
    }
    else
    {
        payload.insert(payload.end(),
                       complete.lastEnvelopeHash.begin(),
                       complete.lastEnvelopeHash.end());
        payload.insert(payload.end(), complete.cursor.begin(), complete.cursor.end());
    }
    RlpWriter packet;
    packet.WriteString(payload);
    return MakeFrame(WhisperCode::P2P_REQUEST_COMPLETE, packet);
}

RlpxFrame
WhisperEncoder::EncodeBatchAcknowledged(const WhisperBatchAcknowledged& acknowledged)
{
    RlpWriter packet;
    packet.WriteString(acknowledged.batch.data(), acknowledged.batch.size());
    return MakeFrame(WhisperCode::BATCH_ACKNOWLEDGED, packet);
}

RlpxFrame
WhisperEncoder::EncodeMessageResponse(const WhisperMessageResponse& response)
{
    RlpWriter errors;
    for (const WhisperEnvelopeError& error : response.errors)
    {
        RlpWriter items;
        items.WriteString(error.hash.data(), error.hash.size());
        items.WriteUint(error.code);
        items.WriteString(reinterpret_cast<const uint8_t*>(error.description.data()),
                          error.description.size());
        errors.WriteList(items);
    }
    RlpWriter content;
    content.WriteString(response.batch.data(), response.batch.size());
    content.WriteList(errors);
    RlpWriter items;
    items.WriteUint(response.version);
    items.WriteList(content);
    RlpWriter list;
    list.WriteList(items);
    return MakeFrame(WhisperCode::MESSAGE_RESPONSE, list);
}

RlpxFrame
WhisperEncoder::EncodeSyncRequest(const WhisperSyncRequest& request)
{
    return RlpxFrame(static_cast<uint8_t>(WhisperCode::SYNC_REQUEST),
                     {VirtualBytes(request.request.Encode())});
}

RlpxFrame
WhisperEncoder::EncodeSyncResponse(const WhisperSyncResponse& response)
{
    uint64_t size = 0;
    for (const auto& envelope : response.envelopes)
    {
        size += envelope->GetRlpSize();
    }
    RlpWriter rest;
    rest.WriteString(response.cursor);
    rest.WriteUint(response.isFinal);
    rest.WriteString(reinterpret_cast<const uint8_t*>(response.error.data()),
                     response.error.size());
    std::vector<uint8_t> tail = rest.TakeBytes();
    RlpWriter head;
    head.WriteListHeader(RlpWriter::GetHeaderSize(size) + size + tail.size());
    head.WriteListHeader(size);
    std::vector<VirtualBytes> pieces;
    pieces.emplace_back(head.TakeBytes());
    for (const auto& envelope : response.envelopes)
    {
        AddEnvelope(pieces, *envelope);
    }
    pieces.emplace_back(std::move(tail));
    return RlpxFrame(static_cast<uint8_t>(WhisperCode::SYNC_RESPONSE), pieces);
}

uint64_t
WhisperEncoder::GetDataSize(uint64_t envelopesSize)
{
    return 1 + RlpWriter::GetHeaderSize(envelopesSize) + envelopesSize;
}

} // namespace ns3
