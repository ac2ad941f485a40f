/* SPDX-License-Identifier: GPL-2.0-only */
// How a WanTcpSocket finds out that its peer does not answer.
#include "wan-tcp-socket.h"

#include "ns3/ipv4-end-point.h"
#include "ns3/ipv6-end-point.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-rx-buffer.h"
#include "ns3/tcp-socket-state.h"
#include "ns3/tcp-tx-buffer.h"

namespace ns3
{

bool
WanTcpSocket::IsUnansweredTooLong() const
{
    return m_settings.userTimeout.IsStrictlyPositive() && m_txBuffer->Size() > 0 &&
           Simulator::Now() - m_progress >= m_settings.userTimeout;
}

void
WanTcpSocket::ScheduleKeepAlive(Time wait)
{
    if (m_settings.keepAlive.IsStrictlyPositive())
    {
        // The destructor cancels it.
        m_keepAliveEvent = Simulator::Schedule(wait, &WanTcpSocket::CheckKeepAlive, this);
    }
}

void
WanTcpSocket::CheckKeepAlive()
{
    if (m_state != ESTABLISHED && m_state != CLOSE_WAIT)
    {
        return;
    }
    const Time idle = Simulator::Now() - m_heard;
    if (idle < m_settings.keepAlive)
    {
        ScheduleKeepAlive(m_settings.keepAlive - idle);
        return;
    }
    if (m_probes >= m_settings.keepAliveProbes)
    {
        GiveUp();
        return;
    }
    m_probes++;
    SendKeepAlive();
    ScheduleKeepAlive(m_settings.keepAliveInterval);
}

void
WanTcpSocket::SendKeepAlive()
{
    // The byte before the next one, which the peer has: it acknowledges what it cannot take.
    TcpHeader header;
    header.SetFlags(TcpHeader::ACK);
    header.SetSequenceNumber(m_tcb->m_highTxMark.Get() - 1);
    header.SetAckNumber(m_tcb->m_rxBuffer->NextRxSequence());
    header.SetWindowSize(AdvertisedWindowSize());
    const bool isIpv4 = m_endPoint != nullptr;
    header.SetSourcePort(isIpv4 ? m_endPoint->GetLocalPort() : m_endPoint6->GetLocalPort());
    header.SetDestinationPort(isIpv4 ? m_endPoint->GetPeerPort() : m_endPoint6->GetPeerPort());
    AddOptions(header);
    const Ptr<Packet> packet = Create<Packet>();
    m_txTrace(packet, header, this);
    if (isIpv4)
    {
        m_tcp->SendPacket(packet,
                          header,
                          m_endPoint->GetLocalAddress(),
                          m_endPoint->GetPeerAddress(),
                          m_boundnetdevice);
    }
    else
    {
        m_tcp->SendPacket(packet,
                          header,
                          m_endPoint6->GetLocalAddress(),
                          m_endPoint6->GetPeerAddress(),
                          m_boundnetdevice);
    }
}

} // namespace ns3
