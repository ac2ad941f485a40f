/* SPDX-License-Identifier: GPL-2.0-only */
#include "fuzz-file.h"

#include "ns3/overlay-error.h"
#include "ns3/overlay-file.h"

#include <optional>

using namespace ns3;

namespace
{

using ReadFunction = OverlayGraph (*)(const std::string&);
using WriteFunction = void (*)(const OverlayGraph&, const std::string&);

/// A file is a graph, or an error of one line that names the file. A graph is written and read
/// again as the same, as far as its names are told apart.
void
ReadAsOverlay(const uint8_t* bytes, std::size_t size, ReadFunction read, WriteFunction write)
{
    const FuzzFile file(bytes, size);
    std::optional<OverlayGraph> graph;
    try
    {
        graph = read(file.GetPath());
    }
    catch (const OverlayError& error)
    {
        FUZZ_CHECK(std::string(error.what()).rfind(file.GetPath(), 0) == 0);
        return;
    }
    const FuzzFile copy(nullptr, 0);
    try
    {
        write(*graph, copy.GetPath());
    }
    catch (const OverlayError&)
    {
        return;
    }
    const OverlayGraph again = read(copy.GetPath());
    FUZZ_CHECK(again.GetNNodes() == graph->GetNNodes());
    FUZZ_CHECK(again.GetNLinks() == graph->GetNLinks());
}

void
RunD3Json(const uint8_t* bytes, std::size_t size)
{
    ReadAsOverlay(bytes, size, ReadD3Json, [](const OverlayGraph& graph, const std::string& path) {
        WriteD3Json(graph, path);
    });
}

void
RunGraphml(const uint8_t* bytes, std::size_t size)
{
    ReadAsOverlay(bytes, size, ReadGraphml, WriteGraphml);
}

void
RunEdgeList(const uint8_t* bytes, std::size_t size)
{
    // A node without links has a line of its own.
    ReadAsOverlay(bytes, size, ReadEdgeList, WriteEdgeList);
}

OverlayGraph
MakeNamedGraph()
{
    OverlayGraph graph(4);
    graph.AddLink(0, 1);
    graph.AddLink(1, 2);
    graph.SetName(0, "a");
    graph.SetName(1, "b \"<&");
    return graph;
}

FuzzTarget::Seeds
SaveSeed(WriteFunction write)
{
    const FuzzFile file(nullptr, 0);
    try
    {
        write(MakeNamedGraph(), file.GetPath());
    }
    catch (const OverlayError&)
    {
    }
    return {file.Read()};
}

FuzzTarget::Seeds
MakeD3JsonSeeds()
{
    return SaveSeed([](const OverlayGraph& graph, const std::string& path) {
        WriteD3Json(graph, path, "text");
    });
}

FuzzTarget::Seeds
MakeGraphmlSeeds()
{
    return SaveSeed(WriteGraphml);
}

FuzzTarget::Seeds
MakeEdgeListSeeds()
{
    const std::string text = "# comment\na b\nb c\n\nd\n";
    return {FuzzBytes(text.begin(), text.end())};
}

} // namespace

WAKU_FUZZ_TARGET(D3Json,
                 "d3-json",
                 RunD3Json,
                 FuzzForm::TEXT,
                 0,
                 {"\"nodes\":[",
                  "\"links\":[",
                  "{\"id\":\"a\"}",
                  "{\"id\":1}",
                  "\"source\":",
                  "\"target\":",
                  "\"name\":",
                  "\"description\":",
                  "{",
                  "}",
                  "]",
                  ",",
                  "0",
                  "1e999",
                  "-1",
                  "null",
                  "\"\\ud800\"",
                  "[[[["},
                 {},
                 MakeD3JsonSeeds)
WAKU_FUZZ_TARGET(Graphml,
                 "graphml",
                 RunGraphml,
                 FuzzForm::TEXT,
                 0,
                 {"<graph id=\"G\" edgedefault=\"undirected\">",
                  "<node id=\"n0\">",
                  "</node>",
                  "<edge source=\"n0\" target=\"n1\"/>",
                  "</graph>",
                  "<key id=\"d0\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>",
                  "<data key=\"d0\">",
                  "</data>",
                  "</graphml>",
                  "<!--",
                  "-->",
                  "<![CDATA[",
                  "]]>",
                  "&#x0;",
                  "&lt;",
                  "<!DOCTYPE",
                  "<?xml"},
                 {},
                 MakeGraphmlSeeds)
WAKU_FUZZ_TARGET(EdgeList,
                 "edge-list",
                 RunEdgeList,
                 FuzzForm::TEXT,
                 0,
                 {"\n", " ", "#", "a", "b", "0", "4294967295", "\t", "\r\n"},
                 {},
                 MakeEdgeListSeeds)
