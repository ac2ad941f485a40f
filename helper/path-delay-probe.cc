/* SPDX-License-Identifier: GPL-2.0-only */
#include "path-delay-probe.h"

#include "ns3/abort.h"
#include "ns3/inet-socket-address.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/region-wan-latency.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <string>

namespace ns3
{

namespace
{

constexpr uint16_t PROBE_PORT = 7;      //!< port of the echo service (RFC 862)
constexpr uint32_t UDP_AND_IP = 8 + 20; //!< bytes of the headers

} // namespace

PathDelayProbe::PathDelayProbe(const NodeContainer& hosts,
                               const std::vector<Ipv4Address>& addresses,
                               uint32_t bytes)
    : m_hosts(hosts),
      m_addresses(addresses),
      m_bytes(bytes),
      m_delays(hosts.GetN(), std::vector<Time>(hosts.GetN()))
{
}

void
PathDelayProbe::Measure(Time spacing)
{
    const uint32_t hosts = m_hosts.GetN();
    std::vector<Ptr<Socket>> sockets;
    for (uint32_t i = 0; i < hosts; i++)
    {
        sockets.push_back(Socket::CreateSocket(m_hosts.Get(i), UdpSocketFactory::GetTypeId()));
        sockets.back()->Bind(InetSocketAddress(Ipv4Address::GetAny(), PROBE_PORT));
        sockets.back()->SetRecvCallback(MakeCallback(&PathDelayProbe::Receive, this));
    }
    Time at = spacing;
    for (uint32_t from = 0; from < hosts; from++)
    {
        for (uint32_t to = 0; to < hosts; to++)
        {
            if (from == to)
            {
                continue;
            }
            Simulator::Schedule(at, [this, socket = sockets[from], from, to] {
                m_from = from;
                m_to = to;
                m_sent = Simulator::Now();
                socket->SendTo(Create<Packet>(m_bytes - UDP_AND_IP),
                               0,
                               InetSocketAddress(m_addresses[to], PROBE_PORT));
            });
            at += spacing;
        }
    }
    Simulator::Stop(at);
    Simulator::Run();
    for (uint32_t from = 0; from < hosts; from++)
    {
        for (uint32_t to = 0; to < hosts; to++)
        {
            NS_ABORT_MSG_IF(from != to && m_delays[from][to].IsZero(),
                            "PathDelayProbe: a probe of host " << from << " to host " << to
                                                               << " did not arrive within "
                                                               << spacing.As(Time::S));
        }
    }
    for (const Ptr<Socket>& socket : sockets)
    {
        socket->Close();
    }
}

void
PathDelayProbe::Receive(Ptr<Socket> socket)
{
    while (socket->Recv())
    {
        if (socket->GetNode() == m_hosts.Get(m_to))
        {
            m_delays[m_from][m_to] = Simulator::Now() - m_sent;
        }
    }
}

Time
PathDelayProbe::GetDelay(uint32_t from, uint32_t to) const
{
    return m_delays.at(from).at(to);
}

Ptr<WanLatencyModel>
PathDelayProbe::MakeLatency(Time access) const
{
    Ptr<WanRegions> regions = CreateObject<WanRegions>();
    const auto name = [](uint32_t host) { return "host " + std::to_string(host); };
    for (uint32_t host = 0; host < m_hosts.GetN(); host++)
    {
        regions->AddRegion(name(host));
        regions->SetRegion(host, name(host));
    }
    Ptr<RegionWanLatency> latency = CreateObject<RegionWanLatency>();
    latency->SetRegions(regions);
    for (uint32_t from = 0; from < m_hosts.GetN(); from++)
    {
        for (uint32_t to = 0; to < m_hosts.GetN(); to++)
        {
            if (from != to)
            {
                latency->SetOneWayDelay(name(from),
                                        name(to),
                                        Max(GetDelay(from, to) - access, Time(0)));
            }
        }
    }
    return latency;
}

} // namespace ns3
