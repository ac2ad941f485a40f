/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/pubsub-message-id-function.h"
#include "ns3/pubsub-message-pool.h"

#include <gtest/gtest.h>
#include <set>
#include <unordered_set>

using namespace ns3;

namespace
{

MessageId
MakeLong(uint8_t first, std::size_t size)
{
    std::vector<uint8_t> bytes(size, 7);
    bytes[0] = first;
    return MessageId(bytes);
}

} // namespace

TEST(MessageId, OfAnyLengthUpTo64BytesIsAValue)
{
    for (const std::size_t size : {1, 8, 20, 32, 33, 64})
    {
        const MessageId id = MakeLong(1, size);
        MessageId copy = id;
        EXPECT_EQ(copy.GetSize(), size);
        EXPECT_EQ(copy, id);
        EXPECT_EQ(copy.GetKey(), id.GetKey());
        EXPECT_EQ(MessageIdHash()(copy), MessageIdHash()(id));
        const MessageId moved = std::move(copy);
        EXPECT_EQ(moved, id);
        copy = MakeLong(2, size);
        EXPECT_NE(copy, id);
        EXPECT_NE(copy.GetKey(), id.GetKey());
        EXPECT_LT(id, copy);
        copy = id;
        EXPECT_EQ(copy, id);
        EXPECT_EQ(copy.ToString().size(), 2 * size);
    }
    EXPECT_EQ(MessageId(std::vector<uint8_t>{1, 0xab}).ToString(), "01ab");
    EXPECT_EQ(MessageId(std::vector<uint8_t>(70, 1)).GetSize(), 64U);
}

TEST(MessageId, OfTheSameStartButAnotherLengthIsAnother)
{
    const MessageId shorter(std::vector<uint8_t>{1, 2});
    const MessageId longer(std::vector<uint8_t>{1, 2, 0});
    EXPECT_NE(shorter, longer);
    EXPECT_LT(shorter, longer);
    EXPECT_LT(longer, MessageId(std::vector<uint8_t>{1, 3}));
    EXPECT_EQ((std::set<MessageId>{shorter, longer, shorter}).size(), 2U);
    std::unordered_set<MessageId, MessageIdHash> ids;
    for (uint8_t i = 0; i < 100; i++)
    {
        // Ids with the peer first and a number last, as those of signed messages.
        std::vector<uint8_t> bytes(46, 9);
        bytes.back() = i;
        ids.insert(MessageId(bytes));
    }
    EXPECT_EQ(ids.size(), 100U);
}

TEST(MessageIdFunctions, AreThoseOfTheirNamesakes)
{
    const VirtualBytes data({'a', 'b', 'c'});
    const auto compute = [&](MessageIdFunction function) {
        return ComputeMessageId(function, "t", data).ToString();
    };
    // SHA-256 of "abc", "tabc", and of 01000000 0100000000000000 "t" "abc".
    EXPECT_EQ(compute(MessageIdFunction::DATA),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(compute(MessageIdFunction::TOPIC_AND_DATA),
              "6e39423730d9bd69db0e5c936ab50b35ead067c0c7db9a26292e5340c62f8f4f");
    EXPECT_EQ(compute(MessageIdFunction::ETHEREUM), "4d41d5ab933f3ca551bc5a5a92bef5e437064211");
    EXPECT_EQ(compute(MessageIdFunction::FIRST_BYTES), "616263");
    EXPECT_EQ(
        ComputeMessageId(MessageIdFunction::FIRST_BYTES, "t", VirtualBytes({1}, 20)).ToString(),
        "0100000000000000");
}

TEST(MessagePool, TakesAScriptsFunctionForIds)
{
    Ptr<MessagePool> pool = CreateObject<MessagePool>();
    pool->SetIdFunction([](const std::string& topic, const VirtualBytes&) {
        return MessageId(std::vector<uint8_t>(topic.begin(), topic.end()));
    });
    const auto one = pool->Add("one", VirtualBytes({1}), Seconds(0));
    EXPECT_EQ(one->GetId().ToString(), "6f6e65");
    EXPECT_EQ(pool->Find(one->GetId()), one);
    // One id is one message.
    EXPECT_EQ(pool->Add("one", VirtualBytes({2}), Seconds(0)), one);
    // An empty id is none.
    EXPECT_EQ(pool->Add("", VirtualBytes({2}), Seconds(0))->GetId().GetSize(), 32U);
}
