/* SPDX-License-Identifier: GPL-2.0-only */
#include "packet-bytes.h"
#include "plaintext-bytes.h"
#include "silent-handler.h"

#include "ns3/identify-message.h"
#include "ns3/inet-socket-address.h"
#include "ns3/plaintext-channel.h"
#include "ns3/plaintext-exchange.h"
#include "ns3/virtual-bytes.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using PlainBytes = std::vector<uint8_t>;

const std::string MESHSUB = "/meshsub/1.2.0";
const std::string RELAY = "/vac/waku/relay/2.0.0";

PlainBytes
operator+(PlainBytes left, const PlainBytes& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

PlainBytes
LineBytes(const std::string& text)
{
    const std::string line = MultistreamLines::Encode(text);
    return PlainBytes(line.begin(), line.end());
}

PlainBytes
FrameBytes(uint8_t type, uint16_t flags, uint32_t stream, uint32_t length)
{
    PlainBytes bytes(YamuxHeader::SIZE);
    YamuxHeader header(static_cast<YamuxHeader::Type>(type),
                       static_cast<YamuxHeader::Flag>(flags),
                       stream,
                       length);
    header.Write(bytes.data());
    return bytes;
}

PlainBytes
DataBytes(uint32_t stream, const PlainBytes& data, uint16_t flags = 0)
{
    return FrameBytes(YamuxHeader::DATA, flags, stream, static_cast<uint32_t>(data.size())) + data;
}

/// Public key of a seed of 32 equal bytes.
Ed25519Key
KeyOf(uint8_t byte)
{
    Ed25519Key seed;
    seed.fill(byte);
    return GetEd25519PublicKey(seed);
}

/// Keeps the bytes of each stream and what it is told.
class PlainCollector : public StreamChannel::Demultiplexer
{
  public:
    struct Notes
    {
        std::map<uint32_t, PlainBytes> bytes; ///< by number of the stream
        std::vector<std::string> told;
        uint64_t skipped{0};
        bool fails{false};
    };

    explicit PlainCollector(Notes& notes)
        : m_notes(notes)
    {
    }

    void Select(uint32_t stream) override
    {
        m_stream = stream;
    }

    void HasOpened(uint32_t stream) override
    {
        m_notes.told.push_back("opened " + std::to_string(stream));
    }

    void HasAnswered(uint32_t stream, bool accepted) override
    {
        m_notes.told.push_back((accepted ? "accepted " : "refused ") + std::to_string(stream));
    }

    void HasClosed(uint32_t stream) override
    {
        m_notes.told.push_back("closed " + std::to_string(stream));
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override
    {
        PlainBytes& kept = m_notes.bytes[m_stream];
        kept.insert(kept.end(), bytes, bytes + size);
        return size;
    }

    uint64_t GetSkippable() const override
    {
        return m_stream == StreamProtocols::NO_STREAM ? UINT64_MAX : 0;
    }

    void Skip(uint64_t size) override
    {
        m_notes.skipped += size;
    }

    bool HasFailed() const override
    {
        return m_notes.fails;
    }

  private:
    Notes& m_notes;
    uint32_t m_stream{StreamProtocols::NO_STREAM};
};

/// One end of a connection.
struct PlainEnd
{
    explicit PlainEnd(bool dialler,
                      const std::vector<std::string>& ids = {MESHSUB},
                      uint8_t seed = 1)
        : channel((Add(ids), dialler), protocols, counters, KeyOf(seed))
    {
        channel.Start();
    }

    void Add(const std::vector<std::string>& ids)
    {
        for (const std::string& id : ids)
        {
            protocols.Add(id, handler);
        }
    }

    /// Feed bytes as MessageStream does, in pieces of a size.
    void Feed(const PlainBytes& bytes, uint32_t piece = UINT32_MAX)
    {
        std::size_t at = 0;
        while (at < bytes.size() && !channel.HasFailed())
        {
            const auto left =
                static_cast<uint32_t>(std::min<std::size_t>(bytes.size() - at, piece));
            const auto skippable =
                static_cast<uint32_t>(std::min<uint64_t>(left, channel.GetSkippable()));
            if (skippable > 0)
            {
                channel.Skip(skippable);
            }
            const uint32_t taken =
                skippable > 0 ? skippable : channel.Read(bytes.data() + at, left);
            ASSERT_GE(taken, 1U);
            ASSERT_LE(taken, left);
            at += taken;
            if (channel.IsEstablished() && !isOpen)
            {
                isOpen = true;
                channel.OfferIdentify(
                    IdentifyMessage::Encode(protocols,
                                            InetSocketAddress("10.0.0.1", 60000),
                                            InetSocketAddress("10.0.0.2", 60000),
                                            PlaintextExchange::EncodeKey(KeyOf(1))));
                channel.SetDemultiplexer(std::make_unique<PlainCollector>(notes));
            }
        }
    }

    /// All outgoing bytes.
    PlainBytes Take()
    {
        PlainBytes bytes;
        while (channel.HasOutgoing())
        {
            const PlainBytes piece = BytesOf(channel.PeekOutgoing(UINT32_MAX));
            channel.RemoveOutgoing(static_cast<uint32_t>(piece.size()));
            bytes = bytes + piece;
        }
        return bytes;
    }

    StreamProtocols protocols;
    SilentHandler handler;
    SecureChannelCounters counters;
    PlainCollector::Notes notes;
    bool isOpen{false};
    PlaintextChannel channel;
};

/// Two ends, and what travels between them.
struct PlainPair
{
    explicit PlainPair(const std::vector<std::string>& ids = {MESHSUB},
                       const std::vector<std::string>& others = {MESHSUB},
                       uint32_t piece = UINT32_MAX)
        : dialler(true, ids, 2),
          listener(false, others, 1)
    {
        Exchange(piece);
    }

    void Exchange(uint32_t piece = UINT32_MAX)
    {
        while (dialler.channel.HasOutgoing() || listener.channel.HasOutgoing())
        {
            listener.Feed(dialler.Take(), piece);
            dialler.Feed(listener.Take(), piece);
        }
    }

    PlainEnd dialler;
    PlainEnd listener;
};

/// A listener whose handshake with js-libp2p is over, and whose answers so far were taken.
struct PlainListener : public PlainEnd
{
    explicit PlainListener(const std::vector<std::string>& ids = {MESHSUB})
        : PlainEnd(false, ids)
    {
        Feed(FromHex(js_libp2p::DIALLER_SECURITY + js_libp2p::DIALLER_EXCHANGE + js_libp2p::MUXER));
        Take();
    }

    /// Open a stream and propose protocols on it; return the answer.
    PlainBytes Open(uint32_t id, const std::vector<std::string>& proposals)
    {
        PlainBytes lines = LineBytes(MultistreamLines::GREETING);
        for (const std::string& proposal : proposals)
        {
            lines = lines + LineBytes(proposal);
        }
        Feed(DataBytes(id, lines, YamuxHeader::SYN));
        return Take();
    }
};

/// What answers a stream up to the greeting.
PlainBytes
Greeted(uint32_t id)
{
    return FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::ACK, id, 0) +
           DataBytes(id, LineBytes(MultistreamLines::GREETING));
}

const PlainBytes PROTOCOL_ERROR =
    FrameBytes(YamuxHeader::GO_AWAY, 0, 0, YamuxSession::PROTOCOL_ERROR);

} // namespace

