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
            .find("group_size is many, not a number from 1, a random variable of ns-3, all, or "
                  "shard"),
        std::string::npos);
    EXPECT_NE(GetCommunityError({{"naive_share", "0.1"}}).find("service_nodes is 0"),
              std::string::npos);
    EXPECT_NE(GetCommunityError({{"selective_share", "1"}, {"service_nodes", "2"}})
                  .find("62 users together, not at most 60"),
              std::string::npos);
    EXPECT_NE(GetCommunityError({{"nodes_of_interest", "61"}}).find("not at most nodes"),
              std::string::npos);
    EXPECT_NE(GetCommunityError({{"nodes_of_interest", "3"}, {"service_nodes", "2"}})
                  .find("one of them has to be 0"),
              std::string::npos);
    EXPECT_NE(GetCommunityError({{"shards", "3"}}).find("there is no key shards"),
              std::string::npos);
}

TEST(WakuPart, LightNodesSeeWhatIsMeantForThemAndPayByTheirKind)
{
    for (const std::string finding : {"list", "exchange"})
    {
        const auto result =
            RunCommunities(MakeCommunityScenario({{"preset", "nwaku"},
                                                  {"group_shards", "2"},
                                                  {"group_size", "10"},
                                                  {"service_nodes", "3"},
                                                  {"service_finding", finding},
                                                  {"ns3::WakuDiscovery::Interval", "10s"},
                                                  {"naive_share", "0.2"},
                                                  {"selective_share", "0.2"},
                                                  {"chat_messages_per_hour", "30"},
                                                  {"strangers", "2"}}));
        const auto get = [&result](const std::string& name) { return result.metrics.at(name); };
        EXPECT_EQ(result.failure, "");
        for (const std::string kind : {"relays", "services", "naive", "selective", "people"})
        {
            EXPECT_EQ(get(kind + ".seen_ratio"), 1) << kind << " " << finding;
            EXPECT_GT(get(kind + ".expected"), 0) << kind;
        }
        EXPECT_EQ(get("services.clients"), 8);
        // Each message of a shard once, those of a group once, and all copies of a mesh.
        const double naive = get("naive.ingress_bytes_per_day.payload");
        const double selective = get("selective.ingress_bytes_per_day.payload");
        const double relay = get("relays.ingress_bytes_per_day.payload");
        EXPECT_GT(naive, 1.5 * selective);
        EXPECT_GT(relay, 1.5 * naive);
        EXPECT_NEAR(get("services.pushed_bytes_per_client_and_day"),
                    (naive + selective) / 2,
                    naive);
        EXPECT_LT(get("naive.egress_bytes_per_day.ip"),
                  0.3 * get("relays.egress_bytes_per_day.ip"));
        EXPECT_LT(get("naive.latency_s.p95"), 2);
    }
}

TEST(WakuPart, ANaiveLightNodeGetsWhatTheClosedFormSays)
{
    Scenario scenario = MakeCommunityScenario({{"group_shards", "2"},
                                               {"group_size", "shard"},
                                               {"service_nodes", "2"},
                                               {"naive_share", "0.3"}});
    const auto result = RunCommunities(scenario);
    const auto& naive = TheoryCase::Find("naive-light-node");
    const ScenarioValues values = scenario.GetValues();
    const TheoryScenario run(values, result.metrics);
    EXPECT_DOUBLE_EQ(naive.closedForm(run), 60 / 2 * 60 * 2000 / 1e6);
    EXPECT_NEAR(naive.reading.measure(run) / naive.closedForm(run), 1, 0.2);
}

TEST(WakuPart, NodesOfInterestBearTheLoadOfAllShardsAmongNoMoreNodesThanFillThem)
{
    std::map<std::string, double> bytes;
    for (const std::string interest : {"0", "6"})
    {
        Scenario scenario = MakeCommunityScenario({{"nodes", "5000"},
                                                   {"nodes_of_interest", interest},
                                                   {"max_nodes_per_shard", "30"},
                                                   {"group_shards", "3"},
                                                   {"group_size", "shard"},
                                                   {"overlay", "dial:12"}});
        if (interest == "0")
        {
            scenario.Set("nodes", "90");
        }
        const auto result = RunCommunities(scenario);
        EXPECT_EQ(result.summary.nodes, 90U);
        EXPECT_EQ(result.summary.delivered, result.summary.expectedDeliveries);
        bytes[interest] = result.metrics.at("per_message.ingress_payload");
    }
    // A node in all three shards in place of one.
    EXPECT_NEAR(bytes["6"] / bytes["0"], 3, 0.5);
}

TEST(WakuPart, RelaysThatComeBackGetWhatTheyMissedFromStores)
{
    std::map<std::string, double> seen;
    for (const std::string fetches : {"false", "true"})
    {
        const auto result = RunCommunities(MakeCommunityScenario({{"online_time", "30s"},
                                                                  {"offline_time", "10s"},
                                                                  {"service_nodes", "3"},
                                                                  {"relay_history", fetches}}));
        seen[fetches] = result.metrics.at("relays.seen_ratio");
        EXPECT_EQ(result.metrics.count("history.fetched"), fetches == "true");
        if (fetches == "true")
        {
            EXPECT_GT(result.metrics.at("history.fetched"), 20);
        }
    }
    EXPECT_LT(seen["false"], 0.9);
    // Only who is away at the end of the run lacks messages.
    EXPECT_GT(seen["true"], seen["false"] + 0.05);
}

TEST(WakuPart, ControlMessagesAndMissedMessagesAreCounted)
{
    const auto result = RunCommunities(MakeCommunityScenario({{"control_interval", "20s"},
                                                              {"control_size", "100"},
                                                              {"online_time", "30s"},
                                                              {"offline_time", "30s"},
                                                              {"message_lifetime", "30s"}}));
    const double control = result.metrics.at("communities.control_messages");
    EXPECT_NEAR(control, 60 * 60 / 20 / 2, 25);
    EXPECT_EQ(control + result.metrics.at("communities.group_messages"),
              static_cast<double>(result.summary.published));
    // Who is away does not ask a store here.
    EXPECT_NEAR(result.metrics.at("people.seen_ratio"), 0.5, 0.15);
    EXPECT_GT(result.metrics.at("people.missed"), 50);
}
