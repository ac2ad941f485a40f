/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_SCENARIO_H
#define WAKU_RELAY_SCENARIO_H

#include "wan-scenario.h"

#include "ns3/application-container.h"
#include "ns3/latency-histogram.h"
#include "ns3/nstime.h"
#include "ns3/run-summary.h"
#include "ns3/waku-traffic-generator.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief One run of Waku relay over an overlay on the WAN, from set-up to results. Studies run it
 * with different values.
 */
struct RelayScenario : WanScenario
{
    std::string mode{"Static"};   //!< mode of WakuRelay
    uint32_t payload{2000};       //!< payload of a message, bytes
    double messagesPerHour{5};    //!< of each node in each shard, a Poisson process
    uint32_t shards{1};           //!< number of pubsub topics; every node is part of all
    Time warmup{Seconds(10)};     //!< time before traffic, to establish connections
    Time duration{Seconds(3600)}; //!< time with traffic
    Time drain{Seconds(30)};      //!< time after traffic, for the last messages to arrive
    /** Attributes of the router: (name, value). */
    std::vector<std::pair<std::string, std::string>> router;

    /** The results of a run. */
    struct Result
    {
        RunSummary summary;           //!< counts, percentiles, bytes
        LatencyHistogram latency;     //!< publish to delivery
        double uniqueBytesPerNode{0}; //!< payload that a node has, each message once, own ones too
    };

    /**
     * Run the scenario. The simulator is destroyed afterwards.
     * \return the results
     */
    Result Run() const;

  private:
    /**
     * Make relays part of another shard, with the same kind of traffic as in the first.
     * \param relays the relays
     * \param shard number of the shard, from 1
     * \return the traffic generators, which have to exist during the run
     */
    std::vector<Ptr<WakuTrafficGenerator>> AddShard(const ApplicationContainer& relays,
                                                    uint32_t shard) const;
};

} // namespace ns3

#endif /* WAKU_RELAY_SCENARIO_H */
