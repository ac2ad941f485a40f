/* SPDX-License-Identifier: GPL-2.0-only */
#include "attack-event.h"

#include "adversary-helper.h"
#include "wan-helper.h"

#include "ns3/double.h"
#include "ns3/enum-attribute.h"
#include "ns3/hostile-dialler.h"
#include "ns3/inet-socket-address.h"
#include "ns3/lazy-uniform.h"
#include "ns3/pubsub-protocol.h"
#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/scenario-nodes.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"
#include "ns3/withholding-adversary.h"

#include <cmath>
#include <map>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(AttackEvent);

namespace
{

/// Text of Censor and Capture for none.
constexpr const char* NO_ATTACK_TEXT = "none";

/// Adversaries by kind.
const std::map<AttackEvent::Kind, std::string> PROTOCOL_TYPES = {
    {AttackEvent::Kind::DROP, "ns3::WithholdingAdversary"},
    {AttackEvent::Kind::GRAFT, "ns3::GraftFloodAdversary"},
    {AttackEvent::Kind::IHAVE, "ns3::IHaveFloodAdversary"},
    {AttackEvent::Kind::IWANT, "ns3::IWantFloodAdversary"},
    {AttackEvent::Kind::IDONTWANT, "ns3::IDontWantFloodAdversary"},
    {AttackEvent::Kind::INVALID, "ns3::InvalidMessageAdversary"},
    {AttackEvent::Kind::REPLAY, "ns3::ReplayAdversary"},
    {AttackEvent::Kind::PX, "ns3::PxAdversary"},
    {AttackEvent::Kind::RPC_SIZE, "ns3::RpcSizeAdversary"},
    {AttackEvent::Kind::REQUESTS, "ns3::RequestAdversary"},
};

/// Streams of an adversary, more than it uses.
constexpr int64_t STREAMS_OF_ADVERSARY = 16;

} // namespace

