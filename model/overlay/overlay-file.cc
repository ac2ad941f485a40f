/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-file.h"

#include "overlay-error.h"

#include <algorithm>
#include <cctype>

namespace ns3
{

namespace
{

/** The functions that read and write a format. */
struct Format
{
    OverlayGraph (*read)(const std::string& path);
    void (*write)(const OverlayGraph& graph, const std::string& path);
};

/**
 * \param path path of a file
 * \return the format that the extension of the file name selects
 */
Format
GetFormat(const std::string& path)
{
    const std::size_t dot = path.rfind('.');
    std::string end = dot == std::string::npos ? "" : path.substr(dot);
    std::transform(end.begin(), end.end(), end.begin(), [](unsigned char c) {
        return std::tolower(c);
    });
    if (end == ".json")
    {
        return {ReadD3Json, [](const OverlayGraph& graph, const std::string& file) {
                    WriteD3Json(graph, file);
                }};
    }
    if (end == ".graphml" || end == ".xml")
    {
        return {ReadGraphml, WriteGraphml};
    }
    if (end == ".txt" || end == ".edges" || end == ".edgelist")
    {
        return {ReadEdgeList, WriteEdgeList};
    }
    throw OverlayError(path + ": the name must end in .json (D3), .graphml or .xml (GraphML), or "
                              ".txt, .edges or .edgelist (edge list)");
}

} // namespace

OverlayGraph
ReadOverlay(const std::string& path)
{
    return GetFormat(path).read(path);
}

void
WriteOverlay(const OverlayGraph& graph, const std::string& path)
{
    GetFormat(path).write(graph, path);
}

} // namespace ns3
