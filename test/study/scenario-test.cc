/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/distributed-helper.h"
#include "ns3/relay-part.h"
#include "ns3/scenario-run.h"
#include "ns3/scenario.h"
#include "ns3/study-settings.h"
#include "ns3/whisper-part.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3;

namespace
{

/** \return the message of the ScenarioError that a call throws; empty if it throws none */
template <typename Call>
std::string
GetScenarioError(Call call)
{
    try
    {
        call();
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "";
}

std::string
GetErrorOfSet(const std::string& key, const std::string& value)
{
    Scenario scenario;
    return GetScenarioError([&] { scenario.Set(key, value); });
}

Scenario
MakeSmall(const std::string& protocol = "waku-relay")
{
    Scenario scenario(protocol);
    scenario.Set("nodes", "20");
    scenario.Set("overlay", "regular:4");
    scenario.Set("traffic.messages", "5");
    return scenario;
}

ScenarioRun::Result
RunOnce(Scenario scenario, uint32_t rngRun = 1)
{
    scenario.Check();
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    return ScenarioRun(scenario, rngRun).Run(ranks);
}

} // namespace

TEST(Scenario, EqualValuesAreTheSameTextHoweverTheyAreWritten)
{
    Scenario a;
    a.Set("underlay.latency", "100ms");
    a.Set("underlay.up", "1Mbps");
    a.Set("ns3::GossipSubRouter::FloodPublish", "true");
    Scenario b;
    b.Set("underlay.latency", "0.1s");
    b.Set("underlay.up", "1000kbps");
    b.Set("ns3::GossipSubRouter::FloodPublish", "1");
    EXPECT_EQ(a.GetValues(), b.GetValues());
    EXPECT_EQ(a.GetValues().at("underlay.latency"), "0.1s");
    EXPECT_EQ(a.GetValues().at("underlay.up"), "1000000bps");
}

TEST(Scenario, ItsValuesMakeTheSameScenario)
{
    Scenario scenario("whisper");
    scenario.Set("traffic.messages_per_hour", "7.25");
    scenario.Set("traffic.least_messages", "1000");
    scenario.Set("public_topics", "10");
    scenario.Set("topics_by_user", "3");
    scenario.Set("underlay.down", "unlimited");
    scenario.Set("ns3::WhisperProtocol::Immediate", "true");
    scenario.Check();
    EXPECT_EQ(Scenario::FromValues(scenario.GetValues()).GetValues(), scenario.GetValues());
}

TEST(Scenario, EveryKeyTakesItsOwnValue)
{
    for (const std::string& protocol : ScenarioProtocol::GetNames())
    {
        Scenario scenario(protocol);
        for (const ScenarioKey& key : scenario.GetKeys())
        {
            EXPECT_EQ(key.set(key.get()), "") << key.name;
            EXPECT_FALSE(key.help.empty()) << key.name;
        }
    }
}

TEST(Scenario, ARunLeavesTheDefaultsOfAttributesAsTheyWere)
{
    const auto before = GetChangedAttributes();
    Scenario scenario = MakeSmall();
    scenario.Set("underlay.congestion", "ns3::TcpLinuxReno");
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    ScenarioRun(scenario, 1).Run(ranks);
    EXPECT_EQ(GetChangedAttributes(), before);
}

TEST(Scenario, AnAttributeThatAnotherDecidesIsRefused)
{
    EXPECT_EQ(GetErrorOfSet("ns3::WhisperPeerProtocol::HistoryLimit", "7"),
              "ns3::WhisperPeerProtocol::HistoryLimit has no effect, since "
              "ns3::WhisperNode::HistoryLimit decides; set that");
    EXPECT_EQ(GetErrorOfSet("ns3::WhisperNode::HistoryLimit", "7"), "");
    EXPECT_EQ(GetErrorOfSet("ns3::WakuRelayProtocol::ProofSize", "7"),
              "ns3::WakuRelayProtocol::ProofSize has no effect, since ns3::WakuRelay::ProofSize "
              "decides; set that");
}

TEST(Scenario, AnUnknownKeyIsRefusedWithTheNearestOne)
{
    EXPECT_EQ(GetErrorOfSet("underlay.latncy", "1s"),
              "there is no key underlay.latncy; is underlay.latency meant?");
    EXPECT_EQ(GetErrorOfSet("ns3::GossipSubRouter::Dlow", "1"),
              "ns3::GossipSubRouter has no attribute Dlow; is D_low meant?");
    EXPECT_EQ(GetErrorOfSet("ns3::GossipsubRouter::D", "1"),
              "ns3::GossipsubRouter::D is no attribute, since there is no class "
              "ns3::GossipsubRouter; is ns3::GossipSubRouter meant?");
}

TEST(Scenario, AValueThatAKeyDoesNotTakeIsRefused)
{
    EXPECT_EQ(GetErrorOfSet("underlay.latency", "100"),
              "underlay.latency is 100, not a time with its unit, such as 100ms");
    EXPECT_EQ(GetErrorOfSet("underlay.up", "lots"),
              "underlay.up is lots, not a data rate above 0 with its unit, such as 100Mbps, or "
              "unlimited");
    EXPECT_EQ(GetErrorOfSet("nodes", "-3"), "nodes is -3, not a whole number from 2 to 10000000");
    EXPECT_EQ(GetErrorOfSet("preset", "eth2"),
              "preset is eth2, not none, libp2p, nwaku, go, rust, js or ethereum");
    EXPECT_EQ(GetErrorOfSet("underlay.transport", "fluid"),
              "underlay.transport is fluid, not packet, flow or ideal");
    EXPECT_NE(GetErrorOfSet("ns3::GossipSubRouter::D", "many"), "");
    EXPECT_NE(GetErrorOfSet("overlay", "ring"), "");
}

TEST(Scenario, AnAttributeThatAKeySetsIsRefused)
{
    EXPECT_EQ(GetErrorOfSet("ns3::WanNetDevice::UpRate", "1Mbps"),
              "ns3::WanNetDevice::UpRate is set by the key underlay.up");
}

TEST(Scenario, WhatDoesNotGoTogetherIsRefused)
{
    Scenario odd = MakeSmall();
    odd.Set("nodes", "21");
    odd.Set("overlay", "regular:3");
    EXPECT_NE(GetScenarioError([&] { odd.Check(); }), "");

    Scenario withPreset = MakeSmall();
    withPreset.Set("preset", "nwaku");
    EXPECT_NE(GetScenarioError([&] { withPreset.Check(); }), "");

    Scenario large = MakeSmall();
    large.Set("traffic.payload", "16000000");
    EXPECT_NE(GetScenarioError([&] { large.Check(); }), "");

    Scenario nobody = MakeSmall();
    nobody.Set("traffic.publisher", "3 20");
    EXPECT_NE(GetScenarioError([&] { nobody.Check(); }), "");
    for (const std::string wrong : {"", " ", "3 x", "3, 4", "random 3", "-1"})
    {
        EXPECT_NE(GetErrorOfSet("traffic.publisher", wrong), "") << wrong;
    }
}

TEST(Scenario, TransmissionsChooseTheDurationByTheFloodingLaw)
{
    Scenario scenario;
    scenario.Set("nodes", "100");
    scenario.Set("overlay", "regular:6");
    scenario.Set("traffic.messages_per_hour", "5");
    scenario.Set("traffic.transmissions", "50000");
    scenario.Check();
    // 50000 / (100 * 5) = 100 messages, of 500 an hour
    EXPECT_EQ(scenario.traffic.duration, Seconds(720));
}

TEST(Scenario, ShardsDivideTheNodesOnce)
{
    Scenario scenario;
    scenario.Set("nodes", "100");
    scenario.Set("shards", "4");
    scenario.Set("divide_nodes", "true");
    scenario.Check();
    scenario.Check();
    EXPECT_EQ(scenario.overlay.nodes, 25U);
}

TEST(ScenarioRun, AStaticRelayFloodsWithExactlyTheLawsTransmissions)
{
    const auto result = RunOnce(MakeSmall());
    EXPECT_EQ(result.failure, "");
    EXPECT_EQ(result.metrics.at("transmissions"), 5 * (20 * 3 + 1));
    EXPECT_EQ(result.metrics.at("transmissions_per_message"), 61);
    EXPECT_EQ(result.metrics.at("delivery_ratio"), 1);
    EXPECT_GT(result.metrics.at("latency_s.p95"), 0.1);
    EXPECT_EQ(result.metrics.count("wall_s"), 0U);
}

TEST(ScenarioRun, ANodeOfSeveralShardsGetsTheMessagesOfAllAndEachCostsWhatItsOwnMeshCosts)
{
    Scenario scenario = MakeSmall();
    scenario.Set("traffic.messages_per_hour", "30");
    scenario.Set("traffic.duration", "600s");
    const auto one = RunOnce(scenario).metrics;
    scenario.Set("shards", "3");
    const auto three = RunOnce(scenario).metrics;
    EXPECT_EQ(three.at("delivery_ratio"), 1);
    // Poisson: 100 and 300 messages are expected.
    EXPECT_NEAR(one.at("published"), 100, 40);
    EXPECT_NEAR(three.at("published"), 300, 70);
    EXPECT_EQ(three.at("transmissions"), three.at("published") * (20 * 3 + 1));
}

TEST(ScenarioRun, AnOverloadedUpLinkIsUsedUpAndNotMoreThanThat)
{
    for (const std::string transport : {"packet", "flow"})
    {
        Scenario scenario = MakeSmall();
        scenario.Set("underlay.transport", transport);
        scenario.Set("underlay.up", "300kbps");
        scenario.Set("traffic.payload", "4000");
        scenario.Set("traffic.messages", "20");
        scenario.Set("traffic.interval", "200ms");
        const auto use = RunOnce(scenario).metrics.at("utilisation.uplink");
        EXPECT_GT(use, 0.95) << transport;
        EXPECT_LT(use, 1.02) << transport;
    }
}

TEST(ScenarioRun, TheSameRunHasTheSameResultAndAnotherRunHasNot)
{
    const auto metrics = RunOnce(MakeSmall()).metrics;
    EXPECT_EQ(RunOnce(MakeSmall()).metrics, metrics);
    EXPECT_NE(RunOnce(MakeSmall(), 2).metrics, metrics);
}

TEST(ScenarioRun, AnAttributeHoldsOverAPreset)
{
    Scenario scenario = MakeSmall();
    scenario.Set("mode", "GossipSub");
    scenario.Set("overlay", "regular:8");
    scenario.Set("preset", "nwaku");
    const double initial = RunOnce(scenario).metrics.at("transmissions");
    scenario.Set("ns3::GossipSubRouter::D", "2");
    scenario.Set("ns3::GossipSubRouter::D_score", "2");
    scenario.Set("ns3::GossipSubRouter::D_low", "2");
    scenario.Set("ns3::GossipSubRouter::D_out", "0");
    scenario.Set("ns3::GossipSubRouter::D_high", "2");
    scenario.Set("ns3::GossipSubRouter::FloodPublish", "false");
    EXPECT_LT(RunOnce(scenario).metrics.at("transmissions"), initial / 1.5);
}

TEST(ScenarioRun, LeavesDefaultsAsTheyWere)
{
    Scenario scenario = MakeSmall();
    scenario.Set("ns3::StaticRouter::ForwardDelay", "1s");
    EXPECT_GT(RunOnce(scenario).metrics.at("latency_s.mean"), 1);
    EXPECT_EQ(ScenarioAttributes::GetChanged().GetValues().count("ns3::StaticRouter::ForwardDelay"),
              0U);
}

TEST(ScenarioRun, EveryProtocolDeliversWithoutFailure)
{
    for (const std::string& protocol : ScenarioProtocol::GetNames())
    {
        const auto result = RunOnce(MakeSmall(protocol));
        EXPECT_EQ(result.failure, "") << protocol;
        EXPECT_EQ(result.metrics.at("published"), 5) << protocol;
        EXPECT_GT(result.metrics.at("delivered"), 0) << protocol;
    }
}

TEST(ScenarioRun, ClassesOfHostsHaveTheirRatesAndDelays)
{
    // Node 0 is of class 0, node 1 of class 1, and so on; messages go over one hop.
    Scenario scenario = MakeSmall();
    scenario.Set("nodes", "4");
    scenario.Set("overlay", "regular:3");
    scenario.Set("traffic.publisher", "0");
    scenario.Set("traffic.messages", "1");
    scenario.Set("underlay.class_up", "unlimited unlimited 1Mbps 1Mbps");
    scenario.Set("underlay.class_latency",
                 "0s 10ms 20ms 30ms / 10ms 0s 1s 1s / 20ms 1s 0s 1s / 30ms 1s 1s 0s");
    const auto result = RunOnce(scenario);
    EXPECT_NEAR(result.metrics.at("latency_s.min"), 0.010, 0.002);
    EXPECT_NEAR(result.metrics.at("latency_s.max"), 0.030, 0.025);
    EXPECT_GT(result.metrics.at("latency_s.max"), 0.030);
    EXPECT_EQ(scenario.GetValues().at("underlay.class_up"),
              "unlimited unlimited 1000000bps 1000000bps");
    EXPECT_EQ(GetScenarioError([&] { scenario.Set("underlay.class_latency", "1s 2s / 1s"); }),
              "underlay.class_latency is 1s 2s / 1s, not as many rows as columns: 2 rows, and one "
              "has 1 values");
    scenario.Set("underlay.class_down", "1Mbps 2Mbps");
    EXPECT_EQ(GetScenarioError([&] { scenario.Check(); }),
              "underlay.class_down has 2 classes, and class_up has 4");
}

TEST(ScenarioRun, HostsMayBeInRegionsOfTheWorld)
{
    Scenario scenario = MakeSmall();
    scenario.Set("nodes", "20");
    scenario.Set("underlay.regions", "interop");
    scenario.Set("underlay.latency", "900ms");
    const auto result = RunOnce(scenario);
    EXPECT_LT(result.metrics.at("latency_s.p50"), 0.5);
    EXPECT_GT(result.metrics.at("latency_s.max"), 0.06);
    EXPECT_EQ(GetScenarioError([&] { scenario.Set("underlay.regions", "mars"); }),
              "underlay.regions is mars, not none or interop");
    scenario.Set("underlay.jitter", "1ms");
    EXPECT_EQ(GetScenarioError([&] { scenario.Check(); }),
              "underlay.regions and underlay.jitter cannot both be there");
}

TEST(ScenarioRun, ALossyNetworkIsSlowerAndABusyLinkIsSeen)
{
    Scenario scenario = MakeSmall();
    const auto clean = RunOnce(scenario).metrics;
    scenario.Set("underlay.loss", "0.1");
    EXPECT_GT(RunOnce(scenario).metrics.at("latency_s.p95"), clean.at("latency_s.p95"));
    scenario.Set("underlay.loss", "0");
    scenario.Set("underlay.up", "200kbps");
    EXPECT_GT(RunOnce(scenario).metrics.at("utilisation.uplink"),
              100 * clean.at("utilisation.uplink"));
}

TEST(ScenarioRun, OutcomeHasHistogramsOfAllDeliveries)
{
    const RunOutcome outcome = RunOnce(MakeSmall()).ToOutcome();
    EXPECT_EQ(outcome.status, RunOutcome::DONE);
    for (const char* name : {"latency_s", "hops"})
    {
        uint64_t count = 0;
        for (const auto& [value, times] : outcome.histograms.at(name))
        {
            count += times;
        }
        EXPECT_EQ(count, 5 * 19U) << name;
    }
}

TEST(ScenarioRun, NotesWhoPublishesWhatAndWhen)
{
    Scenario scenario = MakeSmall();
    scenario.Set("traffic.publisher", "7 12");
    scenario.Check();
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    ScenarioRun run(scenario, 1);
    run.NotePublications();
    const auto publications = run.Run(ranks).publications;
    ASSERT_EQ(publications.size(), 5U);
    EXPECT_EQ(publications[2].node, 7U);
    EXPECT_EQ(publications[3].node, 12U);
    EXPECT_EQ(publications[3].time, 3);
    EXPECT_EQ(publications[3].size, 2000U);
    EXPECT_EQ(publications[3].topic, "/waku/2/rs/0/0");
}
