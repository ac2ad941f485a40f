/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/plaintext-bytes.h"
#include "fuzz-feed.h"
#include "fuzz-outgoing.h"
#include "fuzz-protocols.h"

#include "ns3/address.h"
#include "ns3/identify-message.h"
#include "ns3/multistream-lines.h"
#include "ns3/plaintext-channel.h"
#include "ns3/plaintext-exchange.h"

#include <map>
#include <memory>
#include <set>

using namespace ns3;

namespace
{

/// Takes bytes of streams, and checks that they are of streams that are open.
class PlaintextCollector : public StreamChannel::Demultiplexer
{
  public:
    explicit PlaintextCollector(FuzzBytes& told)
        : m_told(told)
    {
    }

    void Select(uint32_t stream) override
    {
        FUZZ_CHECK(stream < 4 || stream == StreamProtocols::NO_STREAM);
        m_stream = stream;
    }

    void HasOpened(uint32_t stream) override
    {
        FUZZ_CHECK(stream < 3 && m_open.insert(stream).second);
        m_told.push_back(static_cast<uint8_t>(100 + stream));
    }

    void HasClosed(uint32_t stream) override
    {
        FUZZ_CHECK(m_open.erase(stream) == 1);
        m_told.push_back(static_cast<uint8_t>(110 + stream));
    }

    void HasAnswered(uint32_t stream, bool accepted) override
    {
        FUZZ_CHECK(stream < 3);
        // It may be refused after it was accepted, and then no more.
        FUZZ_CHECK(m_refused.count(stream) == 0);
        FUZZ_CHECK(!accepted || m_accepted.insert(stream).second);
        if (!accepted)
        {
            m_refused.insert(stream);
        }
        m_told.push_back(static_cast<uint8_t>(200 + 2 * stream + (accepted ? 1 : 0)));
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override
    {
        FUZZ_CHECK(m_stream == 3 || m_open.count(m_stream) == 1);
        for (uint32_t i = 0; i < size; i++)
        {
            m_told.push_back(static_cast<uint8_t>(m_stream));
            m_told.push_back(bytes[i]);
        }
        return size;
    }

    uint64_t GetSkippable() const override
    {
        return m_stream == StreamProtocols::NO_STREAM ? UINT64_MAX : 0;
    }

    void Skip(uint64_t size) override
    {
        m_told.insert(m_told.end(), size, 250);
    }

    bool HasFailed() const override
    {
        return false;
    }

  private:
    FuzzBytes& m_told;
    std::set<uint32_t> m_open;
    std::set<uint32_t> m_accepted;
    std::set<uint32_t> m_refused;
    uint32_t m_stream{StreamProtocols::NO_STREAM};
};

const Ed25519Key&
GetFuzzKey()
{
    static const Ed25519Key key = PlaintextExchange::MakeKey("fuzz");
    return key;
}

/// One end of a Plaintext connection, which gets its parser when it is established.
struct FuzzPlaintext : public StreamParser
{
    explicit FuzzPlaintext(bool dialler)
        : channel(dialler, protocols, counters, GetFuzzKey())
    {
        channel.OfferIdentify(IdentifyMessage::Encode(protocols, Address(), Address()));
        channel.Start();
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override
    {
        const uint32_t taken = channel.Read(bytes, size);
        if (channel.IsEstablished() && !hasParser)
        {
            hasParser = true;
            channel.SetDemultiplexer(std::make_unique<PlaintextCollector>(told));
            channel.TellOpened();
        }
        return taken;
    }

    uint64_t GetSkippable() const override
    {
        return channel.GetSkippable();
    }

    void Skip(uint64_t size) override
    {
        channel.Skip(size);
    }

    bool HasFailed() const override
    {
        return channel.HasFailed();
    }

    FuzzBytes Take()
    {
        return TakeOutgoing(channel);
    }

    FuzzBytes told;
    FuzzProtocols protocols;
    SecureChannelCounters counters;
    PlaintextChannel channel;
    bool hasParser{false};
};

/// Let both ends say what they have to say.
void
IntroducePlaintext(FuzzPlaintext& dialler, FuzzPlaintext& listener)
{
    for (int i = 0; i < 6; i++)
    {
        FuzzFeed(listener, dialler.Take(), 1 << 16);
        FuzzFeed(dialler, listener.Take(), 1 << 16);
    }
    FUZZ_CHECK(dialler.channel.IsEstablished() && listener.channel.IsEstablished());
}

/// Bytes of the connection from its first one on.
void
RunPlaintext(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    FuzzPlaintext whole((choice & 8) != 0);
    FuzzPlaintext pieces((choice & 8) != 0);
    const FuzzBytes stream = input.TakeRest();
    FuzzFeed(whole, stream, 1 << 16);
    FuzzFeed(pieces, stream, FuzzPieceSize(choice));
    FUZZ_CHECK(whole.Take() == pieces.Take());
    FUZZ_CHECK(whole.told == pieces.told);
    FUZZ_CHECK(whole.HasFailed() == pieces.HasFailed());
    FUZZ_CHECK(whole.channel.GetPeerId() == pieces.channel.GetPeerId());
    FUZZ_CHECK(whole.counters.receivedBytes == pieces.counters.receivedBytes);
}

FuzzTarget::Seeds
MakePlaintextSeeds()
{
    using namespace js_libp2p;
    FuzzBytes ofDialler =
        FromHex(DIALLER_SECURITY + DIALLER_EXCHANGE + MUXER + DIALLER_IDENTIFY + DIALLER_PUBSUB);
    FuzzBytes ofListener = FromHex(LISTENER_SECURITY + MUXER);
    ofDialler.insert(ofDialler.begin(), 1);
    ofListener.insert(ofListener.begin(), 9);
    return {ofDialler, ofListener};
}

/// What an end says: whole yamux frames, within the windows that the other side has given.
class YamuxListener
{
  public:
    void Grant(const YamuxHeader& header)
    {
        m_window[header.stream] +=
            ((header.flags & YamuxHeader::SYN) != 0 ? YamuxHeader::INITIAL_WINDOW : 0) +
            (header.type == YamuxHeader::WINDOW_UPDATE ? header.length : 0);
    }

