/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-rank-feeds.h"
#include "test-whisper-network.h"
#include "trace-sink.h"
#include "whisper-wire-fixture.h"

#include "ns3/inet-socket-address.h"
#include "ns3/propagation-journal.h"
#include "ns3/propagation-metrics.h"
#include "ns3/whisper-pow.h"
#include "ns3/whisper-probe.h"

#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

const std::string TOPIC_TEXT = "01020304";
const std::string OTHER_TEXT = "0a0b0c0d";

MessageKey
MakeId(uint8_t number)
{
    return {number};
}

std::string
ToText(const PropagationMetrics& metrics)
{
    RunSummary summary;
    summary.AddPropagation(metrics);
    std::ostringstream out;
    summary.WriteJson(out);
    return out.str();
}

} // namespace

TEST(WhisperDistributed, ExpectedAreThoseSubscribedWhenAnEnvelopeSetsOut)
{
    // Envelope a goes from 0 to 1 and 3, b from 3 to nobody. Ranks have nodes {0, 1} and {2, 3}.
    const MessageKey a = MakeId(1);
    const MessageKey b = MakeId(2);
    PropagationJournal first;
    first.SetSubscribed(Seconds(0), 0, TOPIC_TEXT, true);
    first.SetSubscribed(Seconds(0), 1, TOPIC_TEXT, true);
    first.Published(Seconds(1), 0, {a}, TOPIC_TEXT);
    first.Sent(Seconds(1), 0, 1, {a});
    first.ReceivedFirst(Seconds(2), 1, 0, {a});
    first.Delivered(Seconds(2), 1, {a});
    first.Sent(Seconds(1), 0, 1, {a});
    // Once more, from a mail server.
    first.Delivered(Seconds(9), 1, {a});
    PropagationJournal second;
    second.SetSubscribed(Seconds(0), 2, TOPIC_TEXT, true);
    second.SetSubscribed(Seconds(0), 3, TOPIC_TEXT, true);
    second.SetSubscribed(MilliSeconds(500), 2, TOPIC_TEXT, false);
    second.ReceivedFirst(Seconds(3), 2, 1, {a});
    second.Sent(Seconds(1), 0, 1, {a});
    second.ReceivedFirst(Seconds(4), 3, 2, {a});
    second.Delivered(Seconds(4), 3, {a});
    second.Published(Seconds(5), 3, {b}, OTHER_TEXT);
    second.SetSubscribed(Seconds(6), 2, OTHER_TEXT, true);
    second.Delivered(Seconds(7), 2, {b});

    PropagationJournal joined;
    joined.Add(first.Serialize());
    joined.Add(second.Serialize());
    PropagationMetrics metrics(4);
    joined.Replay(metrics);

    EXPECT_EQ(metrics.GetNPublished(), 2U);
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 2U);
    EXPECT_EQ(metrics.GetNDelivered(), 2U);
    EXPECT_EQ(metrics.GetNTransmissions(), 3U);
    EXPECT_EQ(metrics.GetHops(), (std::vector<uint64_t>{0, 1, 1, 1}));
    EXPECT_DOUBLE_EQ(metrics.GetLatency().GetMin(), 1);
    EXPECT_DOUBLE_EQ(metrics.GetLatency().GetMax(), 3);
}

TEST(WhisperDistributed, SubscriptionsOfOneMomentStayInTheirOrder)
{
    PropagationJournal journal;
    journal.Published(Seconds(1), 0, {MakeId(1)}, TOPIC_TEXT);
    for (const bool isSubscribed : {true, false, true})
    {
        journal.SetSubscribed(Seconds(1), 1, TOPIC_TEXT, isSubscribed);
    }
    for (const bool isSubscribed : {true, false})
    {
        journal.SetSubscribed(Seconds(1), 2, TOPIC_TEXT, isSubscribed);
    }
    PropagationMetrics propagation(3);
    journal.Replay(propagation);
    EXPECT_EQ(propagation.GetNExpectedDeliveries(), 1U);
}

TEST(WhisperDistributed, JoinedJournalsSayWhatOneProcessMeasures)
{
    TestWhisperNetwork network(30);
    network.whisper.SetTraffic(600, 500, Seconds(10), Seconds(40));
    network.whisper.SetProtocolAttribute("DefaultTtl", UintegerValue(5));
    network.whisper.SetUserTopics(3, 10);
    network.whisper.SetUserAttribute("OfflineShare", StringValue("0.2"));
    network.whisper.SetUserAttribute("OnlineTime",
                                     StringValue("ns3::ExponentialRandomVariable[Mean=10]"));
    network.whisper.SetMailServers({7, 20});
    network.Build("regular:4");
    std::vector<PropagationJournal> journals(3);
    const auto feeds = MakeRankFeeds<WhisperProbe>(network.peers, journals);
    network.RunUntil(Seconds(60));

    PropagationJournal joined;
    for (const PropagationJournal& journal : journals)
    {
        joined.Add(journal.Serialize());
    }
    PropagationMetrics propagation(30);
    joined.Replay(propagation);
    EXPECT_GT(network.Results().GetNPublished(), 100U);
    EXPECT_GT(network.metrics->GetNHistoryEnvelopes(), 0U);
    EXPECT_GT(network.Results().GetNDuplicates(), 0U);
    EXPECT_EQ(ToText(propagation), ToText(network.Results()));
}

