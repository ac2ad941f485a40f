/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-net-device.h"

#include "wan-channel.h"
#include "wan-segmentation-offload.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/queue-disc.h"
#include "ns3/queue.h"
#include "ns3/simulator.h"
#include "ns3/traffic-control-layer.h"
#include "ns3/wan-ranks.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WanNetDevice");

namespace
{

/**
 * Fire a trace source; it costs nothing while no sink is connected.
 * \param trace the trace source
 * \param packet the packet
 */
inline void
Fire(const TracedCallback<Ptr<const Packet>>& trace, const Ptr<Packet>& packet)
{
    if (!trace.IsEmpty())
    {
        trace(packet);
    }
}

} // namespace

void
WanNetDevice::Attach(Ptr<WanChannel> channel)
{
    NS_LOG_FUNCTION(this << channel);
    NS_ABORT_MSG_IF(m_channel,
                    "WanNetDevice: host " << m_host << " is attached to a channel already");
    m_channel = channel;
    m_host = channel->Attach(this);
}

uint32_t
WanNetDevice::GetHostIndex() const
{
    return m_host;
}

void
WanNetDevice::SetTxQueue(Ptr<Queue<Packet>> queue)
{
    m_txQueue = queue;
}

Ptr<Queue<Packet>>
WanNetDevice::GetTxQueue() const
{
    return m_txQueue;
}

void
WanNetDevice::SetRxQueue(Ptr<Queue<Packet>> queue)
{
    m_rxQueue = queue;
}

Ptr<Queue<Packet>>
WanNetDevice::GetRxQueue() const
{
    return m_rxQueue;
}

void
WanNetDevice::SetLinkUp(bool up)
{
    NS_LOG_FUNCTION(this << up);
    if (up == m_linkUp)
    {
        return;
    }
    m_linkUp = up;
    if (!up)
    {
        LoseQueued();
        for (const auto& queue : {m_txQueue, m_rxQueue})
        {
            if (queue)
            {
                queue->Flush();
            }
        }
    }
    m_linkChangeCallbacks();
}

void
WanNetDevice::LoseQueued()
{
    if (m_rxQueue && m_channel)
    {
        const uint32_t bytes = m_rxQueue->GetNBytes();
        m_channel->m_ledger.waiting -= bytes;
        m_channel->m_ledger.lost += bytes;
    }
}

uint32_t
WanNetDevice::GetWireSize(Ptr<const Packet> packet) const
{
    return GetOffloadedSize(*packet, m_wireMtu);
}

uint64_t
WanNetDevice::GetTxBytes() const
{
    return m_txBytes;
}

uint64_t
WanNetDevice::GetRxBytes() const
{
    return m_rxBytes;
}

uint64_t
WanNetDevice::GetTxPackets() const
{
    return m_txPackets;
}

uint64_t
WanNetDevice::GetRxPackets() const
{
    return m_rxPackets;
}

int64_t
WanNetDevice::AssignStreams(int64_t stream)
{
    NS_LOG_FUNCTION(this << stream);
    m_lossStream = stream;
    if (m_lossVariable)
    {
        m_lossVariable->SetStream(stream);
    }
    return 1;
}

bool
WanNetDevice::DrawLoss(double probability)
{
    if (!m_lossVariable)
    {
        m_lossVariable = CreateObject<UniformRandomVariable>();
        m_lossVariable->SetStream(m_lossStream);
    }
    return m_lossVariable->GetValue() < probability;
}

Time
WanNetDevice::GetSerialisationTime(const DataRate& rate, uint32_t bytes)
{
    const uint64_t bitRate = rate.GetBitRate();
    if (bitRate == 0)
    {
        return Time(0);
    }
    const uint64_t nanobits = uint64_t(bytes) * 8 * 1000000000;
    return NanoSeconds((nanobits + bitRate / 2) / bitRate);
}

Time
WanNetDevice::GetTxBacklog() const
{
    const uint32_t waiting = m_queueDisc ? m_queueDisc->GetNBytes() : 0;
    return Max(m_txFree - Simulator::Now(), Time(0)) +
           GetSerialisationTime(m_upRate, m_txQueue->GetNBytes() + waiting);
}

bool
WanNetDevice::Send(Ptr<Packet> packet, const Address&, uint16_t protocolNumber)
{
    NS_LOG_FUNCTION(this << packet << protocolNumber);
    Fire(m_macTxTrace, packet);
    const bool isIp = protocolNumber == IpAddressPeek::IPV4_PROTOCOL ||
                      protocolNumber == IpAddressPeek::IPV6_PROTOCOL;
    if (!m_linkUp || !isIp || packet->GetSize() > m_mtu || !m_txQueue->Enqueue(packet))
    {
        Fire(m_macTxDropTrace, packet);
        return false;
    }
    if (m_txContinues)
    {
        return true;
    }
    const Time now = Simulator::Now();
    if (now < m_txFree)
    {
        m_txContinues = true;
        Simulator::Schedule(m_txFree - now, &WanNetDevice::ContinueTransmission, this);
        return true;
    }
    StartTransmission();
    return true;
}

