/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/config.h"
#include "ns3/pointer.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/scenario-attributes.h"
#include "ns3/string.h"
#include "ns3/study-plan.h"
#include "ns3/study-settings.h"
#include "ns3/uinteger.h"
#include "ns3/whisper-limits-report.h"
#include "ns3/whisper-limits.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <unistd.h>

using namespace ns3;

namespace
{

const std::string MAX_PACKET = "ns3::WhisperProtocol::MaxPacketSize";

/// A folder and defaults that are as before after a test.
class WhisperLimitsTest : public testing::Test
{
  protected:
    WhisperLimitsTest()
    {
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        limits.nodes = {10};
        limits.overlay = WhisperLimits::NONE;
        limits.degree = 3;
        limits.edge = 0.3;
        limits.topics = 10;
        limits.seconds = 5;
        limits.messages = 10;
        limits.precision = 2;
        limits.runs = 1;
        limits.mostRuns = 3;
        limits.workers = 2;
    }

    ~WhisperLimitsTest() override
    {
        std::filesystem::remove_all(folder);
        Config::SetDefault(MAX_PACKET, UintegerValue(3 << 19));
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
    }

    /// Does what the program does. \return how many runs were done, not read
    std::size_t CountNewRuns()
    {
        const WhisperLimits::Result result = limits.Find((folder / "results.db").string());
        EXPECT_EQ(result.rows.size(), 5U);
        EXPECT_EQ(result.runs.failed, 0U);
        return result.runs.done;
    }

    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / ("waku-limits-" + std::to_string(getpid()));
    WhisperLimits limits;
};

} // namespace

TEST_F(WhisperLimitsTest, OptionsBecomeAStudy)
{
    const std::string path = (folder / "a \"net\", odd.txt").string();
    std::ofstream(path) << "0 1\n1 2\n2 3\n3 0\n0 4\n4 5\n5 6\n6 0\n0 7\n7 2\n";
    limits.nodes = {20, 30};
    limits.overlay = path;
    limits.degree = 4;
    limits.payload = 500;
    limits.ttl = 20;
    limits.p95 = 2.5;
    limits.deliveryRatio = 0.9;
    limits.precision = 1.1;
    limits.runs = 4;
    limits.mostRuns = 50;
    limits.cycle = "700ms";
    limits.up = "100kbps";
    limits.down = "0bps";
    limits.seconds = 30;
    limits.messages = 70;
    RngSeedManager::SetSeed(3);
    const StudyPlan plan(limits.MakeFile(limits.GetNetworks()));
    ASSERT_EQ(plan.GetCells().size(), 15U);
    const std::vector<std::string> nodes = {"20", "30", "8"};
    for (std::size_t i = 0; i < plan.GetCells().size(); i++)
    {
        const ScenarioValues values = plan.GetCells()[i].scenario.GetValues();
        const bool isFile = i >= 10;
        EXPECT_EQ(values.at("nodes"), nodes[i / 5]);
        EXPECT_EQ(values.at("overlay"), isFile ? "file:" + path : "regular:4");
        EXPECT_EQ(values.at("underlay.up"), isFile ? "2000000bps" : "100000bps");
        EXPECT_EQ(values.at("underlay.down"), isFile ? "8000000bps" : "unlimited");
        EXPECT_EQ(values.at("underlay.latency"), "0.1s");
        EXPECT_EQ(values.at("traffic.payload"), "500");
        EXPECT_EQ(values.at("traffic.duration"), "30s");
        EXPECT_EQ(values.at("traffic.least_messages"), "70");
        EXPECT_EQ(values.at("ttl"), "20");
        EXPECT_EQ(values.at("p95_bound"), "2.5s");
        EXPECT_EQ(values.at("topics_by_user"), "10");
        EXPECT_EQ(values.at("public_topics"), "100");
        EXPECT_EQ(values.at("edge.share"), "0.3");
        EXPECT_EQ(values.at("seed"), "3");
        EXPECT_EQ(values.at("edge.selective"), i % 5 == 1 ? "true" : "false");
        EXPECT_EQ(values.at("edge.light"), i % 5 == 3 ? "true" : "false");
        EXPECT_EQ(values.at("edge.topic_interest"), i % 5 == 4 ? "true" : "false");
        EXPECT_EQ(values.count("ns3::WhisperProtocol::TransmissionCycle"), i % 5 == 2 ? 1U : 0U);
        EXPECT_EQ(values.count("ns3::WhisperProtocol::Immediate"), i % 5 == 2 ? 0U : 1U);
        EXPECT_EQ(values.count("ns3::WhisperProtocol::Waku1"), i % 5 == 4 ? 1U : 0U);
    }
    EXPECT_NE(plan.GetCells()[2]
                  .scenario.GetValues()
                  .at("ns3::WhisperProtocol::TransmissionCycle")
                  .find("7"),
              std::string::npos);
    const StudyFile::Search& search = *plan.GetStudy().search;
    EXPECT_EQ(search.holds.GetText(), "delivery_ratio >= 0.9 and latency_s.p95 <= 2.5");
    EXPECT_NEAR(search.precision, 0.1, 1e-9);
    EXPECT_EQ(search.runs, 4U);
    EXPECT_EQ(search.mostRuns, 50U);
}