TEST(WhisperDistributed, AnEnvelopeOfAnotherRankHasItsHashAndItsProofOfWork)
{
    for (const bool isModelled : {false, true})
    {
        const double target = isModelled ? 3 : 0.002;
        WhisperEnvelopeFields fields;
        fields.expiry = 1546300850;
        fields.ttl = 50;
        fields.topic = 0x01020304;
        fields.data = VirtualBytes({1, 2, 3}, 5000);
        const WhisperSeal seal =
            isModelled ? ModelWhisperNonce(fields, target, 0.7) : MineWhisperNonce(fields, target);
        fields.nonce = seal.nonce;
        const auto here = CreateObject<WhisperEnvelopePool>()->Add(fields, seal.modelledPow);

        auto pool = CreateObject<WhisperEnvelopePool>();
        pool->SetModelledTarget(isModelled ? std::optional<double>(target) : std::nullopt);
        WhisperReader reader(pool);
        reader.Read(ToBytes(WhisperEncoder::EncodeMessages({here})), 1400);
        reader.Read(ToBytes(WhisperEncoder::EncodeMessages({here})), 1400);
        const auto there = reader.Get<WhisperMessages>(0).envelopes.at(0);
        EXPECT_NE(there, here);
        EXPECT_EQ(there, reader.Get<WhisperMessages>(1).envelopes.at(0));
        EXPECT_EQ(there->GetHash(), here->GetHash());
        EXPECT_EQ(there->GetPow(), here->GetPow());
        EXPECT_EQ(there->GetPayloadSize(), here->GetPayloadSize());
        EXPECT_GE(here->GetPow(), target);
    }
}

TEST(WhisperDistributed, AnApplicationWithoutNodeIsSilent)
{
    const auto node = CreateObject<WhisperNode>();
    const auto another = CreateObject<WhisperNode>();
    another->SetStartTime(Seconds(100));
    CreateObject<Node>()->AddApplication(another);
    EXPECT_EQ(node->AssignStreams(1), another->AssignStreams(1));
    node->Dial(InetSocketAddress(Ipv4Address("10.0.0.1"), 30303));
    node->UseMailServer(InetSocketAddress(Ipv4Address("10.0.0.1"), 30303));
    Simulator::Schedule(Seconds(1), [node] {
        node->GoOnline();
        node->Publish(100);
        EXPECT_EQ(node->Publish(WhisperPost()).envelope, nullptr);
        EXPECT_FALSE(node->IsOnline());
        node->GoOffline();
    });
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    EXPECT_EQ(node->GetProtocol()->GetCounters().published, 0U);
    EXPECT_EQ(node->GetProtocol()->GetNPeers(), 0U);
    Simulator::Destroy();
}

TEST(WhisperDistributed, BytesCountFromASetMomentOn)
{
    const auto run = [](bool isFromStart) {
        TestWhisperNetwork network(10);
        network.Build("regular:3");
        if (isFromStart)
        {
            network.metrics->CountFrom(Seconds(0));
        }
        network.PublishAt(Seconds(5), 2, 1000);
        network.RunUntil(Seconds(10));
        network.metrics->Reduce();
        const RunSummary summary = network.metrics->Summarize();
        EXPECT_EQ(summary.delivered, 9U);
        return summary.ingress;
    };
    const RunSummary::Bytes fromPublish = run(false);
    const RunSummary::Bytes fromStart = run(true);
    EXPECT_EQ(fromStart.payload, fromPublish.payload);
    // Connections were made before.
    EXPECT_GT(fromStart.protocol, fromPublish.protocol);
    EXPECT_GT(fromStart.ip, fromPublish.ip);
}

TEST(WhisperDistributed, AddressesServeAsWellAsInterfaces)
{
    NodeContainer nodes(10);
    WanHelper wan;
    const NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    wan.AssignIpv4Addresses(devices);
    WhisperHelper helper;
    helper.SetProtocolAttribute("ModelPow", BooleanValue(true));
    const ApplicationContainer peers = helper.Install(nodes);
    helper.Connect(peers,
                   OverlayHelper::FromString("regular:4").Create(10),
                   WanHelper::GetIpv4Addresses(devices));
    Simulator::Stop(Seconds(5));
    Simulator::Run();
    for (uint32_t i = 0; i < peers.GetN(); i++)
    {
        EXPECT_EQ(DynamicCast<WhisperNode>(peers.Get(i))->GetProtocol()->GetNPeers(), 4U);
    }
    Simulator::Destroy();
}

TEST(WhisperDistributedDeathTest, AProofOfWorkThatOtherRanksWouldMistakeStops)
{
    const auto publish = [](double target, bool isModelled) {
        TestWhisperNetwork network(2);
        network.whisper.SetProtocolAttribute("ModelPow", BooleanValue(isModelled));
        network.whisper.GetEnvelopePool()->SetModelledTarget(0.2);
        network.Build("complete");
        Simulator::Schedule(Seconds(1), [&network, target] {
            WhisperPost post;
            post.powTarget = target;
            network.Get(0)->Publish(post);
        });
        network.RunUntil(Seconds(2));
    };
    publish(0.2, true);
    EXPECT_DEATH(publish(0.3, true), "0.3 is modelled, but other ranks take it for .* of 0.2");
    EXPECT_DEATH(publish(0.2, false), "0.2 is real, but other ranks");
}
