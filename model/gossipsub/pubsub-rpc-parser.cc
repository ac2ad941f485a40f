/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-rpc-parser.h"

#include "pubsub-rpc-decoder.h"
#include "pubsub-rpc-encoder.h"

#include "ns3/simulator.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

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

PubsubRpcParser::Partial&
PubsubRpcParser::GetPartial()
{
    if (!m_partial)
    {
        m_partial = std::make_unique<Partial>();
    }
    return *m_partial;
}

uint32_t
PubsubRpcParser::Read(const uint8_t* bytes, uint32_t size)
{
    std::vector<uint8_t> buffer;
    if (m_partial)
    {
        buffer.swap(m_partial->buffer);
    }
    const bool buffered = !buffer.empty();
    if (buffered)
    {
        buffer.insert(buffer.end(), bytes, bytes + size);
    }
    const uint8_t* cursor = buffered ? buffer.data() : bytes;
    const uint8_t* end = cursor + (buffered ? buffer.size() : size);
    const uint8_t* begin = cursor;
    Parse(cursor, end);
    if (m_failed)
    {
        return size; // bytes of earlier calls may be among those that were not understood
    }
    const uint32_t rest = static_cast<uint32_t>(end - cursor);
    if (m_skip > 0)
    {
        return size - rest;
    }
    if (rest > 0)
    {
        if (buffered && cursor == begin)
        {
            GetPartial().buffer = std::move(buffer);
        }
        else
        {
            GetPartial().buffer.assign(cursor, end);
        }
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
    m_skip -= static_cast<uint32_t>(size);
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
        const Step step = !m_inFrame                      ? ParseDelimiter(cursor, end)
                          : m_partial && m_partial->known ? ParseTail(cursor, end)
                                                          : ParseField(cursor, end);
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
    m_left = static_cast<uint32_t>(size);
    BeginFrame(cursor, end);
    return Step::DONE;
}

void
PubsubRpcParser::BeginFrame(const uint8_t*& cursor, const uint8_t* end)
{
    if (m_left == 0 || m_left > PubsubRpcCache::MAX_SIZE ||
        static_cast<uint64_t>(end - cursor) < m_left || *cursor == ((RPC_PUBLISH << 3) | LEN))
    {
        Advance(0);
        return;
    }
    if (const auto decoded = m_pool->GetRpcs().Find(cursor, m_left))
    {
        cursor += m_left;
        m_left = 0;
        m_inFrame = false;
        m_sink.HandleRpc(*decoded);
        return;
    }
    Partial& partial = GetPartial();
    partial.whole = cursor;
    partial.size = m_left;
    Advance(0);
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
        uint64_t parsed = 0;
        const uint64_t available = std::min<uint64_t>(limit - at, size);
        if (ParseMessage(at, size, available, parsed) == Step::NEED_MORE)
        {
            return Step::NEED_MORE;
        }
        if (!m_rejected)
        {
            cursor = at + parsed;
            Advance(head + parsed);
            return Step::DONE;
        }
    }
    else if (static_cast<uint64_t>(limit - at) < size)
    {
        return Step::NEED_MORE;
    }
    else if ((tag & 7) == LEN)
    {
        const std::optional<RpcError> error =
            PubsubRpcDecoder(GetPartial().rpc).Decode(tag >> 3, at, size);
        if (error)
        {
            RejectFrame(*error);
        }
    }
    if (m_rejected)
    {
        SkipFrame(cursor, end);
        return Step::DONE;
    }
    cursor = at + size;
    Advance(head + size);
    return Step::DONE;
}

PubsubRpcParser::Step
PubsubRpcParser::ParseMessage(const uint8_t* element,
                              uint64_t size,
                              uint64_t available,
                              uint64_t& parsed)
{
    uint64_t dataEnd = size;
    Ptr<const PubsubMessage> known =
        available < GetPartial().findFrom ? nullptr : FindKnown(element, size, available, dataEnd);
    if (!known && available < size)
    {
        return Step::NEED_MORE;
    }
    Partial& partial = GetPartial();
    partial.findFrom = 0;
    parsed = std::min(available, dataEnd);
    m_skip = static_cast<uint32_t>(dataEnd - parsed);
    if (!known)
    {
        DecodeMessage(element, size);
    }
    else if (dataEnd == size)
    {
        partial.rpc.publish.push_back(std::move(known));
    }
    else
    {
        partial.known = std::move(known);
        partial.tail = size - dataEnd;
    }
    return Step::DONE;
}

PubsubRpcParser::Step
PubsubRpcParser::ParseTail(const uint8_t*& cursor, const uint8_t* end)
{
    const uint64_t tail = GetPartial().tail;
    if (static_cast<uint64_t>(end - cursor) < tail)
    {
        return Step::NEED_MORE;
    }
    DecodeMessage(cursor, tail, std::exchange(GetPartial().known, nullptr));
    if (m_rejected)
    {
        SkipFrame(cursor, end);
        return Step::DONE;
    }
    cursor += tail;
    Advance(tail);
    return Step::DONE;
}

