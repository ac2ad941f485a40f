/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "test-topic.h"
#include "trace-sink.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/gossipsub-router.h"
#include "ns3/inet-socket-address.h"
#include "ns3/peer-address.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

using namespace ns3;

namespace
{

/// Relays in mode GossipSub, for a test.
class GossipSubNetwork : public TestRelayNetwork
{
  public:
    explicit GossipSubNetwork(uint32_t n)
        : TestRelayNetwork(n)
    {
        relay = WakuRelayHelper("GossipSub");
        relay.SetPreset("nwaku");
    }

    Ptr<GossipSubRouter> Router(uint32_t i) const
    {
        return DynamicCast<GossipSubRouter>(Get(i)->GetRouter());
    }

    std::size_t MeshSize(uint32_t i) const
    {
        return Router(i)->GetMesh(TOPIC).GetSize();
    }

    /// \return (i, k) if node i has node k in its mesh
    std::set<std::pair<Address, Address>> Meshes() const
    {
        std::set<std::pair<Address, Address>> pairs;
        for (uint32_t i = 0; i < nodes.GetN(); i++)
        {
            for (const PeerId peer : Router(i)->GetMesh(TOPIC))
            {
                const PeerInfo& info = Router(i)->GetPeers().at(peer);
                pairs.insert({addresses.GetAddress(i), HostOf(info.address)});
            }
        }
        return pairs;
    }

    /// Node i has no mesh of its own and is in nobody else's.
    void TakeOutOfMeshes(uint32_t i) const
    {
        for (const char* name : {"D", "D_low", "D_high", "D_score", "D_out"})
        {
            Router(i)->SetAttribute(name, UintegerValue(0));
        }
    }
};

/// Counts what each node delivers.
class DeliveryCounter
{
  public:
    explicit DeliveryCounter(const TestRelayNetwork& network)
        : counts(network.relays.GetN(), 0)
    {
        for (uint32_t i = 0; i < network.relays.GetN(); i++)
        {
            network.relays.Get(i)->TraceConnectWithoutContext(
                "Deliver",
                MakeTraceSink<Ptr<const PubsubMessage>>(
                    [this, i](Ptr<const PubsubMessage>) { counts[i]++; }));
        }
    }

    std::vector<uint32_t> counts;
};

} // namespace

TEST(GossipSubNetwork, MeshDegreesOfAThousandNodesStayWithinTheirBounds)
{
    GossipSubNetwork network(1000);
    network.Build("dial:8");
    network.RunUntil(Seconds(60));
    double sum = 0;
    for (uint32_t i = 0; i < 1000; i++)
    {
        // Below D_low only until the next heartbeat, above D_high only for D_out.
        EXPECT_GE(network.MeshSize(i), 3u);
        EXPECT_LE(network.MeshSize(i), 9u);
        sum += network.MeshSize(i);
    }
    EXPECT_GT(sum / 1000, 5);
    EXPECT_LT(sum / 1000, 8);
}

TEST(GossipSubNetwork, MeshesAreMutualOnceAllIsQuiet)
{
    GossipSubNetwork network(50);
    network.Build("dial:5");
    network.RunUntil(Seconds(60));
    const auto meshes = network.Meshes();
    EXPECT_GT(meshes.size(), 200u);
    for (const auto& [one, other] : meshes)
    {
        EXPECT_EQ(meshes.count({other, one}), 1u) << one << " has " << other << " in its mesh";
    }
}

TEST(GossipSubNetwork, EveryNodeDeliversEachMessageExactlyOnce)
{
    for (const char* overlay : {"dial:2", "dial:10", "regular:6", "complete"})
    {
        GossipSubNetwork network(40);
        network.Build(overlay);
        DeliveryCounter delivered(network);
        for (uint32_t i = 0; i < 10; i++)
        {
            network.PublishAt(Seconds(20 + i), i, 2000);
        }
        network.RunUntil(Seconds(40));
        for (uint32_t i = 0; i < 40; i++)
        {
            EXPECT_EQ(delivered.counts[i], i < 10 ? 9u : 10u) << overlay << ", node " << i;
        }
    }
}

