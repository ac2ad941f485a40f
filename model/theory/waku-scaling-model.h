/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCALING_MODEL_H
#define WAKU_SCALING_MODEL_H

#include "waku-scaling-parameters.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The parts of the received load of load case 4, in bytes per hour and node.
 */
struct WakuGossipLoad
{
    double messages;     //!< messages relayed over the mesh
    double ihave;        //!< IHAVE control messages
    double iwantReplies; //!< messages sent in reply to an IWANT; in 2023 also the IWANT itself

    /** \return the whole load */
    double GetTotal() const;
};

/**
 * \ingroup waku
 * \brief The closed-form scaling model of Waku relay: received load of a node, and latency.
 *
 * The cases are those of "Waku Scaling" (vacp2p/research, waku_scalability), in two versions:
 * - SEED_2023: a message costs n(d-1) transmissions, every received copy of a message is gossiped,
 *   latency is log_d(n) hops;
 * - REVISION_2025: n(d-1)+1 transmissions (the publisher sends to d neighbours), only unique
 *   messages are gossiped, received IWANTs are not counted, a path has whole hops, and latency
 *   includes the transmission time.
 *
 * A load is the number of bytes that one node receives per hour; a relay node sends as much. Like
 * the published model, the class computes in megabytes of 1000^2 bytes and in the published order
 * of steps, because some of the published figures (817.2 and 817.3 MB/hour for the same load)
 * depend on the last bit.
 *
 * `users` is the number of active users; each has one node. It may be a mean and need not be whole.
 * All functions throw std::domain_error with name, value and range if `users` is below 1. Load
 * cases 2 to 5 and the latency case also throw it if users and degree are both odd, since no
 * regular graph has such numbers.
 */
class WakuScalingModel
{
  public:
    /** Publication of the model. */
    enum class Version
    {
        SEED_2023,
        REVISION_2025
    };

    /**
     * \param parameters the assumptions
     * \param version which publication of the model
     * \throws std::domain_error if a parameter is outside its range
     */
    explicit WakuScalingModel(const WakuScalingParameters& parameters = WakuScalingParameters(),
                              Version version = Version::SEED_2023);

    /** \return the assumptions */
    const WakuScalingParameters& GetParameters() const
    {
        return m_parameters;
    }

    /** \return which publication of the model */
    Version GetVersion() const
    {
        return m_version;
    }

    /** \return `waku-2023` or `waku-2025` */
    std::string GetName() const;

    /**
     * Single shard, each message once: the load of a store node or a naive light node.
     * \param users active users
     * \return bytes per hour and node
     */
    double LoadCase1(double users) const;

    /**
     * Single shard, a message crosses each edge once: n*d/2 transmissions of a message.
     * \param users active users
     * \return bytes per hour and node
     */
    double LoadCase2(double users) const;

    /**
     * Single shard, a node relays a message to all neighbours except the one it came from.
     * \param users active users
     * \return bytes per hour and node
     */
    double LoadCase3(double users) const;

    /**
     * Load case 3 with gossip.
     * \param users active users
     * \return bytes per hour and node
     */
    double LoadCase4(double users) const;

    /**
     * Load case 3 with IDONTWANT, without gossip. The case was published in 2025 and, unlike the
     * other load cases of that revision, counts n(d-1) transmissions.
     * \param users active users
     * \return bytes per hour and node
     */
    double LoadCase5(double users) const;

    /**
     * Several shards: load case 4 in each shard of the node.
     * \param users active users
     * \return bytes per hour and node
     */
    double ShardingCase1(double users) const;

    /**
     * Sharding case 1 with a shard for 1:1 chat.
     * \param users active users
     * \return bytes per hour and node
     */
    double ShardingCase2(double users) const;

    /**
     * Naive light node: load case 1 in each shard of the node.
     * \param users active users
     * \return bytes per hour and node
     */
    double ShardingCase3(double users) const;

    /**
     * Latency of a message over the distance that assumption A41 selects.
     * \param users active users
     * \return the latency, in seconds
     */
    double LatencyCase1(double users) const;

    /**
     * \param users active users
     * \return the upper bound of the expected distance, log_d(users), in hops
     */
    double DistanceBound(double users) const;

    /**
     * \param users active users
     * \return the number of hops that LatencyCase1 counts: the distance that assumption A41
     *         selects, in 2025 rounded to whole hops
     */
    double LatencyHops(double users) const;

    /**
     * \param users active users
     * \return number of times that one message is sent from a node to another: n(d-1), in 2025
     *         n(d-1)+1
     */
    double TransmissionsPerMessage(double users) const;

    /**
     * \param users active users
     * \return transmissions of one message that crosses each edge once: n*d/2
     */
    double TransmissionsPerMessageOncePerEdge(double users) const;

    /**
     * \param users active users
     * \return transmissions of one message beyond the n-1 that are necessary
     */
    double DuplicatesPerMessage(double users) const;

    /**
     * \param users active users
     * \return number of IHAVEs sent for one message in the whole network
     */
    double IhavesPerMessage(double users) const;

    /**
     * \param users active users
     * \return transmissions of one big message where IDONTWANT prevents duplicates (load case 5)
     */
    double TransmissionsPerBigMessage(double users) const;

    /**
     * \param users active users
     * \param messageSize size of a message in bytes
     * \return bytes that a node receives on average for one message in its shard, including gossip;
     *         load case 4 is the sum over all messages
     */
    double BytesPerMessage(double users, double messageSize) const;

    /**
     * \param users active users
     * \return the parts of load case 4
     */
    WakuGossipLoad LoadCase4Parts(double users) const;

    /**
     * \param users active users
     * \return mean number of nodes in a group shard of the node
     */
    double NodesPerShard(double users) const;

    /**
     * Load case 4 with the given traffic in place of A01 and A02.
     * \param nodes number of nodes of the shard, at least 0; need not be whole
     * \param messagesPerHour messages that each node sends per hour
     * \param messageSize size of a message, in bytes
     * \return the parts of the load
     */
    WakuGossipLoad GossipLoad(double nodes, double messagesPerHour, double messageSize) const;

    /**
     * \param users active users
     * \throws std::domain_error if users is below 1, or if it and the degree are both odd
     */
    void CheckRegularGraph(double users) const;

  private:
    /** \return megabytes per hour of load case 1 for this many nodes */
    double UniqueMegabytes(double nodes) const;
    /** \return transmissions of a message among this many nodes */
    double Transmissions(double nodes) const;
    /** \return gossip load in megabytes for this many nodes, messages of this many megabytes */
    WakuGossipLoad GossipMegabytes(double nodes, double messagesPerHour, double megabytes) const;
    /** \return number of nodes of a mesh in the single-shard cases */
    double MeshNodes(double users) const;
    /** \return number of nodes of a 1:1 chat shard */
    double OneToOneNodes(double users) const;
    /** \return megabytes per hour in bytes per hour, plus the load outside of relay (A04) */
    double Finish(double megabytes) const;

    WakuScalingParameters m_parameters; //!< assumptions
    Version m_version;                  //!< publication
};

/**
 * \ingroup waku
 * \brief Bytes in a megabyte of the Waku scaling model.
 */
constexpr double WAKU_SCALING_MEGABYTE = 1e6;

} // namespace ns3

#endif /* WAKU_SCALING_MODEL_H */
