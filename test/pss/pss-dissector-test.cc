/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-wire-fixture.h"
#include "test-pss-nodes.h"
#include "wireshark-fixture.h"

#include <random>

using namespace ns3;

namespace
{

const std::string PSS_SCRIPT = "pss.lua";
constexpr uint16_t PSS_TEST_PORT = 30399;

/// What a capture shows of a message.
std::string
DescribeForCapture(const PssMessage& message)
{
    const PssPartialAddress& to = message.GetTo();
    return ns3::Hex(to.data(), to.size()) + " " + std::to_string(message.GetExpire()) + " " +
           std::to_string(message.GetFields().payload.GetSize()) + " " +
           std::to_string(message.GetUserPayloadSize());
}

class PssCapture : public WiresharkDissector
{
  protected:
    static PssPeerRecord MakeRecord(uint8_t first)
    {
        return {MakeTestAddress({first}, 0xcc),
                InetSocketAddress(Ipv4Address("10.0.0.7"), 30399),
                {}};
    }

    static RlpxFrame FrameOf(const PssPartialAddress& to,
                             PssEncryption encryption,
                             const VirtualBytes& payload)
    {
        PssMessageFields fields;
        fields.to = to;
        fields.isRaw = encryption == PssEncryption::RAW;
        fields.isSymmetric = encryption == PssEncryption::SYMMETRIC;
        fields.expire = 1546300850;
        fields.topic = 0xdeadbeef;
        fields.payload = WrapPssPayload(payload, encryption, 0x1122334455667788, 9);
        return RlpxFrame(3, {PssMessage(fields).GetPacket()});
    }

    /// A packet of each kind.
    static std::vector<RlpxFrame> MakeFrames()
    {
        return {EncodePssControl(PssHandshake{14, 4, MakeRecord(1)}),
                EncodePssControl(PssPeers{{MakeRecord(2), MakeRecord(3)}}),
                EncodePssControl(PssDepth{0}),
                EncodePssControl(PssDepth{7}),
                FrameOf({}, PssEncryption::RAW, VirtualBytes({1, 2, 3}, 100)),
                FrameOf({0xab, 0xcd}, PssEncryption::SYMMETRIC, VirtualBytes({}, 3000)),
                FrameOf(PssPartialAddress(32, 0xef), PssEncryption::ASYMMETRIC, VirtualBytes({5})),
                RlpxFrame(99, {VirtualBytes({0xc0})})};
    }

    static Bytes MakeStream(bool isDevp2p = false)
    {
        Bytes bytes;
        for (const RlpxFrame& frame : MakeFrames())
        {
            const Bytes more = ToBytes(isDevp2p ? frame.ToDevp2p(RlpxFrame::DEVP2P_IDS) : frame);
            bytes.insert(bytes.end(), more.begin(), more.end());
        }
        return bytes;
    }
};

} // namespace

TEST_F(PssCapture, NetworkShowsTheMessagesOfTheTraceSources)
{
    Strings traced[2];
    {
        TestPssNodes test(12);
        test.pss.SetUserAttribute("AddressBytes", UintegerValue(0));
        test.Build(PssNetwork::Create(12, PssKademliaSettings(), 5));
        test.wan.EnablePcap(TemporaryFile("pss.pcap"), test.devices.Get(0), false, true);
        for (const auto& [name, received] :
             {std::pair("Send", 0), std::pair("Receive", 1), std::pair("Duplicate", 1)})
        {
            Strings& found = traced[received];
            test.Get(0)->GetProtocol()->TraceConnectWithoutContext(
                name,
                MakeTraceSink<Ptr<const PssMessage>, const PeerInfo&>(
                    [&found](Ptr<const PssMessage> message, const PeerInfo&) {
                        found.push_back(DescribeForCapture(*message));
                    }));
        }
        for (uint32_t i = 0; i < 12; i++)
        {
            test.PublishAt(Seconds(5 + 0.2 * i), i, 500 * (i + 1));
        }
        test.RunUntil(Seconds(12));
    }
    const Rows rows = Read(PSS_SCRIPT,
                           "pss.pcap",
                           {"ip.src",
                            "pss.to",
                            "pss.expire",
                            "pss.payload_size",
                            "pss.plain.size",
                            "pss.packet_code",
                            "pss.version"});
    Strings found[2];
    for (const auto& row : rows)
    {
        for (std::size_t i = 0; i < row[2].size(); i++)
        {
            found[row[0].at(0) == "10.0.0.1" ? 0 : 1].push_back(" " + row[2][i] + " " +
                                                                row[3].at(i) + " " + row[4].at(i));
        }
    }
    EXPECT_GT(traced[0].size(), 20u);
    EXPECT_EQ(Sorted(found[0]), Sorted(traced[0]));
    EXPECT_EQ(Sorted(found[1]), Sorted(traced[1]));
    const Strings versions = Column(rows, 6);
    EXPECT_GE(versions.size(), 4u) << "a handshake of each side of each connection";
    EXPECT_EQ(versions, Strings(versions.size(), "14"));
}