TEST(GossipSubNetwork, ANodeOutsideEveryMeshHearsByGossip)
{
    GossipSubNetwork network(20);
    network.relay.SetRouterAttribute("FloodPublish", BooleanValue(false));
    network.Build("complete");
    network.TakeOutOfMeshes(7);
    DeliveryCounter delivered(network);
    uint32_t served = 0;
    for (uint32_t i = 0; i < 20; i++)
    {
        network.Router(i)->TraceConnectWithoutContext(
            "IWantServed",
            MakeTraceSink<PeerId, Ptr<const PubsubMessage>>(
                [&served](PeerId, Ptr<const PubsubMessage>) { served++; }));
    }
    for (uint32_t i = 0; i < 5; i++)
    {
        network.PublishAt(Seconds(20 + i), i, 2000);
    }
    network.RunUntil(Seconds(40));
    EXPECT_EQ(network.MeshSize(7), 0u);
    EXPECT_EQ(delivered.counts[7], 5u);
    EXPECT_GE(served, 5u);
}

TEST(GossipSubNetwork, HalfTheNodesLeaveAndTheRestStillDeliverEverything)
{
    GossipSubNetwork network(100);
    network.Build("dial:10");
    DeliveryCounter delivered(network);
    for (uint32_t i = 0; i < 100; i += 2)
    {
        network.Get(i)->SetStopTime(Seconds(30));
    }
    for (uint32_t i = 0; i < 10; i++)
    {
        // From the first second after they left.
        network.PublishAt(Seconds(31 + i), 2 * i + 1, 2000);
    }
    // Long enough for the backoffs of the crowded beginning to end.
    network.RunUntil(Seconds(130));
    for (uint32_t i = 1; i < 100; i += 2)
    {
        EXPECT_EQ(delivered.counts[i], i < 20 ? 9u : 10u) << i;
        EXPECT_GE(network.MeshSize(i), 4u) << i;
    }
    EXPECT_EQ(delivered.counts[0], 0u);
}

TEST(GossipSubNetwork, LossyLinksCostTimeAndNoMessage)
{
    GossipSubNetwork network(30);
    network.wan.SetLoss("ns3::ConstantWanLoss", "Probability", DoubleValue(0.1));
    network.Build("dial:6");
    for (uint32_t i = 0; i < 10; i++)
    {
        network.PublishAt(Seconds(40 + i), i, 5000);
    }
    network.RunUntil(Seconds(120));
    EXPECT_EQ(network.Results().GetDeliveryRatio(), 1);
}

TEST(GossipSubNetwork, IDontWantSavesTransmissionsOfLargeMessages)
{
    const auto transmissions = [](bool send) {
        GossipSubNetwork network(50);
        network.wan.SetDeviceAttribute("UpRate", StringValue("5Mbps"));
        network.relay.SetRouterAttribute("SendIDontWant", BooleanValue(send));
        network.Build("dial:10");
        network.PublishAt(Seconds(30), 0, 100000);
        network.RunUntil(Seconds(60));
        EXPECT_EQ(network.Results().GetDeliveryRatio(), 1);
        return network.Results().GetNTransmissions();
    };
    EXPECT_LT(transmissions(true), 0.9 * transmissions(false));
}

TEST(GossipSubNetwork, SubscriptionsGoAheadOfMessagesThatWait)
{
    GossipSubNetwork network(2);
    network.wan.SetDeviceAttribute("UpRate", StringValue("1Mbps"));
    network.Build("complete");
    for (int i = 0; i < 5; i++)
    {
        network.PublishAt(Seconds(20), 0, 100000);
    }
    Simulator::Schedule(Seconds(20.1), [&network] { network.Get(0)->Subscribe("other"); });
    DeliveryCounter delivered(network);
    uint32_t deliveredBefore = 0;
    while (network.Router(1)->GetSubscribers("other").IsEmpty())
    {
        deliveredBefore = delivered.counts[1];
        ASSERT_LT(Simulator::Now(), Seconds(30));
        network.RunUntil(Simulator::Now() + MilliSeconds(10));
    }
    EXPECT_LE(deliveredBefore, 1U);
    network.RunUntil(Seconds(40));
    EXPECT_EQ(delivered.counts[1], 5U);
}

