/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_SEEN_CACHE_H
#define WAKU_PUBSUB_SEEN_CACHE_H

#include "pubsub-message.h"

#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <deque>
#include <unordered_set>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The messages that a node has seen lately (gossipsub v1.0, "Message Cache": the seen cache
 * is a timed LRU; gossipsub implementations keep ids for 2 minutes from the first sight).
 *
 * A message object stands for its id, since a MessagePool holds one object for each id.
 */
class SeenCache
{
  public:
    /** \param ttl how long a message counts as seen */
    explicit SeenCache(Time ttl = Minutes(2));

    /** \param ttl how long a message that is added from now on counts as seen */
    void SetTtl(Time ttl);

    /**
     * \param message a message
     * \param now the present
     * \return true if it was not seen before, or only longer ago than the TTL; it now is
     */
    bool Add(Ptr<const PubsubMessage> message, Time now);

    /**
     * \param message a message, may be null
     * \param now the present
     * \return whether it has been seen within the TTL
     */
    bool Contains(const PubsubMessage* message, Time now);

    /** \return the number of messages that are kept */
    std::size_t GetSize() const
    {
        return m_messages.size();
    }

    /** Forget everything. */
    void Clear();

  private:
    /** A message and when it is forgotten. */
    struct Entry
    {
        Time expiry;                      //!< when it is forgotten
        Ptr<const PubsubMessage> message; //!< keeps the object and so its identity
    };

    /** \param now forget what expired until then */
    void Expire(Time now);

    Time m_ttl;                                          //!< time to live
    std::deque<Entry> m_entries;                         //!< in the order of expiry
    std::unordered_set<const PubsubMessage*> m_messages; //!< look-up, never iterated
};

} // namespace ns3

#endif /* WAKU_PUBSUB_SEEN_CACHE_H */