TEST_F(PssCapture, EveryFieldOfEveryPacketHasAName)
{
    {
        HandmadeCapture capture(TemporaryFile("packets.pcap"));
        capture.Send(50000, PSS_TEST_PORT, MakeStream());
    }
    const std::string rest(62, 'c');
    const Bytes toWhole(32, 0xef);
    const std::string whole = ns3::Hex(toWhole.data(), toWhole.size());
    const std::string url = "@10.0.0.7:30399";
    ExpectValues(PSS_SCRIPT,
                 "packets.pcap",
                 {{"pss.packet_code", {"0", "1", "2", "2", "3", "3", "3", "99"}},
                  {"pss.version", {"14"}},
                  {"pss.network_id", {"4"}},
                  {"pss.record.overlay", {"01" + rest, "02" + rest, "03" + rest}},
                  {"pss.record.underlay",
                   {"enode://01" + rest + "01" + rest + url,
                    "enode://02" + rest + "02" + rest + url,
                    "enode://03" + rest + "03" + rest + url}},
                  {"pss.depth", {"0", "7"}},
                  {"pss.to", {"abcd", whole}},
                  {"pss.to_size", {"0", "2", "32"}},
                  {"pss.flags.raw", {"1", "0", "0"}},
                  {"pss.flags.symmetric", {"0", "1", "0"}},
                  {"pss.expire", Strings(3, "1546300850")},
                  {"pss.topic", Strings(3, "deadbeef")},
                  {"pss.payload_size", {"103", "3112", "197"}},
                  {"pss.plain.key", {"1122334455667788", "1122334455667788"}},
                  {"pss.plain.salt", {"0000000000000009", "0000000000000009"}},
                  {"pss.plain.size", {"3000", "1"}},
                  {"pss.malformed", {}},
                  {"pss.unknown_code", {"1"}}});
    const std::string text = Tshark(ScriptOf(PSS_SCRIPT), "packets.pcap", "");
    EXPECT_NE(text.find("HANDSHAKE version 14, network 4; PEERS 2 nodes; DEPTH 0; DEPTH 7; MESSAGE "
                        "to everyone, 103 bytes, raw"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("MESSAGE to efefefef, 197 bytes; unknown packet code 99"),
              std::string::npos)
        << text;
}

TEST_F(PssCapture, FramesOfDevp2pAreAPreference)
{
    {
        HandmadeCapture capture(TemporaryFile("devp2p.pcap"));
        capture.Send(50000, PSS_TEST_PORT, MakeStream(true));
    }
    const Rows rows = Read(PSS_SCRIPT,
                           "devp2p.pcap",
                           {"pss.packet_code", "pss.plain.size", "pss.malformed"},
                           "-o pss.devp2p:TRUE");
    EXPECT_EQ(Column(rows, 0).size(), MakeFrames().size());
    EXPECT_EQ(Column(rows, 1), Strings({"3000", "1"}));
    EXPECT_EQ(Column(rows, 2), Strings());
}

TEST_F(PssCapture, CorruptedConnectionsBreakNoScript)
{
    const Bytes stream = MakeStream();
    std::mt19937 random(1);
    {
        HandmadeCapture capture(TemporaryFile("corrupted.pcap"));
        for (uint16_t i = 0; i < 200; i++)
        {
            Bytes bytes = stream;
            for (int k = 0; k < 1 + i % 20; k++)
            {
                bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
            }
            capture.Send(10000 + i, PSS_TEST_PORT, bytes, 100 + random() % 1400);
        }
        capture.Send(7010, PSS_TEST_PORT, stream, 10);
    }
    const Rows rows =
        Read(PSS_SCRIPT, "corrupted.pcap", {"tcp.srcport", "pss.plain.size", "pss.malformed"});
    EXPECT_GT(Column(rows, 2).size(), 50u);
    Strings sizes;
    for (const auto& row : rows)
    {
        if (row[0].at(0) == "7010")
        {
            sizes.insert(sizes.end(), row[1].begin(), row[1].end());
        }
    }
    EXPECT_EQ(sizes, Strings({"3000", "1"}));
}
