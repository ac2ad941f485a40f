/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-decoder.h"

#include "whisper-rlp.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ns3
{

namespace
{

constexpr std::size_t CURSOR_SIZE = 36;     //!< 4 bytes of time and a hash
const std::string FAILURE_PREFIX{"ERROR="}; //!< precedes the id of a failed request

/**
 * \param reader reader of the proof of work, whose bytes are the bits of a double
 * \param [out] minPow the proof of work
 * \return NONE, or what is wrong
 */
WhisperError
ReadPow(RlpReader& reader, std::optional<double>& minPow)
{
    uint64_t bits;
    if (!reader.ReadUint(bits))
    {
        return WhisperError::BAD_POW_REQUIREMENT;
    }
    double pow;
    std::memcpy(&pow, &bits, sizeof(pow));
    if (!std::isfinite(pow) || pow < 0)
    {
        return WhisperError::BAD_POW_REQUIREMENT;
    }
    minPow = pow;
    return WhisperError::NONE;
}

/**
 * \param reader reader of the filter
 * \param mayBeEmpty whether a filter without bytes is allowed and stands for a full one
 * \param [out] bloom the filter
 * \return NONE, or what is wrong
 */
WhisperError
ReadBloom(RlpReader& reader, bool mayBeEmpty, std::optional<WhisperBloomFilter>& bloom)
{
    const uint8_t* bytes;
    uint64_t size;
    if (!reader.ReadString(bytes, size))
    {
        return WhisperError::BAD_BLOOM_FILTER;
    }
    if (size == 0 && mayBeEmpty)
    {
        bloom = WhisperBloomFilter::Full();
        return WhisperError::NONE;
    }
    if (size != WhisperBloomFilter::BYTES)
    {
        return WhisperError::BAD_BLOOM_FILTER;
    }
    WhisperBloomFilter::Bytes filter;
    std::copy_n(bytes, size, filter.begin());
    bloom = WhisperBloomFilter(filter);
    return WhisperError::NONE;
}

/**
 * \param reader reader of a flag, which is 0 or 1
 * \param [out] flag the flag
 * \return NONE, or what is wrong
 */
WhisperError
ReadFlag(RlpReader& reader, std::optional<bool>& flag)
{
    uint64_t value;
    if (!reader.ReadUint(value) || value > 1)
    {
        return WhisperError::BAD_STATUS;
    }
    flag = value == 1;
    return WhisperError::NONE;
}

/**
 * \param reader reader of a list of three limits
 * \param [out] limits the limits
 * \return NONE, or what is wrong
 */
WhisperError
ReadLimits(RlpReader& reader, std::optional<WhisperRateLimits>& limits)
{
    RlpReader items;
    WhisperRateLimits read;
    if (!reader.ReadList(items) || !items.ReadUint(read.ip) || !items.ReadUint(read.peerId) ||
        !items.ReadUint(read.topic) || !items.ExpectEnd())
    {
        return WhisperError::BAD_STATUS;
    }
    limits = read;
    return WhisperError::NONE;
}

/**
 * \param reader reader of a list of topics
 * \param [out] topics the topics
 * \return NONE, or what is wrong
 */
WhisperError
ReadTopics(RlpReader& reader, std::optional<std::vector<WhisperTopic>>& topics)
{
    return ReadWhisperTopics(reader, MAX_TOPIC_INTEREST, topics.emplace())
               ? WhisperError::NONE
               : WhisperError::BAD_TOPIC_INTEREST;
}

/**
 * \param pair reader of a key, known or not, and its value
 * \param [out] options settings, of which the one with that key gets the value
 * \return NONE, or what is wrong
 */
WhisperError
ReadOption(RlpReader& pair, WhisperOptions& options)
{
    uint64_t key;
    if (!pair.ReadUint(key))
    {
        return WhisperError::BAD_STATUS;
    }
    switch (key)
    {
    case 0:
        return ReadPow(pair, options.minPow);
    case 1:
        return ReadBloom(pair, false, options.bloom);
    case 2:
        return ReadFlag(pair, options.isLight);
    case 3:
        return ReadFlag(pair, options.confirmations);
    case 4:
        return ReadLimits(pair, options.packetLimits);
    case 5:
        return ReadTopics(pair, options.topicInterest);
    case 6:
        return ReadLimits(pair, options.byteLimits);
    default:
        return WhisperError::NONE;
    }
}

/**
 * \param packet a packet that is an association list
 * \param [out] options the settings in the packet
 * \return NONE, or what is wrong
 */
WhisperError
ReadAssociationList(RlpReader& packet, WhisperOptions& options)
{
    RlpReader pairs;
    if (!packet.ReadList(pairs) || !packet.ExpectEnd())
    {
        return WhisperError::BAD_STATUS;
    }
    while (!pairs.IsAtEnd())
    {
        RlpReader pair;
        if (!pairs.ReadList(pair))
        {
            return WhisperError::BAD_STATUS;
        }
        const WhisperError error = ReadOption(pair, options);
        if (error != WhisperError::NONE)
        {
            return error;
        }
    }
    return pairs.IsGood() ? WhisperError::NONE : WhisperError::BAD_STATUS;
}

/**
 * Only the version is required. Items after the known fields belong to later versions.
 * \param packet a status packet of Whisper 6
 * \param [out] status the decoded message
 * \return NONE, or what is wrong
 */
WhisperError
ReadStatus(RlpReader& packet, WhisperStatus& status)
{
    RlpReader items;
    if (!packet.ReadList(items) || !packet.ExpectEnd() || !items.ReadUint(status.version))
    {
        return WhisperError::BAD_STATUS;
    }
    WhisperError error = WhisperError::NONE;
    if (!items.IsAtEnd())
    {
        error = ReadPow(items, status.options.minPow);
    }
    if (error == WhisperError::NONE && !items.IsAtEnd())
    {
        error = ReadBloom(items, true, status.options.bloom);
    }
    if (error == WhisperError::NONE && !items.IsAtEnd())
    {
        error = ReadFlag(items, status.options.isLight);
    }
    if (error == WhisperError::NONE && !items.IsAtEnd())
    {
        error = ReadFlag(items, status.options.confirmations);
    }
    return error;
}

/**
 * \param packet a P2P request complete packet
 * \param [out] complete the decoded message
 * \return NONE, or what is wrong
 */
WhisperError
ReadRequestComplete(RlpReader& packet, WhisperRequestComplete& complete)
{
    const uint8_t* bytes;
    uint64_t size;
    if (!packet.ReadString(bytes, size) || !packet.ExpectEnd())
    {
        return WhisperError::BAD_REQUEST_COMPLETE;
    }
    const std::size_t hashSize = complete.requestId.size();
    if (size >= FAILURE_PREFIX.size() + hashSize &&
        std::equal(FAILURE_PREFIX.begin(), FAILURE_PREFIX.end(), bytes))
    {
        bytes += FAILURE_PREFIX.size();
        std::copy_n(bytes, hashSize, complete.requestId.begin());
        complete.error = std::string(bytes + hashSize, bytes + size - FAILURE_PREFIX.size());
        return WhisperError::NONE;
    }
    if (size != hashSize && size != 2 * hashSize && size != 2 * hashSize + CURSOR_SIZE)
    {
        return WhisperError::BAD_REQUEST_COMPLETE;
    }
    std::copy_n(bytes, hashSize, complete.requestId.begin());
    if (size > hashSize)
    {
        std::copy_n(bytes + hashSize, hashSize, complete.lastEnvelopeHash.begin());
        complete.cursor.assign(bytes + 2 * hashSize, bytes + size);
    }
    return WhisperError::NONE;
}

/**
 * \param packet a message response packet
 * \param [out] response the decoded message
 * \return NONE, or what is wrong
 */
WhisperError
ReadMessageResponse(RlpReader& packet, WhisperMessageResponse& response)
{
    RlpReader items;
    if (!packet.ReadList(items) || !packet.ExpectEnd() || !items.ReadUint(response.version))
    {
        return WhisperError::BAD_CONFIRMATION;
    }
    if (response.version != 1)
    {
        return WhisperError::UNKNOWN_RESPONSE_VERSION;
    }
    RlpReader content;
    RlpReader errors;
    if (!items.ReadList(content) || !items.ExpectEnd() ||
        !content.ReadFixedString(response.batch.data(), response.batch.size()) ||
        !content.ReadList(errors) || !content.ExpectEnd())
    {
        return WhisperError::BAD_CONFIRMATION;
    }
    while (!errors.IsAtEnd())
    {
        RlpReader fields;
        WhisperEnvelopeError error;
        const uint8_t* text;
        uint64_t size;
        if (!errors.ReadList(fields) ||
            !fields.ReadFixedString(error.hash.data(), error.hash.size()) ||
            !fields.ReadUint(error.code) || !fields.ReadString(text, size) || !fields.ExpectEnd())
        {
            return WhisperError::BAD_CONFIRMATION;
        }
        error.description.assign(text, text + size);
        response.errors.push_back(std::move(error));
    }
    return errors.IsGood() ? WhisperError::NONE : WhisperError::BAD_CONFIRMATION;
}

/**
 * \param packet a packet that consists of a hash
 * \param [out] acknowledged the decoded message
 * \return NONE, or what is wrong
 */
WhisperError
ReadBatchAcknowledged(RlpReader& packet, WhisperBatchAcknowledged& acknowledged)
{
    return packet.ReadFixedString(acknowledged.batch.data(), acknowledged.batch.size()) &&
                   packet.ExpectEnd()
               ? WhisperError::NONE
               : WhisperError::BAD_CONFIRMATION;
}

/**
 * \param bytes bytes of a sync request packet
 * \param size number of bytes
 * \param [out] sync the decoded message
 * \return NONE, or what is wrong
 */
WhisperError
ReadSyncRequest(const uint8_t* bytes, uint64_t size, WhisperSyncRequest& sync)
{
    const auto request = WhisperMailRequest::Decode(std::vector<uint8_t>(bytes, bytes + size));
    if (!request || !request->topics.empty() || request->limit == 0 ||
        request->limit > WhisperSyncRequest::MAX_LIMIT || request->lower > request->upper)
    {
        return WhisperError::BAD_SYNC;
    }
    sync.request = *request;
    return WhisperError::NONE;
}

} // namespace

bool
WhisperDecoder::Knows(WhisperDialect dialect, uint64_t code)
{
    if (code > UINT8_MAX)
    {
        return false;
    }
    switch (static_cast<WhisperCode>(code))
    {
    case WhisperCode::STATUS:
    case WhisperCode::BATCH_ACKNOWLEDGED:
    case WhisperCode::MESSAGE_RESPONSE:
    case WhisperCode::P2P_REQUEST_COMPLETE:
        return true;
    case WhisperCode::POW_REQUIREMENT:
    case WhisperCode::BLOOM_FILTER:
    case WhisperCode::SYNC_REQUEST:
        return dialect == WhisperDialect::WHISPER_6;
    case WhisperCode::STATUS_UPDATE:
        return dialect == WhisperDialect::WAKU_1;
    default:
        return false;
    }
}

WhisperError
WhisperDecoder::DecodeSyncTail(const uint8_t* bytes, uint64_t size, WhisperSyncResponse& response)
{
    RlpReader tail(bytes, size);
    const uint8_t* cursor;
    uint64_t cursorSize;
    uint64_t isFinal;
    const uint8_t* error;
    uint64_t errorSize;
    if (!tail.ReadString(cursor, cursorSize) || (cursorSize != 0 && cursorSize != CURSOR_SIZE) ||
        !tail.ReadUint(isFinal) || isFinal > 1 || !tail.ReadString(error, errorSize) ||
        !tail.ExpectEnd())
    {
        return WhisperError::BAD_SYNC;
    }
    response.cursor.assign(cursor, cursor + cursorSize);
    response.isFinal = isFinal == 1;
    response.error.assign(error, error + errorSize);
    return WhisperError::NONE;
}

WhisperError
WhisperDecoder::Decode(WhisperDialect dialect,
                       uint64_t code,
                       const uint8_t* bytes,
                       uint64_t size,
                       WhisperMessage& message)
{
    RlpReader packet(bytes, size);
    WhisperError error;
    switch (static_cast<WhisperCode>(code))
    {
    case WhisperCode::STATUS: {
        WhisperStatus& status = message.emplace<WhisperStatus>();
        return dialect == WhisperDialect::WAKU_1 ? ReadAssociationList(packet, status.options)
                                                 : ReadStatus(packet, status);
    }
    case WhisperCode::STATUS_UPDATE:
        return ReadAssociationList(packet, message.emplace<WhisperStatusUpdate>().options);
    case WhisperCode::POW_REQUIREMENT:
        error = ReadPow(packet, message.emplace<WhisperStatusUpdate>().options.minPow);
        return error == WhisperError::NONE && !packet.ExpectEnd()
                   ? WhisperError::BAD_POW_REQUIREMENT
                   : error;
    case WhisperCode::BLOOM_FILTER:
        error = ReadBloom(packet, false, message.emplace<WhisperStatusUpdate>().options.bloom);
        return error == WhisperError::NONE && !packet.ExpectEnd() ? WhisperError::BAD_BLOOM_FILTER
                                                                  : error;
    case WhisperCode::BATCH_ACKNOWLEDGED:
        return ReadBatchAcknowledged(packet, message.emplace<WhisperBatchAcknowledged>());
    case WhisperCode::MESSAGE_RESPONSE:
        return ReadMessageResponse(packet, message.emplace<WhisperMessageResponse>());
    case WhisperCode::P2P_REQUEST_COMPLETE:
        return ReadRequestComplete(packet, message.emplace<WhisperRequestComplete>());
    case WhisperCode::SYNC_REQUEST:
        return ReadSyncRequest(bytes, size, message.emplace<WhisperSyncRequest>());
    default:
        return WhisperError::UNKNOWN_CODE;
    }
}

} // namespace ns3
