/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-scaling-extensions.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

double
StatusControlLoad(const WakuScalingModel& model, double users)
{
    const auto& p = model.GetParameters();
    const double online = users / p.meshes * (1 + p.inactivePerActive);
    return model.LoadCase4(users) +
           model.GossipLoad(online, p.statusMessagesPerHour, p.statusMessageSize).GetTotal();
}

double
SelectiveLightNodeLoad(const WakuScalingModel& model, double users)
{
    WakuScalingParameters selective = model.GetParameters();
    selective.lightNodeShare = selective.selectiveShare;
    const WakuScalingModel lightNode(selective, model.GetVersion());
    return lightNode.ShardingCase3(users) + selective.requestsPerHour * selective.responseOverhead;
}

WakuPeers
PeersPerNode(const WakuScalingModel& model, double users)
{
    const auto& p = model.GetParameters();
    const double groupPeers = std::max(0.0, model.NodesPerShard(users) - 1);
    const double chatPeers =
        std::max(0.0, std::min(users / p.oneToOneShardsFilledEvenly, p.maxNodesPerShard) - 1);
    const double others = users - 1;
    const auto inEachShard = [&](double wanted) {
        return std::min(others,
                        p.shardsPerNode * std::min(wanted, groupPeers) +
                            p.oneToOneShards * std::min(wanted, chatPeers));
    };

    WakuPeers peers;
    peers.disjoint = inEachShard(p.degree);
    peers.withGossip = inEachShard(p.degree + p.dLazy);
    const double chosen = groupPeers > 0 ? std::min(1.0, p.degree / groupPeers) : 0;
    peers.shared = groupPeers * (1 - std::pow(1 - chosen, p.shardsPerNode + p.oneToOneShards));
    return peers;
}

} // namespace ns3
