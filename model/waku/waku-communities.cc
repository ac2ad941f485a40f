/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-communities.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/enum-attribute.h"
#include "ns3/object-factory.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuCommunities);

namespace
{

/// Streams of the groups, and of a user: times, sizes, and to whom.
constexpr int64_t PLAN_STREAMS = 2;
constexpr int64_t USER_STREAMS = 4;

/// Users that the streams have room for.
constexpr int64_t MOST_USERS = 10000000;

/// How applications are called; a number behind it puts them in the right shard.
const std::string GROUP_APPLICATION = "community";
const std::string CHAT_APPLICATION = "chat";

} // namespace

TypeId
WakuCommunities::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuCommunities")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WakuCommunities>()
            .AddAttribute("GroupsPerUser",
                          "Groups that each user is in.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WakuCommunities::m_groupsPerUser),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("GroupSize",
                          "Users of a group, drawn for each group: at least 1. The last group of "
                          "each round gets those who are left.",
                          StringValue("ns3::ConstantRandomVariable[Constant=100]"),
                          MakePointerAccessor(&WakuCommunities::m_groupSize),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute(
                "MessagesPerHour",
                "Messages that a user sends to its groups per hour online, each to one of "
                "them at random (A02).",
                DoubleValue(5),
                MakeDoubleAccessor(&WakuCommunities::m_messagesPerHour),
                MakeDoubleChecker<double>(0))
            .AddAttribute("ChatMessagesPerHour",
                          "1:1 messages that a user sends per hour online, each to another user at "
                          "random (A13); 0 for no 1:1 chat.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&WakuCommunities::m_chatMessagesPerHour),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("Size",
                          "Payload of a message, bytes (A01).",
                          UintegerValue(2000),
                          MakeUintegerAccessor(&WakuCommunities::m_size),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ClusterId",
                          "Number of the cluster.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WakuCommunities::m_clusterId),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("GroupShards",
                          "Number of shards that have groups.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&WakuCommunities::m_groupShards),
                          MakeUintegerChecker<uint16_t>(1, WakuShard::LAST_SHARD + 1))
            .AddAttribute("ChatShards",
                          "Number of shards that have 1:1 chat, if there is any.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WakuCommunities::m_chatShards),
                          MakeUintegerChecker<uint16_t>(1, WakuShard::LAST_SHARD + 1))
            .AddAttribute("MaxNodesPerShard",
                          "Users who are reached in one shard of 1:1 chat (A09).",
                          UintegerValue(10000),
                          MakeUintegerAccessor(&WakuCommunities::m_maxNodesPerShard),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ChatFilling",
                          "OneByOne: a shard of 1:1 chat is filled before the next one (A14); "
                          "Evenly: users are divided among all.",
                          MakeEnumValue(ChatFilling::ONE_BY_ONE),
                          MakeEnumMemberAccessor(&WakuCommunities::m_chatFilling),
                          MakeNamedEnumChecker<ChatFilling>({{ChatFilling::ONE_BY_ONE, "OneByOne"},
                                                             {ChatFilling::EVENLY, "Evenly"}}))
            .AddAttribute("ServiceNodes",
                          "How many users, the first ones, have nodes that are part of all shards, "
                          "to serve light nodes.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuCommunities::m_serviceNodes),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("NaiveShare",
                          "Share of all users with light nodes that get their shards as a whole "
                          "(A15).",
                          DoubleValue(0),
                          MakeDoubleAccessor(&WakuCommunities::m_naiveShare),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("SelectiveShare",
                          "Share of all users with light nodes that get the messages of their "
                          "content topics.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&WakuCommunities::m_selectiveShare),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("UsersOfInterest",
                          "How many users, the first ones, are in a group of every group shard.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuCommunities::m_usersOfInterest),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ControlInterval",
                          "Time between the control messages of a user who is online; 0 for none.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WakuCommunities::m_controlInterval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("ControlSize",
                          "Payload of a control message, bytes.",
                          UintegerValue(500),
                          MakeUintegerAccessor(&WakuCommunities::m_controlSize),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Start",
                          "When traffic begins.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WakuCommunities::m_start),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Stop",
                          "When traffic ends; 0 for never.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WakuCommunities::m_stop),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("GroupMessage",
                            "A user has sent a message to a group.",
                            MakeTraceSourceAccessor(&WakuCommunities::m_groupTrace),
                            "ns3::WakuCommunities::MessageTracedCallback")
            .AddTraceSource("ChatMessage",
                            "A user has sent a message to another user.",
                            MakeTraceSourceAccessor(&WakuCommunities::m_chatTrace),
                            "ns3::WakuCommunities::MessageTracedCallback")
            .AddTraceSource("ControlMessage",
                            "A user has sent a control message to a group.",
                            MakeTraceSourceAccessor(&WakuCommunities::m_controlTrace),
                            "ns3::WakuCommunities::MessageTracedCallback")
            .AddTraceSource("Unsent",
                            "A user would have sent a message, but is offline or at the rate "
                            "limit.",
                            MakeTraceSourceAccessor(&WakuCommunities::m_unsentTrace),
                            "ns3::WakuCommunities::UserTracedCallback");
    return tid;
}

WakuCommunities::WakuCommunities()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

WakuCommunities::~WakuCommunities() = default;

void
WakuCommunities::DoDispose()
{
    for (Sender& sender : m_senders)
    {
        if (sender.traffic)
        {
            sender.traffic->Stop();
        }
        sender.control.Cancel();
    }
    m_senders.clear();
    Object::DoDispose();
}

int64_t
WakuCommunities::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    m_groupSize->SetStream(stream + 1);
    m_stream = stream + PLAN_STREAMS;
    return PLAN_STREAMS + USER_STREAMS * MOST_USERS;
}

