/* SPDX-License-Identifier: GPL-2.0-only */
#include "packet-bytes.h"
#include "silent-handler.h"

#include "ns3/random-variable-stream.h"
#include "ns3/secure-channel.h"
#include "ns3/virtual-bytes.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using Bytes = std::vector<uint8_t>;

Bytes
BytesOf(const std::string& text)
{
    return Bytes(text.begin(), text.end());
}

/// Keeps all bytes, or skips what it is told to.
class KeepingParser : public StreamParser
{
  public:
    KeepingParser(Bytes& kept, uint64_t& skippable)
        : m_kept(kept),
          m_skippable(skippable)
    {
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override
    {
        m_kept.insert(m_kept.end(), bytes, bytes + size);
        return size;
    }

    uint64_t GetSkippable() const override
    {
        return m_skippable;
    }

    void Skip(uint64_t size) override
    {
        m_skippable -= size;
    }

    bool HasFailed() const override
    {
        return false;
    }

  private:
    Bytes& m_kept;
    uint64_t& m_skippable;
};

/// The protocols of a node.
struct Spoken : public StreamProtocols
{
    explicit Spoken(const std::vector<std::string>& ids)
    {
        for (const std::string& id : ids)
        {
            Add(id, handler);
        }
    }

    SilentHandler handler;
};

/// One end of a channel, and what came out of it.
struct End
{
    explicit End(bool dialler, const std::vector<std::string>& ids = {"/meshsub/1.2.0"})
        : protocols(ids),
          channel(dialler, protocols, counters)
    {
        channel.SetParser(std::make_unique<KeepingParser>(kept, skippable));
    }

    /// Feed bytes as a stream does.
    void Feed(const uint8_t* bytes, uint32_t size)
    {
        while (size > 0 && !channel.HasFailed())
        {
            const uint32_t skipped =
                static_cast<uint32_t>(std::min<uint64_t>(size, channel.GetSkippable()));
            if (skipped > 0)
            {
                channel.Skip(skipped);
            }
            const uint32_t taken = skipped > 0 ? skipped : channel.Read(bytes, size);
            ASSERT_GE(taken, 1U);
            ASSERT_LE(taken, size);
            bytes += taken;
            size -= taken;
        }
    }

    void Feed(const Bytes& bytes)
    {
        Feed(bytes.data(), static_cast<uint32_t>(bytes.size()));
    }

    /// Take the outgoing bytes.
    Bytes Take(uint32_t size = UINT32_MAX)
    {
        Bytes bytes;
        if (channel.HasOutgoing())
        {
            bytes = BytesOf(channel.PeekOutgoing(size));
            channel.RemoveOutgoing(static_cast<uint32_t>(bytes.size()));
        }
        return bytes;
    }

    SecureChannelCounters counters;
    Bytes kept;
    uint64_t skippable{0};
    Spoken protocols;
    SecureChannel channel;
};

/// Two ends whose handshake is over.
struct ChannelPair
{
    ChannelPair()
    {
        dialler.channel.Start();
        while (!dialler.channel.IsEstablished() || !listener.channel.IsEstablished())
        {
            listener.Feed(dialler.Take());
            dialler.Feed(listener.Take());
        }
    }

    /// Send a frame in pieces of a size, with what the other end answers; return its bytes.
    uint64_t Send(Ptr<const Packet> frame,
                  uint32_t pieceSize = UINT32_MAX,
                  Ptr<const Packet> tail = nullptr)
    {
        const uint32_t size = frame->GetSize() + (tail ? tail->GetSize() : 0);
        uint64_t bytes = 0;
        uint32_t sealed = 0;
        do
        {
            const uint32_t before = sealed;
            sealed += dialler.channel.Seal(frame, sealed, 0, tail);
            while (dialler.channel.HasOutgoing())
            {
                const Bytes piece = dialler.Take(pieceSize);
                bytes += piece.size();
                listener.Feed(piece);
            }
            if (sealed == before)
            {
                listener.channel.Seal(nullptr, 0);
                EXPECT_TRUE(listener.channel.HasOutgoing()) << "neither end has anything to say";
                dialler.Feed(listener.Take());
            }
        } while (sealed < size && !testing::Test::HasFailure());
        return bytes;
    }

