/* SPDX-License-Identifier: GPL-2.0-only */
#include "light-node-network.h"
#include "stored-messages.h"
#include "trace-sink.h"
#include "wireshark-fixture.h"

#include "ns3/waku-reconciliation-protocol.h"

#include <gtest/gtest.h>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Three stores on a network, the first of which is offline for a while; each has a light node,
/// which is offline for longer.
class StoresOnANetwork
{
  public:
    static constexpr uint32_t STORES = 3;

    /// How stores make good what they missed.
    enum class Repair
    {
        NONE,
        SYNC,
        RESUME,
    };

    StoresOnANetwork(const std::string& transport, Repair repair)
    {
        network.wan.SetTransport(transport);
        network.lights.Subscribe(STORE_SHARD, {"/app/1/a/proto"});
        if (repair == Repair::RESUME)
        {
            network.services.ResumeStore();
        }
        if (repair == Repair::SYNC)
        {
            network.services.SynchronizeStore();
            network.services.SetReconciliationAttribute("SyncInterval", TimeValue(Seconds(30)));
        }
    }

    void Build()
    {
        network.Build();
        ApplicationContainer stores;
        std::vector<Ipv4Address> addresses = WanHelper::GetIpv4Addresses(network.devices);
        addresses.resize(STORES);
        for (uint32_t i = 0; i < STORES; i++)
        {
            stores.Add(network.relayApps.Get(i));
        }
        network.services.ConnectStores(stores, addresses);
        for (uint32_t i = 0; i < STORES; i++)
        {
            network.GetLight(i)->TraceConnectWithoutContext(
                "Deliver",
                MakeTraceSink<Ptr<const PubsubMessage>>(
                    [this, i](Ptr<const PubsubMessage> m) { got[i].insert(m->GetId()); }));
        }
    }

    /// A message a second, while the first store and later the light nodes are offline.
    void Run()
    {
        for (uint32_t i = 0; i < 120; i++)
        {
            LightNodeNetwork::At(10 + i, [this, i] {
                network.GetRelay(5)->Publish(STORE_SHARD, MakeWakuMessage(i, StampOf(10 + i)));
            });
        }
        LightNodeNetwork::At(40, [this] { network.GetRelay(0)->GoOffline(); });
        LightNodeNetwork::At(80, [this] { network.GetRelay(0)->GoOnline(); });
        for (uint32_t i = 0; i < STORES; i++)
        {
            LightNodeNetwork::At(35, [this, i] { network.GetLight(i)->GoOffline(); });
            LightNodeNetwork::At(230, [this, i] { network.GetLight(i)->GoOnline(); });
        }
        LightNodeNetwork::RunUntil(260);
    }

    Ptr<WakuArchive> GetArchive(uint32_t store) const
    {
        return network.GetRelay(store)->FindProtocol<WakuStoreProtocol>()->GetArchive();
    }

    /// The hashes of a store.
    std::vector<MessageId> GetHashes(uint32_t store) const
    {
        std::vector<MessageId> hashes;
        auto place = GetArchive(store)->GetIndex().FindBefore({INT64_MIN, MessageId()});
        while (const WakuStoredMessage* message = place.GetNext())
        {
            hashes.push_back(message->GetHash());
            place.GoForward();
        }
        return hashes;
    }

    LightNodeNetwork network{8, STORES, STORES};
    std::set<MessageId> got[STORES];
};

class StoreSyncTransports : public testing::TestWithParam<const char*>
{
};

class StoreSyncCapture : public WiresharkDissector
{
};

} // namespace