WakuSharding
WakuCommunities::GetSharding() const
{
    const uint32_t chat = m_chatMessagesPerHour > 0 ? m_chatShards : 0;
    return {m_clusterId, static_cast<uint16_t>(m_groupShards + chat)};
}

std::vector<std::string>
WakuCommunities::FindApplications() const
{
    const WakuSharding sharding = GetSharding();
    std::vector<std::string> names;
    for (uint16_t shard = 0; shard < sharding.shards; shard++)
    {
        names.push_back(
            sharding.FindApplication(shard < m_groupShards ? GROUP_APPLICATION : CHAT_APPLICATION,
                                     shard));
    }
    return names;
}

void
WakuCommunities::Plan(uint32_t users)
{
    NS_ABORT_MSG_IF(!m_groupsOf.empty(), "WakuCommunities: Plan can be called only once");
    NS_ABORT_MSG_IF(users < 2, "WakuCommunities: there are " << users << " users, not at least 2");
    const bool hasChat = m_chatMessagesPerHour > 0;
    const uint32_t shards = m_groupShards + (hasChat ? m_chatShards : 0U);
    NS_ABORT_MSG_IF(shards > WakuShard::LAST_SHARD + 1U,
                    "WakuCommunities: GroupShards and ChatShards are "
                        << shards << " together, not at most " << WakuShard::LAST_SHARD + 1);
    const uint64_t room = uint64_t{m_chatShards} * m_maxNodesPerShard;
    NS_ABORT_MSG_IF(hasChat && room < users,
                    "WakuCommunities: ChatShards and MaxNodesPerShard have room for "
                        << room << " users, not " << users);
    NS_ABORT_MSG_IF(m_usersOfInterest > users,
                    "WakuCommunities: UsersOfInterest is "
                        << m_usersOfInterest << ", and there are " << users << " users");
    m_kinds = WakuUserKinds(users, m_serviceNodes, m_naiveShare, m_selectiveShare);
    m_applications = FindApplications();
    m_groupsOf.resize(users);
    std::vector<uint32_t> all(users);
    std::iota(all.begin(), all.end(), 0);
    for (uint32_t round = 0; round < m_groupsPerUser; round++)
    {
        DrawRound(all);
    }
    for (uint32_t user = 0; user < m_usersOfInterest; user++)
    {
        JoinAllShards(user);
    }
}

void
WakuCommunities::JoinAllShards(uint32_t user)
{
    std::vector<uint32_t>& own = m_groupsOf[user];
    std::vector<bool> isIn(m_groupShards, false);
    for (const uint32_t group : own)
    {
        isIn[m_groups[group].shard] = true;
    }
    for (uint32_t shard = 0; shard < m_groupShards && shard < m_groups.size(); shard++)
    {
        if (isIn[shard])
        {
            continue;
        }
        // Group g is in shard g modulo m_groupShards.
        const auto last = static_cast<uint32_t>((m_groups.size() - 1 - shard) / m_groupShards);
        const uint32_t group = shard + m_groupShards * m_random->GetInteger(0, last);
        std::vector<uint32_t>& users = m_groups[group].users;
        users.insert(std::lower_bound(users.begin(), users.end(), user), user);
        own.push_back(group);
    }
    std::sort(own.begin(), own.end());
}

