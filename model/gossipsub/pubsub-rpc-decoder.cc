/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-rpc-decoder.h"

#include "pubsub-extension-encoder.h"
#include "pubsub-rpc-encoder.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

namespace ns3
{

using namespace protobuf;
using namespace rpcfield;

namespace
{

VirtualBytes
ToVirtualBytes(const Field& value)
{
    std::size_t head = value.size;
    while (head > 0 && value.bytes[head - 1] == 0)
    {
        head--;
    }
    return VirtualBytes(std::vector<uint8_t>(value.bytes, value.bytes + head), value.size - head);
}

} // namespace

PubsubRpcDecoder::PubsubRpcDecoder(PubsubRpc& rpc)
    : m_rpc(rpc)
{
}

std::optional<RpcError>
PubsubRpcDecoder::Decode(uint64_t number, const uint8_t* bytes, uint64_t size)
{
    Field value;
    value.type = LEN;
    value.bytes = bytes;
    value.size = size;
    switch (number)
    {
    case RPC_SUBSCRIPTIONS:
        DecodeSubOpts(value);
        break;
    case RPC_CONTROL:
        DecodeControl(value);
        break;
    case EXTENSION_PARTIAL:
        DecodePartial(value);
        break;
    case EXTENSION_PINGPONG:
        DecodePingPong(value);
        break;
    case EXTENSION_PREAMBLE:
        DecodePreambles(value);
        break;
    case EXTENSION_CHOKE:
        DecodeChokes(value);
        break;
    case EXTENSION_TEST:
        GetExtension().test = true;
        break;
    default:
        break;
    }
    return m_error;
}

PubsubExtensionRpc&
PubsubRpcDecoder::GetExtension()
{
    if (!m_rpc.extension)
    {
        m_rpc.extension = std::make_shared<PubsubExtensionRpc>();
    }
    // No one else has the RPC yet.
    return const_cast<PubsubExtensionRpc&>(*m_rpc.extension);
}

template <typename F>
void
PubsubRpcDecoder::ForEachField(const Field& value, F handle)
{
    Reader reader(value.bytes, value.size);
    Field field;
    while (!m_error && reader.Next(field))
    {
        handle(field);
    }
    if (!m_error && reader.IsMalformed())
    {
        m_error = RpcError::MALFORMED;
    }
}

bool
PubsubRpcDecoder::ReadId(const Field& field, MessageId& id)
{
    if (field.size == 0 || field.size > MessageId::MAX_SIZE)
    {
        m_error = RpcError::BAD_ID;
        return false;
    }
    id = MessageId(field.bytes, field.size);
    return true;
}

void
PubsubRpcDecoder::DecodeSubOpts(const Field& value)
{
    PubsubRpc::SubOpts opts;
    opts.subscribe = false;
    ForEachField(value, [&opts](const Field& field) {
        if (field.type == LEN && field.number == SUBOPTS_TOPICID)
        {
            opts.topic = field.ToString();
        }
        if (field.type != VARINT)
        {
            return;
        }
        opts.subscribe = field.number == SUBOPTS_SUBSCRIBE ? field.value != 0 : opts.subscribe;
        opts.requestsPartial =
            field.number == SUBOPTS_REQUESTSPARTIAL ? field.value != 0 : opts.requestsPartial;
        opts.supportsPartial =
            field.number == SUBOPTS_SUPPORTSPARTIAL ? field.value != 0 : opts.supportsPartial;
    });
    m_rpc.subscriptions.push_back(std::move(opts));
}

void
PubsubRpcDecoder::DecodeControl(const Field& value)
{
    ForEachField(value, [this](const Field& field) {
        if (field.type != LEN)
        {
            return;
        }
        switch (field.number)
        {
        case CONTROL_IHAVE:
            DecodeIHave(field);
            break;
        case CONTROL_IWANT:
            DecodeIds(field, m_rpc.iwant);
            break;
        case CONTROL_GRAFT:
            DecodeTopic(field, m_rpc.graft);
            break;
        case CONTROL_PRUNE:
            DecodePrune(field);
            break;
        case CONTROL_IDONTWANT:
            DecodeIds(field, m_rpc.idontwant);
            break;
        case CONTROL_EXTENSIONS:
            DecodeSupported(field);
            break;
        default:
            break;
        }
    });
}

void
PubsubRpcDecoder::DecodeIHave(const Field& value)
{
    PubsubRpc::IHave ihave;
    ForEachField(value, [this, &ihave](const Field& field) {
        if (field.number == IHAVE_TOPICID && field.type == LEN)
        {
            ihave.topic = field.ToString();
        }
        MessageId id;
        if (field.number == IHAVE_MESSAGEIDS && field.type == LEN && ReadId(field, id))
        {
            ihave.messageIds.push_back(id);
        }
    });
    m_rpc.ihave.push_back(std::move(ihave));
}

void
PubsubRpcDecoder::DecodeIds(const Field& value, MessageIds& ids)
{
    ForEachField(value, [this, &ids](const Field& field) {
        MessageId id;
        if (field.number == IWANT_MESSAGEIDS && field.type == LEN && ReadId(field, id))
        {
            ids.push_back(id);
        }
    });
}

void
PubsubRpcDecoder::DecodeTopic(const Field& value, std::vector<std::string>& topics)
{
    std::string topic;
    ForEachField(value, [&topic](const Field& field) {
        if (field.number == GRAFT_TOPICID && field.type == LEN)
        {
            topic = field.ToString();
        }
    });
    topics.push_back(std::move(topic));
}

void
PubsubRpcDecoder::DecodePrune(const Field& value)
{
    PubsubRpc::Prune prune;
    ForEachField(value, [this, &prune](const Field& field) {
        if (field.number == PRUNE_TOPICID && field.type == LEN)
        {
            prune.topic = field.ToString();
        }
        else if (field.number == PRUNE_BACKOFF && field.type == VARINT)
        {
            prune.backoff = field.value;
        }
        else if (field.number == PRUNE_PEERS && field.type == LEN)
        {
            ForEachField(field, [](const Field&) {});
            prune.peers.push_back(field.ToString());
        }
    });
    m_rpc.prune.push_back(std::move(prune));
}

void
PubsubRpcDecoder::DecodeSupported(const Field& value)
{
    PubsubExtensionSet set;
    ForEachField(value, [&set](const Field& field) {
        if (field.type != VARINT)
        {
            return;
        }
        const bool isSet = field.value != 0;
        switch (field.number)
        {
        case EXTENSION_PARTIAL:
            set.partialMessages = isSet;
            break;
        case EXTENSION_PINGPONG:
            set.pingPong = isSet;
            break;
        case EXTENSION_PREAMBLE:
            set.preamble = isSet;
            break;
        case EXTENSION_CHOKE:
            set.choke = isSet;
            break;
        case EXTENSION_TEST:
            set.test = isSet;
            break;
        default:
            break;
        }
    });
    GetExtension().supported = set;
}

void
PubsubRpcDecoder::DecodePartial(const Field& value)
{
    PubsubPartialRpc partial;
    ForEachField(value, [&partial](const Field& field) {
        if (field.type != LEN)
        {
            return;
        }
        switch (field.number)
        {
        case PARTIAL_TOPICID:
            partial.topic = field.ToString();
            break;
        case PARTIAL_GROUPID:
            partial.groupId = field.ToString();
            break;
        case PARTIAL_MESSAGE:
            partial.parts = ToVirtualBytes(field);
            break;
        case PARTIAL_METADATA:
            partial.partsMetadata = field.ToString();
            break;
        default:
            break;
        }
    });
    GetExtension().partial = std::move(partial);
}

void
PubsubRpcDecoder::DecodePingPong(const Field& value)
{
    PubsubExtensionRpc& extension = GetExtension();
    ForEachField(value, [&extension](const Field& field) {
        if (field.number == PINGPONG_PING && field.type == LEN)
        {
            extension.ping = field.ToString();
        }
        else if (field.number == PINGPONG_PONG && field.type == LEN)
        {
            extension.pong = field.ToString();
        }
    });
}

void
PubsubRpcDecoder::DecodePreambles(const Field& value)
{
    // Without an id, a message says nothing.
    PubsubExtensionRpc& extension = GetExtension();
    ForEachField(value, [this, &extension](const Field& message) {
        if (message.type != LEN || (message.number != PREAMBLES && message.number != IMRECEIVINGS))
        {
            return;
        }
        const bool isPreamble = message.number == PREAMBLES;
        PubsubPreamble read;
        bool hasId = false;
        ForEachField(message, [&](const Field& field) {
            if (field.type == LEN && isPreamble && field.number == PREAMBLE_TOPICID)
            {
                read.topic = field.ToString();
            }
            if (field.type == LEN &&
                field.number == (isPreamble ? PREAMBLE_MESSAGEID : IMRECEIVING_MESSAGEID))
            {
                hasId = ReadId(field, read.id);
            }
            if (field.type == VARINT &&
                field.number == (isPreamble ? PREAMBLE_LENGTH : IMRECEIVING_LENGTH))
            {
                read.length = static_cast<uint32_t>(std::min<uint64_t>(field.value, UINT32_MAX));
            }
        });
        if (hasId && isPreamble)
        {
            extension.preambles.push_back(std::move(read));
        }
        else if (hasId)
        {
            extension.imReceiving.push_back({read.id, read.length});
        }
    });
}

void
PubsubRpcDecoder::DecodeChokes(const Field& value)
{
    PubsubExtensionRpc& extension = GetExtension();
    ForEachField(value, [this, &extension](const Field& field) {
        if (field.type == LEN && (field.number == CHOKES || field.number == UNCHOKES))
        {
            DecodeTopic(field, field.number == CHOKES ? extension.choke : extension.unchoke);
        }
    });
}

} // namespace ns3
