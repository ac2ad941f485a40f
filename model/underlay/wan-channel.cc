/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-channel.h"

#include "wan-net-device.h"

#include "ns3/abort.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/log.h"
#include "ns3/mac48-address.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/wan-ranks.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WanChannel");

NS_OBJECT_ENSURE_REGISTERED(WanChannel);

TypeId
WanChannel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WanChannel")
            .SetParent<Channel>()
            .SetGroupName("Waku")
            .AddConstructor<WanChannel>()
            .AddAttribute(
                "Latency",
                "Model of the propagation delay between two hosts; must be set",
                PointerValue(),
                MakePointerAccessor(&WanChannel::SetLatencyModel, &WanChannel::GetLatencyModel),
                MakePointerChecker<WanLatencyModel>())
            .AddAttribute("Loss",
                          "Model of the packet loss between two hosts; none loses nothing",
                          PointerValue(),
                          MakePointerAccessor(&WanChannel::SetLossModel, &WanChannel::GetLossModel),
                          MakePointerChecker<WanLossModel>())
            .AddTraceSource("Drop",
                            "A packet that left its sender will not reach a receiver",
                            MakeTraceSourceAccessor(&WanChannel::m_dropTrace),
                            "ns3::WanChannel::DropTracedCallback");
    return tid;
}

std::size_t
WanChannel::GetNDevices() const
{
    return m_devices.size();
}

Ptr<NetDevice>
WanChannel::GetDevice(std::size_t i) const
{
    return GetHost(static_cast<uint32_t>(i));
}

Ptr<WanNetDevice>
WanChannel::GetHost(uint32_t host) const
{
    NS_ABORT_MSG_IF(host >= m_devices.size(),
                    "WanChannel: there is no host " << host << "; the channel has "
                                                    << m_devices.size());
    return m_devices[host];
}

void
WanChannel::SetLatencyModel(Ptr<WanLatencyModel> latency)
{
    m_latency = latency;
}

Ptr<WanLatencyModel>
WanChannel::GetLatencyModel() const
{
    return m_latency;
}

void
WanChannel::SetLossModel(Ptr<WanLossModel> loss)
{
    m_loss = loss;
}

Ptr<WanLossModel>
WanChannel::GetLossModel() const
{
    return m_loss;
}

void
WanChannel::AddAddress(Ipv4Address address, Ptr<WanNetDevice> device)
{
    NS_LOG_FUNCTION(this << address << device);
    m_addresses.Add(address, PeekPointer(device));
}

void
WanChannel::AddAddress(Ipv6Address address, Ptr<WanNetDevice> device)
{
    NS_LOG_FUNCTION(this << address << device);
    m_addresses.Add(address, PeekPointer(device));
}

void
WanChannel::AddAddressesOf(Ptr<WanNetDevice> device)
{
    NS_LOG_FUNCTION(this << device);
    if (Ptr<Ipv4> ipv4 = device->GetNode()->GetObject<Ipv4>())
    {
        const int32_t interface = ipv4->GetInterfaceForDevice(device);
        for (uint32_t i = 0; interface >= 0 && i < ipv4->GetNAddresses(interface); i++)
        {
            AddAddress(ipv4->GetAddress(interface, i).GetLocal(), device);
        }
    }
    if (Ptr<Ipv6> ipv6 = device->GetNode()->GetObject<Ipv6>())
    {
        const int32_t interface = ipv6->GetInterfaceForDevice(device);
        for (uint32_t i = 0; interface >= 0 && i < ipv6->GetNAddresses(interface); i++)
        {
            AddAddress(ipv6->GetAddress(interface, i).GetAddress(), device);
        }
    }
}

void
WanChannel::RemoveAddress(Ipv4Address address)
{
    NS_LOG_FUNCTION(this << address);
    m_addresses.Remove(address);
}

void
WanChannel::RemoveAddress(Ipv6Address address)
{
    NS_LOG_FUNCTION(this << address);
    m_addresses.Remove(address);
}

Ptr<WanNetDevice>
WanChannel::FindDevice(Ipv4Address address) const
{
    return m_addresses.Find(address);
}

Ptr<WanNetDevice>
WanChannel::FindDevice(Ipv6Address address) const
{
    return m_addresses.Find(address);
}

uint64_t
WanChannel::GetNUnknownDestinations() const
{
    return m_unknownDestinations;
}

uint64_t
WanChannel::GetNLost() const
{
    return m_lost;
}

uint32_t
WanChannel::Attach(Ptr<WanNetDevice> device)
{
    NS_LOG_FUNCTION(this << device);
    m_devices.push_back(device);
    return static_cast<uint32_t>(m_devices.size() - 1);
}

