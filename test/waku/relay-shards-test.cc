/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "trace-sink.h"

#include "ns3/boolean.h"
#include "ns3/shard-overlay-helper.h"
#include "ns3/static-router.h"
#include "ns3/waku-sharding.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <vector>

using namespace ns3;

namespace
{

/// Content topics of three applications, whose shards differ.
const std::vector<std::string> APPLICATIONS = {"/toychat/2/huilong/proto",
                                               "/toychat2/2/huilong/proto",
                                               "/myapp/1/mytopic/cbor"};

/// Relays of which each is part of the shards of some of the applications.
class ShardedNetwork : public TestRelayNetwork
{
  public:
    ShardedNetwork(const std::string& mode, const std::vector<std::vector<uint32_t>>& wanted)
        : TestRelayNetwork(static_cast<uint32_t>(wanted.size())),
          delivered(wanted.size()),
          unwanted(wanted.size(), 0)
    {
        relay = WakuRelayHelper(mode);
        if (mode == "Static")
        {
            relay.SetRouterAttribute("AnnounceSubscriptions", BooleanValue(true));
        }
        std::vector<std::vector<uint32_t>> members(APPLICATIONS.size());
        for (uint32_t node = 0; node < wanted.size(); node++)
        {
            for (const uint32_t application : wanted[node])
            {
                members[application].push_back(node);
            }
        }
        ShardOverlayHelper overlay(OverlayHelper::FromString("regular:4"));
        overlay.AssignStreams(0);
        overlay.SetStrangers(2);
        Build(overlay.Create(nodes.GetN(), members));
        for (uint32_t node = 0; node < wanted.size(); node++)
        {
            Get(node)->Unsubscribe("/waku/2/rs/0/0");
            for (const uint32_t application : wanted[node])
            {
                Get(node)->SubscribeContent(APPLICATIONS[application]);
            }
            Get(node)->TraceConnectWithoutContext(
                "Deliver",
                MakeTraceSink<Ptr<const PubsubMessage>>(
                    [this, node](Ptr<const PubsubMessage> message) {
                        delivered[node][message->GetTopic()]++;
                    }));
            Get(node)->TraceConnectWithoutContext(
                "Unwanted",
                MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
                    [this, node](Ptr<const PubsubMessage>, const PeerInfo&) { unwanted[node]++; }));
        }
    }

    void PublishContentAt(Time time, uint32_t node, uint32_t application)
    {
        Simulator::Schedule(time, [this, node, application] {
            Get(node)->PublishContent(APPLICATIONS[application], 500);
        });
    }

    static std::string TopicOf(uint32_t application)
    {
        return WakuSharding().FindShard(APPLICATIONS[application])->ToTopic();
    }

    std::vector<std::map<std::string, uint32_t>> delivered; ///< messages of each topic
    std::vector<uint64_t> unwanted;                         ///< messages of other topics
};

/// Nodes of which each is part of one shard or two.
std::vector<std::vector<uint32_t>>
MakeOverlapping(uint32_t count)
{
    std::vector<std::vector<uint32_t>> wanted;
    for (uint32_t node = 0; node < count; node++)
    {
        wanted.push_back(node % 5 == 0 ? std::vector<uint32_t>{0, 1, 2}
                                       : std::vector<uint32_t>{node % 3});
    }
    return wanted;
}

class ShardModes : public testing::TestWithParam<std::string>
{
};

} // namespace

TEST_P(ShardModes, EachMessageReachesTheMembersOfItsShardAndNobodyElse)
{
    const auto wanted = MakeOverlapping(45);
    ShardedNetwork network(GetParam(), wanted);
    const Time start = Seconds(20);
    // By a member, and by a node that is part of another shard only.
    for (uint32_t application = 0; application < 3; application++)
    {
        network.PublishContentAt(start, 3 + application, application);
        network.PublishContentAt(start + Seconds(1), 4 + application, application);
    }
    network.RunUntil(start + Seconds(15));
    const std::vector<std::vector<uint32_t>> publishers = {{3, 4}, {4, 5}, {5, 6}};
    for (uint32_t node = 0; node < wanted.size(); node++)
    {
        for (uint32_t application = 0; application < 3; application++)
        {
            const auto& of = publishers[application];
            const bool isMember =
                std::find(wanted[node].begin(), wanted[node].end(), application) !=
                wanted[node].end();
            const uint32_t own = std::count(of.begin(), of.end(), node);
            EXPECT_EQ(network.delivered[node][ShardedNetwork::TopicOf(application)],
                      isMember ? 2 - own : 0)
                << "node " << node << ", application " << application;
        }
        EXPECT_EQ(network.unwanted[node], 0U) << "node " << node;
    }
    EXPECT_EQ(network.Results().GetNDelivered(), network.metrics->Summarize().expectedDeliveries);
}

