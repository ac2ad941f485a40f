/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-tcp-l4-protocol.h"

#include "wan-tcp-socket.h"

#include "ns3/ipv4-end-point.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-interface.h"
#include "ns3/node.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WanTcpL4Protocol);

TypeId
WanTcpL4Protocol::GetTypeId()
{
    static TypeId tid = TypeId("ns3::WanTcpL4Protocol")
                            .SetParent<TcpL4Protocol>()
                            .SetGroupName("Waku")
                            .AddConstructor<WanTcpL4Protocol>();
    return tid;
}

WanTcpL4Protocol::Key
WanTcpL4Protocol::MakeKey(Ipv4Address remote, uint16_t remotePort, uint16_t localPort)
{
    return (Key(remote.Get()) << 32) | (Key(remotePort) << 16) | localPort;
}

void
WanTcpL4Protocol::Add(Key key, WanTcpSocket& socket)
{
    m_connections[key] = &socket;
}

void
WanTcpL4Protocol::Remove(Key key, const WanTcpSocket& socket)
{
    auto found = m_connections.find(key);
    if (found != m_connections.end() && found->second == &socket)
    {
        m_connections.erase(found);
    }
}

void
WanTcpL4Protocol::Refuse(const TcpHeader& header, const Address& from, const Address& to)
{
    NoEndPointsFound(header, from, to);
}

WanTcpSocket*
WanTcpL4Protocol::FindSocket(Ptr<const Packet> packet,
                             const Ipv4Header& header,
                             Ptr<Ipv4Interface> incomingInterface) const
{
    uint8_t ports[4];
    if (packet->CopyData(ports, sizeof(ports)) < sizeof(ports))
    {
        return nullptr;
    }
    const auto source = static_cast<uint16_t>(ports[0] << 8 | ports[1]);
    const auto destination = static_cast<uint16_t>(ports[2] << 8 | ports[3]);
    auto found = m_connections.find(MakeKey(header.GetSource(), source, destination));
    if (found == m_connections.end())
    {
        return nullptr;
    }
    Ipv4EndPoint* endPoint = found->second->GetEndPoint();
    const bool fits =
        endPoint && endPoint->IsRxEnabled() && endPoint->GetLocalPort() == destination &&
        endPoint->GetLocalAddress() == header.GetDestination() &&
        endPoint->GetPeerPort() == source && endPoint->GetPeerAddress() == header.GetSource() &&
        (!endPoint->GetBoundNetDevice() ||
         endPoint->GetBoundNetDevice() == incomingInterface->GetDevice());
    return fits ? found->second : nullptr;
}

IpL4Protocol::RxStatus
WanTcpL4Protocol::Receive(Ptr<Packet> packet,
                          const Ipv4Header& header,
                          Ptr<Ipv4Interface> incomingInterface)
{
    WanTcpSocket* socket =
        Node::ChecksumEnabled() ? nullptr : FindSocket(packet, header, incomingInterface);
    if (!socket)
    {
        return TcpL4Protocol::Receive(packet, header, incomingInterface);
    }
    socket->Receive(packet, header, incomingInterface);
    return RX_OK;
}

} // namespace ns3
