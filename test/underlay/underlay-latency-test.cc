/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/constant-wan-latency.h"
#include "ns3/coordinate-wan-latency.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/random-wan-latency.h"
#include "ns3/region-wan-latency.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-helper.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <vector>

using namespace ns3;

namespace
{

Ptr<RandomWanLatency>
MakeRandomLatency(const std::string& variable, int64_t stream = 7)
{
    Ptr<RandomWanLatency> latency = CreateObject<RandomWanLatency>();
    latency->SetAttribute("Delay", StringValue(variable));
    EXPECT_EQ(latency->AssignStreams(stream), 1);
    return latency;
}

/** The delays of pairs of distinct hosts, sorted, in seconds. */
std::vector<double>
GetSortedDelays(Ptr<RandomWanLatency> latency, uint32_t hosts)
{
    std::vector<double> delays;
    for (uint32_t a = 0; a < hosts; a++)
    {
        for (uint32_t b = a + 1; b < hosts; b++)
        {
            delays.push_back(latency->GetDelay(a, b).GetSeconds());
        }
    }
    std::sort(delays.begin(), delays.end());
    return delays;
}

/** The Kolmogorov-Smirnov distance of sorted samples from a distribution. */
template <typename Cdf>
double
GetKsDistance(const std::vector<double>& samples, Cdf cdf)
{
    double distance = 0;
    for (std::size_t i = 0; i < samples.size(); i++)
    {
        const double p = cdf(samples[i]);
        const double n = static_cast<double>(samples.size());
        distance = std::max({distance, p - i / n, (i + 1) / n - p});
    }
    return distance;
}

} // namespace

TEST(UnderlayLatency, ConstantIsTheSameForEveryPair)
{
    Ptr<ConstantWanLatency> latency = CreateObject<ConstantWanLatency>();
    latency->SetAttribute("Delay", TimeValue(MilliSeconds(42)));
    EXPECT_EQ(latency->GetDelay(0, 1), MilliSeconds(42));
    EXPECT_EQ(latency->GetDelay(9999, 3), MilliSeconds(42));
    EXPECT_EQ(latency->GetMinimumDelay(), MilliSeconds(42));
    EXPECT_EQ(latency->AssignStreams(5), 0);
}

TEST(UnderlayLatency, RandomIsSymmetricAndStays)
{
    Ptr<RandomWanLatency> latency = MakeRandomLatency("ns3::UniformRandomVariable[Min=0|Max=1]");
    const Time delay = latency->GetDelay(3, 8);
    EXPECT_EQ(latency->GetDelay(8, 3), delay);
    EXPECT_EQ(latency->GetDelay(3, 8), delay);
    EXPECT_NE(latency->GetDelay(3, 9), delay);
}

TEST(UnderlayLatency, RandomDoesNotDependOnWhoTalksFirst)
{
    // a normal variable keeps the second of each two values that it draws
    const std::string variable = "ns3::NormalRandomVariable[Mean=0.1|Variance=0.0001|Bound=0.09]";
    Ptr<RandomWanLatency> forward = MakeRandomLatency(variable);
    Ptr<RandomWanLatency> backward = MakeRandomLatency(variable);
    std::vector<Time> first;
    std::vector<Time> second;
    for (uint32_t i = 0; i < 1000; i++)
    {
        first.push_back(forward->GetDelay(i, 2 * i + 1));
    }
    for (uint32_t i = 1000; i-- > 0;)
    {
        backward->GetDelay(i, 5000);
        second.push_back(backward->GetDelay(2 * i + 1, i));
    }
    std::reverse(second.begin(), second.end());
    EXPECT_EQ(first, second);
}

TEST(UnderlayLatency, RandomFollowsItsDistribution)
{
    const auto uniform =
        GetSortedDelays(MakeRandomLatency("ns3::UniformRandomVariable[Min=0.02|Max=0.12]"), 300);
    // 44850 pairs out of 65536 draws: 1.63/sqrt(44850) + 1.63/sqrt(65536) at the 1 % level
    EXPECT_LT(GetKsDistance(uniform, [](double x) { return (x - 0.02) / 0.1; }), 0.014);
    const auto exponential =
        GetSortedDelays(MakeRandomLatency("ns3::ExponentialRandomVariable[Mean=0.05]"), 300);
    EXPECT_LT(GetKsDistance(exponential, [](double x) { return 1 - std::exp(-x / 0.05); }), 0.014);
    EXPECT_GT(GetKsDistance(uniform, [](double x) { return 1 - std::exp(-x / 0.05); }), 0.1);
}

