/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-preset.h"

#include "ns3/abort.h"

namespace ns3
{

namespace
{

GossipSubPreset
GetNwaku()
{
    GossipSubPreset preset;
    preset.router = {{"D", "6"},
                     {"D_low", "4"},
                     {"D_high", "8"},
                     {"D_score", "6"},
                     {"D_out", "3"},
                     {"D_lazy", "6"},
                     {"GossipFactor", "0.25"},
                     {"McacheLen", "6"},
                     {"McacheGossip", "3"},
                     {"FloodPublish", "true"},
                     {"BandwidthEstimate", "100000000"},
                     {"PruneBackoff", "60s"},
                     {"UnsubscribeBackoff", "5s"},
                     {"OmitEarlySenders", "true"},
                     {"IDontWantMessageThreshold", "513"},
                     {"IDontWantMessageTtl", "6"},
                     {"IDontWantCancels", "false"}};
    preset.peerScore = {{"IPColocationFactorWeight", "-50"},
                        {"IPColocationFactorThreshold", "5"},
                        {"BehaviourPenaltyWeight", "-10"},
                        {"BehaviourPenaltyDecay", "0.986"},
                        {"GossipThreshold", "-100"},
                        {"PublishThreshold", "-1000"},
                        {"GraylistThreshold", "-10000"},
                        {"DecayInterval", "12s"},
                        {"DecayToZero", "0.01"},
                        {"RetainScore", "10min"}};
    preset.topicScore = {{"TopicWeight", "1"},
                         {"TimeInMeshWeight", "0.01"},
                         {"TimeInMeshQuantum", "1s"},
                         {"TimeInMeshCap", "10"},
                         {"FirstMessageDeliveriesWeight", "1"},
                         {"FirstMessageDeliveriesDecay", "0.5"},
                         {"FirstMessageDeliveriesCap", "10"},
                         {"InvalidMessageDeliveriesWeight", "-100"},
                         {"InvalidMessageDeliveriesDecay", "0.5"}};
    return preset;
}

} // namespace

GossipSubPreset
GossipSubPreset::Get(const std::string& name)
{
    if (name == "libp2p")
    {
        return GossipSubPreset();
    }
    NS_ABORT_MSG_IF(name != "nwaku",
                    "GossipSubPreset: \"" << name << "\" is not a preset; libp2p and nwaku are");
    return GetNwaku();
}

} // namespace ns3
