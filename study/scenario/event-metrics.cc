/* SPDX-License-Identifier: GPL-2.0-only */
#include "event-metrics.h"

#include "ns3/compact-callback.h"
#include "ns3/p2p-node.h"
#include "ns3/simulator.h"
#include "ns3/wan-host.h"

#include <algorithm>

namespace ns3
{

const Time EventMetrics::STAY = Seconds(30);
const Time EventMetrics::JOINING = Seconds(10);

namespace
{

/// Stands for the time at which a node has left that has not.
const Time FOREVER = Time::Max();

/// Stands for that of a node that has got the message; earlier than any.
const Time DELIVERED = Time::Min();

/// Adds the mean of values, if there are any.
void
AddMean(const std::string& name,
        const Average<double>& values,
        std::map<std::string, double>& metrics)
{
    if (values.Count() > 0)
    {
        metrics[name] = values.Mean();
    }
}

} // namespace

/// Follows a node.
class EventMetrics::Visitor
{
  public:
    Visitor(EventMetrics& metrics, uint32_t index, Ptr<Application> application, WanHost* host)
        : m_metrics(metrics),
          m_index(index),
          m_host(host)
    {
        if (const auto node = DynamicCast<P2pNode>(application))
        {
            node->TraceConnectWithoutContext("Online", MakeCompactCallback<&Visitor::Online>(this));
            node->TraceConnectWithoutContext("PeerUp", MakeCompactCallback<&Visitor::PeerUp>(this));
        }
    }

    double ReadBytes() const
    {
        return m_host ? static_cast<double>(m_host->GetTxBytes() + m_host->GetRxBytes()) : 0;
    }

    /// Notes a message that was published at a time.
    void Delivered(Time published)
    {
        if (m_isJoining && !m_hasMessage && published > m_since)
        {
            m_hasMessage = true;
            m_metrics.m_toMessage.Update((Simulator::Now() - m_since).GetSeconds());
        }
    }

  private:
    void Online(bool isOnline)
    {
        m_round++;
        const Time now = Simulator::Now();
        m_metrics.Changed(m_index, isOnline);
        m_isJoining = isOnline && now > m_metrics.m_start && now + JOINING < m_metrics.m_end;
        if (!m_isJoining)
        {
            return;
        }
        m_since = now;
        m_hasPeer = false;
        m_hasMessage = false;
        Simulator::Schedule(JOINING, [this, round = m_round, before = ReadBytes()] {
            if (round == m_round)
            {
                m_metrics.m_joinBytes.Update(ReadBytes() - before);
            }
        });
    }

    void PeerUp(const PeerInfo&)
    {
        if (m_isJoining && !m_hasPeer)
        {
            m_hasPeer = true;
            m_metrics.m_toPeer.Update((Simulator::Now() - m_since).GetSeconds());
        }
    }

    EventMetrics& m_metrics;  //!< collects what is measured
    uint32_t m_index;         //!< index of the node
    WanHost* m_host;          //!< its host; may be null
    Time m_since;             //!< when it came
    uint32_t m_round{0};      //!< how often it came and went
    bool m_isJoining{false};  //!< whether it came during traffic
    bool m_hasPeer{false};    //!< whether it has had a peer since
    bool m_hasMessage{false}; //!< whether it has had a new message since
};

EventMetrics::EventMetrics(const ApplicationContainer& applications,
                           const NetDeviceContainer& devices,
                           Time start,
                           Time end)
    : m_start(start),
      m_end(end),
      m_counted(start)
{
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        m_visitors.push_back(
            std::make_unique<Visitor>(*this, i, applications.Get(i), WanHost::Of(devices.Get(i))));
    }
    Simulator::Schedule(start - Simulator::Now(), [this] { m_bytes -= ReadBytes(); });
    Simulator::Schedule(end - Simulator::Now(), [this] { m_bytes += ReadBytes(); });
}

EventMetrics::~EventMetrics() = default;

double
EventMetrics::ReadBytes() const
{
    double bytes = 0;
    for (const auto& visitor : m_visitors)
    {
        bytes += visitor->ReadBytes();
    }
    return bytes;
}

void
EventMetrics::CountPresence()
{
    const Time now = std::clamp(Simulator::Now(), m_start, m_end);
    m_onlineSeconds += m_online * std::max((now - m_counted).GetSeconds(), 0.0);
    m_counted = std::max(m_counted, now);
}

void
EventMetrics::Changed(uint32_t node, bool isOnline)
{
    CountPresence();
    m_online += isOnline ? 1 : -1;
    const Time now = Simulator::Now();
    if (now > m_start && now <= m_end)
    {
        (isOnline ? m_returns : m_departures)++;
    }
    if (isOnline)
    {
        return;
    }
    // From the latest on, since older ones have been stayed for.
    for (auto message = m_messages.rbegin();
         message != m_messages.rend() && now - message->published < STAY;
         ++message)
    {
        if (Expected* expected = FindExpected(*message, node))
        {
            expected->second = std::min(expected->second, now);
        }
    }
}