TEST(UnderlayLatency, RandomDelaysOfAHostsPairsAreNotCorrelated)
{
    Ptr<RandomWanLatency> latency = MakeRandomLatency("ns3::UniformRandomVariable[Min=0|Max=1]");
    constexpr uint32_t hosts = 20000;
    double sum = 0;
    for (uint32_t i = 1; i < hosts; i++)
    {
        sum += (latency->GetDelay(0, i).GetSeconds() - 0.5) *
               (latency->GetDelay(0, i + 1).GetSeconds() - 0.5) * 12;
    }
    EXPECT_LT(std::abs(sum / hosts), 4 / std::sqrt(hosts));
}

TEST(UnderlayLatency, RandomChangesWithStreamAndRun)
{
    const std::string variable = "ns3::UniformRandomVariable[Min=0|Max=1]";
    const Time delay = MakeRandomLatency(variable, 1)->GetDelay(0, 1);
    EXPECT_EQ(MakeRandomLatency(variable, 1)->GetDelay(0, 1), delay);
    EXPECT_NE(MakeRandomLatency(variable, 2)->GetDelay(0, 1), delay);
    const uint64_t run = RngSeedManager::GetRun();
    RngSeedManager::SetRun(run + 1);
    EXPECT_NE(MakeRandomLatency(variable, 1)->GetDelay(0, 1), delay);
    RngSeedManager::SetRun(run);
}

TEST(UnderlayLatency, RandomMinimumIsReachedAndNotPassed)
{
    Ptr<RandomWanLatency> latency =
        MakeRandomLatency("ns3::UniformRandomVariable[Min=0.03|Max=0.1]");
    latency->SetAttribute("Draws", UintegerValue(100));
    const auto delays = GetSortedDelays(latency, 100);
    EXPECT_EQ(Seconds(delays.front()), latency->GetMinimumDelay());
    EXPECT_EQ(std::set<double>(delays.begin(), delays.end()).size(), 100u);
}

TEST(UnderlayLatency, RandomTakesAnyRandomVariable)
{
    Ptr<EmpiricalRandomVariable> measured = CreateObject<EmpiricalRandomVariable>();
    measured->CDF(0.05, 0.5);
    measured->CDF(0.2, 1);
    Ptr<RandomWanLatency> latency = CreateObject<RandomWanLatency>();
    latency->SetAttribute("Delay", PointerValue(measured));
    latency->AssignStreams(3);
    const auto delays = GetSortedDelays(latency, 100);
    EXPECT_EQ(delays.front(), 0.05);
    EXPECT_EQ(delays.back(), 0.2);
    EXPECT_NEAR(std::count(delays.begin(), delays.end(), 0.05) / 4950.0, 0.5, 0.03);
}

TEST(UnderlayLatency, RandomStopsAtNegativeDelays)
{
    EXPECT_DEATH(MakeRandomLatency("ns3::ConstantRandomVariable[Constant=-0.01]")->GetDelay(0, 1),
                 "RandomWanLatency::Delay drew -0.01 s");
}

TEST(UnderlayLatency, OnlyRegionsThatAreApartBoundTheLookAhead)
{
    Ptr<WanRegions> regions = CreateObject<WanRegions>();
    Ptr<RegionWanLatency> latency = CreateObject<RegionWanLatency>();
    latency->SetRegions(regions);
    for (const char* name : {"europe", "asia", "africa"})
    {
        regions->AddRegion(name);
    }
    latency->SetDelay("europe", "europe", MilliSeconds(1));
    latency->SetDelay("asia", "asia", MilliSeconds(2));
    latency->SetDelay("europe", "asia", MilliSeconds(80));
    latency->SetDelay("europe", "africa", MilliSeconds(5));
    for (uint32_t host = 0; host < 4; host++)
    {
        regions->SetRegion(host, host < 2 ? "europe" : "asia");
    }
    EXPECT_EQ(latency->GetMinimumDelayBetween({0, 0, 1, 1}), MilliSeconds(80));
    EXPECT_EQ(latency->GetMinimumDelayBetween({0, 0, 1, 0}), MilliSeconds(2));
    EXPECT_EQ(latency->GetMinimumDelayBetween({0, 1, 1, 1}), MilliSeconds(1));
    EXPECT_EQ(latency->GetMinimumDelayBetween({0, 0, 0, 0}), MilliSeconds(1));
}

TEST(UnderlayLatency, WrongValuesStopTheProgramWithTheRange)
{
    WanHelper wan;
    EXPECT_DEATH(wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("-5ms")),
                 "ns3::ConstantWanLatency: Delay is -5ms, not at least 0s");
    EXPECT_DEATH(wan.SetLatency("ns3::RandomWanLatency", "Delay", StringValue("slow")),
                 "ns3::RandomWanLatency: Delay is slow, not .*ns3::RandomVariableStream");
}

