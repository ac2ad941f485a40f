/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-shard-set.h"

namespace ns3
{

namespace
{

/// Keys in an ENR.
const std::string LIST_KEY = "rs";
const std::string BITS_KEY = "rsv";

/// Bytes of the number of the cluster, and of cluster and length of an index list.
constexpr std::size_t CLUSTER_BYTES = 2;
constexpr std::size_t LIST_HEADER_BYTES = 3;

/// Bytes of the bit vector.
constexpr std::size_t BIT_BYTES = (WakuShard::LAST_SHARD + 1) / 8;

void
AppendBigEndian16(std::vector<uint8_t>& out, uint16_t value)
{
    out.push_back(static_cast<uint8_t>(value >> 8));
    out.push_back(static_cast<uint8_t>(value));
}

uint16_t
ReadBigEndian16(const std::vector<uint8_t>& bytes, std::size_t at)
{
    return static_cast<uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

std::optional<WakuShardSet>
DecodeList(const std::vector<uint8_t>& value)
{
    if (value.size() < LIST_HEADER_BYTES || value.size() != LIST_HEADER_BYTES + 2U * value[2])
    {
        return std::nullopt;
    }
    WakuShardSet set{ReadBigEndian16(value, 0), {}};
    for (std::size_t at = LIST_HEADER_BYTES; at < value.size(); at += 2)
    {
        const uint16_t shard = ReadBigEndian16(value, at);
        if (shard > WakuShard::LAST_SHARD)
        {
            return std::nullopt;
        }
        set.shards.insert(shard);
    }
    return set;
}

std::optional<WakuShardSet>
DecodeBits(const std::vector<uint8_t>& value)
{
    if (value.size() != CLUSTER_BYTES + BIT_BYTES)
    {
        return std::nullopt;
    }
    WakuShardSet set{ReadBigEndian16(value, 0), {}};
    for (uint16_t shard = 0; shard <= WakuShard::LAST_SHARD; shard++)
    {
        if (value[CLUSTER_BYTES + shard / 8] >> shard % 8 & 1)
        {
            set.shards.insert(set.shards.end(), shard);
        }
    }
    return set;
}

} // namespace

std::optional<WakuShardSet>
WakuShardSet::FromTopics(const std::set<std::string>& topics)
{
    std::optional<WakuShardSet> set;
    for (const std::string& topic : topics)
    {
        const auto shard = WakuShard::FromTopic(topic);
        if (!shard)
        {
            continue;
        }
        if (!set)
        {
            set = WakuShardSet{shard->cluster, {}};
        }
        if (shard->cluster != set->cluster)
        {
            return std::nullopt;
        }
        set->shards.insert(shard->shard);
    }
    return set;
}

std::pair<std::string, std::vector<uint8_t>>
WakuShardSet::Encode() const
{
    std::vector<uint8_t> value;
    AppendBigEndian16(value, cluster);
    if (shards.size() > LONGEST_LIST)
    {
        value.resize(CLUSTER_BYTES + BIT_BYTES);
        for (const uint16_t shard : shards)
        {
            value[CLUSTER_BYTES + shard / 8] |= static_cast<uint8_t>(1 << shard % 8);
        }
        return {BITS_KEY, value};
    }
    value.push_back(static_cast<uint8_t>(shards.size()));
    for (const uint16_t shard : shards)
    {
        AppendBigEndian16(value, shard);
    }
    return {LIST_KEY, value};
}

std::optional<WakuShardSet>
WakuShardSet::Decode(const std::string& key, const std::vector<uint8_t>& value)
{
    if (key == LIST_KEY)
    {
        return DecodeList(value);
    }
    return key == BITS_KEY ? DecodeBits(value) : std::nullopt;
}

} // namespace ns3
