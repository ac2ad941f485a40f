/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TOPIC_PROPAGATION_H
#define WAKU_TOPIC_PROPAGATION_H

#include "propagation-metrics.h"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How messages spread to those who are subscribed to their topics.
 *
 * All other nodes that are subscribed to the topic of a message when it is published are expected
 * to get it; a node that gets it again counts once, and one that subscribes later does not count.
 * Nodes that publish the same message before they get it publish one message, which none of them is
 * expected to get.
 */
class TopicPropagation
{
  public:
    /** What tells messages apart. */
    using Key = PropagationMetrics::Key;

    /** \param nodes how many nodes there are */
    explicit TopicPropagation(uint32_t nodes);

    /** \return counts and latencies */
    PropagationMetrics& GetMetrics()
    {
        return m_metrics;
    }

    /** \return counts and latencies */
    const PropagationMetrics& GetMetrics() const
    {
        return m_metrics;
    }

    /**
     * \param node whose subscription changes
     * \param topic of messages
     * \param isSubscribed whether it is to get them from now on
     */
    void SetSubscribed(uint32_t node, const std::string& topic, bool isSubscribed);

    /**
     * \param now the present
     * \param node who publishes
     * \param key what
     * \param topic its topic
     */
    void Publish(Time now, uint32_t node, const Key& key, const std::string& topic);

    /** \param key a message that goes from one node to a neighbour */
    void Send(const Key& key)
    {
        m_metrics.Send(key);
    }

    /** \param node who gets its first copy \param from who sent it \param key what */
    void FirstReceive(uint32_t node, uint32_t from, const Key& key)
    {
        m_metrics.FirstReceive(node, from, key);
    }

    /** \param key what somebody gets again */
    void Duplicate(const Key& key)
    {
        m_metrics.Duplicate(key);
    }

    /** \param now the present \param node who delivers \param key what */
    void Deliver(Time now, uint32_t node, const Key& key);

    /** \param key what nobody forwards any more; it is forgotten once it is with everyone */
    void Expire(const Key& key);

    /** \param key what nobody will get any more; what has happened to it still counts */
    void Forget(const Key& key);

    /** \return messages of which something is still remembered */
    std::size_t GetNTracked() const
    {
        return m_spreads.size();
    }

  private:
    /** A message that not everyone has got, or that has not expired. */
    struct Spread
    {
        std::vector<bool> missing;        //!< by node, whether it is to get it and has not
        uint32_t missingCount{0};         //!< how many these are
        std::vector<uint32_t> publishers; //!< who has published it
        bool isExpired{false};            //!< whether nobody forwards it any more
    };

    /** \param spread of a message \param node that is no longer to get it
     * \return whether it was to get it and had not */
    static bool TakeMissing(Spread& spread, uint32_t node);

    /** \param node a node \param topic a topic \return whether it is subscribed to it */
    bool IsSubscribed(uint32_t node, const std::string& topic) const;

    /** \param key of a message whose fate may be settled */
    void ForgetIfDone(const Key& key);

    uint32_t m_nodes;                                           //!< number of nodes
    PropagationMetrics m_metrics;                               //!< counts and latencies
    std::map<std::string, std::vector<uint32_t>> m_subscribers; //!< by topic, in order
    std::unordered_map<Key, Spread, PropagationMetrics::KeyHash> m_spreads; //!< never iterated
};

} // namespace ns3

#endif /* WAKU_TOPIC_PROPAGATION_H */
