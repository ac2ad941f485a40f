/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-limits-report.h"

#include "study-plot.h"

#include "ns3/gnuplot.h"
#include "ns3/program-option-value.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/user-error.h"

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
    bool isDrawn = PlotLimits(folder);
    for (std::size_t i = 0; i < result.networks.size(); i++)
    {
        isDrawn = PlotCurves(folder, i) && isDrawn;
    }
    WriteText(folder, isDrawn);
}

void
WhisperLimitsReport::WriteTable(std::ostream& out) const
{
    out << "| network | optimisation | limit, messages/node/hour | all nodes, messages/s | "
           "gain | what broke | p95 s | up link | down link | transmissions/message | "
           "kB/node/message |\n"
        << "| --- | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |\n";
    for (const WhisperLimits::Row& row : result.rows)
    {
        const WhisperLoad& load = row.limit.highest;
        out << "| " << row.network.name << " | " << row.variant << " | "
            << FormatFixed(load.messagesPerHour, 1) << " | "
            << FormatFixed(load.messagesPerHour * row.network.nodes / 3600, 2) << " | "
            << FormatFixed(row.gain, 2) << " | " << row.cause << " | " << FormatFixed(load.p95, 2)
            << " | " << FormatFixed(100 * load.uplink, 0) << " % | "
            << FormatFixed(100 * load.downlink, 0) << " % | "
            << FormatFixed(load.transmissionsPerMessage, 0) << " | "
            << FormatFixed(load.bytesPerMessage / 1000, 2) << " |\n";
    }
}

bool
WhisperLimitsReport::PlotCurves(const std::string& folder, std::size_t number) const
{
    const std::string& network = result.networks[number].name;
    Gnuplot plot;
    plot.SetTitle("Latency against load: " + network);
    plot.SetLegend("messages for each node and hour", "95th percentile of latency, s");
    plot.AppendExtra("set termoption noenhanced\nset key top left\nset grid\nset yrange [0:" +
                     std::to_string(4 * limits.p95) + "]");
    for (const auto& [variant, loads] : result.curves.at(network))
    {
        Gnuplot2dDataset line(variant);
        line.SetStyle(Gnuplot2dDataset::LINES_POINTS);
        for (const auto& [load, measured] : loads)
        {
            line.Add(load, measured.p95);
        }
        plot.AddDataset(line);
    }
    return DrawPlot(folder, "latency-" + std::to_string(number), plot);
}

bool
WhisperLimitsReport::PlotLimits(const std::string& folder) const
{
    Gnuplot plot;
    plot.SetTitle("Highest load that Whisper bears");
    plot.SetLegend("", "messages/s in all");
    std::map<std::string, Gnuplot2dDataset> networks;
    std::map<std::string, double> places;
    std::string tics;
    for (const WhisperLimits::Row& row : result.rows)
    {
        auto& bars =
            networks.emplace(row.network.name, Gnuplot2dDataset(row.network.name)).first->second;
        bars.SetStyle(Gnuplot2dDataset::POINTS);
        const auto place = places.emplace(row.variant, places.size()).first;
        bars.Add(place->second, row.limit.highest.messagesPerHour * row.network.nodes / 3600);
    }
    for (const auto& [variant, place] : places)
    {
        tics += (tics.empty() ? "" : ", ") + ("\"" + variant + "\" ") + FormatFixed(place, 0);
    }
    plot.AppendExtra(
        "set xtics (" + tics + ")\nset grid\nset yrange [0:]\nset xrange [-0.5:" +
        FormatFixed(static_cast<double>(places.size()) - 0.5, 1) +
        "]\nset pointsize 2\nset termoption noenhanced\nset key outside bottom center horizontal");
    for (const auto& [name, bars] : networks)
    {
        plot.AddDataset(bars);
    }
    return DrawPlot(folder, "limits", plot);
}

void
WhisperLimitsReport::WriteText(const std::string& folder, bool isDrawn) const
{
    const std::string path = folder + "/report.md";
    std::ofstream out(path);
    out << "# What load Whisper bears\n\n"
        << "Command: `whisper-limits --nodes=" << OptionValue::Write(limits.nodes)
        << " --overlay=" << limits.overlay << " --payload=" << limits.payload
        << " --ttl=" << limits.ttl << " --p95=" << limits.p95 << " --edge=" << limits.edge
        << " --topics=" << limits.topics << " --cycle=" << limits.cycle << " --up=" << limits.up
        << " --down=" << limits.down << " --fileUp=" << limits.fileUp
        << " --fileDown=" << limits.fileDown << " --seconds=" << limits.seconds
        << " --messages=" << limits.messages << " --degree=" << limits.degree
        << " --delivery=" << limits.deliveryRatio << " --precision=" << limits.precision
        << " --RngRun=" << RngSeedManager::GetRun() << "`\n\n"
        << "Every node publishes at random times. The limit is the highest load with "
        << 100 * limits.deliveryRatio << " % of deliveries within " << limits.ttl
        << " s and a 95th percentile of latency of at most " << limits.p95
        << " s; the next load that was tried, at most " << FormatFixed(limits.precision, 2)
        << " times as high, broke.\n\n";
    WriteTable(out);
    out << "\n- Without optimisation every node takes everything and forwards at once.\n"
        << "- Bloom filters: " << 100 * limits.edge << " % of the nodes ask for their "
        << limits.topics << " topics of " << 10 * limits.topics
        << " by bloom filter. Topic interest: the same nodes name them.\n"
        << "- Batching cycle: bundles go out every " << limits.cycle << ".\n"
        << "- Light nodes: the same nodes take everything and forward nothing.\n"
        << "- What broke is what is short at the first load beyond the limit. Up and down link "
           "are those of the busiest node, at the limit.\n"
        << "- Access links:";
    for (const WhisperLimits::Network& network : result.networks)
    {
        out << " " << network.name << " " << network.up << " up, " << network.down << " down;";
    }
    out << " 0.1 s between any two nodes. Where a link is what breaks, the limit grows with its "
           "rate.\n\n";
    if (isDrawn)
    {
        out << "![Limits](limits.png)\n";
        for (std::size_t i = 0; i < result.networks.size(); i++)
        {
            out << "\n![Latency](latency-" << i << ".png)\n";
        }
    }
    else
    {
        out << "No pictures: gnuplot is missing or failed; the scripts are the .plt files.\n";
    }
    out.close();
    CheckWritten(out, path);
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
