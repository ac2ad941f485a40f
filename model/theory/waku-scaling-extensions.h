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
 * Status messages (such as presence and contact codes) are relayed and gossiped like other
 * messages, but every user who is online sends them, active or not.
 *
 * \param model the model
 * \param users active users
 * \return bytes per hour and node
 * \throws std::domain_error under the conditions of WakuScalingModel::LoadCase4
 */
double StatusControlLoad(const WakuScalingModel& model, double users);

/**
 * \ingroup waku
 * \brief Load of a light node that requests a share of the messages of its shards (A54 to A56).
 *
 * The load is that share of sharding case 3, and the bytes of each response beside its messages.
 *
 * \param model the model
 * \param users active users
 * \return bytes per hour and node
 * \throws std::domain_error if users is below 1
 */
double SelectiveLightNodeLoad(const WakuScalingModel& model, double users);

/**
 * \ingroup waku
 * \brief Number of peers that a node needs for its meshes, including those for 1:1 chat.
 */
struct WakuPeers
{
    double disjoint;   //!< if no peer is in two of the meshes: the largest number needed
    double shared;     //!< expected number if all shards have the same nodes, chosen independently
    double withGossip; //!< disjoint, plus D_lazy peers in each shard to gossip with
};

/**
 * \ingroup waku
 * \brief Peers of a node: degree times shards, limited by the number of nodes.
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
