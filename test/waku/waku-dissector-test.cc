/* SPDX-License-Identifier: GPL-2.0-only */
#include "extension-node.h"
#include "packet-bytes.h"
#include "silent-handler.h"
#include "test-relay-network.h"
#include "test-topic.h"
#include "trace-sink.h"
#include "wireshark-fixture.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/gossipsub-router.h"
#include "ns3/noise-header.h"
#include "ns3/pubsub-peer-record.h"
#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/secure-channel.h"
#include "ns3/waku-message.h"
#include "ns3/waku-protobuf.h"
#include "ns3/yamux-header.h"

#include <random>

using namespace ns3;

namespace
{

const std::string CONTENT_TOPIC = "/ns-3/1/traffic/proto";
const std::string RELAY = "waku-relay.lua";
const std::string RELAY_ID = "/vac/waku/relay/2.0.0";
constexpr uint16_t RELAY_PORT = 60000;
/// The address of the first node, whose packets are captured.
const std::string FIRST = "10.0.0.1";

void
Append(Bytes& bytes, const Bytes& more)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
}

Bytes
Delimited(const Bytes& rpc)
{
    Bytes bytes;
    protobuf::AppendVarint(bytes, rpc.size());
    Append(bytes, rpc);
    return bytes;
}

MessageId
MakeId(uint8_t value)
{
    return MessageId(std::vector<uint8_t>(32, value));
}

/// An RPC with a message whose payload has so many bytes.
Bytes
MakePublish(uint32_t payload)
{
    WakuMessage waku;
    waku.payload = VirtualBytes({}, payload);
    waku.contentTopic = CONTENT_TOPIC;
    Bytes message;
    protobuf::AppendMessageField(message, rpcfield::MESSAGE_DATA, waku.Encode().ToVector());
    protobuf::AppendStringField(message, rpcfield::MESSAGE_TOPIC, TOPIC);
    Bytes rpc;
    protobuf::AppendMessageField(rpc, rpcfield::RPC_PUBLISH, message);
    return rpc;
}

/// An RPC with everything but messages.
PubsubRpc
MakeControl()
{
    PubsubRpc rpc;
    rpc.subscriptions = {{true, "one"}, {false, "two"}};
    rpc.ihave = {{"three", {MakeId(1), MakeId(2)}}};
    rpc.iwant = {MakeId(3)};
    rpc.graft = {"four"};
    rpc.prune = {{"five", {EncodePeerRecord(Ipv4Address("10.0.0.7"), 60000)}, UINT64_MAX}};
    rpc.idontwant = {MakeId(4)};
    return rpc;
}

/// All that a dialler says with a secure channel: its flights, then data, each piece a yamux frame.
Bytes
MakeSecureStream(const std::vector<Bytes>& pieces)
{
    SilentHandler handler;
    StreamProtocols protocols;
    protocols.Add(RELAY_ID, handler);
    SecureChannelCounters counters;
    SecureChannel dialler(true, protocols, counters);
    SecureChannel listener(false, protocols, counters);
    const auto hear = [](SecureChannel& channel, const Bytes& said) {
        for (std::size_t at = 0; at < said.size();)
        {
            at += channel.Read(said.data() + at, static_cast<uint32_t>(said.size() - at));
        }
    };
    const auto take = [](SecureChannel& channel) {
        const Bytes said = BytesOf(channel.PeekOutgoing(UINT32_MAX));
        channel.RemoveOutgoing(static_cast<uint32_t>(said.size()));
        return said;
    };
    Bytes bytes;
    dialler.Start();
    while (!dialler.IsEstablished() || !listener.IsEstablished())
    {
        const Bytes said = take(dialler);
        hear(listener, said);
        Append(bytes, said);
        hear(dialler, take(listener));
    }
    for (const Bytes& piece : pieces)
    {
        Ptr<Packet> header = Create<Packet>();
        header->AddHeader(YamuxHeader(YamuxHeader::DATA,
                                      YamuxHeader::NONE,
                                      1,
                                      static_cast<uint32_t>(piece.size())));
        Bytes frame = BytesOf(header);
        Append(frame, piece);
        for (std::size_t at = 0; at < frame.size(); at += NoiseHeader::MAX_PLAINTEXT)
        {
            const std::size_t size =
                std::min<std::size_t>(NoiseHeader::MAX_PLAINTEXT, frame.size() - at);
            Ptr<Packet> noise = Create<Packet>(frame.data() + at, static_cast<uint32_t>(size));
            noise->AddHeader(NoiseHeader(static_cast<uint32_t>(size)));
            Append(bytes, BytesOf(noise));
        }
    }
    return bytes;
}

