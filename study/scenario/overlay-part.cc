/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-part.h"

#include "ns3/overlay-helper.h"

#include <algorithm>
#include <cryptopp/files.h>
#include <cryptopp/filters.h>
#include <cryptopp/hex.h>
#include <cryptopp/sha.h>
#include <cstdlib>
#include <filesystem>

namespace ns3
{

namespace
{

/// How a specification of a file begins.
const std::string FILE_PREFIX = "file:";

/// First stream number of overlays in all studies.
constexpr int64_t OVERLAY_STREAM = 0;

} // namespace

std::vector<ScenarioKey>
OverlayPart::GetKeys()
{
    const auto check = [](const std::string& text) {
        const std::string error = OverlayHelper::FindError(text);
        const std::string reason = "an overlay (" + error + ")";
        return error.empty() ? "" : reason;
    };
    return {
        ScenarioKeys::MakeText("overlay",
                               spec,
                               "who is connected to whom: regular:DEGREE, dial:DIALS, file:PATH or "
                               "another form of OverlayHelper::FromString",
                               check),
        ScenarioKeys::Make("nodes", nodes, "number of nodes; a file determines it", "", 2, 1e7),
    };
}

bool
OverlayPart::IsFile() const
{
    return spec.rfind(FILE_PREFIX, 0) == 0;
}

void
OverlayPart::ResolveFile(const std::string& folder)
{
    if (IsFile())
    {
        const std::filesystem::path path = spec.substr(FILE_PREFIX.size());
        if (path.is_relative())
        {
            spec = FILE_PREFIX + (folder / path).lexically_normal().string();
        }
    }
}

void
OverlayPart::Check()
{
    const std::string error = OverlayHelper::FindError(spec, IsFile() ? 0 : nodes);
    if (!error.empty())
    {
        throw ScenarioError("overlay", error);
    }
    if (IsFile())
    {
        nodes = Create().GetNNodes();
    }
}

OverlayGraph
OverlayPart::Create() const
{
    OverlayHelper helper = OverlayHelper::FromString(spec);
    helper.AssignStreams(OVERLAY_STREAM);
    return helper.Create(helper.IsFile() ? 0 : nodes);
}

double
OverlayPart::GetMeanDegree() const
{
    const std::size_t colon = spec.find(':');
    const std::string family = spec.substr(0, colon);
    if (family == "regular" || family == "ring")
    {
        return std::atof(spec.c_str() + colon + 1);
    }
    if (family == "dial" || family == "ba")
    {
        return 2 * std::atof(spec.c_str() + colon + 1);
    }
    const OverlayGraph graph = Create();
    return 2.0 * static_cast<double>(graph.GetNLinks()) / graph.GetNNodes();
}

double
OverlayPart::GetLargestDegree() const
{
    const std::string family = spec.substr(0, spec.find(':'));
    if (family == "regular" || family == "ring" || family == "dial")
    {
        return GetMeanDegree();
    }
    const OverlayGraph graph = Create();
    uint32_t largest = 0;
    for (uint32_t i = 0; i < graph.GetNNodes(); i++)
    {
        largest = std::max(largest, graph.GetDegree(i));
    }
    return largest;
}

std::string
OverlayPart::DescribeContent() const
{
    if (!IsFile())
    {
        return "";
    }
    CryptoPP::SHA256 sha;
    std::string digest;
    const std::string path = spec.substr(FILE_PREFIX.size());
    CryptoPP::FileSource(
        path.c_str(),
        true,
        new CryptoPP::HashFilter(sha, new CryptoPP::HexEncoder(new CryptoPP::StringSink(digest))));
    return digest.substr(0, 16);
}

} // namespace ns3
