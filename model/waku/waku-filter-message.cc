/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-filter-message.h"

#include "ns3/waku-protobuf.h"

namespace ns3
{

using namespace protobuf;

namespace
{

/// Field numbers of 12/WAKU2-FILTER.
enum FilterField : uint32_t
{
    FILTER_TYPE = 2,
    FILTER_PUBSUB_TOPIC = 10,
    FILTER_CONTENT_TOPICS = 11,
    PUSH_MESSAGE = 1,
    PUSH_PUBSUB_TOPIC = 2,
};

} // namespace

VirtualBytes
WakuFilterRequest::Encode() const
{
    std::vector<uint8_t> out;
    if (type != 0)
    {
        AppendVarintField(out, FILTER_TYPE, type);
    }
    if (pubsubTopic)
    {
        AppendStringField(out, FILTER_PUBSUB_TOPIC, *pubsubTopic);
    }
    for (const std::string& topic : contentTopics)
    {
        AppendStringField(out, FILTER_CONTENT_TOPICS, topic);
    }
    return VirtualBytes(std::move(out));
}

bool
WakuFilterRequest::Decode(const VirtualBytes& fields, WakuFilterRequest& request)
{
    request = WakuFilterRequest();
    const std::vector<uint8_t> bytes = fields.ToVector();
    Reader reader(bytes.data(), bytes.size());
    Field field;
    while (reader.Next(field))
    {
        if (field.number == FILTER_TYPE)
        {
            if (field.type != VARINT)
            {
                return false;
            }
            request.type = field.value;
        }
        else if (field.number == FILTER_PUBSUB_TOPIC || field.number == FILTER_CONTENT_TOPICS)
        {
            if (field.type != LEN)
            {
                return false;
            }
            if (field.number == FILTER_PUBSUB_TOPIC)
            {
                request.pubsubTopic = field.ToString();
            }
            else
            {
                request.contentTopics.push_back(field.ToString());
            }
        }
    }
    return !reader.IsMalformed();
}

VirtualBytes
WakuMessagePush::Encode() const
{
    std::vector<uint8_t> out;
    if (!pubsubTopic.empty())
    {
        AppendStringField(out, PUSH_PUBSUB_TOPIC, pubsubTopic);
    }
    AppendTag(out, PUSH_MESSAGE, LEN);
    AppendVarint(out, data.GetSize());
    out.insert(out.end(), data.GetHead().begin(), data.GetHead().end());
    return VirtualBytes(std::move(out), data.GetZeros());
}

bool
WakuMessagePush::Decode(const VirtualBytes& bytes, WakuMessagePush& push)
{
    push = WakuMessagePush();
    // Zeros at the end are counted if they end the WakuMessage, and real otherwise.
    for (const uint64_t zeros : {bytes.GetZeros(), uint64_t(0)})
    {
        push = WakuMessagePush();
        const std::vector<uint8_t> head = zeros > 0 ? bytes.GetHead() : bytes.ToVector();
        Reader reader(head.data(), head.size(), zeros);
        Field field;
        bool hasMessage = false;
        bool good = true;
        while (reader.Next(field))
        {
            if (field.number == PUSH_MESSAGE && field.type == LEN)
            {
                push.data =
                    VirtualBytes(std::vector<uint8_t>(field.bytes, field.bytes + field.size),
                                 field.zeros);
                hasMessage = true;
            }
            else if (field.number == PUSH_PUBSUB_TOPIC && field.type == LEN)
            {
                push.pubsubTopic = field.ToString();
                good = good && field.zeros == 0;
            }
        }
        if (good && hasMessage && !reader.IsMalformed())
        {
            return true;
        }
    }
    return false;
}

} // namespace ns3
