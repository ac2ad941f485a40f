/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-partial-messages.h"

#include <algorithm>
#include <iterator>
#include <memory>

namespace ns3
{

namespace
{

/// Topics of a peer with preferences. GossipSubRouter's MaxSubscriptions is about the same.
constexpr std::size_t MAX_OPTIONS = 1024;

} // namespace

GossipSubPartialMessages::GossipSubPartialMessages(const GossipSubExtensionParameters& parameters,
                                                   GossipSubExtensionHost& host)
    : m_parameters(parameters),
      m_host(host)
{
}

void
GossipSubPartialMessages::SetTopic(const std::string& topic, TopicOptions options)
{
    options.supports = options.supports || options.requests;
    m_topics[topic] = options;
}

GossipSubPartialMessages::TopicOptions
GossipSubPartialMessages::GetTopic(const std::string& topic) const
{
    const auto found = m_topics.find(topic);
    return found == m_topics.end() ? TopicOptions() : found->second;
}

GossipSubPartialMessages::TopicOptions
GossipSubPartialMessages::GetOptionsOf(PeerId peer, const std::string& topic) const
{
    const auto options = m_options.find(peer);
    if (options == m_options.end())
    {
        return {};
    }
    const auto found = options->second.find(topic);
    return found == options->second.end() ? TopicOptions() : found->second;
}

void
GossipSubPartialMessages::AddPeer(PeerId peer)
{
    m_peers.insert(peer);
}

void
GossipSubPartialMessages::RemovePeer(PeerId peer)
{
    m_peers.erase(peer);
    m_options.erase(peer);
    m_begun.erase(peer);
    for (auto group = m_groups.begin(); group != m_groups.end();)
    {
        group->second.peers.erase(peer);
        if (group->second.creator == peer)
        {
            group->second.creator.reset();
        }
        const bool isUseless = group->second.peers.empty() && group->second.published.empty();
        group = isUseless ? Remove(group) : std::next(group);
    }
}

void
GossipSubPartialMessages::HandleSubscription(PeerId peer, const PubsubRpc::SubOpts& opts)
{
    const bool prefers = opts.subscribe && (opts.requestsPartial || opts.supportsPartial);
    if (!prefers)
    {
        const auto options = m_options.find(peer);
        if (options != m_options.end())
        {
            options->second.erase(opts.topic);
        }
        return;
    }
    std::map<std::string, TopicOptions>& options = m_options[peer];
    if (options.size() < MAX_OPTIONS || options.count(opts.topic) > 0)
    {
        options[opts.topic] = {opts.requestsPartial, opts.supportsPartial || opts.requestsPartial};
    }
}

bool
GossipSubPartialMessages::Replaces(PeerId peer, const std::string& topic) const
{
    return m_peers.count(peer) > 0 && GetTopic(topic).supports &&
           GetOptionsOf(peer, topic).requests;
}

PeerSet
GossipSubPartialMessages::GetReplaced(const std::string& topic) const
{
    PeerSet replaced;
    if (GetTopic(topic).supports)
    {
        for (const auto& [peer, options] : m_options)
        {
            if (Replaces(peer, topic))
            {
                replaced.Insert(peer);
            }
        }
    }
    return replaced;
}

GossipSubPartialMessages::Groups::iterator
GossipSubPartialMessages::Remove(Groups::iterator group)
{
    if (group->second.creator)
    {
        m_begun[*group->second.creator]--;
    }
    return m_groups.erase(group);
}

GossipSubPartialMessages::Group*
GossipSubPartialMessages::BeginGroup(PeerId peer, const GroupKey& key)
{
    const auto known = m_groups.find(key);
    if (known != m_groups.end())
    {
        return &known->second;
    }
    if (m_begun[peer] >= m_parameters.maxPartialGroupsPerPeer)
    {
        m_dropped++;
        return nullptr;
    }
    m_begun[peer]++;
    Group& group = m_groups[key];
    group.creator = peer;
    return &group;
}

void
GossipSubPartialMessages::Handle(Time now, PeerId peer, const PubsubPartialRpc& rpc)
{
    if (rpc.groupId.empty() || rpc.topic.empty())
    {
        m_host.PenaliseOnce(peer);
        return;
    }
    if (!m_handler || !m_handler->ValidatePartial(rpc))
    {
        return;
    }
    const GroupKey key(rpc.topic, rpc.groupId);
    if (rpc.partsMetadata)
    {
        Group* group = BeginGroup(peer, key);
        if (group)
        {
            group->peers[peer].received = rpc.partsMetadata;
            group->heartbeats = m_parameters.partialGroupTtl;
        }
    }
    const TopicOptions options = GetTopic(rpc.topic);
    const auto group = m_groups.find(key);
    const bool hasPublished = group != m_groups.end() && !group->second.published.empty();
    const bool serves =
        GetOptionsOf(peer, rpc.topic).requests && (options.supports || hasPublished);
    if (options.requests || serves)
    {
        m_handler->HandlePartial(now, peer, rpc);
    }
}

bool
GossipSubPartialMessages::Tell(PeerState& state, const std::string& metadata) const
{
    if (!state.sent)
    {
        state.sent = metadata;
        return true;
    }
    // Without a union, the latest is the best there is.
    const std::string united =
        m_handler ? m_handler->UniteMetadata(*state.sent, metadata).value_or(metadata) : metadata;
    const bool hasChanged = united != *state.sent;
    state.sent = united;
    return hasChanged;
}

void
GossipSubPartialMessages::Send(PeerId peer, PubsubPartialRpc partial)
{
    auto extension = std::make_shared<PubsubExtensionRpc>();
    extension->partial = std::move(partial);
    PubsubRpc rpc;
    rpc.extension = std::move(extension);
    m_host.SendExtensionRpc(peer, rpc);
}

uint32_t
GossipSubPartialMessages::Publish(const std::string& topic,
                                  const PartialMessage& message,
                                  const VirtualBytes& eager,
                                  const PeerList& peers)
{
    Group& group = m_groups[{topic, message.GetGroupId()}];
    group.heartbeats = m_parameters.partialGroupTtl;
    group.published = message.GetPartsMetadata();
    PeerSet receivers;
    if (peers.empty())
    {
        receivers = m_host.GetForwardPeers(topic);
        for (const auto& [peer, state] : group.peers)
        {
            receivers.Insert(peer);
        }
    }
    for (const PeerId peer : peers)
    {
        receivers.Insert(peer);
    }
    uint32_t count = 0;
    for (const PeerId peer : receivers)
    {
        const TopicOptions options = GetOptionsOf(peer, topic);
        const bool exchanges =
            options.requests ||
            (GetTopic(topic).requests && (options.supports || group.peers.count(peer) > 0));
        if (m_peers.count(peer) > 0 && exchanges)
        {
            count += PublishTo(peer, topic, message, eager, group);
        }
    }
    return count;
}

bool
GossipSubPartialMessages::PublishTo(PeerId peer,
                                    const std::string& topic,
                                    const PartialMessage& message,
                                    const VirtualBytes& eager,
                                    Group& group)
{
    PeerState& state = group.peers[peer];
    PubsubPartialRpc rpc;
    rpc.topic = topic;
    rpc.groupId = message.GetGroupId();
    // A peer that can send partial messages but does not want them gets none.
    const bool wants = GetOptionsOf(peer, topic).requests;
    if (wants && state.received)
    {
        const std::optional<VirtualBytes> parts = message.GetParts(*state.received);
        if (!parts)
        {
            state.received.reset();
        }
        else if (parts->GetSize() > 0)
        {
            rpc.parts = *parts;
            if (m_handler)
            {
                state.received =
                    m_handler->UniteMetadata(*state.received, message.GetPartsMetadata())
                        .value_or(*state.received);
            }
        }
    }
    else if (wants && !state.sent && eager.GetSize() > 0)
    {
        rpc.parts = eager;
    }
    if (Tell(state, message.GetPartsMetadata()))
    {
        rpc.partsMetadata = state.sent;
    }
    const bool says = rpc.parts || rpc.partsMetadata;
    if (says)
    {
        Send(peer, std::move(rpc));
    }
    return says;
}

void
GossipSubPartialMessages::Heartbeat()
{
    for (auto group = m_groups.begin(); group != m_groups.end();)
    {
        group = --group->second.heartbeats == 0 ? Remove(group) : std::next(group);
    }
    while (m_groups.size() > m_parameters.maxPartialGroups)
    {
        Remove(std::min_element(m_groups.begin(), m_groups.end(), [](const auto& a, const auto& b) {
            return a.second.heartbeats < b.second.heartbeats;
        }));
        m_dropped++;
    }
    for (auto& [key, group] : m_groups)
    {
        if (group.published.empty())
        {
            continue;
        }
        for (const PeerId peer : GetReplaced(key.first))
        {
            PeerState& state = group.peers[peer];
            if (Tell(state, group.published))
            {
                PubsubPartialRpc rpc;
                rpc.topic = key.first;
                rpc.groupId = key.second;
                rpc.partsMetadata = state.sent;
                Send(peer, std::move(rpc));
            }
        }
    }
}

} // namespace ns3
