/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-store-query.h"

#include "ns3/waku-protobuf.h"

#include <algorithm>

namespace ns3
{

using namespace protobuf;

namespace
{

/// Field numbers of 13/WAKU2-STORE.
enum StoreField : uint32_t
{
    QUERY_INCLUDE_DATA = 2,
    QUERY_PUBSUB_TOPIC = 10,
    QUERY_CONTENT_TOPICS = 11,
    QUERY_TIME_START = 12,
    QUERY_TIME_END = 13,
    QUERY_MESSAGE_HASHES = 20,
    QUERY_CURSOR = 51,
    QUERY_FORWARD = 52,
    QUERY_LIMIT = 53,
    PAGE_MESSAGES = 20,
    PAGE_CURSOR = 51,
    ENTRY_HASH = 1,
    ENTRY_MESSAGE = 2,
    ENTRY_PUBSUB_TOPIC = 3,
};

/// Bytes of a message hash.
constexpr std::size_t HASH_SIZE = 32;

void
AppendHash(std::vector<uint8_t>& out, uint32_t number, const MessageId& hash)
{
    AppendBytesField(out, number, hash.GetBytes(), hash.GetSize());
}

bool
ReadHash(const Field& field, MessageId& hash)
{
    hash = MessageId(field.bytes, field.size);
    return field.type == LEN && field.zeros == 0 && field.size == HASH_SIZE;
}

bool
ReadQueryField(const Field& field, WakuStoreQuery& query)
{
    const bool isText = field.type == LEN;
    const bool isNumber = field.type == VARINT;
    MessageId hash;
    switch (field.number)
    {
    case QUERY_INCLUDE_DATA:
        query.includeData = field.value != 0;
        return isNumber;
    case QUERY_PUBSUB_TOPIC:
        query.pubsubTopic = field.ToString();
        return isText;
    case QUERY_CONTENT_TOPICS:
        query.contentTopics.push_back(field.ToString());
        return isText;
    case QUERY_TIME_START:
        query.start = UnZigZag(field.value);
        return isNumber;
    case QUERY_TIME_END:
        query.end = UnZigZag(field.value);
        return isNumber;
    case QUERY_MESSAGE_HASHES:
        query.hashes.emplace_back();
        return ReadHash(field, query.hashes.back());
    case QUERY_CURSOR:
        query.cursor.emplace();
        return ReadHash(field, *query.cursor);
    case QUERY_FORWARD:
        query.forward = field.value != 0;
        return isNumber;
    case QUERY_LIMIT:
        query.limit = field.value;
        return isNumber;
    default:
        return true; // of a later version
    }
}

std::vector<uint8_t>
EncodeEntry(const WakuStoreEntry& entry)
{
    std::vector<uint8_t> out;
    AppendHash(out, ENTRY_HASH, entry.hash);
    if (entry.message)
    {
        const VirtualBytes& data = entry.message->GetData();
        AppendStringField(out, ENTRY_PUBSUB_TOPIC, entry.message->GetPubsubTopic());
        AppendTag(out, ENTRY_MESSAGE, LEN);
        AppendVarint(out, data.GetSize());
        out.insert(out.end(), data.GetHead().begin(), data.GetHead().end());
        out.resize(out.size() + data.GetZeros());
    }
    return out;
}

/// What is wrong with an entry.
enum class EntryFault
{
    NONE,    //!< nothing
    MESSAGE, //!< it has another message than its hash says, or half of one
    FIELDS,  //!< it cannot be decoded
};

EntryFault
DecodeEntry(const Field& whole, WakuStoreEntry& entry)
{
    Reader reader(whole.bytes, whole.size);
    Field field;
    bool hasHash = false;
    std::optional<std::string> pubsubTopic;
    std::optional<VirtualBytes> data;
    while (reader.Next(field))
    {
        if (field.number == ENTRY_HASH && !(hasHash = ReadHash(field, entry.hash)))
        {
            return EntryFault::FIELDS;
        }
        if (field.number == ENTRY_PUBSUB_TOPIC && field.type == LEN)
        {
            pubsubTopic = field.ToString();
        }
        if (field.number == ENTRY_MESSAGE && field.type == LEN)
        {
            data = VirtualBytes(std::vector<uint8_t>(field.bytes, field.bytes + field.size));
        }
    }
    if (reader.IsMalformed() || !hasHash)
    {
        return EntryFault::FIELDS;
    }
    if (!data && !pubsubTopic)
    {
        return EntryFault::NONE;
    }
    if (!data || !pubsubTopic)
    {
        return EntryFault::MESSAGE;
    }
    entry.message = WakuStoredMessage::MakeOf(entry.hash, *pubsubTopic, *data);
    return entry.message ? EntryFault::NONE : EntryFault::MESSAGE;
}

} // namespace

VirtualBytes
WakuStoreQuery::Encode() const
{
    std::vector<uint8_t> out;
    if (includeData)
    {
        AppendVarintField(out, QUERY_INCLUDE_DATA, 1);
    }
    if (pubsubTopic)
    {
        AppendStringField(out, QUERY_PUBSUB_TOPIC, *pubsubTopic);
    }
    for (const std::string& topic : contentTopics)
    {
        AppendStringField(out, QUERY_CONTENT_TOPICS, topic);
    }
    if (start)
    {
        AppendVarintField(out, QUERY_TIME_START, ZigZag(*start));
    }
    if (end)
    {
        AppendVarintField(out, QUERY_TIME_END, ZigZag(*end));
    }
    for (const MessageId& hash : hashes)
    {
        AppendHash(out, QUERY_MESSAGE_HASHES, hash);
    }
    if (cursor)
    {
        AppendHash(out, QUERY_CURSOR, *cursor);
    }
    if (forward)
    {
        AppendVarintField(out, QUERY_FORWARD, 1);
    }
    if (limit)
    {
        AppendVarintField(out, QUERY_LIMIT, *limit);
    }
    return VirtualBytes(std::move(out));
}

bool
WakuStoreQuery::Decode(const VirtualBytes& fields, WakuStoreQuery& query)
{
    query = WakuStoreQuery();
    const std::vector<uint8_t> bytes = fields.ToVector();
    Reader reader(bytes.data(), bytes.size());
    Field field;
    while (reader.Next(field))
    {
        if (!ReadQueryField(field, query))
        {
            return false;
        }
    }
    return !reader.IsMalformed();
}

std::string
WakuStoreQuery::FindFault(bool allowsPartialFilter) const
{
    if (!hashes.empty() && (pubsubTopic || !contentTopics.empty() || start || end))
    {
        return "message hashes and a content filter exclude each other";
    }
    if (!allowsPartialFilter && pubsubTopic.has_value() == contentTopics.empty())
    {
        return "a content filter is a pubsub topic and content topics";
    }
    if (start && end && *start > *end)
    {
        return "the time range ends before it starts";
    }
    return std::string();
}

bool
WakuStoreQuery::Matches(const WakuStoredMessage& message) const
{
    if (!hashes.empty())
    {
        return std::find(hashes.begin(), hashes.end(), message.GetHash()) != hashes.end();
    }
    const int64_t time = message.GetTimestamp();
    return (!pubsubTopic || *pubsubTopic == message.GetPubsubTopic()) &&
           (contentTopics.empty() ||
            std::find(contentTopics.begin(), contentTopics.end(), message.GetContentTopic()) !=
                contentTopics.end()) &&
           (!start || time >= *start) && (!end || time < *end);
}

VirtualBytes
WakuStorePage::Encode() const
{
    // The cursor first, so that the payload of the last message ends the answer.
    std::vector<uint8_t> out;
    if (cursor)
    {
        AppendHash(out, PAGE_CURSOR, *cursor);
    }
    for (const WakuStoreEntry& entry : entries)
    {
        AppendMessageField(out, PAGE_MESSAGES, EncodeEntry(entry));
    }
    uint64_t zeros = 0;
    if (!entries.empty() && entries.back().message)
    {
        zeros = entries.back().message->GetData().GetZeros();
        out.resize(out.size() - zeros);
    }
    return VirtualBytes(std::move(out), zeros);
}

bool
WakuStorePage::Decode(const VirtualBytes& fields, WakuStorePage& page, uint32_t& faults)
{
    page = WakuStorePage();
    faults = 0;
    const std::vector<uint8_t> bytes = fields.ToVector();
    Reader reader(bytes.data(), bytes.size());
    Field field;
    while (reader.Next(field))
    {
        if (field.number == PAGE_CURSOR)
        {
            page.cursor.emplace();
            if (!ReadHash(field, *page.cursor))
            {
                return false;
            }
        }
        else if (field.number == PAGE_MESSAGES && field.type == LEN)
        {
            WakuStoreEntry entry;
            const EntryFault fault = DecodeEntry(field, entry);
            if (fault == EntryFault::FIELDS)
            {
                return false;
            }
            if (fault == EntryFault::MESSAGE)
            {
                faults++;
                continue;
            }
            page.entries.push_back(entry);
        }
    }
    return !reader.IsMalformed();
}

} // namespace ns3
