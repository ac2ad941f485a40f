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
 * \brief Messages that peers offered by IHAVE and have been asked for by IWANT, and until when they
 * are to come (gossipsub v1.1, "Spam Protection Measures").
 */
class GossipPromises
{
  public:
    /** Peers and how many promises each broke. */
    using Broken = std::vector<std::pair<PeerId, uint32_t>>;

    /**
     * \param id what was asked for
     * \param peer who offered it
     * \param expiry until when it is to come
     */
    void Add(const MessageId& id, PeerId peer, Time expiry);

    /** \param id of a message that has come, from whomever */
    void Fulfil(const MessageId& id);

    /** \param peer a peer that is gone; nothing is held against it */
    void RemovePeer(PeerId peer);

    /**
     * Take out what was broken.
     * \param now the present
     * \return by peer, in the order of their ids
     */
    Broken TakeBroken(Time now);

    /** \return whether nothing is promised */
    bool IsEmpty() const
    {
        return m_promises.empty();
    }

    /** Forget everything. */
    void Clear()
    {
        m_promises.clear();
    }

  private:
    /** A promise of one peer. */
    struct Promise
    {
        PeerId peer; //!< whose
        Time expiry; //!< until when
    };

    std::map<MessageId, std::vector<Promise>> m_promises; //!< by message
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PROMISES_H */
