/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-tcp-socket.h"

#include "ns3/ipv4-end-point.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/tcp-rx-buffer.h"
#include "ns3/tcp-tx-buffer.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WanTcpSocket");
NS_OBJECT_ENSURE_REGISTERED(WanTcpSocket);

TypeId
WanTcpSocket::GetTypeId()
{
    static TypeId tid = TypeId("ns3::WanTcpSocket")
                            .SetParent<TcpSocketBase>()
                            .SetGroupName("Waku")
                            .AddConstructor<WanTcpSocket>();
    return tid;
}

WanTcpSocket::~WanTcpSocket()
{
    if (m_registry)
    {
        m_registry->Remove(m_registered, *this);
    }
}

void
WanTcpSocket::SetDevice(Ptr<const WanNetDevice> device)
{
    m_device = device;
}

Ipv4EndPoint*
WanTcpSocket::GetEndPoint() const
{
    return m_endPoint;
}

Ptr<TcpSocketBase>
WanTcpSocket::Fork()
{
    return CopyObject<WanTcpSocket>(this);
}

void
WanTcpSocket::Register()
{
    m_registry = DynamicCast<WanTcpL4Protocol>(m_tcp);
    if (m_registry)
    {
        m_registered = WanTcpL4Protocol::MakeKey(m_endPoint->GetPeerAddress(),
                                                 m_endPoint->GetPeerPort(),
                                                 m_endPoint->GetLocalPort());
        m_registry->Add(m_registered, *this);
    }
}

void
WanTcpSocket::DoForwardUp(Ptr<Packet> packet, const Address& fromAddress, const Address& toAddress)
{
    if (!m_registry && m_endPoint && m_state == ESTABLISHED)
    {
        Register();
    }
    TcpSocketBase::DoForwardUp(packet, fromAddress, toAddress);
}

void
WanTcpSocket::ReceivedData(Ptr<Packet> packet, const TcpHeader& header)
{
    const TcpRxBuffer& buffer = *m_tcb->m_rxBuffer;
    if (packet->GetSize() == 0 || buffer.Size() > 0 ||
        header.GetSequenceNumber() != buffer.NextRxSequence())
    {
        TcpSocketBase::ReceivedData(packet, header);
        return;
    }
    // The buffer counts virtual bytes, which cost nothing to copy, in place of the packet.
    m_received = packet;
    TcpSocketBase::ReceivedData(Create<Packet>(packet->GetSize()), header);
}

Ptr<Packet>
WanTcpSocket::Recv(uint32_t maxSize, uint32_t flags)
{
    Ptr<Packet> packet = TcpSocketBase::Recv(maxSize, flags);
    if (!m_received || !packet)
    {
        return packet;
    }
    const uint32_t size = packet->GetSize();
    const uint32_t held = m_received->GetSize();
    if (size < held)
    {
        packet = m_received->CreateFragment(0, size);
        m_received = m_received->CreateFragment(size, held - size);
    }
    else
    {
        const Ptr<Packet> rest = size > held ? packet->CreateFragment(held, size - held) : nullptr;
        *packet = *m_received;
        m_received = nullptr;
        if (rest)
        {
            packet->AddAtEnd(rest);
        }
    }
    packet->RemoveAllPacketTags();
    return packet;
}

uint32_t
WanTcpSocket::SendDataPacket(SequenceNumber32 seq, uint32_t maxSize, bool withAck)
{
    const uint32_t sent = TcpSocketBase::SendDataPacket(seq, maxSize, withAck);
    if (m_device)
    {
        m_departure = Simulator::Now() + m_device->GetTxBacklog();
    }
    return sent;
}

void
WanTcpSocket::ReTxTimeout()
{
    const Time due = m_departure + m_rto.Get();
    if (due <= Simulator::Now() || m_txBuffer->Size() == 0)
    {
        TcpSocketBase::ReTxTimeout();
        return;
    }
    NS_LOG_LOGIC(this << " segments leave the host at " << m_departure.As(Time::S));
    m_retxEvent = Simulator::Schedule(due - Simulator::Now(), &WanTcpSocket::ReTxTimeout, this);
}

} // namespace ns3
