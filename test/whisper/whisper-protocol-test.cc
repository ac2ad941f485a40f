/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-protocol-fixture.h"

#include "ns3/whisper-payload.h"

#include <cmath>

using namespace ns3;

TEST_F(WhisperProtocolTest, StatusIsSentFirst)
{
    node.Set("MinPow", DoubleValue(0.5));
    node.Set("LightNode", BooleanValue(true));
    WantTopicOnly();
    Start();
    PeerInfo info;
    info.id = 1;
    node.protocol->AddPeer(clock.now, info);
    ASSERT_EQ(node.sent.size(), 1u);
    const auto& status = std::get<WhisperStatus>(node.sent[0].message);
    EXPECT_EQ(status.version, 6u);
    EXPECT_EQ(status.options.minPow, 0.5);
    EXPECT_EQ(status.options.isLight, true);
    WhisperBloomFilter bloom;
    bloom.Add(TOPIC);
    EXPECT_EQ(*status.options.bloom, bloom);
    EXPECT_FALSE(node.protocol->IsReady(1));
    node.Hear(1, WhisperStatus());
    EXPECT_TRUE(node.protocol->IsReady(1));
}

TEST_F(WhisperProtocolTest, AnythingBeforeStatusDropsThePeer)
{
    Start();
    PeerInfo info;
    info.id = 1;
    node.protocol->AddPeer(clock.now, info);
    node.HearEnvelopes(1, {Make()});
    EXPECT_EQ(node.Count(WhisperError::NO_STATUS), 1u);
    EXPECT_EQ(node.disconnected.size(), 1u);
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 0u);
}

TEST_F(WhisperProtocolTest, OtherVersionDropsThePeer)
{
    Start();
    PeerInfo info;
    info.id = 1;
    node.protocol->AddPeer(clock.now, info);
    WhisperStatus status;
    status.version = 5;
    node.Hear(1, status);
    EXPECT_EQ(node.Count(WhisperError::VERSION_MISMATCH), 1u);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
}

TEST_F(WhisperProtocolTest, SecondStatusIsIgnored)
{
    Start();
    node.Greet(1);
    node.Hear(1, WhisperStatus());
    EXPECT_EQ(node.Count(WhisperError::SECOND_STATUS), 1u);
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);
}

TEST_F(WhisperProtocolTest, SilentPeerIsDroppedAfterTheTimeout)
{
    Start();
    PeerInfo info;
    info.id = 1;
    node.protocol->AddPeer(clock.now, info);
    clock.RunUntil(Seconds(104.9));
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);
    clock.RunUntil(Seconds(105));
    EXPECT_EQ(node.Count(WhisperError::HANDSHAKE_TIMEOUT), 1u);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
}

TEST_F(WhisperProtocolTest, LightNodesDoNotStayTogether)
{
    node.Set("LightNode", BooleanValue(true));
    Start();
    WhisperOptions light;
    light.isLight = true;
    node.Greet(1, light);
    EXPECT_EQ(node.Count(WhisperError::TWO_LIGHT_NODES), 1u);
    node.Greet(2);
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);

    FakeWhisperNode full(clock, pool);
    full.Start();
    full.Greet(1, light);
    EXPECT_EQ(full.protocol->GetNPeers(), 1u);
}

TEST_F(WhisperProtocolTest, LightNodesMayStayTogetherWithoutTheRestriction)
{
    node.Set("LightNode", BooleanValue(true));
    node.Set("RestrictLightConnections", BooleanValue(false));
    Start();
    WhisperOptions light;
    light.isLight = true;
    node.Greet(1, light);
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);
}

TEST_F(WhisperProtocolTest, PublishedEnvelopeIsMinedAndPadded)
{
    Start();
    node.Greet(1);
    WhisperPost post;
    post.topic = TOPIC;
    post.payload = VirtualBytes({1, 2, 3}, 1000);
    const WhisperPublication publication = node.protocol->Publish(clock.now, post);
    EXPECT_EQ(publication.error, WhisperError::NONE);
    EXPECT_EQ(publication.ready, clock.now);
    const WhisperEnvelope& envelope = *publication.envelope;
    EXPECT_GE(envelope.GetPow(), 0.2);
    EXPECT_LT(envelope.GetPow(), 0.2 * 64);
    EXPECT_EQ(envelope.GetTtl(), 50u);
    EXPECT_EQ(envelope.GetExpiry(), EPOCH + 150);
    EXPECT_EQ(envelope.GetDataSize(), GetWhisperDataSize(1003, {false, true}));
    EXPECT_EQ(*UnwrapWhisperPayload(envelope.GetData()), post.payload);
    EXPECT_EQ(node.protocol->GetCounters().published, 1u);
    EXPECT_TRUE(node.delivered.empty());
    EXPECT_NE(node.protocol->Publish(clock.now, post).envelope, publication.envelope);
    clock.RunUntil(Seconds(101));
    EXPECT_EQ(node.BundlesTo(1)[0].size(), 2u);
}

