/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "test-whisper-network.h"

#include "ns3/overlay-file.h"
#include "ns3/propagation-recorder.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <sstream>
#include <unistd.h>

using namespace ns3;
using Json = nlohmann::json;

namespace
{

/// A file that goes with the test.
class TemporaryFile
{
  public:
    explicit TemporaryFile(const std::string& name, const std::string& text = "")
        : m_path(testing::TempDir() + std::to_string(getpid()) + "-" + name)
    {
        if (!text.empty())
        {
            std::ofstream(m_path) << text;
        }
    }

    ~TemporaryFile()
    {
        std::remove(m_path.c_str());
    }

    const std::string& GetPath() const
    {
        return m_path;
    }

  private:
    std::string m_path;
};

Json
ReadJson(const std::string& path)
{
    std::ifstream in(path);
    return Json::parse(in);
}

uint64_t
CountLinks(const PropagationLog& log)
{
    uint64_t count = 0;
    for (const auto& [milliseconds, step] : log.GetSteps())
    {
        EXPECT_EQ(step.nodes.size(), 2 * step.links.size());
        count += step.links.size();
    }
    return count;
}

/// Whether every entry names a row of the D3 JSON network whose ends are the two nodes beside it.
void
ExpectRowsOfNetwork(const Json& log, const Json& network)
{
    std::map<std::string, std::size_t> indexes;
    for (const Json& node : network["nodes"])
    {
        indexes.emplace(node["id"], indexes.size());
    }
    ASSERT_EQ(log["Links"].size(), log["Timestamps"].size());
    ASSERT_EQ(log["Nodes"].size(), log["Timestamps"].size());
    for (std::size_t i = 0; i < log["Links"].size(); i++)
    {
        const Json& links = log["Links"][i];
        const Json& nodes = log["Nodes"][i];
        ASSERT_EQ(nodes.size(), 2 * links.size());
        for (std::size_t k = 0; k < links.size(); k++)
        {
            const Json& row = network["links"].at(links[k].get<std::size_t>());
            const std::set<std::size_t> ends = {indexes.at(row["source"]),
                                                indexes.at(row["target"])};
            const std::set<std::size_t> pair = {nodes[2 * k], nodes[2 * k + 1]};
            ASSERT_EQ(ends, pair);
        }
    }
}

/// Three nodes, whose links the file lists more than once and in both directions.
const char* const REPEATED_ROWS = R"({
  "nodes": [{"id": "x"}, {"id": "y"}, {"id": "z"}],
  "links": [{"source": "x", "target": "y"}, {"source": "y", "target": "x"},
            {"source": "x", "target": "y"}, {"source": "z", "target": "y"}]})";

} // namespace

TEST(PropagationLog, OfAWhisperRunAgreesWithTheMetrics)
{
    const TemporaryFile file("whisper-log.json");
    TestWhisperNetwork network(40);
    network.Build("regular:4");
    PropagationRecorder recorder(file.GetPath(), network.peers, *network.graph);
    network.PublishAt(Seconds(5), 0, 1000);
    network.PublishAt(Seconds(6), 17, 1000);
    network.RunUntil(Seconds(15));
    EXPECT_EQ(CountLinks(recorder.GetLog()), network.Results().GetNTransmissions());
    EXPECT_EQ(recorder.GetLog().GetNTransmissions(), network.Results().GetNTransmissions());
    const PropagationStatistics statistics = recorder.GetStatistics();
    EXPECT_EQ(statistics.GetNodes().hit, 40U);
    EXPECT_EQ(statistics.GetNodes().GetPercent(), 100.0);
    EXPECT_EQ(statistics.GetLinks().total, 80U);
    // The last transmissions reach nodes that have the message already.
    EXPECT_GE(statistics.GetElapsed().GetSeconds() + 0.11, network.Results().GetLatency().GetMax());
}