TEST_P(ShardModes, ANodeJoinsAndLeavesShardsWhileItRuns)
{
    ShardedNetwork network(GetParam(), MakeOverlapping(30));
    Ptr<WakuRelay> node = network.Get(1); // of shard 1 alone
    Simulator::Schedule(Seconds(20), [node] { node->SubscribeContent(APPLICATIONS[0]); });
    Simulator::Schedule(Seconds(30), [node] { node->UnsubscribeContent(APPLICATIONS[0]); });
    for (const double time : {19.0, 25.0, 35.0})
    {
        network.PublishContentAt(Seconds(time), 3, 0);
        network.PublishContentAt(Seconds(time), 4, 1);
    }
    network.RunUntil(Seconds(45));
    EXPECT_EQ(network.delivered[1][ShardedNetwork::TopicOf(0)], 1U);
    EXPECT_EQ(network.delivered[1][ShardedNetwork::TopicOf(1)], 3U);
    EXPECT_FALSE(node->GetProtocol()->IsSubscribedToContent(APPLICATIONS[0]));
    EXPECT_TRUE(node->GetProtocol()->IsSubscribedToContent(APPLICATIONS[1]));
}

INSTANTIATE_TEST_SUITE_P(Modes, ShardModes, testing::Values("Static", "GossipSub"));

TEST(WakuShards, AShardIsLeftWithTheLastContentTopicInIt)
{
    Ptr<WakuRelayProtocol> relay = CreateObject<WakuRelayProtocol>();
    const std::string topic = WakuSharding().FindShard(APPLICATIONS[0])->ToTopic();
    const auto isMember = [&] { return relay->GetRouter()->IsSubscribed(topic); };
    relay->SubscribeContent("/toychat/2/a/proto");
    relay->SubscribeContent("/toychat/2/b/proto");
    relay->UnsubscribeContent("/toychat/2/a/proto");
    relay->UnsubscribeContent("/toychat/2/a/proto");
    EXPECT_TRUE(isMember());
    relay->UnsubscribeContent("/toychat/2/b/proto");
    EXPECT_FALSE(isMember());

    // Who asked for the shard itself stays.
    relay->SubscribeContent("/toychat/2/a/proto");
    relay->Subscribe(topic);
    relay->UnsubscribeContent("/toychat/2/a/proto");
    EXPECT_TRUE(isMember());
    relay->SubscribeContent("/toychat/2/a/proto");
    relay->UnsubscribeContent("/toychat/2/a/proto");
    EXPECT_TRUE(isMember());

    // Who leaves the shard leaves its content topics.
    relay->SubscribeContent("/toychat/2/a/proto");
    relay->Unsubscribe(topic);
    EXPECT_FALSE(isMember());
    EXPECT_FALSE(relay->IsSubscribedToContent("/toychat/2/a/proto"));
    relay->Dispose();
}

TEST(WakuShards, AnnouncingCostsNothingElseAndSilenceReachesAll)
{
    uint64_t transmissions[2];
    for (const bool announces : {false, true})
    {
        TestRelayNetwork network(40);
        network.relay.SetRouterAttribute("AnnounceSubscriptions", BooleanValue(announces));
        network.Build("regular:6");
        network.PublishAt(Seconds(5), 0, 1000);
        network.RunUntil(Seconds(8));
        EXPECT_EQ(network.Results().GetNDelivered(), 39U);
        transmissions[announces] = network.Results().GetNTransmissions();
    }
    EXPECT_EQ(transmissions[0], transmissions[1]);
}

TEST(WakuShardsDeath, ContentTopicsWithoutShardStopTheProgram)
{
    Ptr<WakuRelayProtocol> relay = CreateObject<WakuRelayProtocol>();
    EXPECT_DEATH(relay->SubscribeContent("toychat"),
                 "content topic 'toychat' does not begin with a slash");
    EXPECT_DEATH(relay->SubscribeContent("/2/toychat/2/huilong/proto"), "has generation 2");
    EXPECT_FALSE(relay->IsSubscribedToContent("toychat"));
}
