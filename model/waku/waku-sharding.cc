/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-sharding.h"

#include "ns3/abort.h"

#include <cryptopp/sha.h>

namespace ns3
{

namespace
{

/// Index of the first byte of the hash that counts.
constexpr std::size_t FIRST_HASH_BYTE = CryptoPP::SHA256::DIGESTSIZE - sizeof(uint64_t);

} // namespace

uint16_t
WakuSharding::ComputeShard(const std::string& application, const std::string& version) const
{
    const std::string text = application + version;
    uint8_t digest[CryptoPP::SHA256::DIGESTSIZE];
    CryptoPP::SHA256().CalculateDigest(digest,
                                       reinterpret_cast<const uint8_t*>(text.data()),
                                       text.size());
    uint64_t value = 0;
    for (std::size_t i = FIRST_HASH_BYTE; i < sizeof(digest); i++)
    {
        value = value << 8 | digest[i];
    }
    return static_cast<uint16_t>(value % shards);
}

std::optional<WakuShard>
WakuSharding::FindShard(const WakuContentTopic& topic, std::string* error) const
{
    NS_ABORT_MSG_IF(shards == 0 || shards > WakuShard::LAST_SHARD + 1,
                    "WakuSharding: shards is " << shards << ", not 1 to 1024");
    if (topic.generation.value_or(0) != 0)
    {
        if (error)
        {
            *error = "content topic '" + topic.ToString() + "' has generation " +
                     std::to_string(*topic.generation) + ", and only 0 has a sharding";
        }
        return std::nullopt;
    }
    return WakuShard{cluster, ComputeShard(topic.application, topic.version)};
}

std::optional<WakuShard>
WakuSharding::FindShard(const std::string& topic, std::string* error) const
{
    const auto parts = WakuContentTopic::Parse(topic, error);
    return parts ? FindShard(*parts, error) : std::nullopt;
}

std::string
WakuSharding::FindApplication(const std::string& prefix,
                              uint16_t shard,
                              const std::string& version) const
{
    NS_ABORT_MSG_IF(shard >= shards,
                    "WakuSharding: shard is " << shard << ", not 0 to " << shards - 1);
    std::string name = prefix;
    for (uint32_t number = 1; ComputeShard(name, version) != shard; number++)
    {
        name = prefix + std::to_string(number);
    }
    return name;
}

} // namespace ns3
