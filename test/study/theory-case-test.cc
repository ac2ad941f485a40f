/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/theory-case.h"

#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <stdexcept>

using namespace ns3;

namespace
{

const ScenarioValues RELAY = {{"protocol", "waku-relay"},
                              {"mode", "Static"},
                              {"overlay", "regular:6"},
                              {"nodes", "100"},
                              {"underlay.latency", "0.1s"},
                              {"underlay.up", "30000000bps"},
                              {"traffic.payload", "2000"},
                              {"traffic.messages_per_hour", "5"}};

/// The assumptions of the Whisper model of 2019; 100 messages a day.
const ScenarioValues WHISPER = {{"protocol", "whisper"},
                                {"overlay", "regular:6"},
                                {"nodes", "100"},
                                {"traffic.payload", "1024"},
                                {"traffic.messages_per_hour", "4.166666666666667"},
                                {"ns3::WhisperUser::EnvelopesPerMessage", "10"},
                                {"ns3::WhisperUser::PrivateShare", "0.5"},
                                {"ns3::WhisperUser::Partitions", "5000"},
                                {"ns3::WhisperUser::OfflineShare", "0.9"},
                                {"topics_by_user", "99"}};

ScenarioValues
With(ScenarioValues scenario, const std::string& key, const std::string& value)
{
    scenario[key] = value;
    return scenario;
}

double
Evaluate(const std::string& name, const ScenarioValues& scenario, const RunMetrics& metrics = {})
{
    return TheoryCase::Find(name).closedForm(TheoryScenario(scenario, metrics));
}

double
Measure(const std::string& name, const ScenarioValues& scenario, const RunMetrics& metrics)
{
    return TheoryCase::Find(name).reading.measure(TheoryScenario(scenario, metrics));
}

/// Why a case does not apply.
std::string
GetRefusal(const std::string& name, const ScenarioValues& scenario)
{
    try
    {
        Evaluate(name, scenario);
    }
    catch (const std::domain_error& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(TheoryCase, LoadCasesOfWakuHaveTheValuesOfThePublication)
{
    // MB/hour for 100 nodes of degree 6 that send 5 messages of 2 kB per hour.
    EXPECT_DOUBLE_EQ(Evaluate("load-case-1", RELAY), 1);
    EXPECT_DOUBLE_EQ(Evaluate("load-case-2", RELAY), 3);
    EXPECT_DOUBLE_EQ(Evaluate("load-case-3", RELAY), 5);
    EXPECT_DOUBLE_EQ(Evaluate("load-case-3-2025", RELAY), 5.01);
    const ScenarioValues mesh = With(RELAY, "mode", "GossipSub");
    // 45 000 IHAVEs of 50 bytes, and for 1 % of them 2050 bytes.
    EXPECT_DOUBLE_EQ(Evaluate("load-case-4", mesh), 5 + 2.25 + 0.9225);
    // 9000 IHAVEs, and for 1 % of them 2000 bytes.
    EXPECT_DOUBLE_EQ(Evaluate("load-case-4-2025", mesh), 5.01 + 0.45 + 0.18);
    // Of 25 copies per node and hour a sixth comes first, and 60 % of the rest come too late.
    const double first = 25.0 / 6;
    EXPECT_NEAR(Evaluate("load-case-5", mesh),
                100 * ((first + 0.6 * (25 - first)) * 2000 + first * 50) / 1e6,
                1e-12);
    // A message below the threshold is flooded.
    EXPECT_DOUBLE_EQ(Evaluate("load-case-5", With(mesh, "traffic.payload", "1000")), 2.5);
}

TEST(TheoryCase, TheDegreeOfGossipsubIsThatOfItsMeshes)
{
    ScenarioValues mesh = With(RELAY, "mode", "GossipSub");
    mesh["overlay"] = "dial:12";
    EXPECT_DOUBLE_EQ(Evaluate("load-case-3", mesh), 5);
    mesh["preset"] = "nwaku";
    EXPECT_DOUBLE_EQ(Evaluate("load-case-3", mesh), 5);
    mesh["ns3::GossipSubRouter::D"] = "4";
    EXPECT_DOUBLE_EQ(Evaluate("load-case-3", mesh), 3);
}

TEST(TheoryCase, ShardingCasesAreOfAllShardsOfANode)
{
    // 3 shards of 100 nodes divide 300 users; each shard is as loaded as load case 4.
    ScenarioValues shards = With(RELAY, "mode", "GossipSub");
    shards["shards"] = "3";
    EXPECT_NEAR(Evaluate("sharding-case-1", shards), 3 * 8.1725, 1e-12);
    EXPECT_NEAR(Evaluate("sharding-case-1-2025", shards), 3 * 5.64, 1e-12);
    EXPECT_NEAR(Evaluate("sharding-case-2", shards), 6 * 8.1725, 1e-12);
    EXPECT_NEAR(Evaluate("sharding-case-3", shards), 3, 1e-12);
    EXPECT_NEAR(
        Measure("sharding-case-3",
                shards,
                {{"published", 10}, {"delivered", 990}, {"message_bytes", 2000}, {"nodes", 100}}),
        3,
        1e-12);
    EXPECT_NE(GetRefusal("load-case-1", shards).find("one shard"), std::string::npos);
    EXPECT_THROW(Measure("sharding-case-2", shards, {}), std::domain_error);
}

TEST(TheoryCase, LoadsAreScaledFromMessagesReallyPublishedToAnHour)
{
    const double received = 10 * 2000 * (100 * 5 + 1) / 100.0;
    const RunMetrics run = {{"published", 10},
                            {"nodes", 100},
                            {"ingress_bytes_per_node.payload", received},
                            {"ingress_bytes_per_node.control", 600},
                            {"delivered", 990},
                            {"message_bytes", 2000}};
    EXPECT_DOUBLE_EQ(Measure("load-case-3", RELAY, run), 5.01);
    EXPECT_DOUBLE_EQ(Measure("load-case-4", RELAY, run), 5.04);
    EXPECT_DOUBLE_EQ(Measure("load-case-1", RELAY, run), 1);
}

TEST(TheoryCase, LatencyAndDistance)
{
    EXPECT_DOUBLE_EQ(Evaluate("latency-case-1", RELAY), 0.1 * std::log(100) / std::log(6));
    // Three whole hops, and on each the share of the up link that 100 nodes' messages take.
    const double use = 100 * 5 * 2000 * 3 * 8 / 3600.0 / 30e6;
    EXPECT_DOUBLE_EQ(Evaluate("latency-case-1-2025", RELAY), 3 * (0.1 + use));
    // Shells of about 6, 26.5, 56 and 10.5 nodes.
    const double distance = Evaluate("random-regular-distance", RELAY);
    EXPECT_NEAR(distance, 2.72, 0.05);
    EXPECT_DOUBLE_EQ(Evaluate("random-regular-latency", RELAY), 0.1 * distance);
    EXPECT_EQ(Measure("latency-case-1", RELAY, {{"latency_s.mean", 0.3}}), 0.3);
    EXPECT_EQ(Measure("random-regular-distance", RELAY, {{"hops.mean", 2.5}}), 2.5);
}

TEST(TheoryCase, FloodingCountsTheEdgesOfTheRun)
{
    // A ring of 10 nodes with one chord has 11 edges: 2 * 11 - 9.
    const ScenarioValues ring = With(RELAY, "overlay", "file:ring.txt");
    EXPECT_DOUBLE_EQ(Evaluate("flooding", ring, {{"nodes", 10}, {"degree", 2.2}}), 13);
    EXPECT_DOUBLE_EQ(Evaluate("flooding", RELAY, {{"nodes", 100}, {"degree", 6}}), 501);
}

TEST(TheoryCase, WhisperCasesHaveTheValuesOfThePublication)
{
    // MB/day for 100 users; a user's own messages are 100 * 10 * 1024 bytes.
    const double own = 1.024;
    EXPECT_NEAR(Evaluate("whisper-case-1", WHISPER), own, 1e-12);
    EXPECT_NEAR(Evaluate("whisper-case-2", WHISPER), 100 * own, 1e-10);
    EXPECT_NEAR(Evaluate("whisper-case-3", WHISPER), 50.5 * own, 1e-10);
    EXPECT_NEAR(Evaluate("whisper-case-4", WHISPER), own, 1e-12);
    EXPECT_NEAR(Evaluate("whisper-case-4", With(WHISPER, "ns3::WhisperUser::Partitions", "20")),
                3 * own,
                1e-12);
    const double mistaken = std::pow(1 - std::pow(511.0 / 512, 300), 3);
    const double case5 = own + 100 * own * mistaken;
    EXPECT_NEAR(Evaluate("whisper-case-5", WHISPER), case5, 1e-10);
    EXPECT_NEAR(Evaluate("whisper-case-6", WHISPER), 2 * case5, 1e-10);
    EXPECT_NEAR(Evaluate("whisper-case-7", WHISPER), 0.9 * 2 * own + 0.1 * 2 * case5, 1e-10);
    EXPECT_NEAR(Evaluate("whisper-case-8", WHISPER), own, 1e-12);
}

TEST(TheoryCase, WhisperReadingsCountWhatTheirCaseCounts)
{
    // 50 envelopes among 100 users: everybody gets each three times, 30 users of its topic want it.
    const RunMetrics run = {{"published", 50},
                            {"nodes", 100},
                            {"message_bytes", 1024},
                            {"ingress_bytes_per_node.payload", 50 * 3 * 1024},
                            {"duplicates", 50 * 2 * 100},
                            {"delivered", 50 * 30},
                            {"false_positives", 50 * 7},
                            {"delivery_ratio", 0.5}};
    const double own = 1.024;
    EXPECT_NEAR(Measure("whisper-case-1", WHISPER, run), 0.5 * own, 1e-12);
    EXPECT_NEAR(Measure("whisper-case-2", WHISPER, run), 100 * own, 1e-10);
    EXPECT_NEAR(Measure("whisper-case-3", WHISPER, run), 30 * own, 1e-10);
    EXPECT_NEAR(Measure("whisper-case-5", WHISPER, run), 37 * own, 1e-10);
    EXPECT_NEAR(Measure("whisper-case-6", WHISPER, run), 3 * 37 * own, 1e-10);
}

TEST(TheoryCase, ACaseThatDoesNotApplySaysWhy)
{
    EXPECT_EQ(GetRefusal("load-case-3", With(RELAY, "overlay", "dial:25")),
              "the case is of a regular overlay, and this one is dial:25");
    EXPECT_EQ(GetRefusal("load-case-4", RELAY),
              "the case is of gossipsub, and relays here form no meshes");
    EXPECT_EQ(GetRefusal("load-case-3", WHISPER),
              "the case is of waku-relay, and the protocol is whisper");
    EXPECT_EQ(GetRefusal("whisper-case-2", RELAY),
              "the case is of whisper, and the protocol is waku-relay");
    EXPECT_EQ(GetRefusal("latency-case-1", WHISPER), "the scenario has no underlay.latency");
    EXPECT_EQ(GetRefusal("latency-case-1", With(RELAY, "underlay.latency", "regions")),
              "underlay.latency is regions, which is not a number");
    ScenarioValues odd = With(RELAY, "overlay", "regular:5");
    odd["nodes"] = "99";
    EXPECT_NE(GetRefusal("load-case-3", odd).find("is odd"), std::string::npos);
}

TEST(TheoryCase, AnUnknownNameIsRefusedWithTheNearestOne)
{
    const auto refuse = [](const std::string& name) -> std::string {
        try
        {
            return TheoryCase::Find(name).name;
        }
        catch (const std::invalid_argument& error)
        {
            return error.what();
        }
    };
    EXPECT_EQ(refuse("load-case-3"), "load-case-3");
    EXPECT_EQ(refuse("latencycase-1"),
              "there is no theory case \"latencycase-1\"; the nearest name is latency-case-1");
    EXPECT_EQ(refuse("whisper-case-9").find("there is no theory case"), 0u);
    EXPECT_NE(refuse("gravitation").find("there are load-case-1, "), std::string::npos);
    std::set<std::string> names;
    for (const TheoryCase& known : TheoryCase::GetAll())
    {
        EXPECT_TRUE(names.insert(known.name).second) << known.name;
    }
    EXPECT_EQ(names.count("sharding-case-2-2025"), 1u);
}

TEST(TheoryCase, LightNodesAndControlMessagesHaveTheirCases)
{
    const ScenarioValues people = {{"protocol", "waku"},
                                   {"mode", "GossipSub"},
                                   {"overlay", "dial:10"},
                                   {"nodes", "1000"},
                                   {"group_shards", "2"},
                                   {"groups_per_user", "1"},
                                   {"group_size", "50"},
                                   {"chat_messages_per_hour", "0"},
                                   {"chat_shards", "1"},
                                   {"chat_filling", "one_by_one"},
                                   {"max_nodes_per_shard", "10000"},
                                   {"naive_share", "0.2"},
                                   {"selective_share", "0.2"},
                                   {"traffic.payload", "2000"},
                                   {"traffic.messages_per_hour", "5"}};
    // 500 users in the shard; a group is a tenth of it, and there are 60 answers of 200 bytes.
    EXPECT_DOUBLE_EQ(Evaluate("naive-light-node", people), 5);
    EXPECT_DOUBLE_EQ(Evaluate("selective-light-node", people), 0.5 + 0.012);
    EXPECT_DOUBLE_EQ(
        Measure("naive-light-node", people, {{"naive.ingress_bytes_per_day.payload", 24e6}}),
        1);
    EXPECT_DOUBLE_EQ(Evaluate("selective-light-node", With(people, "group_size", "shard")),
                     5 + 0.012);
    EXPECT_NE(GetRefusal("naive-light-node", With(people, "naive_share", "0")), "");
    EXPECT_NE(GetRefusal("naive-light-node", With(people, "chat_messages_per_hour", "5")), "");
    EXPECT_NE(GetRefusal("sharding-case-1", people).find("light nodes"), std::string::npos);
    ScenarioValues relays = With(With(people, "naive_share", "0"), "selective_share", "0");
    relays["group_shards"] = "1";
    EXPECT_NE(GetRefusal("status-messages", relays), "");
    const double plain = Evaluate("load-case-4", relays);
    relays["control_interval"] = "300s";
    relays["control_size"] = "500";
    EXPECT_NE(GetRefusal("load-case-4", relays).find("control messages"), std::string::npos);
    EXPECT_GT(Evaluate("status-messages", relays), plain + 12 * 1000 * 500 * 5 / 1e6 * 0.99);
    relays["nodes_of_interest"] = "10";
    relays["group_shards"] = "3";
    relays.erase("control_interval");
    EXPECT_GT(Evaluate("sharding-case-1", relays),
              2.9 * Evaluate("load-case-4",
                             With(With(relays, "group_shards", "1"), "nodes", "333.3333")));
}
