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
 * \brief One run of Waku relay over an overlay on the WAN, from set-up to results: what studies
 * repeat with other values.
 */
struct RelayScenario : WanScenario
{
    std::string mode{"Static"};   //!< mode of WakuRelay
    uint32_t payload{2000};       //!< payload of a message, bytes
    double messagesPerHour{5};    //!< of each node in each shard, a Poisson process
    uint32_t shards{1};           //!< pubsub topics, of all of which every node is part
    Time warmup{Seconds(10)};     //!< connections are made before traffic starts
    Time duration{Seconds(3600)}; //!< of traffic
    Time drain{Seconds(30)};      //!< for the last messages to arrive
    /** Attributes of the router: (name, value). */
    std::vector<std::pair<std::string, std::string>> router;

    /** What came out. */
    struct Result
    {
        RunSummary summary;           //!< counts, percentiles, bytes
        LatencyHistogram latency;     //!< publish to delivery
        double uniqueBytesPerNode{0}; //!< payload of messages, each counted once, own ones included
    };

    /** \return the results of a run; the simulator is destroyed afterwards */
    Result Run() const;

  private:
    /**
     * Make relays part of a further shard, with traffic like that of the first.
     * \param relays the relays
     * \param shard number of the shard, from 1
     * \return the traffic, to be kept for the run
     */
    std::vector<Ptr<WakuTrafficGenerator>> AddShard(const ApplicationContainer& relays,
                                                    uint32_t shard) const;
};

} // namespace ns3

#endif /* WAKU_RELAY_SCENARIO_H */
