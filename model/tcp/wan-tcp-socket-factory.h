/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_TCP_SOCKET_FACTORY_H
#define WAKU_WAN_TCP_SOCKET_FACTORY_H

#include "ns3/node.h"
#include "ns3/socket-factory.h"
#include "ns3/wan-net-device.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Makes WanTcpSockets on a node that has TCP.
 *
 * InternetTcpHelper aggregates one to each node. The attributes of TcpL4Protocol select congestion
 * control, recovery and the estimation of round-trip times; those of the factory itself hold for
 * the sockets that it makes later, and for the connections that these accept. The class does not
 * inherit from TcpSocketFactory, so that a node can have both.
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
     * \return the preferred factory; if that is WanTcpSocketFactory and the node has none,
     *         FlowSocketFactory or else TcpSocketFactory
     */
    static TypeId Resolve(const Node& node, TypeId factory);

    /** \return a new WanTcpSocket of the node that the factory is aggregated to */
    Ptr<Socket> CreateSocket() override;

  private:
    /** \return the first WanNetDevice of the node, or null */
    Ptr<const WanNetDevice> FindDevice() const;

    bool m_slowStartAfterIdle;  //!< whether a congestion window that is not used shrinks
    bool m_windowValidation;    //!< whether it grows only while it limits the sender
    uint16_t m_quickAcks;       //!< acknowledgements that are not delayed
    uint32_t m_wireSegmentSize; //!< payload bytes of a segment on the wire; 0: SegmentSize
    Time m_userTimeout;         //!< attribute UserTimeout
    Time m_keepAlive;           //!< attribute KeepAlive
    Time m_keepAliveInterval;   //!< attribute KeepAliveInterval
    uint8_t m_keepAliveProbes;  //!< attribute KeepAliveProbes
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_SOCKET_FACTORY_H */
