/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SYNC_STORES_H
#define WAKU_SYNC_STORES_H

#include "fake-peer-network.h"
#include "stored-messages.h"
#include "trace-sink.h"

#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/waku-archive.h"
#include "ns3/waku-reconciliation-protocol.h"
#include "ns3/waku-transfer-protocol.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/// A store that synchronises, on a network of a clock and delays alone. Each of its two protocols
/// has a host of its own; a peer has the same number at both.
class SyncStore
{
  public:
    SyncStore(FakePeerNetwork& network, const WakuSyncScope& scope = WakuSyncScope())
        : reconciliationHost(network.Add(reconciliation)),
          transferHost(network.Add(transfer))
    {
        reconciliation->Synchronize(archive, transfer, scope);
        reconciliation->TraceConnectWithoutContext(
            "Reconciled",
            MakeTraceSink<PeerId, const WakuReconciliation&>(
                [this](PeerId, const WakuReconciliation& one) { ended.push_back(one); }));
        reconciliation->TraceConnectWithoutContext(
            "Fault",
            MakeTraceSink<PeerId, WakuReconciliationFault>(
                [this](PeerId, WakuReconciliationFault) { faults++; }));
        transfer->TraceConnectWithoutContext(
            "Fault",
            MakeTraceSink<PeerId, WakuTransferFault>(
                [this](PeerId, WakuTransferFault) { transferFaults++; }));
    }

    ~SyncStore()
    {
        archive->Dispose();
    }

    void Start()
    {
        reconciliationHost.Start();
        transferHost.Start();
    }

    /// The hashes of all messages, in their order.
    std::vector<MessageId> GetHashes() const
    {
        std::vector<MessageId> hashes;
        auto place = archive->GetIndex().FindBefore({INT64_MIN, MessageId()});
        while (const WakuStoredMessage* message = place.GetNext())
        {
            hashes.push_back(message->GetHash());
            place.GoForward();
        }
        return hashes;
    }

    Ptr<WakuArchive> archive{CreateObject<WakuArchive>()};
    Ptr<WakuReconciliationProtocol> reconciliation{CreateObject<WakuReconciliationProtocol>()};
    Ptr<WakuTransferProtocol> transfer{CreateObject<WakuTransferProtocol>()};
    FakePeerNetwork::Host& reconciliationHost;
    FakePeerNetwork::Host& transferHost;
    std::vector<WakuReconciliation> ended;
    uint64_t faults{0};
    uint64_t transferFaults{0};
};

/// Two or more stores, each connected with each other.
class SyncStoresTest : public testing::Test
{
  protected:
    SyncStoresTest()
    {
        random->SetStream(11);
    }

    ~SyncStoresTest() override
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

} // namespace ns3

#endif /* WAKU_SYNC_STORES_H */