    /// A Noise message around a yamux header.
    static Bytes Message(const YamuxHeader& header)
    {
        Ptr<Packet> packet = Create<Packet>();
        packet->AddHeader(header);
        packet->AddHeader(NoiseHeader(packet->GetSize()));
        return BytesOf(packet);
    }

    End dialler{true};
    End listener{false};
};

/// What dialler and listener say in turn until both are done; a bit of one flight may be wrong.
std::vector<Bytes>
Converse(std::size_t wrong = SIZE_MAX, std::size_t place = 0, bool* failed = nullptr)
{
    End ends[] = {End(true), End(false)};
    ends[0].channel.Start();
    std::vector<Bytes> flights;
    while (!ends[0].channel.IsEstablished() || !ends[1].channel.IsEstablished())
    {
        const std::size_t speaker = flights.size() % 2;
        Bytes flight = ends[speaker].Take();
        if (flight.empty())
        {
            break;
        }
        if (flights.size() == wrong)
        {
            flight[place] ^= 0x80;
        }
        flights.push_back(flight);
        ends[1 - speaker].Feed(flight);
        if (ends[1 - speaker].channel.HasFailed())
        {
            *failed = true;
            break;
        }
    }
    return flights;
}

/// Whether a byte is of the protocol id in an opening, which begins behind the two lines or at
/// once.
bool
IsIdOfOpening(std::size_t flight, std::size_t place)
{
    const std::size_t opening = flight == 5 ? 70 : 0;
    const std::size_t id = opening + 30 + 50 + 18 + 12 + 1;
    return (flight == 5 || flight == 6) && place >= id && place < id + 14;
}

class SecureChannelTest : public testing::Test, protected ChannelPair
{
};

} // namespace

TEST(SecureHandshake, FlightsHaveTheSizesAndLinesOfTheSpecifications)
{
    const std::vector<Bytes> flights = Converse();
    std::vector<std::size_t> sizes;
    for (const Bytes& flight : flights)
    {
        sizes.push_back(flight.size());
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{28, 28, 34, 202, 240, 196, 252, 126}));
    EXPECT_EQ(flights[0], BytesOf("\x13/multistream/1.0.0\n\x07/noise\n"));
    EXPECT_EQ(flights[1], flights[0]);
    // The opening of the dialler's stream: window update, SYN, stream 1.
    EXPECT_EQ(Bytes(flights[6].begin(), flights[6].begin() + 2), (Bytes{0, 28}));
    EXPECT_EQ(Bytes(flights[6].begin() + 18, flights[6].begin() + 30),
              (Bytes{0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0}));
    // Its last line, as data of that stream.
    EXPECT_EQ(Bytes(flights[6].begin() + 80, flights[6].begin() + 82), (Bytes{0, 44}));
    const std::string line("\0\0\0\0\0\0\0\x01\0\0\0\x10\x0f/meshsub/1.2.0\n", 28);
    EXPECT_EQ(Bytes(flights[6].begin() + 98, flights[6].begin() + 126), BytesOf(line));
}

