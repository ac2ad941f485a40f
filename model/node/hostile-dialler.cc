/* SPDX-License-Identifier: GPL-2.0-only */
#include "hostile-dialler.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"
#include "ns3/wan-tcp-socket-factory.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(HostileDialler);

TypeId
HostileDialler::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::HostileDialler")
            .SetParent<Application>()
            .SetGroupName("Waku")
            .AddConstructor<HostileDialler>()
            .AddAttribute("Connections",
                          "Connections to each node.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&HostileDialler::m_connections),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ReceiveBuffer",
                          "TCP's receive buffer of a connection, bytes, and so the window that "
                          "closes.",
                          UintegerValue(4096),
                          MakeUintegerAccessor(&HostileDialler::m_receiveBuffer),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ReadRate",
                          "Bytes that it reads of each connection in a second; 0 for none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&HostileDialler::m_readRate),
                          MakeUintegerChecker<uint32_t>());
    return tid;
}

HostileDialler::HostileDialler() = default;

HostileDialler::~HostileDialler() = default;

void
HostileDialler::DoDispose()
{
    Clear();
    m_greeting = nullptr;
    Application::DoDispose();
}

void
HostileDialler::AddRemote(const Address& remote)
{
    m_remotes.push_back(remote);
}

void
HostileDialler::SetGreeting(Ptr<const Packet> greeting)
{
    m_greeting = greeting;
}

void
HostileDialler::StartApplication()
{
    const TypeId sockets =
        WanTcpSocketFactory::Resolve(*GetNode(), WanTcpSocketFactory::GetTypeId());
    for (const Address& remote : m_remotes)
    {
        for (uint32_t i = 0; i < m_connections; i++)
        {
            const Ptr<Socket> socket = Socket::CreateSocket(GetNode(), sockets);
            socket->SetAttributeFailSafe("RcvBufSize", UintegerValue(m_receiveBuffer));
            socket->SetConnectCallback(MakeCallback(&HostileDialler::Connected, this),
                                       MakeCallback(&HostileDialler::Failed, this));
            socket->SetCloseCallbacks(MakeCallback(&HostileDialler::Closed, this),
                                      MakeCallback(&HostileDialler::Closed, this));
            Inet6SocketAddress::IsMatchingType(remote) ? socket->Bind6() : socket->Bind();
            socket->Connect(remote);
            m_sockets.push_back(socket);
        }
    }
    if (m_readRate > 0)
    {
        m_next = Simulator::Schedule(Seconds(1), &HostileDialler::Read, this);
    }
}

void
HostileDialler::StopApplication()
{
    for (const Ptr<Socket>& socket : m_sockets)
    {
        socket->Close();
    }
    Clear();
}

void
HostileDialler::Clear()
{
    m_next.Cancel();
    for (const Ptr<Socket>& socket : m_sockets)
    {
        socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                                   MakeNullCallback<void, Ptr<Socket>>());
        socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                                  MakeNullCallback<void, Ptr<Socket>>());
    }
    m_sockets.clear();
    m_open = 0;
}

void
HostileDialler::Connected(Ptr<Socket> socket)
{
    m_open++;
    if (m_greeting)
    {
        socket->Send(m_greeting->Copy());
    }
}

void
HostileDialler::Failed(Ptr<Socket>)
{
}

void
HostileDialler::Closed(Ptr<Socket> socket)
{
    m_open -= m_open > 0 ? 1 : 0;
    m_closed++;
    socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                              MakeNullCallback<void, Ptr<Socket>>());
    socket->Close();
}

void
HostileDialler::Read()
{
    for (const Ptr<Socket>& socket : m_sockets)
    {
        socket->Recv(m_readRate, 0);
    }
    m_next = Simulator::Schedule(Seconds(1), &HostileDialler::Read, this);
}

} // namespace ns3