TypeId
AttackEvent::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::AttackEvent")
            .SetParent<ScenarioEvent>()
            .SetGroupName("Waku")
            .AddConstructor<AttackEvent>()
            .AddAttribute(
                "Kind",
                "What the adversaries do: drop (withhold messages, Share of them or late "
                "by Lateness), floods of graft, ihave, iwant, idontwant, invalid messages, "
                "replay, px (names of nodes that do not exist), rpc-size (largest RPCs), "
                "requests (of Protocol), slow-reader, silent.",
                MakeEnumValue(Kind::DROP),
                MakeEnumMemberAccessor(&AttackEvent::m_kind),
                MakeNamedEnumChecker<Kind>({{Kind::DROP, "drop"},
                                            {Kind::GRAFT, "graft"},
                                            {Kind::IHAVE, "ihave"},
                                            {Kind::IWANT, "iwant"},
                                            {Kind::IDONTWANT, "idontwant"},
                                            {Kind::INVALID, "invalid"},
                                            {Kind::REPLAY, "replay"},
                                            {Kind::PX, "px"},
                                            {Kind::RPC_SIZE, "rpc-size"},
                                            {Kind::REQUESTS, "requests"},
                                            {Kind::SLOW_READER, "slow-reader"},
                                            {Kind::SILENT, "silent"}}))
            .AddAttribute("Count",
                          "Hosts of adversaries, beside those of the nodes.",
                          UintegerValue(10),
                          MakeUintegerAccessor(&AttackEvent::m_count),
                          MakeUintegerChecker<uint32_t>(1, 100000))
            .AddAttribute("Identities",
                          "Adversaries on each host, with one IP address.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&AttackEvent::m_identities),
                          MakeUintegerChecker<uint32_t>(1, 4096))
            .AddAttribute("Connect",
                          "Nodes that each adversary dials, drawn from those to which the event "
                          "happens; all if there are fewer.",
                          UintegerValue(100),
                          MakeUintegerAccessor(&AttackEvent::m_connect),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("Share",
                          "Share of messages that kind drop withholds.",
                          DoubleValue(1),
                          MakeDoubleAccessor(&AttackEvent::m_share),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute(
                "Lateness",
                "Kind drop passes on what it would withhold, so much later; 0s for never.",
                TimeValue(Time(0)),
                MakeTimeAccessor(&AttackEvent::m_lateness),
                MakeTimeChecker(Time(0)))
            .AddAttribute(
                "Censor",
                "Kind drop withholds the messages of these nodes alone; a text as that of "
                "Nodes, or none for those of all.",
                StringValue(NO_ATTACK_TEXT),
                MakeStringAccessor(&AttackEvent::m_censor),
                MakeStringChecker())
            .AddAttribute(
                "Delay",
                "Time from the first dial of an adversary to its attack, in which it does "
                "no harm.",
                TimeValue(Time(0)),
                MakeTimeAccessor(&AttackEvent::m_delay),
                MakeTimeChecker(Time(0)))
            .AddAttribute("Spread",
                          "Each adversary comes at a random time within this from At on.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&AttackEvent::m_spread),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("RegraftBackoff",
                          "Least time from a PRUNE to the next GRAFT of an adversary in disguise "
                          "Sybil.",
                          TimeValue(Minutes(1)),
                          MakeTimeAccessor(&AttackEvent::m_regraftBackoff),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("RegraftDelay",
                          "A random time up to this is added to RegraftBackoff; 0s for no GRAFT "
                          "after a PRUNE.",
                          TimeValue(Seconds(15)),
                          MakeTimeAccessor(&AttackEvent::m_regraftDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Interval",
                          "Time between the rounds of a flood.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&AttackEvent::m_interval),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("Ids",
                          "Message ids in each IHAVE, IWANT or IDONTWANT of a flood.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&AttackEvent::m_ids),
                          MakeUintegerChecker<uint32_t>(1, 1000000))
            .AddAttribute(
                "Disguise",
                "What adversaries do beside their attack: Sybil (they get into all meshes "
                "they can) or GossipSub (they are honest).",
                StringValue("Sybil"),
                MakeStringAccessor(&AttackEvent::m_disguise),
                MakeStringChecker())
            .AddAttribute("Protocol",
                          "Protocol id that kind requests floods.",
                          StringValue("/vac/waku/store-query/3.0.0"),
                          MakeStringAccessor(&AttackEvent::m_protocolId),
                          MakeStringChecker())
            .AddAttribute("Sample",
                          "Time between two looks at meshes and scores, from the beginning of "
                          "traffic on.",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&AttackEvent::m_sample),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("Capture",
                          "Beginning of the names of captures (PCAP) of the first host of "
                          "adversaries and of the first node that is attacked, at packet level; "
                          "none for none.",
                          StringValue(NO_ATTACK_TEXT),
                          MakeStringAccessor(&AttackEvent::m_capture),
                          MakeStringChecker());
    return tid;
}

AttackEvent::AttackEvent() = default;

AttackEvent::~AttackEvent() = default;

void
AttackEvent::DoDispose()
{
    m_metrics = nullptr;
    m_adversaries = ApplicationContainer();
    m_censored.clear();
    m_keep.clear();
    ScenarioEvent::DoDispose();
}

uint32_t
AttackEvent::GetNExtraHosts() const
{
    return m_count;
}

bool
AttackEvent::WorksWithRanks() const
{
    return false;
}

ScenarioEvent::Problem
AttackEvent::DoCheck(const Facts& facts) const
{
    if (m_censor != NO_ATTACK_TEXT)
    {
        const std::string nodes =
            ScenarioNodes(m_censor).DescribeIfWrong(facts.nodes, facts.regions);
        if (!nodes.empty())
        {
            return {"Censor", "is " + m_censor + ", not none or " + nodes};
        }
        if (m_kind != Kind::DROP)
        {
            return {"Censor", "is " + m_censor + ", not none, as the kind of attack is not drop"};
        }
    }
    if (m_disguise != "Sybil" && m_disguise != "GossipSub")
    {
        return {"Disguise", "is " + m_disguise + ", not Sybil or GossipSub"};
    }
    return {};
}

int64_t
AttackEvent::AssignMoreStreams(int64_t stream)
{
    m_stream = stream;
    return STREAMS_OF_ADVERSARY * (int64_t(m_count) * m_identities + 1);
}

std::string
AttackEvent::GetProtocolType() const
{
    const auto found = PROTOCOL_TYPES.find(m_kind);
    return found == PROTOCOL_TYPES.end() ? "" : found->second;
}

AdversaryHelper
AttackEvent::MakeHelper() const
{
    const std::string type = GetProtocolType();
    const TimeValue delay(m_delay);
    const StringValue disguise(m_disguise);
    switch (m_kind)
    {
    case Kind::DROP:
        return AdversaryHelper(type,
                               "AttackDelay",
                               delay,
                               "Disguise",
                               disguise,
                               "Share",
                               DoubleValue(m_share),
                               "Delay",
                               TimeValue(m_lateness));
    case Kind::REQUESTS:
        return AdversaryHelper(type,
                               "AttackDelay",
                               delay,
                               "ProtocolId",
                               StringValue(m_protocolId),
                               "RequestsPerSecond",
                               DoubleValue(1 / m_interval.GetSeconds()));
    case Kind::IHAVE:
    case Kind::IWANT:
    case Kind::IDONTWANT:
        return AdversaryHelper(type,
                               "AttackDelay",
                               delay,
                               "Disguise",
                               disguise,
                               "Interval",
                               TimeValue(m_interval),
                               "Ids",
                               UintegerValue(m_ids));
    default:
        return AdversaryHelper(type,
                               "AttackDelay",
                               delay,
                               "Disguise",
                               disguise,
                               "Interval",
                               TimeValue(m_interval));
    }
}

std::vector<Address>
AttackEvent::GetRemotes(const std::vector<uint32_t>& nodes) const
{
    std::vector<Address> remotes;
    for (const uint32_t node : nodes)
    {
        const uint16_t port = GetStage().GetNode(node)->GetConnections()->GetPort();
        remotes.push_back(InetSocketAddress(GetStage().GetParts().addresses[node], port));
    }
    return remotes;
}

void
AttackEvent::InstallDiallers()
{
    Ptr<const Packet> greeting;
    const auto protocol = GetStage().GetNode(0)->FindProtocol<PubsubProtocol>();
    if (m_kind == Kind::SLOW_READER && protocol)
    {
        PubsubRpc rpc;
        const std::set<std::string> topics = AdversaryHelper::GetTopics(*protocol);
        for (const std::string& topic : topics)
        {
            rpc.subscriptions.push_back({true, topic});
            rpc.graft.push_back(topic);
        }
        greeting = PubsubRpcEncoder::Encode(rpc)->GetPacket();
    }
    const std::vector<Address> remotes = GetRemotes(GetNodes());
    LazyUniform random;
    random.SetStream(m_stream);
    for (uint32_t i = 0; i < m_count; i++)
    {
        const Ptr<HostileDialler> dialler = CreateObject<HostileDialler>();
        dialler->SetAttribute("Connections", UintegerValue(m_identities));
        dialler->SetGreeting(greeting);
        std::vector<Address> left = remotes;
        for (uint32_t j = 0; j < m_connect && !left.empty(); j++)
        {
            const auto chosen = static_cast<std::size_t>(
                random.GetValue(0, std::nextafter(static_cast<double>(left.size()), 0)));
            dialler->AddRemote(left[chosen]);
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(chosen));
        }
        GetExtraHosts().hosts.Get(i)->AddApplication(dialler);
        m_adversaries.Add(dialler);
    }
}

void
AttackEvent::InstallPeers()
{
    AdversaryHelper helper = MakeHelper();
    helper.SetIdentities(m_identities);
    helper.SetSybilAttribute("RegraftBackoff", TimeValue(m_regraftBackoff));
    helper.SetSybilAttribute("RegraftDelay", TimeValue(m_regraftDelay));
    helper.SetConnectionAttribute("DialSpread", TimeValue(Seconds(1)));
    m_adversaries = helper.Install(GetExtraHosts().hosts, *GetStage().GetNode(0));
    helper.Dial(m_adversaries, GetRemotes(GetNodes()), m_connect, m_stream);
    helper.AssignStreams(m_adversaries, m_stream + 1);
    if (m_censor != NO_ATTACK_TEXT)
    {
        WatchCensored();
    }
}

void
AttackEvent::WatchCensored()
{
    const auto isCensored = [this](const PubsubMessage& message) {
        return m_censored.count(&message) > 0;
    };
    for (uint32_t i = 0; i < m_adversaries.GetN(); i++)
    {
        const auto node = DynamicCast<P2pNode>(m_adversaries.Get(i));
        node->FindProtocol<WithholdingAdversary>()->SetSelector(isCensored);
    }
    for (const uint32_t index : ScenarioNodes(m_censor).Choose(GetStage(), GetRandom()))
    {
        const auto protocol = GetStage().GetNode(index)->FindProtocol<PubsubProtocol>();
        protocol->TraceConnectWithoutContext("Publish",
                                             MakeCallback(&AttackEvent::NoteCensored, this));
    }
}

void
AttackEvent::NoteCensored(Ptr<const PubsubMessage> message)
{
    m_censored.insert(PeekPointer(message));
    m_keep.push_back(message);
}

void
AttackEvent::Prepare()
{
    std::set<Address> addresses;
    for (const Ipv4Address& address : GetExtraHosts().addresses)
    {
        addresses.insert(Address(address));
    }
    GetProtocolType().empty() ? InstallDiallers() : InstallPeers();
    if (m_capture != NO_ATTACK_TEXT)
    {
        WanHelper().EnablePcap(m_capture, GetExtraHosts().devices.Get(0));
        WanHelper().EnablePcap(m_capture, GetStage().GetParts().devices.Get(GetNodes().front()));
    }
    LazyUniform random;
    random.SetStream(m_stream + STREAMS_OF_ADVERSARY * int64_t(m_count) * m_identities);
    for (uint32_t i = 0; i < m_adversaries.GetN(); i++)
    {
        const Time wait = Seconds(random.GetValue(0, m_spread.GetSeconds()));
        m_adversaries.Get(i)->SetStartTime(GetBegin() + wait);
        if (GetDuration().IsStrictlyPositive())
        {
            m_adversaries.Get(i)->SetStopTime(GetBegin() + GetDuration() + m_spread);
        }
    }
    m_metrics = std::make_unique<AdversaryMetrics>(GetStage().GetParts().applications,
                                                   GetNodes(),
                                                   addresses);
    const Ptr<AttackEvent> self(this);
    const Time start = GetStage().GetParts().start;
    Simulator::Schedule(start - Simulator::Now(), [self] {
        if (!self->m_hasBegun)
        {
            self->m_metrics->ResetBytes();
            self->m_counted = Simulator::Now();
        }
        self->TakeSample();
    });
}

void
AttackEvent::Begin()
{
    const double seconds = (Simulator::Now() - m_counted).GetSeconds();
    if (!m_counted.IsZero() && seconds > 0)
    {
        m_ingressBefore = m_metrics->GetIngress() / seconds;
        m_egressBefore = m_metrics->GetEgress() / seconds;
    }
    m_hasBegun = true;
    m_counted = std::max(Simulator::Now(), GetStage().GetParts().start);
    Simulator::Schedule(m_counted - Simulator::Now(),
                        [self = Ptr<AttackEvent>(this)] { self->m_metrics->ResetBytes(); });
}

void
AttackEvent::End()
{
}

void
AttackEvent::TakeSample()
{
    m_metrics->TakeSample();
    Simulator::Schedule(m_sample, [self = Ptr<AttackEvent>(this)] { self->TakeSample(); });
}

void
AttackEvent::AddResults(std::map<std::string, double>& metrics) const
{
    if (!m_metrics)
    {
        return;
    }
    const std::string name = GetName() + ".";
    const Time start = GetStage().GetParts().start;
    double most = 0;
    double surrounded = 0;
    double least = 0;
    for (const AdversaryMetrics::Sample& sample : m_metrics->GetSamples())
    {
        const auto seconds = static_cast<int64_t>(std::llround((sample.at - start).GetSeconds()));
        std::string at = std::to_string(seconds);
        at = ".at_" + std::string(at.size() < 4 ? 4 - at.size() : 0, '0') + at + "s";
        metrics[name + "in_mesh" + at] = sample.adversaries;
        metrics[name + "in_mesh_of_victims" + at] = sample.victimMesh;
        metrics[name + "surrounded" + at] = sample.surrounded;
        metrics[name + "mesh_size" + at] = sample.meshSize;
        metrics[name + "connections" + at] = sample.connections;
        const std::vector<std::pair<std::string, const AdversaryMetrics::Scores*>> all = {
            {"score_of_honest", &sample.ofHonest},
            {"score_of_adversaries", &sample.ofAdversaries}};
        for (const auto& [who, scores] : all)
        {
            metrics[name + who + ".least" + at] = scores->least;
            metrics[name + who + ".p5" + at] = scores->p5;
            metrics[name + who + ".p50" + at] = scores->median;
            metrics[name + who + ".p95" + at] = scores->p95;
            metrics[name + who + ".negative" + at] = scores->negative;
        }
        most = std::max(most, sample.adversaries);
        surrounded = std::max(surrounded, sample.surrounded);
        least = std::min(least, sample.ofHonest.least);
        metrics[name + "in_mesh.last"] = sample.adversaries;
    }
    metrics[name + "in_mesh.most"] = most;
    metrics[name + "surrounded.most"] = surrounded;
    metrics[name + "score_of_honest.least"] = least;
    const double seconds = (Simulator::Now() - m_counted).GetSeconds();
    if (m_hasBegun && seconds > 0)
    {
        metrics[name + "victim_ingress_per_s"] = m_metrics->GetIngress() / seconds;
        metrics[name + "victim_egress_per_s"] = m_metrics->GetEgress() / seconds;
    }
    metrics[name + "victim_ingress_per_s_before"] = m_ingressBefore;
    metrics[name + "victim_egress_per_s_before"] = m_egressBefore;
    uint64_t acts = 0;
    for (uint32_t i = 0; i < m_adversaries.GetN(); i++)
    {
        const auto node = DynamicCast<P2pNode>(m_adversaries.Get(i));
        const auto protocol = node ? node->FindProtocol<PubsubAdversary>() : nullptr;
        acts += protocol ? protocol->GetNActs() : 0;
    }
    metrics[name + "acts"] = static_cast<double>(acts);
}

} // namespace ns3
