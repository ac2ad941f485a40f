/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/config.h"
#include "ns3/fq-codel-queue-disc.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/wan-helper.h"
#include "ns3/wan-tcp-socket-factory.h"

#include <gtest/gtest.h>
#include <map>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t QUEUE_PORT = 4001;
constexpr uint32_t BULK = 150000;
constexpr uint32_t SHORT = 100;

/** Host 0 sends bulk to hosts 1 to 4 over 5 Mbit/s, and a short message to host 5. */
class UnderlayQueueDisc : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    void Build(const std::string& disc)
    {
        nodes.Create(6);
        wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("50ms"));
        devices = wan.Install(nodes);
        devices.Get(0)->SetAttribute("UpRate", StringValue("5Mbps"));
        InternetTcpHelper().Install(nodes);
        if (!disc.empty())
        {
            discs = wan.InstallQueueDisc(devices, disc);
        }
        addresses = wan.AssignIpv4Addresses(devices);
    }

    /** Connect host 0 with another, and send bytes at a time. */
    void SendAt(double seconds, uint32_t to, uint32_t bytes)
    {
        const TypeId factory = WanTcpSocketFactory::GetTypeId();
        const Ptr<Socket> listener = Socket::CreateSocket(nodes.Get(to), factory);
        listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), QUEUE_PORT));
        listener->Listen();
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeCallback(&UnderlayQueueDisc::Accept, this));
        const Ptr<Socket> client = Socket::CreateSocket(nodes.Get(0), factory);
        client->Bind();
        // Queue discs are ready once the simulation runs.
        const InetSocketAddress remote(addresses.GetAddress(to), QUEUE_PORT);
        Simulator::Schedule(Time(0), [client, remote] { client->Connect(remote); });
        Simulator::Schedule(Seconds(seconds),
                            [client, bytes] { client->Send(Create<Packet>(bytes)); });
        sockets.push_back(client);
        sockets.push_back(listener);
    }

    void Accept(Ptr<Socket> socket, const Address&)
    {
        sockets.push_back(socket);
        socket->SetRecvCallback(MakeCallback(&UnderlayQueueDisc::Receive, this));
    }

    void Receive(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            received[socket->GetNode()] += packet->GetSize();
            last[socket->GetNode()] = Simulator::Now();
        }
    }

    /** \return seconds that the short message took */
    double SendShortBehindBulk()
    {
        for (uint32_t to = 1; to <= 4; to++)
        {
            SendAt(1, to, BULK);
        }
        const double at = 1.45;
        SendAt(at, 5, SHORT);
        Simulator::Stop(Seconds(20));
        Simulator::Run();
        for (uint32_t to = 1; to <= 4; to++)
        {
            EXPECT_EQ(received[nodes.Get(to)], BULK);
        }
        EXPECT_EQ(received[nodes.Get(5)], SHORT);
        return last[nodes.Get(5)].GetSeconds() - at;
    }

    NodeContainer nodes;
    WanHelper wan;
    NetDeviceContainer devices;
    QueueDiscContainer discs;
    Ipv4InterfaceContainer addresses;
    std::vector<Ptr<Socket>> sockets;
    std::map<Ptr<Node>, uint32_t> received;
    std::map<Ptr<Node>, Time> last;
};

/** A full packet takes 2.4 ms, the short one 0.24 ms. */
constexpr double FULL_PACKET = 1500 * 8 / 5e6;

TEST_F(UnderlayQueueDisc, AShortMessageWaitsBehindBulkInAFifo)
{
    Build("");
    EXPECT_GT(SendShortBehindBulk(), 0.05 + 20 * FULL_PACKET);
}

TEST_F(UnderlayQueueDisc, AShortMessagePassesBulkWithFairQueueing)
{
    Build("ns3::FqCoDelQueueDisc");
    // The packet that is sent and the one in the device's queue come first.
    EXPECT_LT(SendShortBehindBulk(), 0.05 + 2 * FULL_PACKET + 0.001);
}

TEST_F(UnderlayQueueDisc, HoldsThePacketsThatWaitAndTheDeviceOne)
{
    Build("ns3::FqCoDelQueueDisc");
    SendAt(1, 1, BULK);
    const auto device = DynamicCast<WanNetDevice>(devices.Get(0));
    Simulator::Schedule(Seconds(1.001), [this, device] {
        EXPECT_EQ(device->GetTxQueue()->GetNPackets(), 1U);
        EXPECT_EQ(discs.Get(0)->GetNPackets(), 8U);
        // Of the first of ten packets 1 ms is over.
        EXPECT_NEAR(device->GetTxBacklog().GetSeconds(), 10 * FULL_PACKET - 0.001, 2e-4);
    });
    Simulator::Stop(Seconds(5));
    Simulator::Run();
    EXPECT_EQ(received[nodes.Get(1)], BULK);
}

TEST_F(UnderlayQueueDisc, NeedsAStackAndAQueueDisc)
{
    nodes.Create(1);
    devices = wan.Install(nodes);
    EXPECT_DEATH(wan.InstallQueueDisc(devices, "ns3::FqCoDelQueueDisc"),
                 "WanHelper::InstallQueueDisc: node .* has no stack");
    EXPECT_DEATH(wan.InstallQueueDisc(devices, "ns3::DropTailQueue<Packet>"),
                 "WanHelper::InstallQueueDisc");
}

} // namespace
