/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_MESSAGE_CACHE_H
#define WAKU_GOSSIPSUB_MESSAGE_CACHE_H

#include "pubsub-message-id.h"
#include "pubsub-message.h"

#include "ns3/light-queue.h"
#include "ns3/peer-info.h"
#include "ns3/ptr.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The valid messages of the last heartbeats, which are offered by IHAVE and sent on IWANT
 * (gossipsub v1.0, "Message Cache").
 *
 * Each heartbeat has a window of messages.
 */
class MessageCache
{
  public:
    /**
     * \param length number of heartbeats for which a message is kept (mcache_len), at least 1
     * \param gossip number of heartbeats for which a message is offered (mcache_gossip), at most
     *        length
     */
    explicit MessageCache(uint32_t length = 5, uint32_t gossip = 3);

    /**
     * Add a message to the current window, unless the cache has it.
     * \param message the message
     */
    void Put(Ptr<const PubsubMessage> message);

    /**
     * Count a request for a message (gossipsub v1.1, "Spam Protection Measures").
     * \param message the message
     * \param peer the peer that requests it
     * \return how often the peer has requested the message, including this time; 0 if the cache
     *        does not have it
     */
    uint32_t CountRequest(const PubsubMessage* message, PeerId peer);

    /**
     * \param topic a pubsub topic
     * \return ids of the messages of the topic in the windows that are offered, oldest window first
     */
    MessageIds GetGossipIds(const std::string& topic) const;

    /** Begin a new window at a heartbeat, and remove the oldest. */
    void Shift();

    /** \return the number of messages in the cache */
    std::size_t GetSize() const
    {
        return m_entries.size();
    }

    /** Remove all messages. */
    void Clear();

  private:
    /** A message. */
    struct Entry
    {
        Ptr<const PubsubMessage> message; //!< the message
        uint64_t window{0};               //!< number of the window in which it was added
    };

    /** Number of requests for a message, by peer. */
    using Requests = std::vector<std::pair<PeerId, uint32_t>>;

    uint32_t m_length;                                            //!< number of windows kept
    uint32_t m_gossip;                                            //!< number of windows offered
    uint64_t m_window{0};                                         //!< number of the current window
    LightQueue<Entry> m_messages;                                 //!< messages, oldest first
    std::unordered_map<const PubsubMessage*, Requests> m_entries; //!< requests by message
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_MESSAGE_CACHE_H */
