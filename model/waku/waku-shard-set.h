/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SHARD_SET_H
#define WAKU_SHARD_SET_H

#include "waku-shard.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The shards of a node in one cluster, as its ENR says them (WAKU2-RELAY-SHARDING,
 * "Discovery"; nwaku's waku_enr/sharding.nim).
 *
 * Fewer than 64 shards are an index list under the key `rs`, more a bit vector under `rsv`. Of the
 * bit vector the specification says that its right-most bit is shard 0; in nwaku, which this class
 * follows, shard s is bit s mod 8 of byte s div 8, so that the bytes are in the reverse order.
 */
struct WakuShardSet
{
    uint16_t cluster{0};       //!< number of the cluster
    std::set<uint16_t> shards; //!< numbers of the shards, 0 to WakuShard::LAST_SHARD

    static constexpr std::size_t LONGEST_LIST = 63; //!< most shards of an index list

    /**
     * \param topics pubsub topics; those that are of no shard are left out
     * \return the shards of the topics; none if they are of no shard, or of several clusters
     */
    static std::optional<WakuShardSet> FromTopics(const std::set<std::string>& topics);

    /**
     * \param shard a shard
     * \return whether it is one of these
     */
    bool Contains(const WakuShard& shard) const
    {
        return shard.cluster == cluster && shards.count(shard.shard) > 0;
    }

    /** \return key and value in an ENR */
    std::pair<std::string, std::vector<uint8_t>> Encode() const;

    /**
     * \param key `rs` or `rsv`
     * \param value value of the key in an ENR, which may be any bytes
     * \return the shards; none if the key is another, or the value has the wrong length or a shard
     *         above WakuShard::LAST_SHARD
     */
    static std::optional<WakuShardSet> Decode(const std::string& key,
                                              const std::vector<uint8_t>& value);
};

} // namespace ns3

#endif /* WAKU_SHARD_SET_H */