TEST(SecureHandshake, EveryByteIsCheckedButKeysSignaturesAndTags)
{
    // Noise's keys, payloads and tags; of 16 bytes each, the tags of the other messages. The length
    // of the last message is found wrong when another one comes.
    const std::vector<std::size_t> opaque = {0, 0, 32, 200, 168 + 32, 2 * 16 + 48, 96 + 2, 48 + 2};
    for (std::size_t wrong = 0; wrong < opaque.size(); wrong++)
    {
        std::size_t unchecked = 0;
        const std::size_t places = Converse()[wrong].size();
        for (std::size_t place = 0; place < places; place++)
        {
            bool failed = false;
            const std::size_t flights = Converse(wrong, place, &failed).size();
            // A protocol id that is not spoken is refused, and no error.
            unchecked += failed || (flights > wrong && IsIdOfOpening(wrong, place)) ? 0 : 1;
        }
        EXPECT_EQ(unchecked, opaque[wrong]) << "flight " << wrong + 1;
    }
}

TEST(SecureHandshake, OneWhoSpeaksOutOfTurnFails)
{
    SecureHandshake dialler(true);
    const uint8_t byte = 0x13;
    dialler.Read(&byte, 1);
    EXPECT_TRUE(dialler.HasFailed());
}

TEST_F(SecureChannelTest, HandshakeIsCountedOnBothEnds)
{
    EXPECT_EQ(dialler.counters.sentBytes, 28U + 34 + 240 + 252);
    EXPECT_EQ(listener.counters.sentBytes, 28U + 202 + 196 + 126);
    EXPECT_EQ(dialler.counters.receivedBytes, listener.counters.sentBytes);
    EXPECT_EQ(listener.counters.receivedBytes, dialler.counters.sentBytes);
}

TEST_F(SecureChannelTest, FrameTravelsInOneYamuxFrameInOneNoiseMessage)
{
    const Bytes frame = {7, 8, 9};
    EXPECT_EQ(dialler.channel.Seal(Create<Packet>(frame.data(), 3), 0), 3U);
    Bytes expected = {0, 31};
    expected.resize(18, 0);
    for (const uint8_t byte : {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3, 7, 8, 9})
    {
        expected.push_back(byte);
    }
    const Bytes sent = dialler.Take();
    EXPECT_EQ(sent, expected);
    listener.Feed(sent);
    EXPECT_EQ(listener.kept, frame);
    EXPECT_EQ(listener.channel.TakeFrameBytes(), 3U);
    EXPECT_EQ(listener.channel.TakeFrameBytes(), 0U);
    // The other direction has a stream of its own.
    listener.channel.Seal(Create<Packet>(frame.data(), 3), 0);
    EXPECT_EQ(listener.Take()[18 + 7], 2);
}

TEST_F(SecureChannelTest, OverheadOfAFrameIsThatComputedByHand)
{
    // A yamux header of 12; 18 for each Noise message of at most 65519 bytes of plaintext.
    EXPECT_EQ(Send(Create<Packet>(1)), 1U + 12 + 18);
    EXPECT_EQ(Send(Create<Packet>(65507)), 65507U + 12 + 18);
    EXPECT_EQ(Send(Create<Packet>(65508)), 65508U + 12 + 2 * 18);
    EXPECT_EQ(Send(Create<Packet>(100000)), 100000U + 12 + 2 * 18);
    EXPECT_EQ(listener.kept.size(), 1U + 65507 + 65508 + 100000);
    EXPECT_EQ(listener.counters.receivedBytes, 554U + 4 * 12 + 6 * 18);
}

TEST(SecureChannel, ATailFollowsTheBodyInTheSameYamuxFrame)
{
    const Bytes text{1, 2, 3, 4, 5};
    const Ptr<const Packet> tail = Create<Packet>(text.data(), 5);
    // The border of two Noise messages is at 65507 bytes: before, within and after the tail.
    for (const uint32_t body : {10, 65500, 65502, 65505, 65507, 70000})
    {
        for (const uint32_t piece : {UINT32_MAX, 1000U})
        {
            ChannelPair pair;
            const auto& listener = pair.listener;
            const uint32_t messages = body + 5 <= 65507 ? 1 : 2;
            const uint64_t before = listener.counters.receivedBytes;
            EXPECT_EQ(pair.Send(Create<Packet>(body), piece, tail), body + 5 + 12 + messages * 18);
            EXPECT_EQ(Bytes(listener.kept.end() - 6, listener.kept.end()),
                      (Bytes{0, 1, 2, 3, 4, 5}));
            EXPECT_EQ(listener.counters.receivedBytes - before, 12 + messages * 18);
        }
    }
}

