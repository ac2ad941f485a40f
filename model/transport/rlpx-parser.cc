/* SPDX-License-Identifier: GPL-2.0-only */
#include "rlpx-parser.h"

#include "ns3/assert.h"
#include "ns3/rlp-reader.h"
#include "ns3/snappy-literal.h"

#include <algorithm>

namespace ns3
{

RlpxParser::RlpxParser(uint32_t maxSize, bool isDevp2p)
    : m_maxSize(std::min(maxSize, RlpxFrame::MAX_DATA_SIZE)),
      m_isDevp2p(isDevp2p)
{
}

bool
RlpxParser::HasFailed() const
{
    return m_state == State::FAILED;
}

uint32_t
RlpxParser::Read(const uint8_t* bytes, uint32_t size)
{
    uint32_t taken = 0;
    while (taken < size && !HasFailed())
    {
        taken += static_cast<uint32_t>(ReadSome(bytes + taken, size - taken));
    }
    return std::max(taken, 1u);
}

uint64_t
RlpxParser::GetSkippable() const
{
    switch (m_state)
    {
    case State::MAC:
    case State::PADDING:
        return m_left;
    case State::PACKET:
        return GetPacketSkippable();
    default:
        return 0;
    }
}

void
RlpxParser::Skip(uint64_t size)
{
    NS_ASSERT_MSG(size <= GetSkippable(), "bytes that have to be seen");
    if (m_state == State::PACKET)
    {
        SkipPacket(size);
        PassPacket(size);
    }
    else if (size > 0)
    {
        Pass(size);
    }
}

uint64_t
RlpxParser::ReadSome(const uint8_t* bytes, uint64_t size)
{
    uint64_t taken = 1;
    switch (m_state)
    {
    case State::HEADER:
        ReadHeader(*bytes);
        break;
    case State::PACKET_ID:
        ReadPacketId(*bytes);
        break;
    case State::SNAPPY:
        ReadSnappy(*bytes);
        break;
    case State::MAC:
    case State::PADDING:
        taken = std::min(size, m_left);
        Pass(taken);
        break;
    case State::PACKET:
        taken = ReadPacket(bytes, std::min(size, m_left));
        PassPacket(taken);
        break;
    case State::FAILED:
        return 0;
    }
    return taken;
}

void
RlpxParser::ReadHeader(uint8_t byte)
{
    m_start[m_startSize++] = byte;
    if (m_startSize == 3)
    {
        // A frame of a wrong size is refused before the rest of its header arrives.
        m_dataSize = m_start[0] << 16 | m_start[1] << 8 | m_start[2];
        if (m_dataSize == 0)
        {
            Fail(FrameError::MALFORMED);
        }
        else if (m_dataSize > m_maxSize)
        {
            Fail(FrameError::TOO_LARGE);
        }
    }
    else if (m_startSize == RlpxFrame::HEADER_SIZE)
    {
        m_startSize = 0;
        m_left = RlpxFrame::MAC_SIZE;
        m_state = State::MAC;
    }
}

void
RlpxParser::ReadPacketId(uint8_t byte)
{
    m_start[m_startSize++] = byte;
    --m_left;
    RlpHeader header;
    RlpError error = ParseRlpHeader(m_start.data(), m_startSize, header);
    if (error == RlpError::NONE && !header.isList && header.payloadSize <= sizeof(uint64_t))
    {
        if (header.GetSize() == m_startSize)
        {
            RlpReader reader(m_start.data(), m_startSize);
            if (!reader.ReadUint(m_code))
            {
                Fail(FrameError::MALFORMED);
                return;
            }
            m_startSize = 0;
            if (!m_isDevp2p)
            {
                Begin();
                return;
            }
            m_code = m_code < RlpxFrame::DEVP2P_IDS ? m_code + DEVP2P_CODE
                                                    : m_code - RlpxFrame::DEVP2P_IDS;
            m_state = State::SNAPPY;
        }
        error = RlpError::TRUNCATED;
    }
    if (error != RlpError::TRUNCATED || m_left == 0)
    {
        Fail(FrameError::MALFORMED);
    }
}

void
RlpxParser::ReadSnappy(uint8_t byte)
{
    m_start[m_startSize++] = byte;
    --m_left;
    uint32_t size = 0;
    const SnappyLiteral::Result result =
        SnappyLiteral::ParseHeader(m_start.data(), m_startSize, size);
    if (result == SnappyLiteral::Result::DONE && size == m_left)
    {
        m_startSize = 0;
        Begin();
    }
    else if (result != SnappyLiteral::Result::TOO_FEW || m_left == 0)
    {
        Fail(FrameError::MALFORMED);
    }
}

void
RlpxParser::Begin()
{
    m_state = State::PACKET;
    BeginPacket(m_code, m_left);
    PassPacket(0);
}

void
RlpxParser::PassPacket(uint64_t size)
{
    m_left -= size;
    if (m_left == 0 && !HasFailed())
    {
        m_left = RlpxFrame::GetPaddingFor(m_dataSize) + RlpxFrame::MAC_SIZE;
        m_state = State::PADDING;
    }
}

void
RlpxParser::Pass(uint64_t size)
{
    m_left -= size;
    if (m_left > 0)
    {
        return;
    }
    if (m_state == State::MAC)
    {
        m_left = m_dataSize;
        m_state = State::PACKET_ID;
        return;
    }
    m_state = State::HEADER;
    EndFrame(RlpxFrame::GetSizeFor(m_dataSize));
}

void
RlpxParser::Fail(FrameError error)
{
    End();
    FailFrame(error);
}

} // namespace ns3
