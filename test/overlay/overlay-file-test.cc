/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-refusal.h"
#include "test-rng.h"

#include "ns3/overlay-file.h"
#include "ns3/overlay-generators.h"
#include "ns3/overlay-measures.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

using namespace ns3;

namespace
{

/** A file that goes with its test. */
class ScratchFile
{
  public:
    explicit ScratchFile(const std::string& name, const std::string& text = "")
        : path(::testing::TempDir() + "waku-" + std::to_string(getpid()) + "-" + name)
    {
        std::ofstream(path) << text;
    }

    ~ScratchFile()
    {
        std::remove(path.c_str());
    }

    const std::string path;
};

void
ExpectSameGraph(const OverlayGraph& a, const OverlayGraph& b)
{
    ASSERT_EQ(a.GetNNodes(), b.GetNNodes());
    EXPECT_EQ(a.GetLinks(), b.GetLinks());
    for (uint32_t node = 0; node < a.GetNNodes(); ++node)
    {
        EXPECT_EQ(a.GetName(node), b.GetName(node));
    }
}

/** Unnamed; links against the order of nodes; a node without links. */
OverlayGraph
MakeOddGraph()
{
    OverlayGraph graph(6);
    graph.AddLink(5, 2);
    graph.AddLink(0, 5);
    graph.AddLink(3, 1);
    return graph;
}

OverlayGraph
MakeNamedGraph(const std::vector<std::string>& names)
{
    OverlayGraph graph = MakeOddGraph();
    for (uint32_t node = 0; node < names.size(); ++node)
    {
        graph.SetName(node, names[node]);
    }
    return graph;
}

/** A network that comes with whispervis. */
std::string
Whispervis(const std::string& name)
{
    return std::string(WAKU_SOURCE_DIR) + "/test/data/whispervis/" + name;
}

/** Reads a file of this text, with a name of this end. */
OverlayGraph
ReadText(const std::string& end, const std::string& text)
{
    const ScratchFile file("read" + end, text);
    return ReadOverlay(file.path);
}

/** Expects that a file of this text, with a name of this end, is refused at a line and column. */
#define EXPECT_REFUSED_AT(end, text, position, message)                                            \
    {                                                                                              \
        const ScratchFile file(std::string("broken") + (end), text);                               \
        EXPECT_OVERLAY_ERROR(ReadOverlay(file.path),                                               \
                             std::string("broken\\") + (end) + ":" + (position) + ": " +           \
                                 (message));                                                       \
    }

/** The same, wherever it is. */
#define EXPECT_REFUSED(end, text, message) EXPECT_REFUSED_AT(end, text, "[0-9]+:[0-9]+", message)

} // namespace

TEST(OverlayFile, BetaFleetHasItsKnownNumbers)
{
    const OverlayGraph graph = ReadOverlay(Whispervis("beta_fleet_28.json"));
    EXPECT_EQ(graph.GetNNodes(), 279u);
    EXPECT_EQ(graph.GetNLinks(), 536u);
    EXPECT_TRUE(IsConnected(graph));
    const DegreeStatistics degrees = GetDegreeStatistics(graph);
    EXPECT_EQ(degrees.min, 1u);
    EXPECT_EQ(degrees.max, 139u);
    EXPECT_EQ(graph.GetDegree(138), 139u);
    EXPECT_EQ(graph.GetName(138).substr(0, 12), "7aa648d6e855");
    // NetworkX 3.6 finds the same
    EXPECT_NEAR(degrees.variance, 107.76724348351169, 1e-9);
    const DistanceStatistics distances = GetDistanceStatistics(graph, MakeRng());
    EXPECT_EQ(distances.diameter, 6u);
    EXPECT_NEAR(distances.meanDistance, 2.9370825919909236, 1e-12);
    EXPECT_EQ(GetDistanceHistogram(graph, 138), (std::vector<uint32_t>{1, 139, 56, 79, 4}));
}

