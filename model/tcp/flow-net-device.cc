/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-net-device.h"

#include "flow-channel.h"
#include "flow-socket-factory.h"
#include "flow-socket.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/mac48-address.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/wan-ranks.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(FlowNetDevice);

namespace
{

/// Bytes of a packet where a queue counts packets.
constexpr uint32_t FULL_PACKET = 1500;

} // namespace

TypeId
FlowNetDevice::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::FlowNetDevice")
            .SetParent<NetDevice>()
            .SetGroupName("Waku")
            .AddConstructor<FlowNetDevice>()
            .AddAttribute(
                "UpRate",
                "Rate at which the host sends; 0 is unlimited",
                DataRateValue(DataRate("100Mbps")),
                MakeDataRateAccessor(&FlowNetDevice::SetUpRate, &FlowNetDevice::GetUpRate),
                MakeDataRateChecker())
            .AddAttribute(
                "DownRate",
                "Rate at which the host receives; 0 is unlimited",
                DataRateValue(DataRate("100Mbps")),
                MakeDataRateAccessor(&FlowNetDevice::SetDownRate, &FlowNetDevice::GetDownRate),
                MakeDataRateChecker())
            .AddAttribute("TxQueueSize",
                          "What may wait for the up link; more is dropped. A packet is taken to "
                          "have 1500 bytes",
                          QueueSizeValue(QueueSize("16MiB")),
                          MakeQueueSizeAccessor(&FlowNetDevice::m_txQueueSize),
                          MakeQueueSizeChecker())
            .AddAttribute("RxQueueSize",
                          "What may wait for the down link; more is dropped. A packet is taken to "
                          "have 1500 bytes",
                          QueueSizeValue(QueueSize("4MiB")),
                          MakeQueueSizeAccessor(&FlowNetDevice::m_rxQueueSize),
                          MakeQueueSizeChecker())
            .AddAttribute("LinkUp",
                          "Whether the access link works",
                          BooleanValue(true),
                          MakeBooleanAccessor(&FlowNetDevice::SetLinkUp, &FlowNetDevice::IsLinkUp),
                          MakeBooleanChecker());
    return tid;
}

void
FlowNetDevice::SetUpRate(DataRate rate)
{
    m_up.SetRate(rate);
}

DataRate
FlowNetDevice::GetUpRate() const
{
    return m_up.GetRate();
}

void
FlowNetDevice::SetDownRate(DataRate rate)
{
    m_down.SetRate(rate);
}

DataRate
FlowNetDevice::GetDownRate() const
{
    return m_down.GetRate();
}

void
FlowNetDevice::Attach(Ptr<FlowChannel> channel)
{
    NS_ABORT_MSG_IF(m_channel,
                    "FlowNetDevice: host " << m_host << " is attached to a channel already");
    m_channel = channel;
    m_host = channel->AddHost(this);
}

void
FlowNetDevice::SetIpv4Address(Ipv4Address address)
{
    NS_ABORT_MSG_IF(m_ipv4 != Ipv4Address(uint32_t(0)),
                    "FlowNetDevice: host " << m_host << " has an IPv4 address already, " << m_ipv4);
    m_ipv4 = address;
}

void
FlowNetDevice::SetIpv6Address(Ipv6Address address)
{
    NS_ABORT_MSG_IF(!m_ipv6.IsAny(),
                    "FlowNetDevice: host " << m_host << " has an IPv6 address already, " << m_ipv6);
    m_ipv6 = address;
}

bool
FlowNetDevice::HasAddress(const Address& address) const
{
    return (Ipv4Address::IsMatchingType(address) && Ipv4Address::ConvertFrom(address) == m_ipv4) ||
           (Ipv6Address::IsMatchingType(address) && Ipv6Address::ConvertFrom(address) == m_ipv6);
}

uint64_t
FlowNetDevice::GetTxBytes() const
{
    if (m_factory)
    {
        m_factory->Settle();
    }
    return m_txBytes;
}

uint64_t
FlowNetDevice::GetWaitingTxBytes() const
{
    return m_up.GetWaiting(Simulator::Now().GetNanoSeconds());
}

uint64_t
FlowNetDevice::GetRxBytes() const
{
    if (m_factory)
    {
        m_factory->Settle();
    }
    return m_rxBytes;
}

int64_t
FlowNetDevice::AssignStreams(int64_t stream)
{
    m_lossStream = stream;
    return 1;
}

bool
FlowNetDevice::HasLoss() const
{
    return m_channel->GetLossModel() != nullptr;
}

bool
FlowNetDevice::DrawLoss(const FlowNetDevice& to)
{
    const Ptr<WanLossModel> loss = m_channel->GetLossModel();
    if (!loss)
    {
        return false;
    }
    if (!m_lossVariable)
    {
        m_lossVariable = CreateObject<UniformRandomVariable>();
        m_lossVariable->SetStream(m_lossStream);
    }
    return m_lossVariable->GetValue() < loss->GetLossProbability(m_host, to.m_host);
}