TEST(PropagationLog, OfAWakuRunAgreesWithTheMetrics)
{
    const TemporaryFile file("waku-log.json");
    TestRelayNetwork network(40);
    network.Build("regular:4");
    PropagationRecorder recorder(file.GetPath(), network.relays, *network.graph);
    network.PublishAt(Seconds(5), 0, 1000);
    network.RunUntil(Seconds(10));
    EXPECT_EQ(CountLinks(recorder.GetLog()), 40U * 3 + 1);
    EXPECT_EQ(CountLinks(recorder.GetLog()), network.Results().GetNTransmissions());
    // Every link but those over which nobody sends back.
    EXPECT_EQ(recorder.GetStatistics().GetLinks().hit, 80U);
    const auto hits = recorder.GetStatistics().GetNodeHits();
    const uint64_t sum =
        std::accumulate(hits.begin(),
                        hits.end(),
                        uint64_t{0},
                        [](uint64_t total, const auto& node) { return total + node.second; });
    EXPECT_EQ(sum, 2 * network.Results().GetNTransmissions());
}

TEST(PropagationLog, IsWrittenBesideTheNetworkThatItIndexes)
{
    const TemporaryFile file("log.json");
    const std::string networkPath =
        std::filesystem::path(file.GetPath()).replace_extension(".network.json");
    TestWhisperNetwork network(20);
    network.Build("regular:3");
    PropagationRecorder recorder(file.GetPath(), network.peers, *network.graph);
    network.PublishAt(Seconds(5), 0, 1000);
    network.RunUntil(Seconds(15));
    std::ostringstream text;
    recorder.Write(text);
    EXPECT_NE(text.str().find("nodes hit           20 of 20 (100 %)"), std::string::npos);
    const Json log = ReadJson(file.GetPath());
    EXPECT_EQ(log.size(), 3U);
    EXPECT_TRUE(std::is_sorted(log["Timestamps"].begin(), log["Timestamps"].end()));
    ExpectRowsOfNetwork(log, ReadJson(networkPath));
    std::remove(networkPath.c_str());
}

TEST(PropagationLog, RefersToTheRowsOfTheFileOfTheOverlay)
{
    const TemporaryFile overlay("rows.json", REPEATED_ROWS);
    const TemporaryFile file("rows-log.json");
    const std::string networkPath =
        std::filesystem::path(file.GetPath()).replace_extension(".network.json");
    TestWhisperNetwork network(3);
    network.Build(ReadOverlay(overlay.GetPath()));
    PropagationRecorder recorder(file.GetPath(), network.peers, *network.graph, overlay.GetPath());
    network.PublishAt(Seconds(5), 0, 100);
    network.RunUntil(Seconds(10));
    std::ostringstream text;
    recorder.Write(text);
    const Json log = ReadJson(file.GetPath());
    EXPECT_EQ(log["Links"], Json::parse("[[0], [3]]"));
    EXPECT_EQ(log["Nodes"], Json::parse("[[0, 1], [1, 2]]"));
    EXPECT_EQ(ReadJson(networkPath), Json::parse(REPEATED_ROWS));
    EXPECT_EQ(recorder.GetStatistics().GetLinks().total, 2U);
    std::remove(networkPath.c_str());
}

TEST(PropagationLog, CostsNothingWithoutAFile)
{
    TestWhisperNetwork network(4);
    network.Build("complete");
    PropagationRecorder recorder("", network.peers, *network.graph);
    network.PublishAt(Seconds(5), 0, 100);
    network.RunUntil(Seconds(10));
    std::ostringstream text;
    recorder.Write(text);
    EXPECT_TRUE(text.str().empty());
    EXPECT_EQ(recorder.GetLog().GetNTransmissions(), 0U);
}

TEST(PropagationLog, ReadsWhatItWrote)
{
    const TemporaryFile file("round-trip.json");
    PropagationLog log;
    log.Add(MicroSeconds(300999), 4, 1, 2);
    log.Add(MilliSeconds(5), 0, 2, 3);
    log.Add(MilliSeconds(300), 7, 0, 1);
    log.Write(file.GetPath());
    EXPECT_EQ(ReadJson(file.GetPath()),
              Json::parse(R"({"Timestamps": [5, 300], "Links": [[0], [4, 7]],
                              "Nodes": [[2, 3], [1, 2, 0, 1]]})"));
    const PropagationLog read = PropagationLog::Read(file.GetPath());
    EXPECT_EQ(read.GetNTransmissions(), 3U);
    EXPECT_EQ(read.GetSteps().at(300).nodes, std::vector<uint32_t>({1, 2, 0, 1}));
}

