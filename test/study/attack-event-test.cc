/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/distributed-helper.h"
#include "ns3/scenario-run.h"
#include "ns3/study-file.h"
#include "ns3/study-plan.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

const std::string ATTACKED = "study: test\n"
                             "scenario:\n"
                             "  mode: GossipSub\n"
                             "  nodes: 30\n"
                             "  overlay: dial:4\n"
                             "  underlay: {latency: 25ms, transport: flow}\n"
                             "  traffic: {messages: 60, interval: 1s, payload: 500, warmup: 20s}\n";

std::map<std::string, double>
RunAttack(const std::string& event)
{
    const StudyPlan plan(StudyFile::Parse(ATTACKED + "  events: [" + event + "]\n", "a.yaml", {}));
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    const ScenarioRun::Result result = ScenarioRun(plan.GetCells().front().scenario, 1).Run(ranks);
    EXPECT_EQ(result.failure, "");
    return result.metrics;
}

std::string
GetAttackError(const std::string& event)
{
    try
    {
        StudyPlan(StudyFile::Parse(ATTACKED + "  events: [" + event + "]\n", "a.yaml", {}));
    }
    catch (const StudyFileError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(AttackEvent, AdversariesComeWhenItBeginsAndAreNoPartOfDeliveries)
{
    const auto metrics = RunAttack("{event: attack, at: 30s, count: 10, identities: 3, connect: 5, "
                                   "sample: 15s}");
    // 60 messages to 29 nodes each, whatever adversaries there are.
    EXPECT_EQ(metrics.at("expected_deliveries"), 60 * 29);
    EXPECT_EQ(metrics.at("delivery_ratio"), 1);
    EXPECT_EQ(metrics.at("attack.connections.at_0015s"), 0);
    // 30 identities with 5 connections each to 30 nodes.
    EXPECT_EQ(metrics.at("attack.connections.at_0045s"), 5);
    EXPECT_EQ(metrics.at("attack.in_mesh.at_0015s"), 0);
    EXPECT_GT(metrics.at("attack.in_mesh.at_0045s"), 0.5);
    EXPECT_GT(metrics.at("attack.acts"), 100);
    EXPECT_GT(metrics.at("attack.victim_ingress_per_s"), 0);
    EXPECT_GT(metrics.at("attack.victim_ingress_per_s_before"), 0);
}

TEST(AttackEvent, EachKindRunsAndOnlyItsVictimsAreDialled)
{
    for (const char* kind : {"drop",
                             "graft",
                             "ihave",
                             "iwant",
                             "idontwant",
                             "invalid",
                             "replay",
                             "px",
                             "rpc-size",
                             "slow-reader",
                             "silent"})
    {
        const auto metrics =
            RunAttack(std::string("{event: attack, kind: ") + kind +
                      ", at: 10s, count: 2, ids: 50, nodes: [3], for: 40s, sample: 20s}");
        EXPECT_EQ(metrics.at("delivery_ratio"), 1) << kind;
        const bool isVictimHit = metrics.at("attack.connections.at_0040s") == 2;
        // An oversized RPC or a graylisted peer would be disconnected by some presets.
        EXPECT_TRUE(isVictimHit) << kind << metrics.at("attack.connections.at_0040s");
        EXPECT_EQ(metrics.at("attack.connections.at_0060s"), 0) << kind;
    }
}

TEST(AttackEvent, CensorsWhatItSaysAlone)
{
    // Nodes 0 and 1 hear of each other through adversaries alone.
    const auto run = [](const std::string& censor) {
        const std::string text =
            "study: test\n"
            "scenario:\n"
            "  mode: GossipSub\n"
            "  nodes: 3\n"
            "  overlay: complete\n"
            "  underlay: {latency: 25ms, transport: flow}\n"
            "  traffic: {messages: 40, interval: 1s, payload: 500, publisher: 0 1, warmup: 20s}\n"
            "  events: [{event: attack, at: -20s, count: 3, censor: " +
            censor + "}]\n";
        const StudyPlan plan(StudyFile::Parse(text, "a.yaml", {}));
        int argc = 0;
        char** argv = nullptr;
        const DistributedHelper ranks(&argc, &argv);
        return ScenarioRun(plan.GetCells().front().scenario, 1)
            .Run(ranks)
            .metrics.at("attack.acts");
    };
    const double one = run("[0]");
    const double both = run("none");
    EXPECT_GT(one, 0);
    EXPECT_NEAR(one / both, 0.5, 0.1);
}

TEST(AttackEvent, WrongValuesStopBeforeTheSimulation)
{
    EXPECT_NE(GetAttackError("{event: attack, censor: [99]}").find("censor is 99,"),
              std::string::npos);
    EXPECT_NE(GetAttackError("{event: attack, kind: graft, censor: [1]}").find("is not drop"),
              std::string::npos);
    EXPECT_NE(GetAttackError("{event: attack, kind: rude}").find("kind is rude"),
              std::string::npos);
    EXPECT_NE(GetAttackError("{event: attack, disguise: Clown}").find("not Sybil or GossipSub"),
              std::string::npos);
}