bool
FlowNetDevice::HasRoom(const FlowLink& link, const QueueSize& limit, const FlowPiece& piece)
{
    const FlowTime now = Simulator::Now().GetNanoSeconds();
    if (link.GetBacklog(now) == 0)
    {
        return true;
    }
    const uint64_t waiting = link.GetWaiting(now);
    if (limit.GetUnit() == QueueSizeUnit::BYTES)
    {
        return waiting + piece.wire <= limit.GetValue();
    }
    return waiting / FULL_PACKET + piece.segments <= limit.GetValue();
}

FlowNetDevice::Passage
FlowNetDevice::SendPiece(const FlowNetDevice& to, FlowPiece& piece, FlowTime notBefore, bool isLost)
{
    piece.fromHost = m_host;
    if (!m_linkUp || !HasRoom(m_up, m_txQueueSize, piece))
    {
        return {Simulator::Now().GetNanoSeconds(), FLOW_NEVER};
    }
    const FlowSpan passed =
        m_up.Pass(piece.sent, piece.wire, piece.GetFirstWire(), piece.GetLastWire());
    m_txBytes += piece.wire;
    WanLedger& ledger = m_channel->EditLedger();
    ledger.sent += piece.wire;
    const bool isStopped =
        m_channel->HasFilters() &&
        !m_channel->Passes(
            {m_host, to.m_host, piece.fromPort, piece.port, piece.kind == FlowPiece::SYN});
    if (isLost || isStopped)
    {
        ledger.lost += piece.wire;
        return {passed.last, FLOW_NEVER};
    }
    const FlowTime delay = m_channel->GetDelay(*this, to);
    piece.span = {passed.first + delay, passed.last + delay};
    // As if nothing waits for the down link. If something does, Accept() waits longer.
    const FlowLink& down = to.m_down;
    const FlowTime handled = std::max({piece.span.first + down.GetTime(piece.wire),
                                       piece.span.last + down.GetTime(piece.GetLastWire()),
                                       notBefore});
    return {passed.last, handled};
}

void
FlowNetDevice::CarryPiece(FlowNetDevice& to, const Ptr<FlowPiece>& piece, const Passage& passage)
{
    if (passage.handled != FLOW_NEVER)
    {
        m_channel->Carry(to, piece, passage.handled - Simulator::Now().GetNanoSeconds());
    }
}

void
FlowNetDevice::TellSender(const FlowPiece& piece, FlowPiece::Kind kind)
{
    const Ptr<FlowNetDevice>& sender = m_channel->GetHost(piece.fromHost);
    Ptr<FlowPiece> told = Create<FlowPiece>();
    told->kind = kind;
    told->end = piece.end;
    told->fromHost = m_host;
    told->fromPort = piece.port;
    told->port = piece.fromPort;
    told->isIpv6 = piece.isIpv6;
    if (m_channel->IsDistributed())
    {
        m_channel->Carry(*sender, told, m_channel->GetDelay(*this, *sender) / 2);
    }
    else
    {
        sender->Accept(told);
    }
}

void
FlowNetDevice::Arrive(Ptr<FlowPiece> piece)
{
    if (m_channel->IsDistributed())
    {
        GetDue().arrivals.push_back(std::move(piece));
    }
    else
    {
        Accept(piece);
    }
}

void
FlowNetDevice::Postpone(Ptr<FlowSocket> socket)
{
    GetDue().sockets.push_back(std::move(socket));
}

FlowNetDevice::Due&
FlowNetDevice::GetDue()
{
    if (!m_due)
    {
        m_due = std::make_unique<Due>();
    }
    if (m_due->sockets.empty() && m_due->arrivals.empty())
    {
        Simulator::ScheduleNow(&FlowNetDevice::HandleDue, Ptr<FlowNetDevice>(this));
    }
    return *m_due;
}

void
FlowNetDevice::HandleDue()
{
    if (!m_due)
    {
        return;
    }
    Due due;
    std::swap(due, *m_due);
    // Whether an event of another rank or one of this rank was there first must not matter.
    std::sort(due.sockets.begin(), due.sockets.end(), [](const auto& a, const auto& b) {
        return FlowSocket::IsBefore(*a, *b);
    });
    std::stable_sort(due.arrivals.begin(), due.arrivals.end(), [](const auto& a, const auto& b) {
        return a->fromHost < b->fromHost;
    });
    for (const auto& socket : due.sockets)
    {
        socket->WakeNow();
    }
    for (const auto& piece : due.arrivals)
    {
        Accept(piece);
    }
    due.sockets.clear();
    due.arrivals.clear();
    if (m_due && m_due->sockets.empty() && m_due->arrivals.empty())
    {
        // Keeps the memory for the next time.
        std::swap(due, *m_due);
    }
}

