/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/packet-bytes.h"
#include "fuzz-feed.h"
#include "fuzz-outgoing.h"
#include "fuzz-protocols.h"

#include "ns3/identify-message.h"
#include "ns3/inet-socket-address.h"
#include "ns3/noise-header.h"
#include "ns3/secure-channel.h"
#include "ns3/yamux-header.h"

#include <memory>

using namespace ns3;

namespace
{

/// Takes bytes of streams, and notes which.
class StreamCollector : public SecureChannel::Demultiplexer
{
  public:
    explicit StreamCollector(FuzzBytes& told)
        : m_told(told)
    {
    }

    void Select(uint32_t stream) override
    {
        FUZZ_CHECK(stream < 4);
        m_stream = stream;
    }

    void HasOpened(uint32_t stream) override
    {
        FUZZ_CHECK(stream < 4);
        m_told.push_back(static_cast<uint8_t>(100 + stream));
    }

    void HasAnswered(uint32_t stream, bool accepted) override
    {
        m_told.push_back(static_cast<uint8_t>(200 + 2 * stream + (accepted ? 1 : 0)));
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override
    {
        for (uint32_t i = 0; i < size; i++)
        {
            m_told.push_back(static_cast<uint8_t>(m_stream));
            m_told.push_back(bytes[i]);
        }
        return size;
    }

    uint64_t GetSkippable() const override
    {
        return 0;
    }

    void Skip(uint64_t) override
    {
    }

    bool HasFailed() const override
    {
        return false;
    }

  private:
    FuzzBytes& m_told;
    uint32_t m_stream{0};
};

/// One end of a channel.
struct FuzzChannel
{
    explicit FuzzChannel(bool dialler)
        : channel(dialler, protocols, counters)
    {
        channel.SetDemultiplexer(std::make_unique<StreamCollector>(told));
    }

    FuzzBytes Take()
    {
        return SealAndTakeOutgoing(channel);
    }

