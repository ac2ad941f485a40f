/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-socket.h"

#include "flow-channel.h"
#include "flow-socket-factory.h"

#include "ns3/abort.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(FlowSocket);

TypeId
FlowSocket::GetTypeId()
{
    static TypeId tid = TypeId("ns3::FlowSocket").SetParent<Socket>().SetGroupName("Waku");
    return tid;
}

FlowSocket::FlowSocket(Ptr<FlowSocketFactory> factory)
    : m_factory(factory),
      m_sender(factory->GetSettings())
{
}

FlowSocket::FlowSocket(const FlowSocket& listener)
    : Socket(listener),
      m_factory(listener.m_factory),
      m_sender(listener.GetSettings())
{
}

FlowSocket::~FlowSocket()
{
    if (m_peer && m_peer->m_peer == this)
    {
        m_peer->m_peer = nullptr;
    }
    m_sender.Clear();
}

FlowTime
FlowSocket::Now()
{
    return Simulator::Now().GetNanoSeconds();
}

const FlowSettings&
FlowSocket::GetSettings() const
{
    return m_factory->GetSettings();
}

FlowNetDevice&
FlowSocket::GetDevice() const
{
    return *m_factory->GetDevice();
}

Socket::SocketErrno
FlowSocket::GetErrno() const
{
    return m_errno;
}

Socket::SocketType
FlowSocket::GetSocketType() const
{
    return NS3_SOCK_STREAM;
}

Ptr<Node>
FlowSocket::GetNode() const
{
    return m_factory->GetObject<Node>();
}

int
FlowSocket::Fail(SocketErrno error)
{
    m_errno = error;
    return -1;
}

int
FlowSocket::Bind(const Address& address)
{
    const bool isIpv6 = Inet6SocketAddress::IsMatchingType(address);
    if (m_localPort != 0 || (!isIpv6 && !InetSocketAddress::IsMatchingType(address)))
    {
        return Fail(ERROR_INVAL);
    }
    const uint16_t port = isIpv6 ? Inet6SocketAddress::ConvertFrom(address).GetPort()
                                 : InetSocketAddress::ConvertFrom(address).GetPort();
    if (port != 0 && m_factory->FindListener(port, isIpv6))
    {
        return Fail(ERROR_ADDRINUSE);
    }
    m_isIpv6 = isIpv6;
    m_localPort = port != 0 ? port : m_factory->AllocatePort();
    return 0;
}

int
FlowSocket::Bind()
{
    return Bind(InetSocketAddress(Ipv4Address::GetAny(), 0));
}

int
FlowSocket::Bind6()
{
    return Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 0));
}

int
FlowSocket::Listen()
{
    if (m_state != CLOSED)
    {
        return Fail(ERROR_INVAL);
    }
    m_state = LISTEN;
    m_factory->Add(this);
    return 0;
}

bool
FlowSocket::IsListening(uint16_t port, bool isIpv6) const
{
    return m_state == LISTEN && m_localPort == port && m_isIpv6 == isIpv6;
}

int
FlowSocket::Connect(const Address& address)
{
    const bool isIpv6 = Inet6SocketAddress::IsMatchingType(address);
    if (m_state != CLOSED || (!isIpv6 && !InetSocketAddress::IsMatchingType(address)))
    {
        return Fail(ERROR_INVAL);
    }
    if (m_localPort == 0)
    {
        m_localPort = m_factory->AllocatePort();
    }
    m_isIpv6 = isIpv6;
    const Address host = isIpv6 ? Address(Inet6SocketAddress::ConvertFrom(address).GetIpv6())
                                : Address(InetSocketAddress::ConvertFrom(address).GetIpv4());
    m_remotePort = isIpv6 ? Inet6SocketAddress::ConvertFrom(address).GetPort()
                          : InetSocketAddress::ConvertFrom(address).GetPort();
    m_remote = GetDevice().GetFlowChannel()->FindHost(host);
    m_state = SYN_SENT;
    m_factory->Add(this);
    SendSyn(0);
    return 0;
}

int
FlowSocket::Close()
{
    m_isClosed = true;
    if (m_state == CLOSED)
    {
        return 0;
    }
    if (m_state == LISTEN || m_state == SYN_SENT)
    {
        Leave();
        return 0;
    }
    if (m_unread.GetSize() > 0)
    {
        SendControl(FlowPiece::RESET);
        Leave();
        return 0;
    }
    m_closesWhenSent = true;
    m_shutdownSend = true;
    SendPending();
    return 0;
}

