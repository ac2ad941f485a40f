/* SPDX-License-Identifier: GPL-2.0-only */
#include "event-network.h"
#include "trace-sink.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/length-distribution.h"
#include "ns3/string.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

/// Draws of a distribution, in order, seconds.
std::vector<double>
DrawSorted(const std::string& text, int count)
{
    const LengthDistribution lengths(text);
    EXPECT_EQ(lengths.GetProblem(), "") << text;
    LazyUniform random;
    random.SetStream(7);
    std::vector<double> draws;
    for (int i = 0; i < count; i++)
    {
        draws.push_back(lengths.Draw(random).GetSeconds());
    }
    std::sort(draws.begin(), draws.end());
    return draws;
}

/// Distance of Kolmogorov and Smirnov from a distribution function.
double
GetDistance(const std::vector<double>& sorted, const std::function<double(double)>& cdf)
{
    double distance = 0;
    for (std::size_t i = 0; i < sorted.size(); i++)
    {
        const double expected = cdf(sorted[i]);
        const auto n = static_cast<double>(sorted.size());
        distance = std::max({distance,
                             std::abs(expected - static_cast<double>(i) / n),
                             std::abs(expected - static_cast<double>(i + 1) / n)});
    }
    return distance;
}

/// A node that is alone, and notes its sessions.
class ChurnTest : public testing::Test
{
  public:
    ChurnTest()
    {
        hosts.Create(1);
        const NetDeviceContainer devices = WanHelper().Install(hosts);
        InternetTcpHelper().Install(hosts);
        WanHelper().AssignIpv4Addresses(devices);
        node->Mount(CreateObject<PingProtocol>());
        hosts.Get(0)->AddApplication(node);
        applications.Add(node);
        node->TraceConnectWithoutContext(
            "Online",
            MakeTraceSink<bool>([this](bool isOnline) {
                const double now = Simulator::Now().GetSeconds();
                (isOnline ? absences : sessions).push_back(now - since);
                since = now;
            }));
        network.applications = applications;
        network.devices = devices;
    }

    ~ChurnTest() override
    {
        Simulator::Destroy();
    }

    void Run(Time time)
    {
        events.AssignStreams(1000);
        events.Install(network);
        Simulator::Stop(time);
        Simulator::Run();
    }

    NodeContainer hosts;
    Ptr<P2pNode> node{CreateObject<P2pNode>()};
    ApplicationContainer applications;
    ScenarioStage::Parts network;
    ScenarioEventHelper events;
    std::vector<double> sessions;
    std::vector<double> absences;
    double since{0};
};

} // namespace

TEST(LengthDistributionTest, LengthsFollowTheirDistribution)
{
    // 5 % of the samples of 10,000 are further away than 1.36 %.
    const int count = 10000;
    const double far = 0.0136;
    EXPECT_LT(GetDistance(DrawSorted("exponential 10min", count),
                          [](double x) { return 1 - std::exp(-x / 600); }),
              far);
    EXPECT_LT(GetDistance(DrawSorted("weibull 5min 0.6", count),
                          [](double x) { return 1 - std::exp(-std::pow(x / 300, 0.6)); }),
              far);
    EXPECT_LT(GetDistance(
                  DrawSorted("lognormal 4min 1.2", count),
                  [](double x) { return std::erfc(-std::log(x / 240) / 1.2 / std::sqrt(2)) / 2; }),
              far);
    EXPECT_LT(
        GetDistance(DrawSorted("uniform 1s 10s", count), [](double x) { return (x - 1) / 9; }),
        far);
    EXPECT_EQ(DrawSorted("90s", 2), (std::vector<double>{90, 90}));
    const std::vector<double> measured = DrawSorted("ethereum", count);
    const auto share = [&measured](double from, double to) {
        return static_cast<double>(
                   std::count_if(measured.begin(),
                                 measured.end(),
                                 [from, to](double x) { return x >= from && x < to; })) /
               count;
    };
    EXPECT_NEAR(share(0, 60), 0.8, 0.01);
    EXPECT_NEAR(share(180, 300), 0.1, 0.01);
    EXPECT_NEAR(share(300, 5760.1), 0.1, 0.01);
    for (const char* text : {"exponential 10min",
                             "weibull 5min 0.6",
                             "lognormal 1min 0.5",
                             "uniform 1s 10s",
                             "ethereum",
                             "3s"})
    {
        const std::vector<double> draws = DrawSorted(text, 100000);
        double sum = 0;
        for (const double draw : draws)
        {
            sum += draw;
        }
        EXPECT_NEAR(sum / 1e5 / LengthDistribution(text).GetMean(), 1, 0.03) << text;
    }
}

