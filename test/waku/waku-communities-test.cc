/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "trace-sink.h"

#include "ns3/community-metrics.h"
#include "ns3/double.h"
#include "ns3/shard-overlay-helper.h"
#include "ns3/uinteger.h"
#include "ns3/waku-communities.h"
#include "ns3/waku-user-sessions.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

Ptr<WakuCommunities>
MakeCommunities(const std::map<std::string, std::string>& attributes)
{
    Ptr<WakuCommunities> communities = CreateObject<WakuCommunities>();
    for (const auto& [name, value] : attributes)
    {
        communities->SetAttribute(name, StringValue(value));
    }
    communities->AssignStreams(5000);
    return communities;
}

/// Users of communities over the WAN.
class CommunityNetwork : public TestRelayNetwork
{
  public:
    CommunityNetwork(uint32_t users, Ptr<WakuCommunities> people)
        : TestRelayNetwork(users),
          communities(people)
    {
        relay = WakuRelayHelper("GossipSub");
        communities->Plan(users);
        ShardOverlayHelper overlay(OverlayHelper::FromString("dial:4"));
        overlay.AssignStreams(0);
        overlay.SetStrangers(2);
        Build(overlay.Create(users, communities->GetMembers()));
        communities->Install(relays);
    }

    Ptr<WakuCommunities> communities;
};

uint32_t
CountOnline(const ApplicationContainer& relays)
{
    uint32_t online = 0;
    for (uint32_t i = 0; i < relays.GetN(); i++)
    {
        online += DynamicCast<WakuRelay>(relays.Get(i))->IsOnline();
    }
    return online;
}

} // namespace

TEST(WakuCommunities, GroupsHaveTheDrawnSizesAndEachUserItsNumberOfGroups)
{
    Ptr<WakuCommunities> communities = MakeCommunities(
        {{"GroupsPerUser", "2"}, {"GroupSize", "ns3::ConstantRandomVariable[Constant=30]"}});
    communities->Plan(100);
    std::vector<std::size_t> sizes;
    for (const auto& group : communities->GetGroups())
    {
        sizes.push_back(group.users.size());
        EXPECT_TRUE(std::is_sorted(group.users.begin(), group.users.end()));
        EXPECT_EQ(communities->GetSharding().FindShard(group.contentTopic)->shard, group.shard);
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{30, 30, 30, 10, 30, 30, 30, 10}));
    for (uint32_t user = 0; user < 100; user++)
    {
        EXPECT_EQ(communities->GetGroupsOf(user).size(), 2U);
    }
}

TEST(WakuCommunities, ShardsOfChatAreFilledOneByOneOrEvenly)
{
    for (const std::string filling : {"OneByOne", "Evenly"})
    {
        Ptr<WakuCommunities> communities = MakeCommunities({{"ChatMessagesPerHour", "5"},
                                                            {"ChatShards", "3"},
                                                            {"MaxNodesPerShard", "40"},
                                                            {"ChatFilling", filling}});
        communities->Plan(90);
        const auto members = communities->GetMembers();
        ASSERT_EQ(members.size(), 6U);
        const bool isEven = filling == "Evenly";
        EXPECT_EQ(members[3].size(), isEven ? 30U : 40U);
        EXPECT_EQ(members[4].size(), isEven ? 30U : 40U);
        EXPECT_EQ(members[5].size(), isEven ? 30U : 10U);
        for (uint32_t user = 0; user < 90; user++)
        {
            const auto shard =
                communities->GetSharding().FindShard(communities->GetChatTopic(user));
            EXPECT_EQ(shard->shard, communities->GetChatShard(user));
        }
    }
}