void
FlowNetDevice::Accept(const Ptr<FlowPiece>& piece)
{
    if (piece->kind == FlowPiece::LATE || piece->kind == FlowPiece::DROPPED)
    {
        if (m_factory)
        {
            m_factory->Receive(piece);
        }
        return;
    }
    WanLedger& ledger = m_channel->EditLedger();
    ledger.travelling -= piece->wire;
    if (!m_linkUp || !HasRoom(m_down, m_rxQueueSize, *piece))
    {
        Drop(*piece);
        return;
    }
    ledger.waiting += piece->wire;
    const FlowTime now = Simulator::Now().GetNanoSeconds();
    piece->span =
        m_down.Pass(piece->span, piece->wire, piece->GetFirstWire(), piece->GetLastWire());
    if (piece->span.last > now)
    {
        if (piece->kind == FlowPiece::DATA && piece->span.last > piece->deadline)
        {
            TellSender(*piece, FlowPiece::LATE);
        }
        Simulator::Schedule(NanoSeconds(piece->span.last - now),
                            &FlowNetDevice::Deliver,
                            this,
                            piece,
                            piece->span.last - now);
        return;
    }
    piece->span.last = now;
    Deliver(piece, 0);
}

FlowTime
FlowNetDevice::GetDownWait(FlowTime now) const
{
    // It depends on when it is asked for, and that on which sockets are of this rank.
    if (m_channel->IsDistributed())
    {
        return 0;
    }
    return m_down.GetBacklog(now) > 0 ? m_downWait : 0;
}

void
FlowNetDevice::Drop(const FlowPiece& piece)
{
    m_channel->EditLedger().lost += piece.wire;
    if (piece.kind == FlowPiece::DATA)
    {
        TellSender(piece, FlowPiece::DROPPED);
    }
}

void
FlowNetDevice::Deliver(Ptr<FlowPiece> piece, FlowTime waited)
{
    m_downWait = waited;
    WanLedger& ledger = m_channel->EditLedger();
    ledger.waiting -= piece->wire;
    if (!m_linkUp || !m_factory)
    {
        Drop(*piece);
        return;
    }
    m_rxBytes += piece->wire;
    ledger.received += piece->wire;
    m_factory->Receive(piece);
}

void
FlowNetDevice::DoDispose()
{
    m_node = nullptr;
    m_channel = nullptr;
    m_factory = nullptr;
    m_lossVariable = nullptr;
    m_due.reset();
    NetDevice::DoDispose();
}

void
FlowNetDevice::SetLinkUp(bool up)
{
    m_linkUp = up;
    if (!up)
    {
        m_up.Clear();
        m_down.Clear();
    }
}

void
FlowNetDevice::SetIfIndex(const uint32_t index)
{
    m_ifIndex = index;
}

uint32_t
FlowNetDevice::GetIfIndex() const
{
    return m_ifIndex;
}

Ptr<Channel>
FlowNetDevice::GetChannel() const
{
    return m_channel;
}

void
FlowNetDevice::SetAddress(Address)
{
}

Address
FlowNetDevice::GetAddress() const
{
    return Mac48Address();
}

bool
FlowNetDevice::SetMtu(const uint16_t)
{
    return false;
}

uint16_t
FlowNetDevice::GetMtu() const
{
    return 1500;
}

bool
FlowNetDevice::IsLinkUp() const
{
    return m_linkUp;
}

void
FlowNetDevice::AddLinkChangeCallback(Callback<void>)
{
}

bool
FlowNetDevice::IsBroadcast() const
{
    return false;
}

Address
FlowNetDevice::GetBroadcast() const
{
    return Mac48Address::GetBroadcast();
}

bool
FlowNetDevice::IsMulticast() const
{
    return false;
}

Address
FlowNetDevice::GetMulticast(Ipv4Address multicastGroup) const
{
    return Mac48Address::GetMulticast(multicastGroup);
}

Address
FlowNetDevice::GetMulticast(Ipv6Address addr) const
{
    return Mac48Address::GetMulticast(addr);
}

bool
FlowNetDevice::IsBridge() const
{
    return false;
}

bool
FlowNetDevice::IsPointToPoint() const
{
    return false;
}

bool
FlowNetDevice::Send(Ptr<Packet>, const Address&, uint16_t)
{
    return false;
}

bool
FlowNetDevice::SendFrom(Ptr<Packet>, const Address&, const Address&, uint16_t)
{
    return false;
}

Ptr<Node>
FlowNetDevice::GetNode() const
{
    return m_node;
}

void
FlowNetDevice::SetNode(Ptr<Node> node)
{
    m_node = node;
    m_isLocal = WanRanks::IsLocal(*node);
}

bool
FlowNetDevice::NeedsArp() const
{
    return false;
}

void
FlowNetDevice::SetReceiveCallback(ReceiveCallback)
{
}

void
FlowNetDevice::SetPromiscReceiveCallback(PromiscReceiveCallback)
{
}

bool
FlowNetDevice::SupportsSendFrom() const
{
    return false;
}

} // namespace ns3
