/* SPDX-License-Identifier: GPL-2.0-only */
#include "view-recorder.h"

#include "message-probe.h"
#include "view-column.h"

#include "ns3/abort.h"
#include "ns3/coordinate-wan-latency.h"
#include "ns3/region-wan-latency.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-host.h"
#include "ns3/wan-ranks.h"

#include <algorithm>
#include <sstream>

namespace ns3
{

ViewRecorder::ViewRecorder(const ApplicationContainer& applications,
                           const NetDeviceContainer& devices,
                           const Limits& limits,
                           const std::vector<MessageFeed::Protocol>& protocols)
    : m_sample(applications.GetN(), limits.nodes),
      m_messages(m_sample, m_topics, limits.messages),
      m_network(m_topics),
      m_traffic(m_sample, devices)
{
    NS_ABORT_MSG_IF(WanRanks::GetSize() > 1, "ViewRecorder: can't record a distributed simulation");
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        m_isHostile.push_back(ViewNodeWatch::GetRole(applications.Get(i)).isHostile);
    }
    // Adversaries and others without messages of their own are nodes too.
    std::vector<MessageFeed::Protocol> all = protocols;
    all.emplace_back([](MessageFeed& feed, uint32_t node, const Ptr<Application>&) {
        return std::make_unique<MessageProbe>(feed, node);
    });
    m_feed = std::make_unique<MessageFeed>(applications,
                                           devices,
                                           std::vector<MessageObserver*>{this},
                                           all);
    const ViewNodeWatch::Sinks sinks{*m_feed, m_sample, m_network, m_traffic};
    for (uint32_t i = 0; i < m_sample.GetSize(); i++)
    {
        m_watch.push_back(
            std::make_unique<ViewNodeWatch>(sinks, i, applications.Get(m_sample.GetNodes()[i])));
    }
    Describe(applications, devices);
}

ViewRecorder::~ViewRecorder() = default;

void
ViewRecorder::Describe(const ApplicationContainer& applications, const NetDeviceContainer& devices)
{
    for (const uint32_t node : m_sample.GetNodes())
    {
        const ViewNodeWatch::Role role = ViewNodeWatch::GetRole(applications.Get(node));
        m_roles.emplace_back(role.name, role.isHostile);
        const Ptr<NetDevice> device = node < devices.GetN() ? devices.Get(node) : nullptr;
        const WanHost* host = device ? WanHost::Of(device) : nullptr;
        const auto channel = host ? DynamicCast<WanChannel>(device->GetChannel()) : nullptr;
        const auto latency = channel ? channel->GetLatencyModel() : nullptr;
        const auto byRegion = DynamicCast<RegionWanLatency>(latency);
        const auto byPlace = DynamicCast<CoordinateWanLatency>(latency);
        if (byRegion && byRegion->GetRegions())
        {
            m_regions.push_back(byRegion->GetRegions()->GetRegion(host->GetHostIndex()));
            for (uint32_t i = m_regionNames.size(); i < byRegion->GetRegions()->GetNRegions(); i++)
            {
                m_regionNames.push_back(byRegion->GetRegions()->GetName(i));
            }
        }
        else if (byPlace)
        {
            const Vector place = byPlace->GetPosition(host->GetHostIndex());
            m_places.emplace_back(place.x, place.y);
        }
    }
}

void
ViewRecorder::SetRole(uint32_t node, const std::string& role, bool isHostile)
{
    m_isHostile.at(node) = isHostile;
    const uint32_t position = m_sample.GetPosition(node);
    if (position != ViewSample::NONE)
    {
        m_roles[position] = {role, isHostile};
    }
}

void
ViewRecorder::AddMark(Time time, const std::string& text)
{
    m_marks.emplace_back(time.GetSeconds(), text);
}

void
ViewRecorder::AddSetting(const std::string& name, const std::string& value)
{
    m_settings.emplace_back(name, value);
}

void
ViewRecorder::SetSubscribed(Time now, uint32_t node, const std::string& topic, bool isSubscribed)
{
    if (!m_isHostile.at(node))
    {
        m_messages.SetSubscribed(now, node, topic, isSubscribed);
    }
}

void
ViewRecorder::Published(Time now,
                        uint32_t node,
                        const ObservedMessage& message,
                        const std::string& topic)
{
    m_messages.Published(now, node, message, topic);
}

void
ViewRecorder::Renamed(Time now, uint32_t node, const MessageKey& before, const MessageKey& after)
{
    m_messages.Renamed(now, node, before, after);
}

void
ViewRecorder::Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& message)
{
    m_messages.Sent(now, node, to, message);
    if (m_sample.GetPosition(node) != ViewSample::NONE)
    {
        m_traffic.AddMessage(now, message.size);
    }
}

void
ViewRecorder::ReceivedFirst(Time now, uint32_t node, uint32_t from, const ObservedMessage& message)
{
    m_messages.ReceivedFirst(now, node, from, message);
}

