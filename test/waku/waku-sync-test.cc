/* SPDX-License-Identifier: GPL-2.0-only */
#include "service-fixture.h"
#include "sync-stores.h"

#include "ns3/boolean.h"
#include "ns3/enum-attribute.h"
#include "ns3/random-variable-stream.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Two or more stores, each connected with each other.
class WakuSync : public testing::Test
{
  protected:
    WakuSync()
    {
        random->SetStream(11);
    }

    ~WakuSync() override
    {
        stores.clear();
        Simulator::Destroy();
    }

    SyncStore& AddStore(const WakuSyncScope& scope = WakuSyncScope())
    {
        stores.push_back(std::make_unique<SyncStore>(network, scope));
        SyncStore& added = *stores.back();
        added.reconciliation->SetAttribute("SyncInterval", TimeValue(Time(0)));
        return added;
    }

    /// Start all, and connect them.
    void Start()
    {
        for (auto& store : stores)
        {
            store->Start();
        }
        for (std::size_t i = 0; i < stores.size(); i++)
        {
            for (std::size_t k = i + 1; k < stores.size(); k++)
            {
                network.Connect(stores[i]->reconciliationHost, stores[k]->reconciliationHost);
                network.Connect(stores[i]->transferHost, stores[k]->transferHost);
            }
        }
    }

    /// A message of a time, which each store has with a probability.
    void AddMessage(double seconds, double probability, const std::string& topic = "/app/1/a/proto")
    {
        const auto message = MakeStored(next++, StampOf(seconds), topic);
        for (auto& store : stores)
        {
            if (random->GetValue(0, 1) < probability)
            {
                store->archive->Add(network.now, message);
            }
        }
    }

    /// Hashes that any store has.
    std::vector<MessageId> GetUnion() const
    {
        std::set<MessageId> all;
        for (const auto& store : stores)
        {
            const auto hashes = store->GetHashes();
            all.insert(hashes.begin(), hashes.end());
        }
        return {all.begin(), all.end()};
    }

    static std::vector<MessageId> Sorted(std::vector<MessageId> hashes)
    {
        std::sort(hashes.begin(), hashes.end());
        return hashes;
    }

    /// All stores have all that any of them has, once.
    void ExpectEqual() const
    {
        const auto all = GetUnion();
        for (const auto& store : stores)
        {
            EXPECT_TRUE(Sorted(store->GetHashes()) == all)
                << store->archive->GetSize() << " of " << all.size();
        }
    }

    FakePeerNetwork network;
    std::vector<std::unique_ptr<SyncStore>> stores;
    Ptr<UniformRandomVariable> random{CreateObject<UniformRandomVariable>()};
    uint32_t next{0};
};

/// What a test says in place of a store.
constexpr PeerId STRANGER = 0;

/// One store, and a peer whose words the test makes up.
class HostileSync : public WakuSync
{
  protected:
    HostileSync()
    {
        store = &AddStore();
    }

    void Meet()
    {
        store->Start();
        const InetSocketAddress address("10.9.9.9", 60000);
        network.ConnectStranger(store->reconciliationHost, address, true);
        network.ConnectStranger(store->transferHost, address, true);
    }

    void Say(const std::vector<uint8_t>& payload)
    {
        store->reconciliationHost.Hear(STRANGER, Delimited(VirtualBytes(payload)));
    }

    void Say(const WakuSyncPayload& payload)
    {
        Say(payload.Encode(WakuSyncHeader::TOPICS));
    }

    void Give(const Ptr<const WakuStoredMessage>& message)
    {
        store->transferHost.Hear(STRANGER, Delimited(WakuTransferProtocol::Encode(*message)));
    }

    /// A payload that begins a reconciliation of the last hour, by one who has nothing.
    static WakuSyncPayload Begin()
    {
        WakuSyncPayload payload;
        payload.ranges.resize(1);
        payload.ranges[0].lower.timestamp = StampOf(-3600);
        payload.ranges[0].upper.timestamp = StampOf(-20);
        payload.ranges[0].type = WakuSyncRangeType::FINGERPRINT;
        return payload;
    }

    uint64_t GetNFaults(WakuReconciliationFault fault) const
    {
        return store->reconciliation->GetNFaults(fault);
    }

