/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SERVICE_FIXTURE_H
#define WAKU_SERVICE_FIXTURE_H

#include "fake-peer-host.h"
#include "stored-messages.h"

#include "ns3/request-message.h"
#include "ns3/simulator.h"
#include "ns3/waku-protobuf.h"
#include "ns3/waku-relay-protocol.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3
{

/// Bytes with their length in front of them, as they travel.
inline std::vector<uint8_t>
Delimited(const VirtualBytes& message)
{
    std::vector<uint8_t> bytes;
    protobuf::AppendMessageField(bytes, 1, message.ToVector());
    bytes.erase(bytes.begin());
    return bytes;
}

/// The message of a frame, without its length.
inline std::vector<uint8_t>
MessageOf(const Ptr<const StreamFrame>& frame)
{
    const std::vector<uint8_t> bytes = BytesOf(frame->GetPacket());
    const uint8_t* cursor = bytes.data();
    uint64_t size = 0;
    protobuf::ReadVarint(cursor, bytes.data() + bytes.size(), size);
    return std::vector<uint8_t>(cursor, bytes.data() + bytes.size());
}

/// A request or an answer that a frame is.
inline RequestMessage
RequestOf(const Ptr<const StreamFrame>& frame)
{
    RequestMessage message;
    EXPECT_TRUE(RequestMessage::Decode(VirtualBytes(MessageOf(frame)), message));
    return message;
}

/// A relay without a network, with as many peers as a test gives it.
class FakeRelay
{
  public:
    FakeRelay()
    {
        host.RunUntil(Seconds(0));
    }

    ~FakeRelay()
    {
        relay->Dispose();
    }

    /// A message of another node arrives, or this node publishes it.
    Ptr<const PubsubMessage> Publish(const WakuMessage& message,
                                     const std::string& topic = STORE_SHARD)
    {
        return relay->Publish(topic, message);
    }

    Ptr<WakuRelayProtocol> relay{CreateObject<WakuRelayProtocol>()};
    FakePeerHost host{relay};
};

} // namespace ns3

#endif /* WAKU_SERVICE_FIXTURE_H */
