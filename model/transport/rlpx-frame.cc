/* SPDX-License-Identifier: GPL-2.0-only */
#include "rlpx-frame.h"

#include "ns3/assert.h"
#include "ns3/snappy-literal.h"

#include <algorithm>

namespace ns3
{

namespace
{

/**
 * \param [out] head bytes that begin with the header of a frame
 * \param dataSize size of frame-data
 */
void
WriteDataSize(std::vector<uint8_t>& head, uint32_t dataSize)
{
    head[0] = static_cast<uint8_t>(dataSize >> 16);
    head[1] = static_cast<uint8_t>(dataSize >> 8);
    head[2] = static_cast<uint8_t>(dataSize);
}

} // namespace

RlpxFrame::RlpxFrame(uint8_t packetId, const std::vector<VirtualBytes>& packet)
    : m_packetId(packetId)
{
    NS_ASSERT_MSG(packetId < 0x80, "packet ids of Whisper have one byte");
    uint64_t dataSize = 1;
    for (const VirtualBytes& piece : packet)
    {
        dataSize += piece.GetSize();
    }
    NS_ASSERT_MSG(dataSize <= MAX_DATA_SIZE, "an RLPx frame holds less than 16 MiB");
    m_dataSize = static_cast<uint32_t>(dataSize);
    m_size = GetSizeFor(dataSize);

    std::vector<uint8_t> head(HEADER_SIZE + MAC_SIZE, 0);
    WriteDataSize(head, m_dataSize);
    head[3] = 0xc2;
    head[4] = 0x80;
    head[5] = 0x80;
    head.push_back(packetId == 0 ? 0x80 : packetId);
    uint64_t zeros = 0;
    for (const VirtualBytes& piece : packet)
    {
        if (zeros > 0 && !piece.GetHead().empty())
        {
            m_pieces.emplace_back(std::move(head), zeros);
            head.clear();
            zeros = 0;
        }
        head.insert(head.end(), piece.GetHead().begin(), piece.GetHead().end());
        zeros += piece.GetZeros();
    }
    m_pieces.emplace_back(std::move(head), zeros + GetPaddingFor(dataSize) + MAC_SIZE);
}

RlpxFrame
RlpxFrame::ToDevp2p(uint8_t offset) const
{
    const unsigned id = m_packetId + offset;
    std::vector<uint8_t> start;
    if (id >= 0x80)
    {
        start.push_back(0x81);
    }
    start.push_back(static_cast<uint8_t>(id == 0 ? 0x80 : id));
    RlpxFrame frame = *this;
    frame.m_idSize = static_cast<uint8_t>(start.size());
    const std::vector<uint8_t> literal = SnappyLiteral::MakeHeader(m_dataSize - m_idSize);
    start.insert(start.end(), literal.begin(), literal.end());
    frame.m_dataSize = m_dataSize - m_idSize + static_cast<uint32_t>(start.size());
    NS_ASSERT_MSG(frame.m_dataSize <= MAX_DATA_SIZE, "an RLPx frame holds less than 16 MiB");
    frame.m_size = GetSizeFor(frame.m_dataSize);

    std::vector<uint8_t> head = m_pieces.front().GetHead();
    WriteDataSize(head, frame.m_dataSize);
    const auto at = head.erase(head.begin() + HEADER_SIZE + MAC_SIZE,
                               head.begin() + HEADER_SIZE + MAC_SIZE + m_idSize);
    head.insert(at, start.begin(), start.end());
    frame.m_pieces.front() = VirtualBytes(std::move(head), m_pieces.front().GetZeros());
    const VirtualBytes& last = frame.m_pieces.back();
    const uint64_t zeros =
        last.GetZeros() - GetPaddingFor(m_dataSize) + GetPaddingFor(frame.m_dataSize);
    frame.m_pieces.back() = VirtualBytes(last.GetHead(), zeros);
    return frame;
}

std::vector<std::vector<Ptr<StreamFrame>>>
RlpxFrame::ToWrites() const
{
    std::vector<uint64_t> sizes = {HEADER_SIZE + MAC_SIZE,
                                   m_idSize,
                                   m_dataSize - m_idSize,
                                   GetPaddingFor(m_dataSize),
                                   MAC_SIZE};
    sizes.erase(std::remove(sizes.begin(), sizes.end(), 0), sizes.end());
    std::vector<std::vector<Ptr<StreamFrame>>> writes(sizes.size());
    std::size_t write = 0;
    for (const VirtualBytes& piece : m_pieces)
    {
        for (uint64_t offset = 0; offset < piece.GetSize();)
        {
            const uint64_t size = std::min(piece.GetSize() - offset, sizes[write]);
            writes[write].push_back(Create<StreamFrame>(piece.Slice(offset, size).ToPacket()));
            offset += size;
            sizes[write] -= size;
            write += sizes[write] == 0 ? 1 : 0;
        }
    }
    return writes;
}

std::vector<Ptr<StreamFrame>>
RlpxFrame::ToFrames() const
{
    std::vector<Ptr<StreamFrame>> frames;
    frames.reserve(m_pieces.size());
    for (const VirtualBytes& piece : m_pieces)
    {
        frames.push_back(Create<StreamFrame>(piece.ToPacket()));
    }
    return frames;
}

} // namespace ns3
