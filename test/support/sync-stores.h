/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SYNC_STORES_H
#define WAKU_SYNC_STORES_H

#include "fake-peer-network.h"
#include "stored-messages.h"
#include "trace-sink.h"

#include "ns3/simulator.h"
#include "ns3/waku-archive.h"
#include "ns3/waku-reconciliation-protocol.h"
#include "ns3/waku-transfer-protocol.h"

#include <gtest/gtest.h>
#include <memory>
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

} // namespace ns3

#endif /* WAKU_SYNC_STORES_H */
