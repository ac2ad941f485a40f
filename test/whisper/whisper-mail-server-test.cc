/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-protocol-fixture.h"

#include "ns3/whisper-payload.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint64_t LARGE = 1 << 20;

Ptr<const WhisperEnvelope>
Make(uint32_t sent, WhisperTopic topic = TOPIC, uint64_t size = 100)
{
    return Create<WhisperEnvelope>(
        WhisperEnvelopeFields{EPOCH + sent + 50, 50, topic, VirtualBytes({}, size), sent},
        1);
}

std::vector<uint32_t>
SentTimes(const WhisperBundle& envelopes)
{
    std::vector<uint32_t> times;
    for (const auto& envelope : envelopes)
    {
        times.push_back(envelope->GetSent() - EPOCH);
    }
    return times;
}

/** Two nodes, the first of which is a mail server. */
class WhisperMail : public testing::Test
{
  protected:
    WhisperMail()
    {
        for (int i = 0; i < 3; ++i)
        {
            network.Add().Start();
        }
        network.nodes[0]->protocol->SetMailServer(server);
        network.nodes[2]->protocol->Subscribe(network.clock.now, {TOPIC});
        network.Connect(0, 1);
        network.RunFor(Seconds(1));
    }

    FakeWhisperNetwork network;
    Ptr<WhisperMailServer> server{CreateObject<WhisperMailServer>()};
};

} // namespace

TEST(WhisperMailServer, FindsByTimeTopicAndBloomFilterNewestFirst)
{
    Ptr<WhisperMailServer> server = CreateObject<WhisperMailServer>();
    for (uint32_t i = 0; i < 10; ++i)
    {
        server->Archive(EPOCH + i, Make(i, i % 2 == 0 ? TOPIC : 0x0a0b0c00));
    }
    WhisperMailRequest request;
    EXPECT_EQ(SentTimes(server->Find(request, LARGE).envelopes),
              (std::vector<uint32_t>{9, 8, 7, 6, 5, 4, 3, 2, 1, 0}));
    request.lower = EPOCH + 2;
    request.upper = EPOCH + 7;
    EXPECT_EQ(SentTimes(server->Find(request, LARGE).envelopes),
              (std::vector<uint32_t>{7, 6, 5, 4, 3, 2}));
    request.bloom = WhisperBloomFilter();
    request.bloom.Add(TOPIC);
    EXPECT_EQ(SentTimes(server->Find(request, LARGE).envelopes), (std::vector<uint32_t>{6, 4, 2}));
    // Topics that are named replace the filter.
    request.topics = {0x0a0b0c00};
    EXPECT_EQ(SentTimes(server->Find(request, LARGE).envelopes), (std::vector<uint32_t>{7, 5, 3}));
    EXPECT_TRUE(server->Find(request, LARGE).cursor.empty());
}

TEST(WhisperMailServer, PagesJoinWithoutGapOrOverlap)
{
    Ptr<WhisperMailServer> server = CreateObject<WhisperMailServer>();
    std::set<const WhisperEnvelope*> expected;
    WhisperBundle all;
    for (uint32_t i = 0; i < 100; ++i)
    {
        // Three of each second, every fourth of another topic.
        all.push_back(Create<WhisperEnvelope>(
            WhisperEnvelopeFields{EPOCH + i / 3 + 50, 50, i % 4 ? TOPIC : 7, VirtualBytes(), i}));
        server->Archive(EPOCH, all.back());
        if (i % 4)
        {
            expected.insert(PeekPointer(all.back()));
        }
    }
    for (uint32_t limit : {1, 7, 74, 75, 76})
    {
        WhisperMailRequest request;
        request.topics = {TOPIC};
        request.limit = limit;
        std::set<const WhisperEnvelope*> found;
        unsigned pages = 0;
        uint32_t before = UINT32_MAX;
        do
        {
            const WhisperMailServer::Page page = server->Find(request, LARGE);
            EXPECT_LE(page.envelopes.size(), limit);
            for (const auto& envelope : page.envelopes)
            {
                EXPECT_TRUE(found.insert(PeekPointer(envelope)).second);
                EXPECT_LE(envelope->GetSent(), before);
                before = envelope->GetSent();
            }
            request.cursor = page.cursor;
            ++pages;
        } while (!request.cursor.empty());
        EXPECT_EQ(found, expected);
        EXPECT_EQ(pages, (75 + limit - 1) / limit);
    }
}

