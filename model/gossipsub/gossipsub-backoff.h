/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_BACKOFF_H
#define WAKU_GOSSIPSUB_BACKOFF_H

#include "ns3/address.h"
#include "ns3/nstime.h"

#include <boost/container/flat_map.hpp>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The backoff of nodes that were pruned from a mesh: until it ends, they must not be grafted
 * (gossipsub v1.1, "Prune Backoff and Peer Exchange").
 *
 * A node is identified by its IP address, so that it cannot evade its backoff by reconnecting.
 */
class PruneBackoff
{
  public:
    /**
     * Set the end of a node's backoff, unless a later end is set.
     * \param host IP address of the node
     * \param until end of the backoff
     */
    void Add(const Address& host, Time until);

    /**
     * \param host IP address of a node
     * \return end of the node's backoff; zero if it has none
     */
    Time GetEnd(const Address& host) const;

    /**
     * Remove backoffs that have ended.
     * \param now current time
     */
    void Clear(Time now);

    /** \return whether no node has a backoff */
    bool IsEmpty() const
    {
        return m_ends.empty();
    }

  private:
    boost::container::flat_map<Address, Time> m_ends; //!< end of the backoff by IP address
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_BACKOFF_H */
