/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ATTACK_EVENT_H
#define WAKU_ATTACK_EVENT_H

#include "ns3/adversary-metrics.h"
#include "ns3/application-container.h"
#include "ns3/pubsub-message.h"
#include "ns3/scenario-event.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

class AdversaryHelper;

/**
 * \ingroup waku
 * \brief Adversaries come: `event: attack`. They are on hosts of their own, with several identities
 * each, and dial the nodes to which the event happens.
 *
 * From the beginning of traffic on, the meshes and scores of the honest nodes are looked at every
 * Sample, and the bytes of the attacked nodes are counted (AdversaryMetrics).
 */
class AttackEvent : public ScenarioEvent
{
  public:
    /** What the adversaries do. */
    enum class Kind
    {
        DROP,        //!< WithholdingAdversary
        GRAFT,       //!< GraftFloodAdversary
        IHAVE,       //!< IHaveFloodAdversary
        IWANT,       //!< IWantFloodAdversary
        IDONTWANT,   //!< IDontWantFloodAdversary
        INVALID,     //!< InvalidMessageAdversary
        REPLAY,      //!< ReplayAdversary
        PX,          //!< PxAdversary
        RPC_SIZE,    //!< RpcSizeAdversary
        REQUESTS,    //!< RequestAdversary
        SLOW_READER, //!< HostileDialler with a greeting
        SILENT,      //!< HostileDialler without one
    };

    /** \return the TypeId */
    static TypeId GetTypeId();

    AttackEvent();
    ~AttackEvent() override;

    uint32_t GetNExtraHosts() const override;
    bool WorksWithRanks() const override;
    void AddResults(std::map<std::string, double>& metrics) const override;

    /** \return the adversaries, those of a host in a row; empty before Install */
    const ApplicationContainer& GetAdversaries() const
    {
        return m_adversaries;
    }

    /** \return what they have achieved; null before Install */
    const AdversaryMetrics* GetMetrics() const
    {
        return m_metrics.get();
    }

  protected:
    Problem DoCheck(const Facts& facts) const override;
    int64_t AssignMoreStreams(int64_t stream) override;
    void Prepare() override;
    void Begin() override;
    void End() override;
    void DoDispose() override;

  private:
    /** \return TypeId name of the adversaries' protocol */
    std::string GetProtocolType() const;
    /** \return a helper that installs the adversaries */
    AdversaryHelper MakeHelper() const;
    /**
     * \param nodes indices of nodes
     * \return their IP addresses and ports
     */
    std::vector<Address> GetRemotes(const std::vector<uint32_t>& nodes) const;
    /** Install applications that speak no protocol. */
    void InstallDiallers();
    /** Install adversaries that speak the protocol of the nodes. */
    void InstallPeers();
    /** Let the adversaries withhold the messages of the nodes of Censor alone. */
    void WatchCensored();
    /**
     * A node of Censor publishes a message.
     * \param message the message
     */
    void NoteCensored(Ptr<const PubsubMessage> message);
    /** Look at meshes and scores, and go on later. */
    void TakeSample();

    Kind m_kind;              //!< attribute Kind
    uint32_t m_count;         //!< attribute Count
    uint32_t m_identities;    //!< attribute Identities
    uint32_t m_connect;       //!< attribute Connect
    std::string m_censor;     //!< attribute Censor
    double m_share;           //!< attribute Share
    Time m_lateness;          //!< attribute Lateness
    Time m_delay;             //!< attribute Delay
    Time m_spread;            //!< attribute Spread
    Time m_regraftBackoff;    //!< attribute RegraftBackoff
    Time m_regraftDelay;      //!< attribute RegraftDelay
    Time m_interval;          //!< attribute Interval
    uint32_t m_ids;           //!< attribute Ids
    std::string m_disguise;   //!< attribute Disguise
    std::string m_protocolId; //!< attribute Protocol
    Time m_sample;            //!< attribute Sample
    std::string m_capture;    //!< attribute Capture

    int64_t m_stream{0};                          //!< first stream of the adversaries
    ApplicationContainer m_adversaries;           //!< the adversaries
    std::set<const PubsubMessage*> m_censored;    //!< messages of the nodes of Censor
    std::vector<Ptr<const PubsubMessage>> m_keep; //!< keeps these from reuse
    std::unique_ptr<AdversaryMetrics> m_metrics;  //!< what they achieve
    double m_ingressBefore{0};                    //!< bytes a second of a victim before it begins
    double m_egressBefore{0};                     //!< likewise
    Time m_counted;                               //!< since when the bytes are counted
    bool m_hasBegun{false};                       //!< whether it has begun
};

} // namespace ns3

#endif /* WAKU_ATTACK_EVENT_H */