bool
WanChannel::Transmit(WanNetDevice* sender, Ptr<Packet> packet, Time txTime)
{
    NS_LOG_FUNCTION(this << sender << packet << txTime);
    WanNetDevice* receiver = m_addresses.FindDestination(IpAddressPeek(*packet));
    if (!receiver)
    {
        m_unknownDestinations++;
        m_dropTrace(packet, sender, UNKNOWN_DESTINATION);
        return false;
    }
    const uint32_t from = sender->GetHostIndex();
    const uint32_t to = receiver->GetHostIndex();
    if (HasFilters() && !PassesFilters(from, to, *packet))
    {
        m_dropTrace(packet, sender, FILTERED);
        return false;
    }
    if (m_loss && sender->DrawLoss(m_loss->GetLossProbability(from, to)))
    {
        m_lost++;
        m_dropTrace(packet, sender, LOSS);
        return false;
    }
    NS_ABORT_MSG_IF(!m_latency, "WanChannel::Latency is not set: give the channel a latency model");
    Deliver(receiver, packet, GetArrival(from, to, txTime));
    return true;
}

Time
WanChannel::GetArrival(uint32_t from, uint32_t to, Time txTime)
{
    const Time delay = txTime + m_latency->GetDelay(from, to);
    if (!m_latency->IsVariable())
    {
        return delay;
    }
    const Time now = Simulator::Now();
    Time& last = m_lastArrivals[uint64_t(from) << 32 | to];
    last = std::max(last, now + delay);
    return last - now;
}

bool
WanChannel::PassesFilters(uint32_t from, uint32_t to, const Packet& packet) const
{
    uint8_t bytes[100];
    const uint32_t size = packet.CopyData(bytes, sizeof(bytes));
    const bool isIpv6 = size > 0 && bytes[0] >> 4 == 6;
    const uint32_t tcp = isIpv6 ? 40 : size > 0 ? (bytes[0] & 15U) * 4 : 0;
    const bool isTcp = size >= tcp + 14 && bytes[isIpv6 ? 6 : 9] == 6;
    WanPassage passage{from, to};
    if (isTcp)
    {
        passage.fromPort = static_cast<uint16_t>(bytes[tcp] << 8 | bytes[tcp + 1]);
        passage.toPort = static_cast<uint16_t>(bytes[tcp + 2] << 8 | bytes[tcp + 3]);
        passage.isOpening = (bytes[tcp + 13] & 0x12) == 0x02; // SYN without ACK
    }
    return Passes(passage);
}

bool
WanChannel::Passes(const WanPassage& passage) const
{
    bool passes = true;
    for (const Ptr<WanPathFilter>& filter : m_filters)
    {
        passes = filter->Passes(passage) && passes;
    }
    return passes;
}

void
WanChannel::AddFilter(Ptr<WanPathFilter> filter)
{
    m_filters.push_back(filter);
}

void
WanChannel::Deliver(WanNetDevice* receiver, Ptr<Packet> packet, Time delay)
{
    m_ledger.travelling += packet->GetSize();
    if (!receiver->m_isLocal)
    {
        if (m_lookAhead.IsZero())
        {
            m_lookAhead = WanRanks::GetLookAhead();
        }
        NS_ABORT_MSG_IF(delay < m_lookAhead,
                        "WanChannel: a packet to another rank takes "
                            << delay.As(Time::MS) << ", less than the look-ahead of "
                            << m_lookAhead.As(Time::MS)
                            << " that DistributedHelper::SetLookAhead was given");
        WanRanks::Send(packet, delay, *receiver);
        return;
    }
    Simulator::ScheduleWithContext(receiver->GetNode()->GetId(),
                                   delay,
                                   &WanNetDevice::Receive,
                                   receiver,
                                   packet);
}

Address
WanChannel::GetSourceLinkAddress(const IpAddressPeek& packet) const
{
    const WanNetDevice* sender = m_addresses.FindSource(packet);
    return sender ? sender->GetAddress() : Address(Mac48Address());
}

uint32_t
WanChannel::GetSourceHost(const IpAddressPeek& packet) const
{
    const WanNetDevice* sender = m_addresses.FindSource(packet);
    return sender ? sender->GetHostIndex() : UINT32_MAX;
}

void
WanChannel::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_devices.clear();
    m_addresses.Clear();
    m_latency = nullptr;
    m_loss = nullptr;
    m_filters.clear();
    Channel::DoDispose();
}

} // namespace ns3
