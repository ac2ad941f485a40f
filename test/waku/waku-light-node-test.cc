/* SPDX-License-Identifier: GPL-2.0-only */
#include "light-node-network.h"
#include "service-fixture.h"
#include "test-relay-network.h"
#include "trace-sink.h"

#include "ns3/relay-metrics.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/waku-discovery.h"
#include "ns3/waku-metadata-protocol.h"
#include "ns3/waku-service-finder.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// How the network is built.
struct LightCase
{
    const char* name;
    const char* transport;
    bool isSecure;
};

class LightNodes : public testing::TestWithParam<LightCase>
{
  protected:
    /// Lights that want topic "a", and count what is delivered to each by content topic.
    void Build(uint32_t nLights)
    {
        network = std::make_unique<LightNodeNetwork>(8, 2, nLights);
        network->wan.SetTransport(GetParam().transport);
        network->SetConnectionAttribute("SecureChannelOverhead", BooleanValue(GetParam().isSecure));
        network->lights.Subscribe(STORE_SHARD, {"/app/1/a/proto"});
        network->Build();
        got.resize(nLights);
        for (uint32_t i = 0; i < nLights; i++)
        {
            network->GetLight(i)->TraceConnectWithoutContext(
                "Deliver",
                MakeTraceSink<Ptr<const PubsubMessage>>([this, i](Ptr<const PubsubMessage> m) {
                    WakuMessage content;
                    ASSERT_TRUE(WakuMessage::Decode(m->GetData(), content));
                    got[i][content.contentTopic]++;
                }));
        }
    }

    void PublishAt(double seconds, uint32_t relay, const std::string& topic)
    {
        LightNodeNetwork::At(seconds, [this, seconds, relay, topic] {
            network->GetRelay(relay)->Publish(
                STORE_SHARD,
                MakeWakuMessage(m_next++, StampOf(seconds), topic, 3000));
        });
    }

    std::unique_ptr<LightNodeNetwork> network;
    std::vector<std::map<std::string, uint32_t>> got;

