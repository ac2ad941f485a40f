/* SPDX-License-Identifier: GPL-2.0-only */
#include "light-node-metrics.h"

#include "message-probe.h"

#include "ns3/abort.h"
#include "ns3/compact-callback.h"
#include "ns3/simulator.h"
#include "ns3/waku-light-node.h"
#include "ns3/waku-message.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3
{

namespace
{

/// Nothing that light nodes want is refused here.
const WakuFilterSubscriptions::Limits NO_LIMITS{std::numeric_limits<uint32_t>::max(),
                                                std::numeric_limits<uint32_t>::max(),
                                                Time(0)};

} // namespace

/// The sinks of one light node.
class LightNodeMetrics::Light
{
  public:
    Light(LightNodeMetrics& metrics, uint32_t index, Ptr<WakuLightNode> node)
        : m_metrics(metrics),
          m_index(index),
          m_node(node)
    {
        ConnectTraceSource(*node, "Online", MakeCompactCallback<&Light::Online>(this));
        ConnectTraceSource(*node, "Publish", MakeCompactCallback<&Light::Publish>(this));
        ConnectTraceSource(*node, "Deliver", MakeCompactCallback<&Light::Deliver>(this));
        ConnectTraceSource(*node, "Fetched", MakeCompactCallback<&Light::Fetched>(this));
        ConnectTraceSource(*node, "Result", MakeCompactCallback<&Light::Result>(this));
        ConnectTraceSource(*node->GetFilter(),
                           "CriteriaChanged",
                           MakeCompactCallback<&Light::CriteriaChanged>(this));
        Online(node->IsOnline());
    }

  private:
    void Online(bool isOnline)
    {
        m_isOnline = isOnline;
        m_metrics.m_wanted.RemoveAll(m_index);
        const WakuFilterCriteria criteria = m_node->GetFilter()->GetCriteria();
        if (isOnline && !criteria.empty())
        {
            m_metrics.m_wanted.Add(Time(0), m_index, criteria, NO_LIMITS);
        }
    }

    void CriteriaChanged(const std::string& pubsubTopic,
                         const std::string& contentTopic,
                         bool isWanted)
    {
        const WakuFilterCriteria criteria{{pubsubTopic, contentTopic}};
        if (m_isOnline && isWanted)
        {
            m_metrics.m_wanted.Add(Time(0), m_index, criteria, NO_LIMITS);
        }
        else if (m_isOnline)
        {
            m_metrics.m_wanted.Remove(Time(0), m_index, criteria);
        }
    }

    void Publish(Ptr<const PubsubMessage> message)
    {
        m_metrics.Published(*message, m_index);
    }

    void Deliver(Ptr<const PubsubMessage> message)
    {
        m_metrics.Delivered(*message, m_index);
    }

    void Fetched(Ptr<const PubsubMessage>)
    {
        m_metrics.m_fromStores++;
    }

    void Result(Ptr<const PubsubMessage>, const WakuLightpushResult& result)
    {
        m_metrics.m_notRelayed += result.IsOk() ? 0 : 1;
    }

    LightNodeMetrics& m_metrics; //!< the metrics
    uint32_t m_index;            //!< index of the light node
    Ptr<WakuLightNode> m_node;   //!< the light node
    bool m_isOnline{false};      //!< whether it is online
};

LightNodeMetrics::LightNodeMetrics(const ApplicationContainer& relays,
                                   const ApplicationContainer& lights)
{
    for (auto relay = relays.Begin(); relay != relays.End(); ++relay)
    {
        ConnectTraceSource(**relay,
                           "Publish",
                           MakeCompactCallback<&LightNodeMetrics::PublishedByRelay>(this));
        const auto node = DynamicCast<P2pNode>(*relay);
        const auto lightpush = node->FindProtocol<WakuLightpushProtocol>();
        if (lightpush)
        {
            ConnectTraceSource(*lightpush,
                               "Proved",
                               MakeCompactCallback<&LightNodeMetrics::Proved>(this));
        }
    }
    for (uint32_t i = 0; i < lights.GetN(); i++)
    {
        const auto light = DynamicCast<WakuLightNode>(lights.Get(i));
        NS_ABORT_MSG_UNLESS(light, "LightNodeMetrics: application " << i << " is no WakuLightNode");
        m_lights.push_back(std::make_unique<Light>(*this, i, light));
    }
}

LightNodeMetrics::~LightNodeMetrics() = default;

void
LightNodeMetrics::PublishedByRelay(Ptr<const PubsubMessage> message)
{
    Published(*message, MessageObserver::UNKNOWN);
}

void
LightNodeMetrics::Proved(Ptr<const PubsubMessage> before, Ptr<const PubsubMessage> after)
{
    auto message = m_messages.extract(before->GetId().GetKey());
    if (!message.empty())
    {
        message.key() = after->GetId().GetKey();
        m_messages.insert(std::move(message));
    }
}

void
LightNodeMetrics::Published(const PubsubMessage& message, uint32_t publisher)
{
    WakuMessage content;
    if (!WakuMessage::Decode(message.GetData(), content))
    {
        return;
    }
    m_published++;
    Message& noted = m_messages[message.GetId().GetKey()];
    noted.published = Simulator::Now();
    noted.missing = m_wanted.Find(message.GetTopic(), content.contentTopic);
    noted.missing.erase(std::remove(noted.missing.begin(), noted.missing.end(), publisher),
                        noted.missing.end());
    m_expected += noted.missing.size();
}

void
LightNodeMetrics::Delivered(const PubsubMessage& message, uint32_t light)
{
    const auto noted = m_messages.find(message.GetId().GetKey());
    if (noted == m_messages.end())
    {
        m_unexpected++;
        return;
    }
    auto& missing = noted->second.missing;
    const auto found = std::lower_bound(missing.begin(), missing.end(), light);
    if (found == missing.end() || *found != light)
    {
        m_unexpected++;
        return;
    }
    missing.erase(found);
    m_delivered++;
    m_latency.Add(Simulator::Now() - noted->second.published);
}

void
LightNodeMetrics::WriteText(std::ostream& os) const
{
    os << m_lights.size() << " light nodes, " << m_published << " messages\n"
       << "delivered           " << m_delivered << " of " << m_expected << " expected deliveries\n"
       << "from stores         " << m_fromStores << "\n"
       << "not relayed         " << m_notRelayed << "\n";
    if (m_latency.GetCount() > 0)
    {
        os << "latency             median " << m_latency.GetPercentile(50) << " s, 95 % "
           << m_latency.GetPercentile(95) << " s, largest " << m_latency.GetMax() << " s\n";
    }
}

} // namespace ns3
