/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PROPAGATION_H
#define WAKU_WHISPER_PROPAGATION_H

#include "propagation-metrics.h"

#include "ns3/whisper-bloom-filter.h"

#include <map>
#include <set>
#include <unordered_map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How envelopes spread to those who are subscribed to their topics.
 *
 * All other nodes that are subscribed to the topic of an envelope when it sets out are expected to
 * get it; a node that gets it again counts once. What has expired and is with everyone is
 * forgotten.
 */
class WhisperPropagation
{
  public:
    /** What tells envelopes apart. */
    using Key = PropagationMetrics::Key;

    /** \param nodes how many nodes there are */
    explicit WhisperPropagation(uint32_t nodes);

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
     * \param topic of envelopes
     * \param isSubscribed whether it is to get them from now on
     */
    void SetSubscribed(uint32_t node, WhisperTopic topic, bool isSubscribed);

    /**
     * \param now the present
     * \param node who publishes
     * \param key what
     * \param topic its topic
     */
    void Publish(Time now, uint32_t node, const Key& key, WhisperTopic topic);

    /** \param key an envelope that goes from one node to a neighbour */
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

    /** \param key what nobody forwards any more */
    void Expire(const Key& key);

    /** \return envelopes of which something is still remembered */
    std::size_t GetNTracked() const
    {
        return m_spreads.size();
    }

  private:
    /** An envelope that not everyone has got, or that has not expired. */
    struct Spread
    {
        std::set<uint32_t> missing; //!< who is to get it and has not
        bool isExpired{false};      //!< whether some node has swept it
    };

    /** \param key of an envelope whose fate may be settled */
    void ForgetIfDone(const Key& key);

    PropagationMetrics m_metrics;                             //!< counts and latencies
    std::map<WhisperTopic, std::set<uint32_t>> m_subscribers; //!< by topic
    std::unordered_map<Key, Spread, PropagationMetrics::KeyHash> m_spreads; //!< never iterated
};

} // namespace ns3

#endif /* WAKU_WHISPER_PROPAGATION_H */
