/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/gml-reader.h"
#include "ns3/interop-script.h"
#include "ns3/shadow-config.h"
#include "ns3/shadow-graph.h"
#include "ns3/shadow-units.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

using namespace ns3;

namespace
{

/// A graph of two nodes with one edge, part of which is another text.
std::string
MakeGraph(const std::string& before, const std::string& after)
{
    std::string text = "graph [\n"
                       "  directed 1\n"
                       "  node [ id 1 host_bandwidth_up \"50 Mbit\" ]\n"
                       "  node [ id 2 ]\n"
                       "  edge [ source 1 target 2 latency \"10 ms\" packet_loss 0.5 ]\n"
                       "]\n";
    const std::size_t at = text.find(before);
    EXPECT_NE(at, std::string::npos) << before;
    return text.replace(at, before.size(), after);
}

std::string
MakeConfig(const std::string& before, const std::string& after)
{
    std::string text =
        "general: {stop_time: 10 min}\n"
        "network:\n"
        "  graph: {type: gml, file: {path: graph.gml}}\n"
        "hosts:\n"
        "  node0: {network_node_id: 1, processes: [{path: go, start_time: 5 s}]}\n"
        "  node1: {network_node_id: 2, bandwidth_up: 1 Mbit, processes: [{path: r}]}\n";
    const std::size_t at = text.find(before);
    EXPECT_NE(at, std::string::npos) << before;
    return text.replace(at, before.size(), after);
}

/// A script of one instruction after initGossipSub.
std::string
MakeScript(const std::string& instruction)
{
    return R"({"script": [{"type": "initGossipSub", "gossipSubParams": {}}, )" + instruction + "]}";
}

/// What dividing a script among three nodes throws.
std::string
DivideAmongThree(const std::string& json)
{
    try
    {
        const InteropScript script = InteropScript::Parse(json, "p.json");
        script.Divide(3);
        return "";
    }
    catch (const std::runtime_error& error)
    {
        return error.what();
    }
}

} // namespace

TEST(ShadowUnits, AreThoseOfShadow)
{
    EXPECT_EQ(ReadShadowRate("1024 Mbit"), 1024000000U);
    EXPECT_EQ(ReadShadowRate(" 2Kibits "), 2048U);
    EXPECT_EQ(ReadShadowRate("5 bit"), 5U);
    for (const char* wrong :
         {"", "Mbit", "5", "5 Mbyte", "0 Mbit", "-5 bit", "1.5 Gbit", "9999999999999999 Tbit"})
    {
        EXPECT_FALSE(ReadShadowRate(wrong)) << wrong;
    }
    EXPECT_EQ(ReadShadowTime("165 ms", true), MilliSeconds(165));
    EXPECT_EQ(ReadShadowTime("10 min", false), Seconds(600));
    EXPECT_EQ(ReadShadowTime("3", false), Seconds(3));
    EXPECT_FALSE(ReadShadowTime("3", true));
    EXPECT_FALSE(ReadShadowTime("3 weeks", false));
    EXPECT_FALSE(ReadShadowTime("999999999999999999 h", false));
}

TEST(ShadowGraph, PathsAreShortestOnesOrEdges)
{
    const std::string gml = "graph [ node [ id 0 ] node [ id 1 ] node [ id 7 ]\n"
                            "edge [ source 0 target 0 latency \"3 ms\" ]\n"
                            "edge [ source 7 target 7 latency \"4 ms\" ]\n"
                            "edge [ source 0 target 7 latency \"100 ms\" ]\n"
                            "edge [ source 0 target 1 latency \"10 ms\" packet_loss 0.5 ]\n"
                            "edge [ source 1 target 7 latency \"20 ms\" packet_loss 0.5 ] ]";
    const ShadowGraph graph = ShadowGraph::Parse(gml, "g");
    const std::size_t last = graph.Find(7);
    EXPECT_EQ(last, 2U);
    EXPECT_EQ(graph.Find(8), 3U);
    ShadowGraph::Paths paths = graph.FindPaths({0, last}, true);
    EXPECT_EQ((paths.at({0, last}).latency), MilliSeconds(30));
    EXPECT_DOUBLE_EQ((paths.at({last, 0}).loss), 0.75);
    EXPECT_EQ((paths.at({0, 0}).latency), MilliSeconds(3));
    paths = graph.FindPaths({0, last}, false);
    EXPECT_EQ((paths.at({last, 0}).latency), MilliSeconds(100));
    // Node 1 has no edge to itself.
    EXPECT_THROW(graph.FindPaths({1}, true), std::runtime_error);
    EXPECT_THROW(
        ShadowGraph::Parse("graph [ directed 1 node [ id 0 ] node [ id 1 ] edge [ source 0 "
                           "target 0 latency \"1 s\" ] edge [ source 1 target 1 latency "
                           "\"1 s\" ] ]",
                           "g")
            .FindPaths({0, 1}, true),
        std::runtime_error);
}

