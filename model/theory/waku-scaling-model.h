/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCALING_MODEL_H
#define WAKU_SCALING_MODEL_H

#include "waku-scaling-parameters.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The received load of load case 4, taken apart. All in bytes per hour and node.
 */
struct WakuGossipLoad
{
    double messages;     //!< messages relayed over the mesh
    double ihave;        //!< IHAVE control messages
    double iwantReplies; //!< what follows an IHAVE: the message, in 2023 with the IWANT

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
 * A load is what one node receives, in bytes per hour; what a relay node sends is as much. The
 * published model computes in megabytes of 1000^2 bytes; so does this one inside, step by step in
 * the published order, because some of its printed figures (817.2 and 817.3 MB/hour for the same
 * load) hang on the last bit.
 *
 * `users` is the number of active users, one node for each; it may be a mean and need not be whole.
 * Everything throws std::domain_error with name, value and range if `users` is below 1, and load
 * cases 2 to 5 and the latency case also if no regular graph has that many nodes of that degree
 * because both numbers are odd.
 */
class WakuScalingModel
{
  public:
    /** Which publication of the model. */
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
     * Single shard, unique messages: what a store node or a naive light node receives.
     * \param users active users
     * \return bytes per hour and node
     */
    double LoadCase1(double users) const;

    /**
     * Single shard, a message crosses each edge once: n*d/2 transmissions.
     * \param users active users
     * \return bytes per hour and node
     */
    double LoadCase2(double users) const;

    /**
     * Single shard, a message goes to all neighbours but the one it came from.
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
     * Load case 3 with IDONTWANT, without gossip. It is part of the revision of 2025 and counts
     * n(d-1) transmissions there too.
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
     * Latency of a message over the distance that assumption A41 chooses.
     * \param users active users
     * \return seconds
     */
    double LatencyCase1(double users) const;

    /**
     * \param users active users
     * \return the upper bound of the expected distance, log_d(users), in hops
     */
    double DistanceBound(double users) const;

    /**
     * \param users active users
     * \return hops that LatencyCase1 counts: as assumption A41 says, in 2025 rounded to whole hops
     */
    double LatencyHops(double users) const;

    /**
     * \param users active users
     * \return transmissions from node to node of one message: n(d-1), in 2025 n(d-1)+1
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
     * \return IHAVEs that one message causes in the network
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
     * \return bytes that a node receives on average for one message in its shard, with gossip: the
     *         summand of load case 4
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
     * \param nodes nodes of the shard, at least 0; not rounded
     * \param messagesPerHour messages that each node sends
     * \param messageSize their size in bytes
     * \return the load of load case 4 for other traffic than that of A01 and A02
     */
    WakuGossipLoad GossipLoad(double nodes, double messagesPerHour, double messageSize) const;

    /**
     * \param users active users
     * \throws std::domain_error if users is below 1, or if it and the degree are both odd
     */
    void CheckRegularGraph(double users) const;

  private:
    /** \return megabytes of load case 1 for this many nodes */
    double UniqueMegabytes(double nodes) const;
    /** \return transmissions of a message among this many nodes */
    double Transmissions(double nodes) const;
    /** \return gossip load in megabytes for this many nodes, messages of this many megabytes */
    WakuGossipLoad GossipMegabytes(double nodes, double messagesPerHour, double megabytes) const;
    /** \return nodes of the one mesh of the single-shard cases */
    double MeshNodes(double users) const;
    /** \return nodes of a 1:1 chat shard */
    double OneToOneNodes(double users) const;
    /** \return bytes per hour, given megabytes per hour, with the load outside of relay */
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
