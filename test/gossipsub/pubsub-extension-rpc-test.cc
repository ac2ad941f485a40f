/* SPDX-License-Identifier: GPL-2.0-only */
#include "extension-node.h"
#include "packet-bytes.h"
#include "protoc-decode.h"

#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/pubsub-rpc-parser.h"
#include "ns3/waku-protobuf.h"

#include <gtest/gtest.h>
#include <random>

using namespace ns3;

namespace
{

MessageId
MakeExtensionId(uint8_t value)
{
    return MessageId(std::vector<uint8_t>(32, value));
}

/// Everything that extensions can say.
PubsubRpc
MakeWholeExtensionRpc()
{
    PubsubRpc rpc = MakeExtensionRpc([](PubsubExtensionRpc& extension) {
        extension.supported = PubsubExtensionSet{true, true, false, true, true};
        extension.partial =
            PubsubPartialRpc{"topic", std::string("g\0p", 3), VirtualBytes({1, 2}, 50), "meta"};
        extension.test = true;
        extension.ping = "ping";
        extension.pong = "";
        extension.preambles = {{"topic", MakeExtensionId(1), 50000}, {"", MakeExtensionId(2), 0}};
        extension.imReceiving = {{MakeExtensionId(3), UINT32_MAX}};
        extension.choke = {"a", "b"};
        extension.unchoke = {"c"};
    });
    rpc.subscriptions = {{true, "topic", true, true}, {true, "other", false, true}};
    rpc.graft = {"topic"};
    return rpc;
}

/// Reads frames as a relay does.
struct ExtensionReader : PubsubRpcParser::Sink
{
    explicit ExtensionReader(const std::vector<uint8_t>& bytes, uint32_t piece = 7)
    {
        PubsubRpcParser parser(CreateObject<MessagePool>(), 1 << 20, *this);
        for (std::size_t at = 0; at < bytes.size() && !parser.HasFailed();)
        {
            const auto left = static_cast<uint32_t>(bytes.size() - at);
            const auto skip =
                static_cast<uint32_t>(std::min<uint64_t>(parser.GetSkippable(), left));
            if (skip > 0)
            {
                parser.Skip(skip);
            }
            at += skip > 0 ? skip : parser.Read(bytes.data() + at, std::min(piece, left));
        }
    }

    void HandleRpc(const PubsubRpc& rpc) override
    {
        rpcs.push_back(rpc);
    }

    void HandleError(RpcError error) override
    {
        errors.push_back(error);
    }

    std::vector<PubsubRpc> rpcs;
    std::vector<RpcError> errors;
};

std::vector<uint8_t>
Encode(const PubsubRpc& rpc)
{
    return BytesOf(PubsubRpcEncoder::Encode(rpc)->GetPacket());
}

} // namespace

TEST(ExtensionRpc, EveryPartSurvivesARoundTripInPiecesOfAnySize)
{
    const PubsubRpc written = MakeWholeExtensionRpc();
    for (const uint32_t piece : {1, 2, 3, 50, 1000})
    {
        const ExtensionReader reader(Encode(written), piece);
        ASSERT_EQ(reader.rpcs.size(), 1u);
        const PubsubRpc& rpc = reader.rpcs[0];
        ASSERT_EQ(rpc.subscriptions.size(), 2u);
        EXPECT_TRUE(rpc.subscriptions[0].requestsPartial && rpc.subscriptions[0].supportsPartial);
        EXPECT_FALSE(rpc.subscriptions[1].requestsPartial);
        EXPECT_TRUE(rpc.subscriptions[1].supportsPartial);
        EXPECT_EQ(rpc.graft, written.graft);
        ASSERT_TRUE(rpc.extension);
        const PubsubExtensionRpc& read = *rpc.extension;
        const PubsubExtensionRpc& expected = *written.extension;
        ASSERT_TRUE(read.supported);
        EXPECT_TRUE(read.supported->partialMessages && read.supported->test);
        EXPECT_TRUE(read.supported->preamble && read.supported->choke);
        EXPECT_FALSE(read.supported->pingPong);
        ASSERT_TRUE(read.partial);
        EXPECT_EQ(read.partial->topic, "topic");
        EXPECT_EQ(read.partial->groupId, expected.partial->groupId);
        EXPECT_EQ(read.partial->parts, expected.partial->parts);
        EXPECT_EQ(read.partial->partsMetadata, expected.partial->partsMetadata);
        EXPECT_TRUE(read.test);
        EXPECT_EQ(read.ping, expected.ping);
        EXPECT_EQ(read.pong, expected.pong);
        ASSERT_EQ(read.preambles.size(), 2u);
        EXPECT_EQ(read.preambles[0].topic, "topic");
        EXPECT_EQ(read.preambles[0].id, MakeExtensionId(1));
        EXPECT_EQ(read.preambles[0].length, 50000u);
        ASSERT_EQ(read.imReceiving.size(), 1u);
        EXPECT_EQ(read.imReceiving[0].id, MakeExtensionId(3));
        EXPECT_EQ(read.imReceiving[0].length, UINT32_MAX);
        EXPECT_EQ(read.choke, expected.choke);
        EXPECT_EQ(read.unchoke, expected.unchoke);
    }
}