TEST_F(WhisperProtocolTest, MiningTakesTimeAtAHashRate)
{
    node.Set("ModelPow", BooleanValue(true));
    node.Set("HashRate", DoubleValue(100));
    node.Set("Immediate", BooleanValue(true));
    Start();
    node.Greet(1);
    WhisperPost post;
    post.powTarget = 0.01;
    post.ttl = 3600;
    const Time first = node.protocol->Publish(clock.now, post).ready;
    const Time second = node.protocol->Publish(clock.now, post).ready;
    EXPECT_GT(first, clock.now);
    EXPECT_GT(second, first);
    clock.RunUntil(first - TimeStep(1));
    EXPECT_TRUE(node.BundlesTo(1).empty());
    node.Set("MinPow", DoubleValue(0));
    clock.RunUntil(first);
    // MinPow is still what it was at the start: the node refuses its own.
    EXPECT_TRUE(node.BundlesTo(1).empty());
    EXPECT_EQ(node.Count(WhisperError::LOW_POW), 1u);
    node.protocol->SetMinPow(clock.now, 0);
    clock.RunUntil(second);
    EXPECT_EQ(node.BundlesTo(1).size(), 1u);
    EXPECT_EQ(node.sent.back().at, second);
}

TEST_F(WhisperProtocolTest, PeersAcceptAModelledPow)
{
    node.Set("ModelPow", BooleanValue(true));
    Start();
    node.Greet(1);
    WhisperPost post;
    post.powTarget = 1000;
    const WhisperPublication publication = node.protocol->Publish(clock.now, post);
    EXPECT_GE(publication.envelope->GetPow(), 1000);
    EXPECT_EQ(publication.error, WhisperError::NONE);
}

TEST_F(WhisperProtocolTest, OwnEnvelopeIsRefusedForTheSameReasons)
{
    WantTopicOnly();
    Start();
    WhisperPost post;
    post.powTarget = 0;
    EXPECT_EQ(node.protocol->Publish(clock.now, post).error, WhisperError::LOW_POW);
    post.powTarget = 0.2;
    post.topic = OTHER;
    EXPECT_EQ(node.protocol->Publish(clock.now, post).error, WhisperError::NONE);
    post.payload = VirtualBytes({}, 2 << 20);
    EXPECT_EQ(node.protocol->Publish(clock.now, post).error, WhisperError::ENVELOPE_TOO_LARGE);
    EXPECT_EQ(node.protocol->GetCounters().published, 1u);
    EXPECT_EQ(node.protocol->GetCounters().disconnects, 0u);
}

TEST_F(WhisperProtocolTest, AttackerSendsWhatNobodyWants)
{
    Start();
    node.Greet(1, Requirement(100));
    const auto envelope = Make(TOPIC, -1000, 50, 0.001);
    node.protocol->SendBundle(clock.now, 1, {envelope, envelope});
    EXPECT_EQ(node.BundlesTo(1), (std::vector<WhisperBundle>{{envelope, envelope}}));
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 0u);
}

TEST_F(WhisperProtocolTest, ManyPeersAreToldApart)
{
    Start();
    for (PeerId peer = 0; peer < 200; ++peer)
    {
        node.Greet(peer);
    }
    const auto envelope = Make();
    for (PeerId peer = 0; peer < 200; peer += 3)
    {
        node.HearEnvelopes(peer, {envelope});
    }
    clock.RunUntil(Seconds(101));
    for (PeerId peer = 0; peer < 200; ++peer)
    {
        EXPECT_EQ(node.BundlesTo(peer).size(), peer % 3 == 0 ? 0u : 1u) << peer;
    }
}

TEST_F(WhisperProtocolTest, StoppedNodeHasForgottenAllButItsTopics)
{
    node.protocol->Subscribe(clock.now, {TOPIC});
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make()});
    node.protocol->Stop(clock.now);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 0u);
    clock.RunUntil(Seconds(200));
    node.protocol->Start(clock.now);
    node.Greet(2);
    node.HearEnvelopes(2, {Make()});
    EXPECT_EQ(node.delivered.size(), 2u);
}

TEST_F(WhisperProtocolTest, WrongConfigurationAborts)
{
    EXPECT_DEATH(node.protocol->SetMinPow(clock.now, -1), "at least 0");
    EXPECT_DEATH(node.protocol->SetMinPow(clock.now, std::nan("")), "finite");
    node.Set("TopicInterest", BooleanValue(true));
    EXPECT_DEATH(node.Start(), "TopicInterest.*Waku1");
    Ptr<WhisperProtocol> bare = CreateObject<WhisperProtocol>();
    EXPECT_DEATH(bare->Start(clock.now), "SetHost");
}