TEST(WakuCommunities, MessagesReachTheShardsOfTheirGroupsAndReceivers)
{
    Ptr<WakuCommunities> communities =
        MakeCommunities({{"GroupSize", "ns3::UniformRandomVariable[Min=5|Max=25]"},
                         {"MessagesPerHour", "60"},
                         {"ChatMessagesPerHour", "60"},
                         {"ChatShards", "2"},
                         {"ChatFilling", "Evenly"},
                         {"Size", "300"},
                         {"Start", "20s"},
                         {"Stop", "80s"}});
    CommunityNetwork network(40, communities);
    std::map<std::string, uint32_t> published;
    const auto count = [&](bool isChat, uint32_t user, uint32_t target, auto message) {
        published[message->GetTopic()]++;
        EXPECT_EQ(message->GetPayloadSize(), 300U);
        const auto& groups = communities->GetGroupsOf(user);
        EXPECT_TRUE(isChat ? target != user
                           : std::find(groups.begin(), groups.end(), target) != groups.end());
        const uint16_t shard =
            isChat ? communities->GetChatShard(target) : communities->GetGroups()[target].shard;
        EXPECT_EQ(message->GetTopic(), (WakuShard{1, shard}.ToTopic()));
    };
    for (const bool isChat : {false, true})
    {
        communities->TraceConnectWithoutContext(
            isChat ? "ChatMessage" : "GroupMessage",
            MakeTraceSink<uint32_t, uint32_t, Ptr<const PubsubMessage>>(
                [&count, isChat](uint32_t user, uint32_t target, Ptr<const PubsubMessage> message) {
                    count(isChat, user, target, message);
                }));
    }
    network.RunUntil(Seconds(90));
    // 40 users, one message a minute of each kind.
    EXPECT_NEAR(static_cast<double>(communities->GetNGroupMessages()), 40, 20);
    EXPECT_NEAR(static_cast<double>(communities->GetNChatMessages()), 40, 20);
    EXPECT_EQ(communities->GetNUnsent(), 0U);
    EXPECT_EQ(published.size(), 5U);
    const RunSummary summary = network.metrics->Summarize();
    EXPECT_GT(summary.expectedDeliveries, 0U);
    EXPECT_EQ(summary.delivered, summary.expectedDeliveries);
    EXPECT_EQ(network.metrics->GetNUnwanted(), 0U);
}

TEST(WakuCommunities, TheSameStreamsGiveTheSamePeople)
{
    const auto plan = [] {
        Ptr<WakuCommunities> communities =
            MakeCommunities({{"GroupSize", "ns3::UniformRandomVariable[Min=1|Max=9]"}});
        communities->Plan(50);
        return communities->GetMembers();
    };
    EXPECT_EQ(plan(), plan());
}

TEST(WakuCommunitiesDeath, WhatDoesNotGoTogetherStopsTheProgram)
{
    EXPECT_DEATH(MakeCommunities({})->Plan(1), "there are 1 users, not at least 2");
    EXPECT_DEATH(MakeCommunities({{"GroupShards", "1024"}, {"ChatMessagesPerHour", "1"}})->Plan(9),
                 "1025 together, not at most 1024");
    EXPECT_DEATH(
        MakeCommunities({{"MaxNodesPerShard", "8"}, {"ChatMessagesPerHour", "1"}})->Plan(9),
        "room for 8 users, not 9");
    Ptr<WakuCommunities> communities = MakeCommunities({});
    communities->Plan(9);
    EXPECT_DEATH(communities->Plan(9), "only once");
    EXPECT_DEATH(communities->GetChatShard(0), "ChatMessagesPerHour is 0");
    EXPECT_DEATH(communities->Install(ApplicationContainer()), "0 applications for 9 users");
}

TEST(WakuUserSessions, UsersComeAndGoAndTheShareOnlineHolds)
{
    TestRelayNetwork network(100);
    network.Build("regular:4");
    Ptr<WakuUserSessions> sessions = CreateObject<WakuUserSessions>();
    sessions->SetAttribute("OnlineTime", StringValue("20s"));
    sessions->SetAttribute("OfflineTime", StringValue("60s"));
    sessions->SetAttribute("OnlineAtStart", DoubleValue(0.25));
    EXPECT_EQ(sessions->AssignStreams(9000, 100), 100);
    sessions->Install(network.relays);
    double sum = 0;
    uint32_t changes = 0;
    sessions->TraceConnectWithoutContext(
        "Session",
        MakeTraceSink<uint32_t, bool>([&changes](uint32_t, bool) { changes++; }));
    for (uint32_t second = 10; second <= 400; second += 10)
    {
        Simulator::Schedule(Seconds(second), [&] {
            EXPECT_EQ(sessions->GetNOnline(), CountOnline(network.relays));
            sum += sessions->GetNOnline();
        });
    }
    network.RunUntil(Seconds(401));
    EXPECT_NEAR(sum / 40, 25, 3);
    // 400 s, and a session in 80 s.
    EXPECT_NEAR(changes, 2 * 100 * 400 / 80, 150);
    sessions->Dispose();
}

