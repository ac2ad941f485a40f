/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-whisper-network.h"
#include "trace-sink.h"
#include "whisper-protocol-fixture.h"
#include "whisper-wire-fixture.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

using WhisperDevp2p = WhisperProtocolTest;
using WhisperDevp2pWire = WhisperWire;

/// IP bytes that a node sends and receives.
uint64_t
CountIpBytes(bool isDevp2p, uint32_t payload, int messages)
{
    TestWhisperNetwork network(2);
    network.wan.SetDeviceAttribute("UpRate", StringValue("0bps"));
    network.wan.SetDeviceAttribute("DownRate", StringValue("0bps"));
    network.whisper.SetAttribute("WriteInterval", StringValue(isDevp2p ? "10us" : "0s"));
    network.whisper.SetProtocolAttribute("PingInterval", StringValue("0s"));
    if (isDevp2p)
    {
        network.whisper.UseDevp2p();
    }
    network.Build("complete");
    uint64_t bytes = 0;
    for (const char* trace : {"MacTx", "MacRx"})
    {
        network.devices.Get(0)->TraceConnectWithoutContext(
            trace,
            MakeTraceSink<Ptr<const Packet>>(
                [&bytes](Ptr<const Packet> packet) { bytes += packet->GetSize(); }));
    }
    network.RunUntil(Seconds(5));
    const uint64_t before = bytes;
    for (int i = 0; i < messages; i++)
    {
        network.PublishAt(Seconds(2 * i), i % 2, payload);
    }
    network.RunUntil(Seconds(5 + 2 * messages));
    EXPECT_EQ(network.Results().GetNDelivered(), static_cast<uint64_t>(messages));
    return bytes - before;
}

} // namespace

TEST_F(WhisperDevp2pWire, FramesHaveHigherIdsAndLiteralsOfSnappy)
{
    const RlpxFrame plain = MakeRawFrame(WhisperCode::MESSAGES, Bytes(562, 7));
    const RlpxFrame frame = plain.ToDevp2p(RlpxFrame::DEVP2P_IDS);
    const Bytes bytes = ToBytes(frame);
    EXPECT_EQ(frame.GetPacketId(), plain.GetPacketId());
    EXPECT_EQ(frame.GetSize(), bytes.size());
    EXPECT_EQ(bytes.size(), 624U); // as measured, with an envelope of 560 bytes
    // Packet id 1 + 16; 562 as a varint; the tag of a literal, and 561 in two bytes.
    EXPECT_EQ(Bytes(bytes.begin(), bytes.begin() + 3), FromHex("000238"));
    EXPECT_EQ(Bytes(bytes.begin() + 32, bytes.begin() + 39), FromHex("11b204f4310207"));

    const RlpxFrame high = MakeRawFrame(WhisperCode::P2P_MESSAGE, {0xc0});
    const Bytes id = ToBytes(high.ToDevp2p(RlpxFrame::DEVP2P_IDS));
    EXPECT_EQ(Bytes(id.begin() + 32, id.begin() + 37), FromHex("818f0100c0"));
}

TEST_F(WhisperDevp2pWire, MessagesComeBackWhateverThePieces)
{
    const WhisperBundle envelopes = {Make(1000, 1), Make(100000, 2), Make(1, 3)};
    const RlpxFrame frame =
        WhisperEncoder::EncodeMessages(envelopes).ToDevp2p(RlpxFrame::DEVP2P_IDS);
    for (const std::size_t step : {1UL, 7UL, 1000UL, 1000000UL})
    {
        WhisperReader reader(pool, WhisperDialect::WHISPER_6, MAX_SIZE, true);
        reader.ReadAndSkip(ToBytes(frame), step);
        ASSERT_EQ(reader.messages.size(), 1U) << step;
        EXPECT_EQ(reader.Get<WhisperMessages>().envelopes, envelopes);
        EXPECT_EQ(reader.sizes[0], frame.GetSize());
    }
}

