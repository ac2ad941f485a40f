/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_DONT_WANT_CACHE_H
#define WAKU_GOSSIPSUB_DONT_WANT_CACHE_H

#include "pubsub-message-id.h"

#include "ns3/light-queue.h"
#include "ns3/peer-info.h"

#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The messages that each peer does not want, as it has announced by IDONTWANT (gossipsub
 * v1.2, dont_send_message_ids).
 */
class DontWantCache
{
  public:
    /** \param ttl number of heartbeats after which an entry is removed, at least 1 */
    explicit DontWantCache(uint32_t ttl = 3);

    /**
     * Note, for the next ttl heartbeats, that a peer does not want a message.
     * \param id id of the message
     * \param peer the peer
     */
    void Add(const MessageId& id, PeerId peer);

    /**
     * \param id id of a message
     * \param peer a peer
     * \return whether the peer has announced that it does not want the message
     */
    bool Contains(const MessageId& id, PeerId peer) const;

    /** Begin a new heartbeat, and remove old entries. */
    void Shift();

    /** \return the number of messages that at least one peer does not want */
    std::size_t GetSize() const
    {
        return m_peers.size();
    }

    /** Remove all entries. */
    void Clear();

  private:
    /** A peer that does not want a message. */
    struct Note
    {
        PeerId peer;        //!< the peer
        uint64_t heartbeat; //!< heartbeat of the peer's last IDONTWANT for the message
    };

    /** A message with an IDONTWANT in a heartbeat; at most one for each message and heartbeat. */
    struct Entry
    {
        MessageId id;       //!< id of the message
        uint64_t heartbeat; //!< the heartbeat
    };

    uint32_t m_ttl;              //!< heartbeats after which an entry is removed
    uint64_t m_heartbeat{0};     //!< number of the current heartbeat
    LightQueue<Entry> m_entries; //!< entries, oldest first
    std::unordered_map<MessageId, std::vector<Note>, MessageIdHash> m_peers; //!< by message
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_DONT_WANT_CACHE_H */
