/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-tcp-socket.h"

#include "compact-callback.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4-end-point.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv6-end-point.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/tcp-rx-buffer.h"
#include "ns3/tcp-tx-buffer.h"
#include "ns3/traced-value.h"

#include <algorithm>
#include <new>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WanTcpSocket");
NS_OBJECT_ENSURE_REGISTERED(WanTcpSocket);

namespace
{

constexpr uint32_t TCP_FIXED_HEADER = 20; //!< bytes of a TCP header without options (RFC 9293)

/**
 * Give an algorithm the rates that the socket measures, which ns-3.48 asks for.
 * \param algorithm the algorithm
 * \param rates the rates
 */
template <typename T>
auto
SetRates(T& algorithm, Ptr<TcpRateOps> rates, int) -> decltype(algorithm.SetRateOps(rates))
{
    algorithm.SetRateOps(rates);
}

/** Algorithms of earlier releases do not ask. */
template <typename T>
void
SetRates(T&, Ptr<TcpRateOps>, long)
{
}

/**
 * \param tcb state of a connection
 * \return the round-trip time that TcpSocketBase traces, in ns-3.48
 */
template <typename T>
auto
GetTracedRtt(T& tcb, int) -> decltype((tcb.m_srtt))
{
    return tcb.m_srtt;
}

/** \copydoc GetTracedRtt, in earlier releases */
template <typename T>
auto&
GetTracedRtt(T& tcb, long)
{
    return tcb.m_lastRtt;
}

/**
 * Remove the callbacks of a value, which has no function for it.
 * \param value the value
 */
template <typename T>
void
RemoveCallbacks(TracedValue<T>& value)
{
    const T now = value.Get();
    value.~TracedValue<T>();
    new (&value) TracedValue<T>(now);
}

/**
 * Let a socket follow a value of its connection, if the socket's own trace of it has sinks.
 * \tparam Member the member function that passes changes to the socket's trace
 * \param value the value
 * \param trace the socket's trace
 * \param followed whether the socket follows the value already; becomes true if it does
 * \param socket the socket
 */
template <auto Member, typename Value, typename Trace, typename Flag>
void
FollowIfTraced(Value& value, const Trace& trace, Flag followed, TcpSocketBase* socket)
{
    if (!trace.IsEmpty() && !followed)
    {
        value.ConnectWithoutContext(MakeCompactCallback<Member>(socket));
        followed = true;
    }
}

} // namespace

TypeId
WanTcpSocket::GetTypeId()
{
    static TypeId tid = TypeId("ns3::WanTcpSocket")
                            .SetParent<TcpSocketBase>()
                            .SetGroupName("Waku")
                            .AddConstructor<WanTcpSocket>();
    return tid;
}

WanTcpSocket::WanTcpSocket()
{
    CompactCallbacks();
    m_tcb->m_sendEmptyPacketCallback = MakeCompactCallback<&WanTcpSocket::SendEmptyPacket>(this);
}

