/* SPDX-License-Identifier: GPL-2.0-only */
#include "view-network.h"

#include "view-column.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

/// Writes a member of a JSON object that is a column.
template <typename List, typename Get>
void
WriteColumn(std::ostream& out, const char* name, const List& list, Get get)
{
    out << '"' << name << "\":";
    ViewColumn::WriteList(out, list, [&](const auto& element) {
        using Value = decltype(get(element));
        if constexpr (std::is_floating_point_v<Value>)
        {
            std::isnan(get(element)) ? out << "null" : out << get(element);
        }
        else
        {
            out << get(element);
        }
    });
}

} // namespace

ViewNetwork::ViewNetwork(ViewTopics& topics)
    : m_topics(topics)
{
}

void
ViewNetwork::PeerUp(Time now, uint32_t node, uint32_t peer)
{
    const Pair ends = std::minmax(node, peer);
    const auto open = m_open.find(ends);
    if (open != m_open.end())
    {
        open->second.ends++;
        return;
    }
    if (m_links.size() >= MOST)
    {
        m_isTruncated = true;
        return;
    }
    m_open.emplace(ends, OpenLink{m_links.size()});
    m_links.push_back({ends.first, ends.second, now.GetSeconds()});
}

void
ViewNetwork::PeerDown(Time now, uint32_t node, uint32_t peer)
{
    const auto member = m_members.find({node, peer});
    if (member != m_members.end())
    {
        for (const uint32_t topic : member->second)
        {
            Add(m_mesh, {now.GetSeconds(), node, peer, topic, false});
        }
        m_members.erase(member);
    }
    const auto open = m_open.find(std::minmax(node, peer));
    if (open != m_open.end() && --open->second.ends == 0)
    {
        m_links[open->second.index].down = now.GetSeconds();
        m_open.erase(open);
    }
}

void
ViewNetwork::Add(std::vector<Change>& changes, const Change& change)
{
    if (changes.size() < MOST)
    {
        changes.push_back(change);
    }
    else
    {
        m_isTruncated = true;
    }
}

void
ViewNetwork::MeshChanged(Time now,
                         uint32_t node,
                         uint32_t peer,
                         const std::string& topic,
                         bool isMember)
{
    const uint32_t number = m_topics.Add(topic);
    std::set<uint32_t>& topics = m_members[{node, peer}];
    if (isMember ? topics.insert(number).second : topics.erase(number) > 0)
    {
        Add(m_mesh, {now.GetSeconds(), node, peer, number, isMember});
    }
}

void
ViewNetwork::Gossiped(uint32_t node, uint32_t peer, bool isRequest)
{
    auto& counts = m_gossip[{node, peer}];
    (isRequest ? counts.second : counts.first)++;
}

void
ViewNetwork::Scored(uint32_t node, uint32_t peer, double score)
{
    const auto [known, isNew] = m_scores.emplace(Pair(node, peer), std::make_pair(score, score));
    known->second = {score, std::min(score, known->second.second)};
}

void
ViewNetwork::PresenceChanged(Time now, uint32_t node, bool isOnline)
{
    Add(m_presence, {now.GetSeconds(), node, 0, 0, isOnline});
}

std::set<std::pair<uint32_t, uint32_t>>
ViewNetwork::GetPairs() const
{
    std::set<Pair> pairs;
    for (const Link& link : m_links)
    {
        pairs.emplace(link.a, link.b);
    }
    return pairs;
}

void
ViewNetwork::WriteChanges(std::ostream& out, const std::vector<Change>& changes, bool ofMesh)
{
    WriteColumn(out, "time_s", changes, [](const Change& change) { return change.time; });
    out << ",";
    WriteColumn(out, "node", changes, [](const Change& change) { return change.node; });
    out << ",";
    if (ofMesh)
    {
        WriteColumn(out, "peer", changes, [](const Change& change) { return change.peer; });
        out << ",";
        WriteColumn(out, "topic", changes, [](const Change& change) { return change.topic; });
        out << ",";
    }
    WriteColumn(out, ofMesh ? "in" : "online", changes, [](const Change& change) {
        return change.isIn ? 1 : 0;
    });
}

void
ViewNetwork::Write(std::ostream& out) const
{
    const auto first = [](const auto& entry) { return entry.first.first; };
    const auto second = [](const auto& entry) { return entry.first.second; };
    out << "\"links\":{";
    WriteColumn(out, "a", m_links, [](const Link& link) { return link.a; });
    out << ",";
    WriteColumn(out, "b", m_links, [](const Link& link) { return link.b; });
    out << ",";
    WriteColumn(out, "up_s", m_links, [](const Link& link) { return link.up; });
    out << ",";
    WriteColumn(out, "down_s", m_links, [](const Link& link) { return link.down; });
    out << "},\n\"mesh\":{";
    WriteChanges(out, m_mesh, true);
    out << "},\n\"presence\":{";
    WriteChanges(out, m_presence, false);
    out << "},\n\"gossip\":{";
    WriteColumn(out, "node", m_gossip, first);
    out << ",";
    WriteColumn(out, "peer", m_gossip, second);
    out << ",";
    WriteColumn(out, "ihave", m_gossip, [](const auto& entry) { return entry.second.first; });
    out << ",";
    WriteColumn(out, "iwant", m_gossip, [](const auto& entry) { return entry.second.second; });
    out << "},\n\"scores\":{";
    WriteColumn(out, "node", m_scores, first);
    out << ",";
    WriteColumn(out, "peer", m_scores, second);
    out << ",";
    WriteColumn(out, "last", m_scores, [](const auto& entry) { return entry.second.first; });
    out << ",";
    WriteColumn(out, "least", m_scores, [](const auto& entry) { return entry.second.second; });
    out << "}";
}

} // namespace ns3
