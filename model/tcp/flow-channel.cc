/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-channel.h"

#include "flow-net-device.h"
#include "flow-ranks.h"
#include "flow-socket.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/wan-net-device.h"
#include "ns3/wan-ranks.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(FlowChannel);

TypeId
FlowChannel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::FlowChannel")
            .SetParent<WanChannel>()
            .SetGroupName("Waku")
            .AddConstructor<FlowChannel>()
            .AddAttribute("Ideal",
                          "Whether connections have no congestion and receive windows, so that "
                          "only propagation delays and link rates hold data back",
                          BooleanValue(false),
                          MakeBooleanAccessor(&FlowChannel::m_isIdeal),
                          MakeBooleanChecker());
    return tid;
}

FlowChannel::FlowChannel()
{
    if (WanRanks::IsEnabled())
    {
        m_ranks = std::make_unique<FlowRanks>(*this);
    }
}

FlowChannel::~FlowChannel() = default;

std::size_t
FlowChannel::GetNDevices() const
{
    return m_hosts.size();
}

Ptr<NetDevice>
FlowChannel::GetDevice(std::size_t i) const
{
    NS_ABORT_MSG_IF(i >= m_hosts.size(),
                    "FlowChannel: there is no host " << i << "; the channel has "
                                                     << m_hosts.size());
    return m_hosts[i];
}

uint32_t
FlowChannel::AddHost(Ptr<FlowNetDevice> device)
{
    m_hosts.push_back(device);
    if (m_ranks)
    {
        m_ranks->AddHost(device);
    }
    return static_cast<uint32_t>(m_hosts.size() - 1);
}

void
FlowChannel::AddHostAddress(Ipv4Address address, const Ptr<FlowNetDevice>& device)
{
    NS_ABORT_MSG_IF(FindHost(address), "FlowChannel: another host has " << address);
    device->SetIpv4Address(address);
    const uint32_t host = device->GetHostIndex();
    auto after = m_ipv4.upper_bound(address.Get());
    if (after != m_ipv4.begin())
    {
        const auto before = std::prev(after);
        Run& run = before->second;
        if (before->first + run.count == address.Get() && run.host + run.count == host)
        {
            run.count++;
            return;
        }
    }
    m_ipv4[address.Get()] = {host, 1};
}

void
FlowChannel::AddHostAddress(Ipv6Address address, const Ptr<FlowNetDevice>& device)
{
    NS_ABORT_MSG_IF(FindHost(address), "FlowChannel: another host has " << address);
    device->SetIpv6Address(address);
    m_ipv6[address] = device->GetHostIndex();
}

Ptr<FlowNetDevice>
FlowChannel::FindHost(const Address& address) const
{
    if (Ipv4Address::IsMatchingType(address))
    {
        const uint32_t number = Ipv4Address::ConvertFrom(address).Get();
        const auto after = m_ipv4.upper_bound(number);
        if (after == m_ipv4.begin())
        {
            return nullptr;
        }
        const auto run = std::prev(after);
        const uint32_t offset = number - run->first;
        return offset < run->second.count ? m_hosts[run->second.host + offset] : nullptr;
    }
    if (!Ipv6Address::IsMatchingType(address))
    {
        return nullptr;
    }
    const auto found = m_ipv6.find(Ipv6Address::ConvertFrom(address));
    return found == m_ipv6.end() ? nullptr : m_hosts[found->second];
}

FlowTime
FlowChannel::GetDelay(const FlowNetDevice& from, const FlowNetDevice& to) const
{
    const Ptr<WanLatencyModel> latency = GetLatencyModel();
    NS_ABORT_MSG_IF(!latency, "WanChannel::Latency is not set: give the channel a latency model");
    return latency->GetDelay(from.GetHostIndex(), to.GetHostIndex()).GetNanoSeconds();
}

void
FlowChannel::Carry(FlowNetDevice& to, const Ptr<FlowPiece>& piece, FlowTime delay)
{
    m_ledger.travelling += piece->wire;
    if (!to.IsLocal())
    {
        m_ranks->SendPiece(to, *piece, delay);
        return;
    }
    Deliver(to, piece, delay);
}

void
FlowChannel::Deliver(FlowNetDevice& to, const Ptr<FlowPiece>& piece, FlowTime delay)
{
    Simulator::ScheduleWithContext(to.GetNode()->GetId(),
                                   NanoSeconds(delay),
                                   &FlowNetDevice::Arrive,
                                   &to,
                                   piece);
}

void
FlowChannel::CarryNote(const FlowNetDevice& to, uint32_t from, const FlowPiece& piece)
{
    m_ranks->SendNote(to, from, piece);
}

void
FlowChannel::DoDispose()
{
    m_ranks.reset();
    m_hosts.clear();
    m_ipv4.clear();
    m_ipv6.clear();
    WanChannel::DoDispose();
}

} // namespace ns3
