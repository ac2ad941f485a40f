/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-rlp.h"

namespace ns3
{

namespace
{

void
WriteTopic(RlpWriter& writer, WhisperTopic topic)
{
    const uint8_t bytes[] = {static_cast<uint8_t>(topic >> 24),
                             static_cast<uint8_t>(topic >> 16),
                             static_cast<uint8_t>(topic >> 8),
                             static_cast<uint8_t>(topic)};
    writer.WriteString(bytes, sizeof(bytes));
}

} // namespace

uint64_t
WriteWhisperFields(RlpWriter& writer, const WhisperEnvelopeFields& fields)
{
    writer.WriteUint(fields.expiry);
    writer.WriteUint(fields.ttl);
    WriteTopic(writer, fields.topic);
    const uint64_t dataSize = fields.data.GetSize();
    if (dataSize == 1)
    {
        writer.WriteString(fields.data.ToVector());
        return 0;
    }
    writer.WriteStringHeader(dataSize);
    return dataSize;
}

void
WriteWhisperTopics(RlpWriter& writer, const std::vector<WhisperTopic>& topics)
{
    RlpWriter list;
    for (WhisperTopic topic : topics)
    {
        WriteTopic(list, topic);
    }
    writer.WriteList(list);
}

bool
ReadWhisperTopic(RlpReader& reader, WhisperTopic& topic)
{
    uint8_t bytes[4];
    if (!reader.ReadFixedString(bytes, sizeof(bytes)))
    {
        return false;
    }
    topic = static_cast<WhisperTopic>(bytes[0]) << 24 | static_cast<WhisperTopic>(bytes[1]) << 16 |
            static_cast<WhisperTopic>(bytes[2]) << 8 | bytes[3];
    return true;
}

bool
ReadWhisperTopics(RlpReader& reader, std::size_t most, std::vector<WhisperTopic>& topics)
{
    RlpReader items;
    if (!reader.ReadList(items))
    {
        return false;
    }
    while (!items.IsAtEnd())
    {
        WhisperTopic topic;
        if (topics.size() == most || !ReadWhisperTopic(items, topic))
        {
            return false;
        }
        topics.push_back(topic);
    }
    return true;
}

} // namespace ns3
