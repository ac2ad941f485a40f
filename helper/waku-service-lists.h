/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SERVICE_LISTS_H
#define WAKU_SERVICE_LISTS_H

#include "ns3/address.h"
#include "ns3/application-container.h"
#include "ns3/ipv4-address.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Lists of service nodes for clients, so that they share the load.
 *
 * The list of client i begins with service node i modulo their number. Lists that begin with the
 * same one go on with another one each, so that all others share its load when it fails.
 */
class WakuServiceLists
{
  public:
    /**
     * \param services the service nodes; the program stops if one is no P2pNode
     * \param addresses addresses of the service nodes, in their order; the program stops if there
     *        is none, or if there are not as many as service nodes
     */
    WakuServiceLists(const ApplicationContainer& services,
                     const std::vector<Ipv4Address>& addresses);

    /**
     * \param client index of a client
     * \return addresses with ports of all service nodes, in the order of the client's list
     */
    std::vector<Address> GetListOf(uint32_t client) const;

  private:
    std::vector<Address> m_services; //!< addresses with ports
};

} // namespace ns3

#endif /* WAKU_SERVICE_LISTS_H */
