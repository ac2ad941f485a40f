/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_PEER_SET_H
#define WAKU_PUBSUB_PEER_SET_H

#include "ns3/peer-info.h"

#include <algorithm>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A small set of peers, stored in the order of their ids in one block of memory.
 */
class PeerSet
{
  public:
    /**
     * Add a peer.
     * \param peer the peer
     * \return whether the peer was not in the set
     */
    bool Insert(PeerId peer)
    {
        const auto place = std::lower_bound(m_peers.begin(), m_peers.end(), peer);
        if (place != m_peers.end() && *place == peer)
        {
            return false;
        }
        m_peers.insert(place, peer);
        return true;
    }

    /**
     * Remove a peer.
     * \param peer the peer
     * \return whether the peer was in the set
     */
    bool Erase(PeerId peer)
    {
        const auto place = std::lower_bound(m_peers.begin(), m_peers.end(), peer);
        if (place == m_peers.end() || *place != peer)
        {
            return false;
        }
        m_peers.erase(place);
        return true;
    }

    /**
     * \param peer a peer
     * \return whether the peer is in the set
     */
    bool Contains(PeerId peer) const
    {
        return std::binary_search(m_peers.begin(), m_peers.end(), peer);
    }

    /** \return the number of peers */
    std::size_t GetSize() const
    {
        return m_peers.size();
    }

    /** \return whether the set is empty */
    bool IsEmpty() const
    {
        return m_peers.empty();
    }

    /** Remove all peers. */
    void Clear()
    {
        m_peers.clear();
    }

    /** \return the peers in the order of their ids */
    const std::vector<PeerId>& Get() const
    {
        return m_peers;
    }

    /** \return iterator to the first peer */
    std::vector<PeerId>::const_iterator begin() const
    {
        return m_peers.begin();
    }

    /** \return iterator past the last peer */
    std::vector<PeerId>::const_iterator end() const
    {
        return m_peers.end();
    }

  private:
    std::vector<PeerId> m_peers; //!< peers in the order of their ids
};

} // namespace ns3

#endif /* WAKU_PUBSUB_PEER_SET_H */
