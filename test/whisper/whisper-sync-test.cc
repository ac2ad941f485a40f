/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-protocol-fixture.h"
#include "whisper-wire-fixture.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

using WhisperSyncWire = WhisperWire;

/** Two mail servers that are connected. */
class WhisperSync : public testing::Test
{
  protected:
    WhisperSync()
    {
        for (const auto& server : servers)
        {
            network.Add().Start();
            network.nodes.back()->protocol->SetMailServer(server);
        }
    }

    /** Node 1 has archived so many envelopes before it met node 0. */
    void Connect(uint32_t archived)
    {
        for (uint32_t i = 0; i < archived; ++i)
        {
            const WhisperEnvelopeFields fields{EPOCH + i + 50,
                                               50,
                                               i % 2 == 0 ? TOPIC : OTHER,
                                               VirtualBytes({}, 100),
                                               i};
            servers[1]->Archive(EPOCH + 1000, network.pool->Add(fields, 1));
        }
        network.Connect(0, 1);
        network.RunFor(Seconds(1));
    }

    FakeWhisperNetwork network;
    std::vector<Ptr<WhisperMailServer>> servers{CreateObject<WhisperMailServer>(),
                                                CreateObject<WhisperMailServer>()};
};

} // namespace

TEST_F(WhisperSync, AMailServerGetsWhatAnotherHasPageByPage)
{
    Connect(25);
    WhisperMailRequest request;
    request.limit = 10;
    EXPECT_TRUE(network.nodes[0]->protocol->RequestSync(network.clock.now, 0, request));
    network.RunFor(Seconds(1));
    EXPECT_EQ(servers[0]->GetSize(), 25U);
    const WhisperCounters& counters = network.nodes[0]->protocol->GetCounters();
    EXPECT_EQ(counters.synced, 25U);
    EXPECT_EQ(counters.accepted, 0U);
    EXPECT_EQ(counters.packetsSent, 1U + 3); // a status and a request for each page
    // Nothing is asked for again.
    network.RunFor(Seconds(100));
    EXPECT_EQ(counters.packetsSent, 4U);
}

TEST_F(WhisperSync, TimesAndBloomFilterSayWhatIsWanted)
{
    Connect(20);
    WhisperMailRequest request;
    request.limit = WhisperSyncRequest::MAX_LIMIT;
    request.lower = EPOCH + 4;
    request.upper = EPOCH + 11;
    request.bloom = WhisperBloomFilter();
    request.bloom.Add(TOPIC);
    network.nodes[0]->protocol->RequestSync(network.clock.now, 0, request);
    network.RunFor(Seconds(1));
    EXPECT_EQ(servers[0]->GetSize(), 4U);
}

TEST_F(WhisperSync, OnlyMailServersTakePart)
{
    Connect(5);
    WhisperMailRequest request;
    request.limit = 10;
    network.nodes[0]->protocol->SetMailServer(nullptr);
    EXPECT_FALSE(network.nodes[0]->protocol->RequestSync(network.clock.now, 0, request));
    network.nodes[0]->protocol->SetMailServer(servers[0]);
    network.nodes[1]->protocol->SetMailServer(nullptr);
    EXPECT_TRUE(network.nodes[0]->protocol->RequestSync(network.clock.now, 0, request));
    network.RunFor(Seconds(1));
    EXPECT_EQ(network.nodes[1]->Count(WhisperError::NO_MAIL_SERVER), 1U);
    EXPECT_EQ(network.nodes[1]->protocol->GetNPeers(), 1U);
}

TEST_F(WhisperSync, ResponsesThatNobodyAskedForAreIgnored)
{
    FakeWhisperNode node(network.clock, network.pool);
    node.protocol->SetMailServer(servers[0]);
    node.Start();
    node.Greet(7);
    const auto envelope = network.pool->Add({EPOCH + 50, 50, TOPIC, VirtualBytes({}, 100), 1}, 1);
    node.Hear(7, WhisperSyncResponse{{envelope}, {}, true, ""});
    EXPECT_EQ(node.Count(WhisperError::UNTRUSTED_P2P), 1U);
    EXPECT_EQ(node.protocol->GetNPeers(), 1U);
    EXPECT_EQ(servers[0]->GetSize(), 0U);
}