TEST(OverlayFile, LinksKeepTheFirstRowOfTheFileThatListsThem)
{
    // the rows, by another JSON parser
    boost::property_tree::ptree file;
    boost::property_tree::read_json(Whispervis("beta_fleet_28.json"), file);
    std::vector<std::pair<std::string, std::string>> rows;
    for (const auto& [key, row] : file.get_child("links"))
    {
        rows.emplace_back(row.get<std::string>("source"), row.get<std::string>("target"));
    }
    ASSERT_EQ(rows.size(), 1789u);

    const OverlayGraph graph = ReadOverlay(Whispervis("beta_fleet_28.json"));
    uint32_t next = 0;
    for (uint32_t link = 0; link < graph.GetNLinks(); ++link)
    {
        const auto& [source, target] = graph.GetLinks()[link];
        const std::pair ends(graph.GetName(source), graph.GetName(target));
        const std::pair reversed(ends.second, ends.first);
        const auto first = std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
            return row == ends || row == reversed;
        });
        EXPECT_EQ(*first, ends);
        EXPECT_EQ(graph.GetFileRow(link), first - rows.begin());
        EXPECT_GE(graph.GetFileRow(link), next) << "links are in the order of the file";
        next = graph.GetFileRow(link) + 1;
    }
}

TEST(OverlayFile, GeneratedWhispervisNetworksAreRead)
{
    const OverlayGraph small = ReadOverlay(Whispervis("net100.json"));
    EXPECT_EQ(small.GetNNodes(), 100u);
    EXPECT_EQ(small.GetNLinks(), 382u);
    EXPECT_EQ(small.GetName(0), "192.168.1.2");
    EXPECT_NEAR(GetDistanceStatistics(small, MakeRng()).meanDistance, 2.4474747474747476, 1e-12);
    const OverlayGraph large = ReadOverlay(Whispervis("net300.json"));
    EXPECT_EQ(large.GetNNodes(), 300u);
    EXPECT_EQ(large.GetNLinks(), 1185u);
}

TEST(OverlayFile, RowsThatRepeatOrReverseALinkAreThatLink)
{
    const std::vector<std::pair<std::string, std::string>> files{
        {".json",
         R"({"nodes": [{"id": "a"}, {"id": "b"}, {"id": "c"}], "links": [
             {"source": "b", "target": "a"}, {"source": "a", "target": "b"},
             {"source": "b", "target": "a"}, {"source": "a", "target": "c"}]})"},
        {".graphml",
         R"(<graphml><graph edgedefault="directed"><node id="a"/><node id="b"/><node id="c"/>
             <edge source="b" target="a"/><edge source="a" target="b"/>
             <edge source="b" target="a"/><edge source="a" target="c"/></graph></graphml>)"},
        {".txt", "a\nb\nc\nb a\na b\nb a\na c\n"}};
    for (const auto& [end, text] : files)
    {
        const OverlayGraph graph = ReadText(end, text);
        const std::vector<OverlayGraph::Link> links{{1, 0}, {0, 2}};
        EXPECT_EQ(graph.GetLinks(), links) << end;
        EXPECT_EQ(graph.GetFileRow(0), 0u);
        EXPECT_EQ(graph.GetFileRow(1), 3u);
        EXPECT_EQ(graph.GetName(1), "b");
    }
}

class RoundTrip : public ::testing::TestWithParam<std::string>
{
};

