/* SPDX-License-Identifier: GPL-2.0-only */
#include "nwaku-experiment.h"

#include "study-plan.h"

#include "ns3/program-option-value.h"

#include <algorithm>
#include <tuple>

namespace ns3
{

namespace
{

/// The last message has this long to arrive, if not longer.
const Time LAST = Seconds(10);

} // namespace

NwakuExperiment::MeshBounds
NwakuExperiment::GetMeshBounds() const
{
    const auto choose = [](const std::string& given, uint32_t related) {
        return given.empty() ? related : static_cast<uint32_t>(std::stoul(given));
    };
    const uint32_t low = std::max(3U, meshDegree) - 2;
    return {choose(dLow, low),
            choose(dHigh, meshDegree + 2),
            choose(dOut, std::min(meshDegree / 2, low - 1))};
}

bool
NwakuExperiment::IsPublished() const
{
    const NwakuExperiment standard;
    const auto facts = [](const NwakuExperiment& e) {
        return std::tie(e.nodes,
                        e.dial,
                        e.meshDegree,
                        e.dLow,
                        e.dHigh,
                        e.dOut,
                        e.up,
                        e.down,
                        e.latency,
                        e.proofDelay,
                        e.verifyDelay);
    };
    return facts(*this) == facts(standard);
}

Scenario
NwakuExperiment::MakeScenario() const
{
    const auto write = [](const auto& value) { return OptionValue::Write(value); };
    const auto writeTime = [](Time time) { return OptionValue::Write(time.GetSeconds()) + "s"; };
    const auto writeRate = [](const std::string& rate) {
        return rate == "0bps" ? "unlimited" : rate;
    };
    std::vector<std::pair<std::string, std::string>> set = {
        {"vary", ""},
        {"nodes", write(nodes)},
        {"overlay", "dial:" + write(dial)},
        {"traffic.payload", write(payload)},
        {"traffic.messages", first ? "1" : write(messages)},
        {"traffic.unmeasured", first ? "0" : "1"},
        {"traffic.interval", writeTime(interval)},
        {"traffic.drain", writeTime(std::max(interval, LAST))},
        {"underlay.up", writeRate(up)},
        {"underlay.down", writeRate(down)},
        {"underlay.latency", writeTime(latency)},
        {"underlay.segments", write(segments)},
        {"underlay.transport", transport},
        {"underlay.congestion", congestion},
        {"proof_delay", writeTime(proofDelay)},
        {"verify_delay", writeTime(verifyDelay)},
        {"secure_channel", write(secureChannel)},
        {"attributes.ns3::GossipSubRouter::SendIDontWant", write(sendIDontWant)},
    };
    const MeshBounds bounds = GetMeshBounds();
    const std::vector<std::pair<std::string, uint32_t>> mesh = {{"D", meshDegree},
                                                                {"D_low", bounds.low},
                                                                {"D_high", bounds.high},
                                                                {"D_out", bounds.out},
                                                                {"D_score", meshDegree},
                                                                {"D_lazy", meshDegree}};
    for (const auto& [name, value] : mesh)
    {
        set.emplace_back("attributes.ns3::GossipSubRouter::" + name, write(value));
    }
    const StudyPlan plan(StudyFile::Read("nwaku-validation", set));
    return plan.GetCells().front().scenario;
}

} // namespace ns3
