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
 * \brief One run of Whisper over an overlay on the WAN, from set-up to results: what studies repeat
 * with other values.
 *
 * Proof of work is modelled and takes no time. A share of the nodes are edge nodes
 * (ChooseLightNodes), whose protocol can have attributes of its own.
 */
struct WhisperScenario : WanScenario
{
    /** Attributes: (name, value). */
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    uint32_t payload{1024};     //!< payload of an envelope, bytes
    double messagesPerHour{5};  //!< of each node, a Poisson process
    uint32_t topicsByUser{1};   //!< public topics of a user
    uint32_t publicTopics{1};   //!< public topics in all
    double edgeShare{0};        //!< share of edge nodes
    Attributes protocol;        //!< of WhisperProtocol, all nodes
    Attributes edgeProtocol;    //!< of WhisperProtocol, edge nodes
    uint32_t ttl{50};           //!< time to live, seconds
    Time warmup{Seconds(10)};   //!< connections are made before traffic starts
    Time duration{Seconds(60)}; //!< of traffic; then a time to live for the last messages
    Time p95Bound{Time::Max()}; //!< a run that surely passes it ends with its traffic

    /** What came out. */
    struct Result
    {
        RunSummary summary;      //!< counts, percentiles, bytes
        double uplink{0};        //!< use of the busiest up link in the second half of the traffic
        double downlink{0};      //!< use of the busiest down link in the second half of the traffic
        uint32_t busiestNode{0}; //!< whose up link that is
        uint64_t heldBack{0};    //!< bundles that waited since TCP had not taken the one before
        uint64_t overflows{0};   //!< peers disconnected since too much waited for them
    };

    /**
     * \param graph the overlay
     * \param share of edge nodes; ends the program if so many can't be
     * \param name what the message calls the share
     * \return the edge nodes that runs of ns-3's current RngRun have
     */
    static std::set<uint32_t> ChooseEdgeNodes(const OverlayGraph& graph,
                                              double share,
                                              const std::string& name = "the share of edge nodes");

    /** \return the results of a run; the simulator is destroyed afterwards */
    Result Run() const;
};

} // namespace ns3

#endif /* WAKU_WHISPER_SCENARIO_H */