/// What a node says of control messages: how many of each kind, and ids in them.
struct ControlCounts
{
    std::map<GossipSubControl, uint32_t> messages;
    std::map<GossipSubControl, uint32_t> ids;

    void Add(GossipSubControl control, uint32_t n)
    {
        messages[control]++;
        ids[control] += n;
    }
};

/// What the trace sources of a relay said, in each direction.
struct RelayTraces
{
    Strings sizes[2];          //!< payloads of full messages, bytes
    ControlCounts controls[2]; //!< control messages
    uint64_t frameBytes{0};    //!< bytes of frames that it sent
};

enum Direction
{
    SENT,
    RECEIVED
};

void
Connect(Ptr<WakuRelay> relay, RelayTraces& traces)
{
    using Message = Ptr<const PubsubMessage>;
    for (const auto& [name, direction] :
         {std::pair("Send", SENT), {"FirstReceive", RECEIVED}, {"Duplicate", RECEIVED}})
    {
        Strings& sizes = traces.sizes[direction];
        relay->TraceConnectWithoutContext(
            name,
            MakeTraceSink<Message, const PeerInfo&>([&sizes](Message message, const PeerInfo&) {
                sizes.push_back(std::to_string(message->GetPayloadSize()));
            }));
    }
    relay->TraceConnectWithoutContext("Tx", MakeTraceSink<uint32_t>([&traces](uint32_t bytes) {
                                          traces.frameBytes += bytes;
                                      }));
    for (const auto& [name, direction] :
         {std::pair("ControlSent", SENT), {"ControlReceived", RECEIVED}})
    {
        ControlCounts& counts = traces.controls[direction];
        relay->GetRouter()->TraceConnectWithoutContext(
            name,
            MakeTraceSink<PeerId, GossipSubControl, const std::string&, uint32_t>(
                [&counts](PeerId, GossipSubControl control, const std::string&, uint32_t ids) {
                    counts.Add(control, ids);
                }));
    }
}

/// Ten gossipsub nodes that know each other; node 0 is in no mesh if asked for.
RelayTraces
RunGossipSub(const std::string& capture, bool isSecure, bool isInMesh)
{
    RelayTraces traces;
    TestRelayNetwork network(10);
    network.relay = WakuRelayHelper("GossipSub");
    network.relay.SetPreset("nwaku");
    network.relay.SetRouterAttribute("DoPX", BooleanValue(true));
    network.relay.SetRouterAttribute("FloodPublish", BooleanValue(isInMesh));
    network.relay.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(isSecure));
    network.wan.SetDeviceAttribute("UpRate", StringValue("20Mbps"));
    network.Build("complete");
    for (const char* name : {"D", "D_low", "D_high", "D_score", "D_out"})
    {
        if (!isInMesh)
        {
            network.Get(0)->GetRouter()->SetAttribute(name, UintegerValue(0));
        }
    }
    network.wan.EnablePcap(capture, network.devices.Get(0), false, true);
    Connect(network.Get(0), traces);
    for (uint32_t i = 0; i < 4; i++)
    {
        network.PublishAt(Seconds(5 + 0.3 * i), i, i % 2 == 0 ? 2000 : 140000);
    }
    Simulator::Schedule(Seconds(9), [&] { network.Get(0)->Unsubscribe(TOPIC); });
    network.RunUntil(Seconds(12));
    return traces;
}

