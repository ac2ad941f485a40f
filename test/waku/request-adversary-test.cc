/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/adversary-helper.h"
#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/request-adversary.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"
#include "ns3/waku-archive.h"
#include "ns3/waku-store-protocol.h"
#include "ns3/wan-helper.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// Stores on all hosts but the last, which is an adversary that speaks the same protocol.
class StoreAttack
{
  public:
    StoreAttack(uint32_t n, AdversaryHelper& attack, uint32_t rateLimit = 0)
    {
        NodeContainer all(n);
        NodeContainer stores;
        for (uint32_t i = 0; i + 1 < n; i++)
        {
            stores.Add(all.Get(i));
        }
        WanHelper wan;
        wan.SetTransport("flow");
        const NetDeviceContainer devices = wan.Install(all);
        InternetTcpHelper().Install(all);
        wan.AssignIpv4Addresses(devices);
        addresses = wan.GetIpv4Addresses(devices);
        P2pNodeHelper helper;
        helper.Mount("ns3::WakuStoreProtocol", "RateLimitOfPeer", UintegerValue(rateLimit));
        nodes = helper.Install(stores);
        for (uint32_t i = 0; i < nodes.GetN(); i++)
        {
            Store(i)->SetArchive(CreateObject<WakuArchive>());
        }
        hostile = attack.Install(NodeContainer(all.Get(n - 1)), *Node(0));
        attack.AssignStreams(hostile, 100);
    }

    ~StoreAttack()
    {
        Simulator::Destroy();
    }

    Ptr<P2pNode> Node(uint32_t i) const
    {
        return DynamicCast<P2pNode>(nodes.Get(i));
    }

    Ptr<WakuStoreProtocol> Store(uint32_t i) const
    {
        return Node(i)->FindProtocol<WakuStoreProtocol>();
    }

    Ptr<RequestAdversary> Hostile() const
    {
        return DynamicCast<P2pNode>(hostile.Get(0))->FindProtocol<RequestAdversary>();
    }

    Address AddressOf(uint32_t i) const
    {
        return InetSocketAddress(addresses[i], 60000);
    }

    void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    std::vector<Ipv4Address> addresses;
    ApplicationContainer nodes;
    ApplicationContainer hostile;
};

} // namespace

TEST(RequestAdversary, AFloodIsServedAsFarAsTheRateLimitOfAPeerGoes)
{
    for (const uint32_t limit : {0, 30})
    {
        AdversaryHelper attack("ns3::RequestAdversary", "RequestsPerSecond", DoubleValue(20));
        StoreAttack network(2, attack, limit);
        network.Hostile()->SetRequest([] { return WakuStoreQuery().Encode(); });
        attack.Dial(network.hostile, {network.AddressOf(0)}, 1, 9);
        network.RunUntil(Seconds(50));
        const auto hostile = network.Hostile();
        EXPECT_GT(hostile->GetNSent(), 900u);
        if (limit == 0)
        {
            EXPECT_GT(hostile->GetNServedToUs(), 900u);
            EXPECT_EQ(hostile->GetNRefused(), 0u);
        }
        else
        {
            EXPECT_EQ(hostile->GetNServedToUs(), limit);
            // The last refusals are on their way.
            EXPECT_NEAR(static_cast<double>(network.Store(0)->GetNFaults(RequestFault::TOO_MANY)),
                        static_cast<double>(hostile->GetNRefused()),
                        5);
            EXPECT_GT(hostile->GetNRefused(), 900 - limit);
        }
    }
}

TEST(RequestAdversary, GarbageIsRefusedAndCounted)
{
    AdversaryHelper attack("ns3::RequestAdversary", "RequestsPerSecond", DoubleValue(20));
    StoreAttack network(2, attack);
    attack.Dial(network.hostile, {network.AddressOf(0)}, 1, 9);
    network.RunUntil(Seconds(10));
    EXPECT_GT(network.Store(0)->GetNFaults(RequestFault::MALFORMED), 100u);
    EXPECT_EQ(network.Hostile()->GetNServedToUs(), 0u);
    EXPECT_EQ(network.Store(0)->GetNServedPages(), 0u);
}

TEST(RequestAdversary, AStoreThatAnswersFalselyIsReplaced)
{
    AdversaryHelper attack("ns3::RequestAdversary", "RequestsPerSecond", DoubleValue(0));
    StoreAttack network(3, attack);
    const auto client = network.Store(0);
    client->AddServiceNode(network.AddressOf(2));
    client->AddServiceNode(network.AddressOf(1));
    bool isDone = false;
    Simulator::Schedule(Seconds(5), [&] {
        WakuStoreQuery query;
        query.start = 0;
        query.end = 1;
        client->Fetch(
            query,
            [](const WakuStorePage&) {},
            [&isDone](const WakuFetchSummary& summary) { isDone = summary.isComplete; });
    });
    network.RunUntil(Seconds(120));
    EXPECT_TRUE(isDone);
    EXPECT_GE(network.Hostile()->GetNFalse(), 1u);
    EXPECT_EQ(client->GetNReplaced(), 1u);
    EXPECT_EQ(network.Store(1)->GetNServedPages(), 1u);
}
