/* SPDX-License-Identifier: GPL-2.0-only */
#include "hardening-config.h"

#include "ns3/json-file.h"
#include "ns3/program-option-value.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>

namespace ns3
{

namespace
{

/// The value of a field; the configurations keep each in an object of its own.
JsonPlace
ValueOf(const JsonPlace& group, const std::string& name)
{
    return group.At(name).At("value");
}

double
ReadNumber(const JsonPlace& group, const std::string& name)
{
    return ValueOf(group, name).GetNumber();
}

uint32_t
ReadCount(const JsonPlace& group, const std::string& name)
{
    const JsonPlace value = ValueOf(group, name);
    const double number = value.GetNumber();
    if (number < 0 || number != std::floor(number) || number > 1e9)
    {
        value.Fail("is no whole number");
    }
    return static_cast<uint32_t>(number);
}

/// A duration as Go writes it, such as 1m30s.
bool
ParseGoDuration(const std::string& text, Time& time)
{
    static const std::map<std::string, double> units =
        {{"h", 3600}, {"m", 60}, {"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9}};
    double seconds = 0;
    const char* at = text.c_str();
    while (*at != '\0')
    {
        char* after = nullptr;
        const double number = std::strtod(at, &after);
        std::string unit;
        const char* end = after;
        while (*end >= 'a' && *end <= 'z')
        {
            unit += *end++;
        }
        const auto found = units.find(unit);
        if (after == at || found == units.end() || !(number >= 0) || number > 1e9)
        {
            return false;
        }
        seconds += number * found->second;
        at = end;
    }
    time = Seconds(seconds);
    return !text.empty();
}

Time
ReadGoDuration(const JsonPlace& group, const std::string& name)
{
    const JsonPlace value = ValueOf(group, name);
    Time time;
    if (!ParseGoDuration(value.GetText(), time))
    {
        value.Fail("is no duration such as 1m30s");
    }
    return time;
}

/// A delay of connecting: a duration, or COUNT@DURATION for so many hosts, which has to be all.
Time
ReadConnectDelay(const JsonPlace& group, uint32_t hosts)
{
    const JsonPlace value = ValueOf(group, "connect_delay");
    const std::string text = value.GetText();
    const std::size_t at = text.find('@');
    Time time;
    if (!ParseGoDuration(at == std::string::npos ? text : text.substr(at + 1), time))
    {
        value.Fail("is no duration such as 1m30s, or 100@1m for all hosts");
    }
    if (at != std::string::npos && std::strtod(text.c_str(), nullptr) < hosts)
    {
        value.Fail("holds for fewer than all " + std::to_string(hosts) + " hosts");
    }
    return time;
}

/// Messages in a second, from a text such as 120/s.
double
ReadRate(const JsonPlace& group, const std::string& name)
{
    const JsonPlace value = ValueOf(group, name);
    const std::string text = value.GetText();
    char* after = nullptr;
    const double number = std::strtod(text.c_str(), &after);
    Time per;
    if (*after != '/' || !(number > 0) || !ParseGoDuration("1" + std::string(after + 1), per) ||
        per.IsZero())
    {
        value.Fail("is no rate such as 120/s");
    }
    return number / per.GetSeconds();
}

/// Bytes, from a text such as 2 KiB.
uint32_t
ReadBytes(const JsonPlace& group, const std::string& name)
{
    static const std::map<std::string, double> units = {{"", 1},
                                                        {"B", 1},
                                                        {"KB", 1000},
                                                        {"kB", 1000},
                                                        {"KiB", 1024},
                                                        {"MB", 1e6},
                                                        {"MiB", 1024 * 1024}};
    const JsonPlace value = ValueOf(group, name);
    std::istringstream text(value.GetText());
    double number = 0;
    std::string unit;
    text >> number >> unit;
    const auto found = units.find(unit);
    if (found == units.end() || !(number > 0) || number * found->second > 1e7)
    {
        value.Fail("is no size such as 2 KiB");
    }
    return static_cast<uint32_t>(number * found->second);
}

std::string
WriteTime(Time time)
{
    return OptionValue::Write(time.GetSeconds()) + "s";
}

std::string
WriteReal(double value)
{
    return OptionValue::Write(value);
}

/// The jitter of a delay to connect, as test/run.go draws it: from 5 % above it to 15 %, with 5 %.
double
ReadJitter(const JsonPlace& group)
{
    return ReadNumber(group, "connect_jitter_pct") / 100;
}

/// D_out and the gossip factor of the test plan where a configuration has none.
constexpr uint32_t DEFAULT_D_OUT = 2;
constexpr double DEFAULT_GOSSIP_FACTOR = 0.25;

/// P2 of preset nwaku, which counts messages.
constexpr double NWAKU_FIRST_WEIGHT = 1;
constexpr double NWAKU_FIRST_CAP = 10;

/// Dials of a node are spread over a second (test/discovery.go).
constexpr double DIAL_SPREAD = 1;

/// The kinds of scoring by the names that cases have.
const std::vector<std::pair<std::string, HardeningConfig::Scoring>> SCORINGS = {
    {"scored", HardeningConfig::Scoring::CONFIG},
    {"unscored", HardeningConfig::Scoring::NONE},
    {"nwaku", HardeningConfig::Scoring::NWAKU},
};

/// What the report of the study is about.
const std::vector<const char*> REPORTED = {
    "delivery_ratio",
    "latency_s.p50",
    "latency_s.p99",
    "latency_s.max",
    "attack.in_mesh.most",
    "attack.in_mesh.last",
    "attack.surrounded.most",
    "attack.score_of_honest.least",
    "attack.victim_ingress_per_s",
    "attack.victim_egress_per_s",
};

/// A case of the study.
struct HardeningCase
{
    std::string name;                   //!< name
    HardeningConfig::Settings scenario; //!< without its attack
    HardeningConfig::Settings attack;   //!< keys of the event
};

/// The settings that all cases have.
HardeningConfig::Settings
FindCommon(const std::vector<HardeningCase>& cases)
{
    HardeningConfig::Settings common;
    for (const auto& setting : cases.front().scenario)
    {
        const bool isCommon =
            std::all_of(cases.begin(), cases.end(), [&setting](const HardeningCase& one) {
                return std::find(one.scenario.begin(), one.scenario.end(), setting) !=
                       one.scenario.end();
            });
        if (isCommon)
        {
            common.push_back(setting);
        }
    }
    return common;
}

/// A flow map of YAML.
std::string
WriteMap(const HardeningConfig::Settings& settings)
{
    std::string text;
    for (const auto& [key, value] : settings)
    {
        text += (text.empty() ? "{" : ", ") + key + ": " + value;
    }
    return text + "}";
}

} // namespace

HardeningConfig::HardeningConfig(const std::string& path)
    : m_name(std::filesystem::path(path).stem().string())
{
    const JsonFile file(path);
    const JsonPlace root = file.GetRoot();
    ReadMain(root.At("main"));
    ReadAttack(root.At("main").At("attack_behavior"));
    ReadPeerScores(root.At("main").At("peer_score"));
    ReadTopic(root.At("topic"));
}

void
HardeningConfig::ReadMain(const JsonPlace& main)
{
    const JsonPlace counts = main.At("node_counts");
    m_publishers = ReadCount(counts, "publisher");
    m_lurkers = ReadCount(counts, "lurker");
    m_attackers = ReadCount(counts, "attacker");
    m_identities = ReadCount(counts, "attackers_per_container");
    if (ReadCount(counts, "honest_per_container") != 1)
    {
        ValueOf(counts, "honest_per_container").Fail("is not 1, as each honest node has a host");
    }
    const JsonPlace time = main.At("time");
    m_run = ReadGoDuration(time, "run");
    m_warm = ReadGoDuration(time, "warm");
    m_cool = ReadGoDuration(time, "cool");
    const JsonPlace pubsub = main.At("pubsub");
    m_heartbeat = ReadGoDuration(pubsub, "heartbeat");
    m_inspect = ReadGoDuration(pubsub, "score_inspect_period");
    m_queue = ReadCount(pubsub, "outbound_queue_size");
    m_d = ReadCount(pubsub, "degree");
    m_dLow = ReadCount(pubsub, "degree_lo");
    m_dHigh = ReadCount(pubsub, "degree_hi");
    m_dScore = ReadCount(pubsub, "degree_score");
    m_dLazy = ReadCount(pubsub, "degree_lazy");
    m_ticks = ReadCount(pubsub, "opportunistic_graft_ticks");
    const JsonPlace network = main.At("network");
    m_latency = ReadGoDuration(network, "latency");
    m_jitter = ReadNumber(network, "jitter_pct") / 100;
    m_rate = uint64_t(ReadCount(network, "bandwidth_mb")) << 20;
    m_dials = ReadCount(network, "degree");
    m_attackDials = ReadCount(network, "attack_degree");
    const JsonPlace honest = main.At("honest_behavior");
    m_floods = ValueOf(honest, "flood_publishing").GetFlag();
    m_honestDelay =
        Time::FromDouble(ReadConnectDelay(honest, m_publishers + m_lurkers).GetSeconds() *
                             (1 + 2 * ReadJitter(honest)),
                         Time::S);
}

void
HardeningConfig::ReadAttack(const JsonPlace& attack)
{
    if (ValueOf(attack, "attack_node_type").GetText() != "sybil")
    {
        ValueOf(attack, "attack_node_type").Fail("is not sybil");
    }
    m_single = ValueOf(attack, "single_node").GetFlag();
    m_censors = ValueOf(attack, "censor_single_node").GetFlag();
    m_publishersOnly = ValueOf(attack, "publishers_only").GetFlag();
    const double jitter = ReadJitter(attack);
    const double delay = ReadConnectDelay(attack, m_attackers).GetSeconds();
    m_attackAt = Seconds(delay * (1 + jitter));
    m_attackSpread = Seconds(delay * 2 * jitter);
    m_degrade = ReadNumber(attack, "sybil_degrade");
    m_covert = ReadGoDuration(attack, "sybil_attack_delay");
    m_regraftDelay = ReadGoDuration(attack, "sybil_regraft_delay");
    m_regraftBackoff = ReadGoDuration(attack, "sybil_regraft_backoff");
}

void
HardeningConfig::ReadPeerScores(const JsonPlace& score)
{
    m_peerScores.gossipThreshold = ReadNumber(score, "gossip_threshold");
    m_peerScores.publishThreshold = ReadNumber(score, "publish_threshold");
    m_peerScores.graylistThreshold = ReadNumber(score, "graylist_threshold");
    m_peerScores.acceptPxThreshold = ReadNumber(score, "acceptpx_threshold");
    m_peerScores.opportunisticThreshold = ReadNumber(score, "opportunistic_graft_threshold");
    m_peerScores.colocationWeight = ReadNumber(score, "ip_colocation_weight");
    m_peerScores.colocationThreshold = ReadNumber(score, "ip_colocation_threshold");
    m_peerScores.decayInterval = ReadGoDuration(score, "decay_interval");
    m_peerScores.decayToZero = ReadNumber(score, "decay_to_zero");
    m_peerScores.retain = ReadGoDuration(score, "retain_score");
}

void
HardeningConfig::ReadTopic(const JsonPlace& root)
{
    m_messagesPerSecond = ReadRate(root.At("topic"), "message_rate");
    m_size = ReadBytes(root.At("topic"), "message_size");
    const JsonPlace score = root.At("score");
    m_topicScores.topicWeight = ReadNumber(root, "topic_weight");
    const JsonPlace time = score.At("time_in_mesh");
    m_topicScores.timeWeight = ReadNumber(time, "weight");
    m_topicScores.timeQuantum = ReadGoDuration(time, "quantum");
    m_topicScores.timeCap = ReadNumber(time, "cap");
    const JsonPlace first = score.At("first_message_deliveries");
    m_topicScores.firstWeight = ReadNumber(first, "weight");
    m_topicScores.firstDecay = ReadNumber(first, "decay");
    m_topicScores.firstCap = ReadNumber(first, "cap");
    const JsonPlace delivery = score.At("mesh_message_deliveries");
    m_topicScores.deliveryWeight = ReadNumber(delivery, "weight");
    m_topicScores.deliveryDecay = ReadNumber(delivery, "decay");
    m_topicScores.deliveryCap = ReadNumber(delivery, "cap");
    m_topicScores.deliveryThreshold = ReadNumber(delivery, "threshold");
    // test/params.go adds the warm-up.
    m_topicScores.deliveryActivation = ReadGoDuration(delivery, "activation") + m_warm;
    m_topicScores.deliveryWindow = ReadGoDuration(delivery, "window");
    const JsonPlace failure = score.At("mesh_failure_penalty");
    m_topicScores.failureWeight = ReadNumber(failure, "weight");
    m_topicScores.failureDecay = ReadNumber(failure, "decay");
    const JsonPlace invalid = score.At("invalid_message_deliveries");
    m_topicScores.invalidWeight = ReadNumber(invalid, "weight");
    m_topicScores.invalidDecay = ReadNumber(invalid, "decay");
}

void
HardeningConfig::AddScores(double scale, Settings& settings) const
{
    const auto peer = [&settings](const char* name, const std::string& value) {
        settings.emplace_back(std::string("ns3::PeerScoreParameters::") + name, value);
    };
    const PeerScores& p = m_peerScores;
    peer("GossipThreshold", WriteReal(p.gossipThreshold));
    peer("PublishThreshold", WriteReal(p.publishThreshold));
    peer("GraylistThreshold", WriteReal(p.graylistThreshold));
    peer("AcceptPXThreshold", WriteReal(p.acceptPxThreshold));
    peer("OpportunisticGraftThreshold", WriteReal(p.opportunisticThreshold));
    peer("IPColocationFactorWeight", WriteReal(p.colocationWeight));
    peer("IPColocationFactorThreshold", WriteReal(p.colocationThreshold));
    peer("DecayInterval", WriteTime(p.decayInterval));
    peer("DecayToZero", WriteReal(p.decayToZero));
    peer("RetainScore", WriteTime(p.retain));
    const auto topic = [&settings](const char* name, const std::string& value) {
        settings.emplace_back(std::string("ns3::TopicScoreParameters::") + name, value);
    };
    const TopicScores& t = m_topicScores;
    topic("TopicWeight", WriteReal(t.topicWeight));
    topic("TimeInMeshWeight", WriteReal(t.timeWeight));
    topic("TimeInMeshQuantum", WriteTime(t.timeQuantum));
    topic("TimeInMeshCap", WriteReal(t.timeCap));
    topic("FirstMessageDeliveriesWeight", WriteReal(t.firstWeight * scale));
    topic("FirstMessageDeliveriesDecay", WriteReal(t.firstDecay));
    topic("FirstMessageDeliveriesCap", WriteReal(t.firstCap / scale));
    topic("MeshMessageDeliveriesWeight", WriteReal(t.deliveryWeight * scale * scale));
    topic("MeshMessageDeliveriesDecay", WriteReal(t.deliveryDecay));
    topic("MeshMessageDeliveriesCap", WriteReal(t.deliveryCap / scale));
    topic("MeshMessageDeliveriesThreshold", WriteReal(t.deliveryThreshold / scale));
    topic("MeshMessageDeliveriesActivation", WriteTime(t.deliveryActivation));
    topic("MeshMessageDeliveryWindow", WriteTime(t.deliveryWindow));
    topic("MeshFailurePenaltyWeight", WriteReal(t.failureWeight * scale * scale));
    topic("MeshFailurePenaltyDecay", WriteReal(t.failureDecay));
    topic("InvalidMessageDeliveriesWeight", WriteReal(t.invalidWeight));
    topic("InvalidMessageDeliveriesDecay", WriteReal(t.invalidDecay));
}

HardeningConfig::Settings
HardeningConfig::GetScenario(Scoring scoring, double scale) const
{
    std::string publishers;
    for (uint32_t i = 0; i < m_publishers; i++)
    {
        publishers += (i > 0 ? " " : "") + std::to_string(i);
    }
    const double perSecond = m_messagesPerSecond / scale;
    const auto messages = static_cast<uint32_t>(std::lround(m_run.GetSeconds() * perSecond));
    const std::string rate = std::to_string(m_rate) + "bps";
    Settings settings = {
        {"nodes", std::to_string(m_publishers + m_lurkers)},
        {"overlay", "dial:" + std::to_string(m_dials)},
        {"underlay.latency", WriteTime(m_latency)},
        {"underlay.jitter", WriteTime(Seconds(m_latency.GetSeconds() * m_jitter))},
        {"underlay.up", rate},
        {"underlay.down", rate},
        {"traffic.payload", std::to_string(m_size)},
        {"traffic.messages", std::to_string(messages)},
        {"traffic.interval", WriteTime(Seconds(1 / perSecond))},
        {"traffic.publisher", publishers},
        {"traffic.warmup", WriteTime(m_warm)},
        {"traffic.drain", WriteTime(m_cool)},
        // A delay of honest nodes is one in the mean.
        {"ns3::PeerConnectionManager::DialSpread",
         WriteTime(Seconds(DIAL_SPREAD) + m_honestDelay * int64_t(2))},
        {"ns3::GossipSubRouter::FloodPublish", m_floods ? "true" : "false"},
    };
    if (scoring == Scoring::NWAKU)
    {
        const std::string topic = "ns3::TopicScoreParameters::FirstMessageDeliveries";
        settings.emplace_back("preset", "nwaku");
        settings.emplace_back(topic + "Weight", WriteReal(NWAKU_FIRST_WEIGHT * scale));
        settings.emplace_back(topic + "Cap", WriteReal(NWAKU_FIRST_CAP / scale));
        return settings;
    }
    settings.emplace_back("preset", "go");
    const auto router = [&settings](const char* name, const std::string& value) {
        settings.emplace_back(std::string("ns3::GossipSubRouter::") + name, value);
    };
    router("D", std::to_string(m_d));
    router("D_low", std::to_string(m_dLow));
    router("D_high", std::to_string(m_dHigh));
    router("D_score", std::to_string(m_dScore));
    router("D_lazy", std::to_string(m_dLazy));
    router("D_out", std::to_string(DEFAULT_D_OUT));
    router("GossipFactor", WriteReal(DEFAULT_GOSSIP_FACTOR));
    router("HeartbeatInterval", WriteTime(m_heartbeat));
    router("OpportunisticGraftTicks", std::to_string(m_ticks));
    // v1.1 has no IDONTWANT.
    router("SendIDontWant", "false");
    settings.emplace_back("ns3::PeerConnectionManager::SendQueueFrames", std::to_string(m_queue));
    if (scoring == Scoring::CONFIG)
    {
        AddScores(scale, settings);
    }
    return settings;
}

HardeningConfig::Settings
HardeningConfig::GetAttack() const
{
    if (m_attackers == 0)
    {
        return {};
    }
    Settings settings = {
        {"event", "attack"},
        {"kind", "drop"},
        {"count", std::to_string(m_attackers)},
        {"identities", std::to_string(m_identities)},
        {"connect", std::to_string(m_attackDials)},
        {"share", m_censors ? "1" : WriteReal(m_degrade)},
        // Traffic begins after the warm-up.
        {"at", WriteTime(m_attackAt - m_warm)},
        {"spread", WriteTime(m_attackSpread)},
        {"delay", WriteTime(m_covert)},
        {"regraft_backoff", WriteTime(m_regraftBackoff)},
        {"regraft_delay", WriteTime(m_regraftDelay)},
        {"sample", WriteTime(m_inspect * int64_t(3))},
    };
    if (m_single)
    {
        settings.emplace_back("nodes", "[0]");
    }
    else if (m_publishersOnly)
    {
        settings.emplace_back("nodes", "0-" + std::to_string(m_publishers - 1));
    }
    if (m_censors)
    {
        settings.emplace_back("censor", "[0]");
    }
    return settings;
}

std::string
HardeningConfig::WriteStudy(const std::vector<HardeningConfig>& configs, double scale)
{
    std::vector<HardeningCase> cases;
    for (const HardeningConfig& config : configs)
    {
        for (const auto& [name, scoring] : SCORINGS)
        {
            cases.push_back({config.GetName() + " " + name,
                             config.GetScenario(scoring, scale),
                             config.GetAttack()});
        }
    }
    const Settings common = FindCommon(cases);
    std::ostringstream study;
    study << "# What do the attacks of the published evaluation of gossipsub v1.1 do, with its "
             "scores, without, and in nwaku?\n"
             "# Written by the program gossipsub-hardening with --scale="
          << WriteReal(scale)
          << ", which divides\n"
             "# the message rate and what counts messages in scores.\n"
             "study: attacks\n"
             "scenario:\n"
             "  protocol: waku-relay\n"
             "  mode: GossipSub\n"
             "  underlay.transport: flow\n";
    for (const auto& [key, value] : common)
    {
        study << "  " << key << ": " << value << "\n";
    }
    study << "vary:\n"
             "  cases:\n";
    for (const HardeningCase& one : cases)
    {
        study << "    " << one.name << ":\n";
        for (const auto& setting : one.scenario)
        {
            if (std::find(common.begin(), common.end(), setting) == common.end())
            {
                study << "      " << setting.first << ": " << setting.second << "\n";
            }
        }
        if (!one.attack.empty())
        {
            study << "      events: [" << WriteMap(one.attack) << "]\n";
        }
    }
    study << "runs: 1\n"
             "report:\n";
    for (const char* metric : REPORTED)
    {
        study << "  - {metric: " << metric << "}\n";
    }
    return study.str();
}

} // namespace ns3
