/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_SEEN_CACHE_H
#define WAKU_PUBSUB_SEEN_CACHE_H

#include "pubsub-message.h"

#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <vector>

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
    std::size_t GetSize() const;

    /** Remove all messages. */
    void Clear();

  private:
    /** A message and its expiry. */
    struct Entry
    {
        Time expiry;                      //!< when the message counts as seen no more
        Ptr<const PubsubMessage> message; //!< the message; the Ptr keeps its address from reuse
    };

    /**
     * Remove messages that have expired.
     * \param now current time
     */
    void Expire(Time now);
    /**
     * \param message a message, or null
     * \return its entry, or null if it has not been seen within the TTL
     */
    Entry* Find(const PubsubMessage* message);
    /**
     * \param index index of an entry in m_entries
     * \param message a message
     * \return whether the entry is that of the message and has not expired
     */
    bool IsAt(std::size_t index, const PubsubMessage* message) const;
    /**
     * Note an entry in m_places.
     * \param index index of the entry in m_entries
     */
    void AddPlace(std::size_t index);
    /** Make m_places anew. */
    void MakePlaces();

    Time m_ttl;                   //!< how long a message counts as seen
    Time m_now;                   //!< time of the last call
    std::vector<Entry> m_entries; //!< entries from m_first on, in the order of their first copies
    /**
     * Hash table with linear probing: 0, or 1 more than an index in m_entries. Empty if there are
     * so few entries that they are searched one by one.
     */
    std::vector<uint32_t> m_places;
    uint32_t m_first{0};     //!< index of the first entry that has not been removed
    bool m_refreshes{false}; //!< whether the time runs from last copies
};

} // namespace ns3

#endif /* WAKU_PUBSUB_SEEN_CACHE_H */
