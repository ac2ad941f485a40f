/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-region-preset.h"

#include "ns3/abort.h"

#include <array>

namespace ns3
{

namespace
{

/// A region of the preset `interop`.
struct InteropRegion
{
    const char* name;            ///< name
    double weight;               ///< weight
    std::array<int, 8> delaysMs; ///< one-way delays to all regions in the order of the table, ms
};

/// The regions of libp2p/test-plans, gossipsub-interop/network_graph.py.
const InteropRegion INTEROP_REGIONS[] = {
    {"australia", 290, {2, 165, 110, 180, 150, 110, 220, 190}},
    {"europe", 5599, {165, 2, 125, 60, 70, 110, 95, 140}},
    {"east_asia", 1059, {110, 125, 4, 110, 140, 100, 175, 175}},
    {"west_asia", 161, {180, 60, 110, 5, 110, 150, 110, 145}},
    {"na_east", 2894, {150, 70, 140, 110, 2, 60, 130, 100}},
    {"na_west", 1240, {110, 110, 100, 150, 60, 2, 160, 100}},
    {"south_africa", 47, {220, 95, 175, 110, 130, 160, 7, 190}},
    {"south_america", 36, {190, 140, 175, 145, 100, 100, 195, 7}},
};

} // namespace

WanRegionPreset
WanRegionPreset::Get(const std::string& name)
{
    NS_ABORT_MSG_IF(name != "interop",
                    "WanRegionPreset: \"" << name << "\" is not a preset; interop is");
    WanRegionPreset preset;
    for (const InteropRegion& region : INTEROP_REGIONS)
    {
        preset.names.emplace_back(region.name);
        preset.weights.push_back(region.weight);
        std::vector<Time>& delays = preset.delays.emplace_back();
        for (const int milliseconds : region.delaysMs)
        {
            delays.push_back(MilliSeconds(milliseconds));
        }
    }
    return preset;
}

std::vector<std::string>
WanRegionPreset::GetNames()
{
    return {"interop"};
}

Ptr<RegionWanLatency>
WanRegionPreset::MakeLatency(uint32_t hosts) const
{
    Ptr<WanRegions> regions = CreateObject<WanRegions>();
    Ptr<RegionWanLatency> latency = CreateObject<RegionWanLatency>();
    latency->SetRegions(regions);
    for (const std::string& name : names)
    {
        regions->AddRegion(name);
    }
    for (std::size_t from = 0; from < names.size(); from++)
    {
        for (std::size_t to = 0; to < names.size(); to++)
        {
            latency->SetOneWayDelay(names[from], names[to], delays[from][to]);
        }
    }
    regions->DealHosts(hosts, weights);
    return latency;
}

} // namespace ns3
