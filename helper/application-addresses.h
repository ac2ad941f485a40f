/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_APPLICATION_ADDRESSES_H
#define WAKU_APPLICATION_ADDRESSES_H

#include "ns3/address.h"
#include "ns3/application-container.h"
#include "ns3/ipv4-interface-container.h"
#include "ns3/ipv6-interface-container.h"
#include "ns3/overlay-graph.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The IP addresses of applications, in the order of the applications.
 *
 * A helper that connects applications along an overlay creates it from the list of addresses or
 * interfaces that a script has.
 */
class ApplicationAddresses
{
  public:
    /**
     * \param interfaces interfaces of the applications' nodes; the first address of each is used
     */
    explicit ApplicationAddresses(const Ipv4InterfaceContainer& interfaces);

    /**
     * \param interfaces interfaces of the applications' nodes; the last address of each is used,
     *        since the first is link-local
     */
    explicit ApplicationAddresses(const Ipv6InterfaceContainer& interfaces);

    /** \param addresses address of each application */
    explicit ApplicationAddresses(const std::vector<Ipv4Address>& addresses);

    /** \param addresses address of each application */
    explicit ApplicationAddresses(const std::vector<Ipv6Address>& addresses);

    /**
     * Stop the program unless there are as many applications as nodes of the overlay, and an
     * address for each.
     * \param helper name of the calling helper, for the message
     * \param applications the applications; application i is node i of the overlay
     * \param overlay the overlay
     */
    void Check(const std::string& helper,
               const ApplicationContainer& applications,
               const OverlayGraph& overlay) const;

    /**
     * \param index index of an application
     * \param port port of the application
     * \return IP address and port of the application
     */
    Address GetWithPort(uint32_t index, uint16_t port) const;

  private:
    std::vector<Address> m_hosts; //!< IP address of each application
};

} // namespace ns3

#endif /* WAKU_APPLICATION_ADDRESSES_H */
