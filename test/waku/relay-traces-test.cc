/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "trace-sink.h"

#include "ns3/config.h"
#include "ns3/pointer.h"
#include "ns3/static-router.h"
#include "ns3/uinteger.h"
#include "ns3/waku-relay-protocol.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

using Counts = std::map<std::string, int>;

/// Count events of trace sources that tell of a message and a peer.
void
CountTransfers(ObjectBase& object, Counts& counts)
{
    for (const char* source : {"FirstReceive", "Duplicate"})
    {
        EXPECT_TRUE(object.TraceConnectWithoutContext(
            source,
            MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
                [&counts, source](Ptr<const PubsubMessage>, const PeerInfo&) {
                    counts[source]++;
                })));
    }
}

} // namespace

TEST(RelayTraces, OfRelayProtocolAndRouterAreTheSameAndFireOnce)
{
    TestRelayNetwork network(3);
    network.Build("complete");
    const Ptr<WakuRelay> relay = network.Get(2);
    Counts byRelay;
    Counts byProtocol;
    Counts byRouter;
    Counts byPath;
    CountTransfers(*relay, byRelay);
    CountTransfers(*relay->GetProtocol(), byProtocol);
    CountTransfers(*relay->GetRouter(), byRouter);
    const std::string path = "/NodeList/2/ApplicationList/0/$ns3::WakuRelay/";
    Config::ConnectWithoutContext(
        path + "FirstReceive",
        MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
            [&byPath](Ptr<const PubsubMessage>, const PeerInfo&) { byPath["FirstReceive"]++; }));
    network.PublishAt(Seconds(5), 0, 1000);
    network.RunUntil(Seconds(8));
    EXPECT_EQ(byRelay, (Counts{{"FirstReceive", 1}, {"Duplicate", 1}}));
    EXPECT_EQ(byProtocol, byRelay);
    EXPECT_EQ(byRouter, byRelay);
    EXPECT_EQ(byPath["FirstReceive"], 1);
    EXPECT_EQ(relay->GetNReceived(), 2U);
}

TEST(RelayTraces, OldNamesAreThereAndASinkCanGoAgain)
{
    TestRelayNetwork network(2);
    network.Build("complete");
    const Ptr<WakuRelay> relay = network.Get(1);
    for (const char* source : {"Subscribe",
                               "Unsubscribe",
                               "Publish",
                               "Send",
                               "FirstReceive",
                               "Duplicate",
                               "Unwanted",
                               "Deliver",
                               "Drop",
                               "Throttled",
                               "Online",
                               "PeerUp",
                               "PeerDown",
                               "IgnoredRecord",
                               "Tx",
                               "Rx",
                               "Error"})
    {
        EXPECT_NE(WakuRelay::GetTypeId().LookupTraceSourceByName(source), nullptr) << source;
    }
    int first = 0;
    const auto sink = MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
        [&first](Ptr<const PubsubMessage>, const PeerInfo&) { first++; });
    relay->TraceConnectWithoutContext("FirstReceive", sink);
    network.PublishAt(Seconds(5), 0, 100);
    Simulator::Schedule(Seconds(6), [&] {
        EXPECT_TRUE(relay->TraceDisconnectWithoutContext("FirstReceive", sink));
    });
    network.PublishAt(Seconds(7), 0, 100);
    network.RunUntil(Seconds(9));
    EXPECT_EQ(first, 1);
}

TEST(RelayAttributes, AreThoseOfItsProtocolWithTheirOwnDefaults)
{
    Config::SetDefault("ns3::WakuRelay::MaxMessageSize", UintegerValue(5000));
    const Ptr<WakuRelay> relay =
        CreateObjectWithAttributes<WakuRelay>("PubsubTopic", StringValue("/u"));
    Config::SetDefault("ns3::WakuRelay::MaxMessageSize", UintegerValue(1048576));
    UintegerValue size;
    relay->GetProtocol()->GetAttribute("MaxMessageSize", size);
    EXPECT_EQ(size.Get(), 5000U);
    StringValue topic;
    relay->GetProtocol()->GetAttribute("PubsubTopic", topic);
    EXPECT_EQ(topic.Get(), "/u");
    relay->GetProtocol()->SetAttribute("ProofSize", UintegerValue(7));
    relay->GetAttribute("ProofSize", size);
    EXPECT_EQ(size.Get(), 7U);
    EXPECT_EQ(relay->GetProtocol()->GetProtocolId(), "/vac/waku/relay/2.0.0");
    relay->SetAttribute("ProtocolId", StringValue("/meshsub/1.2.0"));
    EXPECT_EQ(relay->FindProtocol("/meshsub/1.2.0"), relay->GetProtocol());
}

TEST(RelayTracesDeathTest, ARouterThatIsTracedStays)
{
    const Ptr<WakuRelay> relay = CreateObject<WakuRelay>();
    relay->SetRouter(CreateObject<StaticRouter>());
    relay->SetRouter(CreateObject<StaticRouter>());
    Counts counts;
    CountTransfers(*relay, counts);
    EXPECT_DEATH(relay->SetRouter(CreateObject<StaticRouter>()),
                 "Router can't be changed any more once .* has subscriptions or trace sinks");
    EXPECT_DEATH(relay->SetAttribute("Mode", StringValue("GossipSub")),
                 "Mode is \"Static\" and can't become \"GossipSub\"");
}