TEST_P(RoundTrip, GivesBackTheSameGraph)
{
    const ScratchFile file("round-trip" + GetParam());
    std::vector<OverlayGraph> graphs{
        MakeOddGraph(),
        MakeNamedGraph({"zeta", "enode://ab@10.0.0.1:30303", "7", "\"quoted\"", "", "<b>&amp;"}),
        OverlayGraph(1),
        Hypercube(5),
        RandomRegular(500, 6, MakeRng()),
        BarabasiAlbert(300, 2, MakeRng())};
    if (std::ifstream(Whispervis("beta_fleet_28.json")))
    {
        graphs.push_back(ReadOverlay(Whispervis("beta_fleet_28.json")));
    }
    for (const OverlayGraph& graph : graphs)
    {
        WriteOverlay(graph, file.path);
        const OverlayGraph read = ReadOverlay(file.path);
        ExpectSameGraph(read, graph);
        for (uint32_t link = 0; link < read.GetNLinks(); ++link)
        {
            EXPECT_EQ(read.GetFileRow(link), link);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Formats,
                         RoundTrip,
                         ::testing::Values(".json", ".graphml", ".xml", ".txt", ".edges", ".JSON"),
                         [](const auto& info) { return info.param.substr(1); });

TEST(OverlayFile, JsonAndGraphmlKeepNamesWithSpaces)
{
    const OverlayGraph graph = MakeNamedGraph({" a b", "# c", "d\ne", "ö", "n0", "0"});
    for (const std::string end : {".json", ".graphml"})
    {
        const ScratchFile file("spaces" + end);
        WriteOverlay(graph, file.path);
        ExpectSameGraph(ReadOverlay(file.path), graph);
    }
}

TEST(D3Json, IsWrittenAsWhispervisHasIt)
{
    const ScratchFile file("written.json");
    WriteD3Json(MakeNamedGraph({"a"}), file.path, "Six nodes");
    boost::property_tree::ptree json;
    boost::property_tree::read_json(file.path, json);
    EXPECT_EQ(json.get<std::string>("description"), "Six nodes");
    std::vector<std::string> ids;
    for (const auto& [key, node] : json.get_child("nodes"))
    {
        ids.push_back(node.get<std::string>("id"));
    }
    EXPECT_EQ(ids, (std::vector<std::string>{"a", "1", "2", "3", "4", "5"}));
    ASSERT_EQ(json.get_child("links").size(), 3u);
    const auto& second = std::next(json.get_child("links").begin())->second;
    EXPECT_EQ(second.get<std::string>("source"), "a");
    EXPECT_EQ(second.get<std::string>("target"), "5");
    // whispervis takes ids that are strings only
    std::ifstream written(file.path);
    const std::string text((std::istreambuf_iterator<char>(written)), {});
    EXPECT_NE(text.find("\"source\": \"3\""), std::string::npos);
}

TEST(D3Json, NumbersAreIndexesUnlessIdsAreNumbers)
{
    const OverlayGraph byIndex =
        ReadText(".json",
                 R"({"nodes": [{"id": "b"}, {}, {"id": "1"}], "links": [{"source": 0, "target": 1},
            {"source": "1", "target": 1}]})");
    EXPECT_EQ(byIndex.GetLinks(), (std::vector<OverlayGraph::Link>{{0, 1}, {2, 1}}));
    EXPECT_EQ(byIndex.GetName(0), "b");
    EXPECT_EQ(byIndex.GetName(1), "");

    const OverlayGraph byId = ReadText(".json",
                                       R"({"nodes": [{"id": 2}, {"id": 1}, {"id": 40}],
            "links": [{"source": 40, "target": 2}, {"source": "1", "target": 2}]})");
    EXPECT_EQ(byId.GetLinks(), (std::vector<OverlayGraph::Link>{{2, 0}, {1, 0}}));
    EXPECT_EQ(byId.GetName(0), "2");
    EXPECT_EQ(byId.GetName(1), "") << "a name that is the node's number";
}

