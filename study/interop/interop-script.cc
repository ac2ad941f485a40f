/* SPDX-License-Identifier: GPL-2.0-only */
#include "interop-script.h"

#include "interop-parameters.h"

#include "ns3/json-file.h"
#include "ns3/measurement.h"

#include <cmath>
#include <functional>
#include <map>
#include <stdexcept>

namespace ns3
{

namespace
{

/// Most nodes of a network.
constexpr uint32_t MAX_INTEROP_NODES = 1000000;

std::vector<uint32_t>
ReadInteropNodes(const JsonPlace& list)
{
    std::vector<uint32_t> nodes;
    const std::size_t size = list.GetSize();
    for (std::size_t i = 0; i < size; i++)
    {
        nodes.push_back(static_cast<uint32_t>(list.At(i).GetCount(MAX_INTEROP_NODES)));
    }
    return nodes;
}

Time
ReadInteropSeconds(const JsonPlace& place)
{
    const double seconds = place.GetNumber();
    constexpr double longest = 1e8;
    if (seconds < 0 || seconds > longest)
    {
        place.Fail("is no time from 0 to 1e8 seconds");
    }
    return NanoSeconds(std::llround(seconds * 1e9));
}

void
ReadInteropConnect(const JsonPlace& place, InteropInstruction& instruction)
{
    instruction.type = InteropInstruction::CONNECT;
    instruction.nodes = ReadInteropNodes(place.At("connectTo"));
}

void
ReadInteropWait(const JsonPlace& place, InteropInstruction& instruction)
{
    instruction.type = InteropInstruction::WAIT_UNTIL;
    instruction.time = ReadInteropSeconds(place.At("elapsedSeconds"));
}

void
ReadInteropPublish(const JsonPlace& place, InteropInstruction& instruction)
{
    // Room for the topic and the lengths around the message.
    constexpr uint32_t most = InteropScript::MAX_MESSAGE_SIZE - 4096;
    instruction.type = InteropInstruction::PUBLISH;
    instruction.id = place.At("messageID").GetCount(UINT64_MAX);
    instruction.size = static_cast<uint32_t>(place.At("messageSizeBytes").GetCount(most));
    instruction.topic = place.At("topicID").GetText();
    if (instruction.size < InteropScript::ID_SIZE)
    {
        place.At("messageSizeBytes").Fail("is below 8, the bytes of a message id");
    }
}

void
ReadInteropSubscribe(const JsonPlace& place, InteropInstruction& instruction)
{
    instruction.type = InteropInstruction::SUBSCRIBE;
    instruction.topic = place.At("topicID").GetText();
    instruction.partial = place.Has("partial") && place.At("partial").GetFlag();
}

void
ReadInteropDelay(const JsonPlace& place, InteropInstruction& instruction)
{
    instruction.type = InteropInstruction::SET_VALIDATION_DELAY;
    instruction.topic = place.At("topicID").GetText();
    instruction.time = ReadInteropSeconds(place.At("delaySeconds"));
}

void
ReadInteropInit(const JsonPlace& place, InteropInstruction& instruction)
{
    instruction.type = InteropInstruction::INIT_GOSSIPSUB;
    instruction.attributes = ReadInteropParameters(place.At("gossipSubParams"));
}

void
ReadInteropParts(const JsonPlace& place, InteropInstruction& instruction)
{
    instruction.type = InteropInstruction::ADD_PARTIAL;
    instruction.parts = static_cast<uint8_t>(place.At("parts").GetCount(UINT8_MAX));
    instruction.topic = place.At("topicID").GetText();
    instruction.id = place.At("groupID").GetCount(UINT64_MAX);
}

void
ReadInteropPublishPartial(const JsonPlace& place, InteropInstruction& instruction)
{
    instruction.type = InteropInstruction::PUBLISH_PARTIAL;
    instruction.topic = place.At("topicID").GetText();
    instruction.id = place.At("groupID").GetCount(UINT64_MAX);
    const std::string to = "publishToNodeIDs";
    if (place.Has(to) && !place.At(to).IsNull())
    {
        instruction.nodes = ReadInteropNodes(place.At(to));
    }
}

using InteropReader = std::function<void(const JsonPlace&, InteropInstruction&)>;

const std::map<std::string, InteropReader>&
GetInteropReaders()
{
    static const std::map<std::string, InteropReader> readers = {
        {"connect", ReadInteropConnect},
        {"waitUntil", ReadInteropWait},
        {"publish", ReadInteropPublish},
        {"subscribeToTopic", ReadInteropSubscribe},
        {"setTopicValidationDelay", ReadInteropDelay},
        {"initGossipSub", ReadInteropInit},
        {"addPartialMessage", ReadInteropParts},
        {"publishPartial", ReadInteropPublishPartial},
    };
    return readers;
}

/// Adds an instruction, unless conditions around it contradict each other.
void
AddInteropInstruction(const JsonPlace& place,
                      std::optional<uint32_t> node,
                      bool isPossible,
                      InteropScript& script)
{
    const JsonPlace type = place.At("type");
    const std::string name = type.GetText();
    if (name == "ifNodeIDEquals")
    {
        const auto only = static_cast<uint32_t>(place.At("nodeID").GetCount(MAX_INTEROP_NODES));
        AddInteropInstruction(place.At("instruction"),
                              only,
                              isPossible && (!node || *node == only),
                              script);
        return;
    }
    const auto reader = GetInteropReaders().find(name);
    if (reader == GetInteropReaders().end())
    {
        type.Fail("is \"" + name + "\", which is no instruction");
    }
    InteropInstruction instruction;
    instruction.place = place.GetPlace();
    instruction.node = node;
    reader->second(place, instruction);
    if (isPossible)
    {
        script.instructions.push_back(std::move(instruction));
    }
}

/// Throws the error of an instruction.
[[noreturn]] void
RefuseInstruction(const InteropInstruction& instruction, const std::string& what)
{
    throw std::runtime_error(instruction.place + " " + what);
}

} // namespace

InteropScript
InteropScript::Parse(const std::string& json, const std::string& source)
{
    InteropScript script;
    const JsonFile file(source, json);
    const JsonPlace list = file.GetRoot().At("script");
    const std::size_t size = list.GetSize();
    script.instructions.reserve(size);
    for (std::size_t i = 0; i < size; i++)
    {
        AddInteropInstruction(list.At(i), std::nullopt, true, script);
    }
    return script;
}

std::string
InteropScript::FindFault(const std::string& json)
{
    try
    {
        Parse(json, "params.json");
        return "";
    }
    catch (const std::runtime_error& error)
    {
        return error.what();
    }
}

std::vector<std::vector<const InteropInstruction*>>
InteropScript::Divide(uint32_t nodes) const
{
    std::vector<std::vector<const InteropInstruction*>> programs(nodes);
    const auto check = [nodes](const InteropInstruction& instruction, uint32_t node) {
        if (node >= nodes)
        {
            RefuseInstruction(instruction,
                              "names node " + std::to_string(node) + ", and there are nodes 0 to " +
                                  std::to_string(nodes - 1));
        }
    };
    for (const InteropInstruction& instruction : instructions)
    {
        for (const uint32_t node : instruction.nodes)
        {
            check(instruction, node);
        }
        check(instruction, instruction.node.value_or(0));
        const uint32_t first = instruction.node.value_or(0);
        const uint32_t last = instruction.node.value_or(nodes - 1);
        for (uint32_t node = first; node <= last; node++)
        {
            const bool isInit = instruction.type == InteropInstruction::INIT_GOSSIPSUB;
            if (isInit != programs[node].empty())
            {
                RefuseInstruction(
                    instruction,
                    isInit ? "is not the first instruction of node " + std::to_string(node)
                           : "comes before the initGossipSub of node " + std::to_string(node));
            }
            programs[node].push_back(&instruction);
        }
    }
    for (uint32_t node = 0; node < nodes; node++)
    {
        if (programs[node].empty())
        {
            throw std::runtime_error("the script has no initGossipSub for node " +
                                     std::to_string(node));
        }
    }
    return programs;
}

} // namespace ns3
