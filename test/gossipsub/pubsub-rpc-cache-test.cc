/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-topic.h"

#include "ns3/pubsub-rpc-cache.h"
#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/pubsub-rpc-parser.h"
#include "ns3/pubsub-shared-rpc.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

class RpcCache : public testing::Test, public PubsubRpcParser::Sink
{
  protected:
    void HandleRpc(const PubsubRpc& rpc) override
    {
        rpcs.push_back(rpc);
        addresses.push_back(&rpc);
    }

    void HandleError(RpcError) override
    {
        errors++;
    }

    static std::vector<uint8_t> Encode(const PubsubRpc& rpc)
    {
        const Ptr<const Packet> packet = PubsubRpcEncoder::Encode(rpc)->GetPacket();
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), bytes.size());
        return bytes;
    }

    /// \return an IHAVE of a message
    static PubsubRpc Offer(uint8_t id)
    {
        PubsubRpc rpc;
        rpc.ihave.push_back({TOPIC, {MessageId(std::vector<uint8_t>(32, id))}});
        return rpc;
    }

    /// Read bytes at once, or each alone.
    void Read(const std::vector<uint8_t>& bytes, bool isWhole = true)
    {
        PubsubRpcParser parser(pool, 1 << 20, *this);
        for (std::size_t at = 0; at < bytes.size(); at += isWhole ? bytes.size() : 1)
        {
            parser.Read(bytes.data() + at, isWhole ? static_cast<uint32_t>(bytes.size()) : 1);
        }
    }

    Ptr<MessagePool> pool{CreateObject<MessagePool>()};
    std::vector<PubsubRpc> rpcs;
    std::vector<const PubsubRpc*> addresses;
    int errors{0};
};

} // namespace

TEST_F(RpcCache, TheSameBytesAreDecodedOnce)
{
    for (int i = 0; i < 3; i++)
    {
        Read(Encode(Offer(1)));
    }
    ASSERT_EQ(rpcs.size(), 3U);
    EXPECT_EQ(addresses[1], addresses[0]);
    EXPECT_EQ(addresses[2], addresses[0]);
    EXPECT_EQ(rpcs[2].ihave[0].messageIds, Offer(1).ihave[0].messageIds);
}

TEST_F(RpcCache, PiecesAndOtherBytesGiveTheirOwnRpcs)
{
    Read(Encode(Offer(1)));
    Read(Encode(Offer(1)), false);
    Read(Encode(Offer(2)));
    // More than the cache has room for.
    for (int round = 0; round < 2; round++)
    {
        for (uint32_t i = 0; i < 3000; i++)
        {
            PubsubRpc rpc;
            rpc.graft.push_back(std::to_string(i));
            Read(Encode(rpc));
            ASSERT_EQ(rpcs.back().graft, rpc.graft);
        }
    }
    EXPECT_EQ(rpcs[1].ihave[0].messageIds, Offer(1).ihave[0].messageIds);
    EXPECT_EQ(rpcs[2].ihave[0].messageIds, Offer(2).ihave[0].messageIds);
    EXPECT_EQ(errors, 0);
}

TEST_F(RpcCache, SeveralFramesInOnePieceComeInOrder)
{
    std::vector<uint8_t> bytes;
    for (const uint8_t id : {1, 2, 1, 1, 3})
    {
        const auto frame = Encode(Offer(id));
        bytes.insert(bytes.end(), frame.begin(), frame.end());
    }
    Read(bytes);
    ASSERT_EQ(rpcs.size(), 5U);
    EXPECT_EQ(rpcs[3].ihave[0].messageIds, Offer(1).ihave[0].messageIds);
    EXPECT_EQ(rpcs[4].ihave[0].messageIds, Offer(3).ihave[0].messageIds);
}

TEST_F(RpcCache, MalformedBytesAreReportedEachTime)
{
    auto bytes = Encode(Offer(1));
    bytes[3] = 0xff;
    for (int i = 0; i < 3; i++)
    {
        Read(bytes);
    }
    EXPECT_EQ(errors, 3);
    EXPECT_TRUE(rpcs.empty());
}

TEST_F(RpcCache, HoldsNoFullMessages)
{
    PubsubRpc rpc;
    rpc.subscriptions.push_back({true, TOPIC});
    rpc.publish.push_back(pool->Add(TOPIC, VirtualBytes({1}), Seconds(0)));
    const uint32_t before = rpc.publish[0]->GetReferenceCount();
    Read(Encode(rpc));
    ASSERT_EQ(rpcs.size(), 1U);
    EXPECT_EQ(rpcs[0].publish, rpc.publish);
    rpcs.clear();
    EXPECT_EQ(rpc.publish[0]->GetReferenceCount(), before);
}

TEST_F(RpcCache, ASharedRpcHasOneFrame)
{
    const PubsubSharedRpc shared(Offer(1));
    EXPECT_EQ(shared.GetFrame(), shared.GetFrame());
    EXPECT_EQ(shared.GetFrame()->GetSize(), Encode(Offer(1)).size());
}