TEST(D3Json, BrokenFilesAreRefusedWithTheirPlace)
{
    const std::string nodes = R"({"nodes": [{"id": "a"}, {"id": "b"}], )";
    EXPECT_REFUSED_AT(".json", "", "1:1", "syntax error");
    EXPECT_REFUSED_AT(".json", "{\n\"nodes\": [\n{]", "3:2", "syntax error");
    EXPECT_REFUSED(".json", nodes + "\"links\": [", "syntax error");
    EXPECT_REFUSED(".json", "{\"nodes\": \"\xff\"}", "syntax error.*UTF-8");
    EXPECT_REFUSED(".json", "[]", "nodes: must be an array");
    EXPECT_REFUSED(".json", R"({"nodes": {}, "links": []})", "nodes: must be an array");
    EXPECT_OVERLAY_ERROR(ReadText(".json", R"({"nodes": [], "links": []})"),
                         "read[^:]*: the overlay has no nodes");
    EXPECT_REFUSED(".json", R"({"nodes": ["a"], "links": []})", "nodes\\[0\\]: must be an object");
    EXPECT_REFUSED(".json",
                   R"({"nodes": [{"id": "a"}, {"id": null}], "links": []})",
                   "nodes\\[1\\].id: must be a string or a whole number, not null");
    EXPECT_REFUSED(".json",
                   R"({"nodes": [{"id": "a"}, {"id": -1}], "links": []})",
                   "nodes\\[1\\].id: .*not -1");
    EXPECT_REFUSED(".json",
                   R"({"nodes": [{"id": "a"}, {}, {"id": "a"}], "links": []})",
                   "nodes\\[2\\].id: second node with id 'a'");
    EXPECT_REFUSED(".json", nodes + "\"edges\": []}", "links: must be an array");
    const auto links = [&nodes](const std::string& link) {
        return nodes + R"("links": [{"source": "a", "target": "b"}, )" + link + "]}";
    };
    EXPECT_REFUSED(".json",
                   links(R"({"source": "a", "target": "c"})"),
                   "links\\[1\\].target: unknown node id 'c'");
    EXPECT_REFUSED(".json",
                   links(R"({"source": "", "target": "a"})"),
                   "links\\[1\\].source: unknown node id ''");
    EXPECT_REFUSED(".json",
                   links(R"({"source": 2, "target": "a"})"),
                   "links\\[1\\].source: no node 2 among 2 nodes");
    EXPECT_REFUSED(".json",
                   links(R"({"source": 4294967296, "target": "a"})"),
                   "links\\[1\\].source: no node 4294967296");
    EXPECT_REFUSED(".json",
                   links(R"({"source": 0.5, "target": "a"})"),
                   "links\\[1\\].source: .*not 0.5");
    EXPECT_REFUSED(".json",
                   links(R"({"source": "a", "target": ["b"]})"),
                   "links\\[1\\].target: must be a string");
    EXPECT_REFUSED(".json", links(R"({"source": "a"})"), "links\\[1\\].target: is missing");
    EXPECT_REFUSED(".json", links("7"), "links\\[1\\].source: is missing");
    EXPECT_REFUSED(".json",
                   links(R"({"source": "b", "target": 1})"),
                   "links\\[1\\]: node 'b' linked to itself");
}

TEST(Graphml, WhatBoostWritesIsReadAndTheOtherWayRound)
{
    using Named = boost::adjacency_list<boost::vecS,
                                        boost::vecS,
                                        boost::undirectedS,
                                        boost::property<boost::vertex_name_t, std::string>>;
    const OverlayGraph graph = MakeNamedGraph({"a", "b", "c", "d & e", "f", "g"});
    const ScratchFile file("boost.graphml");
    WriteGraphml(graph, file.path);
    Named named;
    boost::dynamic_properties properties;
    properties.property("name", get(boost::vertex_name, named));
    std::ifstream in(file.path);
    boost::read_graphml(in, named, properties);
    ASSERT_EQ(num_vertices(named), 6u);
    EXPECT_EQ(num_edges(named), 3u);
    EXPECT_TRUE(boost::edge(0, 5, named).second);
    EXPECT_TRUE(boost::edge(5, 2, named).second);
    EXPECT_TRUE(boost::edge(1, 3, named).second);
    EXPECT_EQ(get(boost::vertex_name, named, 3), "d & e");

    std::ofstream out(file.path);
    boost::write_graphml(out, named, properties);
    out.close();
    ExpectSameGraph(ReadGraphml(file.path), graph);
}

TEST(Graphml, EdgesMayStandBeforeTheirNodes)
{
    const OverlayGraph graph =
        ReadText(".graphml",
                 R"(<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
           <key id="k" for="edge" attr.name="name" attr.type="string"/>
           <key id="w" for="node" attr.name="weight" attr.type="double"/>
           <graph id="G" edgedefault="undirected"><!-- two nodes --><edge source="y" target="x"/>
           <node id="x"><data key="k">no</data></node>
           <node id="y"><data key="w">1.0</data></node></graph></graphml>)");
    EXPECT_EQ(graph.GetLinks(), (std::vector<OverlayGraph::Link>{{1, 0}}));
    EXPECT_EQ(graph.GetName(0), "x");
    EXPECT_EQ(graph.GetName(1), "y");
}