  private:
    uint32_t m_next{0};
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Transports,
                         LightNodes,
                         testing::Values(LightCase{"Packet", "packet", false},
                                         LightCase{"Secure", "packet", true},
                                         LightCase{"Flow", "flow", false}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_P(LightNodes, GetExactlyWhatTheyAskedForOnce)
{
    Build(4);
    for (uint32_t i = 0; i < 10; i++)
    {
        PublishAt(5 + i, i % 8, i % 2 == 0 ? "/app/1/a/proto" : "/app/1/b/proto");
    }
    LightNodeNetwork::At(20, [this] {
        network->GetLight(1)->Publish(STORE_SHARD,
                                      MakeWakuMessage(1000, StampOf(20), "/app/1/a/proto", 3000));
    });
    LightNodeNetwork::RunUntil(30);
    for (uint32_t i = 0; i < 4; i++)
    {
        EXPECT_EQ(got[i], (std::map<std::string, uint32_t>{{"/app/1/a/proto", 6}})) << i;
    }
    EXPECT_EQ(network->metrics->GetNPublished(), 11U);
    EXPECT_EQ(network->metrics->GetNExpected(), 23U);
    EXPECT_EQ(network->metrics->GetNDelivered(), 23U);
    EXPECT_EQ(network->metrics->GetNUnexpected(), 1U); // its own
    EXPECT_EQ(network->metrics->GetNNotRelayed(), 0U);
    // Both stores have archived all.
    for (uint32_t i = 0; i < 2; i++)
    {
        const auto store = network->GetRelay(i)->FindProtocol<WakuStoreProtocol>();
        EXPECT_EQ(store->GetArchive()->GetSize(), 11U);
        EXPECT_EQ(store->GetLoad().requests, 0U);
    }
}

TEST_P(LightNodes, GetWhatTheyMissedWhileTheyWereAway)
{
    Build(2);
    for (uint32_t i = 0; i < 90; i++)
    {
        PublishAt(5 + i, i % 8, i % 3 == 0 ? "/app/1/a/proto" : "/app/1/b/proto");
    }
    std::vector<WakuRecovery> recoveries;
    network->GetLight(0)->TraceConnectWithoutContext(
        "Recovered",
        MakeTraceSink<const WakuRecovery&>(
            [&](const WakuRecovery& recovery) { recoveries.push_back(recovery); }));
    // Away across many messages, and twice when one is on its way.
    LightNodeNetwork::At(20.1, [this] { network->GetLight(0)->GoOffline(); });
    LightNodeNetwork::At(60.3, [this] { network->GetLight(0)->GoOnline(); });
    LightNodeNetwork::At(83.05, [this] { network->GetLight(0)->GoOffline(); });
    LightNodeNetwork::At(84, [this] { network->GetLight(0)->GoOnline(); });
    LightNodeNetwork::RunUntil(120);
    EXPECT_EQ(got[0]["/app/1/a/proto"], 30U);
    EXPECT_EQ(got[1]["/app/1/a/proto"], 30U);
    EXPECT_EQ(got[0].size(), 1U);
    ASSERT_EQ(recoveries.size(), 4U);
    EXPECT_TRUE(recoveries[0].isComplete);
    EXPECT_NEAR(recoveries[0].away.GetSeconds(), 40.2, 1e-6);
    EXPECT_GE(recoveries[0].messages, 13U);
    EXPECT_LT(recoveries[0].took, Seconds(5));
    EXPECT_GE(network->metrics->GetNFromStores(), 13U);
}

TEST_P(LightNodes, TakeAnotherServiceNodeWhenTheirsGoes)
{
    Build(2);
    LightNodeNetwork::At(10, [this] { network->GetRelay(0)->GoOffline(); });
    for (uint32_t i = 0; i < 10; i++)
    {
        PublishAt(30 + i, 4, "/app/1/a/proto");
    }
    LightNodeNetwork::At(45, [this] {
        network->GetLight(0)->Publish(STORE_SHARD,
                                      MakeWakuMessage(1000, StampOf(45), "/app/1/a/proto", 3000));
    });
    LightNodeNetwork::RunUntil(60);
    EXPECT_EQ(got[0]["/app/1/a/proto"], 11U);
    EXPECT_EQ(got[1]["/app/1/a/proto"], 11U);
    EXPECT_EQ(network->GetLight(0)->GetFilter()->GetNReplaced(), 1U);
    EXPECT_EQ(network->GetLight(1)->GetFilter()->GetNReplaced(), 0U);
    EXPECT_EQ(network->metrics->GetNNotRelayed(), 0U);
}

TEST(LightNodeMetrics, WholeShardsAreExpectedByTheCommonProbeToo)
{
    LightNodeNetwork network(8, 1, 2);
    network.services.SetFilterAttribute("WholeTopics", BooleanValue(true));
    network.lights.Subscribe(STORE_SHARD, {});
    network.Build();
    ApplicationContainer all = network.relayApps;
    all.Add(network.lightApps);
    RelayMetrics metrics(network.relayApps, NetDeviceContainer());
    PropagationMetrics propagation(all.GetN());
    MessageFeed feed(all, NetDeviceContainer(), {&propagation});
    for (uint32_t i = 0; i < 5; i++)
    {
        LightNodeNetwork::At(5 + i, [&network] { network.GetRelay(3)->Publish(2000); });
        LightNodeNetwork::At(15 + i, [&network] { network.GetLight(0)->Publish(2000); });
    }
    LightNodeNetwork::RunUntil(30);
    EXPECT_EQ(propagation.GetNPublished(), 10U);
    EXPECT_EQ(propagation.GetNExpectedDeliveries(), 5U * 9 + 5 * 9);
    EXPECT_EQ(propagation.GetNDelivered(), propagation.GetNExpectedDeliveries());
    EXPECT_EQ(network.metrics->GetNExpected(), 15U);
    EXPECT_EQ(network.metrics->GetNDelivered(), 15U);
    EXPECT_EQ(metrics.GetPropagation().GetNPublished(), 5U);
}

TEST(WakuNodeHelper, WrongValuesStopTheProgram)
{
    EXPECT_DEATH(WakuNodeHelper().SetArchiveAttribute("Capacity", UintegerValue(0)), "Capacity");
    EXPECT_DEATH(WakuNodeHelper().SetStoreAttribute("MaxPageSize", UintegerValue(0)),
                 "MaxPageSize");
    EXPECT_DEATH(WakuLightNodeHelper().SetFilterAttribute("Nonsense", UintegerValue(0)),
                 "Nonsense");
    EXPECT_DEATH(WakuLightNodeHelper().UseServices({}, {}, {}), "at least 1");
}

TEST(LightNodeProofs, AServiceNodeProvesWithinItsLimitAndSaysWhenThatIsReached)
{
    for (const std::string ids : {"Own", "Data"})
    {
        LightNodeNetwork network(8, 1, 2);
        for (WakuRelayHelper* helper : {static_cast<WakuRelayHelper*>(&network.services),
                                        static_cast<WakuRelayHelper*>(&network.relays)})
        {
            helper->SetRlnAttribute("MessageLimit", UintegerValue(3));
            helper->SetAttribute("MessageIds", StringValue(ids));
            helper->SetAttribute("ProofDelay",
                                 StringValue("ns3::ConstantRandomVariable[Constant=0.2]"));
        }
        network.lights.SetMessagePool(network.services.GetMessagePool());
        network.lights.Subscribe(STORE_SHARD, {"/ns-3/1/traffic/proto"});
        network.Build();
        const Ptr<WakuRlnLimit> rln = network.GetRelay(5)->GetProtocol()->GetRln();
        std::vector<uint32_t> statuses;
        const auto publish = [&](double seconds) {
            LightNodeNetwork::At(seconds, [&] {
                EXPECT_TRUE(
                    network.GetLight(0)->Publish(500, [&](const WakuLightpushResult& result) {
                        statuses.push_back(result.status);
                    }));
            });
        };
        for (uint32_t i = 0; i < 5; i++)
        {
            publish(5 + i);
        }
        // The epoch of the service node's clock counts, whatever a client says: a message of the
        // epoch before neither passes nor lets the node number its messages anew.
        LightNodeNetwork::At(7.5, [&] {
            network.GetLight(1)->Publish(STORE_SHARD,
                                         MakeWakuMessage(9, StampOf(-700)),
                                         [&](const WakuLightpushResult& result) {
                                             EXPECT_EQ(result.status,
                                                       WakuLightpushProtocol::OUT_OF_RLN_PROOF);
                                         });
        });
        LightNodeNetwork::RunUntil(80);
        const uint32_t out = WakuLightpushProtocol::OUT_OF_RLN_PROOF;
        EXPECT_EQ(statuses, (std::vector<uint32_t>{200, 200, 200, out, out})) << ids;
        EXPECT_EQ(rln->GetN(WakuRlnVerdict::VALID), 3U);
        EXPECT_EQ(rln->GetN(WakuRlnVerdict::FREE), 0U);
        EXPECT_EQ(rln->GetN(WakuRlnVerdict::DOUBLE_SIGNAL), 0U);
        EXPECT_EQ(network.metrics->GetNDelivered(), 3U) << ids;
        EXPECT_EQ(network.metrics->GetNNotRelayed(), 3U);
        EXPECT_GT(network.metrics->GetLatency().GetMin(), 0.2);
    }
}

TEST(LightNodeFinding, ClientsFindTheirServiceNodesByPeerExchangeAndDiscovery)
{
    // Two bootstrap nodes, which serve nothing else; three of the relays serve.
    LightNodeNetwork network(12, 3, 6);
    NodeContainer bootstrapNodes(2);
    WakuNodeHelper bootstrap;
    bootstrap.ServePeerExchange();
    network.lights.Subscribe(STORE_SHARD, {"/ns-3/1/traffic/proto"});
    network.lights.SetFinderAttribute("WantedServices", UintegerValue(2));
    network.listsServices = false;
    network.others = bootstrapNodes;
    network.Build();
    const ApplicationContainer bootstraps = bootstrap.Install(bootstrapNodes);
    const auto all = WanHelper::GetIpv4Addresses(network.devices);
    const std::vector<Ipv4Address> own(all.end() - 2, all.end());
    network.lights.FindServices(network.lightApps, bootstraps, own);
    const auto discovery = CreateObject<WakuDiscovery>();
    discovery->SetAttribute("Interval", StringValue("5s"));
    discovery->SetAttribute("Count", UintegerValue(4));
    WakuNodeHelper::AddTo(*discovery, bootstraps, own);
    WakuNodeHelper::AddTo(*discovery,
                          network.relayApps,
                          {all.begin(), all.begin() + network.relayApps.GetN()});
    EXPECT_EQ(discovery->AssignStreams(9000), 14);
    discovery->Start();
    LightNodeNetwork::At(60, [&network] {
        for (uint32_t i = 0; i < 6; i++)
        {
            EXPECT_TRUE(network.GetLight(i)->GetFilter()->IsSubscribed()) << i;
        }
        network.GetRelay(7)->Publish(2000);
    });
    LightNodeNetwork::RunUntil(70);
    const auto exchange =
        DynamicCast<WakuRelay>(bootstraps.Get(0))->FindProtocol<WakuPeerExchangeProtocol>();
    EXPECT_GT(exchange->GetNKnown(), 20U);
    EXPECT_GT(discovery->GetNLearned(), 14U * 4 * 10);
    for (uint32_t i = 0; i < 6; i++)
    {
        const auto finder = network.GetLight(i)->FindProtocol<WakuServiceFinder>();
        EXPECT_EQ(finder->GetNFound(), 2U);
        EXPECT_EQ(network.GetLight(i)->GetFilter()->GetNServiceNodes(), 2U);
    }
    EXPECT_EQ(network.metrics->GetNDelivered(), 6U);
}

TEST(WakuDiscovery, ANodeLearnsOfOnlineMembersOfItsShardsAndDialsWhileItHasFewPeers)
{
    TestRelayNetwork network(20);
    network.Build(OverlayGraph(20));
    const auto discovery = CreateObject<WakuDiscovery>();
    discovery->SetAttribute("MinPeers", UintegerValue(4));
    discovery->SetAttribute("Interval", StringValue("2s"));
    WakuNodeHelper::AddTo(*discovery, network.relays, WanHelper::GetIpv4Addresses(network.devices));
    discovery->AssignStreams(9000);
    // Even nodes are in shard 0, odd ones in shard 1, node 19 in none, and node 18 is offline.
    for (uint32_t i = 1; i < 20; i += 2)
    {
        network.Get(i)->Unsubscribe(STORE_SHARD);
        if (i < 19)
        {
            network.Get(i)->Subscribe("/waku/2/rs/0/1");
        }
    }
    network.Get(18)->GoOffline();
    std::set<uint32_t> learners;
    discovery->TraceConnectWithoutContext(
        "Learned",
        MakeTraceSink<uint32_t, const WakuNodeRecord&>(
            [&](uint32_t node, const WakuNodeRecord& record) {
                learners.insert(node);
                ASSERT_TRUE(record.shards);
                EXPECT_TRUE(record.shards->Contains({0, static_cast<uint16_t>(node % 2)}));
                EXPECT_EQ(record.capabilities, WakuNodeRecord::RELAY);
            }));
    discovery->Start();
    network.RunUntil(Seconds(30));
    EXPECT_EQ(learners.size(), 18U);
    for (uint32_t i = 0; i < 18; i++)
    {
        EXPECT_GE(network.Get(i)->GetConnections()->GetNPeers(), 4U) << i;
    }
    EXPECT_EQ(network.Get(19)->GetConnections()->GetNPeers(), 0U);
    discovery->Dispose();
}

TEST(WakuNodeHelper, MetadataHasTheClusterOfTheRelayUnlessSaidOtherwise)
{
    const auto getCluster = [](const std::function<void(WakuNodeHelper&)>& change) {
        WakuNodeHelper helper;
        helper.UseMetadata();
        change(helper);
        const auto relay = DynamicCast<WakuRelay>(helper.Install(NodeContainer(1)).Get(0));
        UintegerValue cluster;
        relay->FindProtocol<WakuMetadataProtocol>()->GetAttribute("ClusterId", cluster);
        Simulator::Destroy();
        return cluster.Get();
    };
    EXPECT_EQ(getCluster([](WakuNodeHelper&) {}), 0U);
    EXPECT_EQ(getCluster([](WakuNodeHelper& helper) { helper.SetWakuNetwork(); }), 1U);
    EXPECT_EQ(getCluster([](WakuNodeHelper& helper) {
                  helper.SetWakuNetwork();
                  helper.SetMetadataAttribute("ClusterId", UintegerValue(16));
              }),
              16U);
    EXPECT_DEATH(WakuNodeHelper().SetPeerExchangeAttribute("CacheSize", UintegerValue(0)),
                 "CacheSize");
    EXPECT_DEATH(WakuNodeHelper().SetMetadataAttribute("Nonsense", UintegerValue(0)), "Nonsense");
    EXPECT_DEATH(WakuLightNodeHelper().FindServices({}, {}, {}), "at least 1");
}
