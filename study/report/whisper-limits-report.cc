/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-limits-report.h"

#include "report-text.h"
#include "study-plot.h"
#include "study-row.h"

#include "ns3/program-option-value.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/user-error.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

void
CheckWritten(const std::ofstream& out, const std::string& path)
{
    if (!out)
    {
        StopAtUserError("can't write " + path);
    }
}

/// An end of an interval that is so much farther off than all loads that were run is not known.
constexpr double FAR = 2;

/// A limit and its interval, of which an end that is not known is far off.
PlotCurve::Point
MakePoint(const WhisperLimits::Row& row, double place)
{
    const LoadSearchResult& search = row.search;
    const double scale = row.network.nodes / 3600.0;
    const double lower = std::max(search.lower, search.loads.front().value / FAR);
    const double upper = std::min(search.upper, search.loads.back().value * FAR);
    return {scale * search.limit,
            place,
            scale * std::max(0.0, search.limit - lower),
            scale * std::max(0.0, upper - search.limit)};
}

/// An interval in the table.
std::string
WriteInterval(const LoadSearchResult& search)
{
    const double lowest = search.loads.front().value;
    const double highest = search.loads.back().value;
    return (search.lower < lowest / FAR ? "below " + FormatFixed(lowest, 1)
                                        : FormatFixed(search.lower, 1)) +
           " to " +
           (search.upper > highest * FAR ? "above " + FormatFixed(highest, 1)
                                         : FormatFixed(search.upper, 1));
}

} // namespace

void
WhisperLimitsReport::Write(const std::string& folder) const
{
    PlotLimits(folder);
    for (std::size_t i = 0; i < result.networks.size(); i++)
    {
        PlotCurves(folder, i);
    }
    ReportDocument document("What load Whisper bears", folder);
    AddSettings(document);
    for (const WhisperLimits::Row& row : result.rows)
    {
        if (!row.search.problem.empty())
        {
            document.AddWarning(row.network.name + ", " + row.variant +
                                " has no limit: " + ReportDocument::Code(row.search.problem));
        }
    }
    document.AddTable(MakeTable());
    document.AddList(GetNotes());
    document.AddPicture("limits", "Highest load by network and optimisation");
    for (std::size_t i = 0; i < result.networks.size(); i++)
    {
        document.AddPicture("latency-" + std::to_string(i),
                            "Latency against load: " + result.networks[i].name);
    }
    document.Write();
}

void
WhisperLimitsReport::WriteTable(std::ostream& out) const
{
    MakeTable().WriteMarkdown(out);
}

ReportTable
WhisperLimitsReport::MakeTable() const
{
    ReportTable table;
    table.columns = {{"network", false},
                     {"optimisation", false},
                     {"limit, messages/node/hour"},
                     {"95 % interval"},
                     {"all nodes, messages/s"},
                     {"gain"},
                     {"what broke", false},
                     {"p95 s"},
                     {"up link"},
                     {"down link"},
                     {"transmissions/message"},
                     {"kB/node/message"},
                     {"runs"}};
    for (const WhisperLimits::Row& row : result.rows)
    {
        const WhisperLimits::Load load = row.GetHighest();
        const bool isFound = row.search.problem.empty();
        const bool hasHeld = load.messagesPerHour > 0;
        const double limit = row.GetLimit();
        table.rows.push_back({row.network.name,
                              row.variant,
                              isFound ? FormatFixed(limit, 1) : "–",
                              isFound ? WriteInterval(row.search) : "–",
                              isFound ? FormatFixed(limit * row.network.nodes / 3600, 2) : "–",
                              row.gain > 0 ? FormatFixed(row.gain, 2) : "–",
                              isFound ? row.search.cause : "no limit: " + row.search.problem,
                              hasHeld ? FormatFixed(load.p95, 2) : "–",
                              hasHeld ? FormatFixed(100 * load.uplink, 0) + " %" : "–",
                              hasHeld ? FormatFixed(100 * load.downlink, 0) + " %" : "–",
                              hasHeld ? FormatFixed(load.transmissionsPerMessage, 0) : "–",
                              hasHeld ? FormatFixed(load.bytesPerMessage / 1000, 2) : "–",
                              std::to_string(row.search.runs)});
    }
    return table;
}

void
WhisperLimitsReport::PlotCurves(const std::string& folder, std::size_t number) const
{
    const std::string& network = result.networks[number].name;
    StudyPlot plot;
    plot.title = "Latency against load: " + network;
    plot.x.label = "messages for each node and hour";
    plot.y = {"95th percentile of latency, s", false, 0};
    double largest = 0;
    for (const WhisperLimits::Row& row : result.rows)
    {
        if (row.network.name != network)
        {
            continue;
        }
        PlotCurve line;
        line.title = row.variant;
        for (const auto& [load, means] : row.loads)
        {
            line.points.push_back({load, means.p95});
            largest = std::max(largest, means.p95);
        }
        plot.curves.push_back(line);
    }
    if (largest > 4 * limits.p95)
    {
        plot.y.to = 4 * limits.p95;
    }
    plot.Draw(folder, "latency-" + std::to_string(number));
}

