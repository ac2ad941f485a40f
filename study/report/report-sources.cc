/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-sources.h"

#include "report-number.h"
#include "report-text.h"
#include "study-row.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>

namespace ns3
{

namespace
{

std::string
GetScenarioValue(const ReportData::Cell& cell, const std::string& key)
{
    const auto known = cell.scenario.find(key);
    return known == cell.scenario.end() ? "" : known->second;
}

/// The values that a key of the scenario has, with commas between; empty if it has none.
std::string
JoinValues(const ReportData& data, const std::string& key)
{
    std::vector<std::string> values;
    std::string text;
    for (const ReportData::Cell& cell : data.cells)
    {
        const std::string value = GetScenarioValue(cell, key);
        if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end())
        {
            values.push_back(value);
            text += (text.empty() ? "" : ", ") + value;
        }
    }
    return text;
}

/// In how many combinations something holds, as text.
std::string
CountCells(const ReportData& data, const std::function<bool(const ReportData::Cell&)>& holds)
{
    const auto count = std::count_if(data.cells.begin(), data.cells.end(), holds);
    return count == static_cast<std::ptrdiff_t>(data.cells.size())
               ? "all combinations"
               : JoinText(count, " of ", data.cells.size(), " combinations");
}

bool
HasCell(const ReportData& data, const std::function<bool(const ReportData::Cell&)>& holds)
{
    return std::any_of(data.cells.begin(), data.cells.end(), holds);
}

std::size_t
CountFailures(const ReportData& data)
{
    std::size_t count = 0;
    for (const ReportData::Cell& cell : data.cells)
    {
        count += cell.failures.size();
    }
    return count;
}

void
AddRunCounts(const ReportData& data, double widest, std::vector<std::string>& sentences)
{
    std::size_t least = std::numeric_limits<std::size_t>::max();
    std::size_t most = 0;
    for (const ReportData::Cell& cell : data.cells)
    {
        least = std::min(least, cell.rngRuns.size());
        most = std::max(most, cell.rngRuns.size());
    }
    const std::string number = least == most ? JoinText(most) : JoinText(least, " to ", most);
    if (most <= 1)
    {
        sentences.push_back("Chance: each value is of one run, so nothing is known of how much it "
                            "differs from run to run.");
        return;
    }
    sentences.push_back(
        "Chance: each value is the mean of " + number +
        " runs with different random numbers. ± is the 95 % confidence interval of the mean "
        "(Student's t), which assumes that runs are independent and their values about normally "
        "distributed." +
        (widest > 0 ? " The widest interval in this report is " + FormatFixed(100 * widest, 1) +
                          " % to each side."
                    : std::string()));
    const auto isFew = [](const ReportData::Cell& cell) {
        return !cell.rngRuns.empty() && cell.rngRuns.size() < 3;
    };
    if (HasCell(data, isFew))
    {
        sentences.push_back("Few runs: fewer than three in " + CountCells(data, isFew) +
                            "; intervals of two runs are very wide, and "
                            "a single run has none.");
    }
}

/// Least delivery ratio of a combination; 1 if no run has one.
double
GetLeastDelivery(const ReportData::Cell& cell)
{
    double least = 1;
    const auto ratios = cell.metrics.find("delivery_ratio");
    if (ratios != cell.metrics.end())
    {
        for (double ratio : ratios->second)
        {
            least = std::isnan(ratio) ? least : std::min(least, ratio);
        }
    }
    return least;
}

void
AddLosses(const ReportData& data, std::vector<std::string>& sentences)
{
    double least = 1;
    for (const ReportData::Cell& cell : data.cells)
    {
        least = std::min(least, GetLeastDelivery(cell));
    }
    if (least < 1)
    {
        sentences.push_back(
            "Lost messages: in " +
            CountCells(data, [](const auto& cell) { return GetLeastDelivery(cell) < 1; }) +
            " some expected deliveries did not happen (down to a delivery ratio of " +
            FormatNumber(least) +
            " in a run). Latencies are those of the messages that arrived: they look better than "
            "they would with the lost ones.");
    }
}

void
AddModelling(const ReportData& data, std::vector<std::string>& sentences)
{
    const auto hasSegments = [](const ReportData::Cell& cell) {
        return std::atof(GetScenarioValue(cell, "underlay.segments").c_str()) > 1;
    };
    if (HasCell(data, hasSegments))
    {
        sentences.push_back("Packets: in " + CountCells(data, hasSegments) +
                            " several TCP segments travel in one packet (`underlay.segments` " +
                            JoinValues(data, "underlay.segments") +
                            "), which makes queueing and loss coarser than on the Internet.");
    }
    if (JoinValues(data, "underlay.transport").find("flow") != std::string::npos)
    {
        sentences.emplace_back("Flow transport: TCP is simulated flight by flight, not packet by "
                               "packet.");
    }
    const auto isWhisper = [](const ReportData::Cell& cell) {
        return GetScenarioValue(cell, "protocol") == "whisper" &&
               GetScenarioValue(cell, "ns3::WhisperProtocol::ModelPow") != "false";
    };
    if (HasCell(data, isWhisper))
    {
        sentences.emplace_back("Proof of work is modelled: envelopes have the work that nodes ask "
                               "for, and computing it takes no time.");
    }
    const std::string latency = JoinValues(data, "underlay.latency");
    const bool hasJitter = HasCell(data, [](const ReportData::Cell& cell) {
        return std::atof(GetScenarioValue(cell, "underlay.jitter").c_str()) > 0;
    });
    if (!latency.empty() && !hasJitter)
    {
        sentences.push_back("Distances: the one-way latency is the same between any two nodes (" +
                            latency +
                            "). On the Internet it varies, and meshes that prefer near neighbours "
                            "gain by that.");
    }
    const std::string warmup = JoinValues(data, "traffic.warmup");
    if (!warmup.empty())
    {
        sentences.push_back("Warm-up: traffic begins after " + warmup +
                            ", when connections and meshes exist; a network that has just started "
                            "behaves differently.");
    }
}

} // namespace

