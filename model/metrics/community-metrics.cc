/* SPDX-License-Identifier: GPL-2.0-only */
#include "community-metrics.h"

#include "message-probe.h"

#include "ns3/abort.h"
#include "ns3/callback.h"
#include "ns3/compact-callback.h"
#include "ns3/simulator.h"
#include "ns3/waku-lightpush-protocol.h"
#include "ns3/waku-relay-history.h"
#include "ns3/waku-relay.h"

#include <algorithm>
#include <utility>

namespace ns3
{

/// The sink of a user's node.
class CommunityMetrics::User
{
  public:
    User(CommunityMetrics& metrics, uint32_t number, Application& node)
        : m_metrics(metrics),
          m_number(number)
    {
        ConnectTraceSource(node, "Deliver", MakeCompactCallback<&User::Deliver>(this));
        if (const auto history = node.GetObject<WakuRelayHistory>())
        {
            ConnectTraceSource(*history, "Fetched", MakeCompactCallback<&User::Deliver>(this));
        }
    }

  private:
    void Deliver(Ptr<const PubsubMessage> message)
    {
        m_metrics.Delivered(m_number, *message);
    }

    CommunityMetrics& m_metrics; //!< the metrics
    uint32_t m_number;           //!< number of the user
};

double
CommunityMetrics::Counts::GetSeenRatio() const
{
    const uint64_t decided = seen + missed;
    return decided == 0 ? 1 : static_cast<double>(seen) / static_cast<double>(decided);
}

CommunityMetrics::Counts&
CommunityMetrics::Counts::operator+=(const Counts& other)
{
    expected += other.expected;
    seen += other.seen;
    missed += other.missed;
    latency.Merge(other.latency);
    return *this;
}

CommunityMetrics::CommunityMetrics(Ptr<WakuCommunities> communities,
                                   const ApplicationContainer& applications,
                                   Time lifetime)
    : m_communities(communities),
      m_lifetime(lifetime)
{
    NS_ABORT_MSG_IF(applications.GetN() != communities->GetNUsers(),
                    "CommunityMetrics: there are " << applications.GetN() << " applications for "
                                                   << communities->GetNUsers() << " users");
    communities->TraceConnectWithoutContext("GroupMessage",
                                            MakeCallback(&CommunityMetrics::GroupMessage, this));
    communities->TraceConnectWithoutContext("ChatMessage",
                                            MakeCallback(&CommunityMetrics::ChatMessage, this));
    for (uint32_t user = 0; user < applications.GetN(); user++)
    {
        if (applications.Get(user)->GetNode())
        {
            m_users.push_back(std::make_unique<User>(*this, user, *applications.Get(user)));
        }
        const auto relay = DynamicCast<WakuRelay>(applications.Get(user));
        const auto lightpush = relay ? relay->FindProtocol<WakuLightpushProtocol>() : nullptr;
        if (lightpush)
        {
            ConnectTraceSource(*lightpush,
                               "Proved",
                               MakeCompactCallback<&CommunityMetrics::Proved>(this));
        }
    }
}

CommunityMetrics::~CommunityMetrics() = default;

CommunityMetrics::Counts&
CommunityMetrics::Of(uint32_t user)
{
    return m_counts[static_cast<std::size_t>(m_communities->GetKinds().Get(user))];
}

CommunityMetrics::Counts
CommunityMetrics::GetAll() const
{
    Counts sum;
    for (const Counts& counts : m_counts)
    {
        sum += counts;
    }
    return sum;
}

void
CommunityMetrics::GroupMessage(uint32_t user, uint32_t group, Ptr<const PubsubMessage> message)
{
    const auto& users = m_communities->GetGroups()[group].users;
    const auto others = static_cast<uint32_t>(users.size() - 1);
    Message noted{Simulator::Now(), false, group, user, others, {}};
    noted.hasSeen.resize(users.size(), false);
    for (const uint32_t receiver : users)
    {
        Of(receiver).expected += receiver == user ? 0 : 1;
    }
    Note(message->GetId().GetKey(), std::move(noted));
}

void
CommunityMetrics::ChatMessage(uint32_t user, uint32_t receiver, Ptr<const PubsubMessage> message)
{
    Of(receiver).expected++;
    Note(message->GetId().GetKey(), {Simulator::Now(), true, receiver, user, 1, {}});
}

void
CommunityMetrics::Proved(Ptr<const PubsubMessage> before, Ptr<const PubsubMessage> after)
{
    auto message = m_messages.extract(before->GetId().GetKey());
    if (!message.empty())
    {
        message.key() = after->GetId().GetKey();
        m_all.emplace_back(message.mapped().published, message.key());
        m_messages.insert(std::move(message));
    }
}

void
CommunityMetrics::Note(const MessageKey& key, Message message)
{
    Expire(message.published);
    if (message.left > 0)
    {
        m_all.emplace_back(message.published, key);
        m_messages[key] = std::move(message);
    }
}

bool
CommunityMetrics::Take(Message& message, uint32_t user) const
{
    if (message.isChat)
    {
        return user == message.target;
    }
    const auto& users = m_communities->GetGroups()[message.target].users;
    const auto found = std::lower_bound(users.begin(), users.end(), user);
    if (user == message.sender || found == users.end() || *found != user)
    {
        return false;
    }
    const auto place = static_cast<std::size_t>(found - users.begin());
    const bool isFirst = !message.hasSeen[place];
    message.hasSeen[place] = true;
    return isFirst;
}

void
CommunityMetrics::Delivered(uint32_t user, const PubsubMessage& delivered)
{
    const Time now = Simulator::Now();
    Expire(now);
    const MessageKey& key = delivered.GetId().GetKey();
    const auto found = m_messages.find(key);
    if (found == m_messages.end())
    {
        m_late += m_expired.count(key);
        return;
    }
    Message& message = found->second;
    if (!Take(message, user))
    {
        return;
    }
    Counts& counts = Of(user);
    counts.seen++;
    counts.latency.Add(now - message.published);
    if (--message.left == 0)
    {
        m_messages.erase(found);
    }
}

void
CommunityMetrics::Expire(Time now)
{
    while (!m_lifetime.IsZero() && !m_all.empty() && m_all.front().first + m_lifetime < now)
    {
        const MessageKey key = m_all.front().second;
        m_all.pop_front();
        const auto found = m_messages.find(key);
        if (found != m_messages.end())
        {
            Miss(found->second);
            m_messages.erase(found);
            m_expired.insert(key);
        }
    }
}

void
CommunityMetrics::Miss(const Message& message)
{
    if (message.isChat)
    {
        Of(message.target).missed++;
        return;
    }
    const auto& users = m_communities->GetGroups()[message.target].users;
    for (std::size_t i = 0; i < users.size(); i++)
    {
        Of(users[i]).missed += users[i] != message.sender && !message.hasSeen[i] ? 1 : 0;
    }
}

void
CommunityMetrics::Close()
{
    Expire(Simulator::Now());
    if (!m_lifetime.IsZero())
    {
        return;
    }
    for (const auto& [published, key] : m_all)
    {
        const auto found = m_messages.find(key);
        if (found != m_messages.end())
        {
            Miss(found->second);
            m_messages.erase(found);
        }
    }
    m_all.clear();
}

} // namespace ns3
