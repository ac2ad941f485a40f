/* SPDX-License-Identifier: GPL-2.0-only */
// The files of gossipsub-interop.
#include "fuzz-target.h"

#include "ns3/interop-script.h"
#include "ns3/shadow-config.h"
#include "ns3/shadow-graph.h"

#include <numeric>
#include <stdexcept>

using namespace ns3;

namespace
{

/// A fault names the file.
void
CheckFault(const std::string& fault, const std::string& file)
{
    FUZZ_CHECK(fault.empty() || fault.rfind(file, 0) == 0);
}

void
RunShadowGraph(const uint8_t* bytes, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const std::string fault = ShadowGraph::FindFault(text);
    CheckFault(fault, "graph.gml:");
    if (!fault.empty())
    {
        return;
    }
    const ShadowGraph graph = ShadowGraph::Parse(text, "graph.gml");
    std::vector<std::size_t> all(graph.GetVertices().size());
    std::iota(all.begin(), all.end(), 0U);
    for (const bool shortest : {true, false})
    {
        try
        {
            for (const auto& [ends, path] : graph.FindPaths(all, shortest))
            {
                FUZZ_CHECK(path.latency > Time(0) && path.loss >= 0 && path.loss <= 1);
            }
        }
        catch (const std::runtime_error& error)
        {
            CheckFault(error.what(), "graph.gml:");
        }
    }
}

FuzzTarget::Seeds
MakeShadowGraphSeeds()
{
    const std::string undirected = "graph [\n  directed 0\n"
                                   "  node [ id 0 label \"a-&#34;\" host_bandwidth_up \"50 Mbit\""
                                   " host_bandwidth_down \"1 Gbit\" ]\n  node [ id 7 ]\n# comment\n"
                                   "  edge [ source 0 target 0 latency \"3 ms\" ]\n"
                                   "  edge [ source 7 target 7 latency \"4 us\" ]\n"
                                   "  edge [ source 0 target 7 latency \"1 s\" packet_loss 0.5 ]\n"
                                   "]\n";
    const std::string directed = "graph [ directed 1 node [ id 1 ] "
                                 "edge [ source 1 target 1 latency \"10 ms\" packet_loss 1e-3 ] ]";
    return {FuzzBytes(undirected.begin(), undirected.end()),
            FuzzBytes(directed.begin(), directed.end())};
}

void
RunShadowConfig(const uint8_t* bytes, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const std::string fault = ShadowConfig::FindFault(text);
    CheckFault(fault, "shadow.yaml:");
    if (fault.empty())
    {
        const ShadowConfig config = ShadowConfig::Parse(text, "shadow.yaml");
        FUZZ_CHECK(!config.hosts.empty() && config.stop >= Time(0));
        for (const ShadowConfig::Host& host : config.hosts)
        {
            FUZZ_CHECK(host.start >= Time(0) && !host.place.empty());
        }
    }
}

FuzzTarget::Seeds
MakeShadowConfigSeeds()
{
    const std::string text = "general: {stop_time: 10 min}\n"
                             "x-template: &t [{path: go, args: a, start_time: 5 s}]\n"
                             "network:\n  use_shortest_path: false\n"
                             "  graph: {type: gml, file: {path: graph.gml}}\n"
                             "hosts:\n"
                             "  node0: {network_node_id: 1, processes: *t}\n"
                             "  node1: {network_node_id: 2, bandwidth_up: 1 Mbit, "
                             "bandwidth_down: 9 Kibit, processes: [{path: r}]}\n";
    return {FuzzBytes(text.begin(), text.end())};
}

void
RunInteropScript(const uint8_t* bytes, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const std::string fault = InteropScript::FindFault(text);
    CheckFault(fault, "params.json");
    if (!fault.empty())
    {
        return;
    }
    const InteropScript script = InteropScript::Parse(text, "params.json");
    try
    {
        const auto programs = script.Divide(3);
        FUZZ_CHECK(programs.size() == 3);
        for (const auto& program : programs)
        {
            FUZZ_CHECK(program.front()->type == InteropInstruction::INIT_GOSSIPSUB);
        }
    }
    catch (const std::runtime_error& error)
    {
        FUZZ_CHECK(!std::string(error.what()).empty());
    }
}

FuzzTarget::Seeds
MakeInteropScriptSeeds()
{
    const std::string text =
        R"({"script":[{"type":"initGossipSub","gossipSubParams":{"D":8,"GossipFactor":0.25,)"
        R"("HeartbeatInterval":1000000000,"Connectors":null}},)"
        R"({"type":"ifNodeIDEquals","nodeID":1,"instruction":{"type":"connect","connectTo":[0,2]}},)"
        R"({"type":"subscribeToTopic","topicID":"t","partial":true},)"
        R"({"type":"setTopicValidationDelay","topicID":"t","delaySeconds":0.5},)"
        R"({"type":"waitUntil","elapsedSeconds":60},)"
        R"({"type":"publish","messageID":5,"messageSizeBytes":1024,"topicID":"t"},)"
        R"({"type":"addPartialMessage","parts":255,"topicID":"t","groupID":0},)"
        R"({"type":"publishPartial","topicID":"t","groupID":0,"publishToNodeIDs":[1]}]})";
    return {FuzzBytes(text.begin(), text.end())};
}

} // namespace