    FuzzBytes told;
    FuzzProtocols protocols;
    SecureChannelCounters counters;
    SecureChannel channel;
};

/// Let both ends say what they have to say.
void
Introduce(FuzzChannel& dialler, FuzzChannel& listener)
{
    dialler.channel.Start();
    listener.channel.Start();
    for (int i = 0; i < 20; i++)
    {
        FuzzFeed(listener.channel, dialler.Take(), 1 << 16);
        FuzzFeed(dialler.channel, listener.Take(), 1 << 16);
    }
    FUZZ_CHECK(dialler.channel.IsEstablished() && listener.channel.IsEstablished());
    listener.channel.TellOpened();
}

/// Bytes of the connection from its first one on.
void
RunSecureChannel(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    FuzzChannel whole((choice & 8) != 0);
    FuzzChannel pieces((choice & 8) != 0);
    const FuzzBytes stream = input.TakeRest();
    whole.channel.Start();
    pieces.channel.Start();
    whole.Take();
    pieces.Take();
    // A node does not speak before its turn, so its own flights are taken in between.
    for (std::size_t at = 0; at < stream.size(); at += 64)
    {
        const FuzzBytes next(stream.begin() + static_cast<long>(at),
                             stream.begin() + static_cast<long>(std::min(at + 64, stream.size())));
        FuzzFeed(whole.channel, next, 1 << 16);
        FuzzFeed(pieces.channel, next, FuzzPieceSize(choice));
        FUZZ_CHECK(whole.Take() == pieces.Take());
    }
    FUZZ_CHECK(whole.told == pieces.told);
    FUZZ_CHECK(whole.channel.HasFailed() == pieces.channel.HasFailed());
}

FuzzTarget::Seeds
MakeSecureChannelSeeds()
{
    FuzzTarget::Seeds seeds{{1}, {9}};
    FuzzChannel dialler(true);
    FuzzChannel listener(false);
    dialler.channel.Start();
    listener.channel.Start();
    for (int i = 0; i < 20; i++)
    {
        const FuzzBytes there = dialler.Take();
        seeds[0].insert(seeds[0].end(), there.begin(), there.end());
        FuzzFeed(listener.channel, there, 1 << 16);
        const FuzzBytes back = listener.Take();
        seeds[1].insert(seeds[1].end(), back.begin(), back.end());
        FuzzFeed(dialler.channel, back, 1 << 16);
    }
    return seeds;
}

void
AppendNoise(FuzzBytes& stream, const FuzzBytes& plaintext)
{
    const std::size_t length = plaintext.size() + NoiseHeader::TAG_SIZE;
    stream.push_back(static_cast<uint8_t>(length >> 8));
    stream.push_back(static_cast<uint8_t>(length));
    stream.resize(stream.size() + NoiseHeader::TAG_SIZE);
    stream.insert(stream.end(), plaintext.begin(), plaintext.end());
}

/// Noise messages of any form after an honest beginning.
void
RunNoise(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    const FuzzBytes stream = input.TakeRest();
    FuzzBytes told[2];
    FuzzBytes said[2];
    bool hasFailed[2];
    for (int i = 0; i < 2; i++)
    {
        FuzzChannel dialler(true);
        FuzzChannel listener(false);
        Introduce(dialler, listener);
        FuzzChannel& end = (choice & 8) != 0 ? dialler : listener;
        FuzzFeed(end.channel, stream, i == 0 ? 1 << 16 : FuzzPieceSize(choice));
        told[i] = end.told;
        said[i] = end.Take();
        hasFailed[i] = end.channel.HasFailed();
    }
    FUZZ_CHECK(told[0] == told[1]);
    FUZZ_CHECK(said[0] == said[1]);
    FUZZ_CHECK(hasFailed[0] == hasFailed[1]);
}

FuzzTarget::Seeds
MakeNoiseSeeds()
{
    // A yamux frame that opens a stream, and one of data in two Noise messages.
    FuzzTarget::Seeds seeds;
    for (const uint8_t choice : {0, 8})
    {
        FuzzBytes seed{choice};
        const uint8_t stream = choice == 0 ? 7 : 8;
        const FuzzBytes open{0, 1, 0, 1, 0, 0, 0, stream, 0, 0, 0, 0};
        const FuzzBytes data{0, 0, 0, 0, 0, 0, 0, stream, 0, 0, 0, 5, 1, 2};
        AppendNoise(seed, open);
        AppendNoise(seed, data);
        AppendNoise(seed, {3, 4, 5});
        seeds.push_back(seed);
    }
    return seeds;
}

/// What to say in a yamux frame: a line of multistream-select, or any bytes.
FuzzBytes
TakeYamuxData(FuzzInput& input)
{
    static const std::string lines[] =
        {"/multistream/1.0.0", "na", "/meshsub/1.2.0", "/vac/waku/store-query/3.0.0", "/a", "/b"};
    const uint8_t choice = input.Take();
    if (choice < 192)
    {
        const std::string line = lines[choice % 6];
        FuzzBytes data{static_cast<uint8_t>(line.size() + 1)};
        data.insert(data.end(), line.begin(), line.end());
        data.push_back('\n');
        return data;
    }
    return input.TakeBytes(choice % 64);
}

/// Frames of yamux after an honest beginning, each with a header that the input writes.
void
RunYamux(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    FuzzChannel dialler(true);
    FuzzChannel listener(false);
    Introduce(dialler, listener);
    FuzzChannel& end = (choice & 8) != 0 ? dialler : listener;
    while (!input.IsEmpty() && !end.channel.HasFailed())
    {
        const uint8_t kind = input.Take();
        if (kind >= 240)
        {
            const uint32_t stream = kind % 4;
            if (!end.channel.HasStream(stream) && stream < end.protocols.GetN())
            {
                end.channel.OpenStream(stream);
            }
            else if (end.channel.CanSend(stream) && !end.channel.IsInYamuxFrame())
            {
                const auto frame = Create<Packet>(uint32_t(kind) * 1000);
                uint32_t offset = 0;
                while (offset < frame->GetSize() && end.channel.CanSend(stream))
                {
                    offset += end.channel.Seal(frame, offset, stream);
                    while (end.channel.HasOutgoing())
                    {
                        end.channel.RemoveOutgoing(
                            std::min<uint32_t>(end.channel.PeekOutgoing(999)->GetSize(), 999));
                    }
                }
            }
            continue;
        }
        YamuxHeader header(static_cast<YamuxHeader::Type>(kind & 1),
                           static_cast<YamuxHeader::Flag>(kind >> 1 & 3),
                           input.Take() % 8,
                           0);
        FuzzBytes data;
        if (header.type == YamuxHeader::DATA)
        {
            data = TakeYamuxData(input);
            header.length = static_cast<uint32_t>(data.size());
        }
        if ((kind & 0x70) == 0x70)
        {
            header.length = input.TakeWord();
        }
        if ((kind & 0x68) == 0x68)
        {
            header.version = input.Take();
            header.stream = input.TakeWord();
        }
        FuzzBytes plaintext(YamuxHeader::SIZE);
        header.Write(plaintext.data());
        plaintext.insert(plaintext.end(), data.begin(), data.end());
        FuzzBytes stream;
        AppendNoise(stream, plaintext);
        FuzzFeed(end.channel, stream, FuzzPieceSize(choice));
        end.Take();
    }
}

FuzzTarget::Seeds
MakeYamuxSeeds()
{
    // Opens a stream, speaks, sends data and a window update.
    return {{7, 3, 3, 0, 3, 0, 0, 3, 9, 0, 3, 200, 1, 2, 3, 4, 5, 6, 7, 8, 0x71, 1, 0, 0, 1, 0},
            {15, 240, 242, 243, 5, 2, 0, 2, 0, 0, 2, 8, 240, 1, 2}};
}

/// What a peer says that it speaks.
void
RunIdentify(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    const FuzzBytes stream = input.TakeRest();
    const FuzzProtocols protocols;
    IdentifyParser whole(protocols);
    IdentifyParser pieces(protocols);
    FuzzFeed(whole, stream, 1 << 16);
    FuzzFeed(pieces, stream, FuzzPieceSize(choice));
    FUZZ_CHECK(whole.HasFailed() == pieces.HasFailed() && whole.IsDone() == pieces.IsDone());
    FUZZ_CHECK(!whole.IsDone() || whole.GetPeer().common == pieces.GetPeer().common);
    FUZZ_CHECK(whole.GetPeer().common < 8);
}

FuzzTarget::Seeds
MakeIdentifySeeds()
{
    const FuzzProtocols protocols;
    FuzzBytes seed = BytesOf(IdentifyMessage::Encode(protocols,
                                                     InetSocketAddress("10.0.0.1", 60000),
                                                     InetSocketAddress("10.0.0.2", 1))
                                 ->GetPacket());
    seed.insert(seed.begin(), 1);
    return {seed};
}

} // namespace

WAKU_FUZZ_TARGET(SecureChannel,
                 "secure-channel",
                 RunSecureChannel,
                 FuzzForm::BYTES,
                 1,
                 {},
                 {},
                 MakeSecureChannelSeeds)
WAKU_FUZZ_TARGET(Noise, "noise", RunNoise, FuzzForm::BYTES, 1, {}, {}, MakeNoiseSeeds)
WAKU_FUZZ_TARGET(Yamux, "yamux", RunYamux, FuzzForm::BYTES, 1, {}, {}, MakeYamuxSeeds)
WAKU_FUZZ_TARGET(Identify, "identify", RunIdentify, FuzzForm::BYTES, 1, {}, {}, MakeIdentifySeeds)
