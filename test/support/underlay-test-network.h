/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_UNDERLAY_TEST_NETWORK_H
#define WAKU_UNDERLAY_TEST_NETWORK_H

#include "ns3/ipv4-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-header.h"
#include "ns3/wan-helper.h"

#include <gtest/gtest.h>
#include <utility>
#include <vector>

namespace ns3
{

/** Hosts on a WAN that send bare IPv4 packets, without an IP stack. */
class UnderlayNetwork : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }

    /** Connect hosts; host i has the address 10.0.0.(i + 1). */
    void Build(uint32_t hosts)
    {
        nodes.Create(hosts);
        devices = wan.Install(nodes);
        channel = DynamicCast<WanChannel>(devices.Get(0)->GetChannel());
        for (uint32_t i = 0; i < hosts; i++)
        {
            channel->AddAddress(AddressOf(i), Host(i));
            Host(i)->SetReceiveCallback(MakeCallback(&UnderlayNetwork::Received, this));
        }
    }

    void SetRates(const std::string& up, const std::string& down)
    {
        wan.SetDeviceAttribute("UpRate", StringValue(up));
        wan.SetDeviceAttribute("DownRate", StringValue(down));
    }

    static Ipv4Address AddressOf(uint32_t host)
    {
        return Ipv4Address(Ipv4Address("10.0.0.1").Get() + host);
    }

    Ptr<WanNetDevice> Host(uint32_t host) const
    {
        return DynamicCast<WanNetDevice>(devices.Get(host));
    }

    /** A UDP packet of a given size, headers included. */
    static Ptr<Packet> MakePacket(uint32_t from, uint32_t to, uint32_t bytes)
    {
        Ptr<Packet> packet = Create<Packet>(bytes - 28);
        UdpHeader udp;
        packet->AddHeader(udp);
        Ipv4Header ip;
        ip.SetSource(AddressOf(from));
        ip.SetDestination(AddressOf(to));
        ip.SetProtocol(17);
        ip.SetPayloadSize(static_cast<uint16_t>(bytes - 20));
        ip.EnableChecksum();
        packet->AddHeader(ip);
        return packet;
    }

    bool SendPacket(uint32_t from, Ptr<Packet> packet)
    {
        return Host(from)->Send(packet, Address(), 0x0800);
    }

    /** Have a packet sent at a time, once the simulation runs. */
    void SendAt(Time when, uint32_t from, uint32_t to, uint32_t bytes)
    {
        Simulator::Schedule(when, [this, from, to, bytes] {
            SendPacket(from, MakePacket(from, to, bytes));
        });
    }

    bool Received(Ptr<NetDevice> device,
                  Ptr<const Packet> packet,
                  uint16_t protocol,
                  const Address& from)
    {
        arrivals.push_back(Simulator::Now());
        sizes.push_back(packet->GetSize());
        receivers.push_back(DynamicCast<WanNetDevice>(device)->GetHostIndex());
        protocols.push_back(protocol);
        senders.push_back(from);
        return true;
    }

    WanHelper wan;
    NodeContainer nodes;
    NetDeviceContainer devices;
    Ptr<WanChannel> channel;
    std::vector<Time> arrivals;
    std::vector<uint32_t> sizes;
    std::vector<uint32_t> receivers;
    std::vector<uint16_t> protocols;
    std::vector<Address> senders;
};

/** Counts what a packet trace source fires, and when. */
struct PacketTrace
{
    void Fire(Ptr<const Packet> packet)
    {
        times.push_back(Simulator::Now());
        bytes += packet->GetSize();
    }

    template <typename Source>
    void Connect(Source source, const std::string& name)
    {
        ASSERT_TRUE(
            source->TraceConnectWithoutContext(name, MakeCallback(&PacketTrace::Fire, this)))
            << name;
    }

    std::vector<Time> times;
    uint64_t bytes{0};
};

} // namespace ns3

#endif /* WAKU_UNDERLAY_TEST_NETWORK_H */
