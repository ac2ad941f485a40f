/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_PACKET_PIECES_H
#define WAKU_WAN_PACKET_PIECES_H

#include "ns3/packet.h"

#include <cstdint>
#include <map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Cuts IP packets that are too large for a message between ranks, and joins the pieces
 * again.
 *
 * A message of ns-3's MPI engines has at most 2000 bytes. An IP packet that stands for several TCP
 * segments can be longer. A piece starts with a header that differs from the start of any IP
 * packet. Pieces may arrive in any order.
 */
class PacketPieces
{
  public:
    /**
     * \param packet an IP packet
     * \param bytes number of the packet's bytes in each piece but the last, above 0
     * \return the pieces of the packet
     */
    static std::vector<Ptr<Packet>> Cut(const Packet& packet, uint32_t bytes);

    /**
     * \param packet a piece, or a whole IP packet
     * \return the IP packet if it is complete; null if pieces are missing
     */
    Ptr<Packet> Join(Ptr<Packet> packet);

    /** \return the number of packets with missing pieces */
    std::size_t GetNUnfinished() const
    {
        return m_unfinished.size();
    }

  private:
    /** A packet with missing pieces. */
    struct Unfinished
    {
        std::vector<Ptr<Packet>> pieces; //!< the pieces in their order; null if missing
        std::size_t missing;             //!< number of missing pieces
    };

    std::map<uint64_t, Unfinished> m_unfinished; //!< packets with missing pieces, by their number
};

} // namespace ns3

#endif /* WAKU_WAN_PACKET_PIECES_H */
