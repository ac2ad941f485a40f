/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-whisper-network.h"
#include "trace-sink.h"
#include "whisper-wire-fixture.h"
#include "wireshark-fixture.h"

#include "ns3/whisper-encoder.h"
#include "ns3/whisper-payload.h"

#include <random>

using namespace ns3;

namespace
{

const std::string WHISPER = "whisper.lua";
constexpr uint16_t PORT = 30303;
/// The address of the first node, whose packets are captured.
const std::string FIRST = "10.0.0.1";

std::string
Hex(const WhisperHash& hash)
{
    return ns3::Hex(hash.data(), hash.size());
}

std::string
Hex(WhisperTopic topic)
{
    const uint8_t bytes[] = {static_cast<uint8_t>(topic >> 24),
                             static_cast<uint8_t>(topic >> 16),
                             static_cast<uint8_t>(topic >> 8),
                             static_cast<uint8_t>(topic)};
    return ns3::Hex(bytes, sizeof(bytes));
}

/// What a capture shows of an envelope.
std::string
Describe(const Strings& values)
{
    std::string text;
    for (const std::string& value : values)
    {
        text += value + " ";
    }
    return text;
}

std::string
Describe(const WhisperEnvelope& envelope)
{
    return Describe({std::to_string(envelope.GetExpiry()),
                     std::to_string(envelope.GetTtl()),
                     Hex(envelope.GetTopic()),
                     std::to_string(envelope.GetDataSize()),
                     std::to_string(envelope.GetPayloadSize()),
                     std::to_string(envelope.GetNonce())});
}

WhisperHash
MakeHash(uint8_t value)
{
    WhisperHash hash;
    hash.fill(value);
    return hash;
}

class WhisperCapture : public WiresharkDissector
{
  protected:
    Ptr<const WhisperEnvelope> Make(uint32_t payload, uint64_t nonce)
    {
        WhisperSalt salt{};
        const VirtualBytes data =
            WrapWhisperPayload(VirtualBytes({1, 2, 3}, payload - 3), salt, {});
        return pool->Add({1546300850, 50, 0xdeadbeef, data, nonce});
    }

    /// One packet of each kind.
    std::vector<RlpxFrame> MakeFrames()
    {
        WhisperBloomFilter::Bytes bits{};
        bits[1] = 0x10;
        WhisperStatus status;
        status.options.minPow = 0.2;
        status.options.bloom = WhisperBloomFilter(bits);
        status.options.isLight = true;
        status.options.confirmations = false;
        WhisperStatus waku;
        waku.options.minPow = 1e-300;
        waku.options.packetLimits = WhisperRateLimits{10, 5, 0};
        waku.options.topicInterest = std::vector<WhisperTopic>{0xdeadbeef, 1};
        waku.options.byteLimits = WhisperRateLimits{100, 50, 1ULL << 40};
        WhisperStatusUpdate pow;
        pow.options.minPow = 0;
        WhisperStatusUpdate bloom;
        bloom.options.bloom = WhisperBloomFilter(bits);
        WhisperRequestComplete complete{MakeHash(1), MakeHash(2), Bytes(36, 3), std::nullopt};
        WhisperRequestComplete failed{MakeHash(4), {}, {}, std::string("why")};
        WhisperMailRequest sync;
        sync.lower = 1;
        sync.limit = 1000;
        sync.bloom = WhisperBloomFilter(bits);
        return {
            WhisperEncoder::EncodeStatus(WhisperDialect::WHISPER_6, status),
            WhisperEncoder::EncodeStatus(WhisperDialect::WAKU_1, waku),
            WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WHISPER_6, pow),
            WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WHISPER_6, bloom),
            WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WAKU_1, bloom),
            WhisperEncoder::EncodeMessages({Make(10, 7), Make(3000, UINT64_MAX)}),
            WhisperEncoder::EncodeP2pMessage({Make(20, 8)}),
            WhisperEncoder::EncodeP2pRequest({Make(30, 0)}),
            WhisperEncoder::EncodeRequestComplete(complete),
            WhisperEncoder::EncodeRequestComplete(failed),
            WhisperEncoder::EncodeBatchAcknowledged({MakeHash(5)}),
            WhisperEncoder::EncodeMessageResponse({1, MakeHash(6), {{MakeHash(7), 1, "very old"}}}),
            WhisperEncoder::EncodeSyncRequest({sync}),
            WhisperEncoder::EncodeSyncResponse({{Make(40, 9)}, Bytes(36, 9), true, "how"}),
            RlpxFrame(99, {VirtualBytes({0xc0})})};
    }

    Bytes MakeStream()
    {
        Bytes bytes;
        for (const RlpxFrame& frame : MakeFrames())
        {
            const Bytes more = ToBytes(frame);
            bytes.insert(bytes.end(), more.begin(), more.end());
        }
        return bytes;
    }

    Ptr<WhisperEnvelopePool> pool{CreateObject<WhisperEnvelopePool>()};
};

} // namespace