TEST(ShadowGraph, FaultsAreNamedWithLineAndColumn)
{
    EXPECT_EQ(ShadowGraph::FindFault(MakeGraph("id", "id")), "");
    const auto fault = [](const std::string& before, const std::string& after) {
        return ShadowGraph::FindFault(MakeGraph(before, after));
    };
    EXPECT_EQ(
        fault("10 ms", "10"),
        "graph.gml:5:36: latency is 10, not a time such as 10 ms, above 0 and at most 1000 s");
    EXPECT_EQ(fault("50 Mbit", "fast"),
              "graph.gml:3:33: host_bandwidth_up is fast, not a rate such as 50 Mbit");
    EXPECT_EQ(fault("0.5", "1.5"), "graph.gml:5:56: packet_loss is 1.5, not 0 to 1");
    EXPECT_EQ(fault("target 2", "target 3"), "graph.gml:5:26: target is 3, which is no node");
    EXPECT_EQ(fault("id 2", "id 1"), "graph.gml:4:3: the node 1 is there twice");
    EXPECT_EQ(fault("id 2", "id -2"), "graph.gml:4:13: id is -2, not 0 to 4294967295");
    EXPECT_EQ(fault("source 1 ", ""), "graph.gml:5:8: an edge has no source");
    EXPECT_EQ(fault("]\n]", "]"), "graph.gml:6:1: the file ends within a list, which ends with ]");
    EXPECT_EQ(fault("50 Mbit\"", "50 Mbit"),
              "graph.gml:5:37: a key was expected, a word of letters, "
              "digits and _, or the ] of a list");
    EXPECT_EQ(fault("directed 1", "directed ]"),
              "graph.gml:2:12: a value was expected: a number, a text in quotes or a list");
    EXPECT_EQ(ShadowGraph::FindFault("nodes [ ]"), "graph.gml:1:1: the file has no graph");
    std::string deep;
    for (int i = 0; i < 100000; i++)
    {
        deep += "a [ ";
    }
    EXPECT_NE(ShadowGraph::FindFault(deep).find("nested more than 64 deep"), std::string::npos);
}

TEST(ShadowConfig, HostsAreInTheOrderOfTheirNumbers)
{
    const ShadowConfig config = ShadowConfig::Parse(MakeConfig("hosts", "hosts"), "s");
    ASSERT_EQ(config.hosts.size(), 2U);
    EXPECT_EQ(config.hosts[0].vertex, 1U);
    EXPECT_EQ(config.hosts[0].start, Seconds(5));
    EXPECT_EQ(config.hosts[1].up, 1000000U);
    EXPECT_EQ(config.hosts[1].down, 0U);
    EXPECT_EQ(config.stop, Seconds(600));
    EXPECT_TRUE(config.shortestPaths);
}

TEST(ShadowConfig, FaultsAreNamedWithLineAndColumn)
{
    const auto fault = [](const std::string& before, const std::string& after) {
        return ShadowConfig::FindFault(MakeConfig(before, after));
    };
    EXPECT_EQ(fault("10 min", "soon"),
              "shadow.yaml:1:22: stop_time is soon, not a time such as 10 min");
    EXPECT_EQ(fault("gml", "1_gbit_switch"), "shadow.yaml:3:17: type is 1_gbit_switch, not gml");
    EXPECT_EQ(fault("node1", "boot"),
              "shadow.yaml:6:3: hosts are called node0, node1 and so on, not boot");
    EXPECT_EQ(fault("node1", "node2"), "shadow.yaml:6:3: there is no node1");
    EXPECT_EQ(fault("1 Mbit", "1 Mbyte"),
              "shadow.yaml:6:45: bandwidth_up is 1 Mbyte, not a rate such as 50 Mbit");
    EXPECT_EQ(fault("[{path: r}]", "[]"),
              "shadow.yaml:6:64: the host node1 has to have one process");
    EXPECT_EQ(fault("general", "generals"), "shadow.yaml:1:1: Shadow has no key generals");
    EXPECT_EQ(fault("hosts:\n", "hosts: [\n").substr(0, 14), "shadow.yaml:6:");
}