TEST(WhisperMailServer, PageFitsIntoAPacket)
{
    Ptr<WhisperMailServer> server = CreateObject<WhisperMailServer>();
    for (uint32_t i = 0; i < 10; ++i)
    {
        server->Archive(EPOCH, Make(i, TOPIC, 300));
    }
    const WhisperMailServer::Page page = server->Find({}, 1000);
    EXPECT_EQ(page.envelopes.size(), 3u);
    EXPECT_FALSE(page.cursor.empty());
    const RlpxFrame frame = WhisperEncoder::EncodeP2pMessage(page.envelopes);
    EXPECT_LE(frame.GetSize(), RlpxFrame::GetSizeFor(1000));
    // One that never fits is left out.
    EXPECT_TRUE(server->Find({}, 200).envelopes.empty());
    EXPECT_TRUE(server->Find({}, 200).cursor.empty());
}

TEST(WhisperMailServer, ArchiveIsBounded)
{
    Ptr<WhisperMailServer> few = CreateObject<WhisperMailServer>();
    few->SetAttribute("MaxEnvelopes", UintegerValue(5));
    Ptr<WhisperMailServer> small = CreateObject<WhisperMailServer>();
    small->SetAttribute("MaxBytes", UintegerValue(500));
    Ptr<WhisperMailServer> forgetful = CreateObject<WhisperMailServer>();
    forgetful->SetAttribute("MaxAge", TimeValue(Seconds(3)));
    Ptr<WhisperMailServer> stingy = CreateObject<WhisperMailServer>();
    stingy->SetAttribute("MaxLimit", UintegerValue(4));
    for (uint32_t i = 0; i < 20; ++i)
    {
        for (const auto& server : {few, small, forgetful, stingy})
        {
            server->Archive(EPOCH + i, Make(i));
            server->Archive(EPOCH + i, Make(i));
        }
    }
    EXPECT_EQ(SentTimes(few->Find({}, LARGE).envelopes),
              (std::vector<uint32_t>{19, 18, 17, 16, 15}));
    EXPECT_EQ(SentTimes(small->Find({}, LARGE).envelopes), (std::vector<uint32_t>{19, 18, 17, 16}));
    EXPECT_EQ(small->GetBytes(), 480u);
    EXPECT_EQ(SentTimes(forgetful->Find({}, LARGE).envelopes),
              (std::vector<uint32_t>{19, 18, 17, 16}));
    WhisperMailRequest request;
    request.limit = 10;
    EXPECT_EQ(stingy->Find(request, LARGE).envelopes.size(), 4u);
    EXPECT_EQ(stingy->GetSize(), 20u);
}

TEST_F(WhisperMail, OfflineNodeGetsWhatItMissedPageByPage)
{
    FakeWhisperNode& publisher = *network.nodes[1];
    publisher.Set("ModelPow", BooleanValue(true));
    std::set<const WhisperEnvelope*> published;
    for (int i = 0; i < 25; ++i)
    {
        WhisperPost post;
        post.topic = i % 5 == 4 ? 0x0a0b0c00 : TOPIC;
        post.payload = VirtualBytes({}, 50000);
        const auto envelope = publisher.protocol->Publish(network.clock.now, post).envelope;
        if (post.topic == TOPIC)
        {
            published.insert(PeekPointer(envelope));
        }
        network.RunFor(Seconds(10));
    }
    network.RunFor(Seconds(100));
    EXPECT_EQ(server->GetSize(), 25u);
    EXPECT_EQ(network.nodes[0]->protocol->GetNEnvelopes(), 0u);

    FakeWhisperNode& client = *network.nodes[2];
    network.Connect(0, 2);
    network.RunFor(Seconds(1));
    EXPECT_TRUE(client.delivered.empty());
    const uint64_t hashed = network.pool->GetNHashed();
    WhisperMailRequest request;
    request.bloom = WhisperBloomFilter();
    request.bloom.Add(TOPIC);
    request.limit = 8;
    std::size_t pages = 0;
    do
    {
        const auto id = client.protocol->RequestHistory(network.clock.now, 0, request);
        ASSERT_TRUE(id);
        network.RunFor(Seconds(1));
        ASSERT_EQ(client.completed.size(), ++pages);
        EXPECT_EQ(client.completed.back().requestId, *id);
        EXPECT_FALSE(client.completed.back().error);
        EXPECT_EQ(client.completed.back().lastEnvelopeHash, client.delivered.back()->GetHash());
        request.cursor = client.completed.back().cursor;
    } while (!request.cursor.empty());
    EXPECT_EQ(pages, 3u);
    EXPECT_EQ(client.delivered.size(), 20u);
    std::set<const WhisperEnvelope*> got;
    for (const auto& envelope : client.delivered)
    {
        got.insert(PeekPointer(envelope));
    }
    EXPECT_EQ(got, published);
    // Only the requests were hashed, and nothing was forwarded.
    EXPECT_EQ(network.pool->GetNHashed() - hashed, 3u);
    EXPECT_EQ(client.protocol->GetNEnvelopes(), 0u);
    EXPECT_EQ(client.protocol->GetCounters().p2pReceived, 20u);
}