TEST(WakuUserSessions, TheDailyRhythmHasPeakAndTrough)
{
    Ptr<WakuUserSessions> sessions = CreateObject<WakuUserSessions>();
    sessions->SetAttribute("Rhythm", DoubleValue(0.8));
    sessions->SetAttribute("RhythmPeak", StringValue("6h"));
    EXPECT_DOUBLE_EQ(sessions->GetReturnProbability(Hours(6)), 1);
    EXPECT_NEAR(sessions->GetReturnProbability(Hours(18)), 0.2, 1e-9);
    EXPECT_NEAR(sessions->GetReturnProbability(Hours(12)), 0.6, 1e-9);
    EXPECT_NEAR(sessions->GetReturnProbability(Hours(30)), 1, 1e-9);
}

TEST(WakuUserSessions, AUserWhoIsAwaySendsNothing)
{
    Ptr<WakuCommunities> communities =
        MakeCommunities({{"MessagesPerHour", "360"}, {"Start", "10s"}, {"Stop", "40s"}});
    CommunityNetwork network(10, communities);
    Ptr<WakuUserSessions> sessions = CreateObject<WakuUserSessions>();
    sessions->SetAttribute("OnlineAtStart", DoubleValue(0));
    sessions->SetAttribute("OfflineTime", StringValue("1000h"));
    sessions->AssignStreams(9000, 10);
    sessions->Install(network.relays);
    network.RunUntil(Seconds(50));
    EXPECT_EQ(communities->GetNGroupMessages(), 0U);
    EXPECT_GT(communities->GetNUnsent(), 10U);
    sessions->Dispose();
}

TEST(WakuUserKinds, LightNodesAreSpreadEvenlyBehindTheServiceNodes)
{
    const WakuUserKinds kinds(103, 3, 0.2, 0.1);
    std::map<WakuUserKind, uint32_t> counts;
    std::map<WakuUserKind, uint32_t> ofFirstHalf;
    for (uint32_t user = 0; user < 103; user++)
    {
        const WakuUserKind kind = kinds.Get(user);
        EXPECT_EQ(kind == WakuUserKind::SERVICE, user < 3);
        counts[kind]++;
        ofFirstHalf[kind] += user < 53 ? 1 : 0;
    }
    for (const auto& [kind, count] : counts)
    {
        EXPECT_EQ(kinds.GetN(kind), count);
    }
    EXPECT_EQ(counts[WakuUserKind::NAIVE], 21U);
    EXPECT_EQ(counts[WakuUserKind::SELECTIVE], 10U);
    EXPECT_NEAR(ofFirstHalf[WakuUserKind::NAIVE], 10.5, 1);
    EXPECT_NEAR(ofFirstHalf[WakuUserKind::SELECTIVE], 5, 1);
    EXPECT_EQ(WakuUserKinds(7, 0, 0, 0).GetN(WakuUserKind::RELAY), 7U);
    EXPECT_EQ(WakuUserKinds(4, 1, 0.5, 0.25).GetN(WakuUserKind::RELAY), 0U);
    EXPECT_DEATH(WakuUserKinds(10, 3, 0.5, 0.3), "8 have light nodes and 3 service nodes");
}

