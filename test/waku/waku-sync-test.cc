/* SPDX-License-Identifier: GPL-2.0-only */
#include "service-fixture.h"
#include "sync-stores.h"

#include "ns3/enum-attribute.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

class WakuSync : public SyncStoresTest
{
};

} // namespace

TEST_F(WakuSync, StoresAreEqualAfterwardsAndHoldNothingTwice)
{
    AddStore();
    AddStore();
    Start();
    for (uint32_t i = 0; i < 3000; i++)
    {
        AddMessage(-21 - random->GetValue(0, 3500), 0.9);
    }
    const uint64_t lacking =
        2 * GetUnion().size() - stores[0]->GetHashes().size() - stores[1]->GetHashes().size();
    ASSERT_GT(lacking, 300U);
    EXPECT_TRUE(stores[0]->reconciliation->Reconcile(0));
    EXPECT_FALSE(stores[0]->reconciliation->Reconcile(0));
    network.RunUntil(Seconds(60));
    ExpectEqual();
    EXPECT_EQ(stores[0]->transfer->GetNArchived() + stores[1]->transfer->GetNArchived(), lacking);
    for (const auto& store : stores)
    {
        EXPECT_EQ(store->transfer->GetNDuplicates(), 0U);
        EXPECT_EQ(store->transfer->GetNUnsent(), 0U);
        EXPECT_EQ(store->faults + store->transferFaults, 0U);
        ASSERT_EQ(store->ended.size(), 1U);
        EXPECT_TRUE(store->ended[0].isComplete);
    }
    EXPECT_TRUE(stores[0]->ended[0].isOwn);
    EXPECT_FALSE(stores[1]->ended[0].isOwn);
    EXPECT_EQ(stores[0]->ended[0].sentBytes, stores[1]->ended[0].receivedBytes);
    EXPECT_EQ(stores[0]->ended[0].toSend + stores[1]->ended[0].toSend, lacking);

    // Once more, there is one fingerprint and nothing to say.
    EXPECT_TRUE(stores[1]->reconciliation->Reconcile(0));
    network.RunUntil(Seconds(61));
    ASSERT_EQ(stores[1]->ended.size(), 2U);
    EXPECT_EQ(stores[1]->ended[1].payloads, 1U);
    EXPECT_EQ(stores[1]->ended[1].receivedBytes, 2U);
    EXPECT_EQ(stores[1]->ended[1].toSend + stores[1]->ended[1].toReceive, 0U);
}

TEST_F(WakuSync, WhatItCostsGrowsWithTheDifference)
{
    AddStore();
    AddStore();
    Start();
    for (uint32_t i = 0; i < 20000; i++)
    {
        AddMessage(-21 - random->GetValue(0, 3500), 1);
    }
    std::vector<uint64_t> bytes;
    for (const uint32_t lacking : {0, 1, 20})
    {
        for (uint32_t i = 0; i < lacking; i++)
        {
            stores[0]->archive->Add(network.now, MakeStored(next++, StampOf(-1000 - 10.0 * i)));
        }
        stores[0]->reconciliation->Reconcile(0);
        network.RunUntil(network.now + Seconds(10));
        ExpectEqual();
        bytes.push_back(stores[0]->ended.back().sentBytes + stores[0]->ended.back().receivedBytes);
    }
    EXPECT_LT(bytes[0], 100U);
    // Three levels of fingerprints, then some item sets of either side, not the 820 kB of all
    // hashes.
    EXPECT_GT(bytes[1], 2000U);
    EXPECT_LT(bytes[1], 30000U);
    EXPECT_GT(bytes[2], bytes[1]);
    EXPECT_LT(bytes[2], 150000U);
}

TEST_F(WakuSync, EmptyStoreGetsAll)
{
    for (const uint32_t beginner : {0, 1})
    {
        stores.clear();
        AddStore();
        AddStore();
        Start();
        for (uint32_t i = 0; i < 500; i++)
        {
            stores[0]->archive->Add(network.now, MakeStored(next++, StampOf(-3000.0 + i)));
        }
        stores[beginner]->reconciliation->Reconcile(0);
        network.RunUntil(network.now + Seconds(30));
        EXPECT_EQ(stores[1]->archive->GetSize(), 500U);
        EXPECT_EQ(stores[0]->transfer->GetNSent(), 500U);
    }
}

