/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCALING_EXTENSIONS_H
#define WAKU_SCALING_EXTENSIONS_H

#include "waku-scaling-model.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Load case 4 with the status messages of the application (A51 to A53).
 *
 * Status messages (presence, contact codes and the like) are relayed and gossiped like any other,
 * but every user who is online sends them, whether active or not.
 *
 * \param model the model
 * \param users active users
 * \return bytes per hour and node
 * \throws std::domain_error as WakuScalingModel::LoadCase4
 */
double StatusControlLoad(const WakuScalingModel& model, double users);

/**
 * \ingroup waku
 * \brief A light node that requests a share of the messages of its shards (A54 to A56).
 *
 * Sharding case 3 for that share, and the rest of each response.
 *
 * \param model the model
 * \param users active users
 * \return bytes per hour and node
 * \throws std::domain_error if users is below 1
 */
double SelectiveLightNodeLoad(const WakuScalingModel& model, double users);

/**
 * \ingroup waku
 * \brief How many peers a node needs for its meshes, those for 1:1 chat included.
 */
struct WakuPeers
{
    double disjoint;   //!< if no peer serves in two meshes: the most connections needed
    double shared;     //!< expected, if all shards have the same nodes and choose independently
    double withGossip; //!< disjoint, with D_lazy peers to gossip with in each shard
};

/**
 * \ingroup waku
 * \brief Peers of a node: degree times shards, limited by the nodes there are.
 *
 * With s meshes of degree d among the same m nodes, a peer is in none of them with probability
 * (1 - d/(m-1))^s.
 *
 * \param model the model
 * \param users active users
 * \return numbers of peers
 * \throws std::domain_error if users is below 1
 */
WakuPeers PeersPerNode(const WakuScalingModel& model, double users);

} // namespace ns3

#endif /* WAKU_SCALING_EXTENSIONS_H */
