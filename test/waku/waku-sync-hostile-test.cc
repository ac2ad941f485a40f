/* SPDX-License-Identifier: GPL-2.0-only */
#include "service-fixture.h"
#include "sync-stores.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

/// What a test says in place of a store.
constexpr PeerId STRANGER = 0;

/// One store, and a peer whose words the test makes up.
class HostileSync : public SyncStoresTest
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