    void Listen(const FuzzBytes& said)
    {
        std::size_t at = 0;
        while (at < said.size())
        {
            FUZZ_CHECK(said.size() - at >= YamuxHeader::SIZE);
            YamuxHeader header;
            header.Read(said.data() + at);
            at += YamuxHeader::SIZE;
            FUZZ_CHECK(header.version == 0 && header.type <= YamuxHeader::GO_AWAY);
            if (header.type == YamuxHeader::DATA)
            {
                FUZZ_CHECK(header.stream != 0 && header.length <= YamuxSession::MAX_DATA);
                FUZZ_CHECK(said.size() - at >= header.length);
                at += header.length;
                m_said[header.stream] += header.length;
                FUZZ_CHECK(m_said[header.stream] <=
                           YamuxHeader::INITIAL_WINDOW + m_window[header.stream]);
            }
        }
    }

  private:
    std::map<uint32_t, uint64_t> m_window;
    std::map<uint32_t, uint64_t> m_said;
};

/// A line of multistream-select, some of them, or any bytes.
FuzzBytes
TakePlaintextData(FuzzInput& input)
{
    static const char* lines[] = {MultistreamLines::GREETING,
                                  MultistreamLines::NOT_AVAILABLE,
                                  StreamProtocols::IDENTIFY_ID,
                                  "/meshsub/1.2.0",
                                  "/vac/waku/store-query/3.0.0",
                                  "/a",
                                  "/b",
                                  ""};
    const uint8_t choice = input.Take();
    if (choice >= 192)
    {
        return input.TakeBytes(choice % 64);
    }
    std::string text = choice < 64 ? MultistreamLines::Encode(MultistreamLines::GREETING) : "";
    text += MultistreamLines::Encode(lines[choice % 8]);
    return FuzzBytes(text.begin(), text.end());
}

/// The node itself opens a stream, sends a frame or says goodbye.
void
ActAsNode(FuzzPlaintext& end, uint8_t kind)
{
    const uint32_t stream = kind % 4;
    if (kind >= 252)
    {
        end.channel.SayGoodbye();
    }
    else if (stream < 3 && !end.channel.HasStream(stream))
    {
        end.channel.OpenStream(stream);
    }
    else if (stream < 3 && end.channel.CanSend(stream))
    {
        const auto body = Create<Packet>(uint32_t(kind) * 100);
        const auto tail = kind % 8 < 4 ? Create<Packet>(100) : nullptr;
        const uint32_t sealed = end.channel.Seal(body, 0, stream, tail);
        FUZZ_CHECK(sealed <= body->GetSize() + 100);
    }
}

/// Frames of yamux after an honest beginning, each with a header that the input writes.
void
RunPlaintextStreams(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    FuzzPlaintext dialler(true);
    FuzzPlaintext listener(false);
    IntroducePlaintext(dialler, listener);
    FuzzPlaintext& end = (choice & 8) != 0 ? dialler : listener;
    end.Take();
    YamuxListener other;
    while (!input.IsEmpty() && !end.HasFailed())
    {
        const uint8_t kind = input.Take();
        if (kind >= 224)
        {
            ActAsNode(end, kind);
            other.Listen(end.Take());
            continue;
        }
        static constexpr uint16_t flags[] = {0, 1, 2, 4, 8, 5, 6, 3};
        YamuxHeader header;
        header.type = kind % 8 < 5 ? YamuxHeader::DATA : kind % 4;
        header.flags = flags[kind / 8 % 8];
        header.stream = input.Take() % 12;
        FuzzBytes data;
        if (header.type == YamuxHeader::DATA)
        {
            data = TakePlaintextData(input);
            header.length = static_cast<uint32_t>(data.size());
        }
        else
        {
            header.length = kind % 3 == 0 ? input.TakeWord() : 0;
        }
        if (kind >= 216)
        {
            header.version = input.Take();
            header.stream = input.TakeWord();
            header.length = input.TakeWord();
        }
        FuzzBytes frame(YamuxHeader::SIZE);
        header.Write(frame.data());
        frame.insert(frame.end(), data.begin(), data.end());
        other.Grant(header);
        FuzzFeed(end, frame, FuzzPieceSize(choice));
        other.Listen(end.Take());
    }
}

FuzzTarget::Seeds
MakePlaintextStreamsSeeds()
{
    // Opens streams, proposes protocols, sends data, finishes and resets; pings and goes.
    return {
        {7, 8, 3, 3, 0, 3, 200, 1, 2, 3, 4, 5, 6, 7, 8, 24, 3, 192, 8, 5, 6, 64, 5, 68, 32, 5, 192},
        {15, 224, 225, 226, 16, 5, 3, 16, 7, 4, 228, 0, 5, 200, 14, 0, 23, 0, 252}};
}

/// Lines are the same in any pieces, and are written as they were read.
void
RunMultistream(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint32_t piece = FuzzPieceSize(input.Take());
    const FuzzBytes stream = input.TakeRest();
    std::vector<std::string> read[2];
    bool hasFailed[2];
    for (int i = 0; i < 2; i++)
    {
        MultistreamLines lines;
        for (std::size_t at = 0; at < stream.size() && !lines.HasFailed();)
        {
            const auto left = std::min<std::size_t>(i == 0 ? 1 << 16 : piece, stream.size() - at);
            const uint32_t taken = lines.Read(stream.data() + at, static_cast<uint32_t>(left));
            FUZZ_CHECK(taken >= 1 && taken <= left);
            at += taken;
            if (lines.HasLine())
            {
                read[i].push_back(lines.TakeLine());
            }
        }
        hasFailed[i] = lines.HasFailed();
    }
    FUZZ_CHECK(read[0] == read[1] && hasFailed[0] == hasFailed[1]);
    for (const std::string& line : read[0])
    {
        FUZZ_CHECK(line.size() < MultistreamLines::MAX_SIZE);
        const std::string again = MultistreamLines::Encode(line);
        MultistreamLines lines;
        const auto all = static_cast<uint32_t>(again.size());
        FUZZ_CHECK(lines.Read(reinterpret_cast<const uint8_t*>(again.data()), all) == all);
        FUZZ_CHECK(lines.HasLine() && lines.TakeLine() == line);
    }
}

FuzzTarget::Seeds
MakeMultistreamSeeds()
{
    FuzzBytes seed = FromHex(js_libp2p::DIALLER_SECURITY + js_libp2p::MUXER);
    seed.insert(seed.begin(), 2);
    return {seed};
}

/// A key and the peer id made from it.
void
RunExchange(const uint8_t* bytes, std::size_t size)
{
    const FuzzBytes message(bytes, bytes + size);
    FuzzBytes peerId;
    if (PlaintextExchange::Decode(message, peerId))
    {
        // A multihash: what kind, how long, and so many bytes.
        FUZZ_CHECK(peerId.size() > 2 && peerId.size() == 2U + peerId[1]);
        FuzzBytes again;
        FUZZ_CHECK(PlaintextExchange::Decode(message, again) && again == peerId);
    }
}

FuzzTarget::Seeds
MakeExchangeSeeds()
{
    const FuzzBytes seed = PlaintextExchange::Encode(GetFuzzKey());
    return {FuzzBytes(seed.begin() + 1, seed.end())};
}

} // namespace

WAKU_FUZZ_TARGET(Plaintext,
                 "plaintext",
                 RunPlaintext,
                 FuzzForm::BYTES,
                 1,
                 {},
                 {},
                 MakePlaintextSeeds)
WAKU_FUZZ_TARGET(PlaintextStreams,
                 "plaintext-streams",
                 RunPlaintextStreams,
                 FuzzForm::BYTES,
                 1,
                 {},
                 {},
                 MakePlaintextStreamsSeeds)
WAKU_FUZZ_TARGET(Multistream,
                 "multistream",
                 RunMultistream,
                 FuzzForm::BYTES,
                 1,
                 {},
                 {},
                 MakeMultistreamSeeds)
WAKU_FUZZ_TARGET(Exchange,
                 "exchange",
                 RunExchange,
                 FuzzForm::PROTOBUF,
                 0,
                 {},
                 {},
                 MakeExchangeSeeds)