TEST(GossipSubNetwork, PeerExchangeTurnsAStarIntoAMesh)
{
    GossipSubNetwork network(20);
    network.relay.SetRouterAttribute("DoPX", BooleanValue(true));
    OverlayGraph star(20);
    for (uint32_t i = 1; i < 20; i++)
    {
        // The hub knows the ports of those whom it has dialled, and names no others.
        star.AddLink(0, i);
    }
    network.Build(star);
    network.TakeOutOfMeshes(0);
    network.PublishAt(Seconds(60), 5, 1000);
    network.RunUntil(Seconds(70));
    for (uint32_t i = 1; i < 20; i++)
    {
        EXPECT_GE(network.MeshSize(i), 4u) << i;
    }
    EXPECT_EQ(network.Results().GetDeliveryRatio(), 1);
}

TEST(GossipSubNetwork, AHostilePeersBadFramesAreCountedAndPenalisedWhileOthersGoOn)
{
    GossipSubNetwork network(21);
    // Node 20 runs no relay of ours: it is a socket that sends rubbish.
    network.relay.SetPeerScoreAttribute("BehaviourPenaltyDecay", DoubleValue(1));
    network.Build("dial:4");
    network.Get(20)->SetStartTime(Seconds(1000));
    Ptr<Socket> attacker =
        Socket::CreateSocket(network.nodes.Get(20), TcpSocketFactory::GetTypeId());
    attacker->Bind();
    Simulator::Schedule(Seconds(15), [&] {
        attacker->Connect(InetSocketAddress(network.addresses.GetAddress(0), 60000));
    });
    // Frames of three bytes: a field that claims more bytes than there are.
    const std::vector<uint8_t> malformed = {3, 0x12, 0x7f, 0xff};
    for (uint32_t i = 0; i < 20; i++)
    {
        Simulator::Schedule(Seconds(20 + i),
                            [&] { attacker->Send(malformed.data(), malformed.size(), 0); });
    }
    double worst = 0;
    network.Router(0)->TraceConnectWithoutContext(
        "Score",
        MakeTraceSink<PeerId, double, double>(
            [&worst](PeerId, double, double now) { worst = std::min(worst, now); }));
    DeliveryCounter delivered(network);
    for (uint32_t i = 0; i < 10; i++)
    {
        network.PublishAt(Seconds(30 + i), i, 2000);
    }
    network.RunUntil(Seconds(60));
    EXPECT_EQ(network.Get(0)->GetNErrors(RpcError::MALFORMED), 20u);
    // Of each frame 0.1, as nim-libp2p counts.
    EXPECT_NEAR(worst, -10 * 2 * 2, 1e-9);
    for (uint32_t i = 0; i < 20; i++)
    {
        EXPECT_EQ(delivered.counts[i], i < 10 ? 9u : 10u) << i;
    }
}

TEST(GossipSubNetwork, SameSeedGivesTheSameRun)
{
    const auto run = [](uint32_t seed) {
        GossipSubNetwork network(60);
        RngSeedManager::SetRun(seed);
        network.Build("dial:6");
        for (uint32_t i = 0; i < 5; i++)
        {
            network.PublishAt(Seconds(20 + i), i, 20000);
        }
        network.RunUntil(Seconds(30));
        const RunSummary summary = network.metrics->Summarize();
        return std::make_tuple(summary.transmissions,
                               summary.latency.mean,
                               summary.ingress.ip,
                               summary.events);
    };
    EXPECT_EQ(run(1), run(1));
    EXPECT_NE(run(1), run(2));
}

TEST(GossipSubNetwork, ARelayThatUnsubscribesAndSubscribesAgainRejoins)
{
    GossipSubNetwork network(10);
    network.Build("complete");
    DeliveryCounter delivered(network);
    Simulator::Schedule(Seconds(20), [&] { network.Get(3)->Unsubscribe(TOPIC); });
    network.PublishAt(Seconds(25), 0, 1000);
    Simulator::Schedule(Seconds(30), [&] { network.Get(3)->Subscribe(TOPIC); });
    network.PublishAt(Seconds(50), 0, 1000);
    network.RunUntil(Seconds(60));
    EXPECT_EQ(delivered.counts[3], 1u);
    EXPECT_EQ(delivered.counts[4], 2u);
}