TEST_P(StoreSyncTransports, StoreThatWasAwayHasAllAndSoHaveItsClients)
{
    StoresOnANetwork stores(GetParam(), StoresOnANetwork::Repair::SYNC);
    stores.Build();
    stores.Run();
    for (uint32_t i = 0; i < StoresOnANetwork::STORES; i++)
    {
        EXPECT_EQ(stores.GetArchive(i)->GetSize(), 120U);
        EXPECT_TRUE(stores.GetHashes(i) == stores.GetHashes(1));
        EXPECT_EQ(stores.got[i].size(), 120U);
        const auto relay = stores.network.GetRelay(i);
        const auto transfer = relay->FindProtocol<WakuTransferProtocol>();
        const auto reconciliation = relay->FindProtocol<WakuReconciliationProtocol>();
        EXPECT_GT(reconciliation->GetNReconciliations(), 5U);
        for (std::size_t fault = 0; fault < WAKU_RECONCILIATION_FAULTS; fault++)
        {
            EXPECT_EQ(reconciliation->GetNFaults(static_cast<WakuReconciliationFault>(fault)), 0U);
        }
        if (i == 0)
        {
            EXPECT_GE(transfer->GetNArchived(), 40U);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, StoreSyncTransports, testing::Values("packet", "flow"));

TEST(StoreSync, WithoutItAStoreThatWasAwayLacksMessagesAndSoDoItsClients)
{
    StoresOnANetwork stores("flow", StoresOnANetwork::Repair::NONE);
    stores.Build();
    stores.Run();
    EXPECT_EQ(stores.GetArchive(1)->GetSize(), 120U);
    EXPECT_EQ(stores.GetArchive(2)->GetSize(), 120U);
    EXPECT_LT(stores.GetArchive(0)->GetSize(), 85U);
    EXPECT_LT(stores.got[0].size(), 85U);
    EXPECT_EQ(stores.got[1].size(), 120U);
    EXPECT_EQ(stores.got[2].size(), 120U);
}

TEST(StoreResume, AStoreThatIsBackAsksOthersForWhatItMissed)
{
    StoresOnANetwork stores("flow", StoresOnANetwork::Repair::RESUME);
    stores.Build();
    WakuFetchSummary resumed;
    stores.network.GetRelay(0)->FindProtocol<WakuStoreProtocol>()->TraceConnectWithoutContext(
        "Resumed",
        MakeTraceSink<const WakuFetchSummary&>(
            [&resumed](const WakuFetchSummary& summary) { resumed = summary; }));
    stores.Run();
    EXPECT_TRUE(resumed.isComplete);
    // Of the time offline, and a minute before.
    EXPECT_GE(resumed.entries, 60U);
    EXPECT_LE(resumed.entries, 75U);
    EXPECT_EQ(stores.GetArchive(1)->GetSize(), 120U);
    // What is published while its connections come up is for the next reconciliation.
    EXPECT_GE(stores.GetArchive(0)->GetSize(), 118U);
    EXPECT_EQ(stores.got[0].size(), stores.GetArchive(0)->GetSize());
}

TEST(StoreSync, StoresShareTheLoadAlsoWhenOneOfThemFails)
{
    constexpr uint32_t CLIENTS = 12;
    LightNodeNetwork network(8, 3, CLIENTS);
    network.wan.SetTransport("flow");
    network.lights.Subscribe(STORE_SHARD, {"/app/1/a/proto"});
    network.Build();
    for (uint32_t i = 0; i < 200; i++)
    {
        LightNodeNetwork::At(10 + 0.1 * i, [&network, i] {
            network.GetRelay(5)->Publish(STORE_SHARD, MakeWakuMessage(i, StampOf(10 + 0.1 * i)));
        });
    }
    const auto leave = [&network](double from, double to) {
        for (uint32_t i = 0; i < CLIENTS; i++)
        {
            LightNodeNetwork::At(from, [&network, i] { network.GetLight(i)->GoOffline(); });
            LightNodeNetwork::At(to, [&network, i] { network.GetLight(i)->GoOnline(); });
        }
    };
    const auto read = [&network] {
        std::vector<uint64_t> served;
        for (uint32_t i = 0; i < 3; i++)
        {
            served.push_back(
                network.GetRelay(i)->FindProtocol<WakuStoreProtocol>()->GetNServedEntries());
        }
        return served;
    };
    leave(9, 40);
    std::vector<uint64_t> first;
    LightNodeNetwork::At(60, [&first, read] { first = read(); });
    // All clients are away again, while the first store fails.
    LightNodeNetwork::At(61, [&network] { network.GetRelay(0)->GoOffline(); });
    for (uint32_t i = 0; i < 200; i++)
    {
        LightNodeNetwork::At(100 + 0.1 * i, [&network, i] {
            network.GetRelay(5)->Publish(STORE_SHARD,
                                         MakeWakuMessage(1000 + i, StampOf(100 + 0.1 * i)));
        });
    }
    leave(95, 130);
    LightNodeNetwork::RunUntil(180);
    EXPECT_GE(first[0], 200U * CLIENTS / 3);
    EXPECT_EQ(first, std::vector<uint64_t>(3, first[0]));
    const std::vector<uint64_t> second = read();
    EXPECT_EQ(second[0], first[0]);
    EXPECT_GE(second[1] - first[1], 200U * CLIENTS / 2);
    EXPECT_EQ(second[1] - first[1], second[2] - first[2]);
    EXPECT_EQ(network.metrics->GetNFromStores(), 400U * CLIENTS);
}

TEST_F(StoreSyncCapture, PayloadsAndTransfersAreNamed)
{
    {
        StoresOnANetwork stores("packet", StoresOnANetwork::Repair::SYNC);
        stores.network.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(true));
        stores.Build();
        stores.network.wan.EnablePcap(TemporaryFile("sync.pcap"),
                                      stores.network.devices.Get(0),
                                      false,
                                      true);
        stores.Run();
    }
    const Rows rows = Read("waku-relay.lua",
                           "sync.pcap",
                           {"_ws.col.Info",
                            "waku_sync.type",
                            "waku_sync.items",
                            "waku_sync.fingerprint",
                            "waku_sync.malformed",
                            "waku_service.malformed",
                            "libp2p.malformed"});
    std::string info;
    for (const std::string& text : Column(rows, 0))
    {
        info += text + "\n";
    }
    for (const char* part :
         {"SYNC 1 fingerprints", "SYNC 1 item sets of ", "SYNC done", "TRANSFER 200 bytes"})
    {
        EXPECT_NE(info.find(part), std::string::npos) << part << " in\n" << info.substr(0, 20000);
    }
    EXPECT_GT(Column(rows, 3).size(), 5U);
    EXPECT_EQ(Column(rows, 4).size() + Column(rows, 5).size() + Column(rows, 6).size(), 0U);
}
