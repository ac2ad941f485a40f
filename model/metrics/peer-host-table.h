/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_HOST_TABLE_H
#define WAKU_PEER_HOST_TABLE_H

#include "ns3/address.h"
#include "ns3/application-container.h"
#include "ns3/flow-channel.h"
#include "ns3/net-device-container.h"
#include "ns3/wan-channel.h"

#include <map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Finds the node of a peer by its IP address. The addresses of all nodes are read when the
 * first peer is looked up.
 */
class HostTable
{
  public:
    /**
     * \param applications the applications; application i is node i
     * \param devices device of each application; its WanChannel finds hosts of other ranks of a
     *        distributed simulation. May be empty.
     */
    explicit HostTable(const ApplicationContainer& applications,
                       const NetDeviceContainer& devices = NetDeviceContainer());

    /**
     * \param peer an IP address, with or without port
     * \return index of the node with this address, or MessageObserver::UNKNOWN
     */
    uint32_t NodeOf(const Address& peer);

  private:
    /** Read the addresses of all nodes. */
    void Build();

    /**
     * \param host IP address of another rank's node
     * \return index of the node, or MessageObserver::UNKNOWN
     */
    uint32_t NodeOfOtherRank(const Address& host) const;

    /**
     * \param node index of a node
     * \return the node's host at flow level, or nullptr
     */
    Ptr<FlowNetDevice> FindFlowHost(uint32_t node) const;

    ApplicationContainer m_applications;                 //!< application of each node
    NetDeviceContainer m_devices;                        //!< device of each node; may be empty
    bool m_isBuilt{false};                               //!< whether Build was called
    std::map<Address, uint32_t> m_nodes;                 //!< nodes of this rank by IP address
    std::map<const NetDevice*, uint32_t> m_nodeOfDevice; //!< nodes of other ranks
    Ptr<FlowChannel> m_flowChannel;                      //!< knows all addresses at flow level
    std::vector<uint32_t> m_nodeOfHost;                  //!< nodes by host of m_flowChannel
    Ptr<WanChannel> m_channel;                           //!< knows all addresses; may be null
};

} // namespace ns3

#endif /* WAKU_PEER_HOST_TABLE_H */
