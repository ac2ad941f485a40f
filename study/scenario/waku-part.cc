/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-part.h"

#include "gather-numbers.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/program-option-value.h"
#include "ns3/relay-metrics.h"
#include "ns3/shard-overlay-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"
#include "ns3/wan-ranks.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace ns3
{

namespace
{

const ScenarioProtocol::Registration g_waku("waku", [] { return std::make_unique<WakuPart>(); });

/// First stream numbers of the people, and of their sessions.
constexpr int64_t COMMUNITY_STREAM = 2000000000;
constexpr int64_t SESSION_STREAM = 3000000000;

/// First stream number of the overlay, as that of every scenario.
constexpr int64_t SHARD_OVERLAY_STREAM = 0;

/// What WakuRelayHelper::SetWakuNetwork sets as the time to verify a proof.
const Time RLN_VERIFY_TIME = MilliSeconds(12);

/// Until bootstrap nodes have discovered service nodes among a few hundred relays.
const Time DISCOVERY_TIME = Minutes(5);

const std::string ONE_BY_ONE = "one_by_one";
const std::string EVENLY = "evenly";

const std::string BY_LIST = "list";
const std::string BY_EXCHANGE = "exchange";

std::string
CheckGroupSize(const std::string& text)
{
    double number = 0;
    if (text == WakuPart::ALL || text == WakuPart::SHARD ||
        (OptionValue::Read(text, number).empty() && number >= 1))
    {
        return "";
    }
    TypeId type;
    const std::string name = text.substr(0, text.find('['));
    const bool isVariable = TypeId::LookupByNameFailSafe(name, &type) &&
                            type.IsChildOf(RandomVariableStream::GetTypeId());
    return isVariable ? "" : "a number from 1, a random variable of ns-3, all, or shard";
}

/// Names of metrics, in the order of WakuRlnVerdict.
constexpr const char* VERDICT_NAMES[WAKU_RLN_VERDICTS] = {"valid",
                                                          "free",
                                                          "no_proof",
                                                          "too_large",
                                                          "bad_timestamp",
                                                          "malformed",
                                                          "bad_epoch",
                                                          "other_epoch",
                                                          "invalid",
                                                          "repeated",
                                                          "double_signal"};

} // namespace

const std::string WakuPart::ALL = "all";
const std::string WakuPart::SHARD = "shard";

WakuPart::WakuPart()
    : chatFilling(ONE_BY_ONE),
      serviceFinding(BY_LIST)
{
}

std::vector<ScenarioKey>
WakuPart::GetKeys()
{
    using namespace ScenarioKeys;
    std::vector<ScenarioKey> keys = RelayPart::GetKeys();
    const auto isOfOneTopic = [](const ScenarioKey& key) {
        return key.name == "shards" || key.name == "divide_nodes";
    };
    keys.erase(std::remove_if(keys.begin(), keys.end(), isOfOneTopic), keys.end());
    std::vector<ScenarioKey> own = {
        Make("group_shards", groupShards, "shards that have groups", "", 1, 1024),
        Make("groups_per_user", groupsPerUser, "groups that each user is in", "", 1, 10000),
        MakeText("group_size",
                 groupSize,
                 "users of a group: a number, a random variable of ns-3, all, or shard for all "
                 "divided by the number of shards",
                 CheckGroupSize),
        Make("chat_messages_per_hour",
             chatMessagesPerHour,
             "1:1 messages that each user sends, a Poisson process; 0 for no 1:1 chat"),
        Make("chat_shards", chatShards, "shards that have 1:1 chat", "", 1, 1024),
        MakeChoice("chat_filling",
                   chatFilling,
                   "whether a shard of 1:1 chat is filled before the next, or all evenly",
                   {ONE_BY_ONE, EVENLY}),
        Make("max_nodes_per_shard",
             maxNodesPerShard,
             "users who are reached in one shard of 1:1 chat; with nodes_of_interest also those "
             "of a group shard (A09)",
             "",
             1),
        Make("strangers", strangers, "peers of a node in every shard that it is no member of"),
        Make("rln", rln, "whether limits and costs of messages are those of 64/WAKU2-NETWORK"),
        Make("online_time", onlineTime, "mean session of a user; 0s for always online"),
        Make("offline_time", offlineTime, "mean time of a user from a session to the next"),
        Make("naive_share",
             naiveShare,
             "share of users with light nodes that get their shards as a whole",
             "",
             0,
             1),
        Make("selective_share",
             selectiveShare,
             "share of users with light nodes that get the messages of their content topics",
             "",
             0,
             1),
        Make("service_nodes",
             serviceNodes,
             "users, the first ones, whose nodes are part of all shards and serve light nodes"),
        MakeChoice("service_finding",
                   serviceFinding,
                   "how light nodes get their service nodes: all are listed, or by peer exchange",
                   {BY_LIST, BY_EXCHANGE}),
        Make("relay_history",
             relayHistory,
             "whether users with relays who are back online ask the stores of service nodes for "
             "what they missed"),
        Make("nodes_of_interest",
             nodesOfInterest,
             "users, the first ones, who are in a group of every group shard; bytes of results are "
             "those of their nodes, and no more nodes are simulated than fill the group shards; 0 "
             "for none"),
        Make("control_interval",
             controlInterval,
             "time between control messages of a user who is online, to a group; 0s for none"),
        Make("control_size", controlSize, "payload of a control message, bytes", "", 0, 16777216),
        Make("message_lifetime",
             messageLifetime,
             "time after which a message that a user has not seen counts as missed; 0s for the end "
             "of the run"),
    };
    std::move(own.begin(), own.end(), std::back_inserter(keys));
    for (ScenarioKey& key : absence.GetKeys())
    {
        keys.push_back(std::move(key));
    }
    return keys;
}

std::unique_ptr<ScenarioProtocol>
WakuPart::Copy() const
{
    auto copy = std::make_unique<WakuPart>();
    copy->CopyKeys(*this);
    copy->groupShards = groupShards;
    copy->groupsPerUser = groupsPerUser;
    copy->groupSize = groupSize;
    copy->chatMessagesPerHour = chatMessagesPerHour;
    copy->chatShards = chatShards;
    copy->chatFilling = chatFilling;
    copy->maxNodesPerShard = maxNodesPerShard;
    copy->strangers = strangers;
    copy->rln = rln;
    copy->onlineTime = onlineTime;
    copy->offlineTime = offlineTime;
    copy->naiveShare = naiveShare;
    copy->selectiveShare = selectiveShare;
    copy->serviceNodes = serviceNodes;
    copy->serviceFinding = serviceFinding;
    copy->relayHistory = relayHistory;
    copy->nodesOfInterest = nodesOfInterest;
    copy->controlInterval = controlInterval;
    copy->controlSize = controlSize;
    copy->messageLifetime = messageLifetime;
    copy->absence = absence;
    return copy;
}

void
WakuPart::Check(const OverlayPart& overlay,
                const TrafficPart& traffic,
                const ScenarioAttributes& attributes) const
{
    RelayPart::Check(overlay, traffic, attributes);
    const bool hasChat = chatMessagesPerHour > 0;
    if (overlay.IsFile())
    {
        throw ScenarioError("overlay",
                            "overlay is " + overlay.spec +
                                ", and each shard has an overlay of its own, such as dial:10");
    }
    if (groupShards + (hasChat ? chatShards : 0) > WakuShard::LAST_SHARD + 1U)
    {
        throw ScenarioError("group_shards",
                            "group_shards and chat_shards are " +
                                std::to_string(groupShards + chatShards) +
                                " together, not at most 1024");
    }
    const double room = static_cast<double>(chatShards) * maxNodesPerShard;
    if (hasChat && room < overlay.nodes)
    {
        throw ScenarioError("chat_shards",
                            "chat_shards and max_nodes_per_shard have room for fewer users than "
                            "nodes, which is " +
                                std::to_string(overlay.nodes));
    }
    if (onlineTime.IsZero() != offlineTime.IsZero())
    {
        throw ScenarioError("offline_time",
                            "online_time and offline_time are both 0s or both more, not one of "
                            "them");
    }
    if (hasChat && !traffic.IsPoisson())
    {
        throw ScenarioError("chat_messages_per_hour",
                            "chat_messages_per_hour goes with traffic.messages_per_hour, not with "
                            "messages at intervals");
    }
    CheckUsers(overlay.nodes);
    absence.Check(serviceNodes, naiveShare + selectiveShare, !onlineTime.IsZero(), traffic);
}

void
WakuPart::CheckUsers(uint32_t users) const
{
    const bool hasLight = naiveShare + selectiveShare > 0;
    const double lights = std::round(naiveShare * users) + std::round(selectiveShare * users);
    if (hasLight && serviceNodes == 0)
    {
        throw ScenarioError("service_nodes",
                            "service_nodes is 0, not at least 1, which light nodes need");
    }
    if (relayHistory && serviceNodes == 0)
    {
        throw ScenarioError("service_nodes",
                            "service_nodes is 0, not at least 1, which relay_history needs");
    }
    if (serviceNodes > 0 && lights + serviceNodes > users)
    {
        throw ScenarioError("service_nodes",
                            "service_nodes, naive_share and selective_share are " +
                                OptionValue::Write(lights + serviceNodes) +
                                " users together, not at most " + std::to_string(users));
    }
    if (nodesOfInterest > users)
    {
        throw ScenarioError("nodes_of_interest",
                            "nodes_of_interest is " + std::to_string(nodesOfInterest) +
                                ", not at most nodes, which is " + std::to_string(users));
    }
    if (nodesOfInterest > 0 && serviceNodes > 0)
    {
        throw ScenarioError("nodes_of_interest",
                            "nodes_of_interest and service_nodes are both the first users; one of "
                            "them has to be 0");
    }
}

Time
WakuPart::GetWarmup() const
{
    const bool finds = serviceNodes > 0 && serviceFinding == BY_EXCHANGE;
    return finds ? DISCOVERY_TIME : RelayPart::GetWarmup();
}

uint32_t
WakuPart::ChooseNodes(uint32_t nodes)
{
    // The shards that are spawned once these are full have no influence on the nodes of interest.
    const uint64_t room = uint64_t{groupShards} * maxNodesPerShard;
    return nodesOfInterest > 0 ? static_cast<uint32_t>(std::min<uint64_t>(nodes, room)) : nodes;
}

std::string
WakuPart::GetGroupSize(uint32_t users) const
{
    double number = users;
    if (groupSize == SHARD)
    {
        number = std::ceil(number / groupShards);
    }
    const bool isNumber =
        groupSize == ALL || groupSize == SHARD || OptionValue::Read(groupSize, number).empty();
    return isNumber ? "ns3::ConstantRandomVariable[Constant=" + std::to_string(number) + "]"
                    : groupSize;
}

OverlayGraph
WakuPart::MakeOverlay(const OverlayPart& overlay, const TrafficPart& traffic)
{
    m_communities = CreateObject<WakuCommunities>();
    m_communities->SetAttribute("GroupShards", UintegerValue(groupShards));
    m_communities->SetAttribute("GroupsPerUser", UintegerValue(groupsPerUser));
    m_communities->SetAttribute("GroupSize", StringValue(GetGroupSize(overlay.nodes)));
    m_communities->SetAttribute("MessagesPerHour", DoubleValue(traffic.messagesPerHour));
    m_communities->SetAttribute("ChatMessagesPerHour", DoubleValue(chatMessagesPerHour));
    m_communities->SetAttribute("ChatShards", UintegerValue(chatShards));
    m_communities->SetAttribute("MaxNodesPerShard", UintegerValue(maxNodesPerShard));
    m_communities->SetAttribute("ChatFilling",
                                StringValue(chatFilling == EVENLY ? "Evenly" : "OneByOne"));
    m_communities->SetAttribute("ServiceNodes", UintegerValue(serviceNodes));
    m_communities->SetAttribute("NaiveShare", DoubleValue(naiveShare));
    m_communities->SetAttribute("SelectiveShare", DoubleValue(selectiveShare));
    m_communities->SetAttribute("UsersOfInterest", UintegerValue(nodesOfInterest));
    m_communities->SetAttribute("ControlInterval", TimeValue(controlInterval));
    m_communities->SetAttribute("ControlSize", UintegerValue(controlSize));
    m_communities->SetAttribute("Size", UintegerValue(traffic.payload));
    m_communities->SetAttribute("Start", TimeValue(traffic.warmup));
    m_communities->SetAttribute("Stop", TimeValue(traffic.warmup + traffic.duration));
    m_communities->AssignStreams(COMMUNITY_STREAM);
    m_communities->Plan(overlay.nodes);
    ShardOverlayHelper helper(OverlayHelper::FromString(overlay.spec));
    helper.AssignStreams(SHARD_OVERLAY_STREAM);
    helper.SetStrangers(strangers);
    std::vector<bool> isLight(overlay.nodes);
    for (uint32_t user = 0; user < overlay.nodes; user++)
    {
        isLight[user] = WakuUserKinds::IsLight(m_communities->GetKinds().Get(user));
    }
    helper.SetAlone(isLight);
    return helper.Create(overlay.nodes, m_communities->GetMembers());
}

bool
WakuPart::HasPast() const
{
    return !absence.away.IsZero();
}

void
WakuPart::SetUp(WakuRelayHelper& relay, const Setting& setting) const
{
    if (rln)
    {
        relay.SetWakuNetwork();
        setting.attributes.Apply(WakuRelay::GetTypeId(),
                                 [&relay](const std::string& name, const std::string& value) {
                                     relay.SetAttribute(name, StringValue(value));
                                 });
    }
    RelayPart::SetUp(relay, setting);
    if (mode == "Static")
    {
        relay.SetRouterAttribute("AnnounceSubscriptions", BooleanValue(true));
    }
}

void
WakuPart::SetTraffic(WakuRelayHelper&, const TrafficPart&) const
{
}

ApplicationContainer
WakuPart::InstallNodes(const WakuRelayHelper& relay, const Setting& setting)
{
    if (serviceNodes == 0)
    {
        return RelayPart::InstallNodes(relay, setting);
    }
    WakuNodeHelper member(mode);
    SetUp(member, setting);
    WakuNodeHelper service(mode);
    SetUp(service, setting);
    absence.SetUp(service);
    WakuUserNodes nodes(m_communities->GetKinds(), setting);
    const ApplicationContainer all =
        nodes.Install(member,
                      service,
                      secureChannel,
                      serviceFinding == BY_EXCHANGE ? WakuUserNodes::Finding::EXCHANGE
                                                    : WakuUserNodes::Finding::LIST,
                      relayHistory);
    m_discovery = nodes.GetDiscovery();
    absence.ConnectStores(service, all, setting.network.addresses, serviceNodes);
    return all;
}

ApplicationContainer
WakuPart::Install(const Setting& setting)
{
    const ApplicationContainer nodes = RelayPart::Install(setting);
    m_traffic = setting.traffic;
    m_communities->Install(nodes);
    for (uint32_t user = 0; user < nodes.GetN(); user++)
    {
        m_users[PeekPointer(nodes.Get(user))] = user;
    }
    if (m_discovery)
    {
        m_discovery->Start();
    }
    if (!onlineTime.IsZero())
    {
        StartSessions(nodes);
    }
    if (!absence.away.IsZero())
    {
        m_comeBack = std::make_unique<WakuComeBack>(absence,
                                                    setting.traffic,
                                                    m_communities,
                                                    nodes,
                                                    serviceNodes);
    }
    return nodes;
}

void
WakuPart::StartSessions(const ApplicationContainer& applications)
{
    ApplicationContainer people;
    for (uint32_t user = serviceNodes; user < applications.GetN(); user++)
    {
        people.Add(applications.Get(user));
    }
    m_sessions = CreateObject<WakuUserSessions>();
    m_sessions->SetAttribute("OnlineTime", TimeValue(onlineTime));
    m_sessions->SetAttribute("OfflineTime", TimeValue(offlineTime));
    const double online = onlineTime.GetSeconds();
    m_sessions->SetAttribute("OnlineAtStart",
                             DoubleValue(online / (online + offlineTime.GetSeconds())));
    m_sessions->AssignStreams(SESSION_STREAM, people.GetN());
    m_sessions->Install(people);
}

std::unique_ptr<MessageTracker>
WakuPart::Measure(const ApplicationContainer& applications, const NetDeviceContainer& devices)
{
    auto tracker = RelayPart::Measure(applications, devices);
    if (WanRanks::GetSize() == 1)
    {
        m_results = std::make_unique<WakuUserResults>(*tracker,
                                                      m_communities,
                                                      applications,
                                                      messageLifetime);
        Simulator::Schedule(m_traffic.warmup, [this] { m_results->Begin(); });
        Simulator::Schedule(m_traffic.warmup + m_traffic.GetDuration(),
                            [this] { m_results->End(); });
    }
    if (m_comeBack)
    {
        m_comeBack->Measure(*tracker);
    }
    return tracker;
}

double
WakuPart::GetPerDay() const
{
    constexpr double HOURS = 24;
    const double hours = m_traffic.GetDuration().GetSeconds() / 3600;
    if (!m_traffic.IsPoisson())
    {
        return HOURS / hours;
    }
    // By messages, not by time, since a short run may have more or fewer than expected.
    const double sent =
        static_cast<double>(m_communities->GetNGroupMessages() + m_communities->GetNChatMessages() +
                            m_communities->GetNUnsent());
    const double perHour =
        m_communities->GetNUsers() * (m_traffic.messagesPerHour + chatMessagesPerHour);
    return sent == 0 ? HOURS / hours : HOURS * perHour / sent;
}

void
WakuPart::TakeInterest(const MessageTracker& tracker, RunSummary& summary) const
{
    TrafficBytes ingress;
    TrafficBytes egress;
    for (uint32_t user = 0; user < nodesOfInterest; user++)
    {
        ingress += tracker.GetIngress(user);
        egress += tracker.GetEgress(user);
    }
    std::vector<double> bytes;
    for (const TrafficBytes* direction : {&ingress, &egress})
    {
        const RunSummary::Bytes each = direction->PerNode(nodesOfInterest);
        bytes.insert(bytes.end(), {each.payload, each.protocol, each.ip, each.control});
    }
    bytes = AddOverRanks(bytes);
    summary.ingress = {bytes[0], bytes[1], bytes[2], bytes[3]};
    summary.egress = {bytes[4], bytes[5], bytes[6], bytes[7]};
}

void
WakuPart::Publish(Ptr<Application> application, uint32_t number, uint32_t size) const
{
    const auto& groups = m_communities->GetGroupsOf(m_users.at(PeekPointer(application)));
    const auto& group = m_communities->GetGroups()[groups[number % groups.size()]];
    if (const auto light = DynamicCast<WakuLightNode>(application))
    {
        light->PublishContent(group.contentTopic, size);
        return;
    }
    DynamicCast<WakuRelay>(application)->PublishContent(group.contentTopic, size);
}

std::pair<Time, uint32_t>
WakuPart::GetValidation() const
{
    auto validation = RelayPart::GetValidation();
    if (rln && validation.first.IsZero())
    {
        validation.first = RLN_VERIFY_TIME;
    }
    return validation;
}

void
WakuPart::AddResults(const MessageTracker& tracker,
                     const ApplicationContainer& applications,
                     RunSummary& summary,
                     std::map<std::string, double>& metrics) const
{
    RelayPart::AddResults(tracker, applications, summary, metrics);
    if (m_comeBack)
    {
        m_comeBack->AddTo(metrics);
    }
    std::vector<double> counts(WAKU_RLN_VERDICTS + 4, 0);
    for (auto app = applications.Begin(); app != applications.End(); ++app)
    {
        const Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(*app);
        const Ptr<WakuRlnLimit> limit = relay ? relay->GetProtocol()->GetRln() : nullptr;
        for (std::size_t i = 0; limit && relay->GetNode() && i < WAKU_RLN_VERDICTS; i++)
        {
            counts[i] += static_cast<double>(limit->GetN(static_cast<WakuRlnVerdict>(i)));
        }
    }
    counts[WAKU_RLN_VERDICTS] = static_cast<double>(m_communities->GetNGroupMessages());
    counts[WAKU_RLN_VERDICTS + 1] = static_cast<double>(m_communities->GetNChatMessages());
    counts[WAKU_RLN_VERDICTS + 2] = static_cast<double>(m_communities->GetNUnsent());
    counts[WAKU_RLN_VERDICTS + 3] = static_cast<double>(m_communities->GetNControlMessages());
    counts = AddOverRanks(counts);
    for (std::size_t i = 0; rln && i < WAKU_RLN_VERDICTS; i++)
    {
        metrics[std::string("rln.") + VERDICT_NAMES[i]] = counts[i];
    }
    metrics["communities.group_messages"] = counts[WAKU_RLN_VERDICTS];
    metrics["communities.chat_messages"] = counts[WAKU_RLN_VERDICTS + 1];
    metrics["communities.unsent"] = counts[WAKU_RLN_VERDICTS + 2];
    metrics["communities.control_messages"] = counts[WAKU_RLN_VERDICTS + 3];
    metrics["unwanted"] =
        static_cast<double>(dynamic_cast<const RelayMetrics&>(tracker).GetNUnwanted());
    if (m_results)
    {
        m_results->AddTo(GetPerDay(), metrics);
    }
    if (nodesOfInterest > 0)
    {
        TakeInterest(tracker, summary);
    }
}

} // namespace ns3
