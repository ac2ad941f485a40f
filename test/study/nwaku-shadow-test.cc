/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/distributed-helper.h"
#include "ns3/latency-histogram.h"
#include "ns3/measured-file.h"
#include "ns3/scenario-run.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

/// Latencies of 1000 nwaku nodes with messages of 10 kB, without the first one.
LatencyHistogram
ReadNwakuLatencies()
{
    MeasuredFileOptions options;
    options.firstMessage = 1;
    const Measurement measurement =
        ReadMeasuredFile(WAKU_SOURCE_DIR "/test/data/nwaku-shadow-1000/d6_10kb.csv", options);
    LatencyHistogram latencies;
    for (const Measurement::Group& message : measurement.groups)
    {
        for (const auto& [seconds, count] : message.latency)
        {
            latencies.Add(Seconds(seconds));
        }
    }
    return latencies;
}

/// The measured network, of which the study `fidelity` tells more, with three messages.
Scenario
MakeNwakuNetwork()
{
    const std::map<std::string, std::string> values = {
        {"mode", "GossipSub"},
        {"preset", "nwaku"},
        {"nodes", "1000"},
        {"overlay", "dial:25"},
        {"underlay.transport", "flow"},
        {"underlay.up", "38Mbps"},
        {"underlay.down", "83Mbps"},
        {"underlay.congestion", "ns3::TcpLinuxReno"},
        {"proof_delay", "150ms"},
        {"verify_delay", "12ms"},
        {"traffic.payload", "10000"},
        {"traffic.messages", "4"},
        {"traffic.unmeasured", "1"},
        {"traffic.interval", "10s"},
        {"traffic.drain", "10s"},
        {"traffic.publisher", "0"},
        {"ns3::GossipSubRouter::IDontWantAfterValidation", "true"},
        {"ns3::GossipSubRouter::IDontWantMessageTtl", "1"},
        {"ns3::WakuRelay::MaxMessageSize", "1048576"},
        {"ns3::WakuRelay::ProofSize", "0"},
        {"ns3::WanTcpSocketFactory::SlowStartAfterIdle", "false"},
        {"ns3::WanTcpSocketFactory::WindowValidation", "false"},
    };
    Scenario scenario("waku-relay");
    for (const auto& [key, value] : values)
    {
        scenario.Set(key, value);
    }
    scenario.Check();
    return scenario;
}

} // namespace

// Notices proofs or verifications that take no time, a mesh of another degree, and links of another
// rate.
TEST(MeasuredNodes, GossipsubShowsWhatNwakuNodesShowed)
{
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    const Scenario scenario = MakeNwakuNetwork();
    const ScenarioRun::Result result = ScenarioRun(scenario, 1).Run(ranks);
    EXPECT_EQ(result.failure, "");
    EXPECT_EQ(result.summary.deliveryRatio, 1);
    const LatencyHistogram measured = ReadNwakuLatencies();
    ASSERT_GT(measured.GetCount(), 5000U);
    for (const double p : {25, 50, 75, 95})
    {
        EXPECT_NEAR(result.latency.GetPercentile(p) / measured.GetPercentile(p), 1, 0.05) << p;
    }
    EXPECT_NEAR(result.latency.GetMean() / measured.GetMean(), 1, 0.04);
    EXPECT_LE(result.latency.GetKolmogorovSmirnovDistance(measured), 0.12);
}
