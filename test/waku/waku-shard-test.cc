/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/waku-content-topic.h"
#include "ns3/waku-shard-set.h"
#include "ns3/waku-shard.h"
#include "ns3/waku-sharding.h"

#include <gtest/gtest.h>
#include <map>
#include <vector>

using namespace ns3;

TEST(WakuContentTopic, ShortFormHasFourParts)
{
    const auto topic = WakuContentTopic::Parse("/toychat/2/huilong/proto");
    ASSERT_TRUE(topic);
    EXPECT_FALSE(topic->generation);
    EXPECT_EQ(topic->application, "toychat");
    EXPECT_EQ(topic->version, "2");
    EXPECT_EQ(topic->name, "huilong");
    EXPECT_EQ(topic->encoding, "proto");
    EXPECT_EQ(topic->ToString(), "/toychat/2/huilong/proto");
}

TEST(WakuContentTopic, FullFormHasTheGenerationInFront)
{
    const auto topic = WakuContentTopic::Parse("/0/myapp/1/mytopic/cbor");
    ASSERT_TRUE(topic);
    EXPECT_EQ(topic->generation, 0U);
    EXPECT_EQ(topic->application, "myapp");
    EXPECT_EQ(topic->encoding, "cbor");
    EXPECT_EQ(topic->ToString(), "/0/myapp/1/mytopic/cbor");
}

TEST(WakuContentTopic, WhatIsNoneIsRefusedWithASentence)
{
    const std::map<std::string, std::string> refused = {
        {"", "content topic '' does not begin with a slash"},
        {"toychat/2/huilong/proto",
         "content topic 'toychat/2/huilong/proto' does not begin with a slash"},
        {"//2/huilong/proto", "content topic '//2/huilong/proto' has no application"},
        {"/toychat//huilong/proto", "content topic '/toychat//huilong/proto' has no version"},
        {"/toychat/2//proto", "content topic '/toychat/2//proto' has no name"},
        {"/toychat/2/huilong/", "content topic '/toychat/2/huilong/' has no encoding"},
        {"//toychat/2/huilong/proto",
         "content topic '//toychat/2/huilong/proto' has no generation"},
        {"/x/toychat/2/huilong/proto",
         "content topic '/x/toychat/2/huilong/proto' has generation 'x', not a number from 0 to "
         "4294967295"},
        {"/-1/toychat/2/huilong/proto",
         "content topic '/-1/toychat/2/huilong/proto' has generation '-1', not a number from 0 to "
         "4294967295"},
        {"/4294967296/a/1/b/c",
         "content topic '/4294967296/a/1/b/c' has generation '4294967296', not a number from 0 to "
         "4294967295"},
        {"/a/b/c",
         "content topic '/a/b/c' is not /{application}/{version}/{name}/{encoding} or the same "
         "with /{generation} in front"},
        {"/0/a/1/b/c/d",
         "content topic '/0/a/1/b/c/d' is not /{application}/{version}/{name}/{encoding} or the "
         "same with /{generation} in front"},
    };
    for (const auto& [text, sentence] : refused)
    {
        std::string error;
        EXPECT_FALSE(WakuContentTopic::Parse(text, &error)) << text;
        EXPECT_EQ(error, sentence);
        EXPECT_FALSE(WakuContentTopic::Parse(text)) << text;
    }
}

TEST(WakuShard, ItsTopicNamesClusterAndShard)
{
    EXPECT_EQ((WakuShard{0, 2}.ToTopic()), "/waku/2/rs/0/2");
    EXPECT_EQ((WakuShard{65535, 1023}.ToTopic()), "/waku/2/rs/65535/1023");
    const auto shard = WakuShard::FromTopic("/waku/2/rs/16/43");
    ASSERT_TRUE(shard);
    EXPECT_EQ(shard->cluster, 16);
    EXPECT_EQ(shard->shard, 43);
}

TEST(WakuShard, OtherTopicsAreOfNoShard)
{
    for (const char* topic : {"",
                              "/waku/2/default-waku/proto",
                              "/waku/2/rs",
                              "/waku/2/rs/",
                              "/waku/2/rs/1",
                              "/waku/2/rs/1/",
                              "/waku/2/rs//1",
                              "/waku/2/rs/1/1024",
                              "/waku/2/rs/65536/1",
                              "/waku/2/rs/1/2/3",
                              "/waku/2/rs/1/-2",
                              "/waku/2/rs/1/2 "})
    {
        EXPECT_FALSE(WakuShard::FromTopic(topic)) << topic;
    }
}