TEST(WakuCommunities, UsersOfInterestAreInAllShardsAndOthersInTheirs)
{
    Ptr<WakuCommunities> communities = MakeCommunities(
        {{"UsersOfInterest", "5"}, {"GroupSize", "ns3::ConstantRandomVariable[Constant=10]"}});
    communities->Plan(60);
    for (uint32_t user = 0; user < 60; user++)
    {
        const auto& groups = communities->GetGroupsOf(user);
        EXPECT_EQ(groups.size(), user < 5 ? 3U : 1U);
        EXPECT_EQ(communities->GetShardsOf(user).size(), groups.size());
        EXPECT_TRUE(std::is_sorted(groups.begin(), groups.end()));
        for (const uint32_t group : groups)
        {
            const auto& users = communities->GetGroups()[group].users;
            EXPECT_TRUE(std::binary_search(users.begin(), users.end(), user));
        }
    }
    EXPECT_DEATH(MakeCommunities({{"UsersOfInterest", "5"}})->Plan(4), "UsersOfInterest is 5");
}

TEST(WakuCommunities, ControlMessagesGoToTheGroupsOfWhoIsOnlineAtTheirInterval)
{
    Ptr<WakuCommunities> communities = MakeCommunities({{"GroupsPerUser", "2"},
                                                        {"MessagesPerHour", "0"},
                                                        {"ControlInterval", "10s"},
                                                        {"ControlSize", "77"},
                                                        {"Start", "20s"},
                                                        {"Stop", "80s"}});
    CommunityNetwork network(20, communities);
    std::map<uint32_t, std::map<uint32_t, uint32_t>> sent;
    communities->TraceConnectWithoutContext(
        "ControlMessage",
        MakeTraceSink<uint32_t, uint32_t, Ptr<const PubsubMessage>>(
            [&](uint32_t user, uint32_t group, Ptr<const PubsubMessage> message) {
                EXPECT_EQ(message->GetPayloadSize(), 77U);
                sent[user][group]++;
            }));
    network.Get(3)->GoOffline();
    network.RunUntil(Seconds(100));
    EXPECT_EQ(communities->GetNControlMessages(), 19U * 6);
    EXPECT_EQ(communities->GetNGroupMessages() + communities->GetNUnsent(), 0U);
    EXPECT_EQ(sent.count(3), 0U);
    for (const auto& [user, byGroup] : sent)
    {
        EXPECT_EQ(byGroup.size(), 2U);
        EXPECT_EQ(byGroup.begin()->second, 3U);
    }
}

TEST(CommunityMetrics, AMessageThatExpiresUnseenIsMissedAndALaterDeliveryIsLate)
{
    Ptr<WakuCommunities> communities = MakeCommunities(
        {{"GroupShards", "1"}, {"MessagesPerHour", "3600"}, {"Start", "30s"}, {"Stop", "31s"}});
    CommunityNetwork network(12, communities);
    CommunityMetrics metrics(communities, network.relays, Seconds(20));
    CommunityMetrics patient(communities, network.relays);
    // One user is away. Another one comes back while gossip still has the messages, too late.
    network.Get(4)->GoOffline();
    network.RunUntil(Seconds(60));
    const uint64_t published = communities->GetNGroupMessages();
    ASSERT_GT(published, 2U);
    auto counts = metrics.Get(WakuUserKind::RELAY);
    EXPECT_EQ(counts.expected, published * 11);
    EXPECT_EQ(counts.seen, published * 10);
    EXPECT_LT(counts.latency.GetMax(), 2);
    EXPECT_EQ(patient.GetAll().missed, 0U);
    patient.Close();
    EXPECT_EQ(patient.GetAll().missed, published);
    EXPECT_NEAR(patient.GetAll().GetSeenRatio(), 10.0 / 11, 1e-9);
    // The next delivery of anything tells that the lifetime is over.
    network.Get(0)->Publish(WakuShard{1, 0}.ToTopic(), 100);
    network.RunUntil(Seconds(62));
    counts = metrics.Get(WakuUserKind::RELAY);
    EXPECT_EQ(counts.missed, published);
    EXPECT_EQ(metrics.GetAll().missed, published);
    EXPECT_EQ(metrics.GetNLate(), 0U);
}