TEST(PropagationLogDeathTest, AFileThatIsNoLogNamesThePlace)
{
    const auto read = [](const std::string& text) {
        const TemporaryFile file("broken.json", text);
        PropagationLog::Read(file.GetPath());
    };
    EXPECT_DEATH(PropagationLog::Read("/nowhere/log.json"), "/nowhere/log.json: can't be read");
    EXPECT_DEATH(read("{"), "is no JSON");
    EXPECT_DEATH(read("[]"), "Timestamps is missing");
    EXPECT_DEATH(read(R"({"Timestamps": [1], "Links": [], "Nodes": []})"),
                 "1 Timestamps, 0 Links and 0 Nodes");
    EXPECT_DEATH(read(R"({"Timestamps": [1], "Links": [[-1]], "Nodes": [[0, 1]]})"),
                 "Links\\[0\\] holds -1, not an index");
    EXPECT_DEATH(read(R"({"Timestamps": ["now"], "Links": [[1]], "Nodes": [[0, 1]]})"),
                 "Timestamps\\[0\\] is \"now\"");
}

// The example of status-im/simulation's own test of its statistics.
TEST(PropagationStatistics, OfALogWrittenByHand)
{
    const TemporaryFile file("by-hand.json",
                             R"({"Timestamps": [10, 20, 30], "Links": [[0], [1], [2]],
                                 "Nodes": [[0, 1, 2], [1, 2], [2, 1, 3]]})");
    const PropagationStatistics statistics(PropagationLog::Read(file.GetPath()), 4, 4);
    EXPECT_EQ(statistics.GetElapsed(), MilliSeconds(30));
    const std::map<uint32_t, uint64_t> hits = {{0, 1}, {1, 3}, {2, 3}, {3, 1}};
    EXPECT_EQ(statistics.GetNodeHits(), hits);
    EXPECT_EQ(statistics.GetNodes().GetPercent(), 100.0);
    EXPECT_EQ(statistics.GetLinks().hit, 3U);
    EXPECT_EQ(statistics.GetLinks().GetPercent(), 75.0);
    // Values 2, 3, 3 from 2 to 4 in bins of 0.1.
    std::vector<uint64_t> bins(20, 0);
    bins[0] = 1;
    bins[10] = 2;
    EXPECT_EQ(statistics.GetNodeHistogram().counts, bins);
    // Times 10, 10, 10, 30 from 10 to 31 in bins of 1.05.
    bins.assign(20, 0);
    bins[0] = 3;
    bins[19] = 1;
    EXPECT_EQ(statistics.GetTimeToNodeHistogram().counts, bins);
    EXPECT_EQ(statistics.GetTimeToNodeHistogram().min, 10);
    EXPECT_EQ(statistics.GetTimeToNodeHistogram().max, 31);
}

TEST(PropagationStatistics, OfNothingAreZeros)
{
    const PropagationLog empty;
    const PropagationStatistics statistics(empty, 0, 0);
    EXPECT_EQ(statistics.GetNodes().GetPercent(), 0);
    EXPECT_TRUE(statistics.GetLinkHistogram().counts.empty());
}

TEST(PropagationLog, OfTheBetaFleetCoversEveryNodeAndRefersToRowsOfItsFile)
{
    const std::string path =
        std::string(WAKU_SOURCE_DIR) + "/test/data/whispervis/beta_fleet_28.json";
    const TemporaryFile file("beta-fleet-log.json");
    const std::string networkPath =
        std::filesystem::path(file.GetPath()).replace_extension(".network.json");
    TestWhisperNetwork network(279);
    network.Build(ReadOverlay(path));
    PropagationRecorder recorder(file.GetPath(), network.peers, *network.graph, path);
    network.PublishAt(Seconds(5), 0, 400);
    network.RunUntil(Seconds(20));
    EXPECT_EQ(network.Results().GetNDelivered(), 278U);
    EXPECT_EQ(recorder.GetStatistics().GetNodes().hit, 279U);
    EXPECT_EQ(recorder.GetStatistics().GetLinks().total, 536U);
    EXPECT_EQ(CountLinks(recorder.GetLog()), network.Results().GetNTransmissions());
    std::ostringstream text;
    recorder.Write(text);
    ExpectRowsOfNetwork(ReadJson(file.GetPath()), ReadJson(path));
    EXPECT_EQ(ReadJson(networkPath), ReadJson(path));
    std::remove(networkPath.c_str());
}