TEST_F(WakuSync, BothMayBeginAtTheSameTime)
{
    AddStore();
    AddStore();
    Start();
    for (uint32_t i = 0; i < 1000; i++)
    {
        AddMessage(-21 - random->GetValue(0, 3500), 0.9);
    }
    EXPECT_TRUE(stores[0]->reconciliation->Reconcile(0));
    EXPECT_TRUE(stores[1]->reconciliation->Reconcile(0));
    network.RunUntil(Seconds(60));
    ExpectEqual();
    for (const auto& store : stores)
    {
        EXPECT_EQ(store->faults + store->transferFaults, 0U);
        ASSERT_EQ(store->ended.size(), 2U);
        EXPECT_TRUE(store->ended[0].isComplete && store->ended[1].isComplete);
    }
}

TEST_F(WakuSync, StoresAreEqualThoughMessagesArriveMeanwhile)
{
    for (uint32_t i = 0; i < 3; i++)
    {
        AddStore().reconciliation->SetAttribute("SyncInterval", TimeValue(Seconds(30)));
    }
    for (uint32_t i = 0; i < 3; i++)
    {
        stores[i]->reconciliation->AssignStreams(i);
    }
    Start();
    for (uint32_t i = 0; i < 1000; i++)
    {
        AddMessage(-random->GetValue(0, 3500), 0.9);
    }
    // Relay delivers at different times, and not everything.
    for (uint32_t i = 0; i < 4000; i++)
    {
        const double published = random->GetValue(0, 200);
        const auto message = MakeStored(next++, StampOf(published));
        for (auto& store : stores)
        {
            const double delay = random->GetValue(0.1, 5);
            if (random->GetValue(0, 1) < 0.95)
            {
                network.At(Seconds(published + delay),
                           [this, &store, message] { store->archive->Add(network.now, message); });
            }
        }
    }
    network.RunUntil(Seconds(500));
    EXPECT_GE(GetUnion().size(), 4990U);
    ExpectEqual();
    for (const auto& store : stores)
    {
        EXPECT_EQ(store->archive->GetSize(), GetUnion().size());
        EXPECT_EQ(store->faults + store->transferFaults, 0U);
        EXPECT_EQ(store->archive->GetNRefused(WakuArchiveRefusal::DUPLICATE), 0U);
        EXPECT_GT(store->ended.size(), 15U);
    }
}

TEST_F(WakuSync, OnlyTheTimeThatIsComparedIsSent)
{
    AddStore();
    AddStore();
    Start();
    const auto tooLate = MakeStored(1, StampOf(-10));
    const auto late = MakeStored(2, StampOf(-20.001));
    const auto early = MakeStored(3, StampOf(-3619.9));
    const auto tooEarly = MakeStored(4, StampOf(-3621));
    for (const auto& message : {tooLate, late, early, tooEarly})
    {
        stores[0]->archive->Add(network.now, message);
    }
    stores[1]->reconciliation->Reconcile(0);
    network.RunUntil(Seconds(10));
    EXPECT_FALSE(stores[1]->archive->Get(tooLate->GetHash()));
    EXPECT_TRUE(stores[1]->archive->Get(late->GetHash()));
    EXPECT_TRUE(stores[1]->archive->Get(early->GetHash()));
    EXPECT_FALSE(stores[1]->archive->Get(tooEarly->GetHash()));
}

TEST_F(WakuSync, ManyMessagesOfTheSameMomentAreSent)
{
    AddStore();
    AddStore();
    Start();
    for (uint32_t i = 0; i < 400; i++)
    {
        AddMessage(-100, 0.7);
    }
    stores[0]->reconciliation->Reconcile(0);
    network.RunUntil(Seconds(60));
    ExpectEqual();
    EXPECT_EQ(stores[0]->faults + stores[1]->faults, 0U);
}

TEST_F(WakuSync, OnlyCommonTopicsAreCompared)
{
    WakuSyncScope scope;
    scope.contentTopics = {"/app/1/a/proto", "/app/1/b/proto"};
    AddStore(scope);
    scope.contentTopics = {"/app/1/b/proto", "/app/1/c/proto"};
    AddStore(scope);
    Start();
    for (const std::string topic : {"a", "b", "c"})
    {
        for (auto& store : stores)
        {
            store->archive->Add(network.now,
                                MakeStored(next++, StampOf(-100), "/app/1/" + topic + "/proto"));
        }
    }
    stores[0]->reconciliation->Reconcile(0);
    network.RunUntil(Seconds(10));
    for (const auto& store : stores)
    {
        EXPECT_EQ(store->archive->GetSize(), 4U);
        EXPECT_EQ(store->transfer->GetNArchived(), 1U);
        EXPECT_EQ(store->transferFaults, 0U);
    }
}

