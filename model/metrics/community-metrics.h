/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COMMUNITY_METRICS_H
#define WAKU_COMMUNITY_METRICS_H

#include "latency-histogram.h"
#include "message-observer.h"

#include "ns3/application-container.h"
#include "ns3/nstime.h"
#include "ns3/pubsub-message.h"
#include "ns3/waku-communities.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What users see of the messages that are meant for them, from trace sources only.
 *
 * A message to a group is meant for its other users, a 1:1 message for its receiver, whether they
 * are online or not. A user sees it when the user's node delivers it, by relay, filter or from a
 * store. A message that a user has not seen within its lifetime is missed: one that a node gets
 * later counts as late.
 *
 * It knows what the users of this process do; a distributed simulation has others.
 */
class CommunityMetrics
{
  public:
    /** What a kind of users have seen. */
    struct Counts
    {
        uint64_t expected{0};     //!< pairs of a message and a user for whom it is meant
        uint64_t seen{0};         //!< of these, seen within the lifetime
        uint64_t missed{0};       //!< of these, not seen within the lifetime
        LatencyHistogram latency; //!< from publish until it is seen

        /** \return share of what was seen or missed that was seen; 1 if there is nothing */
        double GetSeenRatio() const;

        /**
         * Add other counts.
         * \param other the other counts
         * \return the sum
         */
        Counts& operator+=(const Counts& other);
    };

    /**
     * \param communities the people; must exist as long as this object
     * \param applications the nodes of the users, in their order
     * \param lifetime time in which a message can be seen; 0 for until Close()
     */
    CommunityMetrics(Ptr<WakuCommunities> communities,
                     const ApplicationContainer& applications,
                     Time lifetime = Time(0));
    ~CommunityMetrics();

    CommunityMetrics(const CommunityMetrics&) = delete;
    CommunityMetrics& operator=(const CommunityMetrics&) = delete;

    /**
     * Count what can be seen no more as missed, since the run ends: with a lifetime what has
     * expired, without one all that has not been seen.
     */
    void Close();

    /**
     * \param kind a kind of users
     * \return what they have seen
     */
    const Counts& Get(WakuUserKind kind) const
    {
        return m_counts.at(static_cast<std::size_t>(kind));
    }

    /** \return what all users have seen */
    Counts GetAll() const;

    /** \return number of deliveries of messages after their lifetime, whoever got them */
    uint64_t GetNLate() const
    {
        return m_late;
    }

  private:
    class User;

    /** A message that some users have not seen. */
    struct Message
    {
        Time published;            //!< when it was published
        bool isChat;               //!< whether it is a 1:1 message
        uint32_t target;           //!< index of its group, or number of its receiver
        uint32_t sender;           //!< number of its sender
        uint32_t left;             //!< how many have not seen it
        std::vector<bool> hasSeen; //!< users of the group, in its order, who have seen it
    };

    /** Sinks of the trace sources of WakuCommunities, and of lightpush at service nodes. */
    void GroupMessage(uint32_t user, uint32_t group, Ptr<const PubsubMessage> message);
    void ChatMessage(uint32_t user, uint32_t receiver, Ptr<const PubsubMessage> message);

    void Proved(Ptr<const PubsubMessage> before, Ptr<const PubsubMessage> after);

    /**
     * Note a message.
     * \param key its key
     * \param message what is known of it
     */
    void Note(const MessageKey& key, Message message);
    /**
     * Note that the node of a user delivers a message.
     * \param user number of the user
     * \param message the message
     */
    void Delivered(uint32_t user, const PubsubMessage& message);
    /**
     * \param message a message
     * \param user number of a user
     * \return whether it is meant for the user, who has not seen it; from now on the user has
     */
    bool Take(Message& message, uint32_t user) const;
    /**
     * Count the messages as missed whose lifetime is over.
     * \param now current time
     */
    void Expire(Time now);
    /**
     * Count what has not been seen of a message as missed.
     * \param message the message
     */
    void Miss(const Message& message);
    /**
     * \param user number of a user
     * \return counts of the user's kind
     */
    Counts& Of(uint32_t user);

    Ptr<WakuCommunities> m_communities;            //!< the people
    Time m_lifetime;                               //!< time in which a message can be seen
    std::vector<std::unique_ptr<User>> m_users;    //!< sinks of the nodes
    std::array<Counts, WAKU_USER_KINDS> m_counts;  //!< by kind
    std::deque<std::pair<Time, MessageKey>> m_all; //!< messages in the order of their publishes
    /** Messages that some users have not seen; for look-up only. */
    std::unordered_map<MessageKey, Message, MessageKeyHash> m_messages;
    /** Messages whose lifetime is over; for look-up only. */
    std::unordered_set<MessageKey, MessageKeyHash> m_expired;
    uint64_t m_late{0}; //!< deliveries after the lifetime
};

} // namespace ns3

#endif /* WAKU_COMMUNITY_METRICS_H */