void
PubsubRpcParser::SkipFrame(const uint8_t*& cursor, const uint8_t* end)
{
    const uint64_t there = std::min<uint64_t>(end - cursor, m_left);
    cursor += there;
    m_skip = static_cast<uint32_t>(m_left - there);
    Advance(there);
}

Ptr<const PubsubMessage>
PubsubRpcParser::FindKnown(const uint8_t* element,
                           uint64_t size,
                           uint64_t available,
                           uint64_t& dataEnd)
{
    const uint8_t* at = element;
    const uint8_t* limit = element + available;
    const uint8_t* topic = nullptr;
    uint64_t topicSize = 0;
    uint64_t tag;
    ReadResult result = ReadVarint(at, limit, tag);
    if (result == ReadResult::OK && tag == ((MESSAGE_TOPIC << 3) | LEN))
    {
        if (ReadVarint(at, limit, topicSize) != ReadResult::OK ||
            topicSize > static_cast<uint64_t>(limit - at))
        {
            return nullptr;
        }
        topic = at;
        at += topicSize;
        result = ReadVarint(at, limit, tag);
    }
    uint64_t dataSize;
    if (result != ReadResult::OK || tag != ((MESSAGE_DATA << 3) | LEN) ||
        ReadVarint(at, limit, dataSize) != ReadResult::OK ||
        dataSize > size - static_cast<uint64_t>(at - element) ||
        static_cast<uint64_t>(limit - at) < std::min<uint64_t>(dataSize, MessagePool::KEY_SIZE))
    {
        return nullptr;
    }
    const uint64_t dataStart = at - element;
    const uint64_t tail = size - dataStart - dataSize;
    uint64_t& findFrom = GetPartial().findFrom;
    findFrom = size;
    // The topic comes either before the data or after them.
    const bool isUsual = (topic == nullptr) == (tail > 0);
    const auto* candidates = isUsual ? m_pool->FindCandidates(at, dataSize) : nullptr;
    if (!candidates)
    {
        return nullptr;
    }
    Ptr<const PubsubMessage> found;
    for (const auto& candidate : *candidates)
    {
        const std::vector<uint8_t>& head = candidate->GetData().GetHead();
        const std::string& name = candidate->GetTopic();
        if (candidate->GetData().GetSize() == dataSize &&
            head.size() <= static_cast<uint64_t>(limit - at) &&
            std::equal(head.begin(), head.end(), at) &&
            (!topic ||
             (name.size() == topicSize && std::memcmp(name.data(), topic, topicSize) == 0)))
        {
            const bool fits = topic || 1 + GetVarintSize(name.size()) + name.size() == tail;
            found = fits || !found ? candidate : found;
            if (fits)
            {
                break;
            }
        }
        else if (dataStart + head.size() > available)
        {
            findFrom = std::min(findFrom, dataStart + head.size());
        }
    }
    dataEnd = found ? dataStart + dataSize : size;
    return found;
}

void
PubsubRpcParser::DecodeMessage(const uint8_t* bytes, uint64_t size, Ptr<const PubsubMessage> known)
{
    Reader reader(bytes, size);
    Field field;
    Field data;
    Field topic;
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
            known = nullptr;
            break;
        case MESSAGE_TOPIC:
            topic = field;
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
    auto& publish = GetPartial().rpc.publish;
    const std::string_view name(reinterpret_cast<const char*>(topic.bytes), topic.size);
    if (known && known->GetTopic() == name)
    {
        publish.push_back(std::move(known));
        return;
    }
    if (known)
    {
        publish.push_back(m_pool->Add(topic.ToString(), known->GetData(), Simulator::Now()));
        return;
    }
    std::size_t head = data.size;
    while (head > 0 && data.bytes[head - 1] == 0)
    {
        head--;
    }
    publish.push_back(m_pool->Add(
        topic.ToString(),
        VirtualBytes(std::vector<uint8_t>(data.bytes, data.bytes + head), data.size - head),
        Simulator::Now()));
}

void
PubsubRpcParser::Advance(uint64_t size)
{
    m_left -= static_cast<uint32_t>(size);
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
    const std::unique_ptr<Partial> partial = std::move(m_partial);
    if (rejected)
    {
        return;
    }
    if (!partial)
    {
        m_sink.HandleRpc(PubsubRpc());
    }
    else if (partial->whole)
    {
        const auto decoded = std::make_shared<const PubsubRpc>(std::move(partial->rpc));
        m_pool->GetRpcs().Add(partial->whole, partial->size, decoded);
        m_sink.HandleRpc(*decoded);
    }
    else
    {
        m_sink.HandleRpc(partial->rpc);
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
