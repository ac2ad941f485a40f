/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-listener.h"

#include "peer-address.h"

#include "ns3/abort.h"
#include "ns3/compact-callback.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-base.h"

#include <algorithm>

namespace ns3
{

void
PeerListener::Start(Ptr<Node> node, TypeId socketFactory, uint16_t port, AcceptCallback accept)
{
    m_node = node;
    m_socketFactory = socketFactory;
    m_port = port;
    m_accept = std::move(accept);
    ListenAll();
}

void
PeerListener::Stop()
{
    CloseAll();
    m_node = nullptr;
}

void
PeerListener::ListenAll()
{
    Listen(InetSocketAddress(Ipv4Address::GetAny(), m_port));
    if (HasAddressFamily(*m_node, true))
    {
        Listen(Inet6SocketAddress(Ipv6Address::GetAny(), m_port));
    }
}

void
PeerListener::Listen(const Address& local)
{
    Ptr<Socket> listener = Socket::CreateSocket(m_node, m_socketFactory);
    NS_ABORT_MSG_IF(listener->Bind(local) != 0,
                    "PeerConnectionManager: Port " << m_port << " of node " << m_node->GetId()
                                                   << " is in use");
    listener->TraceConnectWithoutContext("Rx",
                                         MakeCompactCallback<&PeerListener::HandleReceive>(this));
    listener->Listen();
    listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                MakeCompactCallback<&PeerListener::HandleAccept>(this));
    m_listeners.push_back(listener);
}

void
PeerListener::CloseAll()
{
    m_listenAgain.Cancel();
    for (const Ptr<Socket>& listener : m_listeners)
    {
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeNullCallback<void, Ptr<Socket>, const Address&>());
        listener->Close();
    }
    m_listeners.clear();
}

void
PeerListener::ListenAgain()
{
    CloseAll();
    ListenAll();
}

void
PeerListener::HandleAccept(Ptr<Socket> socket, const Address& from)
{
    socket->TraceDisconnectWithoutContext("Rx",
                                          MakeCompactCallback<&PeerListener::HandleReceive>(this));
    if (m_listeners.empty())
    {
        // The handshake was not finished when Stop() closed the listening socket.
        socket->Close();
        return;
    }
    m_accept(socket, from);
}

void
PeerListener::HandleReceive(Ptr<const Packet>,
                            const TcpHeader& header,
                            Ptr<const TcpSocketBase> socket)
{
    // When a segment without SYN arrives at a listening socket, ns-3's TCP takes the peer's window
    // to be zero. It fails when it probes that window or when the next SYN opens it. So such a
    // segment makes this class replace its listening sockets.
    const auto isThis = [&socket](const Ptr<Socket>& listener) {
        return PeekPointer(listener) == PeekPointer(socket);
    };
    if (!(header.GetFlags() & TcpHeader::SYN) && m_listenAgain.IsExpired() &&
        std::any_of(m_listeners.begin(), m_listeners.end(), isThis))
    {
        m_listenAgain = Simulator::ScheduleNow(&PeerListener::ListenAgain, this);
    }
}

} // namespace ns3
