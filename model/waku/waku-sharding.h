/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SHARDING_H
#define WAKU_SHARDING_H

#include "waku-content-topic.h"
#include "waku-shard.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Autosharding: content topics choose their shard (WAKU2-RELAY-SHARDING, "Automatic
 * Sharding"; nwaku's waku_core/topics/sharding.nim).
 *
 * The shard is the SHA-256 of application and version of the content topic, modulo the number of
 * shards of the network; of the hash, the last 64 bits count, as in nwaku. Only generation 0 is
 * specified.
 */
struct WakuSharding
{
    uint16_t cluster{1}; //!< number of the cluster
    uint16_t shards{8};  //!< number of shards of the network, 1 to 1024; 64/WAKU2-NETWORK has 8

    /**
     * \param topic a content topic
     * \param [out] error what is wrong, if the result is empty; may be null
     * \return its shard; none if its generation is not 0
     */
    std::optional<WakuShard> FindShard(const WakuContentTopic& topic,
                                       std::string* error = nullptr) const;

    /**
     * \param topic text of a content topic
     * \param [out] error what is wrong, if the result is empty; may be null
     * \return its shard; none if the text is no content topic, or its generation is not 0
     */
    std::optional<WakuShard> FindShard(const std::string& topic,
                                       std::string* error = nullptr) const;

    /**
     * Find an application whose content topics are in a given shard, for scripts that place groups.
     * \param prefix how the name of the application begins
     * \param shard number of the shard, below the number of shards
     * \param version version of the application
     * \return prefix, if its topics are in the shard, else prefix with the first number behind it
     *         that puts them there
     */
    std::string FindApplication(const std::string& prefix,
                                uint16_t shard,
                                const std::string& version = "1") const;

  private:
    /**
     * \param application name of an application
     * \param version its version
     * \return number of their shard
     */
    uint16_t ComputeShard(const std::string& application, const std::string& version) const;
};

} // namespace ns3

#endif /* WAKU_SHARDING_H */
