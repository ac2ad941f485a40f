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
 * \brief Cuts IP packets that are too large for a message between ranks, and joins them again.
 *
 * What ns-3's MPI engines send has at most 2000 bytes, and an IP packet can be longer if it stands
 * for several TCP segments. A piece starts with a header that no IP packet can start with. Pieces
 * may come in any order.
 */
class PacketPieces
{
  public:
    /**
     * \param packet an IP packet
     * \param bytes of it that a piece has, above 0
     * \return its pieces
     */
    static std::vector<Ptr<Packet>> Cut(const Packet& packet, uint32_t bytes);

    /**
     * \param packet a piece, or an IP packet as it is
     * \return the packet if it is whole now; null if pieces are missing
     */
    Ptr<Packet> Join(Ptr<Packet> packet);

    /** \return packets of which pieces are missing */
    std::size_t GetNUnfinished() const
    {
        return m_unfinished.size();
    }

  private:
    /** A packet of which pieces are missing. */
    struct Unfinished
    {
        std::vector<Ptr<Packet>> pieces; //!< in their order; null if missing
        std::size_t missing;             //!< how many are
    };

    std::map<uint64_t, Unfinished> m_unfinished; //!< by number
};

} // namespace ns3

#endif /* WAKU_WAN_PACKET_PIECES_H */