TEST_F(WhisperCapture, NetworkShowsTheEnvelopesOfTheTraceSources)
{
    Strings traced[2];
    {
        TestWhisperNetwork network(8);
        network.whisper.SetTransmissionCycle(MilliSeconds(300));
        network.Build("regular:4");
        network.wan.EnablePcap(TemporaryFile("whisper.pcap"), network.devices.Get(0), false, true);
        for (const auto& [name, received] : {std::pair("Send", 0), {"Receive", 1}})
        {
            Strings& found = traced[received];
            network.Get(0)->GetProtocol()->TraceConnectWithoutContext(
                name,
                MakeTraceSink<Ptr<const WhisperEnvelope>, const PeerInfo&>(
                    [&found](Ptr<const WhisperEnvelope> envelope, const PeerInfo&) {
                        found.push_back(Describe(*envelope));
                    }));
        }
        for (uint32_t i = 0; i < 8; i++)
        {
            network.PublishAt(Seconds(5 + 0.05 * i), i, 1000 * (i + 1));
        }
        network.RunUntil(Seconds(10));
    }
    const Rows rows = Read(WHISPER,
                           "whisper.pcap",
                           {"ip.src",
                            "whisper.envelope.expiry",
                            "whisper.envelope.ttl",
                            "whisper.envelope.topic",
                            "whisper.envelope.data_size",
                            "whisper.payload.size",
                            "whisper.envelope.nonce",
                            "whisper.packet_code",
                            "whisper.pow_requirement"});
    Strings found[2];
    for (const auto& row : rows)
    {
        for (std::size_t i = 0; i < row[1].size(); i++)
        {
            Strings values;
            for (std::size_t field = 1; field <= 6; field++)
            {
                values.push_back(row[field].at(i));
            }
            found[row[0].at(0) == FIRST ? 0 : 1].push_back(Describe(values));
        }
    }
    EXPECT_GT(traced[0].size(), 8u);
    EXPECT_EQ(Sorted(found[0]), Sorted(traced[0]));
    EXPECT_EQ(Sorted(found[1]), Sorted(traced[1]));
    // Each of four connections begins with a status of both sides.
    const Strings codes = Column(rows, 7);
    EXPECT_EQ(std::count(codes.begin(), codes.end(), "0"), 8);
    EXPECT_EQ(Column(rows, 8), Strings(8, "0.2"));
}

TEST_F(WhisperCapture, EveryFieldOfEveryPacketHasAName)
{
    {
        HandmadeCapture capture(TemporaryFile("packets.pcap"));
        capture.Send(50000, PORT, MakeStream());
    }
    const std::string bloom = "0010" + std::string(124, '0');
    const Strings envelopes(5, "1546300850");
    ExpectValues(WHISPER,
                 "packets.pcap",
                 {{"whisper.packet_code",
                   {"0",
                    "0",
                    "2",
                    "3",
                    "22",
                    "1",
                    "127",
                    "126",
                    "125",
                    "125",
                    "11",
                    "12",
                    "123",
                    "124",
                    "99"}},
                  {"whisper.version", {"6"}},
                  {"whisper.pow_requirement", {"0.2", "1e-300", "0"}},
                  {"whisper.bloom_filter", {bloom, bloom, bloom, bloom}},
                  {"whisper.light_node", {"1"}},
                  {"whisper.confirmations_enabled", {"0"}},
                  {"whisper.packet_rate_limits.ip", {"10"}},
                  {"whisper.packet_rate_limits.peer_id", {"5"}},
                  {"whisper.packet_rate_limits.topic", {"0"}},
                  {"whisper.bytes_rate_limits.ip", {"100"}},
                  {"whisper.bytes_rate_limits.peer_id", {"50"}},
                  {"whisper.bytes_rate_limits.topic", {"1099511627776"}},
                  {"whisper.topic_interest", {"deadbeef", "00000001"}},
                  {"whisper.envelope.expiry", envelopes},
                  {"whisper.envelope.ttl", Strings(5, "50")},
                  {"whisper.envelope.topic", Strings(5, "deadbeef")},
                  {"whisper.envelope.nonce", {"7", "18446744073709551615", "8", "0", "9"}},
                  {"whisper.payload.size", {"10", "3000", "20", "30", "40"}},
                  {"whisper.sync.lower", {"1"}},
                  {"whisper.sync.upper", {"4294967295"}},
                  {"whisper.sync.limit", {"1000"}},
                  {"whisper.sync.cursor", {ns3::Hex(Bytes(36, 9).data(), 36)}},
                  {"whisper.sync.final", {"1"}},
                  {"whisper.sync.error", {"how"}},
                  {"whisper.request_complete.request_id", {Hex(MakeHash(1)), Hex(MakeHash(4))}},
                  {"whisper.request_complete.last_envelope_hash", {Hex(MakeHash(2))}},
                  {"whisper.request_complete.cursor", {ns3::Hex(Bytes(36, 3).data(), 36)}},
                  {"whisper.request_complete.error", {"why"}},
                  {"whisper.batch_hash", {Hex(MakeHash(5)), Hex(MakeHash(6))}},
                  {"whisper.message_response.version", {"1"}},
                  {"whisper.message_response.error.hash", {Hex(MakeHash(7))}},
                  {"whisper.message_response.error.code", {"1"}},
                  {"whisper.message_response.error.description", {"very old"}},
                  {"whisper.malformed", {}},
                  {"whisper.unknown_code", {"1"}}});
    const std::string text = Tshark(ScriptOf(WHISPER), "packets.pcap", "");
    EXPECT_NE(
        text.find("WHISPER 1440 STATUS version 6, PoW 0.2; STATUS Waku v1; POW REQUIREMENT 0; "
                  "BLOOM FILTER; STATUS UPDATE 1 setting\n"),
        std::string::npos)
        << text;
    EXPECT_NE(text.find("MESSAGES 2 envelopes, 3428 bytes\n"), std::string::npos) << text;
}