TEST_F(SecureChannelTest, WindowOfAStreamIsUsedUpAndOpenedAgain)
{
    // The lines of the stream's opening took 36 bytes.
    Ptr<Packet> frame = Create<Packet>(600000);
    uint32_t sealed = 0;
    while (const uint32_t more = dialler.channel.Seal(frame, sealed))
    {
        sealed += more;
        dialler.Take();
    }
    EXPECT_EQ(sealed, 262144U - 36);
    dialler.Feed(Message(YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::NONE, 1, 1000)));
    EXPECT_EQ(dialler.channel.Seal(frame, sealed), 1000U);
}

TEST_F(SecureChannelTest, WindowUpdateGoesOutAfterHalfAWindow)
{
    Send(Create<Packet>(131072 - 36 - 1));
    EXPECT_FALSE(listener.channel.OwesWindowUpdate());
    Send(Create<Packet>(1));
    EXPECT_TRUE(listener.channel.OwesWindowUpdate());
    listener.channel.Seal(nullptr, 0);
    EXPECT_EQ(listener.Take(),
              Message(YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::NONE, 1, 131072)));
    EXPECT_FALSE(listener.channel.OwesWindowUpdate());
}

TEST_F(SecureChannelTest, WindowUpdateWaitsForTheEndOfAYamuxFrame)
{
    Send(Create<Packet>(140000));
    Ptr<Packet> answer = Create<Packet>(70000);
    listener.channel.Seal(nullptr, 0);
    dialler.Feed(listener.Take());
    const uint32_t begun = listener.channel.Seal(answer, 0);
    listener.Take();
    Send(Create<Packet>(140000));
    EXPECT_TRUE(listener.channel.OwesWindowUpdate());
    EXPECT_EQ(listener.channel.Seal(answer, begun), 70000 - begun);
    listener.Take();
    EXPECT_EQ(listener.channel.Seal(nullptr, 0), 0U);
    EXPECT_EQ(listener.Take().size(), 30U);
}

TEST_F(SecureChannelTest, BytesComeOutAsTheyWentInWhateverTheSegmentation)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(7);
    Bytes all;
    for (const uint32_t size : {1, 2, 13, 1448, 65507, 65508, 131072, 300000, 700000})
    {
        for (const uint32_t piece : {1, 7, 1448, 70000})
        {
            if (size / piece > 70000)
            {
                continue;
            }
            Bytes frame(size);
            std::generate(frame.begin(), frame.end(), [&random] {
                return static_cast<uint8_t>(random->GetInteger(0, 255));
            });
            Send(Create<Packet>(frame.data(), size), piece);
            all.insert(all.end(), frame.begin(), frame.end());
        }
    }
    EXPECT_EQ(listener.kept.size(), all.size());
    EXPECT_TRUE(listener.kept == all);
    EXPECT_EQ(listener.counters.malformed, 0U);
}

TEST_F(SecureChannelTest, SkippedPayloadIsNotReadAcrossNoiseMessages)
{
    const Ptr<Packet> frame = VirtualBytes({1, 2, 3}, 150000).ToPacket();
    uint32_t sealed = dialler.channel.Seal(frame, 0);
    Bytes wire = dialler.Take();
    listener.Feed(wire.data(), 33);
    EXPECT_EQ(listener.kept, (Bytes{1, 2, 3}));
    listener.skippable = 150000;
    // To the end of the first Noise message; then into the second one, behind its tag.
    EXPECT_EQ(listener.channel.GetSkippable(), 65507U - 3);
    listener.Feed(wire.data() + 33, static_cast<uint32_t>(wire.size()) - 33);
    while (sealed < frame->GetSize())
    {
        sealed += dialler.channel.Seal(frame, sealed);
        listener.Feed(dialler.Take());
    }
    EXPECT_EQ(listener.kept.size(), 3U);
    EXPECT_EQ(listener.skippable, 0U);
    EXPECT_EQ(listener.channel.TakeFrameBytes(), 150003U);
}

