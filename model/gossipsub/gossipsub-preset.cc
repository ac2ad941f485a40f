/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-preset.h"

#include "ns3/abort.h"

#include <algorithm>
#include <array>

namespace ns3
{

namespace
{

/// Names of the presets with values, in the order of the columns of SETTINGS.
constexpr std::array<const char*, 5> PRESETS = {"nwaku", "go", "rust", "js", "ethereum"};

/// What an attribute belongs to.
enum Part
{
    ROUTER,
    PEER_SCORE,
    TOPIC_SCORE,
    RELAY,
    CONNECTION,
};

/// An attribute and its value in each preset; null where the preset does not set it.
struct Setting
{
    Part part;
    const char* name;
    std::array<const char*, PRESETS.size()> values;
};

// clang-format off
/// The presets. doc/gossipsub-presets.rst has the same table with the sources of the values.
const Setting SETTINGS[] = {
    {ROUTER, "D", {"6", "6", "6", "6", "8"}},
    {ROUTER, "D_low", {"4", "5", "5", "4", "6"}},
    {ROUTER, "D_high", {"8", "12", "12", "12", "12"}},
    {ROUTER, "D_score", {"6", "4", "4", "4", "4"}},
    {ROUTER, "D_out", {"3", "2", "2", "2", "2"}},
    {ROUTER, "D_lazy", {"6", "6", "6", "6", "6"}},
    {ROUTER, "GossipFactor", {"0.25", "0.25", "0.25", "0.25", "0.25"}},
    {ROUTER, "HeartbeatInterval", {"1s", "1s", "1s", "1s", "700ms"}},
    {ROUTER, "FanoutTtl", {"60s", "60s", "60s", "60s", "60s"}},
    {ROUTER, "McacheLen", {"6", "5", "5", "5", "6"}},
    {ROUTER, "McacheGossip", {"3", "3", "3", "3", "3"}},
    {ROUTER, "SeenTtl", {"2min", "2min", "1min", "2min", "768s"}},
    {ROUTER, "RefreshSeen", {"true", "false", "false", "false", "false"}},
    {ROUTER, "NimMesh", {"true", "false", "false", "false", "false"}},
    {ROUTER, "GraftSubscribers", {"false", "false", "true", "true", "false"}},
    {ROUTER, "PruneAtDHigh", {"false", "true", "true", "false", "true"}},
    {ROUTER, "AdmitOutbound", {"true", "true", "false", "true", "true"}},
    {ROUTER, "AdmitNegative", {"true", "false", "false", "false", "false"}},
    {ROUTER, "PruneBackoff", {"60s", "60s", "60s", "60s", "60s"}},
    {ROUTER, "UnsubscribeBackoff", {"5s", "10s", "10s", "10s", "10s"}},
    {ROUTER, "BackoffSlack", {"0", "2", "1", "1", "2"}},
    {ROUTER, "BackoffTicks", {"1", "15", "0", "15", "15"}},
    {ROUTER, "ReceivedBackoffSlack", {"2s", "0s", "0s", "0s", "0s"}},
    {ROUTER, "BackoffOnDeparture", {"true", "false", "false", "false", "false"}},
    {ROUTER, "GraftTolerance", {"4s", "0s", "0s", "0s", "0s"}},
    {ROUTER, "GraftFloodThreshold", {"0s", "10s", "10s", "10s", "10s"}},
    {ROUTER, "GraftPenalty", {"0.1", "1", "1", "1", "1"}},
    {ROUTER, "MalformedPenalty", {"0.1", "0", "0", "0", "0"}},
    {ROUTER, "SubscriptionPenalty", {"0.1", "0", "0", "0", "0"}},
    {ROUTER, "PromisePenalty", {"0", "1", "1", "1", "1"}},
    {ROUTER, "OpportunisticGraftTicks", {nullptr, "60", "60", "60", "60"}},
    {ROUTER, "OpportunisticGraftPeers", {"2", "2", "2", "2", "2"}},
    {ROUTER, "DoPX", {"false", "false", "false", "false", "false"}},
    {ROUTER, "PrunePeers", {"16", "16", "0", "16", "16"}},
    {ROUTER, "MaxSubscriptions", {"4294967295", "4294967295", "4294967295", nullptr, "4294967295"}},
    {ROUTER, "FloodPublish", {"true", "false", "true", "true", "false"}},
    {ROUTER, "PublishToD", {"false", "false", "true", "true", "false"}},
    {ROUTER, "BandwidthEstimate", {"100000000", "0", "0", "0", "0"}},
    {ROUTER, "OwnMessagesFirst", {"true", "false", "false", "false", "false"}},
    {ROUTER, "OmitEarlySenders", {"true", "false", "false", "false", "false"}},
    {ROUTER, "DisconnectGraylisted", {"true", "false", "false", "false", "false"}},
    {ROUTER, "MaxIHaveLength", {"5000", "5000", "5000", "5000", "5000"}},
    {ROUTER, "MaxIHaveMessages", {"4294967295", "10", "10", "10", "10"}},
    {ROUTER, "MaxIWantLength", {"10", nullptr, nullptr, nullptr, nullptr}},
    {ROUTER, "MaxIWantMessages", {nullptr, nullptr, nullptr, "10", nullptr}},
    {ROUTER, "GossipRetransmission", {nullptr, "3", "3", "3", "3"}},
    {ROUTER, "IWantFollowupTime", {nullptr, "3s", "3s", "3s", "3s"}},
    {ROUTER, "AskOnce", {"false", "false", "true", "false", "false"}},
    {ROUTER, "SendIDontWant", {"true", "true", "true", "true", "true"}},
    {ROUTER, "IDontWantMessageThreshold", {"513", "1024", "1000", "512", "1024"}},
    {ROUTER, "MaxIDontWantMessages", {"4294967295", "1000", "4294967295", "4294967295", "1000"}},
    {ROUTER, "MaxIDontWantLength", {"4294967295", "10", "4294967295", "4294967295", "10"}},
    {ROUTER, "MaxIDontWantIds", {"1000", nullptr, nullptr, "512", nullptr}},
    {ROUTER, "IDontWantMessageTtl", {"6", "3", "3", "5", "3"}},
    {ROUTER, "IDontWantAfterValidation", {"false", "false", "false", "false", "false"}},
    {ROUTER, "IDontWantCancels", {"false", "false", "true", "false", "false"}},
    {ROUTER, "IDontWantToDirect", {"true", "false", "false", "false", "false"}},
    {ROUTER, "IDontWantToAsked", {"false", "false", "true", "false", "false"}},
    {PEER_SCORE, "TopicScoreCap", {"0", nullptr, nullptr, "10", "32.72"}},
    {PEER_SCORE, "AppSpecificWeight", {"0", nullptr, nullptr, "10", "1"}},
    {PEER_SCORE, "IPColocationFactorWeight", {"-50", nullptr, nullptr, "-5", "-35.11"}},
    {PEER_SCORE, "IPColocationFactorThreshold", {"5", nullptr, nullptr, "10", "10"}},
    {PEER_SCORE, "IPColocationIpv6Prefix", {"128", "64", "128", "128", "64"}},
    {PEER_SCORE, "IPColocationRetained", {"false", "true", "true", "true", "true"}},
    {PEER_SCORE, "IPColocationByPort", {"true", "false", "false", "false", "false"}},
    {PEER_SCORE, "BehaviourPenaltyWeight", {"-10", nullptr, nullptr, "-10", "-15.92"}},
    {PEER_SCORE, "BehaviourPenaltyThreshold", {"0", nullptr, nullptr, "0", "6"}},
    {PEER_SCORE, "BehaviourPenaltyDecay", {"0.986", nullptr, nullptr, "0.2", "0.985712"}},
    {PEER_SCORE, "SlowPeerPenaltyWeight", {"0", "0", "-0.2", "0", "0"}},
    {PEER_SCORE, "SlowPeerPenaltyThreshold", {"2", nullptr, "0", nullptr, nullptr}},
    {PEER_SCORE, "SlowPeerPenaltyDecay", {"0.2", nullptr, "0.2", nullptr, nullptr}},
    {PEER_SCORE, "DecayInterval", {"12s", nullptr, nullptr, "1s", "12s"}},
    {PEER_SCORE, "UpdateAtDecay", {"true", "false", "false", "false", "false"}},
    {PEER_SCORE, "DecayToZero", {"0.01", nullptr, nullptr, "0.1", "0.01"}},
    {PEER_SCORE, "RetainScore", {"10min", nullptr, nullptr, "1h", "38400s"}},
    {PEER_SCORE, "RetainPositive", {"true", "false", "false", "false", "false"}},
    {PEER_SCORE, "GossipThreshold", {"-100", nullptr, nullptr, "-10", "-4000"}},
    {PEER_SCORE, "PublishThreshold", {"-1000", nullptr, nullptr, "-50", "-8000"}},
    {PEER_SCORE, "GraylistThreshold", {"-10000", nullptr, nullptr, "-80", "-16000"}},
    {PEER_SCORE, "AcceptPXThreshold", {nullptr, nullptr, nullptr, "10", "100"}},
    {PEER_SCORE, "OpportunisticGraftThreshold", {"0", nullptr, nullptr, "20", "5"}},
    {TOPIC_SCORE, "TopicWeight", {"1", nullptr, nullptr, "0", "0.8"}},
    {TOPIC_SCORE, "TimeInMeshWeight", {"0.01", nullptr, nullptr, nullptr, "0.0333333"}},
    {TOPIC_SCORE, "TimeInMeshQuantum", {"1s", nullptr, nullptr, nullptr, "12s"}},
    {TOPIC_SCORE, "TimeInMeshCap", {"10", nullptr, nullptr, nullptr, "300"}},
    {TOPIC_SCORE, "FirstMessageDeliveriesWeight", {"1", nullptr, nullptr, nullptr, "1"}},
    {TOPIC_SCORE, "FirstMessageDeliveriesDecay", {"0.5", nullptr, nullptr, nullptr, "0.99283"}},
    {TOPIC_SCORE, "FirstMessageDeliveriesCap", {"10", nullptr, nullptr, nullptr, "23"}},
    {TOPIC_SCORE, "MeshMessageDeliveriesWeight", {"0", nullptr, nullptr, nullptr, "0"}},
    {TOPIC_SCORE, "MeshFailurePenaltyWeight", {"0", nullptr, nullptr, nullptr, "0"}},
    {TOPIC_SCORE, "InvalidMessageDeliveriesWeight", {"-100", nullptr, nullptr, nullptr, "-140.4475"}},
    {TOPIC_SCORE, "InvalidMessageDeliveriesDecay", {"0.5", nullptr, nullptr, nullptr, "0.997126"}},
    {RELAY, "MessageIds", {"Data", nullptr, nullptr, "Data", "Ethereum"}},
    {RELAY, "MaxMessageSize", {"153600", "1048576", "65536", "4194304", "12234442"}},
    {RELAY, "ProofSize", {"335", nullptr, nullptr, nullptr, nullptr}},
    {RELAY, "ValidationThrottle", {"4294967295", "8192", "4294967295", "4294967295", "8192"}},
    {CONNECTION, "SendQueueFrames", {nullptr, "32", nullptr, nullptr, "1000"}},
    {CONNECTION, "SendQueueAheadFrames", {"512", nullptr, nullptr, nullptr, nullptr}},
    {CONNECTION, "SendQueueRestFrames", {"1024", nullptr, "5000", nullptr, nullptr}},
    {CONNECTION, "SendQueueControlFrames", {"256", nullptr, "20000", nullptr, nullptr}},
};

// clang-format on

GossipSubPreset::Attributes&
AttributesOf(GossipSubPreset& preset, Part part)
{
    switch (part)
    {
    case ROUTER:
        return preset.router;
    case PEER_SCORE:
        return preset.peerScore;
    case TOPIC_SCORE:
        return preset.topicScore;
    case RELAY:
        return preset.relay;
    default:
        return preset.connection;
    }
}

/// The names as in "a, b and c".
std::string
ListNames(const std::vector<std::string>& names)
{
    std::string text = names.front();
    for (std::size_t i = 1; i < names.size(); i++)
    {
        text += (i + 1 == names.size() ? " and " : ", ") + names[i];
    }
    return text;
}

} // namespace

GossipSubPreset
GossipSubPreset::Get(const std::string& name)
{
    const std::vector<std::string> names = GetNames();
    NS_ABORT_MSG_IF(std::find(names.begin(), names.end(), name) == names.end(),
                    "GossipSubPreset: \"" << name << "\" is not a preset; " << ListNames(names)
                                          << " are");
    GossipSubPreset preset;
    const std::size_t column = std::find(PRESETS.begin(), PRESETS.end(), name) - PRESETS.begin();
    if (column == PRESETS.size())
    {
        return preset;
    }
    preset.scores = name != "go" && name != "rust";
    for (const Setting& setting : SETTINGS)
    {
        if (setting.values.at(column))
        {
            AttributesOf(preset, setting.part)
                .emplace_back(setting.name, setting.values.at(column));
        }
    }
    return preset;
}

std::vector<std::string>
GossipSubPreset::GetNames()
{
    std::vector<std::string> names = {"libp2p"};
    names.insert(names.end(), PRESETS.begin(), PRESETS.end());
    return names;
}

} // namespace ns3