class RelayCapture : public WiresharkDissector
{
  protected:
    /// Messages and control messages in a capture are those of the trace sources.
    void ExpectTraces(const std::string& capture,
                      const RelayTraces& traces,
                      const std::string& options = "")
    {
        struct Kind
        {
            GossipSubControl control;
            std::string name;
            bool hasIds;
        };

        const std::vector<Kind> kinds{{GossipSubControl::IHAVE, "ihave", true},
                                      {GossipSubControl::IWANT, "iwant", true},
                                      {GossipSubControl::GRAFT, "graft", false},
                                      {GossipSubControl::PRUNE, "prune", false},
                                      {GossipSubControl::IDONTWANT, "idontwant", true}};
        Strings fields{"ip.src",
                       "waku.message.payload_size",
                       "waku.publish.topic",
                       "waku.message.content_topic"};
        const std::size_t first = fields.size();
        for (const Kind& kind : kinds)
        {
            fields.push_back("waku.control." + kind.name);
            fields.push_back("waku.control." + kind.name +
                             (kind.hasIds ? ".message_ids" : ".topic_id"));
        }
        RelayTraces found;
        const Rows rows = Read(RELAY, capture, fields, options);
        for (const auto& row : rows)
        {
            const Direction direction = row[0].at(0) == FIRST ? SENT : RECEIVED;
            Strings& sizes = found.sizes[direction];
            sizes.insert(sizes.end(), row[1].begin(), row[1].end());
            for (std::size_t i = 0; i < kinds.size(); i++)
            {
                ControlCounts& counts = found.controls[direction];
                counts.messages[kinds[i].control] += row[first + 2 * i].size();
                counts.ids[kinds[i].control] += row[first + 1 + 2 * i].size();
            }
        }
        for (const Direction direction : {SENT, RECEIVED})
        {
            EXPECT_EQ(Sorted(found.sizes[direction]), Sorted(traces.sizes[direction]));
            for (const Kind& kind : kinds)
            {
                ControlCounts traced = traces.controls[direction];
                const uint32_t messages = traced.messages[kind.control];
                const uint32_t inside = kind.hasIds ? traced.ids[kind.control] : messages;
                ControlCounts& counts = found.controls[direction];
                EXPECT_EQ(counts.messages[kind.control], messages) << kind.name;
                EXPECT_EQ(counts.ids[kind.control], inside) << kind.name;
            }
        }
        const std::size_t n = found.sizes[SENT].size() + found.sizes[RECEIVED].size();
        EXPECT_EQ(Column(rows, 2), Strings(n, TOPIC));
        EXPECT_EQ(Column(rows, 3), Strings(n, CONTENT_TOPIC));
    }
};

} // namespace

TEST_F(RelayCapture, StaticMeshShowsTheMessagesOfTheTraceSources)
{
    RelayTraces traces;
    {
        TestRelayNetwork network(10);
        network.Build("regular:4");
        network.wan.EnablePcap(TemporaryFile("relay.pcap"), network.devices.Get(0), false, true);
        Connect(network.Get(0), traces);
        for (uint32_t i = 0; i < 6; i++)
        {
            // Several at a time, so that frames end and begin in the middle of a segment.
            network.PublishAt(Seconds(5 + i / 3), i % 2, i < 3 ? 100 + i : 20000 * i);
        }
        network.RunUntil(Seconds(10));
    }
    EXPECT_GE(traces.sizes[SENT].size(), 18u);
    ExpectTraces("relay.pcap", traces);
}

TEST_F(RelayCapture, LostSegmentsHideNothingWithReassemblyOutOfOrder)
{
    RelayTraces traces;
    {
        TestRelayNetwork network(10);
        network.wan.SetLoss("ns3::ConstantWanLoss", "Probability", DoubleValue(0.02));
        network.relay.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(true));
        network.Build("regular:4");
        network.wan.EnablePcap(TemporaryFile("lossy.pcap"), network.devices.Get(0), false, true);
        Connect(network.Get(0), traces);
        for (uint32_t i = 0; i < 10; i++)
        {
            network.PublishAt(Seconds(20 + i), i, 20000);
        }
        network.RunUntil(Seconds(80));
    }
    EXPECT_GE(traces.sizes[RECEIVED].size(), 9u);
    ExpectTraces("lossy.pcap", traces, "-o tcp.reassemble_out_of_order:TRUE");
}

