/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-topic.h"

#include "ns3/pubsub-rpc-parser.h"
#include "ns3/waku-protobuf.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using Bytes = std::vector<uint8_t>;

/// Reads an RPC of full messages as a relay does.
class PublishReader : public PubsubRpcParser::Sink
{
  public:
    explicit PublishReader(const std::vector<Bytes>& messages)
    {
        Bytes rpc;
        for (const Bytes& message : messages)
        {
            protobuf::AppendMessageField(rpc, 2, message);
        }
        Bytes frame;
        protobuf::AppendVarint(frame, rpc.size());
        frame.insert(frame.end(), rpc.begin(), rpc.end());
        PubsubRpcParser parser(CreateObject<MessagePool>(), 1 << 20, *this);
        const uint8_t* at = frame.data();
        while (at < frame.data() + frame.size())
        {
            at += parser.Read(at, frame.data() + frame.size() - at);
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

Bytes
MakeMessage(const std::vector<std::pair<uint32_t, std::string>>& fields)
{
    Bytes message;
    for (const auto& field : fields)
    {
        protobuf::AppendStringField(message, field.first, field.second);
    }
    return message;
}

} // namespace

TEST(GossipSubWire, EachFieldThatStrictNoSignForbidsLeavesTheFrameOut)
{
    EXPECT_EQ(PublishReader({MakeMessage({{4, TOPIC}, {2, "data"}})}).rpcs.size(), 1u);
    // from, seqno, signature, key
    for (const uint32_t forbidden : {1, 3, 5, 6})
    {
        const PublishReader reader({MakeMessage({{4, TOPIC}, {2, "data"}, {forbidden, "x"}})});
        EXPECT_TRUE(reader.rpcs.empty()) << forbidden;
        EXPECT_EQ(reader.errors, std::vector<RpcError>{RpcError::SIGNED}) << forbidden;
    }
}

TEST(GossipSubWire, OfSeveralTopicsOfOneMessageTheLastHolds)
{
    const PublishReader reader({MakeMessage({{2, "data"}, {4, "topic1"}, {4, "topic2"}})});
    ASSERT_EQ(reader.rpcs.size(), 1u);
    ASSERT_EQ(reader.rpcs[0].publish.size(), 1u);
    EXPECT_EQ(reader.rpcs[0].publish[0]->GetTopic(), "topic2");
}

TEST(GossipSubWire, OneRpcMayHoldManyMessages)
{
    std::vector<Bytes> messages;
    for (int i = 0; i < 500; i++)
    {
        messages.push_back(MakeMessage({{4, TOPIC}, {2, "data " + std::to_string(i)}}));
    }
    const PublishReader reader(messages);
    ASSERT_EQ(reader.rpcs.size(), 1u);
    const auto& read = reader.rpcs[0].publish;
    ASSERT_EQ(read.size(), 500u);
    EXPECT_EQ(read[499]->GetData().ToVector(), (Bytes{'d', 'a', 't', 'a', ' ', '4', '9', '9'}));
}
