/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_DISTRIBUTED_HELPER_H
#define WAKU_DISTRIBUTED_HELPER_H

#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Spreads a simulation over the processes that mpirun starts, on ns-3's MPI engines: granted
 * time windows, or null messages if `--SimulatorImplementationType=ns3::NullMessageSimulatorImpl`
 * asks for them.
 *
 * \code
 *   DistributedHelper ranks(&argc, &argv);
 *   NodeContainer nodes = ranks.CreateNodes(1000);
 *   NetDeviceContainer devices = wan.Install(nodes);
 *   ranks.SetLookAhead(devices);
 * \endcode
 *
 * Every rank runs the same script and has every node and WanNetDevice, but only on its own nodes do
 * InternetTcpHelper, WanHelper, WakuRelayHelper and WhisperHelper install anything. A program that
 * was not started by mpirun has one rank and ns-3's ordinary engine.
 *
 * WAN devices have to be the first devices of their nodes, so that their index is the same on every
 * rank. Random variables must have streams assigned: which of them a rank makes depends on its
 * nodes.
 */
class DistributedHelper
{
  public:
    /**
     * Enables MPI if mpirun started the program; before anything of the simulator is used. Stops if
     * mpirun started more than one process and ns-3 is built without MPI.
     * \param argc main's
     * \param argv main's
     */
    DistributedHelper(int* argc, char*** argv);

    /** Leaves MPI; after Simulator::Destroy. */
    ~DistributedHelper();

    DistributedHelper(const DistributedHelper&) = delete;
    DistributedHelper& operator=(const DistributedHelper&) = delete;

    /** \return whether this is rank 0, which has the results */
    bool IsRoot() const;

    /**
     * Nodes in blocks of consecutive ones that differ by at most one in size.
     * \param nodes how many nodes
     * \param ranks over so many ranks, at least 1
     * \return the rank of each node
     */
    static std::vector<uint32_t> GetBlocks(uint32_t nodes, uint32_t ranks);

    /**
     * Nodes of a region stay together, so that only delays between regions bound the look-ahead:
     * the largest region first, to the rank that has fewest nodes.
     * \param regions the region of each node
     * \param ranks over so many ranks, at least 1
     * \return the rank of each node
     */
    static std::vector<uint32_t> GetRanksByRegion(const std::vector<uint32_t>& regions,
                                                  uint32_t ranks);

    /**
     * \param nodes how many nodes
     * \return new nodes, in blocks over the ranks
     */
    NodeContainer CreateNodes(uint32_t nodes) const;

    /**
     * \param ranks the rank of each node, below the number of ranks
     * \return new nodes
     */
    NodeContainer CreateNodes(const std::vector<uint32_t>& ranks) const;

    /**
     * Tell the engine how far ranks may run apart: the smallest delay that the latency model of the
     * devices' channel can have between hosts of different ranks (of RegionWanLatency, between the
     * regions that are apart). Stops if there is more than one rank and that is 0. To be called
     * once, after all devices are installed; it adds a node for each rank.
     * \param devices devices of a WanChannel
     */
    void SetLookAhead(const NetDeviceContainer& devices) const;

    /**
     * The same with a delay that is known to be right, as the smallest one between regions.
     * \param delay no packet between ranks takes less; above 1 ns if there is more than one rank
     */
    void SetLookAhead(Time delay) const;
};

} // namespace ns3

#endif /* WAKU_DISTRIBUTED_HELPER_H */
