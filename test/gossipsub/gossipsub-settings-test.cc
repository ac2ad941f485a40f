/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-fake-host.h"

#include "ns3/boolean.h"
#include "ns3/gossipsub-preset.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3;

namespace
{

/// A number, a time in seconds or a truth, as an attribute of an object.
double
NumberOf(const Object& object, const std::string& name)
{
    TypeId::AttributeInformation info;
    EXPECT_TRUE(object.GetInstanceTypeId().LookupAttributeByName(name, &info)) << name;
    Ptr<AttributeValue> value = info.checker->Create();
    object.GetAttribute(name, *value);
    if (const auto* time = dynamic_cast<const TimeValue*>(PeekPointer(value)))
    {
        return time->Get().GetSeconds();
    }
    if (const auto* truth = dynamic_cast<const BooleanValue*>(PeekPointer(value)))
    {
        return truth->Get() ? 1 : 0;
    }
    return std::stod(value->SerializeToString(info.checker));
}

} // namespace

TEST(GossipSubAttributes, ContradictionsStopWithTheirNamesAndValues)
{
    const auto start = [](const std::string& name, const std::string& value) {
        FakeGossipSub node;
        node.Set(name, value);
        node.Start();
    };
    EXPECT_DEATH(start("D", "13"), "D is 13, not within D_low, 4, to D_high, 12");
    EXPECT_DEATH(start("D_low", "7"), "D is 6, not within D_low, 7");
    EXPECT_DEATH(start("D_out", "4"), "D_out is 4, not below D_low, 4, and at most D / 2, 3");
    EXPECT_DEATH(start("D_score", "7"), "D_score is 7, above D, 6");
    EXPECT_DEATH(start("McacheGossip", "6"), "McacheGossip is 6, above McacheLen, 5");
}

TEST(GossipSubAttributes, HeartbeatInitialDelayIsTheTimeOfTheFirstHeartbeat)
{
    FakeGossipSub node;
    node.Set("HeartbeatInitialDelay", "1750ms");
    node.Start();
    node.AddPeers(10);
    node.Run(MilliSeconds(1749));
    EXPECT_TRUE(node.router->GetMesh(node.TOPIC).IsEmpty());
    node.Run(MilliSeconds(2));
    EXPECT_EQ(node.router->GetMesh(node.TOPIC).GetSize(), 6U);
}

TEST(GossipSubAttributes, ABootstrapperNeedsNoMesh)
{
    FakeGossipSub node;
    node.Set("D", "0");
    node.Set("D_low", "0");
    node.Set("D_high", "0");
    node.Set("D_out", "0");
    node.Set("D_score", "0");
    node.Set("DoPX", "true");
    node.Start();
    const std::vector<PeerId> peers = node.AddPeers(5);
    node.Graft(peers[0]);
    node.Run(Seconds(3));
    EXPECT_TRUE(node.Mesh().empty());
    EXPECT_EQ(node.LastPrune(peers[0]).peers.size(), 4u);
}

TEST(GossipSubPresets, AreKnownByNameAndFitTheirTypes)
{
    EXPECT_DEATH(GossipSubPreset::Get("status"),
                 "\"status\" is not a preset; libp2p, nwaku, go, rust, js and ethereum are");
    EXPECT_TRUE(GossipSubPreset::Get("libp2p").router.empty());
    FakeGossipSub node;
    const GossipSubPreset nwaku = GossipSubPreset::Get("nwaku");
    for (const auto& attribute : nwaku.router)
    {
        node.Set(attribute.first, attribute.second);
    }
    for (const auto& attribute : nwaku.peerScore)
    {
        node.Score(attribute.first, attribute.second);
    }
    for (const auto& attribute : nwaku.topicScore)
    {
        node.TopicScore(attribute.first, attribute.second);
    }
    node.Start();
    node.AddPeers(20);
    node.Run(Seconds(30));
    // nim-libp2p fills a mesh up to D_low as peers subscribe.
    EXPECT_EQ(node.Mesh().size(), 4u);
    // 0.01 for each of 10 s in the mesh, up to 10 s at the decays of 12 s and 24 s.
    EXPECT_NEAR(node.router->GetScore(*node.Mesh().begin()), 0.1, 1e-9);
}

TEST(GossipSubPresets, NwakuHasItsNumbers)
{
    FakeGossipSub node;
    const GossipSubPreset nwaku = GossipSubPreset::Get("nwaku");
    for (const auto& attribute : nwaku.router)
    {
        node.Set(attribute.first, attribute.second);
    }
    for (const auto& attribute : nwaku.peerScore)
    {
        node.Score(attribute.first, attribute.second);
    }
    for (const auto& attribute : nwaku.topicScore)
    {
        node.TopicScore(attribute.first, attribute.second);
    }
    node.Start();
    PointerValue scoring;
    node.router->GetAttribute("Scoring", scoring);
    PointerValue topic;
    scoring.Get<PeerScoreParameters>()->GetAttribute("DefaultTopic", topic);
    using Numbers = std::vector<std::pair<const char*, double>>;
    const auto expect = [](Ptr<const Object> object, const Numbers& numbers) {
        for (const auto& [name, number] : numbers)
        {
            EXPECT_DOUBLE_EQ(NumberOf(*object, name), number) << name;
        }
    };
    expect(node.router,
           {{"D", 6},
            {"D_low", 4},
            {"D_high", 8},
            {"D_score", 6},
            {"D_out", 3},
            {"D_lazy", 6},
            {"GossipFactor", 0.25},
            {"McacheLen", 6},
            {"McacheGossip", 3},
            {"FloodPublish", 1},
            {"PruneBackoff", 60},
            {"UnsubscribeBackoff", 5}});
    expect(scoring.Get<PeerScoreParameters>(),
           {{"IPColocationFactorWeight", -50},
            {"IPColocationFactorThreshold", 5},
            {"BehaviourPenaltyWeight", -10},
            {"BehaviourPenaltyDecay", 0.986},
            {"GossipThreshold", -100},
            {"PublishThreshold", -1000},
            {"GraylistThreshold", -10000},
            {"DecayInterval", 12},
            {"RetainScore", 600}});
    expect(topic.Get<TopicScoreParameters>(),
           {{"TopicWeight", 1},
            {"TimeInMeshWeight", 0.01},
            {"TimeInMeshQuantum", 1},
            {"TimeInMeshCap", 10},
            {"FirstMessageDeliveriesWeight", 1},
            {"FirstMessageDeliveriesDecay", 0.5},
            {"FirstMessageDeliveriesCap", 10},
            {"InvalidMessageDeliveriesWeight", -100},
            {"InvalidMessageDeliveriesDecay", 0.5}});
}
