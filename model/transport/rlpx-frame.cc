/* SPDX-License-Identifier: GPL-2.0-only */
#include "rlpx-frame.h"

#include "ns3/assert.h"

namespace ns3
{

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
    m_size = GetSizeFor(dataSize);

    std::vector<uint8_t> head(HEADER_SIZE + MAC_SIZE, 0);
    head[0] = static_cast<uint8_t>(dataSize >> 16);
    head[1] = static_cast<uint8_t>(dataSize >> 8);
    head[2] = static_cast<uint8_t>(dataSize);
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
