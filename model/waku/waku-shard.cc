/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-shard.h"

#include "waku-topic-parts.h"

#include <vector>

namespace ns3
{

namespace
{

/// How the pubsub topic of every shard begins.
const std::string SHARD_PREFIX = "/waku/2/rs/";

} // namespace

std::string
WakuShard::ToTopic() const
{
    return SHARD_PREFIX + std::to_string(cluster) + "/" + std::to_string(shard);
}

std::optional<WakuShard>
WakuShard::FromTopic(const std::string& topic)
{
    if (topic.compare(0, SHARD_PREFIX.size(), SHARD_PREFIX) != 0)
    {
        return std::nullopt;
    }
    const std::vector<std::string> parts = SplitWakuTopic(topic, SHARD_PREFIX.size());
    if (parts.size() != 2)
    {
        return std::nullopt;
    }
    const auto cluster = ReadWakuTopicNumber<uint16_t>(parts[0]);
    const auto shard = ReadWakuTopicNumber<uint16_t>(parts[1]);
    if (!cluster || !shard || *shard > LAST_SHARD)
    {
        return std::nullopt;
    }
    return WakuShard{*cluster, *shard};
}

} // namespace ns3
