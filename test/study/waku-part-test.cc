/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/distributed-helper.h"
#include "ns3/scenario-run.h"
#include "ns3/scenario.h"
#include "ns3/theory-case.h"
#include "ns3/waku-part.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

Scenario
MakeCommunityScenario(const std::map<std::string, std::string>& values)
{
    Scenario scenario("waku");
    scenario.Set("mode", "GossipSub");
    scenario.Set("nodes", "60");
    scenario.Set("overlay", "dial:6");
    scenario.Set("underlay.transport", "flow");
    scenario.Set("traffic.messages_per_hour", "60");
    scenario.Set("traffic.duration", "60s");
    for (const auto& [key, value] : values)
    {
        scenario.Set(key, value);
    }
    return scenario;
}

ScenarioRun::Result
RunCommunities(Scenario scenario)
{
    scenario.Check();
    int argc = 0;
    char** argv = nullptr;
    return ScenarioRun(scenario, 1).Run(DistributedHelper(&argc, &argv));
}

std::string
GetCommunityError(const std::map<std::string, std::string>& values)
{
    try
    {
        MakeCommunityScenario(values).Check();
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(WakuPart, UsersOfGroupsAndChatGetTheirMessages)
{
    for (const std::string mode : {"GossipSub", "Static"})
    {
        const auto result = RunCommunities(MakeCommunityScenario({{"mode", mode},
                                                                  {"group_size", "20"},
                                                                  {"chat_messages_per_hour", "60"},
                                                                  {"chat_shards", "2"},
                                                                  {"chat_filling", "evenly"},
                                                                  {"strangers", "2"}}));
        EXPECT_EQ(result.failure, "");
        EXPECT_EQ(result.summary.delivered, result.summary.expectedDeliveries);
        EXPECT_EQ(result.metrics.at("unwanted"), 0);
        EXPECT_EQ(result.metrics.at("communities.group_messages") +
                      result.metrics.at("communities.chat_messages"),
                  static_cast<double>(result.summary.published));
        EXPECT_GT(result.metrics.at("communities.chat_messages"), 20);
    }
}

TEST(WakuPart, ANodeInThreeShardsBearsThreeTimesTheLoad)
{
    // The same users in each shard, so three times the shards are three times the messages. Meshes
    // of six among enough neighbours, so that they are as large in one shard as in three.
    std::map<std::string, double> bytes;
    for (const std::string shards : {"1", "3"})
    {
        const auto result = RunCommunities(
            MakeCommunityScenario({{"group_shards", shards},
                                   {"groups_per_user", shards},
                                   {"group_size", "all"},
                                   {"overlay", "dial:12"},
                                   {"ns3::GossipSubRouter::FloodPublish", "false"},
                                   {"ns3::GossipSubRouter::GossipFactor", "0"},
                                   {"ns3::GossipSubRouter::D_high", "6"},
                                   {"ns3::GossipSubRouter::D_low", "6"},
                                   {"ns3::GossipSubRouter::D_out", "0"},
                                   {"ns3::GossipSubRouter::SendIDontWant", "false"},
                                   {"traffic.messages_per_hour", shards == "1" ? "60" : "180"}}));
        EXPECT_EQ(result.summary.deliveryRatio, 1);
        bytes[shards] = result.metrics.at("per_message.ingress_payload");
        const double perShard = static_cast<double>(result.summary.published) / std::stod(shards);
        EXPECT_NEAR(perShard, 60, 25);
    }
    EXPECT_NEAR(bytes["3"] / bytes["1"], 1, 0.05);
}

TEST(WakuPart, RlnLimitsWhatUsersSend)
{
    const auto result =
        RunCommunities(MakeCommunityScenario({{"rln", "true"},
                                              {"ns3::WakuRlnLimit::MessageLimit", "1"},
                                              {"traffic.messages_per_hour", "180"}}));
    EXPECT_LE(result.metrics.at("communities.group_messages"), 60);
    EXPECT_GT(result.metrics.at("communities.unsent"), 60);
    EXPECT_EQ(result.metrics.at("rln.valid"), static_cast<double>(result.summary.delivered));
    EXPECT_EQ(result.metrics.at("rln.double_signal"), 0);
    EXPECT_GT(result.metrics.at("utilisation.validation"), 0);
    EXPECT_GT(result.summary.latency.mean, 0.195);
}

TEST(WakuPart, UsersWhoComeAndGoSendWhileTheyAreOnline)
{
    const auto result =
        RunCommunities(MakeCommunityScenario({{"online_time", "30s"}, {"offline_time", "90s"}}));
    const double sent = result.metrics.at("communities.group_messages");
    const double unsent = result.metrics.at("communities.unsent");
    EXPECT_NEAR(sent / (sent + unsent), 0.25, 0.15);
}

TEST(WakuPart, MessagesAtIntervalsGoToAGroupOfTheirPublisher)
{
    const auto result = RunCommunities(MakeCommunityScenario(
        {{"traffic.messages_per_hour", "0"}, {"traffic.messages", "6"}, {"group_size", "20"}}));
    EXPECT_EQ(result.summary.published, 6U);
    EXPECT_EQ(result.summary.expectedDeliveries, 6U * 19);
    EXPECT_EQ(result.summary.delivered, 6U * 19);
}

TEST(WakuPart, ValuesThatDoNotGoTogetherAreRefused)
{
    EXPECT_EQ(GetCommunityError({}), "");
    EXPECT_NE(GetCommunityError({{"group_shards", "1024"}, {"chat_messages_per_hour", "1"}})
                  .find("1025 together, not at most 1024"),
              std::string::npos);
    EXPECT_NE(GetCommunityError({{"max_nodes_per_shard", "50"}, {"chat_messages_per_hour", "1"}})
                  .find("room for fewer users than nodes, which is 60"),
              std::string::npos);
    EXPECT_NE(GetCommunityError({{"online_time", "5s"}}).find("both 0s or both more"),
              std::string::npos);
    EXPECT_NE(
        GetCommunityError({{"traffic.messages_per_hour", "0"}, {"chat_messages_per_hour", "1"}})
            .find("not with messages at intervals"),
        std::string::npos);
    EXPECT_NE(
        GetCommunityError({{"group_size", "many"}})
            .find("group_size is many, not a number from 1, a random variable of ns-3, or all"),
        std::string::npos);
    EXPECT_NE(GetCommunityError({{"shards", "3"}}).find("there is no key shards"),
              std::string::npos);
}
