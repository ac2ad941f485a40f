/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-metadata-message.h"

#include "ns3/waku-protobuf.h"

namespace ns3
{

using namespace protobuf;

namespace
{

/// Field numbers of 66/WAKU2-METADATA, and the packed field of nwaku.
enum MetadataField : uint32_t
{
    METADATA_CLUSTER = 1,
    METADATA_SHARDS = 2,
    METADATA_PACKED_SHARDS = 3,
};

bool
ReadPacked(const Field& field, std::set<uint32_t>& shards)
{
    const uint8_t* cursor = field.bytes;
    const uint8_t* end = field.bytes + field.size;
    while (cursor != end)
    {
        uint64_t shard = 0;
        if (ReadVarint(cursor, end, shard) != ReadResult::OK)
        {
            return false;
        }
        shards.insert(static_cast<uint32_t>(shard));
    }
    return true;
}

} // namespace

std::vector<uint8_t>
WakuMetadataMessage::Encode() const
{
    std::vector<uint8_t> out;
    if (cluster)
    {
        AppendVarintField(out, METADATA_CLUSTER, *cluster);
    }
    std::vector<uint8_t> packed;
    for (const uint32_t shard : shards)
    {
        AppendVarintField(out, METADATA_SHARDS, shard);
        AppendVarint(packed, shard);
    }
    if (!packed.empty())
    {
        AppendMessageField(out, METADATA_PACKED_SHARDS, packed);
    }
    return out;
}

bool
WakuMetadataMessage::Decode(const std::vector<uint8_t>& bytes, WakuMetadataMessage& message)
{
    message = WakuMetadataMessage();
    Reader reader(bytes.data(), bytes.size());
    Field field;
    while (reader.Next(field))
    {
        if (field.number == METADATA_CLUSTER)
        {
            if (field.type != VARINT)
            {
                return false;
            }
            message.cluster = static_cast<uint32_t>(field.value);
        }
        else if (field.number == METADATA_SHARDS || field.number == METADATA_PACKED_SHARDS)
        {
            if (field.type == VARINT)
            {
                message.shards.insert(static_cast<uint32_t>(field.value));
            }
            else if (field.type != LEN || !ReadPacked(field, message.shards))
            {
                return false;
            }
        }
    }
    return !reader.IsMalformed();
}

} // namespace ns3
