/* SPDX-License-Identifier: GPL-2.0-only */
#include "results-values.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <nlohmann/json.hpp>
#include <sstream>
#include <tuple>

namespace ns3
{

namespace ResultsValues
{

namespace
{

const std::pair<RunOutcome::Status, const char*> STATUS_TEXTS[] = {
    {RunOutcome::DONE, "done"},
    {RunOutcome::FAILED, "failed"},
    {RunOutcome::CRASHED, "crashed"},
    {RunOutcome::TIMED_OUT, "timed out"},
    {RunOutcome::OUT_OF_MEMORY, "out of memory"},
};

/// A value in the order of tables: numbers first, those with the same unit beside each other.
std::tuple<bool, std::string, double, std::string>
GetOrder(const std::string& value)
{
    char* end = nullptr;
    const double number = std::strtod(value.c_str(), &end);
    if (end == value.c_str() || !std::isfinite(number))
    {
        return {true, "", 0, value};
    }
    return {false, end, number, value};
}

} // namespace

std::string
WriteStatus(RunOutcome::Status status)
{
    for (const auto& [known, text] : STATUS_TEXTS)
    {
        if (known == status)
        {
            return text;
        }
    }
    return "crashed";
}

RunOutcome::Status
ReadStatus(const std::string& text)
{
    for (const auto& [known, knownText] : STATUS_TEXTS)
    {
        if (text == knownText)
        {
            return known;
        }
    }
    return RunOutcome::CRASHED;
}

std::string
WriteParameters(const Parameters& parameters)
{
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const auto& [key, value] : parameters)
    {
        object[key] = value;
    }
    return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Parameters
ReadParameters(const std::string& text)
{
    Parameters parameters;
    const auto object = nlohmann::ordered_json::parse(text, nullptr, false);
    if (object.is_object())
    {
        for (const auto& [key, value] : object.items())
        {
            parameters.emplace_back(key, value.is_string() ? value.get<std::string>() : "");
        }
    }
    return parameters;
}

bool
IsBefore(const Parameters& a, const Parameters& b)
{
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); i++)
    {
        const auto first = std::make_tuple(a[i].first, GetOrder(a[i].second));
        const auto second = std::make_tuple(b[i].first, GetOrder(b[i].second));
        if (first != second)
        {
            return first < second;
        }
    }
    return a.size() < b.size();
}

ScenarioValues
ReadScenario(const std::string& text)
{
    ScenarioValues values;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
    {
        const std::size_t colon = line.find(": ");
        if (colon != std::string::npos)
        {
            values[line.substr(0, colon)] = line.substr(colon + 2);
        }
    }
    return values;
}

std::string
WriteHistogram(const RunOutcome::Histogram& histogram)
{
    std::string bytes;
    for (const auto& [value, count] : histogram)
    {
        uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof(bits));
        for (int i = 0; i < 8; i++)
        {
            bytes += static_cast<char>(bits >> (8 * i) & 0xff);
        }
        uint64_t rest = count;
        for (; rest > 0x7f; rest >>= 7)
        {
            bytes += static_cast<char>((rest & 0x7f) | 0x80);
        }
        bytes += static_cast<char>(rest);
    }
    return bytes;
}

RunOutcome::Histogram
ReadHistogram(const std::string& bytes)
{
    RunOutcome::Histogram histogram;
    for (std::size_t place = 0; place + 8 < bytes.size();)
    {
        uint64_t bits = 0;
        for (int i = 0; i < 8; i++)
        {
            bits |= static_cast<uint64_t>(static_cast<uint8_t>(bytes[place++])) << (8 * i);
        }
        uint64_t count = 0;
        bool isMore = true;
        for (int shift = 0; isMore && place < bytes.size() && shift < 64; shift += 7)
        {
            const auto byte = static_cast<uint8_t>(bytes[place++]);
            count |= static_cast<uint64_t>(byte & 0x7f) << shift;
            isMore = (byte & 0x80) != 0;
        }
        if (!isMore)
        {
            double value = 0;
            std::memcpy(&value, &bits, sizeof(value));
            histogram.emplace_back(value, count);
        }
    }
    return histogram;
}

const std::vector<std::string>&
GetMachineMetrics()
{
    static const std::vector<std::string> names = {"peak_rss_bytes", "wall_s"};
    return names;
}

std::string
GetUtcTime()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

} // namespace ResultsValues

} // namespace ns3
