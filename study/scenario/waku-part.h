/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAKU_PART_H
#define WAKU_WAKU_PART_H

#include "relay-part.h"
#include "waku-absence.h"
#include "waku-user-nodes.h"
#include "waku-user-results.h"

#include "ns3/waku-communities.h"
#include "ns3/waku-user-sessions.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A network of communities and 1:1 chat in shards as the protocol of a scenario: `waku`.
 *
 * Each node is a user's (WakuCommunities). The overlay of the scenario is the family of each
 * shard's overlay (ShardOverlayHelper). In mode Static relays announce their subscriptions.
 */
class WakuPart : public RelayPart
{
  public:
    uint32_t groupShards{3};          //!< shards that have groups
    uint32_t groupsPerUser{1};        //!< groups that each user is in
    std::string groupSize{ALL};       //!< users of a group: a number, a random variable, or all
    double chatMessagesPerHour{0};    //!< 1:1 messages of a user, a Poisson process
    uint32_t chatShards{1};           //!< shards that have 1:1 chat
    std::string chatFilling;          //!< which shard has the 1:1 chat of a user
    uint32_t maxNodesPerShard{10000}; //!< users who are reached in one shard of 1:1 chat
    uint32_t strangers{0};            //!< peers in every shard that a node is no member of
    bool rln{false};                  //!< whether limits and costs are those of 64/WAKU2-NETWORK
    Time onlineTime{0};               //!< mean session; 0: users are always online
    Time offlineTime{0};              //!< mean time between sessions
    double naiveShare{0};             //!< share of users with naive light nodes
    double selectiveShare{0};         //!< share of users with selective light nodes
    uint32_t serviceNodes{0};         //!< first users, whose nodes serve light nodes
    std::string serviceFinding;       //!< how light nodes get their service nodes
    bool relayHistory{false};         //!< whether relays that are back ask stores
    uint32_t nodesOfInterest{0};      //!< first users, who are in a group of every shard
    Time controlInterval{0};          //!< time between control messages of a user; 0: none
    uint32_t controlSize{500};        //!< payload of a control message, bytes
    Time messageLifetime{0};          //!< time in which a message can be seen; 0: the run
    WakuAbsence absence;              //!< users who come back, and what stores do

    static const std::string ALL;   //!< value of `group_size`: one group of all users
    static const std::string SHARD; //!< value of `group_size`: as many groups as shards

    WakuPart();

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
    Time GetWarmup() const override;
    bool HasPast() const override;
    uint32_t ChooseNodes(uint32_t nodes) override;
    std::pair<Time, uint32_t> GetValidation() const override;
    void AddResults(const MessageTracker& tracker,
                    const ApplicationContainer& applications,
                    RunSummary& summary,
                    std::map<std::string, double>& metrics) const override;

  protected:
    void SetUp(WakuRelayHelper& relay, const Setting& setting) const override;
    void SetTraffic(WakuRelayHelper& relay, const TrafficPart& traffic) const override;
    ApplicationContainer InstallNodes(const WakuRelayHelper& relay,
                                      const Setting& setting) override;

  private:
    /**
     * Throw a ScenarioError if the kinds of users do not go together.
     * \param users number of users
     */
    void CheckUsers(uint32_t users) const;

    /**
     * Let users come and go, all but those of service nodes.
     * \param applications nodes of the users, in their order
     */
    void StartSessions(const ApplicationContainer& applications);

    /**
     * Let the summary be of the nodes of interest.
     * \param tracker counts bytes
     * \param [in,out] summary the summary
     */
    void TakeInterest(const MessageTracker& tracker, RunSummary& summary) const;

    /** \return what a day has of the traffic of the run */
    double GetPerDay() const;

    /**
     * \param users number of users
     * \return value of WakuCommunities::GroupSize
     */
    std::string GetGroupSize(uint32_t users) const;

    Ptr<WakuCommunities> m_communities;         //!< the people of the run
    Ptr<WakuUserSessions> m_sessions;           //!< when they are online, or null
    Ptr<WakuDiscovery> m_discovery;             //!< ambient discovery, or null
    std::unique_ptr<WakuComeBack> m_comeBack;   //!< the users who come back, or null
    std::unique_ptr<WakuUserResults> m_results; //!< what users pay and get; null with several ranks
    TrafficPart m_traffic;                      //!< traffic of the run
    /** Number of the user of each relay; for look-up only. */
    std::unordered_map<const Application*, uint32_t> m_users;
};

} // namespace ns3

#endif /* WAKU_WAKU_PART_H */
