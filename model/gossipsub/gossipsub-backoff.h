/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_BACKOFF_H
#define WAKU_GOSSIPSUB_BACKOFF_H

#include "ns3/address.h"
#include "ns3/nstime.h"

#include <map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Until when the nodes that left a mesh must not be grafted (gossipsub v1.1, "Prune Backoff
 * and Peer Exchange").
 *
 * Nodes are known by their IP address, so that one which reconnects does not escape.
 */
class PruneBackoff
{
  public:
    /**
     * \param host IP address of a node
     * \param until when its backoff ends; a later end that is known already holds
     */
    void Add(const Address& host, Time until);

    /**
     * \param host IP address of a node
     * \return when its backoff ends; zero if it has none
     */
    Time GetEnd(const Address& host) const;

    /** \param now forget what ended before */
    void Clear(Time now);

    /** \return whether there is nothing */
    bool IsEmpty() const
    {
        return m_ends.empty();
    }

  private:
    std::map<Address, Time> m_ends; //!< by IP address
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_BACKOFF_H */