std::vector<std::string>
GetErrorSources(const ReportData& data, double widest)
{
    std::vector<std::string> sentences;
    if (!data.cells.empty())
    {
        AddRunCounts(data, widest, sentences);
        AddLosses(data, sentences);
        AddModelling(data, sentences);
    }
    const bool hasHistograms =
        HasCell(data, [](const ReportData::Cell& cell) { return !cell.rngRuns.empty(); });
    if (hasHistograms)
    {
        sentences.emplace_back("Percentiles of latency come from histograms whose bins are 0.1 % "
                               "wide.");
    }
    const std::size_t failures = CountFailures(data);
    if (failures > 0)
    {
        sentences.push_back(JoinText("Selection: failed runs (",
                                     failures,
                                     ") are left out. If runs fail because of what is measured, "
                                     "means over the rest are biased."));
    }
    return sentences;
}

std::vector<std::string>
GetReportWarnings(const ReportData& data)
{
    std::vector<std::string> warnings;
    const std::size_t failures = CountFailures(data);
    if (failures > 0)
    {
        const auto hasFailed = [](const ReportData::Cell& cell) { return !cell.failures.empty(); };
        warnings.push_back(JoinText(failures,
                                    failures == 1 ? " run failed and is" : " runs failed and are",
                                    " left out of all values below, in ",
                                    CountCells(data, hasFailed),
                                    "; see the end of the report."));
    }
    const auto isEmpty = [](const ReportData::Cell& cell) { return cell.rngRuns.empty(); };
    if (HasCell(data, isEmpty))
    {
        warnings.push_back("There is no good run of " + CountCells(data, isEmpty) + ".");
    }
    std::size_t missing = 0;
    for (const ReportData::Cell& cell : data.cells)
    {
        missing += cell.missing;
    }
    if (missing > 0)
    {
        warnings.push_back(JoinText("The study is not complete: ",
                                    missing,
                                    missing == 1 ? " run has" : " runs have",
                                    " not been done."));
    }
    if (data.versions.size() > 1)
    {
        std::string versions;
        for (uint32_t version : data.versions)
        {
            versions += (versions.empty() ? "" : ", ") + std::to_string(version);
        }
        warnings.push_back("The runs have results of several versions (" + versions +
                           "), which may differ.");
    }
    return warnings;
}

} // namespace ns3