    SyncStore* store;
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

TEST_F(HostileSync, PayloadsThatMakeNoSenseAreCounted)
{
    Meet();
    Say(std::vector<uint8_t>{0, 0, 5, 7, 3});
    EXPECT_EQ(GetNFaults(WakuReconciliationFault::MALFORMED), 1U);
    Say(std::vector<uint8_t>{0});
    WakuSyncPayload payload = Begin();
    payload.ranges[0].type = WakuSyncRangeType::ITEM_SET;
    Say(payload);
    EXPECT_EQ(GetNFaults(WakuReconciliationFault::UNEXPECTED), 2U);
    store->reconciliation->SetAttribute("MaxPayloadSize", UintegerValue(8192));
    Meet();
    store->reconciliationHost.Hear(1, Delimited(VirtualBytes({1}, 9000)));
    EXPECT_EQ(GetNFaults(WakuReconciliationFault::OVERSIZED), 1U);
    store->reconciliationHost.Hear(1, std::vector<uint8_t>(11, 0xff));
    EXPECT_EQ(GetNFaults(WakuReconciliationFault::BAD_DELIMITER), 1U);
    EXPECT_EQ(store->faults, 5U);
}

TEST_F(HostileSync, MessagesThatWereNotAskedForAreNotTaken)
{
    Meet();
    Give(MakeStored(1, StampOf(-100)));
    EXPECT_EQ(store->transfer->GetNFaults(WakuTransferFault::UNASKED), 1U);
    store->transfer->SetAttribute("AcceptUnasked", BooleanValue(true));
    Give(MakeStored(1, StampOf(-100)));
    EXPECT_EQ(store->archive->GetSize(), 1U);
}

TEST_F(HostileSync, AfterAReconciliationAPeerMaySendForSomeTime)
{
    Meet();
    Say(Begin());
    EXPECT_TRUE(store->reconciliation->IsReconciling(STRANGER));
    Give(MakeStored(1, StampOf(-100)));
    Give(MakeStored(1, StampOf(-100)));
    EXPECT_EQ(store->archive->GetSize(), 1U);
    EXPECT_EQ(store->transfer->GetNDuplicates(), 1U);
    network.RunUntil(Minutes(6));
    Give(MakeStored(2, StampOf(-100)));
    EXPECT_EQ(store->archive->GetSize(), 1U);
    EXPECT_EQ(store->transfer->GetNFaults(WakuTransferFault::UNASKED), 1U);
}

TEST_F(HostileSync, MessagesOfOtherTimesOrTopicsOrNoneAreNotTaken)
{
    WakuSyncScope scope;
    scope.pubsubTopics = {STORE_SHARD};
    store->reconciliation->Synchronize(store->archive, store->transfer, scope);
    Meet();
    Say(Begin());
    // Of the year 2100, and of yesterday.
    Give(MakeStored(1, 4102444800000000000));
    Give(MakeStored(1, StampOf(-86400)));
    EXPECT_EQ(store->transfer->GetNFaults(WakuTransferFault::OUTSIDE), 2U);
    Give(MakeStored(1, StampOf(-100), "/app/1/a/proto", "/waku/2/rs/0/9"));
    EXPECT_EQ(store->transfer->GetNFaults(WakuTransferFault::OTHER_TOPIC), 1U);
    WakuMessage ephemeral = MakeWakuMessage(1, StampOf(-100));
    ephemeral.ephemeral = true;
    Give(WakuStoredMessage::Make(STORE_SHARD, ephemeral.Encode()));
    EXPECT_EQ(store->transfer->GetNFaults(WakuTransferFault::REFUSED), 1U);
    for (const std::vector<uint8_t>& bytes :
         {std::vector<uint8_t>{}, {0x0a, 1, 'a'}, {0x12, 0}, {0x0a, 9}, {0x0a, 0, 0x12, 1, 7}})
    {
        store->transferHost.Hear(STRANGER, Delimited(VirtualBytes(bytes)));
    }
    EXPECT_EQ(store->transfer->GetNFaults(WakuTransferFault::MALFORMED), 5U);
    store->transferHost.Hear(STRANGER, Delimited(VirtualBytes({0x0a}, 200000)));
    EXPECT_EQ(store->transfer->GetNFaults(WakuTransferFault::OVERSIZED), 1U);
    EXPECT_EQ(store->transferFaults, 10U);
    EXPECT_EQ(store->archive->GetSize(), 0U);
}

TEST_F(HostileSync, APeerThatNeverAnswersIsNotAskedAgain)
{
    Meet();
    EXPECT_TRUE(store->reconciliation->Reconcile(STRANGER));
    network.RunUntil(Seconds(31));
    EXPECT_EQ(GetNFaults(WakuReconciliationFault::SILENT), 1U);
    ASSERT_EQ(store->ended.size(), 1U);
    EXPECT_FALSE(store->ended[0].isComplete);
    EXPECT_FALSE(store->reconciliation->Reconcile(STRANGER));
    // Its answer comes late, and after that it is asked again.
    Say(std::vector<uint8_t>{0});
    EXPECT_EQ(store->ended.size(), 1U);
    EXPECT_TRUE(store->reconciliation->Reconcile(STRANGER));
}

TEST_F(HostileSync, APeerThatBeginsWithoutEndGetsNoMoreThanItsShare)
{
    store->reconciliation->SetAttribute("RateLimitOfPeer", UintegerValue(0));
    Meet();
    for (uint32_t i = 0; i < 1000; i++)
    {
        store->archive->Add(network.now, MakeStored(next++, StampOf(-3000.0 + i)));
    }
    for (uint32_t i = 0; i < 100; i++)
    {
        Say(Begin());
    }
    EXPECT_EQ(store->reconciliationHost.sent[STRANGER].size(), 16U);
    EXPECT_EQ(GetNFaults(WakuReconciliationFault::UNEXPECTED), 84U);
    store->reconciliation->SetAttribute("RateLimitOfPeer", UintegerValue(120));
    for (uint32_t i = 0; i < 300; i++)
    {
        Say(std::vector<uint8_t>{0});
    }
    EXPECT_EQ(GetNFaults(WakuReconciliationFault::TOO_MANY), 180U);
}

TEST_F(HostileSync, AReconciliationWithoutEndIsEnded)
{
    store->reconciliation->SetAttribute("RateLimitOfPeer", UintegerValue(0));
    Meet();
    for (uint32_t i = 0; i < 1000; i++)
    {
        store->archive->Add(network.now, MakeStored(next++, StampOf(-3000.0 + i)));
    }
    Say(Begin());
    WakuSyncPayload again = Begin();
    again.ranges.push_back(again.ranges[0]);
    again.ranges[0].upper.timestamp = again.ranges[1].lower.timestamp = StampOf(-1000);
    for (uint32_t i = 0; i < 100; i++)
    {
        Say(again);
    }
    EXPECT_EQ(GetNFaults(WakuReconciliationFault::TOO_LONG), 1U);
    EXPECT_EQ(store->reconciliationHost.sent[STRANGER].size(), 65U);
    EXPECT_EQ(store->reconciliationHost.sent[STRANGER].back(), (std::vector<uint8_t>{1, 0}));
}

TEST_F(HostileSync, MessagesWaitOnceForAPeerThatIsSlow)
{
    FakePeerHost slow(store->transfer);
    slow.Connect(7);
    store->transfer->SetAttribute("MaxWaiting", UintegerValue(150));
    for (uint32_t i = 0; i < 300; i++)
    {
        store->archive->Add(Seconds(0), MakeStored(next++, StampOf(-3000.0 + i)));
    }
    const std::vector<MessageId> hashes = store->GetHashes();
    store->transfer->Send(7, {hashes.begin() + 1, hashes.begin() + 101});
    store->transfer->Send(7, {hashes.begin() + 2, hashes.begin() + 101});
    EXPECT_EQ(slow.sent.size(), 1U);
    EXPECT_EQ(store->transfer->GetNWaiting(7), 99U);
    store->transfer->Send(7, hashes);
    EXPECT_EQ(store->transfer->GetNWaiting(7), 150U);
    // What goes to TCP makes room for the next.
    PeerInfo peer;
    peer.id = 7;
    for (uint32_t i = 0; i < 10; i++)
    {
        store->transfer->FrameSent(peer, slow.sent.back().second);
        slow.RunUntil(slow.now + MilliSeconds(1));
    }
    EXPECT_EQ(store->transfer->GetNSent(), 11U);
    // Without room, what waits is given up.
    slow.hasRoom = false;
    store->transfer->FrameSent(peer, slow.sent.back().second);
    slow.RunUntil(slow.now + MilliSeconds(1));
    EXPECT_EQ(store->transfer->GetNWaiting(7), 0U);
    slow.Part(7);
    const uint64_t unsent = store->transfer->GetNUnsent();
    EXPECT_GE(unsent, 140U);
    store->transfer->Send(7, hashes);
    EXPECT_EQ(store->transfer->GetNUnsent(), unsent + 300);
}
