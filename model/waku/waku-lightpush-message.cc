/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-lightpush-message.h"

#include "ns3/waku-protobuf.h"

namespace ns3
{

using namespace protobuf;

namespace
{

/// Field numbers of WAKU2-LIGHTPUSH v3.
enum LightpushField : uint32_t
{
    LIGHTPUSH_RELAY_PEERS = 12,
    LIGHTPUSH_PUBSUB_TOPIC = 20,
    LIGHTPUSH_MESSAGE = 21,
};

} // namespace

VirtualBytes
WakuLightpushRequest::Encode() const
{
    std::vector<uint8_t> out;
    if (pubsubTopic)
    {
        AppendStringField(out, LIGHTPUSH_PUBSUB_TOPIC, *pubsubTopic);
    }
    AppendTag(out, LIGHTPUSH_MESSAGE, LEN);
    AppendVarint(out, data.GetSize());
    out.insert(out.end(), data.GetHead().begin(), data.GetHead().end());
    return VirtualBytes(std::move(out), data.GetZeros());
}

bool
WakuLightpushRequest::Decode(const VirtualBytes& fields, WakuLightpushRequest& request)
{
    request = WakuLightpushRequest();
    Reader reader(fields.GetHead().data(), fields.GetHead().size(), fields.GetZeros());
    Field field;
    bool hasMessage = false;
    while (reader.Next(field))
    {
        if (field.number == LIGHTPUSH_PUBSUB_TOPIC)
        {
            if (field.type != LEN || field.zeros > 0)
            {
                return false;
            }
            request.pubsubTopic = field.ToString();
        }
        else if (field.number == LIGHTPUSH_MESSAGE)
        {
            if (field.type != LEN)
            {
                return false;
            }
            request.data = VirtualBytes(std::vector<uint8_t>(field.bytes, field.bytes + field.size),
                                        field.zeros);
            hasMessage = true;
        }
    }
    return hasMessage && !reader.IsMalformed();
}

VirtualBytes
WakuLightpushAnswer::Encode() const
{
    std::vector<uint8_t> out;
    if (relayPeers)
    {
        AppendVarintField(out, LIGHTPUSH_RELAY_PEERS, *relayPeers);
    }
    return VirtualBytes(std::move(out));
}

bool
WakuLightpushAnswer::Decode(const VirtualBytes& fields, WakuLightpushAnswer& answer)
{
    answer = WakuLightpushAnswer();
    const std::vector<uint8_t> bytes = fields.ToVector();
    Reader reader(bytes.data(), bytes.size());
    Field field;
    while (reader.Next(field))
    {
        if (field.number == LIGHTPUSH_RELAY_PEERS)
        {
            if (field.type != VARINT)
            {
                return false;
            }
            answer.relayPeers = static_cast<uint32_t>(field.value);
        }
    }
    return !reader.IsMalformed();
}

} // namespace ns3
