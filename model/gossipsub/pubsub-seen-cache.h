/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_SEEN_CACHE_H
#define WAKU_PUBSUB_SEEN_CACHE_H

#include "pubsub-message.h"

#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The messages that a node has seen recently (gossipsub v1.0, "Message Cache": the seen
 * cache is a timed LRU). go-libp2p-pubsub, js-libp2p and rust-libp2p keep an id for a time after
 * they have first seen it, nim-libp2p after the last copy.
 *
 * The cache stores messages in place of ids, since a MessagePool has one object for each id.
 */
class SeenCache
{
  public:
    /** \param ttl how long a message counts as seen */
    explicit SeenCache(Time ttl = Minutes(2));

    /** \param ttl how long messages that are added from now on count as seen */
    void SetTtl(Time ttl);

    /** \param refreshes whether the time runs from the last copy of a message, not from the first
     */
    void SetRefresh(bool refreshes);

    /**
     * Add a message.
     * \param message the message
     * \param now current time
     * \return whether the message had not been seen within the TTL
     */
    bool Add(Ptr<const PubsubMessage> message, Time now);

    /**
     * \param message a message, or null
     * \param now current time
     * \return whether the message has been seen within the TTL; false for null
     */
    bool Contains(const PubsubMessage* message, Time now);

    /** \return the number of messages in the cache */
    std::size_t GetSize() const
    {
        return m_messages.size();
    }

    /** Remove all messages. */
    void Clear();

  private:
    /** A message and its expiry. */
    struct Entry
    {
        Time expiry;                      //!< when the message is removed
        Ptr<const PubsubMessage> message; //!< the message; the Ptr keeps its address from reuse
    };

    /**
     * Remove messages that have expired.
     * \param now current time
     */
    void Expire(Time now);
    /**
     * Keep a message whose entry has expired, if a copy has come since.
     * \param message the message
     * \param now current time
     * \return whether the message is kept
     */
    bool KeepRefreshed(const Ptr<const PubsubMessage>& message, Time now);

    Time m_ttl;                                          //!< how long a message counts as seen
    std::deque<Entry> m_entries;                         //!< entries in the order of expiry
    std::unordered_set<const PubsubMessage*> m_messages; //!< messages, for look-up only
    bool m_refreshes{false};                             //!< whether the time runs from last copies
    /** Expiry of messages of which copies have come, if m_refreshes; for look-up only. */
    std::unordered_map<const PubsubMessage*, Time> m_refreshed;
};

} // namespace ns3

#endif /* WAKU_PUBSUB_SEEN_CACHE_H */
