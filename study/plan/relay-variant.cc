/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-variant.h"

namespace ns3
{

std::vector<RelayVariant>
GetRelayVariants(uint32_t degree, const WakuScalingParameters& parameters)
{
    const std::string d = std::to_string(degree);
    const std::string regular = "regular:" + d;
    const std::string dialled = "dial:" + std::to_string(2 * degree);
    const double size = parameters.messageSize;
    const auto shards = static_cast<uint32_t>(parameters.shardsPerNode);
    std::vector<std::pair<std::string, std::string>> mesh = {{"D", d},
                                                             {"D_low", d},
                                                             {"D_high", d},
                                                             {"D_score", d},
                                                             {"D_out", "0"},
                                                             {"D_lazy", "6"},
                                                             {"McacheGossip", "3"},
                                                             {"FloodPublish", "false"}};
    auto gossip = mesh;
    gossip.emplace_back("SendIDontWant", "false");
    gossip.emplace_back("GossipFactor", "0");
    const Time soon = Seconds(10);
    const Time formed = Seconds(90);
    const Time drain = Seconds(30);
    return {
        {"immediate", regular, "Static", {}, size, 1, soon, drain},
        {"wait", regular, "Static", {{"ForwardDelay", "1s"}}, size, 1, soon, Seconds(60)},
        {"spread",
         regular,
         "Static",
         {{"ForwardDelay", "1s"}, {"ForwardJitter", "20s"}},
         size,
         1,
         soon,
         Seconds(400)},
        {"gossip", dialled, "GossipSub", gossip, size, 0.3, formed, drain},
        {"idontwant", regular, "GossipSub", mesh, parameters.bigMessageSize, 0.3, soon, drain},
        {"shards", dialled, "GossipSub", gossip, size, 0.3, formed, drain, shards},
    };
}

} // namespace ns3