WAKU_FUZZ_TARGET(ShadowGraph,
                 "shadow-graph",
                 RunShadowGraph,
                 FuzzForm::TEXT,
                 0,
                 {"graph [",
                  "directed 1",
                  "node [",
                  "edge [",
                  "id 1",
                  "source 1",
                  "target 7",
                  "latency \"1 ms\"",
                  "packet_loss 1",
                  "label \"",
                  "host_bandwidth_up \"1 Tbit\"",
                  "&quot;",
                  "&#34;",
                  "]",
                  "[",
                  "\"",
                  "\n#",
                  "1e999",
                  "4294967295",
                  "nan"},
                 {},
                 MakeShadowGraphSeeds)
WAKU_FUZZ_TARGET(ShadowConfig,
                 "shadow-config",
                 RunShadowConfig,
                 FuzzForm::TEXT,
                 0,
                 {"general: ",
                  "stop_time: ",
                  "network: ",
                  "graph: ",
                  "type: gml",
                  "hosts:\n",
                  "node0: ",
                  "  node1:\n",
                  "processes: ",
                  "network_node_id: ",
                  "start_time: ",
                  "bandwidth_up: ",
                  "1 Tbit",
                  "9223372036854775807 s",
                  "&a ",
                  "*a",
                  "<<: *t",
                  "!!binary ",
                  "|\n",
                  "? ",
                  "- ",
                  "{",
                  "}",
                  "[",
                  "]",
                  "\n  ",
                  "x-"},
                 {},
                 MakeShadowConfigSeeds)
WAKU_FUZZ_TARGET(InteropScript,
                 "interop-script",
                 RunInteropScript,
                 FuzzForm::TEXT,
                 0,
                 {"{\"type\":\"ifNodeIDEquals\",\"nodeID\":0,\"instruction\":",
                  "{\"type\":\"waitUntil\",\"elapsedSeconds\":1}",
                  "{\"type\":\"initGossipSub\",\"gossipSubParams\":{}}",
                  "\"type\":",
                  "\"topicID\":",
                  "\"connectTo\":[",
                  "\"D\":",
                  "\"GossipFactor\":",
                  "\"HeartbeatInterval\":",
                  "\"MaxIHaveLength\":",
                  "1e308",
                  "18446744073709551615",
                  "-1",
                  "0.5",
                  "null",
                  "\"\"",
                  "{",
                  "}",
                  "[",
                  "]",
                  ","},
                 {},
                 MakeInteropScriptSeeds)
