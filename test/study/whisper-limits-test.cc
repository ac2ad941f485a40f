/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/config.h"
#include "ns3/pointer.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/study-settings.h"
#include "ns3/uinteger.h"
#include "ns3/whisper-limits.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
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
        limits.precision = 3;
        limits.workers = 1;
    }

    ~WhisperLimitsTest() override
    {
        std::filesystem::remove_all(folder);
        unsetenv("NS_ATTRIBUTE_DEFAULT");
        Config::SetDefault(MAX_PACKET, UintegerValue(3 << 19));
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
    }

    /// Does what the program does. \return how many runs the file has then
    std::size_t CountRuns()
    {
        const std::string path = (folder / "runs.csv").string();
        limits.Find(path);
        return ResultStore<WhisperLoad>(path).GetSize();
    }

    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / ("waku-limits-" + std::to_string(getpid()));
    WhisperLimits limits;
};

} // namespace

TEST_F(WhisperLimitsTest, RunsOfOtherSettingsAreNotTakenForThose)
{
    const std::size_t first = CountRuns();
    EXPECT_GT(first, 5u);
    EXPECT_EQ(CountRuns(), first) << "nothing is simulated twice";
    Config::SetDefault(MAX_PACKET, UintegerValue(3 << 18));
    const std::size_t second = CountRuns();
    EXPECT_GE(second, first + 5) << "with another attribute all is simulated again";
    Config::SetDefault(MAX_PACKET, UintegerValue(3 << 19));
    EXPECT_EQ(CountRuns(), second) << "the runs of before are still known";
    RngSeedManager::SetRun(2);
    const std::size_t third = CountRuns();
    EXPECT_GE(third, second + 5);
    RngSeedManager::SetRun(1);
    limits.ttl = 40;
    EXPECT_GE(CountRuns(), third + 5);
}

TEST_F(WhisperLimitsTest, AGraphOfAnotherContentIsNotTakenForThatOfItsFile)
{
    const std::string path = (folder / "net.txt").string();
    std::ofstream(path) << "0 1\n1 2\n2 3\n3 0\n0 4\n4 5\n5 6\n6 0\n0 7\n7 2\n";
    limits.nodes = {};
    limits.overlay = path;
    const std::size_t first = CountRuns();
    std::ofstream(path) << "0 1\n1 2\n2 3\n3 0\n0 4\n4 5\n5 6\n6 0\n0 7\n7 3\n";
    EXPECT_GE(CountRuns(), first + 5);
}

TEST_F(WhisperLimitsTest, SettingsNameWhatWasChangedAndNothingElse)
{
    const std::string initial = DescribeSettings();
    EXPECT_EQ(initial.rfind("results=" + std::to_string(WAKU_RESULTS_VERSION) + " ", 0), 0u);
    EXPECT_NE(initial.find(" RngSeed=1"), std::string::npos);
    EXPECT_EQ(initial.find("RngRun"), std::string::npos);
    EXPECT_EQ(initial.find(MAX_PACKET), std::string::npos) << initial;

    Config::SetDefault(MAX_PACKET, UintegerValue(100000));
    EXPECT_NE(DescribeSettings().find(" " + MAX_PACKET + "=100000"), std::string::npos);
    Config::SetDefault(MAX_PACKET, UintegerValue(3 << 19));
    EXPECT_EQ(DescribeSettings(), initial);
    RngSeedManager::SetSeed(5);
    EXPECT_NE(DescribeSettings().find(" RngSeed=5"), std::string::npos);
    RngSeedManager::SetSeed(1);
    setenv("NS_ATTRIBUTE_DEFAULT", "ns3::A::B=2;ns3::C::D=x", 1);
    const std::string fromEnvironment = DescribeSettings();
    EXPECT_NE(fromEnvironment.find("ns3::A::B=2 "), std::string::npos) << fromEnvironment;
    EXPECT_NE(fromEnvironment.find("ns3::C::D=x"), std::string::npos);
}

TEST_F(WhisperLimitsTest, SettingsShowAnObjectByItsAttributes)
{
    const std::string delay = "ns3::WakuRelay::ValidationDelay";
    Config::SetDefault(delay, StringValue("ns3::ConstantRandomVariable[Constant=0.25]"));
    const std::string settings = DescribeSettings();
    EXPECT_NE(settings.find(delay + "=ns3::ConstantRandomVariable|Constant=0.25"),
              std::string::npos)
        << settings;
    EXPECT_EQ(settings.find("0x"), std::string::npos) << "an address is another in each run";
    Config::SetDefault(delay, PointerValue());
}