TEST_F(WhisperMail, BadRequestIsAnsweredOrDropsThePeer)
{
    FakeWhisperNode& client = *network.nodes[1];
    WhisperMailRequest request;
    request.lower = 2;
    request.upper = 1;
    client.protocol->RequestHistory(network.clock.now, 0, request);
    network.RunFor(Seconds(1));
    ASSERT_EQ(client.completed.size(), 1u);
    EXPECT_TRUE(client.completed[0].error);
    request = WhisperMailRequest();
    request.cursor = {1, 2, 3};
    client.protocol->RequestHistory(network.clock.now, 0, request);
    network.RunFor(Seconds(1));
    ASSERT_EQ(client.completed.size(), 2u);
    EXPECT_TRUE(client.completed[1].error);
    // An archive without anything to find.
    request = WhisperMailRequest();
    client.protocol->RequestHistory(network.clock.now, 0, request);
    network.RunFor(Seconds(1));
    ASSERT_EQ(client.completed.size(), 3u);
    EXPECT_FALSE(client.completed[2].error);
    EXPECT_TRUE(client.completed[2].cursor.empty());

    network.nodes[0]->Hear(0, WhisperP2pRequest{Make(0)});
    EXPECT_EQ(network.nodes[0]->Count(WhisperError::BAD_P2P_REQUEST), 1u);
    EXPECT_EQ(network.nodes[0]->protocol->GetNPeers(), 0u);
}

TEST_F(WhisperMail, RequestToNoMailServerIsIgnored)
{
    network.nodes[0]->protocol->RequestHistory(network.clock.now, 0, {});
    network.RunFor(Seconds(1));
    EXPECT_EQ(network.nodes[1]->Count(WhisperError::NO_MAIL_SERVER), 1u);
    EXPECT_EQ(network.nodes[1]->protocol->GetNPeers(), 1u);
    EXPECT_FALSE(network.nodes[0]->protocol->RequestHistory(network.clock.now, 9, {}));
}

TEST_F(WhisperMail, P2pMessagesAreTakenOfTrustedPeersOnly)
{
    FakeWhisperNode& node = *network.nodes[1];
    node.protocol->Subscribe(network.clock.now, {TOPIC});
    // Expired long ago, which does not matter.
    const auto old = Make(0);
    network.RunFor(Seconds(1000));
    node.Hear(0, WhisperP2pMessage{{old}});
    node.Hear(0, WhisperRequestComplete());
    EXPECT_EQ(node.Count(WhisperError::UNTRUSTED_P2P), 2u);
    EXPECT_TRUE(node.delivered.empty());
    EXPECT_TRUE(node.completed.empty());
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);
    node.protocol->TrustPeer(0);
    node.Hear(0, WhisperP2pMessage{{old, Make(1, 0x0a0b0c00)}});
    EXPECT_EQ(node.delivered, WhisperBundle{old});
    EXPECT_EQ(node.protocol->GetCounters().p2pReceived, 2u);
}

TEST_F(WhisperMail, EnvelopeThatIsThereAlreadyIsNotDeliveredAgain)
{
    FakeWhisperNode& node = *network.nodes[1];
    node.protocol->Subscribe(network.clock.now, {TOPIC});
    node.protocol->TrustPeer(0);
    const auto fresh = Make(0);
    node.HearEnvelopes(0, {fresh});
    node.Hear(0, WhisperP2pMessage{{fresh}});
    EXPECT_EQ(node.delivered.size(), 1u);
}
