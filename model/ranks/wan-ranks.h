/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_RANKS_H
#define WAKU_WAN_RANKS_H

#include "ns3/callback.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The ranks of a distributed simulation on ns-3's MPI engine.
 *
 * A node belongs to the rank whose number is the node's system id. If ns-3 is built without MPI, or
 * MPI is not enabled, there is one rank, which has all nodes.
 */
class WanRanks
{
  public:
    /** \return whether ns-3 is built with MPI */
    static bool IsSupported();

    /** \return whether MPI is enabled, with any number of ranks */
    static bool IsEnabled();

    /** \return the number of this rank */
    static uint32_t GetRank();

    /** \return the number of ranks */
    static uint32_t GetSize();

    /**
     * \param node a node
     * \return whether this rank simulates the node
     */
    static bool IsLocal(const Node& node);

    /**
     * Get the look-ahead: how far the simulated times of ranks may differ. ns-3's engines take the
     * smallest delay of the point-to-point links between nodes of different ranks. Without such a
     * link the program stops.
     * \return the look-ahead
     */
    static Time GetLookAhead();

    /**
     * Send a packet to a device that another rank simulates.
     * \param packet the packet
     * \param delay time from now until the packet arrives; at least GetLookAhead()
     * \param device this rank's copy of the device
     */
    static void Send(Ptr<Packet> packet, Time delay, const NetDevice& device);

    /**
     * \param device a device of this rank
     * \param receive called with each packet that another rank sends to the device
     */
    static void Listen(Ptr<NetDevice> device, Callback<void, Ptr<Packet>> receive);

    /**
     * Gather bytes of all ranks at rank 0. The call is collective: every rank has to make it.
     * \param bytes the bytes of this rank
     * \return at rank 0 the bytes of each rank, by rank; at the other ranks nothing
     */
    static std::vector<std::string> Gather(std::string bytes);
};

} // namespace ns3

#endif /* WAKU_WAN_RANKS_H */