TEST(PlaintextChannel, DiallerWritesTheBytesOfJsLibp2p)
{
    PlainEnd dialler(true, {MESHSUB}, 2);
    EXPECT_EQ(dialler.Take(), FromHex(js_libp2p::DIALLER_SECURITY));
    dialler.Feed(FromHex(js_libp2p::LISTENER_SECURITY));
    EXPECT_EQ(dialler.Take(), FromHex(js_libp2p::DIALLER_EXCHANGE + js_libp2p::MUXER));
    EXPECT_FALSE(dialler.channel.IsEstablished());
    dialler.Feed(FromHex(js_libp2p::MUXER));
    EXPECT_TRUE(dialler.channel.IsEstablished());
    EXPECT_EQ(EncodeBase58(dialler.channel.GetPeerId()),
              "12D3KooWK99VoVxNE7XzyBwXEzW7xhK7Gpv85r9F3V3fyKSUKPH5");
}

TEST(PlaintextChannel, ListenerWritesTheBytesOfJsLibp2p)
{
    PlainEnd listener(false);
    EXPECT_TRUE(listener.Take().empty());
    listener.Feed(FromHex(js_libp2p::DIALLER_SECURITY));
    EXPECT_EQ(listener.Take(), FromHex(js_libp2p::LISTENER_SECURITY));
    listener.Feed(FromHex(js_libp2p::DIALLER_EXCHANGE + js_libp2p::MUXER));
    EXPECT_TRUE(listener.channel.IsEstablished());
    EXPECT_EQ(listener.Take(),
              FromHex(js_libp2p::MUXER) +
                  FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::SYN, 2, 0) +
                  DataBytes(2,
                            LineBytes(MultistreamLines::GREETING) +
                                LineBytes(StreamProtocols::IDENTIFY_ID)));
    EXPECT_EQ(EncodeBase58(listener.channel.GetPeerId()),
              "12D3KooWJWoaqZhDaoEFshF7Rh1bpY9ohihFhzcW6d69Lr2NASuq");
}

