/* SPDX-License-Identifier: GPL-2.0-only */
#include "theory-scenario.h"

#include "ns3/gossipsub-preset.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace ns3
{

namespace
{

const std::string REGULAR = "regular:"; //!< what the value of a regular overlay begins with

/// ns-3's default of an attribute as text, whatever this process has set since; empty if there is
/// no such attribute.
std::string
GetDefaultText(const std::string& path)
{
    const std::size_t place = path.rfind("::");
    TypeId tid;
    TypeId::AttributeInformation info;
    if (place == std::string::npos || !TypeId::LookupByNameFailSafe(path.substr(0, place), &tid) ||
        !tid.LookupAttributeByName(path.substr(place + 2), &info))
    {
        return "";
    }
    return info.originalInitialValue->SerializeToString(info.checker);
}

/// Value of an attribute of gossipsub's router in a preset; empty if the preset leaves it as it is.
std::string
GetPresetText(const std::string& preset, const std::string& path)
{
    const std::string router = "ns3::GossipSubRouter::";
    if (preset.empty() || preset == "none" || path.compare(0, router.size(), router) != 0)
    {
        return "";
    }
    for (const auto& [name, value] : GossipSubPreset::Get(preset).router)
    {
        if (router + name == path)
        {
            return value;
        }
    }
    return "";
}

/// A number with its unit behind it, which is an SI unit.
double
ParseQuantity(const std::string& key, const std::string& text)
{
    if (text == "true" || text == "false")
    {
        return text == "true" ? 1 : 0;
    }
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str())
    {
        throw std::domain_error(key + " is " + text + ", which is not a number");
    }
    return value;
}

} // namespace

std::string
TheoryScenario::GetText(const std::string& key) const
{
    const auto found = m_scenario.find(key);
    return found == m_scenario.end() ? "" : found->second;
}

double
TheoryScenario::GetNumber(const std::string& key) const
{
    const std::string text = GetText(key);
    if (text.empty())
    {
        throw std::domain_error("the scenario has no " + key);
    }
    const std::string classes = GetText("underlay.class_latency");
    if (key == "underlay.latency" && !classes.empty() && classes != "none")
    {
        throw std::domain_error("the case is of one latency, and classes of hosts have several");
    }
    return ParseQuantity(key, text);
}

double
TheoryScenario::GetAttribute(const std::string& path) const
{
    std::string text = GetText(path);
    text = text.empty() ? GetPresetText(GetText("preset"), path) : text;
    return ParseQuantity(path, text.empty() ? GetDefaultText(path) : text);
}

double
TheoryScenario::GetMetric(const std::string& name) const
{
    const auto found = m_metrics.find(name);
    if (found == m_metrics.end())
    {
        throw std::domain_error("the runs have no metric " + name);
    }
    return found->second;
}

double
TheoryScenario::GetNodes() const
{
    const auto found = m_metrics.find("nodes");
    return found == m_metrics.end() ? GetNumber("nodes") : found->second;
}

bool
TheoryScenario::IsGossipSub() const
{
    return GetText("mode") == "GossipSub";
}

double
TheoryScenario::GetDegree() const
{
    if (IsGossipSub())
    {
        return GetAttribute("ns3::GossipSubRouter::D");
    }
    const std::string overlay = GetText("overlay");
    if (overlay.compare(0, REGULAR.size(), REGULAR) != 0)
    {
        throw std::domain_error("the case is of a regular overlay, and this one is " + overlay);
    }
    return ParseQuantity("overlay", overlay.substr(REGULAR.size()));
}

bool
TheoryScenario::IsOfCommunities() const
{
    return GetText("protocol") == "waku";
}

double
TheoryScenario::GetShards() const
{
    if (IsOfCommunities())
    {
        return GetNumber("group_shards") +
               (GetChatMessagesPerHour() > 0 ? GetNumber("chat_shards") : 0);
    }
    return GetText("shards").empty() ? 1 : GetNumber("shards");
}

double
TheoryScenario::GetUsers() const
{
    return IsOfCommunities() ? GetNodes() : GetNodes() * GetShards();
}

double
TheoryScenario::GetChatMessagesPerHour() const
{
    return IsOfCommunities() ? GetNumber("chat_messages_per_hour") : 0;
}