void
EventMetrics::SetSubscribed(Time, uint32_t node, const std::string& topic, bool isSubscribed)
{
    std::vector<bool>& subscribers = m_subscribers[topic];
    subscribers.resize(m_visitors.size());
    subscribers[node] = isSubscribed;
}

void
EventMetrics::Published(Time now,
                        uint32_t node,
                        const ObservedMessage& what,
                        const std::string& topic)
{
    m_index[what.key] = m_messages.size();
    Message& message = m_messages.emplace_back();
    message.published = now;
    const std::vector<bool>& subscribers = m_subscribers[topic];
    for (uint32_t i = 0; i < subscribers.size(); i++)
    {
        if (subscribers[i] && i != node)
        {
            message.nodes.emplace_back(i, FOREVER);
        }
    }
}

void
EventMetrics::Renamed(Time, uint32_t, const MessageKey& before, const MessageKey& after)
{
    auto renamed = m_index.extract(before);
    if (!renamed.empty())
    {
        renamed.key() = after;
        m_index.insert(std::move(renamed));
    }
}

void
EventMetrics::Delivered(Time, uint32_t node, const ObservedMessage& what)
{
    const auto found = m_index.find(what.key);
    if (found == m_index.end())
    {
        return;
    }
    Message& message = m_messages[found->second];
    m_visitors[node]->Delivered(message.published);
    Expected* expected = FindExpected(message, node);
    if (!expected || expected->second == DELIVERED)
    {
        m_late++;
        return;
    }
    expected->second = DELIVERED;
    message.onTime++;
    if (message.onTime == message.nodes.size())
    {
        std::vector<Expected>().swap(message.nodes);
    }
}

void
EventMetrics::Expired(Time, uint32_t, const ObservedMessage& what)
{
    const auto found = m_index.find(what.key);
    if (found != m_index.end())
    {
        m_messages[found->second].isExpired = true;
    }
}

void
EventMetrics::Forgotten(Time now, const ObservedMessage& what)
{
    const auto found = m_index.find(what.key);
    if (found == m_index.end())
    {
        return;
    }
    Message& message = m_messages[found->second];
    const uint32_t missed = CountMissed(message);
    // Bytes of a message that no node remembers may still be on their way.
    if (missed > 0 && !(message.isExpired && now - message.published >= STAY))
    {
        return;
    }
    message.missed = missed;
    std::vector<Expected>().swap(message.nodes);
    m_index.erase(found);
}

EventMetrics::Expected*
EventMetrics::FindExpected(Message& message, uint32_t node)
{
    const auto found =
        std::lower_bound(message.nodes.begin(),
                         message.nodes.end(),
                         node,
                         [](const Expected& one, uint32_t other) { return one.first < other; });
    return found == message.nodes.end() || found->first != node ? nullptr : &*found;
}

uint32_t
EventMetrics::CountMissed(const Message& message)
{
    const auto isMissed = [](const Expected& one) { return one.second == FOREVER; };
    return message.missed +
           static_cast<uint32_t>(
               std::count_if(message.nodes.begin(), message.nodes.end(), isMissed));
}

void
EventMetrics::AddTo(const std::vector<Span>& spans, std::map<std::string, double>& metrics)
{
    CountPresence();
    const double seconds = (m_end - m_start).GetSeconds();
    const auto nodes = static_cast<double>(m_visitors.size());
    metrics["online.share"] = seconds > 0 ? m_onlineSeconds / seconds / nodes : 1;
    metrics["online.departures"] = static_cast<double>(m_departures);
    metrics["online.returns"] = static_cast<double>(m_returns);
    double stayed = 0;
    double delivered = 0;
    for (const Message& message : m_messages)
    {
        stayed += message.onTime + CountMissed(message);
        delivered += message.onTime;
    }
    metrics["stayed.expected_deliveries"] = stayed;
    metrics["stayed.delivery_ratio"] = stayed > 0 ? delivered / stayed : 1;
    metrics["unexpected_deliveries"] = static_cast<double>(m_late);
    AddMean("join.peer_s", m_toPeer, metrics);
    AddMean("join.message_s", m_toMessage, metrics);
    AddMean("join.ip_bytes", m_joinBytes, metrics);
    if (m_onlineSeconds > 0)
    {
        metrics["online.ip_bytes_per_s"] = m_bytes / m_onlineSeconds;
    }
    for (const Span& span : spans)
    {
        double expected = 0;
        double missed = 0;
        std::optional<Time> healed;
        for (const Message& message : m_messages)
        {
            const uint32_t lost = CountMissed(message);
            if (message.published >= span.begin && message.published < span.end)
            {
                expected += message.onTime + lost;
                missed += lost;
            }
            else if (message.published >= span.end)
            {
                healed = lost > 0 ? std::nullopt : healed ? healed : message.published;
            }
        }
        metrics[span.name + ".missed"] = expected > 0 ? missed / expected : 0;
        if (healed)
        {
            metrics[span.name + ".heal_s"] = (*healed - span.end).GetSeconds();
        }
    }
}

} // namespace ns3
