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
                     {"all nodes, messages/s"},
                     {"gain"},
                     {"what broke", false},
                     {"p95 s"},
                     {"up link"},
                     {"down link"},
                     {"transmissions/message"},
                     {"kB/node/message"}};
    for (const WhisperLimits::Row& row : result.rows)
    {
        const WhisperLoad& load = row.limit.highest;
        table.rows.push_back({row.network.name,
                              row.variant,
                              FormatFixed(load.messagesPerHour, 1),
                              FormatFixed(load.messagesPerHour * row.network.nodes / 3600, 2),
                              FormatFixed(row.gain, 2),
                              row.cause,
                              FormatFixed(load.p95, 2),
                              FormatFixed(100 * load.uplink, 0) + " %",
                              FormatFixed(100 * load.downlink, 0) + " %",
                              FormatFixed(load.transmissionsPerMessage, 0),
                              FormatFixed(load.bytesPerMessage / 1000, 2)});
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
    for (const auto& [variant, loads] : result.curves.at(network))
    {
        PlotCurve line;
        line.title = variant;
        for (const auto& [load, measured] : loads)
        {
            line.points.push_back({load, measured.p95});
            largest = std::max(largest, measured.p95);
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
        plot.curves[number].points.push_back(
            {row.limit.highest.messagesPerHour * row.network.nodes / 3600,
             static_cast<double>(place->second) + GetRowOffset(number, plot.curves.size())});
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
                                   " --RngRun=",
                                   RngSeedManager::GetRun(),
                                   "`"));
    document.AddParagraph(
        JoinText("Every node publishes at random times. The limit is the highest load with ",
                 100 * limits.deliveryRatio,
                 " % of deliveries within ",
                 limits.ttl,
                 " s and a 95th percentile of latency of at most ",
                 limits.p95,
                 " s; the next load that was tried, at most ",
                 FormatFixed(limits.precision, 2),
                 " times as high, broke."));
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
        "What broke is what is short at the first load beyond the limit. Up and down link are "
        "those of the busiest node, at the limit.",
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
        const WhisperLoad& load = row.limit.highest;
        json["rows"].push_back({{"network", row.network.name},
                                {"nodes", row.network.nodes},
                                {"optimisation", row.variant},
                                {"limit_messages_per_node_hour", load.messagesPerHour},
                                {"broken_messages_per_node_hour", row.limit.broken.messagesPerHour},
                                {"gain", row.gain},
                                {"cause", row.cause},
                                {"p95_s", load.p95},
                                {"delivery_ratio", load.deliveryRatio},
                                {"uplink", load.uplink},
                                {"downlink", load.downlink}});
    }
    std::ofstream out(path);
    out << json.dump(1) << "\n";
    out.close();
    CheckWritten(out, path);
}

} // namespace ns3
