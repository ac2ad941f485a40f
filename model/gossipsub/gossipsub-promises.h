/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_PROMISES_H
#define WAKU_GOSSIPSUB_PROMISES_H

#include "pubsub-message-id.h"

#include "ns3/nstime.h"
#include "ns3/peer-info.h"

#include <map>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Promises of peers to send messages (gossipsub v1.1, "Spam Protection Measures").
 *
 * A peer that has offered a message by IHAVE promises to send it when this node requests it by
 * IWANT. The peer breaks the promise if the message has not arrived by a given time.
 */
class GossipPromises
{
  public:
    /** Peers, and the number of promises that each has broken. */
    using Broken = std::vector<std::pair<PeerId, uint32_t>>;

    /**
     * Add a promise.
     * \param id id of the requested message
     * \param peer the peer that has offered the message
     * \param expiry time by which the message has to arrive
     */
    void Add(const MessageId& id, PeerId peer, Time expiry);

    /**
     * Remove the promises of a message that has arrived, from any peer.
     * \param id id of the message
     */
    void Fulfil(const MessageId& id);

    /**
     * Remove the promises of a peer that has disconnected.
     * \param peer the peer
     */
    void RemovePeer(PeerId peer);

    /**
     * \param id id of a message
     * \return whether a peer has promised the message
     */
    bool Contains(const MessageId& id) const
    {
        return m_promises.count(id) > 0;
    }

    /**
     * \param id id of a message
     * \return the peers that have promised the message, in the order of their promises
     */
    std::vector<PeerId> GetPeers(const MessageId& id) const;

    /**
     * Remove broken promises and return them.
     * \param now current time
     * \return the number of broken promises of each peer, in the order of the peers' ids
     */
    Broken TakeBroken(Time now);

    /** \return whether there are no promises */
    bool IsEmpty() const
    {
        return m_promises.empty();
    }

    /** Remove all promises. */
    void Clear()
    {
        m_promises.clear();
    }

  private:
    /** A promise of one peer. */
    struct Promise
    {
        PeerId peer; //!< the peer
        Time expiry; //!< time by which the message has to arrive
    };

    std::map<MessageId, std::vector<Promise>> m_promises; //!< promises by message
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PROMISES_H */
