/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_EVENT_NETWORK_H
#define WAKU_EVENT_NETWORK_H

#include "ping-protocol.h"

#include "ns3/inet-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/ipv4-header.h"
#include "ns3/p2p-node.h"
#include "ns3/scenario-event-helper.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/wan-helper.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3
{

/** Nodes on a WAN that ping each other every second; each dials the nodes before it. The parameter
 * is the transport. */
class EventNetwork : public testing::TestWithParam<const char*>
{
  public:
    ~EventNetwork() override
    {
        Simulator::Destroy();
    }

    void Build(uint32_t n)
    {
        wan.SetTransport(GetParam());
        hosts.Create(n);
        devices = wan.Install(hosts);
        wan.AssignStreams(devices, 10);
        InternetTcpHelper().Install(hosts);
        wan.AssignIpv4Addresses(devices);
        addresses = WanHelper::GetIpv4Addresses(devices);
        for (uint32_t i = 0; i < n; i++)
        {
            nodes.push_back(CreateObject<P2pNode>());
            pings.push_back(CreateObject<PingProtocol>());
            nodes[i]->Mount(pings[i]);
            nodes[i]->AssignStreams(1000 + 100 * i);
            hosts.Get(i)->AddApplication(nodes[i]);
            applications.Add(nodes[i]);
            for (uint32_t j = 0; j < i; j++)
            {
                nodes[i]->Dial(InetSocketAddress(addresses[j], 60000));
            }
        }
    }

    /** Install the events; they count time from 10 s on. */
    void Install()
    {
        ScenarioStage::Parts parts;
        parts.applications = applications;
        parts.devices = devices;
        parts.addresses = addresses;
        parts.start = Seconds(10);
        events.AssignStreams(50000);
        events.Install(parts);
    }

    void RunUntil(double seconds)
    {
        Simulator::Stop(Seconds(seconds) - Simulator::Now());
        Simulator::Run();
    }

    std::size_t CountPeers(uint32_t node) const
    {
        return nodes[node]->GetConnections()->GetNPeers();
    }

    bool IsPacket() const
    {
        return std::string(GetParam()) == "packet";
    }

    WanHelper wan;
    NodeContainer hosts;
    NetDeviceContainer devices;
    std::vector<Ipv4Address> addresses;
    std::vector<Ptr<P2pNode>> nodes;
    std::vector<Ptr<PingProtocol>> pings;
    ApplicationContainer applications;
    ScenarioEventHelper events;
};

/** Notes which packets of a host end connections. */
class EndingPackets
{
  public:
    explicit EndingPackets(const Ptr<NetDevice>& device)
    {
        device->TraceConnectWithoutContext("PhyTxBegin", MakeCallback(&EndingPackets::Sent, this));
    }

    int fins{0};
    int resets{0};

  private:
    void Sent(Ptr<const Packet> packet)
    {
        Ptr<Packet> copy = packet->Copy();
        Ipv4Header ip;
        TcpHeader tcp;
        copy->RemoveHeader(ip);
        copy->RemoveHeader(tcp);
        fins += (tcp.GetFlags() & TcpHeader::FIN) != 0 ? 1 : 0;
        resets += (tcp.GetFlags() & TcpHeader::RST) != 0 ? 1 : 0;
    }
};

} // namespace ns3

#endif /* WAKU_EVENT_NETWORK_H */