void
ViewRecorder::ReceivedAgain(Time now, uint32_t node, uint32_t from, const ObservedMessage& message)
{
    m_messages.ReceivedAgain(now, node, from, message);
}

void
ViewRecorder::ReceivedAside(Time now, uint32_t node, uint32_t from, const ObservedMessage& message)
{
    m_messages.ReceivedAside(now, node, from, message);
}

void
ViewRecorder::Delivered(Time now, uint32_t node, const ObservedMessage& message)
{
    m_messages.Delivered(now, node, message);
}

std::vector<std::string>
ViewRecorder::GetNotes() const
{
    std::vector<std::string> notes;
    const auto add = [&notes](uint64_t shown, uint64_t all, const std::string& what) {
        if (shown < all)
        {
            notes.push_back(std::to_string(shown) + " of " + std::to_string(all) + " " + what +
                            " are shown, chosen evenly; the run summary has all of them.");
        }
    };
    add(m_sample.GetSize(), m_sample.GetTotal(), "nodes");
    add(m_messages.GetNKept(), m_messages.GetNPublished(), "messages");
    if (m_messages.IsTruncated())
    {
        notes.push_back(
            "A message has more transfers than are recorded; its last ones are missing.");
    }
    if (m_network.IsTruncated())
    {
        notes.push_back("There were more connections or changes of meshes and presence than are "
                        "recorded; the last ones are missing.");
    }
    return notes;
}

void
ViewRecorder::WriteNodes(std::ostream& out) const
{
    std::vector<Role> kinds;
    std::vector<uint32_t> kindOfNode;
    for (const Role& role : m_roles)
    {
        const auto kind = std::find(kinds.begin(), kinds.end(), role);
        kindOfNode.push_back(static_cast<uint32_t>(kind - kinds.begin()));
        if (kind == kinds.end())
        {
            kinds.push_back(role);
        }
    }
    const bool isSample = m_sample.GetSize() < m_sample.GetTotal();
    out << "\"nodes\":{\"total\":" << m_sample.GetTotal() << ",\"shown\":" << m_sample.GetSize()
        << ",\n\"index\":";
    ViewColumn::WriteNumbers(out, isSample ? m_sample.GetNodes() : std::vector<uint32_t>());
    out << ",\n\"roles\":";
    ViewColumn::WriteList(out, kinds, [&out](const Role& role) {
        out << "{\"name\":";
        ViewColumn::WriteText(out, role.first);
        out << ",\"hostile\":" << (role.second ? "true" : "false") << "}";
    });
    out << ",\n\"role\":";
    ViewColumn::WriteNumbers(out, kindOfNode);
    out << ",\n\"regions\":";
    ViewColumn::WriteList(out, m_regionNames, [&out](const std::string& name) {
        ViewColumn::WriteText(out, name);
    });
    out << ",\n\"region\":";
    ViewColumn::WriteNumbers(out, m_regions);
    out << ",\n\"place\":";
    ViewColumn::WriteList(out, m_places, [&out](const std::pair<double, double>& place) {
        ViewColumn::WriteReals(out, {place.first, place.second});
    });
    out << "}";
}

void
ViewRecorder::WriteJson(std::ostream& out, const RunSummary& summary)
{
    m_traffic.Finish(Simulator::Now());
    const auto precision = out.precision(9);
    out << "{\"format\":\"waku-view\",\"version\":" << VERSION
        << ",\"time_unit_s\":" << ViewMessages::TIME_UNIT
        << ",\"end_s\":" << Simulator::Now().GetSeconds() << ",\n\"protocol\":";
    ViewColumn::WriteText(out, summary.protocol);
    out << ",\n\"settings\":";
    ViewColumn::WriteList(out, m_settings, [&out](const auto& setting) {
        out << "[";
        ViewColumn::WriteText(out, setting.first);
        out << ",";
        ViewColumn::WriteText(out, setting.second);
        out << "]";
    });
    out << ",\n\"notes\":";
    ViewColumn::WriteList(out, GetNotes(), [&out](const std::string& note) {
        ViewColumn::WriteText(out, note);
    });
    out << ",\n\"marks\":";
    ViewColumn::WriteList(out, m_marks, [&out](const auto& mark) {
        out << "{\"time_s\":" << mark.first << ",\"text\":";
        ViewColumn::WriteText(out, mark.second);
        out << "}";
    });
    out << ",\n\"summary\":";
    std::ostringstream summaryText;
    summary.WriteJson(summaryText);
    for (const char letter : summaryText.str())
    {
        // It can only be in a string.
        letter == '<' ? out << "\\u003c" : out << letter;
    }
    out << ",";
    WriteNodes(out);
    out << ",\n\"topics\":";
    ViewColumn::WriteList(out, m_topics.GetNames(), [&out](const std::string& name) {
        ViewColumn::WriteText(out, name);
    });
    out << ",\n";
    m_network.Write(out);
    out << ",\n";
    m_traffic.Write(out);
    out << ",\n";
    m_messages.Write(out);
    out << "}\n";
    out.precision(precision);
}

} // namespace ns3