TEST(Graphml, BrokenFilesAreRefusedWithTheirPlace)
{
    const auto graph = [](const std::string& inside) {
        return "<graphml>\n<graph edgedefault=\"undirected\">\n" + inside + "</graph></graphml>";
    };
    const std::string nodes = R"(<node id="a"/><node id="b"/>)";
    EXPECT_REFUSED(".graphml", "", "graphml: must be the root");
    EXPECT_REFUSED_AT(".graphml", "{}", "1:1", "expected <");
    EXPECT_REFUSED_AT(".graphml", "<graphml>\n<graph>\n<node id=\"a\"", "3:13", "expected >");
    EXPECT_REFUSED_AT(".graphml", "<graphml>\n<graph>\n<node id=\"a\"/>", "3:15", "unexpected end");
    EXPECT_REFUSED(".graphml", "<gexf><graph/></gexf>", "graphml: must be the root");
    EXPECT_REFUSED(".graphml", "<graphml></graphml>", "graphml: must .* hold exactly one graph");
    EXPECT_REFUSED(".graphml", "<graphml><graph/><graph/></graphml>", "graphml: must .* one graph");
    EXPECT_OVERLAY_ERROR(ReadText(".graphml", graph("")), "read[^:]*: the overlay has no nodes");
    EXPECT_REFUSED(".graphml", graph("<node/>"), "graphml.graph.node\\[0\\].id: is missing");
    EXPECT_REFUSED(".graphml",
                   graph(nodes + R"(<node id="a"/>)"),
                   "graphml.graph.node\\[2\\]: second node with id 'a'");
    EXPECT_REFUSED(".graphml",
                   graph(nodes + R"(<edge source="a" target="b"/><edge source="a" target="c"/>)"),
                   "graphml.graph.edge\\[1\\].target: unknown node id 'c'");
    EXPECT_REFUSED(".graphml",
                   graph(nodes + R"(<edge target="b"/>)"),
                   "graphml.graph.edge\\[0\\].source: is missing");
    EXPECT_REFUSED(".graphml",
                   graph(nodes + R"(<edge source="b" target="b"/>)"),
                   "graphml.graph.edge\\[0\\]: node 'b' linked to itself");
    EXPECT_REFUSED(".graphml",
                   graph(nodes + "<hyperedge/>"),
                   "graphml.graph.hyperedge: a link joins two nodes");
}

TEST(EdgeList, CommentsEmptyLinesAndTabsAreFine)
{
    const OverlayGraph graph = ReadText(".edgelist", "# a fleet\r\n\n b\ta # hub\r\nlone\n a  c");
    EXPECT_EQ(graph.GetNNodes(), 4u);
    EXPECT_EQ(graph.GetLinks(), (std::vector<OverlayGraph::Link>{{0, 1}, {1, 3}}));
    EXPECT_EQ(graph.GetName(0), "b");
    EXPECT_EQ(graph.GetName(2), "lone");
}

TEST(EdgeList, NodesAreInTheOrderOfTheirFirstMention)
{
    const OverlayGraph graph = ReadText(".txt", "0 7\n7 2\n");
    EXPECT_EQ(graph.GetLinks(), (std::vector<OverlayGraph::Link>{{0, 1}, {1, 2}}));
    EXPECT_EQ(graph.GetName(0), "");
    EXPECT_EQ(graph.GetName(1), "7");
    EXPECT_EQ(graph.GetName(2), "");
}

TEST(EdgeList, BrokenFilesAreRefusedWithTheirLine)
{
    EXPECT_OVERLAY_ERROR(ReadText(".txt", ""), "read[^:]*: the overlay has no nodes");
    EXPECT_OVERLAY_ERROR(ReadText(".txt", "# a b\n"), "read[^:]*: the overlay has no nodes");
    EXPECT_REFUSED_AT(".txt", "a b\n# c\na b 0.5\n", "3:5", "must have one or two node ids, not 3");
    EXPECT_REFUSED_AT(".txt", "a b\nb b\n", "2:1", "node 'b' linked to itself");
    EXPECT_REFUSED_AT(".txt", "0 1\n1 1\n", "2:1", "node '1' linked to itself");
    EXPECT_REFUSED_AT(".txt", "a\nb\na\n", "3:1", "second node with id 'a'");
}