TEST_F(WhisperSyncWire, PacketsComeBackWhateverThePieces)
{
    WhisperSyncRequest request;
    request.request.limit = 77;
    request.request.cursor.assign(36, 9);
    const WhisperSyncResponse page{{Make(1000, 1), Make(100000, 2)}, {}, false, ""};
    const WhisperSyncResponse last{{}, Bytes(36, 8), true, "why"};
    Bytes stream;
    for (const RlpxFrame& frame : {WhisperEncoder::EncodeSyncRequest(request),
                                   WhisperEncoder::EncodeSyncResponse(page),
                                   WhisperEncoder::EncodeSyncResponse(last)})
    {
        const Bytes bytes = ToBytes(frame);
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    }
    for (const bool isKnown : {true, false})
    {
        for (const std::size_t step : {1UL, 9UL, 1448UL, 1000000UL})
        {
            WhisperReader reader(isKnown ? pool : CreateObject<WhisperEnvelopePool>());
            reader.ReadAndSkip(stream, step);
            ASSERT_EQ(reader.messages.size(), 3U) << step;
            EXPECT_EQ(reader.Get<WhisperSyncRequest>(0).request.Encode(), request.request.Encode());
            const auto& first = reader.Get<WhisperSyncResponse>(1);
            ASSERT_EQ(first.envelopes.size(), 2U);
            EXPECT_EQ(first.envelopes[1]->GetHash(), page.envelopes[1]->GetHash());
            EXPECT_FALSE(first.isFinal);
            EXPECT_TRUE(first.cursor.empty());
            const auto& second = reader.Get<WhisperSyncResponse>(2);
            EXPECT_TRUE(second.envelopes.empty());
            EXPECT_TRUE(second.isFinal);
            EXPECT_EQ(second.cursor, last.cursor);
            EXPECT_EQ(second.error, "why");
        }
    }
}

TEST_F(WhisperSyncWire, MalformedPacketsEndTheStream)
{
    const auto responseOf = [this](const Bytes& packet) {
        return ErrorOf(MakeRawFrame(WhisperCode::SYNC_RESPONSE, packet));
    };
    EXPECT_EQ(responseOf(FromHex("c4c0800180")), WhisperError::NONE);
    for (const std::string hex : {"c3c08001",        // no error field
                                  "c4c0800280",      // final is 2
                                  "c5c0820101 0180", // a cursor of two bytes
                                  "c480800180",      // a string in place of the list
                                  "c5c080018000",    // more than four items
                                  "c0",
                                  "80",
                                  "c1c0",
                                  "c4c4010203"})
    {
        Bytes packet;
        std::string digits;
        std::copy_if(hex.begin(), hex.end(), std::back_inserter(digits), [](char c) {
            return c != ' ';
        });
        packet = FromHex(digits);
        EXPECT_EQ(responseOf(packet), WhisperError::BAD_SYNC) << hex;
    }
    EXPECT_EQ(responseOf(FromHex("c5c101800180")), WhisperError::BAD_ENVELOPES);

    WhisperSyncRequest request;
    for (const uint32_t limit : {0U, 1001U})
    {
        request.request.limit = limit;
        EXPECT_EQ(ErrorOf(WhisperEncoder::EncodeSyncRequest(request)), WhisperError::BAD_SYNC);
    }
    request.request.limit = 1;
    request.request.lower = 2;
    request.request.upper = 1;
    EXPECT_EQ(ErrorOf(WhisperEncoder::EncodeSyncRequest(request)), WhisperError::BAD_SYNC);
    EXPECT_EQ(ErrorOf(MakeRawFrame(WhisperCode::SYNC_REQUEST, {0xc0})), WhisperError::BAD_SYNC);
    // Waku 1 has no such packets.
    EXPECT_EQ(ErrorOf(MakeRawFrame(WhisperCode::SYNC_RESPONSE, FromHex("c4c0800180")),
                      WhisperDialect::WAKU_1),
              WhisperError::UNKNOWN_CODE);
}