TEST_F(WhisperDevp2pWire, BytesThatAreNoLiteralOfTheWholePacketEndTheStream)
{
    const RlpxFrame plain = MakeRawFrame(WhisperCode::BATCH_ACKNOWLEDGED, Bytes(33, 0xa0));
    for (const std::size_t at : {33U, 34U})
    {
        Bytes bytes = ToBytes(plain.ToDevp2p(RlpxFrame::DEVP2P_IDS));
        bytes[at]++;
        WhisperReader reader(pool, WhisperDialect::WHISPER_6, MAX_SIZE, true);
        reader.Read(bytes);
        EXPECT_EQ(reader.errors, std::vector<WhisperError>{WhisperError::BAD_FRAME}) << at;
        EXPECT_TRUE(reader.parser.HasFailed());
    }
    // A frame that ends with its packet id, and a packet of devp2p that is neither ping nor pong.
    Bytes empty(64, 0);
    empty[2] = 1;
    empty[32] = 0x11;
    WhisperReader reader(pool, WhisperDialect::WHISPER_6, MAX_SIZE, true);
    reader.Read(empty);
    EXPECT_EQ(reader.errors, std::vector<WhisperError>{WhisperError::BAD_FRAME});
    WhisperReader other(pool, WhisperDialect::WHISPER_6, MAX_SIZE, true);
    other.Read(ToBytes(plain.ToDevp2p(0)));
    EXPECT_EQ(other.errors, std::vector<WhisperError>{WhisperError::UNKNOWN_CODE});
    EXPECT_FALSE(other.parser.HasFailed());
}

TEST_F(WhisperDevp2pWire, WritesAreThoseOfGoEthereum)
{
    const auto sizesOf = [](const RlpxFrame& frame) {
        std::vector<uint32_t> sizes;
        for (const auto& write : frame.ToWrites())
        {
            sizes.push_back(0);
            for (const auto& piece : write)
            {
                sizes.back() += piece->GetSize();
            }
        }
        return sizes;
    };
    const RlpxFrame frame = WhisperEncoder::EncodeMessages({Make(500, 1), Make(600, 2)})
                                .ToDevp2p(RlpxFrame::DEVP2P_IDS);
    const std::vector<uint32_t> sizes = sizesOf(frame);
    ASSERT_EQ(sizes.size(), 5U);
    EXPECT_EQ(sizes[0], 32U);
    EXPECT_EQ(sizes[1], 1U);
    EXPECT_EQ(sizes[0] + sizes[1] + sizes[2] + sizes[3] + sizes[4], frame.GetSize());
    EXPECT_LT(sizes[3], 16U);
    EXPECT_EQ(sizes[4], 16U);
    // A packet that fills its frame has no padding.
    EXPECT_EQ(sizesOf(MakeRawFrame(WhisperCode::MESSAGES, Bytes(31, 7))),
              (std::vector<uint32_t>{32, 1, 31, 16}));
}

TEST_F(WhisperDevp2p, PeersArePingedAndPingsAnswered)
{
    node.Set("Devp2p", BooleanValue(true));
    Start();
    node.Greet(1);
    const auto countPings = [this](bool isAnswer) {
        return std::count_if(node.sent.begin(), node.sent.end(), [&](const auto& frame) {
            const auto* ping = std::get_if<WhisperPing>(&frame.message);
            EXPECT_TRUE(!ping || frame.size == 64U);
            return ping && ping->isAnswer == isAnswer;
        });
    };
    clock.RunUntil(Seconds(114.9));
    EXPECT_EQ(countPings(false), 0);
    clock.RunUntil(Seconds(145.1));
    EXPECT_EQ(countPings(false), 3);
    node.Hear(1, WhisperPing());
    EXPECT_EQ(countPings(true), 1);
    node.Hear(1, WhisperPing{true});
    EXPECT_EQ(countPings(true), 1);
    node.protocol->RemovePeer(clock.now, 1);
    clock.RunUntil(Seconds(1000));
    EXPECT_EQ(countPings(false), 3);
}

TEST_F(WhisperDevp2p, APingMayComeBeforeTheStatus)
{
    node.Set("Devp2p", BooleanValue(true));
    node.Set("PingInterval", TimeValue(Time(0)));
    Start();
    PeerInfo info;
    info.id = 1;
    node.protocol->AddPeer(clock.now, info);
    node.Hear(1, WhisperPing());
    EXPECT_TRUE(node.LastTo<WhisperPing>(1)->isAnswer);
    EXPECT_EQ(node.protocol->GetNPeers(), 1U);
    node.Hear(1, WhisperStatus());
    clock.RunUntil(Seconds(1000));
    EXPECT_EQ(node.protocol->GetCounters().packetsSent, 2U);
}

// Real nodes take 1032 and 2931 bytes, with acknowledgements. Their handshakes make connections
// interactive, so that there are no quick acknowledgements.
TEST(WhisperDevp2pNode, AFrameTakesTheIpBytesOfRealNodes)
{
    constexpr int MESSAGES = 20;
    EXPECT_NEAR(CountIpBytes(true, 400, MESSAGES) / (1032.0 * MESSAGES), 1, 0.06);
    EXPECT_NEAR(CountIpBytes(true, 2048, MESSAGES) / (2931.0 * MESSAGES), 1, 0.05);
    EXPECT_LT(CountIpBytes(false, 400, MESSAGES), 750U * MESSAGES);
}
