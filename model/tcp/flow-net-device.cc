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
FlowNetDevice::SendPiece(const Ptr<FlowNetDevice>& to,
                         const Ptr<FlowPiece>& piece,
                         FlowTime notBefore,
                         bool isLost)
{
    const FlowTime now = Simulator::Now().GetNanoSeconds();
    if (!m_linkUp || !HasRoom(m_up, m_txQueueSize, *piece))
    {
        return {now, FLOW_NEVER};
    }
    const FlowSpan passed =
        m_up.Pass(piece->sent, piece->wire, piece->GetFirstWire(), piece->GetLastWire());
    m_txBytes += piece->wire;
    if (isLost)
    {
        return {passed.last, FLOW_NEVER};
    }
    const FlowTime delay = m_channel->GetDelay(*this, *to);
    piece->span = {passed.first + delay, passed.last + delay};
    const FlowTime handled =
        std::max(piece->span.last + to->m_down.GetTime(piece->GetLastWire()), notBefore);
    m_channel->Carry(*this, to, piece, handled - now);
    return {passed.last, handled};
}

void
FlowNetDevice::Arrive(Ptr<FlowPiece> piece)
{
    if (!m_linkUp || !HasRoom(m_down, m_rxQueueSize, *piece))
    {
        Drop(*piece);
        return;
    }
    const FlowTime now = Simulator::Now().GetNanoSeconds();
    piece->span =
        m_down.Pass(piece->span, piece->wire, piece->GetFirstWire(), piece->GetLastWire());
    if (piece->span.last > now)
    {
        if (piece->kind == FlowPiece::DATA && piece->span.last > piece->deadline)
        {
            piece->to->NoteLate();
        }
        Simulator::Schedule(NanoSeconds(piece->span.last - now),
                            &FlowNetDevice::Deliver,
                            this,
                            piece);
        return;
    }
    piece->span.last = now;
    Deliver(piece);
}

void
FlowNetDevice::Drop(FlowPiece& piece)
{
    if (piece.kind == FlowPiece::DATA && piece.to)
    {
        piece.to->NoteDropped(piece);
    }
}

void
FlowNetDevice::Deliver(Ptr<FlowPiece> piece)
{
    if (!m_linkUp || !m_factory)
    {
        Drop(*piece);
        return;
    }
    m_rxBytes += piece->wire;
    m_factory->Receive(piece);
}

void
FlowNetDevice::DoDispose()
{
    m_node = nullptr;
    m_channel = nullptr;
    m_factory = nullptr;
    m_lossVariable = nullptr;
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
    NS_ABORT_MSG_IF(WanRanks::GetSize() > 1,
                    "FlowNetDevice: " << WanRanks::GetSize()
                                      << " processes; the flow transport runs in 1, the transport "
                                         "packet in several");
    m_node = node;
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
