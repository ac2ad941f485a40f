/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_PART_H
#define WAKU_PSS_PART_H

#include "scenario-protocol.h"

#include "ns3/pss-network.h"

#include <memory>
#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Swarm's pss as the protocol of a scenario: `pss`.
 *
 * The nodes form a Kademlia network (PssNetwork), or that of a snapshot; the overlay of the
 * scenario does not count.
 */
class PssPart : public ScenarioProtocol
{
  public:
    std::string snapshot{NONE};           //!< file of the network
    std::string recipient{"Contact"};     //!< for whom messages are
    std::string encryption{"Asymmetric"}; //!< how they are encrypted
    uint32_t addressBytes{32};            //!< bytes of the address of a contact
    uint32_t neighbourhoodSize{2};        //!< nearest neighbours
    uint32_t minBinSize{2};               //!< least peers in a bin
    uint32_t maxBinSize{16};              //!< most peers in a bin

    /** Value of `snapshot`. */
    static const std::string NONE;

    std::vector<ScenarioKey> GetKeys() override;
    std::unique_ptr<ScenarioProtocol> Copy() const override;
    void Check(const OverlayPart& overlay,
               const TrafficPart& traffic,
               const ScenarioAttributes& attributes) const override;
    OverlayGraph MakeOverlay(const OverlayPart& overlay, const TrafficPart& traffic) override;
    ApplicationContainer Install(const Setting& setting) override;
    std::unique_ptr<MessageTracker> Measure(const ApplicationContainer& applications,
                                            const NetDeviceContainer& devices) override;
    void Publish(Ptr<Application> application, uint32_t number, uint32_t size) const override;
    void AddResults(const MessageTracker& tracker,
                    const ApplicationContainer& applications,
                    RunSummary& summary,
                    std::map<std::string, double>& metrics) const override;
    Time GetWarmup() const override;
    Time GetDrain() const override;
    double GetMeshDegree(const OverlayPart& overlay,
                         const ScenarioAttributes& attributes) const override;
    uint32_t ChooseNodes(uint32_t nodes) override;

  private:
    /** \return settings of the tables */
    PssKademliaSettings GetSettings() const;

    std::optional<PssNetwork> m_network; //!< the network of the run
};

} // namespace ns3

#endif /* WAKU_PSS_PART_H */
