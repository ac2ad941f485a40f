/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/wan-region-preset.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

TEST(WanRegionPreset, DealsHostsByWeightWithTheDelaysOfTheFramework)
{
    const WanRegionPreset preset = WanRegionPreset::Get("interop");
    ASSERT_EQ(preset.names.size(), 8U);
    const Ptr<RegionWanLatency> latency = preset.MakeLatency(11326);
    std::map<std::string, uint32_t> hosts;
    std::map<std::string, uint32_t> first;
    for (uint32_t host = 0; host < 11326; host++)
    {
        const std::string& name =
            latency->GetRegions()->GetName(latency->GetRegions()->GetRegion(host));
        hosts[name]++;
        first.emplace(name, host);
    }
    EXPECT_EQ(hosts.at("europe"), 5599U);
    EXPECT_EQ(hosts.at("south_america"), 36U);
    const auto delay = [&](const std::string& from, const std::string& to) {
        return latency->GetDelay(first.at(from), first.at(to)).GetMilliSeconds();
    };
    EXPECT_EQ(delay("europe", "australia"), 165);
    EXPECT_EQ(delay("west_asia", "west_asia"), 5);
    EXPECT_EQ(delay("south_america", "south_africa"), 195);
    EXPECT_EQ(delay("south_africa", "south_america"), 190);
    EXPECT_DEATH(WanRegionPreset::Get("mars"), "\"mars\" is not a preset; interop is");
}
