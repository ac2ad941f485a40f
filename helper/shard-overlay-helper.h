/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SHARD_OVERLAY_HELPER_H
#define WAKU_SHARD_OVERLAY_HELPER_H

#include "overlay-helper.h"

#include "ns3/overlay-graph.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Creates an overlay in which the members of each shard find each other: an overlay of the
 * chosen family among the members of each shard, all of them united.
 *
 * Nodes that share several shards share connections too, so a link of one shard's overlay also
 * carries the others. In mode GossipSub, where each topic has a mesh of its own, choose more
 * connections than the mesh needs, such as `dial:10`. In mode Static with AnnounceSubscriptions,
 * the mesh of a shard is every link between two of its members: it has the degree of the family
 * only if members share no other shard, or all shards.
 *
 * \code
 *   ShardOverlayHelper overlay(OverlayHelper::FromString("dial:10"));
 *   overlay.SetStrangers(3);
 *   OverlayGraph graph = overlay.Create(100, {{0, 1, 2, ...}, {50, 51, ...}});
 * \endcode
 *
 * Shards without a common member are not connected with each other, and neither is a node that is a
 * member of none, unless SetStrangers() connects them.
 */
class ShardOverlayHelper
{
  public:
    /** \param overlay family of the overlays; that of a file stops the program */
    explicit ShardOverlayHelper(const OverlayHelper& overlay);

    /**
     * Let each node dial nodes at random in every shard that it is no member of, so that it can
     * publish there (gossipsub's fanout).
     * \param peers number of peers in each such shard, 0 by default; a shard with fewer members is
     *        dialled as a whole
     */
    void SetStrangers(uint32_t peers);

    /**
     * Let nodes have no strangers, such as light nodes, which do not relay.
     * \param isAlone whether a node has none, for each node; nodes beyond its end may have some
     */
    void SetAlone(const std::vector<bool>& isAlone);

    /**
     * Create a graph. A shard for which the family is too large or impossible, such as `regular:6`
     * among 6 members, is completely connected if it has at most SMALL_SHARD members, and else
     * stops the program with one sentence.
     * \param nodes number of nodes
     * \param members members of each shard, without repetition; a node may be in any number of
     *        them. A member that does not exist stops the program.
     * \return the graph
     */
    OverlayGraph Create(uint32_t nodes, const std::vector<std::vector<uint32_t>>& members) const;

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    static constexpr uint32_t SMALL_SHARD = 32; //!< most members that may be completely connected

  private:
    /**
     * Connect the members of a shard.
     * \param [in,out] graph the graph
     * \param shard number of the shard, for messages
     * \param members the members
     */
    void Connect(OverlayGraph& graph,
                 std::size_t shard,
                 const std::vector<uint32_t>& members) const;

    /**
     * Let all others dial members of a shard.
     * \param [in,out] graph the graph
     * \param members the members
     */
    void ConnectStrangers(OverlayGraph& graph, const std::vector<uint32_t>& members) const;

    OverlayHelper m_overlay;             //!< family of the overlays
    uint32_t m_strangers{0};             //!< peers in a shard that a node is no member of
    std::vector<bool> m_isAlone;         //!< nodes without such peers
    Ptr<UniformRandomVariable> m_random; //!< chooses these peers
};

} // namespace ns3

#endif /* WAKU_SHARD_OVERLAY_HELPER_H */
