/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_PART_H
#define WAKU_RELAY_PART_H

#include "scenario-protocol.h"

#include "ns3/gossipsub-metrics.h"
#include "ns3/gossipsub-preset.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/waku-traffic-generator.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Waku relay as the protocol of a scenario: `waku-relay`.
 */
class RelayPart : public ScenarioProtocol
{
  public:
    std::string mode{"Static"}; //!< mode of WakuRelay
    std::string preset{NONE};   //!< GossipSubPreset, or none
    uint32_t shards{1};         //!< pubsub topics; every node is part of all
    bool divideNodes{false};    //!< whether the nodes are divided by the number of shards
    Time proofDelay{0};         //!< time to make an RLN proof
    Time verifyDelay{0};        //!< time to verify an RLN proof
    bool secureChannel{false};  //!< whether connections have the bytes of Noise and yamux

    /** Value of `preset`. */
    static const std::string NONE;

    std::vector<ScenarioKey> GetKeys() override;
    std::unique_ptr<ScenarioProtocol> Copy() const override;
    void Check(const OverlayPart& overlay,
               const TrafficPart& traffic,
               const ScenarioAttributes& attributes) const override;
    ApplicationContainer Install(const Setting& setting) override;
    std::unique_ptr<MessageTracker> Measure(const ApplicationContainer& applications,
                                            const NetDeviceContainer& devices) override;
    void Publish(Ptr<Application> application, uint32_t number, uint32_t size) const override;
    void BeginTraffic() override;
    void AddResults(const MessageTracker& tracker,
                    const ApplicationContainer& applications,
                    RunSummary& summary,
                    std::map<std::string, double>& metrics) const override;
    Time GetWarmup() const override;
    Time GetDrain() const override;
    double GetMeshDegree(const OverlayPart& overlay,
                         const ScenarioAttributes& attributes) const override;
    uint32_t ChooseNodes(uint32_t nodes) override;
    uint32_t GetNShards() const override;
    std::pair<Time, uint32_t> GetValidation() const override;

  protected:
    /**
     * Set all keys to those of another part.
     * \param other the other part
     */
    void CopyKeys(const RelayPart& other);

    /**
     * Set up a helper by the keys and attributes of a scenario.
     * \param [in,out] relay the helper, of the right mode
     * \param setting the setting of the run
     */
    virtual void SetUp(WakuRelayHelper& relay, const Setting& setting) const;

    /**
     * Let relays publish by Poisson processes of their own, if the traffic is one.
     * \param [in,out] relay the helper
     * \param traffic the traffic
     */
    virtual void SetTraffic(WakuRelayHelper& relay, const TrafficPart& traffic) const;

    /**
     * Install an application on each host.
     * \param relay a helper that is set up
     * \param setting the setting of the run
     * \return the applications in the order of the hosts; those that the overlay connects are
     * relays
     */
    virtual ApplicationContainer InstallNodes(const WakuRelayHelper& relay, const Setting& setting);

  private:
    /**
     * Throw a ScenarioError if attributes of gossipsub contradict each other.
     * \param attributes attributes of the scenario
     */
    void CheckRouter(const ScenarioAttributes& attributes) const;

    /** \return the preset; an empty one for none */
    GossipSubPreset GetPreset() const;

    /**
     * Make relays part of another shard, with the same kind of traffic as in the first.
     * \param relays the relays
     * \param shard number of the shard, from 1
     * \param traffic the traffic
     */
    void AddShard(const ApplicationContainer& relays, uint32_t shard, const TrafficPart& traffic);

    std::vector<Ptr<WakuTrafficGenerator>> m_generators; //!< traffic of further shards
    std::unique_ptr<GossipSubMetrics> m_gossip;          //!< control messages of gossipsub
    uint32_t m_validationWorkers{0};                     //!< attribute of the run
};

} // namespace ns3

#endif /* WAKU_RELAY_PART_H */
