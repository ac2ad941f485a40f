/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_HOST_TABLE_H
#define WAKU_PEER_HOST_TABLE_H

#include "ns3/address.h"
#include "ns3/application-container.h"
#include "ns3/net-device-container.h"
#include "ns3/wan-channel.h"

#include <map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Finds the application behind a peer: by the IP addresses that its node has when the first
 * peer is looked up.
 */
class HostTable
{
  public:
    /**
     * \param applications one for each node
     * \param devices one for each application, by whose WanChannel hosts of other ranks of a
     *        distributed simulation are found; may be empty
     */
    explicit HostTable(const ApplicationContainer& applications,
                       const NetDeviceContainer& devices = NetDeviceContainer());

    /**
     * \param peer an IP address, with a port or without
     * \return index of the application there, or MessageObserver::UNKNOWN
     */
    uint32_t NodeOf(const Address& peer);

  private:
    /** Read the addresses of all nodes. */
    void Build();

    /** \param host IP address of another rank's node \return index of its application */
    uint32_t NodeOfOtherRank(const Address& host) const;

    ApplicationContainer m_applications;                 //!< one for each node
    NetDeviceContainer m_devices;                        //!< of other ranks' nodes; may be empty
    bool m_isBuilt{false};                               //!< whether what follows is known
    std::map<Address, uint32_t> m_nodes;                 //!< index by IP address, of this rank
    std::map<const NetDevice*, uint32_t> m_nodeOfDevice; //!< of other ranks; look-up only
    Ptr<WanChannel> m_channel;                           //!< knows all addresses; may be null
};

} // namespace ns3

#endif /* WAKU_PEER_HOST_TABLE_H */