WanTcpSocket::~WanTcpSocket()
{
    m_keepAliveEvent.Cancel();
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

void
WanTcpSocket::CompactCallbacks()
{
    RemoveCallbacks(m_tcb->m_pacingRate);
    RemoveCallbacks(m_tcb->m_cWnd);
    RemoveCallbacks(m_tcb->m_cWndInfl);
    RemoveCallbacks(m_tcb->m_ssThresh);
    RemoveCallbacks(m_tcb->m_congState);
    RemoveCallbacks(m_tcb->m_ecnState);
    RemoveCallbacks(m_tcb->m_nextTxSequence);
    RemoveCallbacks(m_tcb->m_highTxMark);
    RemoveCallbacks(m_tcb->m_bytesInFlight);
    RemoveCallbacks(GetTracedRtt(*m_tcb, 0));
    GetTracedRtt(*m_tcb, 0).ConnectWithoutContext(
        MakeCompactCallback<&TcpSocketBase::UpdateRtt>(this));
    m_txBuffer->SetRWndCallback(MakeCompactCallback<&WanTcpSocket::GetRWnd>(this));
    m_followed.reset();
}

void
WanTcpSocket::FollowTraced()
{
    TcpSocketState& tcb = *m_tcb;
    FollowIfTraced<&TcpSocketBase::UpdatePacingRateTrace>(tcb.m_pacingRate,
                                                          m_pacingRateTrace,
                                                          m_followed[0],
                                                          this);
    FollowIfTraced<&TcpSocketBase::UpdateCwnd>(tcb.m_cWnd, m_cWndTrace, m_followed[1], this);
    FollowIfTraced<&TcpSocketBase::UpdateCwndInfl>(tcb.m_cWndInfl,
                                                   m_cWndInflTrace,
                                                   m_followed[2],
                                                   this);
    FollowIfTraced<&TcpSocketBase::UpdateSsThresh>(tcb.m_ssThresh,
                                                   m_ssThTrace,
                                                   m_followed[3],
                                                   this);
    FollowIfTraced<&TcpSocketBase::UpdateCongState>(tcb.m_congState,
                                                    m_congStateTrace,
                                                    m_followed[4],
                                                    this);
    FollowIfTraced<&TcpSocketBase::UpdateEcnState>(tcb.m_ecnState,
                                                   m_ecnStateTrace,
                                                   m_followed[5],
                                                   this);
    FollowIfTraced<&TcpSocketBase::UpdateNextTxSequence>(tcb.m_nextTxSequence,
                                                         m_nextTxSequenceTrace,
                                                         m_followed[6],
                                                         this);
    FollowIfTraced<&TcpSocketBase::UpdateHighTxMark>(tcb.m_highTxMark,
                                                     m_highTxMarkTrace,
                                                     m_followed[7],
                                                     this);
    FollowIfTraced<&TcpSocketBase::UpdateBytesInFlight>(tcb.m_bytesInFlight,
                                                        m_bytesInFlightTrace,
                                                        m_followed[8],
                                                        this);
}

void
WanTcpSocket::CompactEndPoint()
{
    if (!m_endPoint)
    {
        return;
    }
    // As long as the end point exists, the first keeps the socket.
    m_endPoint->SetRxCallback(
        MakeCompactCallback<&WanTcpSocket::ForwardUp>(Ptr<WanTcpSocket>(this)));
    m_endPoint->SetIcmpCallback(MakeCompactCallback<&WanTcpSocket::ForwardIcmp>(this));
    m_endPoint->SetDestroyCallback(MakeCompactCallback<&WanTcpSocket::Destroy>(this));
}

int
WanTcpSocket::Bind()
{
    const int result = TcpSocketBase::Bind();
    CompactEndPoint();
    return result;
}

int
WanTcpSocket::Bind(const Address& address)
{
    const int result = TcpSocketBase::Bind(address);
    CompactEndPoint();
    return result;
}

void
WanTcpSocket::CompleteFork(Ptr<Packet> packet,
                           const TcpHeader& header,
                           const Address& fromAddress,
                           const Address& toAddress)
{
    TcpSocketBase::CompleteFork(packet, header, fromAddress, toAddress);
    CompactEndPoint();
}

void
WanTcpSocket::Receive(Ptr<Packet> packet,
                      const Ipv4Header& header,
                      Ptr<Ipv4Interface> incomingInterface)
{
    const Ptr<WanTcpSocket> kept(this);
    const uint16_t remotePort = m_endPoint->GetPeerPort();
    uint8_t start[TCP_FIXED_HEADER];
    const bool isWhole = packet->CopyData(start, sizeof(start)) == sizeof(start);
    const uint32_t headerSize = isWhole ? (start[12] >> 4) * 4 : 0;
    if (header.GetEcn() != Ipv4Header::ECN_NotECT || headerSize < sizeof(start) ||
        packet->GetSize() < headerSize)
    {
        ForwardUp(packet, header, remotePort, incomingInterface);
        return;
    }
    // As ForwardUp does, which parses the header, with its options, for the sequence number alone.
    const SequenceNumber32 sequence(uint32_t(start[4]) << 24 | uint32_t(start[5]) << 16 |
                                    uint32_t(start[6]) << 8 | uint32_t(start[7]));
    if (IsValidTcpSegment(sequence, headerSize, packet->GetSize() - headerSize))
    {
        DoForwardUp(packet,
                    InetSocketAddress(header.GetSource(), remotePort),
                    InetSocketAddress(header.GetDestination(), m_endPoint->GetLocalPort()));
    }
}

Ipv4EndPoint*
WanTcpSocket::GetEndPoint() const
{
    return m_endPoint;
}

void
WanTcpSocket::SetSettings(const Settings& settings)
{
    m_settings = settings;
}

void
WanTcpSocket::SetCongestionAlgorithm(Ptr<TcpCongestionOps> algorithm)
{
    m_congestion = CreateObject<WanTcpCongestion>();
    m_congestion->SetAlgorithm(algorithm);
    SetCongestionControlAlgorithm(m_congestion);
    SetRates(*algorithm, m_rateOps, 0);
}

Ptr<TcpSocketBase>
WanTcpSocket::Fork()
{
    Ptr<WanTcpSocket> copy = CopyObject<WanTcpSocket>(this);
    copy->CompactCallbacks();
    copy->m_congestion = DynamicCast<WanTcpCongestion>(copy->m_congestionControl);
    if (copy->m_congestion)
    {
        SetRates(*copy->m_congestion->GetAlgorithm(), copy->m_rateOps, 0);
    }
    return copy;
}

uint32_t
WanTcpSocket::GetWireSegment() const
{
    return m_settings.wireSegment > 0 ? m_settings.wireSegment : m_tcb->m_segmentSize;
}

void
WanTcpSocket::ApplyRules()
{
    WanTcpCongestion::Rules rules;
    rules.validates = m_settings.windowValidation;
    rules.restarts = m_settings.slowStartAfterIdle;
    rules.segment = GetWireSegment();
    rules.initialWindow = m_tcb->m_initialCWnd * m_tcb->m_segmentSize;
    m_congestion->SetRules(rules);
}

int
WanTcpSocket::Connect(const Address& address)
{
    FollowTraced();
    return TcpSocketBase::Connect(address);
}

int
WanTcpSocket::Close()
{
    FollowTraced();
    return TcpSocketBase::Close();
}

void
WanTcpSocket::Abort()
{
    m_closeNotified = true;
    m_keepAliveEvent.Cancel();
    CancelAllTimers();
    if (m_registry)
    {
        m_registry->Remove(m_registered, *this);
        m_registry = nullptr;
    }
    m_state = CLOSED;
    DeallocateEndPoint();
}

int
WanTcpSocket::ShutdownSend()
{
    FollowTraced();
    return TcpSocketBase::ShutdownSend();
}

int
WanTcpSocket::Send(Ptr<Packet> packet, uint32_t flags)
{
    FollowTraced();
    if (m_congestion && (m_state == ESTABLISHED || m_state == CLOSE_WAIT))
    {
        ApplyRules();
        m_congestion->PrepareToSend(m_tcb, m_txBuffer->HeadSequence(), m_rto.Get());
    }
    return TcpSocketBase::Send(packet, flags);
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

bool
WanTcpSocket::RefuseStray(const Packet& packet, const Address& from, const Address& to)
{
    const auto tcp = DynamicCast<WanTcpL4Protocol>(m_tcp);
    TcpHeader header;
    packet.PeekHeader(header);
    if (!tcp || (header.GetFlags() & TcpHeader::SYN) != 0)
    {
        return false;
    }
    if (InetSocketAddress::IsMatchingType(from))
    {
        tcp->Refuse(header,
                    InetSocketAddress::ConvertFrom(from).GetIpv4(),
                    InetSocketAddress::ConvertFrom(to).GetIpv4());
    }
    else
    {
        tcp->Refuse(header,
                    Inet6SocketAddress::ConvertFrom(from).GetIpv6(),
                    Inet6SocketAddress::ConvertFrom(to).GetIpv6());
    }
    return true;
}

void
WanTcpSocket::DoForwardUp(Ptr<Packet> packet, const Address& fromAddress, const Address& toAddress)
{
    FollowTraced();
    if (m_state == LISTEN && RefuseStray(*packet, fromAddress, toAddress))
    {
        return;
    }
    if (!m_registry && m_endPoint && m_state == ESTABLISHED)
    {
        Register();
    }
    m_heard = Simulator::Now();
    m_probes = 0;
    const bool wasEstablished = m_state == ESTABLISHED;
    TcpSocketBase::DoForwardUp(packet, fromAddress, toAddress);
    if (!wasEstablished && m_state == ESTABLISHED)
    {
        ScheduleKeepAlive(m_settings.keepAlive);
    }
}

void
WanTcpSocket::ReceivedAck(Ptr<Packet> packet, const TcpHeader& header)
{
    if (header.GetAckNumber() > m_txBuffer->HeadSequence())
    {
        m_progress = Simulator::Now();
    }
    if (GetWireSegment() == m_tcb->m_segmentSize)
    {
        TcpSocketBase::ReceivedAck(packet, header);
        return;
    }
    const SequenceNumber32 head = m_txBuffer->HeadSequence();
    const uint32_t rest = m_bytesAckedNotProcessed;
    TcpSocketBase::ReceivedAck(packet, header);
    const auto acknowledged = static_cast<uint32_t>(m_txBuffer->HeadSequence() - head);
    const uint32_t segment = m_tcb->m_segmentSize;
    const uint32_t counted = (m_bytesAckedNotProcessed + segment - rest % segment) % segment;
    m_bytesAckedNotProcessed += (acknowledged % segment + segment - counted) % segment;
}

void
WanTcpSocket::ReceivedData(Ptr<Packet> packet, const TcpHeader& header)
{
    const TcpRxBuffer& buffer = *m_tcb->m_rxBuffer;
    const bool isNext =
        packet->GetSize() > 0 && header.GetSequenceNumber() == buffer.NextRxSequence();
    if (isNext && buffer.Size() == buffer.Available())
    {
        PrepareAcknowledgement(packet->GetSize());
    }
    if (!isNext || buffer.Size() > 0)
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
    FollowTraced();
    if (m_txBuffer->BytesInFlight() == 0)
    {
        m_progress = Simulator::Now();
    }
    const SequenceNumber32 highest = m_tcb->m_highTxMark.Get();
    const uint32_t sent = TcpSocketBase::SendDataPacket(seq, maxSize, withAck);
    m_acknowledgements.NoteData(m_delAckTimeout, Simulator::Now());
    if (withAck)
    {
        m_acknowledgements.NoteAcknowledgement();
        // TcpSocketBase leaves it to segments without data, and echoes old timestamps after this.
        m_highTxAck = std::max(m_highTxAck, m_tcb->m_rxBuffer->NextRxSequence());
    }
    if (m_congestion)
    {
        m_congestion->NoteSent(*m_tcb,
                               {m_txBuffer->HeadSequence(),
                                m_txBuffer->BytesInFlight(),
                                seq + sent > highest,
                                m_txBuffer->TailSequence() > m_tcb->m_highTxMark.Get()});
    }
    if (m_device)
    {
        m_departure = Simulator::Now() + m_device->GetTxBacklog();
    }
    return sent;
}

void
WanTcpSocket::SendEmptyPacket(uint8_t flags)
{
    TcpSocketBase::SendEmptyPacket(flags);
    if (flags & TcpHeader::ACK)
    {
        m_acknowledgements.NoteAcknowledgement();
    }
}

void
WanTcpSocket::PrepareAcknowledgement(uint32_t size)
{
    const SequenceNumber32 start = m_tcb->m_rxBuffer->NextRxSequence();
    const uint32_t segment = GetWireSegment();
    const WanTcpAcknowledgements::Limits limits{m_delAckMaxCount,
                                                m_settings.quickAcks,
                                                m_rto.Get()};
    bool atOnce = false;
    for (uint32_t end = 0; end < size;)
    {
        end += std::min(segment, size - end);
        atOnce = m_acknowledgements.Receive(limits, Simulator::Now());
        if (atOnce && end < size)
        {
            AcknowledgeUpTo(start + end);
        }
    }
    m_delAckCount = atOnce && m_delAckMaxCount > 0 ? m_delAckMaxCount - 1 : 0;
}

void
WanTcpSocket::AcknowledgeUpTo(SequenceNumber32 end)
{
    // TcpSocketBase acknowledges up to the buffer's next byte.
    const SequenceNumber32 next = m_tcb->m_rxBuffer->NextRxSequence();
    m_tcb->m_rxBuffer->SetNextRxSequence(end);
    SendEmptyPacket(TcpHeader::ACK);
    m_tcb->m_rxBuffer->SetNextRxSequence(next);
}

void
WanTcpSocket::ReTxTimeout()
{
    FollowTraced();
    if (IsUnansweredTooLong())
    {
        GiveUp();
        return;
    }
    const Time due = m_departure + m_rto.Get();
    if (due <= Simulator::Now() || m_txBuffer->Size() == 0)
    {
        TcpSocketBase::ReTxTimeout();
        return;
    }
    NS_LOG_LOGIC(this << " segments leave the host at " << m_departure.As(Time::S));
    m_retxEvent = Simulator::Schedule(due - Simulator::Now(), &WanTcpSocket::ReTxTimeout, this);
}

void
WanTcpSocket::GiveUp()
{
    NS_LOG_INFO(this << " the peer does not answer");
    const Ptr<WanTcpSocket> self(this);
    Abort();
    NotifyErrorClose();
}

void
WanTcpSocket::PersistTimeout()
{
    FollowTraced();
    TcpSocketBase::PersistTimeout();
}

} // namespace ns3
