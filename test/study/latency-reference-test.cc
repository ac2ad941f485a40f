/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/latency-reference.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <unistd.h>

using namespace ns3;

namespace
{

std::string
WriteFile(const std::string& name, const std::string& text)
{
    // Test processes run at the same time.
    const std::string folder = testing::TempDir() + "/waku-" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    const std::string path = folder + "/" + name;
    std::ofstream(path) << text;
    return path;
}

} // namespace

TEST(LatencyReference, RowsOfEarlierMessagesAreLeftOut)
{
    const std::string path =
        WriteFile("latencies.csv", "seq,latency_ms\n0,9000\n1,100\n1,200\n2,300\n");
    const LatencyReference reference = LatencyReference::FromCsv(path, 1);
    EXPECT_EQ(reference.histogram.GetCount(), 3u);
    EXPECT_NEAR(reference.quantiles.mean, 0.2, 1e-9);
    EXPECT_NEAR(reference.quantiles.max, 0.3, 1e-9);
}

TEST(LatencyReference, ABrokenFileStopsWithItsNameAndLine)
{
    EXPECT_DEATH(LatencyReference::FromCsv("/nowhere.csv", 1), "/nowhere.csv: cannot be read");
    EXPECT_DEATH(LatencyReference::FromCsv(WriteFile("a.csv", "x,y\n1,2\n"), 1),
                 "a.csv:1:1: \"x,y\"");
    for (const char* row : {"1;100", "1,", "one,100", "1,-5", "1,100,3"})
    {
        const std::string text = std::string("seq,latency_ms\n1,100\n") + row + "\n";
        EXPECT_DEATH(LatencyReference::FromCsv(WriteFile("b.csv", text), 1), "b.csv:3:[1-7]: ")
            << row;
    }
    EXPECT_DEATH(LatencyReference::FromCsv(WriteFile("c.csv", "seq,latency_ms\n0,1\n"), 1),
                 "c.csv: no latency of message 1 or later");
}

TEST(LatencyReference, TheBuiltInPercentilesAreThoseOfTheFiles)
{
    const std::string folder = WAKU_SOURCE_DIR "/test/data/nwaku-shadow-1000";
    for (const auto& [payload, name] :
         {std::make_pair(10000u, "/d6_10kb.csv"), std::make_pair(100000u, "/d6_100kb.csv")})
    {
        const LatencyReference file = LatencyReference::FromCsv(folder + name, 1);
        const LatencyReference published = LatencyReference::Published(payload);
        ASSERT_TRUE(published);
        EXPECT_EQ(file.histogram.GetCount(), 8991u);
        for (const auto& error : file.GetErrors(published.quantiles))
        {
            EXPECT_NEAR(error.second, 0, 0.005) << name << " " << error.first;
        }
    }
    EXPECT_FALSE(LatencyReference::Published(1234));
}

TEST(LatencyReference, ErrorsAreRelativeToTheReference)
{
    LatencyReference reference = LatencyReference::Published(10000);
    RunSummary::Quantiles measured = reference.quantiles;
    measured.p50 *= 1.25;
    for (const auto& error : reference.GetErrors(measured))
    {
        EXPECT_NEAR(error.second, error.first == "p50" ? 0.25 : 0, 1e-12);
    }
    LatencyHistogram latency;
    latency.Add(MilliSeconds(518));
    std::ostringstream out;
    reference.WriteComparison(out, latency);
    EXPECT_NE(out.str().find("p50               518.0      518.0   +0.0 %"), std::string::npos)
        << out.str();
}
