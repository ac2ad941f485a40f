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
 * \brief The IP addresses of applications, in their order, from any list that a script has, for
 * helpers that connect the applications as an overlay says.
 */
class ApplicationAddresses
{
  public:
    /** \param interfaces whose first addresses these are */
    explicit ApplicationAddresses(const Ipv4InterfaceContainer& interfaces);

    /** \param interfaces whose last addresses these are: the first is of the link only */
    explicit ApplicationAddresses(const Ipv6InterfaceContainer& interfaces);

    /** \param addresses the addresses */
    explicit ApplicationAddresses(const std::vector<Ipv4Address>& addresses);

    /** \param addresses the addresses */
    explicit ApplicationAddresses(const std::vector<Ipv6Address>& addresses);

    /**
     * Stop unless there are as many applications as nodes of the overlay, and an address for each.
     * \param helper who asks, for the message
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     */
    void Check(const std::string& helper,
               const ApplicationContainer& applications,
               const OverlayGraph& overlay) const;

    /** \param index of an application \param port of it \return its IP address with the port */
    Address GetWithPort(uint32_t index, uint16_t port) const;

  private:
    std::vector<Address> m_hosts; //!< IP addresses
};

} // namespace ns3

#endif /* WAKU_APPLICATION_ADDRESSES_H */