double
TheoryScenario::GetControlMessagesPerHour() const
{
    const double interval = GetText("control_interval").empty() ? 0 : GetNumber("control_interval");
    return interval > 0 ? 3600 / interval : 0;
}

double
TheoryScenario::GetLightShare() const
{
    double share = 0;
    for (const char* key : {"naive_share", "selective_share"})
    {
        share += GetText(key).empty() ? 0 : GetNumber(key);
    }
    return share;
}

double
TheoryScenario::GetSelectiveShare() const
{
    const double shards = GetNumber("group_shards");
    const double ofNode = std::min(GetNumber("groups_per_user"), shards);
    const std::string size = GetText("group_size");
    if (size == "all" || size == "shard")
    {
        return 1;
    }
    // A group has as much of a shard's traffic as it has of the shard's memberships.
    return std::min(1.0, ParseQuantity("group_size", size) * shards / (GetNodes() * ofNode));
}

double
TheoryScenario::GetMessagesOfAll() const
{
    return GetUsers() *
           (GetMessagesPerHour() + GetChatMessagesPerHour() + GetControlMessagesPerHour());
}

double
TheoryScenario::GetMessagesPerHour() const
{
    const std::string key = "traffic.messages_per_hour";
    const double perHour = GetText(key).empty() ? 0 : GetNumber(key);
    return perHour > 0 ? perHour : WakuScalingParameters().messagesPerHour;
}

WakuScalingParameters
TheoryScenario::GetWakuParameters() const
{
    if (!IsOfCommunities())
    {
        CheckProtocol("waku-relay");
    }
    WakuScalingParameters parameters;
    parameters.messageSize = GetNumber("traffic.payload");
    parameters.bigMessageSize = parameters.messageSize;
    parameters.smallMessageSize = parameters.messageSize;
    parameters.messagesPerHour = GetMessagesPerHour();
    parameters.oneToOneMessagesPerHour = parameters.messagesPerHour;
    parameters.shardsPerNode = GetShards();
    parameters.shardsFilledEvenly = GetShards();
    if (IsOfCommunities())
    {
        const double groupShards = GetNumber("group_shards");
        parameters.oneToOneMessagesPerHour = GetChatMessagesPerHour();
        const bool isOfAll =
            !GetText("nodes_of_interest").empty() && GetNumber("nodes_of_interest") > 0;
        parameters.shardsPerNode =
            isOfAll ? groupShards : std::min(GetNumber("groups_per_user"), groupShards);
        parameters.shardsFilledEvenly = groupShards;
        parameters.maxNodesPerShard = GetNumber("max_nodes_per_shard");
        parameters.oneToOneShardsFilledEvenly =
            GetText("chat_filling") == "evenly" ? GetNumber("chat_shards") : 1;
    }
    if (IsGossipSub())
    {
        parameters.dLazy = GetAttribute("ns3::GossipSubRouter::D_lazy");
        parameters.mcacheGossip = GetAttribute("ns3::GossipSubRouter::McacheGossip");
    }
    return parameters;
}

WhisperScalingParameters
TheoryScenario::GetWhisperParameters() const
{
    CheckProtocol("whisper");
    WhisperScalingParameters parameters;
    parameters.envelopeSize = GetNumber("traffic.payload");
    parameters.envelopesPerMessage = GetAttribute("ns3::WhisperUser::EnvelopesPerMessage");
    parameters.messagesPerDay = 24 * GetMessagesPerHour();
    parameters.privateShare = GetAttribute("ns3::WhisperUser::PrivateShare");
    parameters.partitions = GetAttribute("ns3::WhisperUser::Partitions");
    parameters.offlineShare = GetAttribute("ns3::WhisperUser::OfflineShare");
    // Those of public chats, and the one of private messages.
    const bool hasTopics = !GetText("topics_by_user").empty();
    parameters.bloomTopics = 1 + (hasTopics ? GetNumber("topics_by_user")
                                            : GetAttribute("ns3::WhisperUser::TopicsByUser"));
    parameters.falsePositivesFromFilter = 1;
    return parameters;
}

void
TheoryScenario::CheckProtocol(const std::string& protocol) const
{
    const std::string found = GetText("protocol");
    if (found != protocol)
    {
        throw std::domain_error("the case is of " + protocol + ", and the protocol is " + found);
    }
}

} // namespace ns3
