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
 * A frame consists of:
 * - a header of 16 bytes: frame size in 3 bytes, big endian; header-data C2 80 80; zeros,
 * - a header MAC of 16 bytes,
 * - frame-data: the packet id in RLP, then the packet,
 * - padding of frame-data to a multiple of 16 bytes,
 * - a frame MAC of 16 bytes.
 *
 * MACs are zeros. The packet id is the code in the protocol's specification. Real nodes add 16 to
 * it after the devp2p handshake, which is not modelled, and send the packet in the format of
 * Snappy; ToDevp2p() does both.
 */
class RlpxFrame
{
  public:
    static constexpr uint32_t HEADER_SIZE = 16;         //!< header, bytes
    static constexpr uint32_t MAC_SIZE = 16;            //!< each of the two MACs, bytes
    static constexpr uint32_t BLOCK_SIZE = 16;          //!< padded frame-data is a multiple, bytes
    static constexpr uint32_t MAX_DATA_SIZE = 0xffffff; //!< largest frame-data, bytes
    /** Number of packet ids that devp2p itself has, before those of the first protocol. */
    static constexpr uint8_t DEVP2P_IDS = 16;

    /**
     * \param packetId code of the packet, at most 127
     * \param packet the RLP encoded packet in pieces, of at most MAX_DATA_SIZE - 1 bytes in total
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
     * Make the frame that devp2p of version 5 sends. The packet is not compressed, since most of it
     * is the data of envelopes, which is encrypted in real nodes (SnappyLiteral).
     * \param offset what is added to the packet id: DEVP2P_IDS, or 0 for packets of devp2p itself
     * \return the frame; GetPacketId() of it is that of this one
     */
    RlpxFrame ToDevp2p(uint8_t offset) const;

    /**
     * Get the bytes as frames for a MessageStream. A packet of ns-3 can have virtual zeros in one
     * place only, so a bundle of envelopes takes several. They have to be sent one after another,
     * with nothing between them.
     * \return the frames
     */
    std::vector<Ptr<StreamFrame>> ToFrames() const;

    /**
     * Get the bytes by the writes in which go-ethereum hands them to TCP (p2p/rlpx.go,
     * rlpxFrameRW.WriteMsg): header and its MAC, packet id, packet, padding if there is any, MAC.
     * \return frames for a MessageStream, as those of ToFrames(), of each write
     */
    std::vector<std::vector<Ptr<StreamFrame>>> ToWrites() const;

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
     * \return number of bytes of padding after it
     */
    static uint32_t GetPaddingFor(uint64_t dataSize)
    {
        return static_cast<uint32_t>((BLOCK_SIZE - dataSize % BLOCK_SIZE) % BLOCK_SIZE);
    }

  private:
    uint8_t m_packetId;                 //!< code of the packet
    uint8_t m_idSize{1};                //!< bytes of the packet id
    uint32_t m_dataSize;                //!< bytes of frame-data
    uint64_t m_size;                    //!< number of bytes on the wire
    std::vector<VirtualBytes> m_pieces; //!< bytes on the wire, in pieces
};

} // namespace ns3

#endif /* WAKU_RLPX_FRAME_H */
