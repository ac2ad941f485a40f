/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STORED_MESSAGES_H
#define WAKU_STORED_MESSAGES_H

#include "ns3/waku-clock.h"
#include "ns3/waku-message.h"
#include "ns3/waku-stored-message.h"

#include <cstdint>
#include <string>

namespace ns3
{

inline constexpr auto STORE_SHARD = "/waku/2/rs/0/0";

/// Timestamp of a moment of the simulation.
inline int64_t
StampOf(double seconds)
{
    return ToWakuTimestamp(WAKU_UNIX_EPOCH, Seconds(seconds));
}

/// A message whose payload starts with its number, so that no two are alike.
inline WakuMessage
MakeWakuMessage(uint32_t number,
                int64_t timestamp,
                const std::string& contentTopic = "/app/1/a/proto",
                uint32_t size = 200)
{
    WakuMessage message;
    message.contentTopic = contentTopic;
    message.timestamp = timestamp;
    message.payload = VirtualBytes({static_cast<uint8_t>(number),
                                    static_cast<uint8_t>(number >> 8),
                                    static_cast<uint8_t>(number >> 16),
                                    1},
                                   size - 4);
    return message;
}

inline Ptr<const WakuStoredMessage>
MakeStored(uint32_t number,
           int64_t timestamp,
           const std::string& contentTopic = "/app/1/a/proto",
           const std::string& pubsubTopic = STORE_SHARD)
{
    return WakuStoredMessage::Make(pubsubTopic,
                                   MakeWakuMessage(number, timestamp, contentTopic).Encode());
}

} // namespace ns3

#endif /* WAKU_STORED_MESSAGES_H */