TEST_F(WhisperLimitsTest, AFileOfTheSameNameDoesNotHideTheShippedStudy)
{
    const auto before = std::filesystem::current_path();
    const auto folder = std::filesystem::path(testing::TempDir()) / "waku-shipped-name";
    std::filesystem::create_directories(folder);
    std::filesystem::current_path(folder);
    std::ofstream("whisper-limits") << "\x7f"
                                    << "ELF";
    EXPECT_NO_THROW(StudyFile::Read("whisper-limits"));
    EXPECT_THROW(StudyFile::Read("./whisper-limits"), StudyFileError);
    std::filesystem::current_path(before);
    std::filesystem::remove_all(folder);
}

TEST_F(WhisperLimitsTest, WithoutOptionsItIsTheShippedStudy)
{
    const WhisperLimits initial;
    const StudyPlan plan(initial.MakeFile(initial.GetNetworks()));
    const StudyPlan shipped(StudyFile::Read("whisper-limits"));
    ASSERT_EQ(plan.GetCells().size(), shipped.GetCells().size());
    for (std::size_t i = 0; i < plan.GetCells().size(); i++)
    {
        EXPECT_EQ(plan.GetCells()[i].scenario.GetValues(),
                  shipped.GetCells()[i].scenario.GetValues());
    }
    EXPECT_EQ(plan.MakeGroups().back()->GetWanted({}).front().GetKey(),
              shipped.MakeGroups().back()->GetWanted({}).front().GetKey());
    EXPECT_EQ(plan.GetStudy().search->holds.GetText(), shipped.GetStudy().search->holds.GetText());
    EXPECT_NEAR(plan.GetStudy().search->precision, shipped.GetStudy().search->precision, 1e-9);
    EXPECT_EQ(plan.GetStudy().search->runs, shipped.GetStudy().search->runs);
    EXPECT_EQ(plan.GetStudy().search->mostRuns, shipped.GetStudy().search->mostRuns);
}

TEST_F(WhisperLimitsTest, SaturatedUplinksBreakASmallNetwork)
{
    limits.nodes = {12};
    limits.up = "64kbps";
    limits.seconds = 30;
    limits.precision = 1.5;
    limits.runs = 2;
    limits.mostRuns = 12;
    const WhisperLimits::Result result = limits.Find((folder / "results.db").string());
    ASSERT_EQ(result.rows.size(), 5U);
    const WhisperLimits::Row& plain = result.rows.front();
    EXPECT_EQ(plain.variant, "none");
    EXPECT_EQ(plain.search.cause, "uplink");
    EXPECT_EQ(plain.gain, 1);
    // A message takes 2 * 1.5 kB of each uplink: 8 kB a second are 2.7 messages.
    const double perSecond = plain.GetLimit() * 12 / 3600;
    EXPECT_GT(perSecond, 1.3);
    EXPECT_LT(perSecond, 4.5);
    EXPECT_LE(plain.search.lower, plain.GetLimit());
    EXPECT_GE(plain.search.upper, plain.GetLimit());
    EXPECT_GE(plain.search.runs, 8U);
    const WhisperLimits::Load highest = plain.GetHighest();
    EXPECT_EQ(highest.messagesPerHour, plain.search.highestHeld);
    EXPECT_GE(highest.deliveryRatio, 0.99);
    EXPECT_GT(highest.uplink, 0.3);
    EXPECT_LT(highest.downlink, highest.uplink);
    EXPECT_NEAR(highest.transmissionsPerMessage, 12 * 2 + 1, 1);
    EXPECT_NEAR(highest.bytesPerMessage, 2 * 1500, 700);
    EXPECT_EQ(plain.loads.size(), plain.search.loads.size());
    EXPECT_EQ(result.rows[1].variant, "bloom filters");
    for (const WhisperLimits::Row& row : result.rows)
    {
        EXPECT_DOUBLE_EQ(row.gain, row.GetLimit() / plain.GetLimit()) << row.variant;
    }

    const std::string path = (folder / "limits.json").string();
    WhisperLimitsReport{limits, result}.WriteJson(path);
    const auto row = nlohmann::json::parse(std::ifstream(path)).at("rows").at(0);
    EXPECT_EQ(row.at("limit_messages_per_node_hour"), plain.search.highestHeld);
    EXPECT_EQ(row.at("broken_messages_per_node_hour"), plain.search.lowestBroken);
    EXPECT_EQ(row.at("limit_low"), plain.search.lower);
    EXPECT_EQ(row.at("limit_high"), plain.search.upper);
    EXPECT_EQ(row.at("runs"), plain.search.runs);
    EXPECT_EQ(row.at("p95_s"), highest.p95);
    EXPECT_EQ(row.at("cause"), "uplink");
}

