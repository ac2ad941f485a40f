/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_TCP_SOCKET_FACTORY_H
#define WAKU_WAN_TCP_SOCKET_FACTORY_H

#include "ns3/node.h"
#include "ns3/socket-factory.h"
#include "ns3/wan-net-device.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Makes WanTcpSockets on a node that has TCP.
 *
 * InternetTcpHelper aggregates one to each node. Congestion control, recovery and estimation of
 * round-trip times are those that TcpL4Protocol's attributes name. It is no TcpSocketFactory, so
 * that both can be had on a node.
 */
class WanTcpSocketFactory : public SocketFactory
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param node a node
     * \param factory TypeId of a socket factory
     * \return it, or TcpSocketFactory's if it is this one and the node has none
     */
    static TypeId Resolve(const Node& node, TypeId factory);

    /** \return a new WanTcpSocket of the node that this is aggregated to */
    Ptr<Socket> CreateSocket() override;

  private:
    /** \return the first WanNetDevice of the node, or null */
    Ptr<const WanNetDevice> FindDevice() const;
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_SOCKET_FACTORY_H */