TEST(UnderlayLatency, RegionsGiveTheDelayOfTheirMatrix)
{
    Ptr<WanRegions> regions = CreateObject<WanRegions>();
    regions->AddRegion("europe");
    regions->AddRegion("asia");
    regions->SetRegion(0, "europe");
    regions->SetRegion(5, "asia");
    regions->SetRegion(6, "asia");
    Ptr<RegionWanLatency> latency = CreateObject<RegionWanLatency>();
    latency->SetRegions(regions);
    EXPECT_EQ(latency->GetMinimumDelay(), Seconds(0));
    latency->SetDelay("europe", "europe", MilliSeconds(15));
    latency->SetDelay("europe", "asia", MilliSeconds(120));
    latency->SetDelay("asia", "asia", MilliSeconds(30));
    EXPECT_EQ(latency->GetDelay(0, 5), MilliSeconds(120));
    EXPECT_EQ(latency->GetDelay(5, 0), MilliSeconds(120));
    EXPECT_EQ(latency->GetDelay(5, 6), MilliSeconds(30));
    EXPECT_EQ(latency->GetMinimumDelay(), MilliSeconds(15));
    latency->SetOneWayDelay("asia", "europe", MilliSeconds(130));
    EXPECT_EQ(latency->GetDelay(0, 5), MilliSeconds(120));
    EXPECT_EQ(latency->GetDelay(5, 0), MilliSeconds(130));
}

TEST(UnderlayLatency, RegionMistakesStopTheProgram)
{
    Ptr<WanRegions> regions = CreateObject<WanRegions>();
    regions->AddRegion("europe");
    regions->AddRegion("asia");
    regions->SetRegion(0, "europe");
    regions->SetRegion(2, "asia");
    Ptr<RegionWanLatency> latency = CreateObject<RegionWanLatency>();
    EXPECT_DEATH(latency->GetDelay(0, 2), "RegionWanLatency::Regions is not set");
    latency->SetRegions(regions);
    latency->SetDelay("europe", "europe", MilliSeconds(15));
    EXPECT_DEATH(latency->GetDelay(0, 1), "host 1 is in no region");
    EXPECT_DEATH(latency->GetDelay(0, 2), "no delay is set from region 'europe' to 'asia'");
    EXPECT_DEATH(latency->SetDelay("europe", "mars", MilliSeconds(1)), "no region 'mars'");
    EXPECT_DEATH(latency->SetDelay("europe", "asia", MilliSeconds(-1)), "at least 0");
    EXPECT_DEATH(regions->AddRegion("asia"), "region 'asia' already");
    EXPECT_DEATH(regions->DealHosts(10, {1}), "1 shares of sum 1 for 2 regions");
    EXPECT_DEATH(regions->DealHosts(10, {1, -1}), "at least 0");
}

TEST(UnderlayLatency, DealingHostsKeepsTheShares)
{
    Ptr<WanRegions> regions = CreateObject<WanRegions>();
    for (const char* name : {"a", "b", "c"})
    {
        regions->AddRegion(name);
    }
    regions->DealHosts(1000, {5, 3, 2});
    std::vector<uint32_t> counts(3, 0);
    for (uint32_t host = 0; host < 1000; host++)
    {
        counts[regions->GetRegion(host)]++;
    }
    EXPECT_EQ(counts, (std::vector<uint32_t>{500, 300, 200}));
    EXPECT_NE(regions->GetRegion(0), regions->GetRegion(1));
}

TEST(UnderlayLatency, CoordinatesGiveBasePlusDistance)
{
    Ptr<CoordinateWanLatency> latency = CreateObject<CoordinateWanLatency>();
    latency->SetAttribute("Base", TimeValue(MilliSeconds(10)));
    latency->SetAttribute("DelayPerUnit", TimeValue(MicroSeconds(5)));
    latency->SetPositions({Vector(0, 0, 0), Vector(300, 400, 0), Vector(2, 3, 6)});
    EXPECT_EQ(latency->GetDelay(0, 1), MilliSeconds(10) + MicroSeconds(2500));
    EXPECT_EQ(latency->GetDelay(1, 0), MilliSeconds(10) + MicroSeconds(2500));
    EXPECT_EQ(latency->GetDelay(0, 2), MilliSeconds(10) + MicroSeconds(35));
    EXPECT_EQ(latency->GetDelay(2, 2), MilliSeconds(10));
    EXPECT_EQ(latency->GetMinimumDelay(), MilliSeconds(10));
}

TEST(UnderlayLatency, CoordinateMistakesStopTheProgram)
{
    Ptr<CoordinateWanLatency> latency = CreateObject<CoordinateWanLatency>();
    latency->SetPosition(2, Vector(0, 0, 0));
    EXPECT_DEATH(latency->GetDelay(2, 1), "host 1 has no position");
    EXPECT_DEATH(latency->GetDelay(3, 2), "host 3 has no position");
    EXPECT_DEATH(latency->SetPosition(0, Vector(NAN, 0, 0)), "not finite");
}