TEST(PlaintextChannel, IdentifyOfJsLibp2pIsReadAndItsStreamIsAnsweredWithProtocolsAndKey)
{
    PlainListener listener({RELAY, MESHSUB});
    listener.Feed(FromHex(js_libp2p::DIALLER_IDENTIFY));
    EXPECT_FALSE(listener.channel.HasFailed());
    IdentifyParser parser(listener.protocols);
    const PlainBytes& message = listener.notes.bytes[listener.protocols.GetIdentifyStream()];
    parser.Read(message.data(), static_cast<uint32_t>(message.size()));
    ASSERT_TRUE(parser.IsDone());
    EXPECT_EQ(parser.GetPeer().common, 2U);
    const PlainBytes answer = listener.Take();
    const std::string text(answer.begin(), answer.end());
    EXPECT_NE(text.find(RELAY), std::string::npos);
    EXPECT_NE(text.find(MESHSUB), std::string::npos);
    const PlainBytes key = PlaintextExchange::EncodeKey(KeyOf(1));
    EXPECT_NE(text.find(std::string(key.begin(), key.end())), std::string::npos);
    // Both sides have sent all that they have: FIN on stream 1, and on stream 2 FIN too.
    const PlainBytes fin = FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::FIN, 1, 0);
    EXPECT_NE(std::search(answer.begin(), answer.end(), fin.begin(), fin.end()), answer.end());
}

TEST(PlaintextChannel, StreamOfJsLibp2pIsAcceptedAndItsBytesAreThoseOfItsProtocol)
{
    PlainListener listener;
    listener.Feed(FromHex(js_libp2p::DIALLER_PUBSUB) + DataBytes(3, {1, 2, 3}));
    EXPECT_EQ(listener.Take(), Greeted(3) + DataBytes(3, LineBytes(MESHSUB)));
    EXPECT_EQ(listener.notes.bytes[0], (PlainBytes{1, 2, 3}));
    EXPECT_EQ(listener.notes.told, std::vector<std::string>{"opened 0"});
    EXPECT_EQ(listener.channel.TakeFrameBytes(), 3U);
}

TEST(PlaintextChannel, BytesOneByOneLeadToTheSame)
{
    for (const uint32_t piece : {1U, 7U, UINT32_MAX})
    {
        PlainPair pair({RELAY, MESHSUB}, {MESHSUB}, piece);
        ASSERT_TRUE(pair.listener.channel.IsEstablished());
        pair.dialler.channel.OpenStream(1);
        pair.dialler.channel.OpenStream(0);
        pair.Exchange(piece);
        EXPECT_EQ(pair.dialler.notes.told, (std::vector<std::string>{"accepted 1", "refused 0"}));
        EXPECT_EQ(pair.listener.notes.told, std::vector<std::string>{"opened 0"});
        EXPECT_EQ(pair.listener.counters.refusedStreams, 1U);
        EXPECT_EQ(pair.listener.notes.bytes.count(1), 1U) << "Identify";
    }
}

TEST(PlaintextChannel, FrameIsCutAtWindowAndAt64KiBAndArrivesWhole)
{
    PlainPair pair;
    pair.dialler.channel.OpenStream(0);
    pair.Exchange();
    const Ptr<Packet> frame = Create<Packet>(400000);
    const Ptr<Packet> tail = VirtualBytes(PlainBytes{7, 8, 9}).ToPacket();
    uint32_t sealed = 0;
    uint32_t rounds = 0;
    while (sealed < 400003 && rounds++ < 100)
    {
        const uint32_t piece = pair.dialler.channel.Seal(frame, sealed, 0, tail);
        EXPECT_LE(piece, YamuxSession::MAX_DATA);
        sealed += piece;
        pair.Exchange();
    }
    PlainBytes expected(400003);
    std::copy_n(PlainBytes{7, 8, 9}.begin(), 3, expected.end() - 3);
    EXPECT_EQ(pair.listener.notes.bytes[0], expected);
    EXPECT_EQ(pair.listener.notes.bytes.count(1), 1U);
    EXPECT_EQ(pair.listener.channel.TakeFrameBytes(), 400003U) << "Identify is no frame";
}

