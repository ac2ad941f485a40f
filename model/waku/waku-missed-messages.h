/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MISSED_MESSAGES_H
#define WAKU_MISSED_MESSAGES_H

#include "waku-store-protocol.h"

#include "ns3/nstime.h"
#include "ns3/pubsub-message-pool.h"

#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a node fetched from stores after it had been offline.
 */
struct WakuRecovery
{
    Time away;             //!< how long the node was offline
    Time took;             //!< time from when it was back online until it had everything
    uint64_t messages{0};  //!< messages that it had not got before
    uint64_t known{0};     //!< messages that it had got before
    uint32_t pages{0};     //!< pages that stores sent
    bool isComplete{true}; //!< whether the stores sent all that was asked for
};

/**
 * \ingroup waku
 * \brief Fetches from stores what a node has missed while it was offline (13/WAKU2-STORE).
 *
 * When the node is back, it asks for messages from some time before it left (overlap), since they
 * may have been on their way then. Some time later (settle) it asks once more, for messages that
 * had not reached the store when it asked first. Messages that it has delivered are left out.
 */
class WakuMissedMessages
{
  public:
    /** Called with each message that was missed. Returns whether it is delivered. */
    using TakeFunction = std::function<bool(const Ptr<const PubsubMessage>&)>;
    /** Gives the pool of the node's messages. */
    using PoolFunction = std::function<Ptr<MessagePool>()>;
    /** Called when all is fetched, or when stores have failed. */
    using DoneFunction = std::function<void(const WakuRecovery&)>;
    /** Pubsub topics with content topics; none stand for the whole pubsub topic. */
    using Interests = std::vector<std::pair<std::string, std::vector<std::string>>>;

    /** How missed messages are fetched. */
    struct Settings
    {
        Time overlap;               //!< time before the node left
        Time settle;                //!< time after which it asks once more; 0 for never
        uint64_t unixEpoch{0};      //!< UNIX time at which the simulation starts, seconds
        uint32_t contentTopics{10}; //!< most content topics of a query
    };

    /**
     * \param store the client of stores; must outlive this object
     * \param settings how messages are fetched
     * \param pool gives the pool of the node's messages
     * \param take takes missed messages
     * \param done is told what was fetched
     */
    WakuMissedMessages(WakuStoreProtocol& store,
                       const Settings& settings,
                       PoolFunction pool,
                       TakeFunction take,
                       DoneFunction done);

    /**
     * Note that a message was delivered.
     * \param now current time
     * \param message the message
     */
    void NoteDelivered(Time now, const PubsubMessage& message);

    /**
     * Note that the node was online before the simulation.
     * \param until when it left, before 0
     */
    void WasOnline(Time until);

    /**
     * Note that the node has gone offline.
     * \param now current time
     */
    void GoneOffline(Time now);

    /**
     * Fetch, if the node has been offline.
     * \param now current time
     * \param interests what the node wants
     */
    void BackOnline(Time now, const Interests& interests);

  private:
    /** A fetch of all interests. */
    struct Round;

    /**
     * \param since first timestamp
     * \param interests what the node wants
     * \return the queries
     */
    std::vector<WakuStoreQuery> MakeQueries(int64_t since, const Interests& interests) const;
    /**
     * Send the next query of a round, or end it.
     * \param round the round
     */
    void Next(const std::shared_ptr<Round>& round);
    /**
     * Handle a page.
     * \param round the round
     * \param page the page
     */
    void TakePage(Round& round, const WakuStorePage& page);
    /**
     * Forget deliveries that nobody needs to know any more.
     * \param now current time
     */
    void Prune(Time now);

    WakuStoreProtocol& m_store;                      //!< the client of stores
    Settings m_settings;                             //!< how messages are fetched
    PoolFunction m_pool;                             //!< gives the pool of the node's messages
    TakeFunction m_take;                             //!< takes missed messages
    DoneFunction m_done;                             //!< is told what was fetched
    bool m_isOffline{false};                         //!< whether the node is offline
    bool m_wasOnline{false};                         //!< whether it has been online
    Time m_left;                                     //!< when it left
    uint32_t m_rounds{0};                            //!< rounds that are under way
    std::deque<std::pair<Time, MessageId>> m_recent; //!< deliveries in their order
    std::set<MessageId> m_known;                     //!< the ids of m_recent
};

} // namespace ns3

#endif /* WAKU_MISSED_MESSAGES_H */
