/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-absence.h"

#include "ns3/compact-callback.h"
#include "ns3/double.h"
#include "ns3/lazy-uniform.h"
#include "ns3/simulator.h"
#include "ns3/waku-clock.h"
#include "ns3/waku-message.h"
#include "ns3/waku-reconciliation-protocol.h"
#include "ns3/waku-transfer-protocol.h"

#include <algorithm>
#include <set>

namespace ns3
{

namespace
{

/// First stream number of messages of before the simulation, one for each topic.
constexpr int64_t ABSENCE_STREAM = 3700000000;

/// Number of the node that has published them, which no node has.
constexpr uint32_t NOBODY = UINT32_MAX;

/// The stores have at least so much of the past, as stores that synchronise an hour would.
const Time LEAST_PAST = Hours(1) + Minutes(2);

/// What a client asks for before the time that it was away.
const Time OVERLAP_PAST = Minutes(1);

} // namespace

std::vector<ScenarioKey>
WakuAbsence::GetKeys()
{
    using namespace ScenarioKeys;
    return {
        Make("away",
             away,
             "how long users with light nodes were away when they come back, which is when traffic "
             "ends; 0s for nobody is away"),
        Make("store_sync", storeSync, "whether the stores of service nodes synchronise"),
        Make("store_resume",
             storeResume,
             "whether the store that was down asks others for what it missed, as one that is back "
             "online"),
        Make("store_outage",
             storeOutage,
             "how long the store of the first service node was down when the simulation begins"),
        Make("store_dies",
             storeDies,
             "whether the first service node fails a second after the users are back"),
    };
}

void
WakuAbsence::Check(uint32_t services,
                   double lights,
                   bool hasSessions,
                   const TrafficPart& traffic) const
{
    if ((storeSync || storeResume || storeDies || !storeOutage.IsZero() || !away.IsZero()) &&
        services == 0)
    {
        throw ScenarioError("service_nodes",
                            "service_nodes is 0, not at least 1, which away, store_sync, "
                            "store_resume, store_outage and store_dies need");
    }
    if ((storeDies || storeResume || !storeOutage.IsZero()) && away.IsZero())
    {
        throw ScenarioError("away",
                            "away is 0s, and store_resume, store_outage and store_dies need users "
                            "who are away");
    }
    if (away.IsZero())
    {
        return;
    }
    if (lights == 0)
    {
        throw ScenarioError("selective_share",
                            "naive_share and selective_share are 0, and users who are away have "
                            "light nodes");
    }
    if (hasSessions)
    {
        throw ScenarioError("online_time", "online_time is above 0s, and goes without away");
    }
    if (!traffic.IsPoisson())
    {
        throw ScenarioError("away",
                            "away goes with traffic.messages_per_hour, not with messages at "
                            "intervals");
    }
}

void
WakuAbsence::SetUp(WakuNodeHelper& service) const
{
    if (storeSync)
    {
        service.SynchronizeStore();
    }
    if (storeResume)
    {
        service.ResumeStore();
    }
}

void
WakuAbsence::ConnectStores(const WakuNodeHelper& service,
                           const ApplicationContainer& nodes,
                           const std::vector<Ipv4Address>& addresses,
                           uint32_t services) const
{
    if (!storeSync && !storeResume)
    {
        return;
    }
    ApplicationContainer stores;
    for (uint32_t i = 0; i < services; i++)
    {
        stores.Add(nodes.Get(i));
    }
    service.ConnectStores(stores, {addresses.begin(), addresses.begin() + services});
}

WakuComeBack::WakuComeBack(const WakuAbsence& absence,
                           const TrafficPart& traffic,
                           Ptr<WakuCommunities> communities,
                           const ApplicationContainer& nodes,
                           uint32_t stores)
    : m_absence(absence),
      m_traffic(traffic),
      m_communities(communities),
      m_back(traffic.warmup + traffic.GetDuration())
{
    for (uint32_t i = 0; i < nodes.GetN(); i++)
    {
        const auto node = DynamicCast<P2pNode>(nodes.Get(i));
        if (i < stores)
        {
            m_storeNodes.push_back(node);
            m_stores.push_back(node->FindProtocol<WakuStoreProtocol>());
        }
        else if (const auto light = DynamicCast<WakuLightNode>(node))
        {
            m_users.emplace_back();
            m_users.back().run = this;
            m_users.back().light = light;
            m_users.back().node = i;
            TimeValue settle;
            light->GetAttribute("FetchSettle", settle);
            m_users.back().rounds = settle.Get().IsZero() ? 1 : 2;
        }
    }
    for (const char* source : {"GroupMessage", "ChatMessage"})
    {
        communities->TraceConnectWithoutContext(
            source,
            MakeCompactCallback<&WakuComeBack::Published>(this));
    }
    Fill();
    Schedule();
}

WakuComeBack::~WakuComeBack() = default;

void
WakuComeBack::Measure(const MessageTracker& tracker)
{
    m_tracker = &tracker;
}

bool
WakuComeBack::IsMissed(int64_t timestamp) const
{
    return timestamp >= ToWakuTimestamp(WAKU_UNIX_EPOCH, m_back - m_absence.away) &&
           timestamp < ToWakuTimestamp(WAKU_UNIX_EPOCH, m_back);
}

void
WakuComeBack::Fill()
{
    const Time left = m_back - m_absence.away - OVERLAP_PAST;
    const Time from =
        std::min({left, Time(0) - LEAST_PAST, Time(0) - m_absence.storeOutage - OVERLAP_PAST});
    const WakuSharding sharding = m_communities->GetSharding();
    for (const WakuCommunities::Group& group : m_communities->GetGroups())
    {
        double perHour = 0;
        for (const uint32_t user : group.users)
        {
            perHour += m_traffic.messagesPerHour /
                       static_cast<double>(m_communities->GetGroupsOf(user).size());
        }
        const auto shard = sharding.FindShard(group.contentTopic);
        FillTopic({shard->ToTopic(), group.contentTopic}, perHour, from);
    }
    DoubleValue chat;
    m_communities->GetAttribute("ChatMessagesPerHour", chat);
    for (uint32_t user = 0; user < m_communities->GetNUsers() && chat.Get() > 0; user++)
    {
        const std::string topic = m_communities->GetChatTopic(user);
        FillTopic({sharding.FindShard(topic)->ToTopic(), topic}, chat.Get(), from);
    }
}

void
WakuComeBack::FillTopic(const Topic& topic, double perHour, Time from)
{
    LazyUniform random;
    random.SetStream(ABSENCE_STREAM + static_cast<int64_t>(m_missed.size()));
    uint64_t& missed = m_missed[topic];
    if (perHour == 0)
    {
        return;
    }
    const auto next = [&random, perHour] {
        return Seconds(random.GetExponential(Hours(1).GetSeconds() / perHour));
    };
    const Time down = Time(0) - m_absence.storeOutage;
    for (Time at = from + next(); at < Time(0); at += next())
    {
        WakuMessage message;
        message.contentTopic = topic.second;
        message.timestamp = ToWakuTimestamp(WAKU_UNIX_EPOCH, at);
        message.SetUniquePayload(NOBODY, m_filled++, m_traffic.payload);
        const auto stored = WakuStoredMessage::Make(topic.first, message.Encode());
        for (std::size_t i = 0; i < m_stores.size(); i++)
        {
            if (i > 0 || at < down)
            {
                m_stores[i]->GetArchive()->Add(Time(0), stored);
            }
        }
        missed += IsMissed(message.timestamp) ? 1 : 0;
    }
}

void
WakuComeBack::Schedule()
{
    const Time left = m_back - m_absence.away;
    for (User& user : m_users)
    {
        user.light->TraceConnectWithoutContext("Fetched",
                                               MakeCompactCallback<&User::Fetched>(&user));
        user.light->TraceConnectWithoutContext("Recovered",
                                               MakeCompactCallback<&User::Recovered>(&user));
        if (left > Time(0))
        {
            Simulator::Schedule(left, [light = user.light] { light->GoOffline(); });
        }
        else
        {
            user.light->WasOnline(left);
            user.light->GoOffline();
        }
        Simulator::Schedule(m_back, [&user] {
            user.before = user.ReadBytes();
            user.light->GoOnline();
        });
    }
    Simulator::Schedule(m_back, [this] { CompareStores(); });
    if (m_absence.storeResume)
    {
        // When connections have had time to come up.
        Simulator::Schedule(Seconds(1),
                            [this] { m_stores.front()->Resume(Time(0) - m_absence.storeOutage); });
    }
    if (m_absence.storeDies)
    {
        Simulator::Schedule(m_back + Seconds(1),
                            [node = m_storeNodes.front()] { node->GoOffline(); });
    }
}

void
WakuComeBack::Published(uint32_t, uint32_t, Ptr<const PubsubMessage> message)
{
    WakuMessage content;
    if (WakuMessage::Decode(message->GetData(), content) && IsMissed(content.timestamp))
    {
        m_missed[{message->GetTopic(), content.contentTopic}]++;
    }
}

double
WakuComeBack::User::ReadBytes() const
{
    return run->m_tracker ? static_cast<double>(run->m_tracker->GetIngress(node).ip) : 0;
}

void
WakuComeBack::User::Fetched(Ptr<const PubsubMessage> message)
{
    WakuMessage content;
    if (WakuMessage::Decode(message->GetData(), content) && run->IsMissed(content.timestamp))
    {
        fetched++;
    }
    took = Simulator::Now() - run->m_back;
}

void
WakuComeBack::User::Recovered(const WakuRecovery& recovery)
{
    rounds -= rounds > 0 ? 1 : 0;
    isComplete = isComplete && recovery.isComplete;
    took = took.IsZero() ? recovery.took : took;
    bytes = ReadBytes() - before;
}

void
WakuComeBack::CompareStores()
{
    std::set<MessageId> all;
    for (const Ptr<WakuStoreProtocol>& store : m_stores)
    {
        auto place = store->GetArchive()->GetIndex().FindBefore({INT64_MIN, MessageId()});
        for (; const WakuStoredMessage* message = place.GetNext(); place.GoForward())
        {
            all.insert(message->GetHash());
        }
        m_served.push_back(store->GetNServedEntries());
    }
    m_all = static_cast<double>(all.size());
    for (const Ptr<WakuStoreProtocol>& store : m_stores)
    {
        m_lacking =
            std::max(m_lacking, m_all - static_cast<double>(store->GetArchive()->GetSize()));
    }
}

double
WakuComeBack::CountMissed(const User& user) const
{
    double missed = 0;
    for (const auto& criterion : user.light->GetFilter()->GetCriteria())
    {
        for (const auto& [topic, count] : m_missed)
        {
            const bool isWanted = criterion.first == topic.first &&
                                  (criterion.second.empty() || criterion.second == topic.second);
            missed += isWanted ? static_cast<double>(count) : 0;
        }
    }
    return missed;
}

void
WakuComeBack::AddTo(std::map<std::string, double>& metrics) const
{
    double missed = 0;
    double fetched = 0;
    double complete = 0;
    double bytes = 0;
    double seconds = 0;
    double longest = 0;
    for (const User& user : m_users)
    {
        missed += CountMissed(user);
        fetched += static_cast<double>(user.fetched);
        complete += user.isComplete && user.rounds == 0 ? 1 : 0;
        bytes += user.bytes;
        seconds += user.took.GetSeconds();
        longest = std::max(longest, user.took.GetSeconds());
    }
    const auto users = static_cast<double>(m_users.size());
    metrics["come_back.users"] = users;
    metrics["come_back.missed"] = missed / users;
    metrics["come_back.fetched"] = fetched / users;
    metrics["come_back.lost_ratio"] = missed > 0 ? (missed - fetched) / missed : 0;
    metrics["come_back.complete_ratio"] = complete / users;
    metrics["come_back.bytes"] = bytes / users;
    metrics["come_back.time_s"] = seconds / users;
    metrics["come_back.longest_time_s"] = longest;
    double served = 0;
    double most = 0;
    double reconciliation = 0;
    double transfer = 0;
    double duplicates = 0;
    for (std::size_t i = 0; i < m_stores.size(); i++)
    {
        const double entries =
            static_cast<double>(m_stores[i]->GetNServedEntries() - m_served.at(i));
        served += entries;
        most = std::max(most, entries);
        if (const auto sync = m_storeNodes[i]->FindProtocol<WakuReconciliationProtocol>())
        {
            reconciliation += static_cast<double>(sync->GetSentBytes());
            const auto sent = m_storeNodes[i]->FindProtocol<WakuTransferProtocol>();
            transfer += static_cast<double>(sent->GetSentBytes());
            duplicates += static_cast<double>(sent->GetNDuplicates());
        }
    }
    metrics["stores.messages"] = m_all;
    metrics["stores.most_lacking"] = m_lacking;
    metrics["stores.largest_share"] = served > 0 ? most / served : 0;
    metrics["stores.reconciliation_bytes"] = reconciliation;
    metrics["stores.transfer_bytes"] = transfer;
    metrics["stores.transfer_duplicates"] = duplicates;
}

} // namespace ns3