TEST(PlaintextChannel, WindowThatIsUsedUpStopsAStreamAndAnUpdateLetsItGoOn)
{
    PlainListener listener;
    listener.channel.OpenStream(0);
    listener.Feed(FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::ACK, 4, 0) +
                  DataBytes(4, LineBytes(MultistreamLines::GREETING) + LineBytes(MESHSUB)));
    listener.Take();
    const Ptr<Packet> frame = Create<Packet>(300000);
    uint32_t sealed = 0;
    while (listener.channel.CanSend(0))
    {
        sealed += listener.channel.Seal(frame, sealed);
        listener.Take();
    }
    EXPECT_EQ(sealed, YamuxHeader::INITIAL_WINDOW - 36);
    EXPECT_EQ(listener.channel.Seal(frame, sealed), 0U);
    listener.Feed(FrameBytes(YamuxHeader::WINDOW_UPDATE, 0, 4, 10));
    EXPECT_EQ(listener.channel.Seal(frame, sealed), 10U);
}

TEST(PlaintextChannel, UnknownProtocolsAreRefusedUntilOneIsKnown)
{
    PlainListener listener;
    EXPECT_EQ(listener.Open(1, {"/a", "ls", MESHSUB}),
              Greeted(1) + DataBytes(1, LineBytes("na")) + DataBytes(1, LineBytes("na")) +
                  DataBytes(1, LineBytes(MESHSUB)));
    EXPECT_EQ(listener.counters.refusedStreams, 2U);
    const PlainBytes answer = listener.Open(3, std::vector<std::string>(40, "/a"));
    const PlainBytes reset = FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::RST, 3, 0);
    EXPECT_TRUE(std::equal(reset.rbegin(), reset.rend(), answer.rbegin()));
    EXPECT_EQ(listener.counters.brokenStreams, 1U);
    EXPECT_FALSE(listener.channel.HasFailed());
}

TEST(PlaintextChannel, ListenerRefusesOtherSecurityAndTakesTheNextProposal)
{
    PlainEnd listener(false);
    listener.Feed(LineBytes(MultistreamLines::GREETING) + LineBytes("/noise"));
    EXPECT_EQ(listener.Take(), LineBytes(MultistreamLines::GREETING) + LineBytes("na"));
    listener.Feed(LineBytes(PlaintextExchange::PROTOCOL_ID));
    EXPECT_FALSE(listener.channel.HasFailed());
    EXPECT_FALSE(listener.Take().empty());
}

TEST(PlaintextChannel, SecondStreamOfAProtocolTakesThePlaceOfTheFirst)
{
    PlainListener listener;
    listener.Open(1, {MESHSUB});
    const PlainBytes answer = listener.Open(3, {MESHSUB});
    EXPECT_EQ(answer,
              Greeted(3) + DataBytes(3, LineBytes(MESHSUB)) +
                  FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::RST, 1, 0));
    listener.Feed(DataBytes(1, {1}) + DataBytes(3, {2}));
    EXPECT_EQ(listener.notes.bytes[0], PlainBytes{2});
    EXPECT_EQ(listener.notes.told, (std::vector<std::string>{"opened 0", "closed 0", "opened 0"}));
}

TEST(PlaintextChannel, EndOfAStreamOfTheOtherSideIsAnsweredAndAnotherMayFollow)
{
    PlainListener listener;
    listener.Open(1, {MESHSUB});
    listener.Feed(DataBytes(1, {1, 2}, YamuxHeader::FIN));
    EXPECT_EQ(listener.Take(), FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::FIN, 1, 0));
    EXPECT_EQ(listener.notes.bytes[0], (PlainBytes{1, 2}));
    listener.Open(5, {MESHSUB});
    listener.Feed(FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::RST, 5, 0));
    EXPECT_TRUE(listener.Take().empty());
    EXPECT_EQ(listener.notes.told,
              (std::vector<std::string>{"opened 0", "closed 0", "opened 0", "closed 0"}));
    EXPECT_FALSE(listener.channel.HasFailed());
}