TEST_F(WhisperCapture, CorruptedConnectionsBreakNoScriptAndLeaveOthersAlone)
{
    const Bytes stream = MakeStream();
    std::mt19937 random(1);
    {
        HandmadeCapture capture(TemporaryFile("corrupted.pcap"));
        for (uint16_t i = 0; i < 300; i++)
        {
            Bytes bytes = stream;
            for (int k = 0; k < 1 + i % 30; k++)
            {
                bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
            }
            capture.Send(10000 + i, PORT, bytes, 100 + random() % 1400);
        }
        for (const std::size_t segment : {1, 10, 1400})
        {
            capture.Send(static_cast<uint16_t>(7000 + segment), PORT, stream, segment);
        }
    }
    const Rows rows = Read(WHISPER,
                           "corrupted.pcap",
                           {"tcp.srcport", "whisper.payload.size", "whisper.malformed"});
    EXPECT_GT(Column(rows, 2).size(), 200u);
    std::map<std::string, Strings> sizes;
    for (const auto& row : rows)
    {
        Strings& found = sizes[row[0].at(0)];
        found.insert(found.end(), row[1].begin(), row[1].end());
    }
    for (const std::string port : {"7001", "7010", "8400"})
    {
        EXPECT_EQ(sizes[port], Strings({"10", "3000", "20", "30", "40"})) << port;
    }
}

TEST_F(WhisperCapture, FramesOfDevp2pAreAPreference)
{
    {
        HandmadeCapture capture(TemporaryFile("devp2p.pcap"));
        Bytes stream = ToBytes(RlpxFrame(2, {VirtualBytes({0xc0})}).ToDevp2p(0));
        for (const RlpxFrame& frame : MakeFrames())
        {
            const Bytes more = ToBytes(frame.ToDevp2p(RlpxFrame::DEVP2P_IDS));
            stream.insert(stream.end(), more.begin(), more.end());
        }
        capture.Send(50000, PORT, stream);
    }
    const Rows rows = Read(WHISPER,
                           "devp2p.pcap",
                           {"whisper.packet_code",
                            "whisper.envelope.nonce",
                            "whisper.devp2p.id",
                            "whisper.snappy",
                            "whisper.malformed"},
                           "-o whisper.devp2p:TRUE");
    EXPECT_EQ(Column(rows, 0).size(), MakeFrames().size());
    EXPECT_EQ(Column(rows, 1), Strings({"7", "18446744073709551615", "8", "0", "9"}));
    EXPECT_EQ(Column(rows, 2), Strings({"2"}));
    EXPECT_EQ(Column(rows, 3).size(), MakeFrames().size() + 1);
    EXPECT_EQ(Column(rows, 4), Strings());
}

TEST_F(WhisperCapture, PortsAreAPreference)
{
    {
        HandmadeCapture capture(TemporaryFile("ports.pcap"));
        capture.Send(50000, 4001, ToBytes(MakeFrames()[0]));
    }
    const Rows rows =
        Read(WHISPER, "ports.pcap", {"whisper.version"}, "-o whisper.ports:4000-4002");
    EXPECT_EQ(Column(rows, 0), Strings({"6"}));
}
