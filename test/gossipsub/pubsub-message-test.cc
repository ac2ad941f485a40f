/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/pubsub-message-pool.h"
#include "ns3/pubsub-rpc-encoder.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

Ptr<const PubsubMessage>
MakeMessage(uint32_t size)
{
    return PubsubMessage::Make("topic", VirtualBytes({1, 2}, size - 2), MessageId(), size, true);
}

} // namespace

TEST(PubsubMessage, IsFoundByItsFrameAndByNoOther)
{
    const auto message = MakeMessage(100);
    EXPECT_EQ(PubsubMessage::Of(*message->GetFrame()), message);
    EXPECT_EQ(message->GetFrame(), message->GetFrame());
    EXPECT_FALSE(PubsubMessage::Of(*Create<StreamFrame>(Create<Packet>(10))));
    PubsubRpc rpc;
    rpc.publish.push_back(message);
    EXPECT_FALSE(PubsubMessage::Of(*PubsubRpcEncoder::Encode(rpc)));
}

TEST(PubsubMessage, FrameHasItsTopicInATailAfterTheVirtualBytes)
{
    const auto frame = MakeMessage(100000)->GetFrame();
    ASSERT_TRUE(frame->GetTail());
    EXPECT_EQ(frame->GetSize(), frame->GetBody()->GetSize() + frame->GetTail()->GetSize());
    EXPECT_EQ(frame->GetPacket()->GetSize(), frame->GetSize());
    EXPECT_EQ(frame->GetTail()->GetSize(), 2u + 5u);
    EXPECT_LT(frame->GetBody()->GetSerializedSize(), 2000u);
}

TEST(PubsubMessage, LivesAsLongAsItOrItsFrameIsHeld)
{
    Ptr<const PubsubMessage> message = MakeMessage(100);
    EXPECT_EQ(message->GetReferenceCount(), 1u);
    const Ptr<const StreamFrame> frame = message->GetFrame();
    EXPECT_EQ(message->GetReferenceCount(), 2u);
    message = nullptr;
    EXPECT_EQ(frame->GetReferenceCount(), 1u);
    EXPECT_EQ(PubsubMessage::Of(*frame)->GetTopic(), "topic");
}

TEST(PubsubMessage, ThatWaitsInASendQueueStaysInThePool)
{
    auto pool = CreateObject<MessagePool>();
    pool->SetAttribute("Retention", TimeValue(Seconds(1)));
    const VirtualBytes data({1, 2, 3}, 100);
    Ptr<const StreamFrame> queued = pool->Add("topic", data, Seconds(0))->GetFrame();
    const MessageId id = PubsubMessage::Of(*queued)->GetId();
    const auto addOther = [&pool](uint8_t start) {
        pool->Add("topic", VirtualBytes({start}, 100), Seconds(10));
    };
    addOther(10);
    EXPECT_TRUE(pool->Find(id));
    queued = nullptr;
    addOther(11);
    EXPECT_FALSE(pool->Find(id));
}

TEST(PubsubMessage, SizeOfItsRpcIsThatOfTheFrameWithoutTheDelimiter)
{
    for (uint32_t size = 100; size < 140; size++)
    {
        const auto message = MakeMessage(size);
        uint8_t delimiter[2];
        message->GetFrame()->GetPacket()->CopyData(delimiter, 2);
        const bool isLong = delimiter[0] & 0x80;
        const uint32_t length = (delimiter[0] & 0x7f) + (isLong ? delimiter[1] << 7 : 0);
        EXPECT_EQ(message->GetRpcSize(), length);
        EXPECT_EQ(message->GetSize(), length + (isLong ? 2 : 1));
    }
    EXPECT_EQ(MakeMessage(3000000)->GetSize() - MakeMessage(3000000)->GetRpcSize(), 4u);
}
