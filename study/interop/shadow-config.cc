/* SPDX-License-Identifier: GPL-2.0-only */
#include "shadow-config.h"

#include "shadow-units.h"

#include "ns3/study-node.h"

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace ns3
{

namespace
{

/// Throws the error of a value that is not allowed.
[[noreturn]] void
RefuseShadowValue(const StudyNode& node, const std::string& key, const std::string& allowed)
{
    throw StudyFileError(node.place, key + " is " + node.text + ", not " + allowed);
}

Time
ReadShadowTimeOf(const StudyNode& map, const std::string& key, Time otherwise)
{
    const StudyNode* found = map.Find(key);
    if (!found)
    {
        return otherwise;
    }
    const auto time = ReadShadowTime(found->GetText(key), false);
    if (!time)
    {
        RefuseShadowValue(*found, key, "a time such as 10 min");
    }
    return *time;
}

uint64_t
ReadShadowRateOf(const StudyNode& map, const std::string& key)
{
    const StudyNode* found = map.Find(key);
    if (!found)
    {
        return 0;
    }
    const auto rate = ReadShadowRate(found->GetText(key));
    if (!rate)
    {
        RefuseShadowValue(*found, key, "a rate such as 50 Mbit");
    }
    return *rate;
}

const StudyNode&
RequireShadow(const StudyNode& map, const std::string& what, const std::string& key)
{
    const StudyNode* found = map.Find(key);
    if (!found)
    {
        throw StudyFileError(map.place, what + " has no " + key);
    }
    return *found;
}

/// A number of up to 9 digits, if a text is one.
std::optional<uint32_t>
ReadShadowNumber(const std::string& text)
{
    const bool isNumber = !text.empty() && text.size() <= 9 &&
                          text.find_first_not_of("0123456789") == std::string::npos;
    return isNumber ? std::make_optional(static_cast<uint32_t>(std::stoul(text))) : std::nullopt;
}

ShadowConfig::Host
ReadShadowHost(const StudyNode::Entry& entry)
{
    ShadowConfig::Host host;
    host.place = entry.place;
    const std::string what = "the host " + entry.key;
    entry.value.CheckKeys(what,
                          {"network_node_id",
                           "processes",
                           "bandwidth_up",
                           "bandwidth_down",
                           "ip_addr",
                           "host_options"});
    const StudyNode& vertex = RequireShadow(entry.value, what, "network_node_id");
    const auto id = ReadShadowNumber(vertex.GetText("network_node_id"));
    if (!id)
    {
        RefuseShadowValue(vertex, "network_node_id", "the id of a node of the graph");
    }
    host.vertex = *id;
    host.up = ReadShadowRateOf(entry.value, "bandwidth_up");
    host.down = ReadShadowRateOf(entry.value, "bandwidth_down");
    const StudyNode& processes = RequireShadow(entry.value, what, "processes");
    if (processes.kind != StudyNode::LIST || processes.items.size() != 1)
    {
        throw StudyFileError(processes.place, what + " has to have one process");
    }
    const StudyNode& process = processes.items.front();
    process.GetEntries("a process");
    host.path = RequireShadow(process, "the process of " + entry.key, "path").GetText("path");
    host.start = ReadShadowTimeOf(process, "start_time", Time(0));
    return host;
}

std::vector<ShadowConfig::Host>
ReadShadowHosts(const StudyNode& hosts)
{
    const std::string prefix = "node";
    std::map<uint32_t, ShadowConfig::Host> byNumber;
    for (const StudyNode::Entry& entry : hosts.GetEntries("hosts"))
    {
        const bool isNode = entry.key.compare(0, prefix.size(), prefix) == 0;
        const auto number =
            isNode ? ReadShadowNumber(entry.key.substr(prefix.size())) : std::nullopt;
        if (!number || prefix + std::to_string(*number) != entry.key)
        {
            throw StudyFileError(entry.place,
                                 "hosts are called node0, node1 and so on, not " + entry.key);
        }
        byNumber.emplace(*number, ReadShadowHost(entry));
    }
    std::vector<ShadowConfig::Host> all;
    for (auto& [number, host] : byNumber)
    {
        if (number != all.size())
        {
            throw StudyFileError(host.place, "there is no node" + std::to_string(all.size()));
        }
        all.push_back(std::move(host));
    }
    if (all.empty())
    {
        throw StudyFileError(hosts.place, "there are no hosts");
    }
    return all;
}

} // namespace

ShadowConfig
ShadowConfig::Parse(const std::string& yaml, const std::string& source)
{
    ShadowConfig config;
    const StudyNode root = StudyNode::Read(yaml, source);
    for (const StudyNode::Entry& entry : root.GetEntries("the file"))
    {
        static const std::vector<std::string> known = {"general",
                                                       "network",
                                                       "experimental",
                                                       "host_option_defaults",
                                                       "hosts"};
        // Extension fields are Shadow's place for what other keys refer to.
        if (entry.key.compare(0, 2, "x-") != 0 &&
            std::find(known.begin(), known.end(), entry.key) == known.end())
        {
            throw StudyFileError(entry.place, "Shadow has no key " + entry.key);
        }
    }
    const StudyNode& general = RequireShadow(root, "the file", "general");
    RequireShadow(general, "general", "stop_time");
    config.stop = ReadShadowTimeOf(general, "stop_time", Time(0));
    const StudyNode& network = RequireShadow(root, "the file", "network");
    const StudyNode& graph = RequireShadow(network, "network", "graph");
    const StudyNode& type = RequireShadow(graph, "graph", "type");
    if (type.GetText("type") != "gml")
    {
        RefuseShadowValue(type, "type", "gml");
    }
    if (const StudyNode* shortest = network.Find("use_shortest_path"))
    {
        const std::string& text = shortest->GetText("use_shortest_path");
        if (text != "true" && text != "false")
        {
            RefuseShadowValue(*shortest, "use_shortest_path", "true or false");
        }
        config.shortestPaths = text == "true";
    }
    config.hosts = ReadShadowHosts(RequireShadow(root, "the file", "hosts"));
    return config;
}

std::string
ShadowConfig::FindFault(const std::string& yaml)
{
    try
    {
        Parse(yaml, "shadow.yaml");
        return "";
    }
    catch (const std::runtime_error& error)
    {
        return error.what();
    }
}

} // namespace ns3