TEST(WakuSharding, ShardsAreThoseOfTheSpecificationAndOfNwaku)
{
    // The example of WAKU2-RELAY-SHARDING, then nwaku's tests/waku_core/topics/test_sharding.nim.
    const std::map<std::string, uint16_t> shards = {{"/myapp/1/mytopic/cbor", 0},
                                                    {"/0/myapp/1/mytopic/cbor", 0},
                                                    {"/toychat/2/huilong/proto", 3},
                                                    {"/0/toychat/2/huilong/proto", 3},
                                                    {"/toychat2/2/huilong/proto", 6},
                                                    {"/0/toychat2/2/huilong/proto", 6},
                                                    {"/toychat/2/huilong/proto2", 3},
                                                    {"/0/toychat/2/huilong/proto2", 3},
                                                    {"/0/toychat/4/huilong/proto2", 7}};
    const WakuSharding sharding{1, 8};
    for (const auto& [topic, shard] : shards)
    {
        EXPECT_EQ(sharding.FindShard(topic), (WakuShard{1, shard})) << topic;
    }
}

TEST(WakuSharding, FurtherGenerationsHaveNoShard)
{
    std::string error;
    EXPECT_FALSE((WakuSharding{1, 8}.FindShard("/1/toychat/2/huilong/proto", &error)));
    EXPECT_EQ(error,
              "content topic '/1/toychat/2/huilong/proto' has generation 1, and only 0 has a "
              "sharding");
    EXPECT_FALSE((WakuSharding{1, 8}.FindShard("invalid", &error)));
    EXPECT_EQ(error, "content topic 'invalid' does not begin with a slash");
}

TEST(WakuSharding, AnApplicationIsFoundForEveryShard)
{
    const WakuSharding sharding{1, 8};
    for (uint16_t shard = 0; shard < 8; shard++)
    {
        const std::string name = sharding.FindApplication("club", shard);
        EXPECT_EQ(name.compare(0, 4, "club"), 0);
        EXPECT_EQ(sharding.FindShard("/" + name + "/1/talk/proto"), (WakuShard{1, shard}));
    }
}

TEST(WakuShardSet, IndexListIsThatOfTheSpecification)
{
    const WakuShardSet set{16, {13, 14, 45}};
    const auto [key, value] = set.Encode();
    EXPECT_EQ(key, "rs");
    EXPECT_EQ(value, (std::vector<uint8_t>{0, 16, 3, 0, 13, 0, 14, 0, 45}));
    // nwaku's tests/waku_enr/test_sharding.nim
    const auto read = WakuShardSet::Decode("rs", {0, 73, 2, 0, 1, 0, 10});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->cluster, 73);
    EXPECT_EQ(read->shards, (std::set<uint16_t>{1, 10}));
}

TEST(WakuShardSet, BitVectorIsThatOfNwaku)
{
    std::vector<uint8_t> bits(130, 0);
    bits[1] = 73;
    bits[2] = 2;
    bits[3] = 4;
    const auto read = WakuShardSet::Decode("rsv", bits);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->cluster, 73);
    EXPECT_EQ(read->shards, (std::set<uint16_t>{1, 10}));

    WakuShardSet many{1, {}};
    for (uint16_t shard = 0; shard < 64; shard++)
    {
        many.shards.insert(16 * shard);
    }
    const auto [key, value] = many.Encode();
    EXPECT_EQ(key, "rsv");
    const auto again = WakuShardSet::Decode(key, value);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->shards, many.shards);
}

TEST(WakuShardSet, BytesOfTheWrongLengthAreRefused)
{
    for (const std::vector<uint8_t>& bytes : {std::vector<uint8_t>{},
                                              {0, 1},
                                              {0, 1, 1},
                                              {0, 1, 1, 0},
                                              {0, 1, 0, 0},
                                              {0, 1, 255, 0, 1},
                                              {0, 1, 1, 4, 0}})
    {
        EXPECT_FALSE(WakuShardSet::Decode("rs", bytes));
    }
    EXPECT_FALSE(WakuShardSet::Decode("rsv", std::vector<uint8_t>(129, 0)));
    EXPECT_FALSE(WakuShardSet::Decode("rsv", std::vector<uint8_t>(131, 0)));
    EXPECT_FALSE(WakuShardSet::Decode("eth", {0, 1, 0}));
}

TEST(WakuShardSet, TopicsOfOneClusterAreASet)
{
    const auto set =
        WakuShardSet::FromTopics({"/waku/2/rs/0/2", "/waku/2/rs/0/8", "/waku/2/thisisatest"});
    ASSERT_TRUE(set);
    EXPECT_EQ(set->shards, (std::set<uint16_t>{2, 8}));
    EXPECT_TRUE(set->Contains({0, 8}));
    EXPECT_FALSE(set->Contains({1, 8}));
    EXPECT_FALSE(set->Contains({0, 3}));
    EXPECT_FALSE(WakuShardSet::FromTopics({"/waku/2/rs/0/2", "/waku/2/rs/1/2"}));
    EXPECT_FALSE(WakuShardSet::FromTopics({"/waku/2/thisisatest"}));
}