int
FlowSocket::ShutdownSend()
{
    m_shutdownSend = true;
    m_closesWhenSent = true;
    SendPending();
    return 0;
}

int
FlowSocket::ShutdownRecv()
{
    m_shutdownReceive = true;
    return 0;
}

uint32_t
FlowSocket::GetTxAvailable() const
{
    Settle();
    const uint32_t room =
        GetSettings().sendBuffer - std::min(GetSettings().sendBuffer, m_sender.GetBuffered());
    if (room == 0 && !m_wantsRoom)
    {
        m_wantsRoom = true;
        const_cast<FlowSocket*>(this)->NoteAcknowledged();
    }
    return room;
}

int
FlowSocket::Send(Ptr<Packet> packet, uint32_t flags)
{
    NS_ABORT_MSG_IF(flags != 0, "FlowSocket::Send: flags are " << flags << "; allowed is 0");
    if (m_state != ESTABLISHED && m_state != SYN_SENT && m_state != SYN_RECEIVED)
    {
        return Fail(ERROR_NOTCONN);
    }
    if (m_shutdownSend)
    {
        return Fail(ERROR_SHUTDOWN);
    }
    const uint32_t size = packet->GetSize();
    if (size > GetTxAvailable())
    {
        m_wantsRoom = true;
        RequestFlush();
        return Fail(ERROR_MSGSIZE);
    }
    if (size > 0)
    {
        if (m_state == ESTABLISHED)
        {
            m_sender.GetCongestion().PrepareToSend(GetSettings(),
                                                   Now(),
                                                   m_sender.GetOutstanding() == 0);
        }
        // The receiver may change its packet, so the sender must not have it too.
        m_sender.Push(packet->GetReferenceCount() > 1 ? packet->Copy() : packet);
        RequestFlush();
    }
    return static_cast<int>(size);
}

int
FlowSocket::SendTo(Ptr<Packet> packet, uint32_t flags, const Address&)
{
    return Send(packet, flags);
}

void
FlowSocket::RequestFlush()
{
    if (m_state == ESTABLISHED && !m_flushes)
    {
        m_flushes = true;
        m_factory->RequestFlush(this);
    }
}

uint32_t
FlowSocket::GetRxAvailable() const
{
    return m_unread.GetSize();
}

Ptr<Packet>
FlowSocket::Recv(uint32_t maxSize, uint32_t flags)
{
    NS_ABORT_MSG_IF(flags != 0, "FlowSocket::Recv: flags are " << flags << "; allowed is 0");
    if (m_unread.GetSize() == 0)
    {
        if (m_endReceived)
        {
            return Create<Packet>();
        }
        m_errno = m_state == ESTABLISHED ? ERROR_AGAIN : ERROR_NOTCONN;
        return nullptr;
    }
    Ptr<Packet> packet = m_unread.Pop(maxSize);
    if (m_toldWindow && m_unread.GetSize() <= GetSettings().receiveBuffer / 2 &&
        m_state == ESTABLISHED)
    {
        m_toldWindow = false;
        SendControl(FlowPiece::ACK);
    }
    return packet;
}

Ptr<Packet>
FlowSocket::RecvFrom(uint32_t maxSize, uint32_t flags, Address& fromAddress)
{
    GetPeerName(fromAddress);
    return Recv(maxSize, flags);
}

Address
FlowSocket::Join(const Address& address, uint16_t port)
{
    return Ipv6Address::IsMatchingType(address)
               ? Address(Inet6SocketAddress(Ipv6Address::ConvertFrom(address), port))
               : Address(InetSocketAddress(Ipv4Address::ConvertFrom(address), port));
}

Address
FlowSocket::GetHost(const FlowNetDevice& device) const
{
    return m_isIpv6 ? Address(device.GetIpv6Address()) : Address(device.GetIpv4Address());
}

int
FlowSocket::GetSockName(Address& address) const
{
    address = m_factory->GetDevice() ? Join(GetHost(GetDevice()), m_localPort) : Address();
    return 0;
}

int
FlowSocket::GetPeerName(Address& address) const
{
    if (!m_remote)
    {
        m_errno = ERROR_NOTCONN;
        return -1;
    }
    address = Join(GetHost(*m_remote), m_remotePort);
    return 0;
}

bool
FlowSocket::SetAllowBroadcast(bool allowBroadcast)
{
    return !allowBroadcast;
}

bool
FlowSocket::GetAllowBroadcast() const
{
    return false;
}

} // namespace ns3