TEST(PlaintextChannel, ResetOfAStreamOfThisNodeAndGoAwayRefuseItsProtocol)
{
    PlainListener listener({MESHSUB, RELAY});
    listener.channel.OpenStream(0);
    listener.Feed(FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::RST, 4, 0) +
                  FrameBytes(YamuxHeader::GO_AWAY, 0, 0, 0));
    EXPECT_FALSE(listener.channel.IsFirstAccepted());
    listener.Take();
    listener.channel.OpenStream(1);
    EXPECT_EQ(listener.notes.told, (std::vector<std::string>{"refused 0", "refused 1"}));
    EXPECT_TRUE(listener.Take().empty());
}

TEST(PlaintextChannel, PingIsAnsweredWithItsNumber)
{
    PlainListener listener;
    listener.Feed(FrameBytes(YamuxHeader::PING, YamuxHeader::SYN, 0, 77) +
                  FrameBytes(YamuxHeader::PING, YamuxHeader::ACK, 0, 78));
    EXPECT_EQ(listener.Take(), FrameBytes(YamuxHeader::PING, YamuxHeader::ACK, 0, 77));
}

TEST(PlaintextChannel, HalfAWindowIsGivenBack)
{
    PlainListener listener;
    listener.Open(1, {MESHSUB});
    const uint32_t opened = 20 + 16;
    listener.Feed(DataBytes(1, PlainBytes(YamuxHeader::INITIAL_WINDOW / 2 - opened - 1)));
    EXPECT_TRUE(listener.Take().empty());
    listener.Feed(DataBytes(1, {0}));
    EXPECT_EQ(listener.Take(),
              FrameBytes(YamuxHeader::WINDOW_UPDATE, 0, 1, YamuxHeader::INITIAL_WINDOW / 2));
}

TEST(PlaintextChannel, DataOfAStreamThatIsOverAreSkipped)
{
    PlainListener listener;
    listener.Feed(DataBytes(9, {1, 2, 3}) + DataBytes(4, {1}, YamuxHeader::FIN) +
                  FrameBytes(YamuxHeader::WINDOW_UPDATE, 0, 11, 5));
    EXPECT_FALSE(listener.channel.HasFailed());
    EXPECT_EQ(listener.notes.skipped, 4U);
}

TEST(PlaintextChannel, TooManyStreamsAreReset)
{
    PlainListener listener;
    for (uint32_t i = 0; i < YamuxSession::MAX_STREAMS; i++)
    {
        listener.Feed(FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::SYN, 2 * i + 1, 0));
    }
    listener.Take();
    listener.Feed(DataBytes(1001, {1, 2}, YamuxHeader::SYN));
    EXPECT_EQ(listener.Take(), FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::RST, 1001, 0));
    listener.Feed(FrameBytes(YamuxHeader::WINDOW_UPDATE, YamuxHeader::RST, 1, 0));
    EXPECT_EQ(listener.Open(1003, {MESHSUB}), Greeted(1003) + DataBytes(1003, LineBytes(MESHSUB)));
    EXPECT_FALSE(listener.channel.HasFailed());
}

TEST(PlaintextChannel, WhatBreaksTheRulesOfYamuxEndsTheConnection)
{
    const std::map<std::string, PlainBytes> faults = {
        {"version", {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0}},
        {"type", FrameBytes(4, 0, 1, 0)},
        {"flag", FrameBytes(YamuxHeader::DATA, 16, 1, 0)},
        {"stream 0", FrameBytes(YamuxHeader::DATA, 0, 0, 1)},
        {"ping of a stream", FrameBytes(YamuxHeader::PING, YamuxHeader::SYN, 1, 0)},
        {"go-away of a stream", FrameBytes(YamuxHeader::GO_AWAY, 0, 1, 0)},
        {"id of the wrong side", FrameBytes(YamuxHeader::DATA, YamuxHeader::SYN, 6, 0)},
        {"second SYN", FrameBytes(YamuxHeader::DATA, YamuxHeader::SYN, 1, 0)},
        {"ACK of a stream of its own", FrameBytes(YamuxHeader::DATA, YamuxHeader::ACK, 1, 0)},
        {"data beyond the window", FrameBytes(YamuxHeader::DATA, 0, 1, 262144)},
        {"window beyond its type", FrameBytes(YamuxHeader::WINDOW_UPDATE, 0, 1, UINT32_MAX)},
        {"data after FIN", DataBytes(3, {1})},
    };
    for (const auto& [name, bytes] : faults)
    {
        PlainListener listener;
        listener.Open(1, {MESHSUB});
        listener.channel.OpenStream(0);
        listener.Feed(FrameBytes(YamuxHeader::DATA, YamuxHeader::SYN | YamuxHeader::FIN, 3, 0));
        listener.Take();
        if (name == "data after FIN")
        {
            // That stream is over, so its data are skipped.
            listener.Feed(bytes);
            EXPECT_FALSE(listener.channel.HasFailed());
            continue;
        }
        listener.Feed(bytes);
        EXPECT_TRUE(listener.channel.IsMalformed()) << name;
        EXPECT_EQ(listener.counters.malformed, 1U) << name;
        const PlainBytes answer = listener.Take();
        EXPECT_TRUE(answer.size() >= PROTOCOL_ERROR.size() &&
                    std::equal(PROTOCOL_ERROR.rbegin(), PROTOCOL_ERROR.rend(), answer.rbegin()))
            << name;
    }
}