TEST_F(RelayCapture, GossipSubShowsTheControlMessagesOfTheTraceSources)
{
    const RelayTraces in = RunGossipSub(TemporaryFile("in.pcap"), false, true);
    const RelayTraces out = RunGossipSub(TemporaryFile("out.pcap"), false, false);
    for (const GossipSubControl control : {GossipSubControl::IHAVE,
                                           GossipSubControl::IWANT,
                                           GossipSubControl::GRAFT,
                                           GossipSubControl::PRUNE,
                                           GossipSubControl::IDONTWANT})
    {
        uint32_t seen = 0;
        for (const RelayTraces& traces : {in, out})
        {
            for (ControlCounts counts : traces.controls)
            {
                seen += counts.messages[control];
            }
        }
        EXPECT_GT(seen, 0u) << static_cast<int>(control);
    }
    ExpectTraces("in.pcap", in);
    ExpectTraces("out.pcap", out);
}

TEST_F(RelayCapture, SecureChannelShowsTheSameAndWhatIsAroundIt)
{
    const RelayTraces traces = RunGossipSub(TemporaryFile("secure.pcap"), true, true);
    ExpectTraces("secure.pcap", traces);

    const Rows rows = Read(RELAY,
                           "secure.pcap",
                           {"ip.src",
                            "libp2p.multistream.protocol",
                            "libp2p.noise.handshake",
                            "yamux.type",
                            "yamux.length",
                            "yamux.flags"});
    const auto count = [&rows](std::size_t field, const std::string& value) {
        const Strings values = Column(rows, field);
        return std::count(values.begin(), values.end(), value);
    };
    // Node 0 has 9 connections; each side opens a stream.
    EXPECT_EQ(count(1, "/noise"), 2 * 9);
    EXPECT_EQ(count(1, "/yamux/1.0.0"), 2 * 9);
    EXPECT_EQ(count(1, RELAY_ID), 4 * 9);
    EXPECT_EQ(count(1, "/multistream/1.0.0"), (2 + 2 + 4) * 9);
    EXPECT_EQ(Column(rows, 2).size(), 3u * 9);
    EXPECT_EQ(count(2, "-> e"), 9);
    EXPECT_EQ(count(5, "0x0001"), 2 * 9);
    EXPECT_EQ(count(5, "0x0002"), 2 * 9);
    // What yamux carries is frames and, for each of two streams, two lines.
    uint64_t bytes = 0;
    for (const auto& row : rows)
    {
        ASSERT_EQ(row[3].size(), row[4].size());
        for (std::size_t i = 0; i < row[3].size(); i++)
        {
            bytes += row[0].at(0) == FIRST && row[3][i] == "0" ? std::stoul(row[4][i]) : 0;
        }
    }
    EXPECT_EQ(bytes, traces.frameBytes + 9 * 2 * SecureChannel::GetOpeningBytes(RELAY_ID));
}

