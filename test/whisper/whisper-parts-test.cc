/* SPDX-License-Identifier: GPL-2.0-only */
// What nodes of a Whisper network can be: users, light nodes, mail servers and attackers.
#include "test-whisper-network.h"
#include "trace-sink.h"

#include "ns3/inet-socket-address.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <vector>

using namespace ns3;

TEST(WhisperParts, LowPowAndOversizedFloodsCostTheConnectionAndExpiredEnvelopesDoNot)
{
    const std::vector<std::pair<std::string, WhisperError>> kinds = {
        {"LowPow", WhisperError::LOW_POW},
        {"Oversized", WhisperError::ENVELOPE_TOO_LARGE},
        {"Expired", WhisperError::EXPIRED},
    };
    for (const auto& [kind, error] : kinds)
    {
        TestWhisperNetwork network(10);
        network.whisper.SetAttackers({9});
        network.whisper.SetAttackerAttribute("Kind", StringValue(kind));
        network.whisper.SetAttackerAttribute("EnvelopesPerSecond", DoubleValue(5));
        network.whisper.SetAttackerAttribute("Stop", TimeValue(Seconds(14)));
        network.Build("regular:3");
        network.PublishAt(Seconds(15), 0, 1000);
        network.RunUntil(Seconds(25));
        uint64_t refused = 0;
        uint64_t drops = 0;
        for (uint32_t i = 0; i < 9; i++)
        {
            refused += network.Count(i).Get(error);
            drops += network.Count(i).disconnects;
            EXPECT_EQ(network.Count(i).accepted, i == 0 ? 0U : 1U) << kind;
        }
        EXPECT_EQ(network.Get(9)->GetAttacker()->GetNEnvelopes(), 20U);
        EXPECT_EQ(network.metrics->GetNErrors(error), refused) << kind;
        if (kind == "Expired")
        {
            EXPECT_EQ(refused, 20U * 3);
            EXPECT_EQ(drops, 0U);
        }
        else
        {
            EXPECT_GE(refused, 3U) << kind;
            EXPECT_EQ(drops, refused) << kind;
        }
        EXPECT_GE(network.Results().GetNDelivered(), 8U) << kind;
    }
}

TEST(WhisperParts, ANodeThatWasOfflineGetsWhatItMissedFromTheMailServerPageByPage)
{
    TestWhisperNetwork network(10);
    network.whisper.SetMailServers({2});
    network.whisper.SetAttribute("HistoryLimit", UintegerValue(2));
    network.Build("regular:3");
    Ptr<WhisperNode> absent = network.Get(7);
    absent->UseMailServer(network.addresses.GetAddress(2));
    absent->Dial(InetSocketAddress(network.addresses.GetAddress(2), 30303));
    Simulator::Schedule(Seconds(5), [&] { absent->GoOffline(); });
    for (int i = 0; i < 7; i++)
    {
        network.PublishAt(Seconds(30 + i), i % 3, 400);
    }
    Simulator::Schedule(Seconds(400), [&] {
        EXPECT_EQ(network.Results().GetNDelivered(), 7U * 8);
        absent->GoOnline();
    });
    network.RunUntil(Seconds(470));
    EXPECT_EQ(network.Results().GetNDelivered(), 7U * 9);
    EXPECT_EQ(network.metrics->GetNHistoryEnvelopes(), 7U);
    EXPECT_EQ(absent->GetConnections()->GetNPeers(),
              network.graph->GetDegree(7) + (network.graph->HasLink(7, 2) ? 0U : 1U));
}

TEST(WhisperParts, ANodeThatIsBackBeforeAMessageExpiresGetsItOnceOnly)
{
    TestWhisperNetwork network(10);
    network.Build("regular:3");
    uint32_t delivered = 0;
    network.Get(7)->TraceConnectWithoutContext(
        "UserDeliver",
        MakeTraceSink<Ptr<const WhisperEnvelope>>(
            [&delivered](Ptr<const WhisperEnvelope>) { delivered++; }));
    network.PublishAt(Seconds(5), 0, 400);
    network.PublishAt(Seconds(5), 7, 400);
    Simulator::Schedule(Seconds(9), [&] {
        EXPECT_EQ(delivered, 1U);
        network.Get(7)->GoOffline();
    });
    Simulator::Schedule(Seconds(12), [&] { network.Get(7)->GoOnline(); });
    network.PublishAt(Seconds(20), 0, 400);
    network.RunUntil(Seconds(40));
    EXPECT_EQ(delivered, 2U);
    EXPECT_EQ(network.Count(7).accepted, 4U);
    EXPECT_EQ(network.Results().GetNDelivered(), 3U * 9);
}

TEST(WhisperParts, UsersAreOfflineForTheirShareAndMissNothing)
{
    TestWhisperNetwork network(30);
    network.whisper.SetMailServers({0, 1});
    network.whisper.SetUserAttribute("OfflineShare", DoubleValue(0.5));
    network.whisper.SetUserAttribute("OnlineTime",
                                     StringValue("ns3::ExponentialRandomVariable[Mean=100]"));
    network.whisper.SetTraffic(20, 300, Seconds(10), Seconds(2000));
    network.Build("regular:6");
    double online = 0;
    int samples = 0;
    for (int second = 300; second <= 2000; second += 10)
    {
        network.RunUntil(Seconds(second));
        for (uint32_t i = 2; i < 30; i++)
        {
            online += network.Get(i)->IsOnline() ? 1 : 0;
            samples++;
        }
    }
    EXPECT_NEAR(online / samples, 0.5, 0.06);
    EXPECT_TRUE(network.Get(0)->IsOnline());
    network.RunUntil(Seconds(4000));
    EXPECT_GT(network.Results().GetNPublished(), 100U);
    EXPECT_GT(network.metrics->GetNHistoryEnvelopes(), 0U);
    EXPECT_GT(network.Results().GetDeliveryRatio(), 0.99);
}

