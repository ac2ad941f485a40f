/* SPDX-License-Identifier: GPL-2.0-only */
#include "shard-overlay-helper.h"

#include "user-error.h"

#include <algorithm>
#include <string>

namespace ns3
{

ShardOverlayHelper::ShardOverlayHelper(const OverlayHelper& overlay)
    : m_overlay(overlay),
      m_random(CreateObject<UniformRandomVariable>())
{
    if (m_overlay.IsFile())
    {
        StopAtUserError("ShardOverlayHelper: overlay is " + m_overlay.GetSpec() +
                        ", not a family such as dial:10, of which each shard gets one");
    }
}

void
ShardOverlayHelper::SetStrangers(uint32_t peers)
{
    m_strangers = peers;
}

void
ShardOverlayHelper::SetAlone(const std::vector<bool>& isAlone)
{
    m_isAlone = isAlone;
}

int64_t
ShardOverlayHelper::AssignStreams(int64_t stream)
{
    const int64_t used = m_overlay.AssignStreams(stream);
    m_random->SetStream(stream + used);
    return used + 1;
}

OverlayGraph
ShardOverlayHelper::Create(uint32_t nodes, const std::vector<std::vector<uint32_t>>& members) const
{
    OverlayGraph graph(nodes);
    for (std::size_t shard = 0; shard < members.size(); shard++)
    {
        for (const uint32_t member : members[shard])
        {
            if (member >= nodes)
            {
                StopAtUserError("ShardOverlayHelper: shard " + std::to_string(shard) +
                                " has member " + std::to_string(member) + ", not one of " +
                                std::to_string(nodes) + " nodes, from 0");
            }
        }
        Connect(graph, shard, members[shard]);
    }
    for (const auto& ofShard : members)
    {
        ConnectStrangers(graph, ofShard);
    }
    return graph;
}

void
ShardOverlayHelper::Connect(OverlayGraph& graph,
                            std::size_t shard,
                            const std::vector<uint32_t>& members) const
{
    const auto count = static_cast<uint32_t>(members.size());
    if (count < 2)
    {
        return;
    }
    OverlayHelper overlay = m_overlay;
    overlay.SetSource("shard " + std::to_string(shard) + " of ShardOverlayHelper");
    if (count <= SMALL_SHARD && !OverlayHelper::FindError(m_overlay.GetSpec(), count).empty())
    {
        overlay.SetComplete();
    }
    const OverlayGraph ofShard = overlay.Create(count);
    for (const auto& [dialler, other] : ofShard.GetLinks())
    {
        graph.AddLink(members[dialler], members[other]);
    }
}

void
ShardOverlayHelper::ConnectStrangers(OverlayGraph& graph,
                                     const std::vector<uint32_t>& members) const
{
    if (m_strangers == 0 || members.empty())
    {
        return;
    }
    std::vector<bool> isMember(graph.GetNNodes(), false);
    for (const uint32_t member : members)
    {
        isMember[member] = true;
    }
    std::vector<uint32_t> choice = members;
    const std::size_t wanted = std::min<std::size_t>(m_strangers, members.size());
    for (uint32_t node = 0; node < graph.GetNNodes(); node++)
    {
        const bool isAlone = node < m_isAlone.size() && m_isAlone[node];
        for (std::size_t i = 0; i < wanted && !isMember[node] && !isAlone; i++)
        {
            const auto last = static_cast<uint32_t>(choice.size() - 1);
            std::swap(choice[i], choice[m_random->GetInteger(static_cast<uint32_t>(i), last)]);
            graph.AddLink(node, choice[i]);
        }
    }
}

} // namespace ns3
