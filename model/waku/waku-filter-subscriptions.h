/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FILTER_SUBSCRIPTIONS_H
#define WAKU_FILTER_SUBSCRIPTIONS_H

#include "ns3/nstime.h"
#include "ns3/peer-info.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A filter criterion (12/WAKU2-FILTER, "Filter matching"): a pubsub topic and a content
 * topic. An empty content topic stands for all of the pubsub topic.
 */
using WakuFilterCriterion = std::pair<std::string, std::string>;

/**
 * \ingroup waku
 * \brief Filter criteria, each once.
 */
using WakuFilterCriteria = std::set<WakuFilterCriterion>;

/**
 * \ingroup waku
 * \brief The subscriptions that a filter service node has: which peers want which messages.
 *
 * A subscription ends when its peer has not asked for anything within a time.
 */
class WakuFilterSubscriptions
{
  public:
    /** What came of a change. */
    enum class Outcome
    {
        OK,                //!< done
        TOO_MANY_PEERS,    //!< no room for a further peer
        TOO_MANY_CRITERIA, //!< no room for so many criteria of this peer
        NOT_FOUND,         //!< the peer has no such subscription
    };

    /** Limits of the subscriptions. */
    struct Limits
    {
        uint32_t peers{0};    //!< most peers
        uint32_t criteria{0}; //!< most criteria of a peer
        Time timeout;         //!< a subscription that is not refreshed ends after this time
    };

    /**
     * Add criteria to the subscription of a peer, and refresh it.
     * \param now current time
     * \param peer the peer
     * \param criteria the criteria; none is added if there is no room for all
     * \param limits the limits
     * \return OK, TOO_MANY_PEERS or TOO_MANY_CRITERIA
     */
    Outcome Add(Time now, PeerId peer, const WakuFilterCriteria& criteria, const Limits& limits);

    /**
     * Remove criteria from the subscription of a peer, and refresh it.
     * \param now current time
     * \param peer the peer
     * \param criteria the criteria
     * \return OK, or NOT_FOUND if the peer was not subscribed to one of them
     */
    Outcome Remove(Time now, PeerId peer, const WakuFilterCriteria& criteria);

    /**
     * Remove the subscription of a peer.
     * \param peer the peer
     * \return OK or NOT_FOUND
     */
    Outcome RemoveAll(PeerId peer);

    /**
     * Refresh the subscription of a peer.
     * \param now current time
     * \param peer the peer
     * \return OK or NOT_FOUND
     */
    Outcome Refresh(Time now, PeerId peer);

    /**
     * End the subscriptions that were not refreshed in time.
     * \param now current time
     * \param timeout the time
     */
    void Expire(Time now, Time timeout);

    /**
     * \param pubsubTopic pubsub topic of a message
     * \param contentTopic content topic of the message
     * \return the peers that want it, in the order of their numbers, each once
     */
    std::vector<PeerId> Find(const std::string& pubsubTopic, const std::string& contentTopic) const;

    /** \return whether there are no subscriptions */
    bool IsEmpty() const
    {
        return m_peers.empty();
    }

    /** \return number of peers with a subscription */
    std::size_t GetNPeers() const
    {
        return m_peers.size();
    }

    /**
     * \param peer a peer
     * \return number of its criteria
     */
    std::size_t GetNCriteria(PeerId peer) const;

    /** Remove all. */
    void Clear();

  private:
    /** Subscription of a peer. */
    struct Subscription
    {
        Time refreshed;              //!< when the peer last asked for something
        WakuFilterCriteria criteria; //!< what it wants
    };

    /**
     * Remove a peer from those of a criterion.
     * \param peer the peer
     * \param criterion the criterion
     */
    void Forget(PeerId peer, const WakuFilterCriterion& criterion);

    std::map<PeerId, Subscription> m_peers;                        //!< by peer
    std::map<WakuFilterCriterion, std::set<PeerId>> m_byCriterion; //!< peers of each criterion
};

} // namespace ns3

#endif /* WAKU_FILTER_SUBSCRIPTIONS_H */