TEST_F(WhisperLimitsTest, ANetworkThatBearsNothingHasNoLimit)
{
    limits.p95 = 0.001; // shorter than the latency of the network
    const WhisperLimits::Result result = limits.Find((folder / "results.db").string());
    ASSERT_EQ(result.rows.size(), 5U);
    EXPECT_EQ(result.rows.front().GetLimit(), 0);
    EXPECT_EQ(result.rows.front().gain, 0);
    EXPECT_EQ(result.rows.front().GetHighest().messagesPerHour, 0);
    EXPECT_NE(result.rows.front().search.problem, "");
    const std::string path = (folder / "limits.json").string();
    WhisperLimitsReport{limits, result}.WriteJson(path);
    const auto row = nlohmann::json::parse(std::ifstream(path)).at("rows").at(0);
    EXPECT_EQ(row.at("limit_messages_per_node_hour"), 0);
    EXPECT_TRUE(row.at("limit").is_null());
    EXPECT_EQ(row.at("problem"), result.rows.front().search.problem);
}

TEST_F(WhisperLimitsTest, RunsOfOtherSettingsAreNotTakenForThose)
{
    EXPECT_GT(CountNewRuns(), 5U);
    EXPECT_EQ(CountNewRuns(), 0U) << "nothing is simulated twice";
    Config::SetDefault(MAX_PACKET, UintegerValue(3 << 18));
    EXPECT_GE(CountNewRuns(), 5U) << "with another attribute all is simulated again";
    Config::SetDefault(MAX_PACKET, UintegerValue(3 << 19));
    EXPECT_EQ(CountNewRuns(), 0U) << "the runs of before are still known";
    RngSeedManager::SetRun(1000);
    EXPECT_GE(CountNewRuns(), 5U);
    RngSeedManager::SetRun(1);
    RngSeedManager::SetSeed(2);
    EXPECT_GE(CountNewRuns(), 5U);
    RngSeedManager::SetSeed(1);
    limits.ttl = 40;
    EXPECT_GE(CountNewRuns(), 5U);
}

TEST_F(WhisperLimitsTest, AGraphOfAnotherContentIsNotTakenForThatOfItsFile)
{
    const std::string path = (folder / "net.txt").string();
    std::ofstream(path) << "0 1\n1 2\n2 3\n3 0\n0 4\n4 5\n5 6\n6 0\n0 7\n7 2\n";
    limits.nodes = {};
    limits.overlay = path;
    EXPECT_GE(CountNewRuns(), 5U);
    EXPECT_EQ(CountNewRuns(), 0U);
    std::ofstream(path) << "0 1\n1 2\n2 3\n3 0\n0 4\n4 5\n5 6\n6 0\n0 7\n7 3\n";
    EXPECT_GE(CountNewRuns(), 5U);
}

TEST(ChangedAttributes, AreThoseWhoseDefaultWasChanged)
{
    const auto initial = GetChangedAttributes();
    EXPECT_EQ(initial.count(MAX_PACKET), 0U);
    Config::SetDefault(MAX_PACKET, UintegerValue(100000));
    EXPECT_EQ(GetChangedAttributes().at(MAX_PACKET), "100000");
    Config::SetDefault(MAX_PACKET, UintegerValue(3 << 19));
    EXPECT_EQ(GetChangedAttributes(), initial);
}

TEST(ChangedAttributes, ShowAnObjectInAFormThatIsReadAgain)
{
    const std::string delay = "ns3::WakuRelay::ValidationDelay";
    Config::SetDefault(delay, StringValue("ns3::ConstantRandomVariable[Constant=0.25]"));
    const std::string changed = GetChangedAttributes().at(delay);
    EXPECT_EQ(changed.rfind("ns3::ConstantRandomVariable[Constant=0.25", 0), 0U) << changed;
    EXPECT_EQ(changed.find("0x"), std::string::npos) << "an address is another in each run";
    ScenarioAttributes attributes;
    EXPECT_NO_THROW(attributes.Set(delay, changed));
    Config::SetDefault(delay, PointerValue());
}
