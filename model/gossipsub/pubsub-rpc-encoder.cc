/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-rpc-encoder.h"

#include "pubsub-extension-encoder.h"

#include "ns3/waku-protobuf.h"

namespace ns3
{

namespace
{

using namespace protobuf;
using namespace rpcfield;
using Bytes = std::vector<uint8_t>;

void
Append(Bytes& out, const Bytes& bytes)
{
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void
AppendIds(Bytes& out, uint32_t field, const MessageIds& ids)
{
    // Ids of usual length, with tag and length.
    out.reserve(out.size() + 34 * ids.size());
    for (const MessageId& id : ids)
    {
        AppendBytesField(out, field, id.GetBytes(), id.GetSize());
    }
}

Bytes
EncodeSubOpts(const PubsubRpc::SubOpts& opts)
{
    Bytes out;
    AppendVarintField(out, SUBOPTS_SUBSCRIBE, opts.subscribe);
    AppendStringField(out, SUBOPTS_TOPICID, opts.topic);
    if (opts.requestsPartial)
    {
        AppendVarintField(out, SUBOPTS_REQUESTSPARTIAL, 1);
    }
    if (opts.supportsPartial)
    {
        AppendVarintField(out, SUBOPTS_SUPPORTSPARTIAL, 1);
    }
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
        AppendStringField(out, PRUNE_PEERS, peer);
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
    if (rpc.extension)
    {
        Append(out, EncodeExtensionControl(*rpc.extension));
    }
    return out;
}

/// A publish field of an RPC: the data, and real bytes before and after them.
struct PublishField
{
    PublishField(const std::string& topic, const VirtualBytes& payload)
        : data(payload)
    {
        AppendStringField(tail, MESSAGE_TOPIC, topic);
        Bytes message;
        AppendTag(message, MESSAGE_DATA, LEN);
        AppendVarint(message, data.GetSize());
        AppendTag(head, RPC_PUBLISH, LEN);
        AppendVarint(head, message.size() + data.GetSize() + tail.size());
        Append(head, message);
    }

    uint64_t GetSize() const
    {
        return head.size() + data.GetSize() + tail.size();
    }

    /// \param before real bytes before the field
    Ptr<StreamFrame> ToFrame(Bytes before) const
    {
        Append(before, head);
        Append(before, data.GetHead());
        const Ptr<Packet> body = VirtualBytes(std::move(before), data.GetZeros()).ToPacket();
        return Create<StreamFrame>(body, false, VirtualBytes(tail).ToPacket());
    }

    Bytes head;               //!< bytes before the data
    const VirtualBytes& data; //!< the data
    Bytes tail;               //!< bytes after the data
};

} // namespace

Ptr<StreamFrame>
PubsubRpcEncoder::EncodeMessage(const std::string& topic, const VirtualBytes& data)
{
    const PublishField field(topic, data);
    Bytes delimiter;
    AppendVarint(delimiter, field.GetSize());
    return field.ToFrame(std::move(delimiter));
}

Ptr<StreamFrame>
PubsubRpcEncoder::Encode(const PubsubRpc& rpc)
{
    Bytes head;
    for (const PubsubRpc::SubOpts& opts : rpc.subscriptions)
    {
        AppendMessageField(head, RPC_SUBSCRIPTIONS, EncodeSubOpts(opts));
    }
    const Bytes control = EncodeControl(rpc);
    if (!control.empty())
    {
        AppendMessageField(head, RPC_CONTROL, control);
    }
    uint64_t zeros = 0;
    if (rpc.extension)
    {
        const VirtualBytes extension = EncodeExtensionFields(*rpc.extension);
        Append(head, extension.GetHead());
        zeros = extension.GetZeros();
    }
    std::vector<PublishField> messages;
    uint64_t size = head.size() + zeros;
    for (const auto& message : rpc.publish)
    {
        messages.emplace_back(message->GetTopic(), message->GetData());
        size += messages.back().GetSize();
    }
    Bytes delimiter;
    AppendVarint(delimiter, size);
    head.insert(head.begin(), delimiter.begin(), delimiter.end());

    Ptr<Packet> packet = VirtualBytes(std::move(head), zeros).ToPacket();
    for (const PublishField& message : messages)
    {
        packet->AddAtEnd(message.ToFrame({})->GetPacket());
    }
    const bool hasParts = rpc.extension && rpc.extension->partial && rpc.extension->partial->parts;
    return Create<StreamFrame>(packet, messages.empty() && !hasParts);
}

} // namespace ns3
