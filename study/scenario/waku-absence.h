/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAKU_ABSENCE_H
#define WAKU_WAKU_ABSENCE_H

#include "scenario-part.h"
#include "traffic-part.h"

#include "ns3/application-container.h"
#include "ns3/message-tracker.h"
#include "ns3/waku-communities.h"
#include "ns3/waku-light-node.h"
#include "ns3/waku-node-helper.h"
#include "ns3/waku-store-protocol.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Users of protocol `waku` who come back: how long they were away, and what the stores do.
 *
 * A week is not simulated. The users come back when traffic ends; what was published before the
 * simulation began is in the archives of the stores from the start on, by the same processes as
 * traffic. A store that was down until then lacks its part of it.
 */
class WakuAbsence : public ScenarioPart
{
  public:
    Time away{0};            //!< how long users with light nodes are away; 0: nobody is
    bool storeSync{false};   //!< whether stores synchronise (WAKU-SYNC)
    bool storeResume{false}; //!< whether a store that is back asks others for what it missed
    Time storeOutage{0};     //!< how long the first store was down when the simulation begins
    bool storeDies{false};   //!< whether the first store fails when the users are back

    std::vector<ScenarioKey> GetKeys() override;

    /**
     * Throw a ScenarioError if the values do not go together with others.
     * \param services number of service nodes
     * \param lights number of users with light nodes
     * \param hasSessions whether users come and go by other keys
     * \param traffic the traffic
     */
    void Check(uint32_t services,
               double lights,
               bool hasSessions,
               const TrafficPart& traffic) const;

    /**
     * Set up stores.
     * \param service installs service nodes
     */
    void SetUp(WakuNodeHelper& service) const;

    /**
     * Connect stores with each other, if they need it.
     * \param service has installed the service nodes
     * \param nodes nodes of all users
     * \param addresses their addresses
     * \param services number of service nodes, which are the first ones
     */
    void ConnectStores(const WakuNodeHelper& service,
                       const ApplicationContainer& nodes,
                       const std::vector<Ipv4Address>& addresses,
                       uint32_t services) const;
};

/**
 * \ingroup waku
 * \brief The absence of users in a run, and what comes of it.
 */
class WakuComeBack
{
  public:
    /**
     * Fill the stores, and schedule who is away when.
     * \param absence how long users are away
     * \param traffic the traffic
     * \param communities the people
     * \param nodes nodes of the people; the first ones, as many as stores, have the stores
     * \param stores number of stores
     */
    WakuComeBack(const WakuAbsence& absence,
                 const TrafficPart& traffic,
                 Ptr<WakuCommunities> communities,
                 const ApplicationContainer& nodes,
                 uint32_t stores);
    ~WakuComeBack();

    WakuComeBack(const WakuComeBack&) = delete;
    WakuComeBack& operator=(const WakuComeBack&) = delete;

    /** \param tracker counts bytes; must exist until the end of the run */
    void Measure(const MessageTracker& tracker);

    /** \param [in,out] metrics values by name, to which the results are added */
    void AddTo(std::map<std::string, double>& metrics) const;

  private:
    /** A user who comes back. */
    struct User
    {
        /**
         * It has got a message from a store.
         * \param message the message
         */
        void Fetched(Ptr<const PubsubMessage> message);
        /**
         * It has fetched what it missed.
         * \param recovery what came
         */
        void Recovered(const WakuRecovery& recovery);
        /** \return IP bytes that the host has received */
        double ReadBytes() const;

        const WakuComeBack* run{nullptr}; //!< the run
        Ptr<WakuLightNode> light;         //!< the node
        uint32_t node{0};                 //!< its index
        uint32_t rounds{2};               //!< how often it still asks for what it missed
        uint64_t fetched{0};              //!< messages of the absence that a store has sent
        bool isComplete{true};            //!< whether the stores sent all that was asked for so far
        Time took;                        //!< time until it had what it has fetched
        double before{0};                 //!< ReadBytes() when it came back
        double bytes{0};                  //!< those since, until it had fetched
    };

    /** A pubsub topic and a content topic. */
    using Topic = std::pair<std::string, std::string>;

    /** Fill the stores with what was published before the simulation. */
    void Fill();
    /**
     * Fill the stores with the messages of a topic.
     * \param topic the topic
     * \param perHour its messages an hour
     * \param from time of the first ones, before the simulation
     */
    void FillTopic(const Topic& topic, double perHour, Time from);
    /** Let users leave and come back. */
    void Schedule();
    /**
     * Count a message that is published.
     * \param sender number of the sender
     * \param target to whom
     * \param message the message
     */
    void Published(uint32_t sender, uint32_t target, Ptr<const PubsubMessage> message);
    /** Compare what the stores have. */
    void CompareStores();
    /**
     * \param timestamp a timestamp
     * \return whether it is of the absence
     */
    bool IsMissed(int64_t timestamp) const;
    /**
     * \param user a user
     * \return number of messages of the absence that are meant for the user
     */
    double CountMissed(const User& user) const;

    WakuAbsence m_absence;                        //!< how long users are away
    TrafficPart m_traffic;                        //!< the traffic
    Ptr<WakuCommunities> m_communities;           //!< the people
    std::vector<Ptr<WakuStoreProtocol>> m_stores; //!< the stores
    std::vector<Ptr<P2pNode>> m_storeNodes;       //!< their nodes
    std::vector<User> m_users;                    //!< the users who come back
    const MessageTracker* m_tracker{nullptr};     //!< counts bytes
    std::map<Topic, uint64_t> m_missed;           //!< messages of the absence, by topic
    Time m_back;                                  //!< when users come back
    uint32_t m_filled{0};                         //!< messages of before the simulation
    double m_all{0};                              //!< messages of all stores when users come back
    double m_lacking{0};                          //!< messages that a store lacks then, at most
    std::vector<uint64_t> m_served;               //!< entries of each store until then
};

} // namespace ns3

#endif /* WAKU_WAKU_ABSENCE_H */