void
WakuCommunities::DrawRound(std::vector<uint32_t>& users)
{
    for (std::size_t i = users.size(); i > 1; i--)
    {
        std::swap(users[i - 1], users[m_random->GetInteger(0, static_cast<uint32_t>(i - 1))]);
    }
    for (std::size_t begin = 0; begin < users.size();)
    {
        const double drawn = std::max(1.0, m_groupSize->GetValue());
        const std::size_t left = users.size() - begin;
        const std::size_t size =
            drawn < static_cast<double>(left) ? static_cast<std::size_t>(drawn) : left;
        const auto number = static_cast<uint32_t>(m_groups.size());
        const auto shard = static_cast<uint16_t>(number % m_groupShards);
        Group group{"/" + m_applications[shard] + "/1/group-" + std::to_string(number) + "/proto",
                    shard,
                    {users.begin() + begin, users.begin() + begin + size}};
        std::sort(group.users.begin(), group.users.end());
        for (const uint32_t user : group.users)
        {
            m_groupsOf[user].push_back(number);
        }
        m_groups.push_back(std::move(group));
        begin += size;
    }
}

uint16_t
WakuCommunities::GetChatShard(uint32_t user) const
{
    NS_ABORT_MSG_IF(m_chatMessagesPerHour == 0, "WakuCommunities: ChatMessagesPerHour is 0");
    const uint32_t number =
        m_chatFilling == ChatFilling::EVENLY ? user % m_chatShards : user / m_maxNodesPerShard;
    return static_cast<uint16_t>(m_groupShards + number);
}

std::string
WakuCommunities::GetChatTopic(uint32_t user) const
{
    return "/" + m_applications.at(GetChatShard(user)) + "/1/user-" + std::to_string(user) +
           "/proto";
}

std::vector<uint16_t>
WakuCommunities::GetShardsOf(uint32_t user) const
{
    std::vector<uint16_t> shards;
    for (const uint32_t group : m_groupsOf[user])
    {
        shards.push_back(m_groups[group].shard);
    }
    if (m_chatMessagesPerHour > 0)
    {
        shards.push_back(GetChatShard(user));
    }
    std::sort(shards.begin(), shards.end());
    shards.erase(std::unique(shards.begin(), shards.end()), shards.end());
    return shards;
}

std::vector<std::vector<uint32_t>>
WakuCommunities::GetMembers() const
{
    std::vector<uint16_t> all(GetSharding().shards);
    std::iota(all.begin(), all.end(), 0);
    std::vector<std::vector<uint32_t>> members(all.size());
    for (uint32_t user = 0; user < GetNUsers(); user++)
    {
        const WakuUserKind kind = m_kinds.Get(user);
        if (WakuUserKinds::IsLight(kind))
        {
            continue;
        }
        const auto shards = kind == WakuUserKind::SERVICE ? all : GetShardsOf(user);
        for (const uint16_t shard : shards)
        {
            members[shard].push_back(user);
        }
    }
    return members;
}

void
WakuCommunities::Install(const ApplicationContainer& nodes)
{
    NS_ABORT_MSG_IF(!m_senders.empty(), "WakuCommunities: Install can be called only once");
    NS_ABORT_MSG_IF(nodes.GetN() != GetNUsers(),
                    "WakuCommunities: there are " << nodes.GetN() << " applications for "
                                                  << GetNUsers() << " users");
    m_senders.resize(nodes.GetN());
    for (uint32_t user = 0; user < nodes.GetN(); user++)
    {
        if (!nodes.Get(user)->GetNode())
        {
            continue;
        }
        Sender& sender = m_senders[user];
        if (WakuUserKinds::IsLight(m_kinds.Get(user)))
        {
            sender.light = DynamicCast<WakuLightNode>(nodes.Get(user));
            NS_ABORT_MSG_IF(!sender.light,
                            "WakuCommunities: application " << user << " is no WakuLightNode");
            Join(user, *sender.light);
        }
        else
        {
            sender.relay = DynamicCast<WakuRelay>(nodes.Get(user));
            NS_ABORT_MSG_IF(!sender.relay,
                            "WakuCommunities: application " << user << " is no WakuRelay");
            Join(user, *sender.relay);
        }
        StartTraffic(user);
    }
}

void
WakuCommunities::Join(uint32_t user, WakuRelay& relay) const
{
    const WakuSharding sharding = GetSharding();
    relay.SetAttribute("ClusterId", UintegerValue(m_clusterId));
    relay.SetAttribute("NetworkShards", UintegerValue(sharding.shards));
    StringValue topic;
    relay.GetAttribute("PubsubTopic", topic);
    relay.Unsubscribe(topic.Get());
    for (const uint32_t group : m_groupsOf[user])
    {
        relay.SubscribeContent(m_groups[group].contentTopic);
    }
    if (m_chatMessagesPerHour > 0)
    {
        relay.SubscribeContent(GetChatTopic(user));
    }
    const bool isService = m_kinds.Get(user) == WakuUserKind::SERVICE;
    for (uint16_t shard = 0; isService && shard < sharding.shards; shard++)
    {
        relay.Subscribe(WakuShard{m_clusterId, shard}.ToTopic());
    }
}

