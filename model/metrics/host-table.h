/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_HOST_TABLE_H
#define WAKU_HOST_TABLE_H

#include "ns3/application-container.h"
#include "ns3/peer-info.h"

#include <map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Finds the application behind a peer: by the IP addresses of its node.
 */
class HostTable
{
  public:
    /** What NodeOf returns for a peer that is none of the applications. */
    static constexpr uint32_t UNKNOWN = UINT32_MAX;

    /** \param applications one for each node, whose addresses are assigned already */
    explicit HostTable(const ApplicationContainer& applications);

    /** \param peer a peer \return index of its application, or UNKNOWN */
    uint32_t NodeOf(const PeerInfo& peer) const;

  private:
    std::map<Address, uint32_t> m_nodes; //!< index by IP address
};

} // namespace ns3

#endif /* WAKU_HOST_TABLE_H */
