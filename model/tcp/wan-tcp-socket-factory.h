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
 * InternetTcpHelper aggregates one to each node. The attributes of TcpL4Protocol select congestion
 * control, recovery and the estimation of round-trip times. The class does not inherit from
 * TcpSocketFactory, so that a node can have both.
 */
class WanTcpSocketFactory : public SocketFactory
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * Choose a socket factory that a node has.
     * \param node the node
     * \param factory TypeId of the preferred socket factory
     * \return the preferred factory; TcpSocketFactory if that is WanTcpSocketFactory and the node
     *         has none
     */
    static TypeId Resolve(const Node& node, TypeId factory);

    /** \return a new WanTcpSocket of the node that the factory is aggregated to */
    Ptr<Socket> CreateSocket() override;

  private:
    /** \return the first WanNetDevice of the node, or null */
    Ptr<const WanNetDevice> FindDevice() const;
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_SOCKET_FACTORY_H */
