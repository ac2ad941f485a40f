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
 * \brief A small set of peers in the order of their ids, in one piece of memory.
 */
class PeerSet
{
  public:
    /** \param peer is in the set from now on \return whether it was not before */
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

    /** \param peer is not in the set from now on \return whether it was before */
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

    /** \param peer a peer \return whether it is in the set */
    bool Contains(PeerId peer) const
    {
        return std::binary_search(m_peers.begin(), m_peers.end(), peer);
    }

    /** \return the number of peers */
    std::size_t GetSize() const
    {
        return m_peers.size();
    }

    /** \return whether there is none */
    bool IsEmpty() const
    {
        return m_peers.empty();
    }

    /** Take all out. */
    void Clear()
    {
        m_peers.clear();
    }

    /** \return the peers in the order of their ids */
    const std::vector<PeerId>& Get() const
    {
        return m_peers;
    }

    /** \return iterator of the first */
    std::vector<PeerId>::const_iterator begin() const
    {
        return m_peers.begin();
    }

    /** \return iterator behind the last */
    std::vector<PeerId>::const_iterator end() const
    {
        return m_peers.end();
    }

  private:
    std::vector<PeerId> m_peers; //!< sorted
};

} // namespace ns3

#endif /* WAKU_PUBSUB_PEER_SET_H */
