/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/distributed-helper.h"
#include "ns3/scenario-run.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

constexpr uint32_t JS_RUNS = 5;

/// Means of the metrics of 40 js-libp2p nodes on the connections of the measured ones.
std::map<std::string, double>
SimulateJs()
{
    Scenario scenario("waku-relay");
    scenario.Set("mode", "GossipSub");
    scenario.Set("preset", "js");
    scenario.Set("overlay",
                 std::string("file:") + WAKU_SOURCE_DIR +
                     "/test/data/gossipsub-js/graph-40-12.json");
    scenario.Set("underlay.up", "unlimited");
    scenario.Set("underlay.down", "unlimited");
    scenario.Set("traffic.payload", "1000");
    scenario.Set("traffic.messages", "40");
    scenario.Set("traffic.interval", "2s");
    scenario.Set("ns3::GossipSubRouter::D_high", "8");
    scenario.Set("ns3::GossipSubRouter::FloodPublish", "false");
    scenario.Set("ns3::PeerConnectionManager::DialSpread", "8s");
    scenario.Check();
    std::map<std::string, double> means;
    for (uint32_t run = 1; run <= JS_RUNS; run++)
    {
        int argc = 0;
        char** argv = nullptr;
        const DistributedHelper ranks(&argc, &argv);
        const ScenarioRun::Result result = ScenarioRun(scenario, run).Run(ranks);
        EXPECT_EQ(result.failure, "");
        for (const auto& [name, value] : result.metrics)
        {
            means[name] += value / JS_RUNS;
        }
    }
    return means;
}

} // namespace

// Notices a mesh that is filled by heartbeats alone (GraftSubscribers off: duplicates +13 %),
// dials at one moment (+24 %), and IDONTWANT that is not sent or comes too late.
TEST(MeasuredNodes, GossipsubShowsWhatJsLibp2pNodesShowed)
{
    const auto means = SimulateJs();
    EXPECT_EQ(means.at("delivery_ratio"), 1);
    EXPECT_NEAR(means.at("per_message.duplicates") / 3.391, 1, 0.1);
    EXPECT_NEAR(means.at("hops.mean") / 2.192, 1, 0.02);
    EXPECT_NEAR(means.at("per_message.control_messages.ihave") / 471.2, 1, 0.05);
    EXPECT_NEAR(means.at("per_message.control_messages.idontwant") / 166.7, 1, 0.1);
    EXPECT_LT(means.at("per_message.control_messages.iwant"), 2 * 1.9);
}
