/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RLPX_FRAME_H
#define WAKU_RLPX_FRAME_H

#include "stream-frame.h"

#include "ns3/virtual-bytes.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A message in the form and size of an RLPx frame (devp2p, "The RLPx Transport Protocol",
 *        "Framing"), not encrypted.
 *
 * 16 bytes of header (frame size in 3 bytes big endian, header-data C2 80 80, zeros), 16 of header
 * MAC, frame-data (packet id in RLP, then the packet), padding to a multiple of 16, 16 of frame
 * MAC. MACs are zeros. The packet id is the protocol's own code: the devp2p handshake that would
 * shift it by 16 does not take place.
 */
class RlpxFrame
{
  public:
    static constexpr uint32_t HEADER_SIZE = 16;         //!< header, bytes
    static constexpr uint32_t MAC_SIZE = 16;            //!< each of the two MACs, bytes
    static constexpr uint32_t BLOCK_SIZE = 16;          //!< frame-data is padded to a multiple
    static constexpr uint32_t MAX_DATA_SIZE = 0xffffff; //!< largest frame-data, bytes

    /**
     * \param packetId code of the packet, at most 127
     * \param packet the RLP encoded packet in pieces; at most MAX_DATA_SIZE - 1 bytes in all
     */
    RlpxFrame(uint8_t packetId, const std::vector<VirtualBytes>& packet);

    /** \return code of the packet */
    uint8_t GetPacketId() const
    {
        return m_packetId;
    }

    /** \return the bytes on the wire, in pieces */
    const std::vector<VirtualBytes>& GetPieces() const
    {
        return m_pieces;
    }

    /** \return number of bytes on the wire */
    uint64_t GetSize() const
    {
        return m_size;
    }

    /**
     * ns-3 counts the zeros of one place in a packet only, so that a bundle of envelopes takes more
     * than one. They are to be sent one behind the other, with nothing between.
     * \return the same bytes to send
     */
    std::vector<Ptr<StreamFrame>> ToFrames() const;

    /**
     * \param dataSize size of frame-data, bytes
     * \return size of the frame, bytes
     */
    static uint64_t GetSizeFor(uint64_t dataSize)
    {
        return HEADER_SIZE + MAC_SIZE + dataSize + GetPaddingFor(dataSize) + MAC_SIZE;
    }

    /**
     * \param dataSize size of frame-data, bytes
     * \return how many bytes of padding follow it
     */
    static uint32_t GetPaddingFor(uint64_t dataSize)
    {
        return static_cast<uint32_t>((BLOCK_SIZE - dataSize % BLOCK_SIZE) % BLOCK_SIZE);
    }

  private:
    uint8_t m_packetId;                 //!< code of the packet
    uint64_t m_size;                    //!< bytes on the wire
    std::vector<VirtualBytes> m_pieces; //!< bytes on the wire
};

} // namespace ns3

#endif /* WAKU_RLPX_FRAME_H */