void
WhisperLimitsReport::PlotLimits(const std::string& folder) const
{
    StudyPlot plot;
    plot.title = "Highest load that Whisper bears";
    plot.x.label = "messages/s in all";
    plot.x.from = 0;
    plot.y.isDownward = true;
    std::map<std::string, std::size_t> places;
    for (const WhisperLimits::Network& network : result.networks)
    {
        PlotCurve marks;
        marks.title = network.name;
        marks.style = PlotCurve::Style::POINTS;
        marks.errorBars = PlotCurve::ErrorBars::X;
        plot.curves.push_back(marks);
    }
    for (const WhisperLimits::Row& row : result.rows)
    {
        const auto [place, isNew] = places.emplace(row.variant, places.size());
        if (isNew)
        {
            plot.y.tics.emplace_back(row.variant, static_cast<double>(place->second));
        }
        const auto network =
            std::find_if(result.networks.begin(), result.networks.end(), [&](const auto& known) {
                return known.name == row.network.name;
            });
        const auto number = static_cast<std::size_t>(network - result.networks.begin());
        if (row.search.problem.empty())
        {
            plot.curves[number].points.push_back(MakePoint(
                row,
                static_cast<double>(place->second) + GetRowOffset(number, plot.curves.size())));
        }
    }
    plot.y.from = -0.7;
    plot.y.to = static_cast<double>(plot.y.tics.size());
    plot.Draw(folder, "limits");
}

void
WhisperLimitsReport::AddSettings(ReportDocument& document) const
{
    document.AddParagraph(JoinText("Command: `whisper-limits --nodes=",
                                   OptionValue::Write(limits.nodes),
                                   " --overlay=",
                                   limits.overlay,
                                   " --payload=",
                                   limits.payload,
                                   " --ttl=",
                                   limits.ttl,
                                   " --p95=",
                                   limits.p95,
                                   " --edge=",
                                   limits.edge,
                                   " --topics=",
                                   limits.topics,
                                   " --cycle=",
                                   limits.cycle,
                                   " --up=",
                                   limits.up,
                                   " --down=",
                                   limits.down,
                                   " --fileUp=",
                                   limits.fileUp,
                                   " --fileDown=",
                                   limits.fileDown,
                                   " --seconds=",
                                   limits.seconds,
                                   " --messages=",
                                   limits.messages,
                                   " --degree=",
                                   limits.degree,
                                   " --delivery=",
                                   limits.deliveryRatio,
                                   " --precision=",
                                   limits.precision,
                                   " --runs=",
                                   limits.runs,
                                   " --mostRuns=",
                                   limits.mostRuns,
                                   " --RngRun=",
                                   RngSeedManager::GetRun(),
                                   "`"));
    document.AddParagraph(JoinText(
        "Every node publishes at random times. A load holds if ",
        100 * limits.deliveryRatio,
        " % of messages are delivered within ",
        limits.ttl,
        " s and the 95th percentile of latency is at most ",
        limits.p95,
        " s. Near the limit some runs hold and some do not: the limit is the load at which "
        "half of them do, with its 95 % confidence interval, and each load was run at "
        "least ",
        limits.runs,
        " times. The search ends when the ends of the interval are within a factor of ",
        limits.precision,
        " of the limit, or after about ",
        limits.mostRuns,
        " runs."));
}

std::vector<std::string>
WhisperLimitsReport::GetNotes() const
{
    std::string links;
    for (const WhisperLimits::Network& network : result.networks)
    {
        links += " " + network.name + " " + network.up + " up, " + network.down + " down;";
    }
    return {
        "Without optimisation every node takes everything and forwards at once.",
        JoinText("Bloom filters: ",
                 100 * limits.edge,
                 " % of the nodes ask for their ",
                 limits.topics,
                 " topics of ",
                 10 * limits.topics,
                 " by bloom filter. Topic interest: the same nodes name them."),
        JoinText("Batching cycle: bundles go out every ", limits.cycle, "."),
        "Light nodes: the same nodes take everything and forward nothing.",
        "What broke is what is short at the lowest load that most runs do not bear. p95, links, "
        "transmissions and kB are means over the runs at the highest load that most runs bear; "
        "the links are those of the busiest node.",
        "Access links:" + links +
            " 0.1 s between any two nodes. Where a link is what breaks, the "
            "limit grows with its rate.",
    };
}

void
WhisperLimitsReport::WriteJson(const std::string& path) const
{
    Json json = {{"protocol", "whisper"}, {"rows", Json::array()}};
    for (const WhisperLimits::Row& row : result.rows)
    {
        const WhisperLimits::Load load = row.GetHighest();
        Json line = {{"network", row.network.name},
                     {"nodes", row.network.nodes},
                     {"optimisation", row.variant},
                     {"limit_messages_per_node_hour", row.search.highestHeld},
                     {"broken_messages_per_node_hour", row.search.lowestBroken},
                     {"limit", nullptr},
                     {"limit_low", nullptr},
                     {"limit_high", nullptr},
                     {"runs", row.search.runs},
                     {"gain", row.gain},
                     {"cause", row.search.cause},
                     {"p95_s", load.p95},
                     {"delivery_ratio", load.deliveryRatio},
                     {"uplink", load.uplink},
                     {"downlink", load.downlink}};
        if (row.search.problem.empty())
        {
            line["limit"] = row.search.limit;
            line["limit_low"] = row.search.lower;
            line["limit_high"] = row.search.upper;
        }
        else
        {
            line["problem"] = row.search.problem;
        }
        json["rows"].push_back(line);
    }
    std::ofstream out(path);
    out << json.dump(1) << "\n";
    out.close();
    CheckWritten(out, path);
}

} // namespace ns3
