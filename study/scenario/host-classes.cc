/* SPDX-License-Identifier: GPL-2.0-only */
#include "host-classes.h"

#include "ns3/region-wan-latency.h"
#include "ns3/wan-regions.h"

#include <sstream>
#include <string>

namespace ns3
{

namespace
{

const std::string NO_CLASSES = "none";
const std::string ROW_END = "/";

/// Reads values with spaces between them. \return what is allowed, if a text is not
template <typename T>
std::string
ReadValues(const std::string& text, std::vector<T>& values)
{
    std::vector<T> read;
    std::istringstream words(text == NO_CLASSES ? "" : text);
    for (std::string word; words >> word;)
    {
        T value;
        const std::string allowed = ScenarioKeys::Make("", value, "").set(word);
        if (!allowed.empty())
        {
            return NO_CLASSES + ", or a value for each class with spaces between them, each " +
                   allowed;
        }
        read.push_back(value);
    }
    values = read;
    return "";
}

template <typename T>
std::string
WriteValues(const std::vector<T>& values)
{
    std::string text;
    for (T value : values)
    {
        text += (text.empty() ? "" : " ") + ScenarioKeys::Make("", value, "").get();
    }
    return text.empty() ? NO_CLASSES : text;
}

ScenarioKey
MakeRates(const std::string& name, std::vector<ScenarioRate>& rates, const std::string& help)
{
    return {name,
            help,
            "",
            [&rates](const std::string& text) { return ReadValues(text, rates); },
            [&rates] { return WriteValues(rates); }};
}

std::string
ReadMatrix(const std::string& text, std::vector<std::vector<Time>>& matrix)
{
    std::vector<std::vector<Time>> rows;
    std::istringstream lines(text == NO_CLASSES ? "" : text);
    for (std::string line; std::getline(lines, line, ROW_END.front());)
    {
        const std::string allowed = ReadValues(line, rows.emplace_back());
        if (!allowed.empty())
        {
            return allowed + "; rows have " + ROW_END + " between them";
        }
    }
    for (const auto& row : rows)
    {
        if (row.size() != rows.size())
        {
            return "as many rows as columns: " + std::to_string(rows.size()) +
                   " rows, and one has " + std::to_string(row.size()) + " values";
        }
    }
    matrix = rows;
    return "";
}

std::string
WriteMatrix(const std::vector<std::vector<Time>>& matrix)
{
    std::string text;
    for (const auto& row : matrix)
    {
        text += (text.empty() ? "" : " " + ROW_END + " ") + WriteValues(row);
    }
    return text.empty() ? NO_CLASSES : text;
}

ScenarioRate
GetRate(const std::vector<ScenarioRate>& rates, uint32_t host)
{
    return rates[host % rates.size()];
}

} // namespace

std::vector<ScenarioKey>
HostClasses::GetKeys()
{
    return {
        MakeRates("underlay.class_up",
                  up,
                  "up rates of classes of hosts in place of `up`, such as 40Mbps 72Mbps; host k is "
                  "of class k modulo their number"),
        MakeRates("underlay.class_down",
                  down,
                  "down rates of classes in place of `down`; those of class_up if there are none"),
        {"underlay.class_latency",
         "one-way delays from each class to each in place of `latency`, a row for each sending "
         "class, such as 10ms 90ms / 90ms 20ms",
         "",
         [this](const std::string& text) { return ReadMatrix(text, latency); },
         [this] { return WriteMatrix(latency); }},
    };
}

void
HostClasses::Check() const
{
    const std::size_t sizes[] = {up.size(), down.size(), latency.size()};
    const char* const names[] = {"class_up", "class_down", "class_latency"};
    for (const std::size_t a : {0, 1})
    {
        for (std::size_t b = a + 1; b < 3; b++)
        {
            if (sizes[a] > 0 && sizes[b] > 0 && sizes[a] != sizes[b])
            {
                const std::string key = std::string("underlay.") + names[b];
                throw ScenarioError(key,
                                    key + " has " + std::to_string(sizes[b]) + " classes, and " +
                                        names[a] + " has " + std::to_string(sizes[a]));
            }
        }
    }
}

ScenarioRate
HostClasses::GetUp(uint32_t host, ScenarioRate otherwise) const
{
    return up.empty() ? otherwise : GetRate(up, host);
}

ScenarioRate
HostClasses::GetDown(uint32_t host, ScenarioRate otherwise) const
{
    return down.empty() ? GetUp(host, otherwise) : GetRate(down, host);
}

Ptr<WanLatencyModel>
HostClasses::MakeLatency(uint32_t hosts) const
{
    Ptr<WanRegions> regions = CreateObject<WanRegions>();
    Ptr<RegionWanLatency> model = CreateObject<RegionWanLatency>();
    model->SetRegions(regions);
    for (std::size_t i = 0; i < latency.size(); i++)
    {
        regions->AddRegion(std::to_string(i));
    }
    for (std::size_t from = 0; from < latency.size(); from++)
    {
        for (std::size_t to = 0; to < latency.size(); to++)
        {
            model->SetOneWayDelay(std::to_string(from), std::to_string(to), latency[from][to]);
        }
    }
    for (uint32_t host = 0; host < hosts; host++)
    {
        regions->SetRegion(host, std::to_string(host % latency.size()));
    }
    return model;
}

} // namespace ns3