TEST(ShadowConfig, AliasesDoNotGrowWithoutEnd)
{
    EXPECT_NE(ShadowConfig::FindFault("general: &a [*a]").find("nested more than 100 deep"),
              std::string::npos);
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; i++)
    {
        const std::string before = "*a" + std::to_string(i - 1) + ", ";
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 9; j++)
        {
            bomb += before;
        }
        bomb += "x]\n";
    }
    EXPECT_NE(ShadowConfig::FindFault(bomb).find("more than 1,000,000 values"), std::string::npos);
}

TEST(InteropScript, FaultsAreNamedWithTheirPlace)
{
    const auto fault = [](const std::string& instruction) {
        return InteropScript::FindFault(MakeScript(instruction));
    };
    EXPECT_EQ(fault(R"({"type": "waitUntil", "elapsedSeconds": 3})"), "");
    EXPECT_EQ(fault(R"({"type": "wait"})"),
              "params.json: script[1].type is \"wait\", which is no instruction");
    EXPECT_EQ(fault(R"({"type": "connect"})"),
              "params.json: script[1] has no member \"connectTo\"");
    EXPECT_EQ(fault(R"({"type": "connect", "connectTo": [1, -1]})"),
              "params.json: script[1].connectTo[1] is no whole number from 0 to 1000000");
    EXPECT_EQ(fault(R"({"type": "waitUntil", "elapsedSeconds": "3"})"),
              "params.json: script[1].elapsedSeconds is no number");
    EXPECT_EQ(
        fault(R"({"type": "publish", "messageID": 1, "messageSizeBytes": 7, "topicID": "a"})"),
        "params.json: script[1].messageSizeBytes is below 8, the bytes of a message id");
    EXPECT_EQ(fault(R"({"type": "ifNodeIDEquals", "nodeID": 1, "instruction": {"type": "x"}})"),
              "params.json: script[1].instruction.type is \"x\", which is no instruction");
    EXPECT_EQ(fault(R"({"type": "addPartialMessage", "topicID": "a", "groupID": 1, "parts": 256})"),
              "params.json: script[1].parts is no whole number from 0 to 255");
    EXPECT_EQ(fault(R"({"type": "initGossipSub", "gossipSubParams": {"Dlow": 3}})"),
              "params.json: script[1].gossipSubParams.Dlow is no parameter of go-libp2p-pubsub");
    EXPECT_EQ(fault(R"({"type": "initGossipSub", "gossipSubParams": {"GossipFactor": 2}})"),
              "params.json: script[1].gossipSubParams.GossipFactor is 2, not 0 to 1");
    EXPECT_EQ(InteropScript::FindFault("{\"script\":\n[,]}"), "params.json:2:2: this is no JSON");
}

TEST(InteropScript, EachNodeBeginsWithItsOnlyInitGossipSub)
{
    const std::string init = R"({"type": "initGossipSub", "gossipSubParams": {}})";
    const std::string wait = R"({"type": "waitUntil", "elapsedSeconds": 3})";
    const auto script = [](const std::string& list) { return "{\"script\": [" + list + "]}"; };
    const auto only = [](int node, const std::string& instruction) {
        return R"({"type": "ifNodeIDEquals", "nodeID": )" + std::to_string(node) +
               ", \"instruction\": " + instruction + "}";
    };
    EXPECT_EQ(DivideAmongThree(script(init + "," + wait)), "");
    EXPECT_EQ(DivideAmongThree(script(wait)),
              "p.json: script[0] comes before the initGossipSub of node 0");
    EXPECT_EQ(DivideAmongThree(script(init + "," + only(2, init))),
              "p.json: script[1].instruction is not the first instruction of node 2");
    EXPECT_EQ(DivideAmongThree(script(only(0, init) + "," + only(1, init))),
              "the script has no initGossipSub for node 2");
    EXPECT_EQ(DivideAmongThree(script(init + "," + only(3, wait))),
              "p.json: script[1].instruction names node 3, and there are nodes 0 to 2");
    const std::string dial = R"({"type": "connect", "connectTo": [9]})";
    EXPECT_EQ(DivideAmongThree(script(init + "," + dial)),
              "p.json: script[1] names node 9, and there are nodes 0 to 2");
    // Conditions that contradict each other hold for nobody.
    EXPECT_EQ(DivideAmongThree(script(init + "," + only(1, only(2, init)))), "");
}