TEST_F(RelayCapture, EveryFieldOfAnRpcHasAName)
{
    using namespace protobuf;
    WakuMessage waku;
    waku.payload = VirtualBytes({1, 2, 3}, 2);
    waku.contentTopic = "/a/1/b/proto";
    waku.version = 2;
    waku.timestamp = -1700000000123456789;
    waku.meta = {4, 5};
    waku.rateLimitProof = {6, 7, 8};
    waku.ephemeral = true;
    Bytes message;
    AppendStringField(message, rpcfield::MESSAGE_FROM, "f");
    AppendMessageField(message, rpcfield::MESSAGE_DATA, waku.Encode().ToVector());
    AppendStringField(message, rpcfield::MESSAGE_SEQNO, "n");
    AppendStringField(message, rpcfield::MESSAGE_TOPIC, TOPIC);
    AppendStringField(message, rpcfield::MESSAGE_SIGNATURE, "s");
    AppendStringField(message, rpcfield::MESSAGE_KEY, "k");
    AppendVarintField(message, 77, 1);
    Bytes rpc;
    AppendMessageField(rpc, rpcfield::RPC_PUBLISH, message);

    Bytes bytes = Delimited(rpc);
    Append(bytes, BytesOf(PubsubRpcEncoder::Encode(MakeControl())->GetPacket()));
    {
        HandmadeCapture capture(TemporaryFile("rpc.pcap"));
        capture.Send(50000, RELAY_PORT, bytes);
    }

    const Values expected{
        {"waku.publish.from", {"66"}},
        {"waku.publish.seqno", {"6e"}},
        {"waku.publish.topic", {TOPIC}},
        {"waku.publish.signature", {"73"}},
        {"waku.publish.key", {"6b"}},
        {"waku.unknown", {"e80401"}},
        {"waku.message.payload", {"0102030000"}},
        {"waku.message.payload_size", {"5"}},
        {"waku.message.content_topic", {"/a/1/b/proto"}},
        {"waku.message.version", {"2"}},
        {"waku.message.timestamp", {"-1700000000123456789"}},
        {"waku.message.meta", {"0405"}},
        {"waku.message.rate_limit_proof", {"060708"}},
        {"waku.message.ephemeral", {"1"}},
        {"waku.subscriptions.subscribe", {"1", "0"}},
        {"waku.subscriptions.topic_id", {"one", "two"}},
        {"waku.control.ihave.topic_id", {"three"}},
        {"waku.control.ihave.message_ids", {MakeId(1).ToString(), MakeId(2).ToString()}},
        {"waku.control.iwant.message_ids", {MakeId(3).ToString()}},
        {"waku.control.graft.topic_id", {"four"}},
        {"waku.control.prune.topic_id", {"five"}},
        {"waku.control.prune.backoff", {"18446744073709551615"}},
        {"waku.control.prune.peers.address", {"10.0.0.7:60000"}},
        {"waku.control.idontwant.message_ids", {MakeId(4).ToString()}},
    };
    ExpectValues(RELAY, "rpc.pcap", expected);
    const std::string text = Tshark(ScriptOf(RELAY), "rpc.pcap", "");
    EXPECT_NE(text.find("RPC PUBLISH 5 bytes; RPC SUBSCRIBE 1, UNSUBSCRIBE 1, IHAVE 2 ids, "
                        "IWANT 1 id, GRAFT 1, PRUNE 1, peer exchange 1 peer, IDONTWANT 1 id"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("WAKU"), std::string::npos);
}

TEST_F(RelayCapture, EveryMessageOfAnExtensionHasAName)
{
    PubsubRpc rpc = MakeExtensionRpc([](PubsubExtensionRpc& extension) {
        extension.supported = PubsubExtensionSet{true, true, true, true, true};
        extension.partial = PubsubPartialRpc{"one", "g", VirtualBytes({1}, 2), "m"};
        extension.test = true;
        extension.ping = "p";
        extension.pong = "q";
        extension.preambles = {{"two", MakeId(5), 50000}};
        extension.imReceiving = {{MakeId(6), 60000}};
        extension.choke = {"three"};
        extension.unchoke = {"four"};
    });
    rpc.subscriptions = {{true, "five", true, true}};
    {
        HandmadeCapture capture(TemporaryFile("extensions.pcap"));
        capture.Send(50000, RELAY_PORT, BytesOf(PubsubRpcEncoder::Encode(rpc)->GetPacket()));
    }
    const Values expected{
        {"waku.subscriptions.requests_partial", {"1"}},
        {"waku.subscriptions.supports_partial", {"1"}},
        {"waku.control.extensions.partial", {"1"}},
        {"waku.control.extensions.pingpong", {"1"}},
        {"waku.control.extensions.preamble", {"1"}},
        {"waku.control.extensions.choke", {"1"}},
        {"waku.control.extensions.test", {"1"}},
        {"waku.partial.topic_id", {"one"}},
        {"waku.partial.group_id", {"67"}},
        {"waku.partial.parts", {"010000"}},
        {"waku.partial.metadata", {"6d"}},
        {"waku.pingpong.ping", {"70"}},
        {"waku.pingpong.pong", {"71"}},
        {"waku.preamble.topic_id", {"two"}},
        {"waku.preamble.message_id", {Hex(MakeId(5).GetBytes(), 32)}},
        {"waku.preamble.length", {"50000"}},
        {"waku.imreceiving.message_id", {Hex(MakeId(6).GetBytes(), 32)}},
        {"waku.imreceiving.length", {"60000"}},
        {"waku.choke.topic_id", {"three"}},
        {"waku.unchoke.topic_id", {"four"}},
        {"waku.unknown", {}},
    };
    ExpectValues(RELAY, "extensions.pcap", expected);
    const std::string text = Tshark(ScriptOf(RELAY), "extensions.pcap", "");
    EXPECT_NE(text.find("RPC SUBSCRIBE 1, EXTENSIONS 1, PREAMBLE 1, IMRECEIVING 1, CHOKE 1, "
                        "UNCHOKE 1, PARTIAL 1, PING 1, PONG 1, TEST EXTENSION 1"),
              std::string::npos)
        << text;
}

TEST_F(RelayCapture, SegmentsOfAnySizeShowEachFrameOnce)
{
    Bytes plain;
    for (const uint32_t size : {10, 3000, 1, 200})
    {
        Append(plain, Delimited(MakePublish(size)));
    }
    const Bytes secure = MakeSecureStream({plain});
    const Strings segments{"1", "2", "7", "100", "1400"};
    {
        HandmadeCapture capture(TemporaryFile("segments.pcap"));
        for (std::size_t i = 0; i < segments.size(); i++)
        {
            const uint16_t port = static_cast<uint16_t>(50000 + 2 * i);
            capture.Send(port, RELAY_PORT, plain, std::stoul(segments[i]));
            capture.Send(port + 1, RELAY_PORT, secure, std::stoul(segments[i]));
        }
    }
    const Strings fields{"tcp.srcport", "waku.message.payload_size"};
    const Rows rows = Read(RELAY, "segments.pcap", fields);
    EXPECT_EQ(Read(RELAY, "segments.pcap", fields, "-2"), rows);
    std::map<std::string, Strings> sizes;
    for (const auto& row : rows)
    {
        Strings& found = sizes[row[0].at(0)];
        found.insert(found.end(), row[1].begin(), row[1].end());
    }
    EXPECT_EQ(sizes.size(), 2 * segments.size());
    for (const auto& [port, found] : sizes)
    {
        EXPECT_EQ(found, Strings({"10", "3000", "1", "200"})) << port;
    }
}

TEST_F(RelayCapture, RpcOverSeveralYamuxFramesAndNoiseMessagesIsShownOnce)
{
    const Bytes rpc = Delimited(MakePublish(200000));
    // The delimiter, too, is cut.
    const std::vector<std::size_t> cuts{0, 1, 2, 50, 70000, 140000, rpc.size()};
    std::vector<Bytes> pieces;
    for (std::size_t i = 0; i + 1 < cuts.size(); i++)
    {
        pieces.emplace_back(rpc.begin() + cuts[i], rpc.begin() + cuts[i + 1]);
    }
    {
        HandmadeCapture capture(TemporaryFile("pieces.pcap"));
        capture.Send(50000, RELAY_PORT, MakeSecureStream(pieces));
    }
    const Strings fields{"waku.message.payload_size", "yamux.length"};
    const Rows rows = Read(RELAY, "pieces.pcap", fields);
    EXPECT_EQ(Column(rows, 0), Strings({"200000"}));
    const Strings lengths = Column(rows, 1);
    ASSERT_GE(lengths.size(), 6u);
    EXPECT_EQ(Strings(lengths.end() - 6, lengths.end()),
              Strings({"1", "1", "48", "69950", "70000", std::to_string(rpc.size() - 140000)}));
    // Wireshark shows any packet again, without those before it.
    const Rows last = Read(RELAY, "pieces.pcap", fields, "-2 -R waku");
    ASSERT_FALSE(last.empty());
    EXPECT_LT(last.size(), rows.size());
    EXPECT_EQ(last.back(), rows.back());
}

TEST_F(RelayCapture, PortsAreAPreference)
{
    {
        HandmadeCapture capture(TemporaryFile("ports.pcap"));
        capture.Send(50000, 4001, Delimited(MakePublish(10)));
        capture.Send(50001, 4002, Delimited(MakePublish(10)));
        capture.Send(50002, RELAY_PORT, Delimited(MakePublish(10)));
    }
    const Strings fields{"tcp.dstport"};
    EXPECT_EQ(Column(Read(RELAY, "ports.pcap", fields, "-Y waku"), 0), Strings({"60000"}));
    EXPECT_EQ(Column(Read(RELAY, "ports.pcap", fields, "-Y waku -o libp2p.ports:4001-4002"), 0),
              Strings({"4001", "4002"}));
}

TEST_F(RelayCapture, BytesThatAreNoProtobufGiveAnExpertInfo)
{
    const std::vector<Bytes> wrong{
        {3, 0x12, 0x7f, 0xff},                               // a field longer than the RPC
        {2, 0x12, 0x80},                                     // a length that is cut
        {2, 0x00, 0x00},                                     // field 0
        {2, 0x13, 0x00},                                     // a type that there is none of
        {4, 0x1a, 2, 0x0a, 9},                               // an IHAVE longer than its control
        {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}, // an RPC of many gigabytes
        {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80},
    };
    {
        HandmadeCapture capture(TemporaryFile("wrong.pcap"));
        for (std::size_t i = 0; i < wrong.size(); i++)
        {
            capture.Send(static_cast<uint16_t>(50000 + i), RELAY_PORT, wrong[i]);
        }
        Bytes notWaku;
        protobuf::AppendMessageField(notWaku, rpcfield::MESSAGE_DATA, {0x0a, 0x7f});
        protobuf::AppendStringField(notWaku, rpcfield::MESSAGE_TOPIC, TOPIC);
        Bytes rpc;
        protobuf::AppendMessageField(rpc, rpcfield::RPC_PUBLISH, notWaku);
        capture.Send(51000, RELAY_PORT, Delimited(rpc));
    }
    const Rows rows =
        Read(RELAY, "wrong.pcap", {"waku.malformed", "libp2p.malformed", "waku.no_waku_message"});
    ASSERT_EQ(rows.size(), wrong.size() + 1);
    for (std::size_t i = 0; i < wrong.size(); i++)
    {
        EXPECT_EQ(rows[i][0].size() + rows[i][1].size(), 1u) << i;
    }
    EXPECT_EQ(rows.back()[0].size() + rows.back()[1].size(), 0u);
    EXPECT_EQ(rows.back()[2].size(), 1u);
}

TEST_F(RelayCapture, CorruptedConnectionsBreakNoScriptAndLeaveOthersAlone)
{
    Bytes plain;
    for (const uint32_t size : {10, 3000, 1, 200})
    {
        Append(plain, Delimited(MakePublish(size)));
        Append(plain, BytesOf(PubsubRpcEncoder::Encode(MakeControl())->GetPacket()));
    }
    const Bytes secure = MakeSecureStream({plain});
    std::mt19937 random(1);
    {
        HandmadeCapture capture(TemporaryFile("corrupted.pcap"));
        for (uint16_t i = 0; i < 400; i++)
        {
            Bytes bytes = i % 2 == 0 ? plain : secure;
            for (int k = 0; k < 1 + i % 20; k++)
            {
                bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
            }
            capture.Send(10000 + i, RELAY_PORT, bytes, 1 + random() % 1400);
        }
        capture.Send(9000, RELAY_PORT, plain);
        capture.Send(9001, RELAY_PORT, secure);
    }
    const Rows rows =
        Read(RELAY,
             "corrupted.pcap",
             {"tcp.srcport", "waku.message.payload_size", "waku.malformed", "libp2p.malformed"});
    EXPECT_GT(Column(rows, 2).size(), 50u);
    EXPECT_GT(Column(rows, 3).size(), 20u);
    std::map<std::string, Strings> sizes;
    for (const auto& row : rows)
    {
        Strings& found = sizes[row[0].at(0)];
        found.insert(found.end(), row[1].begin(), row[1].end());
    }
    EXPECT_EQ(sizes["9000"], Strings({"10", "3000", "1", "200"}));
    EXPECT_EQ(sizes["9001"], Strings({"10", "3000", "1", "200"}));
}

TEST_F(WiresharkDissector, WiresharkHasNoFieldsOfTheseNames)
{
    const std::string known = Run("-G fields");
    EXPECT_NE(known.find("\ttcp.port\t"), std::string::npos);
    for (const std::string name : {"waku", "libp2p", "yamux", "whisper"})
    {
        EXPECT_EQ(known.find("\t" + name + "."), std::string::npos) << name;
        EXPECT_EQ(known.find("\t" + name + "\n"), std::string::npos) << name;
    }
}