TEST_F(SecureChannelTest, VirtualBytesStayVirtualAndTheFrameIsNotChanged)
{
    const Ptr<Packet> frame = VirtualBytes({1, 2, 3}, 100000).ToPacket();
    const Bytes before = BytesOf(frame);
    const Ptr<const Packet> sharer = frame->Copy();
    for (uint32_t i = 0; i < 3; i++)
    {
        uint32_t sealed = 0;
        while (sealed < frame->GetSize())
        {
            sealed += dialler.channel.Seal(frame, sealed);
            // ns-3 serialises virtual bytes as their number.
            EXPECT_GT(dialler.channel.PeekOutgoing(UINT32_MAX)->GetSize(), 30000U);
            EXPECT_LT(dialler.channel.PeekOutgoing(UINT32_MAX)->GetSerializedSize(), 200U);
            listener.Feed(dialler.Take());
            listener.channel.Seal(nullptr, 0);
            dialler.Feed(listener.Take());
        }
    }
    EXPECT_TRUE(BytesOf(frame) == before);
    EXPECT_TRUE(BytesOf(sharer) == before);
    EXPECT_LT(frame->GetSerializedSize(), 200U);
}

TEST_F(SecureChannelTest, BytesThatMakeNoSenseAreOneError)
{
    YamuxHeader version(YamuxHeader::DATA, YamuxHeader::NONE, 1, 1);
    version.version = 1;
    YamuxHeader type(YamuxHeader::DATA, YamuxHeader::NONE, 1, 1);
    type.type = 9;
    const std::vector<Bytes> wrong = {
        {0, 15},
        Message(version),
        Message(type),
        Message(YamuxHeader(YamuxHeader::DATA, YamuxHeader::SYN, 1, 1)),
        Message(YamuxHeader(YamuxHeader::DATA, YamuxHeader::NONE, 2, 1)),
        Message(YamuxHeader(YamuxHeader::DATA, YamuxHeader::NONE, 1, 262144)),
        Message(YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::NONE, 1, 1)),
        Message(YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::NONE, 2, UINT32_MAX)),
    };
    for (const Bytes& bytes : wrong)
    {
        ChannelPair fresh;
        EXPECT_FALSE(fresh.listener.channel.IsMalformed());
        fresh.listener.Feed(bytes);
        EXPECT_TRUE(fresh.listener.channel.IsMalformed()) << ::testing::PrintToString(bytes);
        EXPECT_EQ(fresh.listener.counters.malformed, 1U);
    }
}

TEST_F(SecureChannelTest, BytesChangedAnywhereAreTakenOrOneErrorNeverMore)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(8);
    uint32_t errors = 0;
    for (uint32_t i = 0; i < 2000; i++)
    {
        ChannelPair fresh;
        fresh.dialler.channel.Seal(Create<Packet>(200), 0);
        Bytes bytes = fresh.dialler.Take();
        for (uint32_t n = random->GetInteger(1, 8); n > 0; n--)
        {
            bytes[random->GetInteger(0, 35)] = static_cast<uint8_t>(random->GetInteger(0, 255));
        }
        fresh.listener.Feed(bytes);
        fresh.listener.Feed(bytes);
        EXPECT_EQ(fresh.listener.counters.malformed,
                  fresh.listener.channel.IsMalformed() ? 1U : 0U);
        errors += fresh.listener.channel.IsMalformed() ? 1 : 0;
    }
    EXPECT_GT(errors, 1000U);
}
