/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PART_H
#define WAKU_WHISPER_PART_H

#include "scenario-protocol.h"

#include "ns3/overlay-graph.h"

#include <memory>
#include <set>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Whisper 6 or Waku 1 as the protocol of a scenario: `whisper`.
 *
 * Every node has a user. Proof of work is modelled and takes no time, unless the attribute
 * ns3::WhisperProtocol::ModelPow is set. A share of the nodes are edge nodes (ChooseLightNodes),
 * whose protocol can be light, selective or have a topic interest.
 */
class WhisperPart : public ScenarioProtocol
{
  public:
    uint32_t ttl{50};          //!< time to live, seconds
    uint32_t topicsByUser{1};  //!< number of public topics of a user
    uint32_t publicTopics{1};  //!< number of all public topics
    double edgeShare{0};       //!< share of edge nodes
    bool edgeLight{false};     //!< whether edge nodes are light nodes
    bool edgeSelective{false}; //!< whether edge nodes ask for their topics only
    bool edgeInterest{false};  //!< whether edge nodes tell their topics, as in Waku 1
    Time p95Bound{0};          //!< a run that must exceed it ends with its traffic; 0 for none

    std::vector<ScenarioKey> GetKeys() override;
    std::unique_ptr<ScenarioProtocol> Copy() const override;
    void Check(const OverlayPart& overlay,
               const TrafficPart& traffic,
               const ScenarioAttributes& attributes) const override;
    ApplicationContainer Install(const Setting& setting) override;
    std::unique_ptr<MessageTracker> Measure(const ApplicationContainer& applications,
                                            const NetDeviceContainer& devices) override;
    void Publish(Ptr<Application> application, uint32_t number, uint32_t size) const override;
    void AddResults(const MessageTracker& tracker,
                    const ApplicationContainer& applications,
                    RunSummary& summary,
                    std::map<std::string, double>& metrics) const override;
    bool IsHopeless(const MessageTracker& tracker) const override;
    Time GetWarmup() const override;
    Time GetDrain() const override;
    double GetMeshDegree(const OverlayPart& overlay,
                         const ScenarioAttributes& attributes) const override;

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
                                              const std::string& name = "edge.share");
};

} // namespace ns3

#endif /* WAKU_WHISPER_PART_H */
