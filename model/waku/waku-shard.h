/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SHARD_H
#define WAKU_SHARD_H

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A shard of Waku relay (WAKU2-RELAY-SHARDING, formerly 51, "Static Sharding"): a pubsub
 * topic `/waku/2/rs/<cluster>/<shard>`.
 */
struct WakuShard
{
    uint16_t cluster{0}; //!< number of the cluster, which is a network of its own
    uint16_t shard{0};   //!< number of the shard in its cluster, 0 to LAST_SHARD

    static constexpr uint16_t LAST_SHARD = 1023; //!< largest number of a shard

    /** \return the pubsub topic */
    std::string ToTopic() const;

    /**
     * \param topic a pubsub topic
     * \return the shard; none if the topic is that of no shard
     */
    static std::optional<WakuShard> FromTopic(const std::string& topic);

    /** \return whether two shards are the same */
    friend bool operator==(const WakuShard& a, const WakuShard& b)
    {
        return a.cluster == b.cluster && a.shard == b.shard;
    }

    /** \return whether a shard comes before another, by cluster and number */
    friend bool operator<(const WakuShard& a, const WakuShard& b)
    {
        return std::tie(a.cluster, a.shard) < std::tie(b.cluster, b.shard);
    }
};

} // namespace ns3

#endif /* WAKU_SHARD_H */
