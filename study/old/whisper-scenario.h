/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_SCENARIO_H
#define WAKU_WHISPER_SCENARIO_H

#include "wan-scenario.h"

#include "ns3/nstime.h"
#include "ns3/overlay-graph.h"
#include "ns3/run-summary.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief One run of Whisper over an overlay on the WAN, from set-up to results. Studies run it with
 * different values.
 *
 * Proof of work is modelled and takes no time. A share of the nodes are edge nodes
 * (ChooseLightNodes), whose protocol can have attributes of its own.
 */
struct WhisperScenario : WanScenario
{
    /** Attributes: (name, value). */
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    uint32_t payload{1024};     //!< payload of an envelope, bytes
    double messagesPerHour{5};  //!< messages of each node per hour, a Poisson process
    uint32_t topicsByUser{1};   //!< number of public topics of a user
    uint32_t publicTopics{1};   //!< number of all public topics
    double edgeShare{0};        //!< share of edge nodes
    Attributes protocol;        //!< attributes of WhisperProtocol of all nodes
    Attributes edgeProtocol;    //!< attributes of WhisperProtocol of edge nodes
    uint32_t ttl{50};           //!< time to live, seconds
    Time warmup{Seconds(10)};   //!< time before traffic, to establish connections
    Time duration{Seconds(60)}; //!< time with traffic; then a TTL for the last messages
    Time p95Bound{Time::Max()}; //!< a run that is certain to exceed it ends with its traffic

    /** The results of a run. */
    struct Result
    {
        RunSummary summary;      //!< counts, percentiles, bytes
        double uplink{0};        //!< use of the busiest up link in the second half of the traffic
        double downlink{0};      //!< use of the busiest down link in the second half of the traffic
        uint32_t busiestNode{0}; //!< node with the busiest up link
        uint64_t heldBack{0};    //!< bundles that waited because TCP did not have the one before
        uint64_t overflows{0};   //!< peers disconnected because too many bytes waited for them
    };

    /**
     * Choose the edge nodes of runs with ns-3's current RngRun. The program ends with an error if
     * there cannot be so many.
     * \param graph the overlay
     * \param share share of edge nodes
     * \param name name of the share in the error message
     * \return the edge nodes
     */
    static std::set<uint32_t> ChooseEdgeNodes(const OverlayGraph& graph,
                                              double share,
                                              const std::string& name = "the share of edge nodes");

    /**
     * Run the scenario. The simulator is destroyed afterwards.
     * \return the results
     */
    Result Run() const;
};

} // namespace ns3

#endif /* WAKU_WHISPER_SCENARIO_H */