void
WanNetDevice::StartTransmission()
{
    Ptr<Packet> packet = m_txQueue->Dequeue();
    if (!packet)
    {
        return;
    }
    const uint32_t bytes = GetWireSize(packet);
    const Time txTime = GetSerialisationTime(m_upRate, bytes);
    m_txFree = Simulator::Now() + txTime;
    m_txPackets++;
    m_txBytes += bytes;
    Fire(m_snifferTrace, packet);
    Fire(m_promiscSnifferTrace, packet);
    Fire(m_phyTxBeginTrace, packet);
    if (!m_phyTxEndTrace.IsEmpty())
    {
        Simulator::Schedule(txTime, &WanNetDevice::EndTransmission, this, packet);
    }
    m_channel->m_ledger.sent += packet->GetSize();
    if (!m_channel->Transmit(this, packet, txTime))
    {
        m_channel->m_ledger.lost += packet->GetSize();
        Fire(m_phyTxDropTrace, packet);
    }
}

void
WanNetDevice::ContinueTransmission()
{
    m_txContinues = false;
    StartTransmission();
    if (!m_txQueue->IsEmpty())
    {
        m_txContinues = true;
        Simulator::Schedule(m_txFree - Simulator::Now(), &WanNetDevice::ContinueTransmission, this);
    }
}

void
WanNetDevice::EndTransmission(Ptr<Packet> packet)
{
    Fire(m_phyTxEndTrace, packet);
}

void
WanNetDevice::Receive(Ptr<Packet> packet)
{
    if (!m_ordersArrivals)
    {
        Accept(packet);
        return;
    }
    if (m_arrivals.empty())
    {
        Simulator::ScheduleNow(&WanNetDevice::AcceptArrivals, this);
    }
    m_arrivals.push_back(packet);
}

void
WanNetDevice::AcceptArrivals()
{
    std::vector<Ptr<Packet>> arrivals;
    arrivals.swap(m_arrivals);
    if (arrivals.size() > 1)
    {
        const auto sender = [this](const Ptr<Packet>& packet) {
            return m_channel->GetSourceHost(IpAddressPeek(*packet));
        };
        std::stable_sort(arrivals.begin(),
                         arrivals.end(),
                         [&sender](const Ptr<Packet>& a, const Ptr<Packet>& b) {
                             return sender(a) < sender(b);
                         });
    }
    for (const auto& packet : arrivals)
    {
        Accept(packet);
    }
}

void
WanNetDevice::Accept(Ptr<Packet> packet)
{
    NS_LOG_FUNCTION(this << packet);
    WanLedger& ledger = m_channel->m_ledger;
    ledger.travelling -= packet->GetSize();
    if (!m_linkUp || (m_rxBusy && !m_rxQueue->Enqueue(packet)))
    {
        ledger.lost += packet->GetSize();
        Fire(m_phyRxDropTrace, packet);
        return;
    }
    ledger.waiting += packet->GetSize();
    if (m_rxBusy)
    {
        return;
    }
    if (m_downRate.GetBitRate() == 0)
    {
        Fire(m_phyRxBeginTrace, packet);
        ledger.waiting -= packet->GetSize();
        DeliverUp(packet);
        return;
    }
    StartReception(packet);
}

void
WanNetDevice::StartReception(Ptr<Packet> packet)
{
    Fire(m_phyRxBeginTrace, packet);
    m_rxBusy = true;
    Simulator::Schedule(GetSerialisationTime(m_downRate, GetWireSize(packet)),
                        &WanNetDevice::EndReception,
                        this,
                        packet);
}

void
WanNetDevice::EndReception(Ptr<Packet> packet)
{
    NS_LOG_FUNCTION(this << packet);
    m_rxBusy = false;
    if (Ptr<Packet> next = m_rxQueue->Dequeue())
    {
        StartReception(next);
    }
    m_channel->m_ledger.waiting -= packet->GetSize();
    if (!m_linkUp)
    {
        m_channel->m_ledger.lost += packet->GetSize();
        Fire(m_phyRxDropTrace, packet);
        return;
    }
    DeliverUp(packet);
}