TEST(WhisperParts, LightNodesForwardNothingButTheirOwn)
{
    TestWhisperNetwork network(20);
    network.whisper.SetEdgeNodes({3, 4, 5});
    network.whisper.SetEdgeProtocolAttribute("LightNode", BooleanValue(true));
    network.Build("regular:8");
    network.PublishAt(Seconds(5), 0, 500);
    network.PublishAt(Seconds(6), 3, 500);
    network.RunUntil(Seconds(12));
    EXPECT_EQ(network.Results().GetNDelivered(), 38U);
    EXPECT_GT(network.Count(3).envelopesSent, 0U);
    EXPECT_EQ(network.Count(4).envelopesSent, 0U);
    EXPECT_EQ(network.Count(5).envelopesSent, 0U);
    for (uint32_t i = 0; i < 20; i++)
    {
        EXPECT_EQ(network.Count(i).Get(WhisperError::TWO_LIGHT_NODES), 0U);
    }
}

TEST(WhisperParts, FalsePositivesOfBloomFiltersAreCountedApartAndTopicInterestHasNone)
{
    for (bool isTopicInterest : {false, true})
    {
        TestWhisperNetwork network(20);
        network.whisper.SetUserTopics(60, 600);
        network.whisper.SetEdgeNodes({10, 11, 12, 13, 14});
        network.whisper.SetEdgeProtocolAttribute("FullNode", BooleanValue(false));
        network.whisper.SetProtocolAttribute("Waku1", BooleanValue(isTopicInterest));
        network.whisper.SetEdgeProtocolAttribute("TopicInterest", BooleanValue(isTopicInterest));
        network.Build("regular:8");
        for (uint32_t i = 0; i < 400; i++)
        {
            network.PublishAt(Seconds(5) + MilliSeconds(50 * i), i % 10, 100);
        }
        network.RunUntil(Seconds(40));
        EXPECT_EQ(network.Results().GetDeliveryRatio(), 1.0);
        uint64_t delivered = 0;
        uint64_t falsePositives = 0;
        for (uint32_t i = 0; i < 20; i++)
        {
            delivered += network.Count(i).delivered;
            falsePositives += network.Count(i).falsePositives;
        }
        EXPECT_EQ(network.Results().GetNDelivered(), delivered);
        EXPECT_EQ(network.metrics->GetNFalsePositives(), falsePositives);
        // 61 topics set 3 of 512 bits each: (1 - exp(-183/512))^3 is 2.7 % of 2000.
        EXPECT_EQ(falsePositives > 0, !isTopicInterest);
        EXPECT_LT(falsePositives, 150U);
    }
}

TEST(WhisperParts, SubscriptionsChangeAtRunTime)
{
    TestWhisperNetwork network(5);
    network.whisper.SetEdgeNodes({4});
    network.whisper.SetEdgeProtocolAttribute("FullNode", BooleanValue(false));
    network.Build("complete");
    const WhisperTopic topic = GetWhisperTopic("public-0");
    Simulator::Schedule(Seconds(5), [&] { network.Get(4)->Unsubscribe({topic}); });
    network.PublishAt(Seconds(20), 0, 100);
    Simulator::Schedule(Seconds(40), [&] { network.Get(4)->Subscribe({topic}); });
    network.PublishAt(Seconds(50), 0, 100);
    network.RunUntil(Seconds(60));
    EXPECT_EQ(network.Results().GetNExpectedDeliveries(), 3U + 4U);
    EXPECT_EQ(network.Results().GetNDelivered(), 3U + 4U);
    EXPECT_EQ(network.Count(4).disconnects, 0U);
}

TEST(WhisperUser, WritesAsItsSettingsSay)
{
    const uint32_t users = 50;
    Ptr<WhisperUser> user = CreateObject<WhisperUser>();
    user->SetAttribute("EnvelopesPerMessage", UintegerValue(10));
    user->SetAttribute("PrivateShare", DoubleValue(0.25));
    user->SetAttribute("Partitions", UintegerValue(7));
    user->SetAttribute("PublicTopics", UintegerValue(40));
    user->SetAttribute("TopicsByUser", UintegerValue(4));
    user->SetIndex(10, users);
    user->AssignStreams(1);
    const std::set<WhisperTopic> topics(user->GetTopics().begin(), user->GetTopics().end());
    EXPECT_EQ(topics.size(), 5U);
    EXPECT_EQ(topics.count(GetWhisperTopic("contact-discovery-3")), 1U);
    std::map<WhisperTopic, int> count;
    int privately = 0;
    for (int i = 0; i < 4000; i++)
    {
        const std::vector<WhisperPost> posts = user->Write(100);
        ASSERT_EQ(posts.size(), 10U);
        EXPECT_EQ(posts[0].payload.GetSize(), 100U);
        EXPECT_EQ(posts[9].topic, posts[0].topic);
        privately += posts[0].isAsymmetric ? 1 : 0;
        count[posts[0].topic]++;
        if (!posts[0].isAsymmetric)
        {
            EXPECT_EQ(topics.count(posts[0].topic), 1U);
        }
    }
    EXPECT_NEAR(privately / 4000.0, 0.25, 0.03);
    // Private messages go to all partitions, public ones to the four chats.
    EXPECT_EQ(count.size(), 7U + 4U);
}

TEST(WhisperUser, ATopicIsTheStartOfTheHashOfItsName)
{
    // The well-known Keccak-256 of the empty string is c5d24601...
    EXPECT_EQ(GetWhisperTopic(""), 0xc5d24601U);
}