TEST(ExtensionRpc, PartsOfAPartialMessageStayVirtualOnTheirWayAndAreNoControlFrame)
{
    const PubsubRpc rpc = MakeExtensionRpc([](PubsubExtensionRpc& extension) {
        extension.partial = PubsubPartialRpc{"t", "g", VirtualBytes({1}, 500000), "m"};
    });
    const Ptr<StreamFrame> frame = PubsubRpcEncoder::Encode(rpc);
    EXPECT_GT(frame->GetSize(), 500000u);
    EXPECT_LT(frame->GetPacket()->GetSerializedSize(), 2000u);
    EXPECT_FALSE(frame->IsControl());
    EXPECT_TRUE(PubsubRpcEncoder::Encode(MakeExtensionRpc([](PubsubExtensionRpc& extension) {
                    extension.partial = PubsubPartialRpc{"t", "g", std::nullopt, "m"};
                }))->IsControl());
}

TEST(ExtensionRpc, ProtocReadsIt)
{
    if (!HasProtoc())
    {
        GTEST_SKIP() << "protoc (protobuf-compiler) is not installed";
    }
    const std::vector<uint8_t> bytes = Encode(MakeWholeExtensionRpc());
    constexpr std::size_t LENGTH_BYTES = 2;
    const std::string text =
        DecodeByProtoc({bytes.begin() + LENGTH_BYTES, bytes.end()}, "RPC", "rpc.proto");
    for (const char* line : {"requestsPartial: true",
                             "supportsSendingPartial: true",
                             "partialMessages: true",
                             "preambleExtension: true",
                             "chokeExtension: true",
                             "testExtension: true",
                             "groupID: \"g\\000p\"",
                             "partsMetadata: \"meta\"",
                             "ping: \"ping\"",
                             "messageLength: 50000",
                             "imreceiving {",
                             "unchoke {"})
    {
        EXPECT_NE(text.find(line), std::string::npos) << line << " in\n" << text;
    }
}

TEST(ExtensionRpc, UnknownExtensionsAreIgnored)
{
    using namespace protobuf;
    std::vector<uint8_t> extensions;
    AppendVarintField(extensions, 7777777, 1);
    AppendStringField(extensions, 8888888, "what?");
    AppendVarintField(extensions, 4194304, 1);
    std::vector<uint8_t> control;
    AppendMessageField(control, 6, extensions);
    AppendStringField(control, 9, "unknown");
    std::vector<uint8_t> rpc;
    AppendMessageField(rpc, 3, control);
    AppendStringField(rpc, 7777777, "an extension's message");
    AppendVarintField(rpc, 8888888, 5);
    std::vector<uint8_t> frame;
    AppendVarint(frame, rpc.size());
    frame.insert(frame.end(), rpc.begin(), rpc.end());
    const ExtensionReader reader(frame);
    ASSERT_EQ(reader.rpcs.size(), 1u);
    ASSERT_TRUE(reader.rpcs[0].extension && reader.rpcs[0].extension->supported);
    EXPECT_TRUE(reader.rpcs[0].extension->supported->preamble);
    EXPECT_FALSE(reader.rpcs[0].extension->supported->partialMessages);
}

TEST(ExtensionRpc, AnyBytesGiveRpcsOrErrorsAndARouterSurvivesThem)
{
    ExtensionNode node;
    for (const char* extension :
         {"TestExtension", "PartialMessages", "PingPong", "Preamble", "Choke"})
    {
        node.Set(extension, "true");
    }
    node.StartWith(0);
    const std::vector<uint8_t> valid = Encode(MakeWholeExtensionRpc());
    std::mt19937 random(1);
    uint32_t read = 0;
    for (uint32_t round = 0; round < 4000; round++)
    {
        std::vector<uint8_t> bytes = valid;
        for (uint32_t change = 0; change < 1 + round % 4; change++)
        {
            bytes[2 + random() % (bytes.size() - 2)] = static_cast<uint8_t>(random());
        }
        const ExtensionReader reader(bytes, 1 + random() % 300);
        EXPECT_LE(reader.rpcs.size() + reader.errors.size(), bytes.size() + 1);
        for (const PubsubRpc& rpc : reader.rpcs)
        {
            read++;
            node.Receive(node.inside[random() % 6], rpc);
        }
        if (round % 100 == 0)
        {
            node.Run(HEARTBEAT);
        }
    }
    EXPECT_GT(read, 500u);
}
