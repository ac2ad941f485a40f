/* SPDX-License-Identifier: GPL-2.0-only */
#include "outcome-bytes.h"

#include "ns3/results-values.h"

#include <map>
#include <nlohmann/json.hpp>
#include <vector>

namespace ns3
{

namespace OutcomeBytes
{

std::string
Write(const RunOutcome& outcome)
{
    nlohmann::json object;
    object["status"] = static_cast<int>(outcome.status);
    object["message"] = outcome.message;
    object["wall"] = outcome.wallSeconds;
    object["metrics"] = outcome.metrics;
    for (const auto& [name, histogram] : outcome.histograms)
    {
        const std::string bins = ResultsValues::WriteHistogram(histogram);
        object["histograms"][name] =
            nlohmann::json::binary(std::vector<uint8_t>(bins.begin(), bins.end()));
    }
    std::string bytes;
    nlohmann::json::to_cbor(object, bytes);
    return bytes;
}

std::optional<RunOutcome>
Read(const std::string& bytes)
{
    try
    {
        const auto object = nlohmann::json::from_cbor(bytes);
        RunOutcome outcome;
        outcome.status = static_cast<RunOutcome::Status>(object.at("status").get<int>());
        outcome.message = object.at("message");
        outcome.wallSeconds = object.at("wall");
        for (const auto& [name, value] : object.at("metrics").items())
        {
            outcome.metrics[name] = value;
        }
        const auto histograms = object.value("histograms", nlohmann::json::object());
        for (const auto& [name, value] : histograms.items())
        {
            const auto& part = value.get_binary();
            outcome.histograms[name] =
                ResultsValues::ReadHistogram(std::string(part.begin(), part.end()));
        }
        return outcome;
    }
    catch (const nlohmann::json::exception&)
    {
        return std::nullopt;
    }
}

} // namespace OutcomeBytes

} // namespace ns3