void
WanNetDevice::DeliverUp(Ptr<Packet> packet)
{
    m_rxPackets++;
    m_rxBytes += GetWireSize(packet);
    m_channel->m_ledger.received += packet->GetSize();
    Fire(m_snifferTrace, packet);
    Fire(m_promiscSnifferTrace, packet);
    Fire(m_phyRxEndTrace, packet);

    const IpAddressPeek peek(*packet);
    const uint16_t protocol = peek.GetProtocolNumber();
    const Address from = m_channel->GetSourceLinkAddress(peek);
    if (!m_promiscCallback.IsNull())
    {
        Fire(m_macPromiscRxTrace, packet);
        m_promiscCallback(this, packet, protocol, from, m_address, NetDevice::PACKET_HOST);
    }
    Fire(m_macRxTrace, packet);
    m_rxCallback(this, packet, protocol, from);
}

void
WanNetDevice::DoInitialize()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_channel, "WanNetDevice: Attach the device to a WanChannel");
    NS_ABORT_MSG_IF(m_isLocal && !m_txQueue, "WanNetDevice::TxQueue is not set");
    NS_ABORT_MSG_IF(m_isLocal && !m_rxQueue, "WanNetDevice::RxQueue is not set");
    m_channel->AddAddressesOf(this);
    if (Ptr<TrafficControlLayer> control = m_node->GetObject<TrafficControlLayer>())
    {
        m_queueDisc = control->GetRootQueueDiscOnDevice(this);
    }
    NetDevice::DoInitialize();
}

void
WanNetDevice::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_channel = nullptr;
    m_node = nullptr;
    m_txQueue = nullptr;
    m_queueDisc = nullptr;
    m_rxQueue = nullptr;
    m_arrivals.clear();
    m_lossVariable = nullptr;
    m_rxCallback.Nullify();
    m_promiscCallback.Nullify();
    NetDevice::DoDispose();
}

void
WanNetDevice::SetIfIndex(const uint32_t index)
{
    m_ifIndex = index;
}

uint32_t
WanNetDevice::GetIfIndex() const
{
    return m_ifIndex;
}

Ptr<Channel>
WanNetDevice::GetChannel() const
{
    return m_channel;
}

void
WanNetDevice::SetAddress(Address address)
{
    m_address = Mac48Address::ConvertFrom(address);
}

Address
WanNetDevice::GetAddress() const
{
    return m_address;
}

bool
WanNetDevice::SetMtu(const uint16_t mtu)
{
    if (mtu < MIN_MTU)
    {
        return false;
    }
    m_mtu = mtu;
    return true;
}

uint16_t
WanNetDevice::GetMtu() const
{
    return m_mtu;
}

bool
WanNetDevice::IsLinkUp() const
{
    return m_linkUp;
}

void
WanNetDevice::AddLinkChangeCallback(Callback<void> callback)
{
    m_linkChangeCallbacks.ConnectWithoutContext(callback);
}

bool
WanNetDevice::IsBroadcast() const
{
    return false;
}

Address
WanNetDevice::GetBroadcast() const
{
    return Mac48Address::GetBroadcast();
}

bool
WanNetDevice::IsMulticast() const
{
    return false;
}

Address
WanNetDevice::GetMulticast(Ipv4Address multicastGroup) const
{
    return Mac48Address::GetMulticast(multicastGroup);
}

Address
WanNetDevice::GetMulticast(Ipv6Address addr) const
{
    return Mac48Address::GetMulticast(addr);
}

bool
WanNetDevice::IsBridge() const
{
    return false;
}

bool
WanNetDevice::IsPointToPoint() const
{
    return false;
}

bool
WanNetDevice::SendFrom(Ptr<Packet> packet,
                       const Address&,
                       const Address& dest,
                       uint16_t protocolNumber)
{
    return Send(packet, dest, protocolNumber);
}

Ptr<Node>
WanNetDevice::GetNode() const
{
    return m_node;
}

void
WanNetDevice::SetNode(Ptr<Node> node)
{
    m_node = node;
    m_isLocal = WanRanks::IsLocal(*node);
    m_ordersArrivals = WanRanks::IsEnabled();
    if (m_ordersArrivals && m_isLocal)
    {
        // With null messages, packets of other ranks may arrive while this rank still initialises.
        WanRanks::Listen(this, MakeCallback(&WanNetDevice::Receive, this));
    }
}

bool
WanNetDevice::NeedsArp() const
{
    return false;
}

void
WanNetDevice::SetReceiveCallback(ReceiveCallback cb)
{
    m_rxCallback = cb;
}

void
WanNetDevice::SetPromiscReceiveCallback(PromiscReceiveCallback cb)
{
    m_promiscCallback = cb;
}

bool
WanNetDevice::SupportsSendFrom() const
{
    return false;
}

} // namespace ns3
