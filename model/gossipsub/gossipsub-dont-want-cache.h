/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_DONT_WANT_CACHE_H
#define WAKU_GOSSIPSUB_DONT_WANT_CACHE_H

#include "pubsub-message-id.h"

#include "ns3/peer-info.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Who has said by IDONTWANT that it needs no copy of which message (gossipsub v1.2,
 * dont_send_message_ids).
 */
class DontWantCache
{
  public:
    /** \param ttl heartbeats for which an entry holds, at least 1 */
    explicit DontWantCache(uint32_t ttl = 3);

    /** \param id a message \param peer does not want it, for the next ttl heartbeats */
    void Add(const MessageId& id, PeerId peer);

    /** \param id a message \param peer a peer \return whether it said that it does not want it */
    bool Contains(const MessageId& id, PeerId peer) const;

    /** A heartbeat has passed. */
    void Shift();

    /** \return the number of messages of which somebody wants no copy */
    std::size_t GetSize() const
    {
        return m_peers.size();
    }

    /** Forget everything. */
    void Clear();

  private:
    /** A peer that does not want a message. */
    struct Note
    {
        PeerId peer;        //!< who
        uint64_t heartbeat; //!< the heartbeat in which it last said so
    };

    /** When somebody said something of a message; at most one for each message and heartbeat. */
    struct Entry
    {
        MessageId id;       //!< message
        uint64_t heartbeat; //!< when
    };

    uint32_t m_ttl;                                                          //!< heartbeats
    uint64_t m_heartbeat{0};                                                 //!< present one
    std::deque<Entry> m_entries;                                             //!< oldest first
    std::unordered_map<MessageId, std::vector<Note>, MessageIdHash> m_peers; //!< never iterated
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_DONT_WANT_CACHE_H */
