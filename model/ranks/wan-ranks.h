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
 * A node belongs to the rank that its system id names. Where ns-3 is built without MPI, or MPI is
 * not enabled, there is one rank and every node is its own.
 */
class WanRanks
{
  public:
    /** \return whether ns-3 is built with MPI */
    static bool IsSupported();

    /** \return whether MPI is enabled, be it with one rank */
    static bool IsEnabled();

    /** \return the number of this rank */
    static uint32_t GetRank();

    /** \return how many ranks there are */
    static uint32_t GetSize();

    /** \param node a node \return whether this rank simulates it */
    static bool IsLocal(const Node& node);

    /**
     * \return how far ranks may run apart: the smallest delay of the point-to-point links between
     * nodes of different ranks, which is what the engines go by. Stops if there is none.
     */
    static Time GetLookAhead();

    /**
     * Have a packet arrive at a device that another rank simulates.
     * \param packet the packet
     * \param delay how long from now it arrives; not below GetLookAhead()
     * \param device this rank's copy of the device
     */
    static void Send(Ptr<Packet> packet, Time delay, const NetDevice& device);

    /**
     * \param device a device of this rank
     * \param receive is called with what other ranks send to it
     */
    static void Listen(Ptr<NetDevice> device, Callback<void, Ptr<Packet>> receive);

    /**
     * Collective: every rank has to call it.
     * \param bytes what this rank contributes
     * \return on rank 0 what each rank contributed, in their order; elsewhere nothing
     */
    static std::vector<std::string> Gather(const std::string& bytes);
};

} // namespace ns3

#endif /* WAKU_WAN_RANKS_H */
