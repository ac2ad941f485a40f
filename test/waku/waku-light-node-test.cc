/* SPDX-License-Identifier: GPL-2.0-only */
#include "light-node-network.h"
#include "service-fixture.h"
#include "trace-sink.h"

#include "ns3/relay-metrics.h"
#include "ns3/uinteger.h"

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
