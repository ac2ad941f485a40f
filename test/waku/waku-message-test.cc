/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/waku-message.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// The message of the test vectors of 14/WAKU2-MESSAGE.
WakuMessage
MakeVector()
{
    WakuMessage message;
    message.payload =
        VirtualBytes({0x01, 0x02, 0x03, 0x04, 0x54, 0x45, 0x53, 0x54, 0x05, 0x06, 0x07, 0x08});
    message.contentTopic = "/waku/2/default-content/proto";
    message.timestamp = 0x175789bfa23f8400;
    const std::string meta = "super-secret";
    message.meta.assign(meta.begin(), meta.end());
    return message;
}

const std::string DEFAULT_TOPIC = "/waku/2/default-waku/proto";

} // namespace

TEST(WakuMessage, HashIsThatOfTheTestVectorWithMeta)
{
    EXPECT_EQ(MakeVector().ComputeHash(DEFAULT_TOPIC).ToString(),
              "64cce733fed134e83da02b02c6f689814872b1a0ac97ea56b76095c3c72bfe05");
}

TEST(WakuMessage, HashIsThatOfTheTestVectorWithLongMeta)
{
    WakuMessage message = MakeVector();
    message.meta.resize(64);
    for (uint8_t i = 0; i < 64; i++)
    {
        message.meta[i] = i;
    }
    EXPECT_EQ(message.ComputeHash(DEFAULT_TOPIC).ToString(),
              "7158b6498753313368b9af8f6e0a0a05104f68f972981da42a43bc53fb0c1b27");
}

TEST(WakuMessage, HashIsThatOfTheTestVectorWithoutMeta)
{
    WakuMessage message = MakeVector();
    message.meta.clear();
    EXPECT_EQ(message.ComputeHash(DEFAULT_TOPIC).ToString(),
              "a2554498b31f5bcdfcbf7fa58ad1c2d45f0254f3f8110a85588ec3cf10720fd8");
}

TEST(WakuMessage, HashIsThatOfTheTestVectorWithoutPayload)
{
    WakuMessage message = MakeVector();
    message.payload = VirtualBytes();
    EXPECT_EQ(message.ComputeHash(DEFAULT_TOPIC).ToString(),
              "483ea950cb63f9b9d6926b262bb36194d3f40a0463ce8446228350bd44e96de4");
}

TEST(WakuMessage, VirtualPayloadHashesAsZeros)
{
    WakuMessage virtualOne = MakeVector();
    virtualOne.payload = VirtualBytes({1, 2}, 5000);
    WakuMessage realOne = MakeVector();
    realOne.payload = VirtualBytes(virtualOne.payload.ToVector());
    EXPECT_EQ(virtualOne.ComputeHash(DEFAULT_TOPIC), realOne.ComputeHash(DEFAULT_TOPIC));
    EXPECT_EQ(virtualOne.Encode(), realOne.Encode());
    EXPECT_LT(virtualOne.Encode().GetHead().size(), 100U);
}

TEST(WakuMessage, EveryFieldSurvivesARoundTrip)
{
    WakuMessage message = MakeVector();
    message.payload = VirtualBytes({9, 8, 7}, 300);
    message.version = 2;
    message.timestamp = -5;
    message.rateLimitProof = {1, 2, 3};
    message.ephemeral = true;
    WakuMessage read;
    ASSERT_TRUE(WakuMessage::Decode(message.Encode(), read));
    EXPECT_EQ(read.payload, message.payload);
    EXPECT_EQ(read.contentTopic, message.contentTopic);
    EXPECT_EQ(read.version, message.version);
    EXPECT_EQ(read.timestamp, message.timestamp);
    EXPECT_EQ(read.meta, message.meta);
    EXPECT_EQ(read.rateLimitProof, message.rateLimitProof);
    EXPECT_EQ(read.ephemeral, message.ephemeral);
}

TEST(WakuMessage, BrokenBytesAndTooMuchMetaAreNotValid)
{
    WakuMessage read;
    EXPECT_FALSE(WakuMessage::Decode(VirtualBytes({0x0a, 0x05, 1}), read));
    EXPECT_FALSE(WakuMessage::Decode(VirtualBytes({0x0a, 0x05, 1}, 3), read));
    WakuMessage message = MakeVector();
    message.meta.resize(65);
    EXPECT_FALSE(WakuMessage::Decode(message.Encode(), read));
    EXPECT_FALSE(WakuMessage::Describe(DEFAULT_TOPIC, VirtualBytes({0xff})).valid);
}