TEST(D3Json, WhatIsRefusedIsNamedWithLineAndColumn)
{
    // a string with brackets and escapes, another member of the same name deeper, and UTF-8
    const std::string start =
        "{\"x\": {\"links\": [1, \"]}\\\"\"]}, \n \"nodes\": [{\"id\": \"\u00e4\"},\n"
        "  {\"id\": \"b\"}],\n\"links\": [\n";
    EXPECT_REFUSED_AT(".json",
                      start + "  {\"source\": \"b\", \"target\": \"c\"}]}",
                      "5:29",
                      "links\\[0\\].target: unknown node id 'c'");
    EXPECT_REFUSED_AT(".json",
                      start + "{\"source\": \"b\", \"target\": \"\u00e4\"}, {\"source\": \"b\"}]}",
                      "5:33",
                      "links\\[1\\].target: is missing");
    EXPECT_REFUSED_AT(".json",
                      "{\"nodes\": [{\"id\": \"\u00e4\"}, {\"id\": \"\u00e4\"}], \"links\": []}",
                      "1:32",
                      "nodes\\[1\\].id: second node");
    EXPECT_REFUSED_AT(".json", "\n [7]", "2:2", "nodes: must be an array");
}

TEST(Graphml, WhatIsRefusedIsNamedWithLineAndColumn)
{
    const std::string start = "<?xml version=\"1.0\"?>\n<!-- <edge> --><graphml>\n<graph>\n"
                              "<node id=\"a>\"><data><edge/></data></node><node id=\"b\"/>\n";
    EXPECT_REFUSED_AT(
        ".graphml",
        start + "<edge source=\"b\" target=\"a>\"/>\n <edge target=\"b\"/></graph></graphml>",
        "6:2",
        "graphml.graph.edge\\[1\\].source: is missing");
    EXPECT_REFUSED_AT(".graphml",
                      start + "  <node id=\"b\"/></graph></graphml>",
                      "5:3",
                      "graphml.graph.node\\[2\\]: second node with id 'b'");
}

TEST(OverlayFile, FilesThatCannotBeOpenedAreNamed)
{
    for (const std::string end : {".json", ".graphml", ".txt"})
    {
        const std::string path = ::testing::TempDir() + "no/such/overlay" + end;
        EXPECT_OVERLAY_ERROR(ReadOverlay(path), "no/such/overlay.*: cannot be read");
        EXPECT_OVERLAY_ERROR(WriteOverlay(Complete(2), path),
                             "no/such/overlay.*: cannot be written");
    }
    EXPECT_OVERLAY_ERROR(ReadOverlay("fleet.dot"), "fleet.dot: the name must end in .json");
    EXPECT_OVERLAY_ERROR(ReadOverlay("fleet"), "fleet: the name must end in .json");
    EXPECT_OVERLAY_ERROR(WriteOverlay(Complete(2), "fleet.dot"), "fleet.dot: the name must end in");
}

TEST(OverlayFile, GraphsThatAFormatCannotKeepAreNamed)
{
    const ScratchFile json("refused.json");
    EXPECT_OVERLAY_ERROR(WriteOverlay(MakeNamedGraph({"3"}), json.path),
                         "refused.json: node 3 has the id '3' of another node");
    EXPECT_OVERLAY_ERROR(WriteOverlay(MakeNamedGraph({"\xff"}), json.path),
                         "refused.json: cannot .*UTF-8");
    const ScratchFile list("refused.txt");
    EXPECT_OVERLAY_ERROR(WriteOverlay(MakeNamedGraph({"a", "a"}), list.path),
                         "node 1 has the id 'a'");
    EXPECT_OVERLAY_ERROR(WriteOverlay(MakeNamedGraph({"a b"}), list.path),
                         "'a b' has a space or #");
    EXPECT_OVERLAY_ERROR(WriteOverlay(MakeNamedGraph({"a#b"}), list.path),
                         "'a#b' has a space or #");
}
