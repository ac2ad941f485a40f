/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-extension-encoder.h"

#include "ns3/waku-protobuf.h"

#include <utility>

namespace ns3
{

namespace
{

using namespace protobuf;
using namespace rpcfield;
using ExtensionBytes = std::vector<uint8_t>;

void
AppendMessageId(ExtensionBytes& out, uint32_t field, const MessageId& id)
{
    AppendBytesField(out, field, id.GetBytes(), id.GetSize());
}

void
AppendFlag(ExtensionBytes& out, uint32_t field, bool isSet)
{
    if (isSet)
    {
        AppendVarintField(out, field, 1);
    }
}

void
AppendOptional(ExtensionBytes& out, uint32_t field, const std::optional<std::string>& bytes)
{
    if (bytes)
    {
        AppendStringField(out, field, *bytes);
    }
}

void
AppendTopics(ExtensionBytes& out, uint32_t field, const std::vector<std::string>& topics)
{
    for (const std::string& topic : topics)
    {
        ExtensionBytes message;
        AppendStringField(message, CHOKE_TOPICID, topic);
        AppendMessageField(out, field, message);
    }
}

void
AppendPreambles(ExtensionBytes& out, const PubsubExtensionRpc& rpc)
{
    if (rpc.preambles.empty() && rpc.imReceiving.empty())
    {
        return;
    }
    ExtensionBytes all;
    for (const PubsubPreamble& preamble : rpc.preambles)
    {
        ExtensionBytes message;
        AppendStringField(message, PREAMBLE_TOPICID, preamble.topic);
        AppendMessageId(message, PREAMBLE_MESSAGEID, preamble.id);
        AppendVarintField(message, PREAMBLE_LENGTH, preamble.length);
        AppendMessageField(all, PREAMBLES, message);
    }
    for (const PubsubImReceiving& receiving : rpc.imReceiving)
    {
        ExtensionBytes message;
        AppendMessageId(message, IMRECEIVING_MESSAGEID, receiving.id);
        AppendVarintField(message, IMRECEIVING_LENGTH, receiving.length);
        AppendMessageField(all, IMRECEIVINGS, message);
    }
    AppendMessageField(out, EXTENSION_PREAMBLE, all);
}

/// \return a field whose end may be virtual
VirtualBytes
AppendPartial(ExtensionBytes out, const PubsubPartialRpc& partial)
{
    ExtensionBytes message;
    AppendStringField(message, PARTIAL_TOPICID, partial.topic);
    AppendStringField(message, PARTIAL_GROUPID, partial.groupId);
    AppendOptional(message, PARTIAL_METADATA, partial.partsMetadata);
    const VirtualBytes parts = partial.parts.value_or(VirtualBytes());
    if (partial.parts)
    {
        AppendTag(message, PARTIAL_MESSAGE, LEN);
        AppendVarint(message, parts.GetSize());
    }
    AppendTag(out, EXTENSION_PARTIAL, LEN);
    AppendVarint(out, message.size() + parts.GetSize());
    out.insert(out.end(), message.begin(), message.end());
    out.insert(out.end(), parts.GetHead().begin(), parts.GetHead().end());
    return VirtualBytes(std::move(out), parts.GetZeros());
}

} // namespace

std::vector<uint8_t>
EncodeExtensionControl(const PubsubExtensionRpc& rpc)
{
    ExtensionBytes out;
    if (rpc.supported)
    {
        ExtensionBytes message;
        AppendFlag(message, EXTENSION_PARTIAL, rpc.supported->partialMessages);
        AppendFlag(message, EXTENSION_PINGPONG, rpc.supported->pingPong);
        AppendFlag(message, EXTENSION_PREAMBLE, rpc.supported->preamble);
        AppendFlag(message, EXTENSION_CHOKE, rpc.supported->choke);
        AppendFlag(message, EXTENSION_TEST, rpc.supported->test);
        AppendMessageField(out, CONTROL_EXTENSIONS, message);
    }
    return out;
}

VirtualBytes
EncodeExtensionFields(const PubsubExtensionRpc& rpc)
{
    ExtensionBytes out;
    if (rpc.ping || rpc.pong)
    {
        ExtensionBytes message;
        AppendOptional(message, PINGPONG_PING, rpc.ping);
        AppendOptional(message, PINGPONG_PONG, rpc.pong);
        AppendMessageField(out, EXTENSION_PINGPONG, message);
    }
    AppendPreambles(out, rpc);
    if (!rpc.choke.empty() || !rpc.unchoke.empty())
    {
        ExtensionBytes message;
        AppendTopics(message, CHOKES, rpc.choke);
        AppendTopics(message, UNCHOKES, rpc.unchoke);
        AppendMessageField(out, EXTENSION_CHOKE, message);
    }
    if (rpc.test)
    {
        AppendMessageField(out, EXTENSION_TEST, {});
    }
    return rpc.partial ? AppendPartial(std::move(out), *rpc.partial) : VirtualBytes(std::move(out));
}

} // namespace ns3