TEST(PlaintextChannel, MalformedLinesEndTheirStreamOrTheHandshake)
{
    const std::vector<PlainBytes> lines = {{0},
                                           {2, 'a', 'b'},
                                           {0xff, 0xff, 1},
                                           LineBytes("/multistream/2.0.0"),
                                           LineBytes(std::string(1024, 'a'))};
    for (const PlainBytes& line : lines)
    {
        PlainListener listener;
        listener.Feed(DataBytes(1, line, YamuxHeader::SYN));
        EXPECT_FALSE(listener.channel.HasFailed());
        EXPECT_EQ(listener.counters.brokenStreams, 1U);
        PlainEnd begun(false);
        begun.Feed(line);
        EXPECT_TRUE(begun.channel.IsMalformed());
        EXPECT_EQ(begun.counters.malformed, 1U);
    }
}

TEST(PlaintextChannel, PeerIdThatIsNotThatOfTheKeyEndsTheConnection)
{
    PlainBytes exchange = FromHex(js_libp2p::DIALLER_EXCHANGE);
    for (const std::size_t at : {std::size_t(5), exchange.size() - 1})
    {
        PlainBytes changed = exchange;
        changed[at] ^= 1;
        PlainEnd listener(false);
        listener.Feed(FromHex(js_libp2p::DIALLER_SECURITY) + changed);
        EXPECT_TRUE(listener.channel.IsMalformed()) << at;
    }
    for (const PlainBytes& bytes : {PlainBytes{0}, PlainBytes{0xff, 0xff, 3}, PlainBytes{1, 0x0a}})
    {
        PlainEnd listener(false);
        listener.Feed(FromHex(js_libp2p::DIALLER_SECURITY) + bytes);
        EXPECT_TRUE(listener.channel.IsMalformed());
    }
}

TEST(PlaintextChannel, PeerIdOfALargeKeyIsAHash)
{
    // Key type 0 (RSA) with 4 bytes would be inlined, one with 60 bytes is hashed.
    PlainBytes key = {0x08, 0, 0x12, 60};
    key.resize(64, 5);
    PlainBytes id = {0x12, 32};
    id.resize(34);
    PlainBytes message = PlainBytes{0x0a, 34} + id + PlainBytes{0x12, 64} + key;
    PlainBytes peerId;
    EXPECT_FALSE(PlaintextExchange::Decode(message, peerId));
    // sha256 of 08 00 12 3c and 60 bytes of 5.
    const PlainBytes hash =
        FromHex("9d1f107e6a29cfe4d6a04239fa9400cb3af648490a987242c0cb9c2b5f920a92");
    std::copy(hash.begin(), hash.end(), message.begin() + 4);
    EXPECT_TRUE(PlaintextExchange::Decode(message, peerId));
    EXPECT_EQ(peerId.size(), 34U);
}

TEST(PlaintextChannel, AnswersThatNobodyReadsEndTheConnection)
{
    PlainListener listener;
    const PlainBytes ping = FrameBytes(YamuxHeader::PING, YamuxHeader::SYN, 0, 1);
    for (uint32_t i = 0; i < 100000 && !listener.channel.HasFailed(); i++)
    {
        listener.Feed(ping);
    }
    EXPECT_TRUE(listener.channel.HasFailed());
}

TEST(PlaintextChannel, GoodbyeIsSaidOnce)
{
    PlainListener listener;
    EXPECT_TRUE(listener.channel.SayGoodbye());
    EXPECT_FALSE(listener.channel.SayGoodbye());
    EXPECT_EQ(listener.Take(), FrameBytes(YamuxHeader::GO_AWAY, 0, 0, 0));
    EXPECT_FALSE(PlainEnd(true).channel.SayGoodbye());
}
