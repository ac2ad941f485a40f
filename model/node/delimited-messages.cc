/* SPDX-License-Identifier: GPL-2.0-only */
#include "delimited-messages.h"

#include "ns3/waku-protobuf.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Bytes of the longest varint.
constexpr std::size_t MAX_VARINT = 10;

} // namespace

Ptr<Packet>
MakeDelimitedPacket(const VirtualBytes& message)
{
    std::vector<uint8_t> head;
    protobuf::AppendVarint(head, message.GetSize());
    head.insert(head.end(), message.GetHead().begin(), message.GetHead().end());
    return VirtualBytes(head, message.GetZeros()).ToPacket();
}

void
DelimitedParser::ReadLength(uint8_t byte)
{
    m_length.push_back(byte);
    const uint8_t* cursor = m_length.data();
    const auto result = protobuf::ReadVarint(cursor, m_length.data() + m_length.size(), m_left);
    if (result == protobuf::ReadResult::TRUNCATED && m_length.size() < MAX_VARINT)
    {
        return;
    }
    m_length.clear();
    if (result != protobuf::ReadResult::OK)
    {
        m_failed = true;
        HandleBadDelimiter();
        return;
    }
    m_isInMessage = true;
    m_isOversized = m_left > m_maxSize;
    if (m_isOversized)
    {
        HandleOversized();
    }
    else if (m_left == 0)
    {
        End();
    }
}

uint32_t
DelimitedParser::Read(const uint8_t* bytes, uint32_t size)
{
    uint32_t taken = 0;
    while (taken < size && !m_failed && GetSkippable() == 0)
    {
        if (!m_isInMessage)
        {
            ReadLength(bytes[taken++]);
            continue;
        }
        const auto piece = static_cast<uint32_t>(std::min<uint64_t>(size - taken, m_left));
        const uint8_t* begin = bytes + taken;
        const uint8_t* end = begin + piece;
        const uint8_t* last = end;
        while (last != begin && last[-1] == 0)
        {
            --last;
        }
        if (last != begin)
        {
            m_head.resize(m_head.size() + m_zeros);
            m_head.insert(m_head.end(), begin, last);
            m_zeros = 0;
        }
        m_zeros += end - last;
        taken += piece;
        m_left -= piece;
        if (m_left == 0)
        {
            End();
        }
    }
    return taken;
}

void
DelimitedParser::Skip(uint64_t size)
{
    m_left -= size;
    if (m_left == 0)
    {
        m_isInMessage = false;
        m_isOversized = false;
    }
}

void
DelimitedParser::End()
{
    const VirtualBytes message(std::move(m_head), m_zeros);
    m_head.clear();
    m_zeros = 0;
    m_isInMessage = false;
    HandleBytes(message);
}

} // namespace ns3