TEST(LengthDistributionTest, AFileIsATraceAndWhatIsWrongIsNamed)
{
    const std::string path = testing::TempDir() + "lengths.txt";
    std::ofstream(path) << "# sessions\n3\n5.5\n\n";
    const std::vector<double> draws = DrawSorted("file:" + path, 1000);
    EXPECT_EQ(draws.front(), 3);
    EXPECT_EQ(draws.back(), 5.5);
    EXPECT_DOUBLE_EQ(LengthDistribution("file:" + path).GetMean(), 4.25);
    std::ofstream(path) << "3\nlong\n";
    EXPECT_NE(LengthDistribution("file:" + path).GetProblem().find("lengths.txt:2 is long"),
              std::string::npos);
    EXPECT_NE(LengthDistribution("file:/none").GetProblem().find("is not there"),
              std::string::npos);
    for (const char* text : {"",
                             "10",
                             "-3s",
                             "exponential",
                             "exponential 3",
                             "weibull 3s",
                             "weibull 3s 0",
                             "uniform 5s 2s",
                             "gamma 3s 2",
                             "ethereum 3s",
                             "10 min"})
    {
        EXPECT_NE(LengthDistribution(text).GetProblem(), "") << text;
    }
}

TEST(LengthDistributionTest, WhatIsLeftOfAConstantLengthIsUniform)
{
    const LengthDistribution lengths("100s");
    LazyUniform random;
    random.SetStream(7);
    double sum = 0;
    for (int i = 0; i < 10000; i++)
    {
        const double rest = lengths.DrawRest(random).GetSeconds();
        EXPECT_GE(rest, 0);
        EXPECT_LE(rest, 100);
        sum += rest;
    }
    EXPECT_NEAR(sum / 10000, 50, 1);
}

TEST_F(ChurnTest, SessionsAndAbsencesHaveTheirLengths)
{
    events.Add("churn",
               "Session",
               StringValue("exponential 60s"),
               "Absence",
               StringValue("weibull 20s 0.7"));
    Run(Hours(100));
    ASSERT_GT(sessions.size(), 3000U);
    sessions.erase(sessions.begin(), sessions.begin() + 2);
    absences.erase(absences.begin(), absences.begin() + 2);
    std::sort(sessions.begin(), sessions.end());
    std::sort(absences.begin(), absences.end());
    EXPECT_LT(GetDistance(sessions, [](double x) { return 1 - std::exp(-x / 60); }), 0.025);
    EXPECT_LT(GetDistance(absences, [](double x) { return 1 - std::exp(-std::pow(x / 20, 0.7)); }),
              0.025);
}

TEST_F(ChurnTest, AtTheTroughOfTheDayNodesComeLessOften)
{
    events.Add("churn",
               "Session",
               StringValue("exponential 1min"),
               "Absence",
               StringValue("exponential 1min"),
               "Rhythm",
               DoubleValue(0.9),
               "RhythmPeriod",
               TimeValue(Hours(24)));
    double online[2] = {0, 0};
    for (int minute = 0; minute < 60 * 24 * 20; minute++)
    {
        Simulator::Schedule(Minutes(minute), [this, minute, &online] {
            const int hour = minute / 60 % 24;
            const bool isDay = hour < 3 || hour >= 21;
            if (isDay || (hour >= 9 && hour < 15))
            {
                online[isDay ? 0 : 1] += node->IsOnline() ? 1.0 / (20 * 6 * 60) : 0;
            }
        });
    }
    Run(Hours(24 * 20));
    // At the peak half of the time; at the trough an absence is ten times as long.
    EXPECT_NEAR(online[0], 0.48, 0.04);
    EXPECT_NEAR(online[1], 0.12, 0.04);
}

TEST_F(ChurnTest, WhenChurnEndsAllAreBack)
{
    events.Add("churn",
               "Session",
               StringValue("1s"),
               "Absence",
               StringValue("1h"),
               "CrashShare",
               DoubleValue(1),
               "For",
               TimeValue(Seconds(100)));
    Run(Seconds(101));
    EXPECT_TRUE(node->IsOnline());
    EXPECT_TRUE(network.devices.Get(0)->IsLinkUp());
}

TEST_F(ChurnTest, ChurnThatDoesNotStartSteadyBeginsWithSessions)
{
    events.Add("churn",
               "Session",
               StringValue("50s"),
               "Absence",
               StringValue("1h"),
               "SteadyStart",
               BooleanValue(false));
    Run(Seconds(49));
    EXPECT_TRUE(node->IsOnline());
    Simulator::Stop(Seconds(2));
    Simulator::Run();
    EXPECT_FALSE(node->IsOnline());
}

namespace
{

class Joining : public EventNetwork
{
};

INSTANTIATE_TEST_SUITE_P(Transports, Joining, testing::Values("flow"));

} // namespace

TEST_P(Joining, NodesArriveAtTheirRateAndWhoIsLateNeverDoes)
{
    Build(40);
    events.Add("join",
               "Nodes",
               StringValue("10-39"),
               "Every",
               TimeValue(Seconds(2)),
               "For",
               TimeValue(Seconds(30)));
    Install();
    const auto count = [this] {
        return std::count_if(nodes.begin(), nodes.end(), [](const Ptr<P2pNode>& node) {
            return node->IsOnline();
        });
    };
    RunUntil(9.9);
    EXPECT_EQ(count(), 10);
    RunUntil(41);
    const auto arrived = count() - 10;
    // 15 in the mean, with a standard deviation of 4.
    EXPECT_GE(arrived, 5);
    EXPECT_LE(arrived, 25);
    RunUntil(100);
    EXPECT_EQ(count() - 10, arrived);
}
