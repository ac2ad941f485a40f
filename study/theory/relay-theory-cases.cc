/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-theory-cases.h"

#include "relay-load.h"

#include "ns3/random-regular-distance.h"
#include "ns3/waku-scaling-extensions.h"
#include "ns3/waku-scaling-model.h"

#include <stdexcept>

namespace ns3
{

namespace
{

using Version = WakuScalingModel::Version;
using ModelFunction = double (WakuScalingModel::*)(double users) const;

/// Whether nodes are part of one shard or of several.
enum class Shards
{
    ONE,
    SEVERAL
};

/// What a load case says of its scenario.
struct LoadCaseWords
{
    std::string name;          //!< name without the version
    std::string description;   //!< what it assumes
    ModelFunction evaluate;    //!< the model
    Shards shards;             //!< how many shards it is of
    bool needsGossip;          //!< whether it is of gossipsub alone
    bool needsDegree;          //!< whether it depends on the degree
    const std::string reading; //!< payload, with-control, unique or with-chat
};

/// A load in MB/hour, of bytes that are made of metrics.
template <typename Bytes>
TheoryReading
MakeLoadReading(const std::string& name, std::vector<std::string> metrics, Bytes bytes)
{
    metrics.emplace_back("published");
    metrics.emplace_back("nodes");
    const auto measure = [bytes, metrics](const TheoryScenario& run) {
        RunMetrics values;
        for (const std::string& metric : metrics)
        {
            values[metric] = run.GetMetric(metric);
        }
        const RelayRun relays = RelayRun::Of(values, {});
        return GetMegabytesPerHour(relays, bytes(relays), run.GetMessagesOfAll());
    };
    return {name, "MB/hour", metrics, measure};
}

TheoryReading
GetLoadReading(const std::string& name)
{
    const std::string payload = "ingress_bytes_per_node.payload";
    if (name == "payload")
    {
        return MakeLoadReading("received payload", {payload}, [](const RelayRun& run) {
            return run.payload;
        });
    }
    if (name == "with-control")
    {
        return MakeLoadReading("received payload and control messages",
                               {payload, "ingress_bytes_per_node.control"},
                               GetReceivedWithControl);
    }
    if (name == "unique")
    {
        return MakeLoadReading("received payload, each message once",
                               {"delivered", "message_bytes"},
                               [](const RelayRun& run) { return run.uniqueBytes; });
    }
    TheoryReading reading = GetLoadReading("with-control");
    reading.name += ", with 1:1 chat";
    reading.measure = [measure = reading.measure](const TheoryScenario& run) {
        if (run.GetChatMessagesPerHour() == 0)
        {
            throw std::domain_error("its runs need 1:1 chat, which protocol waku has");
        }
        return measure(run);
    };
    return reading;
}

/// The closed form with the assumptions that the scenario makes.
WakuScalingModel
MakeModel(const TheoryScenario& run, Version version, bool needsDegree)
{
    WakuScalingParameters parameters = run.GetWakuParameters();
    if (needsDegree)
    {
        parameters.degree = run.GetDegree();
    }
    return WakuScalingModel(parameters, version);
}

/// Stop where all nodes do not relay, or messages of users are not all that there is.
void
CheckPlainRelays(const TheoryScenario& run)
{
    if (run.GetLightShare() > 0)
    {
        throw std::domain_error("the case is of relays alone, and there are light nodes");
    }
    if (run.GetControlMessagesPerHour() > 0)
    {
        throw std::domain_error("the case is without control messages");
    }
}

double
EvaluateLoad(const LoadCaseWords& words, Version version, const TheoryScenario& run)
{
    const bool isOfChat = words.reading == "with-chat";
    if (run.IsOfCommunities() && isOfChat != (run.GetChatMessagesPerHour() > 0))
    {
        throw std::domain_error(isOfChat ? "the case is of 1:1 chat, and there is none here"
                                         : "the case is without 1:1 chat");
    }
    CheckPlainRelays(run);
    if (words.shards == Shards::ONE && run.GetShards() > 1)
    {
        throw std::domain_error("the case is of one shard, and nodes are part of several here");
    }
    if (words.needsGossip && !run.IsGossipSub())
    {
        throw std::domain_error("the case is of gossipsub, and relays here form no meshes");
    }
    const WakuScalingModel model = MakeModel(run, version, words.needsDegree);
    return (model.*words.evaluate)(run.GetUsers()) / WAKU_SCALING_MEGABYTE;
}

/// Load case 5 of messages that all have the size of the scenario.
double
EvaluateLoadCase5(const TheoryScenario& run)
{
    WakuScalingParameters parameters = run.GetWakuParameters();
    if (!run.IsGossipSub() || run.GetAttribute("ns3::GossipSubRouter::SendIDontWant") == 0)
    {
        throw std::domain_error("the case is of gossipsub with IDONTWANT, which is not sent here");
    }
    if (run.GetShards() > 1)
    {
        throw std::domain_error("the case is of one shard, and nodes are part of several here");
    }
    const double threshold = run.GetAttribute("ns3::GossipSubRouter::IDontWantMessageThreshold");
    parameters.bigMessageShare = parameters.messageSize >= threshold ? 1 : 0;
    parameters.degree = run.GetDegree();
    return WakuScalingModel(parameters).LoadCase5(run.GetNodes()) / WAKU_SCALING_MEGABYTE;
}

std::vector<LoadCaseWords>
GetLoadCaseWords()
{
    using Model = WakuScalingModel;
    return {
        {"load-case-1",
         "A store node gets each message once.",
         &Model::LoadCase1,
         Shards::ONE,
         false,
         false,
         "unique"},
        {"load-case-2",
         "A message crosses each edge once (A05): n*d/2 transmissions.",
         &Model::LoadCase2,
         Shards::ONE,
         false,
         true,
         "payload"},
        {"load-case-3",
         "A node relays a message to all neighbours except the one it came from: n(d-1) "
         "transmissions.",
         &Model::LoadCase3,
         Shards::ONE,
         false,
         true,
         "payload"},
        {"load-case-4",
         "Load case 3 with gossip: an IHAVE for each received copy, and for A33 of them an IWANT "
         "and the message.",
         &Model::LoadCase4,
         Shards::ONE,
         true,
         true,
         "with-control"},
        {"sharding-case-1",
         "Load case 4 in each shard of the node.",
         &Model::ShardingCase1,
         Shards::SEVERAL,
         true,
         true,
         "with-control"},
        {"sharding-case-2",
         "Sharding case 1 with a shard for 1:1 chat.",
         &Model::ShardingCase2,
         Shards::SEVERAL,
         true,
         true,
         "with-chat"},
        {"sharding-case-3",
         "A naive light node gets each message of its shards once.",
         &Model::ShardingCase3,
         Shards::SEVERAL,
         false,
         false,
         "unique"},
    };
}

/// What the revision of 2025 changes in a load case; empty if nothing.
std::string
GetRevision(const std::string& name)
{
    if (name == "load-case-3")
    {
        return "Load case 3 as revised in 2025: the publisher sends to all neighbours, n(d-1)+1 "
               "transmissions.";
    }
    if (name == "load-case-4" || name == "sharding-case-1" || name == "sharding-case-2")
    {
        const std::string title =
            name == "load-case-4" ? "Load case 4" : "Sharding case " + name.substr(14);
        return title + " as revised in 2025: an IHAVE for each message, not for each copy.";
    }
    return "";
}

void
AddLoadCases(std::vector<TheoryCase>& cases)
{
    for (const LoadCaseWords& words : GetLoadCaseWords())
    {
        const TheoryReading reading = GetLoadReading(words.reading);
        cases.push_back({words.name, words.description, reading, [words](const auto& run) {
                             return EvaluateLoad(words, Version::SEED_2023, run);
                         }});
        const std::string revision = GetRevision(words.name);
        if (!revision.empty())
        {
            cases.push_back({words.name + "-2025", revision, reading, [words](const auto& run) {
                                 return EvaluateLoad(words, Version::REVISION_2025, run);
                             }});
        }
        if (words.name == "load-case-4")
        {
            cases.push_back({"load-case-5",
                             "Load case 3 with IDONTWANT, which comes too late for A36 of the "
                             "copies; all messages have the size of the scenario.",
                             reading,
                             EvaluateLoadCase5});
        }
    }
}

/// Load case 4 with the control messages of users who are all active.
double
EvaluateStatusMessages(const TheoryScenario& run)
{
    if (!run.IsGossipSub() || run.GetControlMessagesPerHour() == 0)
    {
        throw std::domain_error("the case is of gossipsub and control messages");
    }
    if (run.GetShards() > 1 || run.GetLightShare() > 0)
    {
        throw std::domain_error("the case is of relays in one shard");
    }
    WakuScalingParameters parameters = run.GetWakuParameters();
    parameters.degree = run.GetDegree();
    parameters.statusMessageSize = run.GetNumber("control_size");
    parameters.statusMessagesPerHour = run.GetControlMessagesPerHour();
    parameters.inactivePerActive = 0;
    return StatusControlLoad(WakuScalingModel(parameters), run.GetUsers()) / WAKU_SCALING_MEGABYTE;
}

/// A load of light nodes in MB/hour, of bytes that a metric has for a day.
TheoryReading
MakeDailyReading(const std::string& name, const std::string& metric)
{
    return {name, "MB/hour", {metric}, [metric](const TheoryScenario& run) {
                return run.GetMetric(metric) / 24 / WAKU_SCALING_MEGABYTE;
            }};
}

/// A closed form of light nodes among communities.
template <typename Function>
auto
MakeLightForm(const std::string& key, Function form)
{
    return [key, form](const TheoryScenario& run) {
        if (!run.IsOfCommunities() || run.GetNumber(key) == 0)
        {
            throw std::domain_error("the case is of light nodes, and " + key + " is 0");
        }
        if (run.GetChatMessagesPerHour() + run.GetControlMessagesPerHour() > 0)
        {
            throw std::domain_error("the case is without 1:1 chat and control messages");
        }
        return form(run, run.GetWakuParameters()) / WAKU_SCALING_MEGABYTE;
    };
}

void
AddLightNodeCases(std::vector<TheoryCase>& cases)
{
    cases.push_back(
        {"naive-light-node",
         "Sharding case 3: a naive light node gets each message of its shards once.",
         MakeDailyReading("received by naive light nodes, payload",
                          "naive.ingress_bytes_per_day.payload"),
         MakeLightForm("naive_share", [](const TheoryScenario& run, const auto& parameters) {
             return WakuScalingModel(parameters).ShardingCase3(run.GetUsers());
         })});
    cases.push_back(
        {"selective-light-node",
         "A selective light node gets the messages of its groups, and answers (A55, A56).",
         MakeDailyReading("received by selective light nodes",
                          "selective.ingress_bytes_per_day.protocol"),
         MakeLightForm("selective_share", [](const TheoryScenario& run, auto parameters) {
             parameters.selectiveShare = run.GetSelectiveShare();
             return SelectiveLightNodeLoad(WakuScalingModel(parameters), run.GetUsers());
         })});
}

TheoryReading
MetricReading(const std::string& name, const std::string& unit, const std::string& metric)
{
    return {name, unit, {metric}, [metric](const TheoryScenario& run) {
                return run.GetMetric(metric);
            }};
}

/// Latency case 1 of a scenario, whatever its protocol.
double
EvaluateLatency(Version version, const TheoryScenario& run)
{
    WakuScalingParameters parameters;
    parameters.degree = run.GetDegree();
    parameters.delayPerHop = run.GetNumber("underlay.latency");
    if (version == Version::REVISION_2025)
    {
        parameters.messageSize = run.GetNumber("traffic.payload");
        parameters.messagesPerHour = run.GetMessagesPerHour();
        parameters.peerBandwidth = run.GetNumber("underlay.up");
    }
    return WakuScalingModel(parameters, version).LatencyCase1(run.GetNodes());
}

void
AddLatencyCases(std::vector<TheoryCase>& cases)
{
    const TheoryReading reading = MetricReading("mean latency", "s", "latency_s.mean");
    cases.push_back({"latency-case-1",
                     "A message takes log_d(n) hops of equal latency (A41, A42).",
                     reading,
                     [](const auto& run) { return EvaluateLatency(Version::SEED_2023, run); }});
    cases.push_back({"latency-case-1-2025",
                     "Latency case 1 as revised in 2025: whole hops, and the use of the up link.",
                     reading,
                     [](const auto& run) { return EvaluateLatency(Version::REVISION_2025, run); }});
    const auto distance = [](const TheoryScenario& run) {
        return RandomRegularDistance(run.GetNodes(), run.GetDegree()).GetMean();
    };
    cases.push_back({"random-regular-latency",
                     "A message takes the mean distance in a random regular graph, over hops of "
                     "equal latency.",
                     reading,
                     [distance](const auto& run) {
                         return distance(run) * run.GetNumber("underlay.latency");
                     }});
    cases.push_back({"random-regular-distance",
                     "The mean distance in a random regular graph.",
                     MetricReading("mean hops", "", "hops.mean"),
                     distance});
}

/// Transmissions of a message that is not sent back to where it first came from, 2E-(n-1).
double
EvaluateFlooding(const TheoryScenario& run)
{
    const double nodes = run.GetNodes();
    const double degree = run.IsGossipSub() ? run.GetDegree() : run.GetMetric("degree");
    return nodes * degree - (nodes - 1);
}

} // namespace

std::vector<TheoryCase>
MakeRelayTheoryCases()
{
    std::vector<TheoryCase> cases;
    AddLoadCases(cases);
    AddLightNodeCases(cases);
    cases.push_back(
        {"status-messages",
         "Load case 4 with the control messages of users who are all active (A51, A52).",
         GetLoadReading("with-control"),
         EvaluateStatusMessages});
    AddLatencyCases(cases);
    TheoryReading transmissions =
        MetricReading("transmissions per message", "", "transmissions_per_message");
    transmissions.metrics.emplace_back("degree");
    transmissions.metrics.emplace_back("nodes");
    cases.push_back({"flooding",
                     "A node sends a message to all neighbours except the one it first came from: "
                     "2E-(n-1) transmissions, in a d-regular graph n(d-1)+1.",
                     transmissions,
                     EvaluateFlooding});
    return cases;
}

} // namespace ns3
