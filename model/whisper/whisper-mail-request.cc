/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-mail-request.h"

#include "whisper-rlp.h"

namespace ns3
{

namespace
{

constexpr std::size_t MAX_TOPICS = 1000; //!< most topics of a request (8/WAKU-MAIL)

} // namespace

std::vector<uint8_t>
WhisperMailRequest::Encode() const
{
    RlpWriter items;
    items.WriteUint(lower);
    items.WriteUint(upper);
    items.WriteString(bloom.GetBytes().data(), bloom.GetBytes().size());
    items.WriteUint(limit);
    items.WriteString(cursor);
    if (!topics.empty())
    {
        WriteWhisperTopics(items, topics);
    }
    RlpWriter request;
    request.WriteList(items);
    return request.TakeBytes();
}

std::optional<WhisperMailRequest>
WhisperMailRequest::Decode(const std::vector<uint8_t>& bytes)
{
    RlpReader reader(bytes.data(), bytes.size());
    RlpReader items;
    WhisperMailRequest request;
    uint64_t lower;
    uint64_t upper;
    uint64_t limit;
    WhisperBloomFilter::Bytes bloom;
    if (!reader.ReadList(items) || !reader.ExpectEnd() || !items.ReadUint(lower, 4) ||
        !items.ReadUint(upper, 4) || !items.ReadFixedString(bloom.data(), bloom.size()) ||
        !items.ReadUint(limit, 4))
    {
        return std::nullopt;
    }
    request.lower = static_cast<uint32_t>(lower);
    request.upper = static_cast<uint32_t>(upper);
    request.limit = static_cast<uint32_t>(limit);
    request.bloom = WhisperBloomFilter(bloom);
    if (!items.IsAtEnd())
    {
        const uint8_t* cursor;
        uint64_t size;
        if (!items.ReadString(cursor, size))
        {
            return std::nullopt;
        }
        request.cursor.assign(cursor, cursor + size);
    }
    if (!items.IsAtEnd() && !ReadWhisperTopics(items, MAX_TOPICS, request.topics))
    {
        return std::nullopt;
    }
    return items.ExpectEnd() ? std::optional<WhisperMailRequest>(request) : std::nullopt;
}

} // namespace ns3
