/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-rpc-encoder.h"

#include "ns3/waku-protobuf.h"

namespace ns3
{

namespace
{

using namespace protobuf;
using namespace rpcfield;
using Bytes = std::vector<uint8_t>;

void
AppendIds(Bytes& out, uint32_t field, const MessageIds& ids)
{
    for (const MessageId& id : ids)
    {
        AppendBytesField(out, field, id.bytes.data(), MessageId::SIZE);
    }
}

Bytes
EncodeSubOpts(const PubsubRpc::SubOpts& opts)
{
    Bytes out;
    AppendVarintField(out, SUBOPTS_SUBSCRIBE, opts.subscribe);
    AppendStringField(out, SUBOPTS_TOPICID, opts.topic);
    return out;
}

Bytes
EncodeIHave(const PubsubRpc::IHave& ihave)
{
    Bytes out;
    AppendStringField(out, IHAVE_TOPICID, ihave.topic);
    AppendIds(out, IHAVE_MESSAGEIDS, ihave.messageIds);
    return out;
}

Bytes
EncodePrune(const PubsubRpc::Prune& prune)
{
    Bytes out;
    AppendStringField(out, PRUNE_TOPICID, prune.topic);
    for (const std::string& peer : prune.peers)
    {
        Bytes info;
        AppendStringField(info, PEERINFO_PEERID, peer);
        AppendMessageField(out, PRUNE_PEERS, info);
    }
    if (prune.backoff > 0)
    {
        AppendVarintField(out, PRUNE_BACKOFF, prune.backoff);
    }
    return out;
}

Bytes
EncodeControl(const PubsubRpc& rpc)
{
    Bytes out;
    for (const PubsubRpc::IHave& ihave : rpc.ihave)
    {
        AppendMessageField(out, CONTROL_IHAVE, EncodeIHave(ihave));
    }
    if (!rpc.iwant.empty())
    {
        Bytes iwant;
        AppendIds(iwant, IWANT_MESSAGEIDS, rpc.iwant);
        AppendMessageField(out, CONTROL_IWANT, iwant);
    }
    for (const std::string& topic : rpc.graft)
    {
        Bytes graft;
        AppendStringField(graft, GRAFT_TOPICID, topic);
        AppendMessageField(out, CONTROL_GRAFT, graft);
    }
    for (const PubsubRpc::Prune& prune : rpc.prune)
    {
        AppendMessageField(out, CONTROL_PRUNE, EncodePrune(prune));
    }
    if (!rpc.idontwant.empty())
    {
        Bytes idontwant;
        AppendIds(idontwant, IDONTWANT_MESSAGEIDS, rpc.idontwant);
        AppendMessageField(out, CONTROL_IDONTWANT, idontwant);
    }
    return out;
}

/// The bytes before the data in the publish field of an RPC.
Bytes
EncodeMessageHead(const std::string& topic, const VirtualBytes& data)
{
    Bytes message;
    AppendStringField(message, MESSAGE_TOPIC, topic);
    AppendTag(message, MESSAGE_DATA, LEN);
    AppendVarint(message, data.GetSize());

    Bytes out;
    AppendTag(out, RPC_PUBLISH, LEN);
    AppendVarint(out, message.size() + data.GetSize());
    out.insert(out.end(), message.begin(), message.end());
    return out;
}

/// Creates a packet of real bytes followed by virtual ones.
VirtualBytes
Join(Bytes head, const VirtualBytes& tail)
{
    head.insert(head.end(), tail.GetHead().begin(), tail.GetHead().end());
    return VirtualBytes(std::move(head), tail.GetZeros());
}

} // namespace

Ptr<Packet>
PubsubRpcEncoder::EncodeMessage(const std::string& topic, const VirtualBytes& data)
{
    const Bytes message = EncodeMessageHead(topic, data);
    Bytes frame;
    AppendVarint(frame, message.size() + data.GetSize());
    frame.insert(frame.end(), message.begin(), message.end());
    return Join(std::move(frame), data).ToPacket();
}

Ptr<StreamFrame>
PubsubRpcEncoder::Encode(const PubsubRpc& rpc)
{
    Bytes head;
    for (const PubsubRpc::SubOpts& opts : rpc.subscriptions)
    {
        AppendMessageField(head, RPC_SUBSCRIPTIONS, EncodeSubOpts(opts));
    }
    if (rpc.HasControl())
    {
        AppendMessageField(head, RPC_CONTROL, EncodeControl(rpc));
    }
    std::vector<VirtualBytes> messages;
    uint64_t size = head.size();
    for (const auto& message : rpc.publish)
    {
        messages.push_back(
            Join(EncodeMessageHead(message->GetTopic(), message->GetData()), message->GetData()));
        size += messages.back().GetSize();
    }
    Bytes delimiter;
    AppendVarint(delimiter, size);
    head.insert(head.begin(), delimiter.begin(), delimiter.end());

    Ptr<Packet> packet = VirtualBytes(std::move(head)).ToPacket();
    for (const VirtualBytes& message : messages)
    {
        packet->AddAtEnd(message.ToPacket());
    }
    return Create<StreamFrame>(packet, messages.empty());
}

} // namespace ns3
