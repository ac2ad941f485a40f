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
 * \brief Distributes a simulation over the processes that mpirun starts.
 *
 * It uses ns-3's MPI engines: the engine with granted time windows or, with the option
 * `--SimulatorImplementationType=ns3::NullMessageSimulatorImpl`, the engine with null messages.
 *
 * \code
 *   DistributedHelper ranks(&argc, &argv);
 *   NodeContainer nodes = ranks.CreateNodes(1000);
 *   NetDeviceContainer devices = wan.Install(nodes);
 *   ranks.SetLookAhead(devices);
 * \endcode
 *
 * Every rank runs the same script and has all nodes and WanNetDevices. InternetTcpHelper,
 * WanHelper, WakuRelayHelper and WhisperHelper install stacks, addresses and applications only on
 * the rank's own nodes. A program that was not started by mpirun has one rank and uses ns-3's
 * default engine.
 *
 * WAN devices have to be the first devices of their nodes, so that their index is the same on every
 * rank. Streams have to be assigned to all random variables, since a rank creates only the random
 * variables of its own nodes.
 */
class DistributedHelper
{
  public:
    /**
     * Enable MPI if mpirun started the program. The helper has to be created before the simulator
     * is used. The program stops if mpirun started more than one process and ns-3 is built without
     * MPI.
     * \param argc pointer to the argc of main()
     * \param argv pointer to the argv of main()
     */
    DistributedHelper(int* argc, char*** argv);

    /** Disable MPI. Simulator::Destroy has to be called before. */
    ~DistributedHelper();

    DistributedHelper(const DistributedHelper&) = delete;
    DistributedHelper& operator=(const DistributedHelper&) = delete;

    /** \return whether this is rank 0, where results are collected */
    bool IsRoot() const;

    /**
     * Divide nodes into blocks of consecutive nodes, one for each rank. The sizes of blocks differ
     * by at most one.
     * \param nodes number of nodes
     * \param ranks number of ranks, at least 1
     * \return the rank of each node
     */
    static std::vector<uint32_t> GetBlocks(uint32_t nodes, uint32_t ranks);

    /**
     * Give all nodes of a region to the same rank, so that only delays between regions limit the
     * look-ahead. Regions are assigned from the largest to the smallest, each to the rank that has
     * the fewest nodes.
     * \param regions the region of each node
     * \param ranks number of ranks, at least 1
     * \return the rank of each node
     */
    static std::vector<uint32_t> GetRanksByRegion(const std::vector<uint32_t>& regions,
                                                  uint32_t ranks);

    /**
     * Create nodes that are divided among the ranks as GetBlocks() does.
     * \param nodes number of nodes
     * \return the new nodes
     */
    NodeContainer CreateNodes(uint32_t nodes) const;

    /**
     * Create nodes of given ranks.
     * \param ranks the rank of each node, below the number of ranks
     * \return the new nodes
     */
    NodeContainer CreateNodes(const std::vector<uint32_t>& ranks) const;

    /**
     * Set the look-ahead of the engine: how far the simulated times of ranks may differ. It is the
     * smallest delay between hosts of different ranks, as the latency model of the devices' channel
     * gives it (WanLatencyModel::GetMinimumDelayBetween). The program stops if it is 0 and there is
     * more than one rank. Call this once, after all devices are installed; it adds a node for each
     * rank.
     * \param devices devices of a WanChannel
     */
    void SetLookAhead(const NetDeviceContainer& devices) const;

    /**
     * Set the look-ahead of the engine to a delay that the script knows, such as the smallest delay
     * between regions.
     * \param delay lower bound of the delays of packets between ranks; above 1 ns if there is more
     *        than one rank
     */
    void SetLookAhead(Time delay) const;
};

} // namespace ns3

#endif /* WAKU_DISTRIBUTED_HELPER_H */
