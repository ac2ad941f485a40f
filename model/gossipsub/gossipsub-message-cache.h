/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_MESSAGE_CACHE_H
#define WAKU_GOSSIPSUB_MESSAGE_CACHE_H

#include "pubsub-message-id.h"
#include "pubsub-message.h"

#include "ns3/peer-info.h"
#include "ns3/ptr.h"

#include <deque>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The valid messages of the last heartbeats, to be offered by IHAVE and sent on IWANT
 * (gossipsub v1.0, "Message Cache").
 */
class MessageCache
{
  public:
    /**
     * \param length heartbeats for which a message is kept (mcache_len), at least 1
     * \param gossip heartbeats for which it is offered (mcache_gossip), at most length
     */
    explicit MessageCache(uint32_t length = 5, uint32_t gossip = 3);

    /** \param message goes into the present window, unless it is there already */
    void Put(Ptr<const PubsubMessage> message);

    /**
     * Count a request for a message (gossipsub v1.1, "Spam Protection Measures").
     * \param message a message
     * \param peer who asks for it
     * \return how often this peer has asked for it, this time included; 0 if it is not kept
     */
    uint32_t CountRequest(const PubsubMessage* message, PeerId peer);

    /**
     * \param topic a pubsub topic
     * \return ids of the messages of the windows that are offered, oldest window first
     */
    MessageIds GetGossipIds(const std::string& topic) const;

    /** A heartbeat has passed: a new window begins, and the oldest one is forgotten. */
    void Shift();

    /** \return the number of messages that are kept */
    std::size_t GetSize() const
    {
        return m_entries.size();
    }

    /** Forget everything. */
    void Clear();

  private:
    /** Requests for a message: (peer, how often). */
    using Requests = std::vector<std::pair<PeerId, uint32_t>>;

    uint32_t m_length;                                            //!< windows that are kept
    uint32_t m_gossip;                                            //!< windows that are offered
    std::deque<std::vector<Ptr<const PubsubMessage>>> m_windows;  //!< the present one is last
    std::unordered_map<const PubsubMessage*, Requests> m_entries; //!< look-up, never iterated
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_MESSAGE_CACHE_H */