TEST_F(WakuSync, OtherTopicsOrShardsGetAnEmptyAnswer)
{
    for (const bool byShards : {false, true})
    {
        stores.clear();
        WakuSyncScope scope;
        scope.pubsubTopics = {STORE_SHARD};
        scope.shards = {0};
        AddStore(scope);
        scope.pubsubTopics = {"/waku/2/rs/0/1"};
        scope.shards = {0, 1};
        AddStore(scope);
        for (auto& store : stores)
        {
            store->reconciliation->SetAttribute("Header",
                                                StringValue(byShards ? "Shards" : "Topics"));
        }
        Start();
        stores[0]->archive->Add(network.now, MakeStored(next++, StampOf(-100)));
        stores[0]->reconciliation->Reconcile(0);
        network.RunUntil(network.now + Seconds(10));
        EXPECT_EQ(stores[1]->archive->GetSize(), 0U);
        EXPECT_EQ(stores[1]->reconciliation->GetNFaults(WakuReconciliationFault::OTHER_SCOPE), 1U);
        ASSERT_EQ(stores[0]->ended.size(), 1U);
        EXPECT_EQ(stores[0]->ended[0].receivedBytes, 1U);
    }
}

TEST_F(WakuSync, StoresOfTheSpecificationsHeaderAreEqualToo)
{
    WakuSyncScope scope;
    scope.cluster = 1;
    scope.shards = {0, 5};
    for (uint32_t i = 0; i < 2; i++)
    {
        AddStore(scope).reconciliation->SetAttribute("Header",
                                                     MakeEnumValue(WakuSyncHeader::SHARDS));
    }
    Start();
    for (uint32_t i = 0; i < 300; i++)
    {
        AddMessage(-21 - random->GetValue(0, 3500), 0.8);
    }
    stores[0]->reconciliation->Reconcile(0);
    network.RunUntil(Seconds(60));
    ExpectEqual();
}

TEST_F(WakuSync, WhatHasNoRoomTakesFurtherPayloads)
{
    AddStore();
    AddStore();
    for (auto& store : stores)
    {
        store->reconciliation->SetAttribute("MaxPayloadSize", UintegerValue(8192));
    }
    Start();
    for (uint32_t i = 0; i < 2000; i++)
    {
        AddMessage(-21 - random->GetValue(0, 3500), 0.9);
    }
    // One of them has most in a place where the other has little.
    for (uint32_t i = 0; i < 1000; i++)
    {
        stores[0]->archive->Add(network.now, MakeStored(next++, StampOf(-600 - i * 0.001)));
    }
    uint32_t times = 0;
    while (stores[0]->GetHashes() != stores[1]->GetHashes() && times < 30)
    {
        ASSERT_TRUE(stores[times % 2]->reconciliation->Reconcile(0));
        network.RunUntil(network.now + Seconds(30));
        times++;
    }
    ExpectEqual();
    EXPECT_LT(times, 25U);
    EXPECT_EQ(stores[0]->faults + stores[1]->faults, 0U);
    for (const auto& frame : stores[0]->reconciliationHost.sent[0])
    {
        EXPECT_LE(frame.size(), 8194U);
    }
}

TEST_F(WakuSync, ATransferIsNwakusMessageAndTopic)
{
    const auto message = MakeStored(1, StampOf(-1));
    const std::vector<uint8_t> bytes = WakuTransferProtocol::Encode(*message).ToVector();
    const std::vector<uint8_t> data = message->GetData().ToVector();
    std::vector<uint8_t> expected{0x0a, 14};
    const std::string topic = STORE_SHARD;
    expected.insert(expected.end(), topic.begin(), topic.end());
    expected.push_back(0x12);
    protobuf::AppendVarint(expected, data.size());
    expected.insert(expected.end(), data.begin(), data.end());
    EXPECT_EQ(bytes, expected);
    EXPECT_EQ(WakuTransferProtocol::Decode(VirtualBytes(bytes)), message);
    EXPECT_EQ(WakuTransferProtocol::Decode(WakuTransferProtocol::Encode(*message)), message);
}
