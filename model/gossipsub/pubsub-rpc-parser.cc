/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-rpc-parser.h"

#include "pubsub-rpc-encoder.h"

#include "ns3/simulator.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <cstring>

namespace ns3
{

using namespace protobuf;
using namespace rpcfield;

PubsubRpcParser::PubsubRpcParser(Ptr<MessagePool> pool, uint32_t maxSize, Sink& sink)
    : m_pool(pool),
      m_sink(sink),
      m_maxSize(maxSize)
{
}

uint32_t
PubsubRpcParser::Read(const uint8_t* bytes, uint32_t size)
{
    const bool buffered = !m_buffer.empty();
    if (buffered)
    {
        m_buffer.insert(m_buffer.end(), bytes, bytes + size);
    }
    const uint8_t* cursor = buffered ? m_buffer.data() : bytes;
    const uint8_t* end = cursor + (buffered ? m_buffer.size() : size);
    const uint8_t* begin = cursor;
    Parse(cursor, end);
    const uint32_t rest = static_cast<uint32_t>(end - cursor);
    if (m_failed || m_skip > 0)
    {
        m_buffer = std::vector<uint8_t>();
        return size - rest;
    }
    if (!buffered)
    {
        m_buffer.assign(cursor, end);
    }
    else if (cursor != begin)
    {
        m_buffer = std::vector<uint8_t>(cursor, end);
    }
    return size;
}

uint64_t
PubsubRpcParser::GetSkippable() const
{
    return m_skip;
}

void
PubsubRpcParser::Skip(uint64_t size)
{
    m_skip -= size;
    Advance(size);
}

bool
PubsubRpcParser::HasFailed() const
{
    return m_failed;
}

void
PubsubRpcParser::Parse(const uint8_t*& cursor, const uint8_t* end)
{
    while (cursor != end && !m_failed && m_skip == 0)
    {
        const Step step = m_inFrame ? ParseField(cursor, end) : ParseDelimiter(cursor, end);
        if (step == Step::NEED_MORE)
        {
            return;
        }
    }
}

PubsubRpcParser::Step
PubsubRpcParser::ParseDelimiter(const uint8_t*& cursor, const uint8_t* end)
{
    uint64_t size;
    switch (ReadVarint(cursor, end, size))
    {
    case ReadResult::TRUNCATED:
        return Step::NEED_MORE;
    case ReadResult::MALFORMED:
        Fail(RpcError::BAD_DELIMITER);
        return Step::DONE;
    case ReadResult::OK:
        break;
    }
    if (size > m_maxSize)
    {
        Fail(RpcError::OVERSIZED);
        return Step::DONE;
    }
    m_inFrame = true;
    m_left = size;
    Advance(0);
    return Step::DONE;
}

PubsubRpcParser::Step
PubsubRpcParser::ParseField(const uint8_t*& cursor, const uint8_t* end)
{
    const uint8_t* limit = cursor + std::min<uint64_t>(end - cursor, m_left);
    const bool whole = static_cast<uint64_t>(limit - cursor) == m_left;
    const uint8_t* at = cursor;
    uint64_t tag;
    uint64_t size = 0;
    ReadResult result = ReadVarint(at, limit, tag);
    if (result == ReadResult::OK)
    {
        if ((tag & 7) != LEN)
        {
            // The field is unknown, since no known field of an RPC is a number. It is ignored.
            result = (tag & 7) == VARINT ? ReadVarint(at, limit, size) : ReadResult::OK;
            size = (tag & 7) == I64 ? 8 : (tag & 7) == I32 ? 4 : 0;
            if ((tag & 7) != VARINT && (tag & 7) != I64 && (tag & 7) != I32)
            {
                result = ReadResult::MALFORMED;
            }
        }
        else
        {
            result = ReadVarint(at, limit, size);
        }
    }
    if (result == ReadResult::TRUNCATED && !whole)
    {
        return Step::NEED_MORE;
    }
    const uint64_t head = at - cursor;
    if (result != ReadResult::OK || (tag >> 3) == 0 || size > m_left - head)
    {
        RejectFrame(RpcError::MALFORMED);
    }
    else if (tag == ((RPC_PUBLISH << 3) | LEN))
    {
        const uint64_t available = std::min<uint64_t>(limit - at, size);
        if (ParseMessage(at, size, available) == Step::NEED_MORE)
        {
            return Step::NEED_MORE;
        }
        m_skip = m_rejected ? 0 : size - available;
        if (!m_rejected)
        {
            cursor = at + available;
            Advance(head + available);
            return Step::DONE;
        }
    }
    else if (static_cast<uint64_t>(limit - at) < size)
    {
        return Step::NEED_MORE;
    }
    else if (tag == ((RPC_SUBSCRIPTIONS << 3) | LEN))
    {
        DecodeSubOpts(at, size);
    }
    else if (tag == ((RPC_CONTROL << 3) | LEN))
    {
        DecodeControl(at, size);
    }
    if (m_rejected)
    {
        const uint64_t there = limit - cursor;
        cursor = limit;
        m_skip = m_left - there;
        Advance(there);
        return Step::DONE;
    }
    cursor = at + size;
    Advance(head + size);
    return Step::DONE;
}

PubsubRpcParser::Step
PubsubRpcParser::ParseMessage(const uint8_t* element, uint64_t size, uint64_t available)
{
    Ptr<const PubsubMessage> message =
        available < m_findFrom ? nullptr : FindKnown(element, size, available);
    if (message)
    {
        m_findFrom = 0;
        m_rpc.publish.push_back(message);
        return Step::DONE;
    }
    if (available < size)
    {
        return Step::NEED_MORE;
    }
    m_findFrom = 0;
    DecodeMessage(element, size);
    return Step::DONE;
}

Ptr<const PubsubMessage>
PubsubRpcParser::FindKnown(const uint8_t* element, uint64_t size, uint64_t available)
{
    const uint8_t* at = element;
    const uint8_t* limit = element + available;
    uint64_t tag;
    uint64_t topicSize;
    uint64_t dataSize;
    if (ReadVarint(at, limit, tag) != ReadResult::OK || tag != ((MESSAGE_TOPIC << 3) | LEN) ||
        ReadVarint(at, limit, topicSize) != ReadResult::OK ||
        topicSize > static_cast<uint64_t>(limit - at))
    {
        return nullptr;
    }
    const uint8_t* topic = at;
    at += topicSize;
    if (ReadVarint(at, limit, tag) != ReadResult::OK || tag != ((MESSAGE_DATA << 3) | LEN) ||
        ReadVarint(at, limit, dataSize) != ReadResult::OK ||
        dataSize != size - static_cast<uint64_t>(at - element) ||
        static_cast<uint64_t>(limit - at) < std::min<uint64_t>(dataSize, MessagePool::KEY_SIZE))
    {
        return nullptr;
    }
    // A look-up reads the whole topic, so a look-up for every piece would cost too much.
    m_findFrom = size;
    const auto* candidates = m_pool->FindCandidates(topic, topicSize, at, dataSize);
    if (!candidates)
    {
        return nullptr;
    }
    for (const auto& candidate : *candidates)
    {
        const std::vector<uint8_t>& head = candidate->GetData().GetHead();
        if (candidate->GetData().GetSize() == dataSize &&
            head.size() <= static_cast<uint64_t>(limit - at) &&
            std::memcmp(head.data(), at, head.size()) == 0 &&
            candidate->GetTopic().size() == topicSize &&
            std::memcmp(candidate->GetTopic().data(), topic, topicSize) == 0)
        {
            return candidate;
        }
        const uint64_t needed = static_cast<uint64_t>(at - element) + head.size();
        if (needed > available)
        {
            m_findFrom = std::min(m_findFrom, needed);
        }
    }
    return nullptr;
}

void
PubsubRpcParser::DecodeMessage(const uint8_t* bytes, uint64_t size)
{
    Reader reader(bytes, size);
    Field field;
    Field data;
    std::string topic;
    bool hasTopic = false;
    bool isSigned = false;
    while (reader.Next(field))
    {
        if (field.type != LEN)
        {
            continue;
        }
        switch (field.number)
        {
        case MESSAGE_DATA:
            data = field;
            break;
        case MESSAGE_TOPIC:
            topic = field.ToString();
            hasTopic = true;
            break;
        case MESSAGE_FROM:
        case MESSAGE_SEQNO:
        case MESSAGE_SIGNATURE:
        case MESSAGE_KEY:
            isSigned = true;
            break;
        default:
            break;
        }
    }
    if (reader.IsMalformed() || !hasTopic)
    {
        RejectFrame(RpcError::MALFORMED);
        return;
    }
    if (isSigned)
    {
        RejectFrame(RpcError::SIGNED);
        return;
    }
    std::size_t head = data.size;
    while (head > 0 && data.bytes[head - 1] == 0)
    {
        head--;
    }
    m_rpc.publish.push_back(m_pool->Add(
        topic,
        VirtualBytes(std::vector<uint8_t>(data.bytes, data.bytes + head), data.size - head),
        Simulator::Now()));
}

void
PubsubRpcParser::DecodeSubOpts(const uint8_t* bytes, uint64_t size)
{
    Reader reader(bytes, size);
    Field field;
    PubsubRpc::SubOpts opts;
    opts.subscribe = false;
    while (reader.Next(field))
    {
        if (field.number == SUBOPTS_SUBSCRIBE && field.type == VARINT)
        {
            opts.subscribe = field.value != 0;
        }
        else if (field.number == SUBOPTS_TOPICID && field.type == LEN)
        {
            opts.topic = field.ToString();
        }
    }
    if (reader.IsMalformed())
    {
        RejectFrame(RpcError::MALFORMED);
        return;
    }
    m_rpc.subscriptions.push_back(opts);
}

void
PubsubRpcParser::DecodeControl(const uint8_t* bytes, uint64_t size)
{
    Reader reader(bytes, size);
    Field field;
    while (!m_rejected && reader.Next(field))
    {
        if (field.type != LEN)
        {
            continue;
        }
        switch (field.number)
        {
        case CONTROL_IHAVE:
            DecodeIHave(field.bytes, field.size);
            break;
        case CONTROL_IWANT:
            DecodeIds(field.bytes, field.size, m_rpc.iwant);
            break;
        case CONTROL_GRAFT:
            DecodeGraft(field.bytes, field.size);
            break;
        case CONTROL_PRUNE:
            DecodePrune(field.bytes, field.size);
            break;
        case CONTROL_IDONTWANT:
            DecodeIds(field.bytes, field.size, m_rpc.idontwant);
            break;
        default:
            break;
        }
    }
    if (reader.IsMalformed())
    {
        RejectFrame(RpcError::MALFORMED);
    }
}

void
PubsubRpcParser::DecodeIHave(const uint8_t* bytes, uint64_t size)
{
    Reader reader(bytes, size);
    Field field;
    PubsubRpc::IHave ihave;
    while (reader.Next(field))
    {
        if (field.number == IHAVE_TOPICID && field.type == LEN)
        {
            ihave.topic = field.ToString();
        }
        else if (field.number == IHAVE_MESSAGEIDS && field.type == LEN)
        {
            AddId(field.bytes, field.size, ihave.messageIds);
        }
    }
    if (reader.IsMalformed())
    {
        RejectFrame(RpcError::MALFORMED);
        return;
    }
    m_rpc.ihave.push_back(std::move(ihave));
}

void
PubsubRpcParser::DecodeIds(const uint8_t* bytes, uint64_t size, MessageIds& ids)
{
    Reader reader(bytes, size);
    Field field;
    while (reader.Next(field))
    {
        if (field.number == IWANT_MESSAGEIDS && field.type == LEN)
        {
            AddId(field.bytes, field.size, ids);
        }
    }
    if (reader.IsMalformed())
    {
        RejectFrame(RpcError::MALFORMED);
    }
}

void
PubsubRpcParser::DecodeGraft(const uint8_t* bytes, uint64_t size)
{
    Reader reader(bytes, size);
    Field field;
    std::string topic;
    while (reader.Next(field))
    {
        if (field.number == GRAFT_TOPICID && field.type == LEN)
        {
            topic = field.ToString();
        }
    }
    if (reader.IsMalformed())
    {
        RejectFrame(RpcError::MALFORMED);
        return;
    }
    m_rpc.graft.push_back(topic);
}

void
PubsubRpcParser::DecodePrune(const uint8_t* bytes, uint64_t size)
{
    Reader reader(bytes, size);
    Field field;
    PubsubRpc::Prune prune;
    bool malformed = false;
    while (reader.Next(field))
    {
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
            Reader info(field.bytes, field.size);
            Field part;
            while (info.Next(part))
            {
                if (part.number == PEERINFO_PEERID && part.type == LEN)
                {
                    prune.peers.push_back(part.ToString());
                }
            }
            malformed = malformed || info.IsMalformed();
        }
    }
    if (malformed || reader.IsMalformed())
    {
        RejectFrame(RpcError::MALFORMED);
        return;
    }
    m_rpc.prune.push_back(std::move(prune));
}

void
PubsubRpcParser::AddId(const uint8_t* bytes, uint64_t size, MessageIds& ids)
{
    if (size != MessageId::SIZE)
    {
        RejectFrame(RpcError::BAD_ID);
        return;
    }
    ids.emplace_back();
    std::memcpy(ids.back().bytes.data(), bytes, MessageId::SIZE);
}

void
PubsubRpcParser::Advance(uint64_t size)
{
    m_left -= size;
    if (m_left == 0)
    {
        Finish();
    }
}

void
PubsubRpcParser::Finish()
{
    m_inFrame = false;
    const bool rejected = m_rejected;
    m_rejected = false;
    const PubsubRpc rpc = std::move(m_rpc);
    m_rpc = PubsubRpc();
    if (!rejected)
    {
        m_sink.HandleRpc(rpc);
    }
}

void
PubsubRpcParser::RejectFrame(RpcError error)
{
    if (!m_rejected)
    {
        m_rejected = true;
        m_sink.HandleError(error);
    }
}

void
PubsubRpcParser::Fail(RpcError error)
{
    m_failed = true;
    m_sink.HandleError(error);
}

} // namespace ns3