void
WakuCommunities::Join(uint32_t user, WakuLightNode& light) const
{
    const WakuSharding sharding = GetSharding();
    light.GetLightpush()->SetShardFunction([sharding](const std::string& contentTopic) {
        const auto shard = sharding.FindShard(contentTopic);
        return shard ? std::optional<std::string>(shard->ToTopic()) : std::nullopt;
    });
    if (m_kinds.Get(user) == WakuUserKind::NAIVE)
    {
        for (const uint16_t shard : GetShardsOf(user))
        {
            light.Subscribe(WakuShard{m_clusterId, shard}.ToTopic(), {});
        }
        return;
    }
    std::map<uint16_t, std::vector<std::string>> topics;
    for (const uint32_t group : m_groupsOf[user])
    {
        topics[m_groups[group].shard].push_back(m_groups[group].contentTopic);
    }
    if (m_chatMessagesPerHour > 0)
    {
        topics[GetChatShard(user)].push_back(GetChatTopic(user));
    }
    for (const auto& [shard, contentTopics] : topics)
    {
        light.Subscribe(WakuShard{m_clusterId, shard}.ToTopic(), contentTopics);
    }
}

void
WakuCommunities::StartTraffic(uint32_t user)
{
    Sender& sender = m_senders[user];
    sender.traffic = CreateObjectWithAttributes<WakuTrafficGenerator>(
        "MessagesPerHour",
        DoubleValue(m_messagesPerHour + m_chatMessagesPerHour),
        "Size",
        StringValue("ns3::ConstantRandomVariable[Constant=" + std::to_string(m_size) + "]"),
        "Start",
        TimeValue(m_start),
        "Stop",
        TimeValue(m_stop));
    if (m_stream >= 0)
    {
        const int64_t first = m_stream + USER_STREAMS * static_cast<int64_t>(user);
        const int64_t used = sender.traffic->AssignStreams(first);
        sender.random.SetStream(first + used);
    }
    sender.traffic->Start([this, user](uint32_t size) { Send(user, size); });
    if (!m_controlInterval.IsZero())
    {
        const Time phase = Seconds(m_controlInterval.GetSeconds() * sender.random.GetValue(0, 1));
        sender.control = Simulator::Schedule(m_start + phase - Simulator::Now(),
                                             [this, user] { SendControl(user); });
    }
}

Ptr<const PubsubMessage>
WakuCommunities::Publish(const Sender& sender, const std::string& contentTopic, uint32_t size)
{
    return sender.light ? sender.light->PublishContent(contentTopic, size)
                        : sender.relay->PublishContent(contentTopic, size);
}

void
WakuCommunities::SendControl(uint32_t user)
{
    const Time now = Simulator::Now();
    if (!m_stop.IsZero() && now >= m_stop)
    {
        return;
    }
    Sender& sender = m_senders[user];
    const auto round =
        static_cast<uint64_t>((now - m_start).GetSeconds() / m_controlInterval.GetSeconds());
    const uint32_t group = m_groupsOf[user][round % m_groupsOf[user].size()];
    const auto message = Publish(sender, m_groups[group].contentTopic, m_controlSize);
    if (message)
    {
        m_controlMessages++;
        m_controlTrace(user, group, message);
    }
    sender.control = Simulator::Schedule(m_controlInterval, [this, user] { SendControl(user); });
}

void
WakuCommunities::Send(uint32_t user, uint32_t size)
{
    Sender& sender = m_senders[user];
    const double all = m_messagesPerHour + m_chatMessagesPerHour;
    const bool isChat = sender.random.GetValue(0, all) >= m_messagesPerHour;
    const std::size_t choices = isChat ? GetNUsers() - 1 : m_groupsOf[user].size();
    const auto choice = static_cast<uint32_t>(
        std::min(choices - 1.0, sender.random.GetValue(0, static_cast<double>(choices))));
    const uint32_t receiver = choice < user ? choice : choice + 1;
    const uint32_t target = isChat ? receiver : m_groupsOf[user][choice];
    const Ptr<const PubsubMessage> message =
        Publish(sender, isChat ? GetChatTopic(target) : m_groups[target].contentTopic, size);
    if (!message)
    {
        m_unsent++;
        m_unsentTrace(user);
        return;
    }
    (isChat ? m_chatMessages : m_groupMessages)++;
    (isChat ? m_chatTrace : m_groupTrace)(user, target, message);
}

} // namespace ns3
