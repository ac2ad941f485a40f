/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/pss-wire-fixture.h"
#include "../support/whisper-wire-fixture.h"
#include "fuzz-feed.h"

#include "ns3/pss-payload.h"
#include "ns3/rlp-reader.h"
#include "ns3/rlp-writer.h"
#include "ns3/whisper-mail-request.h"
#include "ns3/whisper-payload.h"

using namespace ns3;

namespace
{

/// What a reader of any depth sees, written again.
bool
CopyRlp(RlpReader& reader, RlpWriter& writer, int depth)
{
    while (!reader.IsAtEnd())
    {
        if (reader.NextIsList())
        {
            RlpReader items;
            RlpWriter list;
            if (depth == 0 || !reader.ReadList(items) || !CopyRlp(items, list, depth - 1))
            {
                return false;
            }
            writer.WriteList(list);
            continue;
        }
        const uint8_t* bytes = nullptr;
        uint64_t size = 0;
        if (!reader.ReadString(bytes, size))
        {
            return false;
        }
        writer.WriteString(bytes, size);
    }
    return reader.IsGood();
}

/// RLP that is read is canonical: it is written as the same bytes.
void
RunRlp(const uint8_t* bytes, std::size_t size)
{
    const RlpError error = RlpReader::Check(bytes, size, 16);
    RlpReader reader(bytes, size);
    RlpWriter writer;
    const bool isGood = CopyRlp(reader, writer, 20);
    FUZZ_CHECK(!isGood || writer.GetBytes() == FuzzBytes(bytes, bytes + size));
    FUZZ_CHECK(error != RlpError::NONE || isGood);
    FUZZ_CHECK(error == RlpError::NONE || error == RlpError::TOO_DEEP || !isGood);
    RlpReader numbers(bytes, size);
    uint64_t value = 0;
    while (numbers.ReadUint(value))
    {
        FUZZ_CHECK(RlpWriter::GetUintSize(value) <= 9);
    }
    uint8_t fixed[32];
    RlpReader strings(bytes, size);
    strings.ReadFixedString(fixed, sizeof(fixed));
    strings.ExpectEnd();
}

FuzzTarget::Seeds
MakeRlpSeeds()
{
    RlpWriter inner;
    inner.WriteUint(1024);
    inner.WriteString({1, 2, 3});
    inner.WriteString(FuzzBytes(60, 1));
    RlpWriter outer;
    outer.WriteUint(0);
    outer.WriteList(inner);
    outer.WriteUint(UINT64_MAX);
    return {outer.GetBytes()};
}

/// Takes the packets of frames, whatever they are, and notes what it is told.
class FrameCollector : public RlpxParser
{
  public:
    explicit FrameCollector(bool isDevp2p)
        : RlpxParser(5000, isDevp2p)
    {
    }

    std::vector<uint64_t> told;

  protected:
    void BeginPacket(uint64_t code, uint64_t size) override
    {
        FUZZ_CHECK(size <= RlpxFrame::MAX_DATA_SIZE);
        m_left = size;
        told.push_back(code);
        told.push_back(size);
        if (code == 77)
        {
            End();
        }
    }

    uint64_t ReadPacket(const uint8_t*, uint64_t size) override
    {
        FUZZ_CHECK(size >= 1 && size <= m_left);
        m_left -= size;
        return size;
    }

    uint64_t GetPacketSkippable() const override
    {
        return m_left / 2;
    }

    void SkipPacket(uint64_t size) override
    {
        FUZZ_CHECK(size <= m_left);
        m_left -= size;
    }

    void EndFrame(uint64_t size) override
    {
        FUZZ_CHECK(m_left == 0);
        told.push_back(size);
    }

    void FailFrame(FrameError error) override
    {
        told.push_back(static_cast<uint64_t>(error));
    }

  private:
    uint64_t m_left{0};
};

void
RunRlpx(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    const FuzzBytes stream = input.TakeRest();
    FrameCollector whole((choice & 8) != 0);
    FuzzFeed(whole, stream, 1 << 16);
    FrameCollector pieces((choice & 8) != 0);
    FuzzFeed(pieces, stream, FuzzPieceSize(choice));
    FUZZ_CHECK(whole.told == pieces.told && whole.HasFailed() == pieces.HasFailed());
}

FuzzTarget::Seeds
MakeRlpxSeeds()
{
    const RlpxFrame frame(1, {VirtualBytes({0xc3, 1, 2, 3}, 20)});
    FuzzBytes plain = ToBytes(frame);
    FuzzBytes devp2p = ToBytes(frame.ToDevp2p(RlpxFrame::DEVP2P_IDS));
    plain.insert(plain.begin(), 1);
    devp2p.insert(devp2p.begin(), 8 + 1);
    return {plain, devp2p};
}

WhisperDialect
DialectOf(uint8_t choice)
{
    return (choice & 8) != 0 ? WhisperDialect::WAKU_1 : WhisperDialect::WHISPER_6;
}

/// Whether an envelope may be taken for another one: parsers skip zeros behind the key of one that
/// is known.
bool
MayBeTakenFor(const WhisperEnvelope& envelope, const WhisperEnvelope& other)
{
    const auto key = envelope.GetRlpHead().begin();
    return envelope.GetHash() == other.GetHash() ||
           (envelope.GetRlpSize() == other.GetRlpSize() &&
            envelope.GetKeySize() == other.GetKeySize() &&
            std::equal(key, key + envelope.GetKeySize(), other.GetRlpHead().begin()));
}

/// Packets are what they are, in whatever pieces they come and whatever envelopes are known.
void
CompareWhisper(const FuzzBytes& stream, uint8_t choice)
{
    const bool isDevp2p = (choice & 16) != 0;
    const auto pool = CreateObject<WhisperEnvelopePool>();
    WhisperReader whole(pool, DialectOf(choice), 5000, isDevp2p);
    FuzzFeed(whole.parser, stream, 1 << 16);
    WhisperReader fresh(CreateObject<WhisperEnvelopePool>(), DialectOf(choice), 5000, isDevp2p);
    FuzzFeed(fresh.parser, stream, FuzzPieceSize(choice));
    WhisperReader again(pool, DialectOf(choice), 5000, isDevp2p);
    FuzzFeed(again.parser, stream, FuzzPieceSize(choice));
    FUZZ_CHECK(whole.errors == fresh.errors && whole.errors == again.errors);
    for (const WhisperReader* other : {&fresh, &again})
    {
        FUZZ_CHECK(other->messages.size() == whole.messages.size());
        for (std::size_t i = 0; i < whole.messages.size(); i++)
        {
            FUZZ_CHECK(other->messages[i].index() == whole.messages[i].index());
            FUZZ_CHECK(other->sizes[i] == whole.sizes[i]);
            const auto* mine = std::get_if<WhisperMessages>(&whole.messages[i]);
            const auto* others = std::get_if<WhisperMessages>(&other->messages[i]);
            FUZZ_CHECK(!mine == !others);
            FUZZ_CHECK(!mine || mine->envelopes.size() == others->envelopes.size());
            for (std::size_t k = 0; mine && k < mine->envelopes.size(); k++)
            {
                FUZZ_CHECK(MayBeTakenFor(*mine->envelopes[k], *others->envelopes[k]));
            }
        }
    }
    for (const WhisperMessage& message : whole.messages)
    {
        if (const auto* messages = std::get_if<WhisperMessages>(&message))
        {
            for (const auto& envelope : messages->envelopes)
            {
                UnwrapWhisperPayload(envelope->GetData());
                FUZZ_CHECK(envelope->GetPow() >= 0);
            }
        }
    }
}

void
RunWhisper(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    CompareWhisper(input.TakeRest(), choice);
}

/// A packet of a code, which is given the frame that it needs.
void
RunWhisperPacket(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    const uint8_t code = input.Take() & 0x7f;
    const RlpxFrame frame(code, {VirtualBytes(input.TakeRest())});
    CompareWhisper(ToBytes((choice & 16) != 0 ? frame.ToDevp2p(RlpxFrame::DEVP2P_IDS) : frame),
                   choice);
    const FuzzBytes packet(bytes + std::min<std::size_t>(2, size), bytes + size);
    if (const auto request = WhisperMailRequest::Decode(packet))
    {
        FUZZ_CHECK(WhisperMailRequest::Decode(request->Encode()).has_value());
    }
}

WhisperBundle
MakeWhisperBundle()
{
    const auto pool = CreateObject<WhisperEnvelopePool>();
    const WhisperPayloadFormat format;
    return {pool->Add({1546300850, 50, 0x01020304, VirtualBytes({1, 2, 3}, 100), 1}),
            pool->Add({1546300850,
                       50,
                       0x01020305,
                       WrapWhisperPayload(VirtualBytes({9}, 30), {}, format),
                       0})};
}

std::vector<std::pair<RlpxFrame, uint8_t>>
MakeWhisperFrames()
{
    using Encoder = WhisperEncoder;
    const WhisperBundle bundle = MakeWhisperBundle();
    WhisperOptions options;
    options.minPow = 0.002;
    options.bloom = WhisperBloomFilter::Full();
    options.isLight = true;
    options.confirmations = true;
    WhisperOptions waku = options;
    waku.packetLimits = WhisperRateLimits{1, 2, 3};
    waku.byteLimits = WhisperRateLimits{100, 200, 300};
    waku.topicInterest = std::vector<WhisperTopic>{0x01020304};
    WhisperStatusUpdate pow;
    pow.options.minPow = 1;
    WhisperStatusUpdate bloom;
    bloom.options.bloom = WhisperBloomFilter::Full();
    WhisperMessageResponse response;
    response.errors.push_back({bundle[0]->GetHash(), 1, "old"});
    WhisperSyncRequest sync;
    sync.request.limit = 10;
    constexpr auto WHISPER = WhisperDialect::WHISPER_6;
    constexpr auto WAKU = WhisperDialect::WAKU_1;
    constexpr uint8_t OF_WAKU = 8;
    return {{Encoder::EncodeStatus(WHISPER, {6, options}), 0},
            {Encoder::EncodeStatus(WAKU, {0, waku}), OF_WAKU},
            {Encoder::EncodeStatusUpdate(WHISPER, pow), 0},
            {Encoder::EncodeStatusUpdate(WHISPER, bloom), 0},
            {Encoder::EncodeStatusUpdate(WAKU, {waku}), OF_WAKU},
            {Encoder::EncodeMessages(bundle), 0},
            {Encoder::EncodeP2pMessage(bundle), 0},
            {Encoder::EncodeP2pRequest({bundle[0]}), 0},
            {Encoder::EncodeRequestComplete({{}, {}, FuzzBytes(36, 1), std::nullopt}), 0},
            {Encoder::EncodeBatchAcknowledged({HashWhisperBatch(bundle)}), 0},
            {Encoder::EncodeMessageResponse(response), 0},
            {Encoder::EncodeSyncRequest(sync), 0},
            {Encoder::EncodeSyncResponse({bundle, FuzzBytes(36, 1), true, ""}), 0}};
}

FuzzTarget::Seeds
MakeWhisperSeeds()
{
    FuzzTarget::Seeds seeds(2);
    for (const auto& [frame, choice] : MakeWhisperFrames())
    {
        const FuzzBytes one = ToBytes(frame);
        FuzzBytes& seed = seeds[choice == 0 ? 0 : 1];
        seed.resize(std::max<std::size_t>(seed.size(), 1), choice);
        seed.insert(seed.end(), one.begin(), one.end());
    }
    return seeds;
}

FuzzTarget::Seeds
MakeWhisperPacketSeeds()
{
    FuzzTarget::Seeds seeds;
    for (const auto& [frame, choice] : MakeWhisperFrames())
    {
        FuzzBytes seed{static_cast<uint8_t>(choice + 7), frame.GetPacketId()};
        const FuzzBytes packet = GetPacket(frame);
        seed.insert(seed.end(), packet.begin(), packet.end());
        seeds.push_back(seed);
    }
    FuzzBytes request = WhisperMailRequest().Encode();
    request.insert(request.begin(), {0, 1});
    seeds.push_back(request);
    return seeds;
}

void
ComparePss(const FuzzBytes& stream, uint8_t choice)
{
    const bool isDevp2p = (choice & 16) != 0;
    const PssParser::Limits limits{3000, 4000};
    const auto pool = CreateObject<PssMessagePool>();
    PssReader whole(pool, limits, isDevp2p);
    FuzzFeed(whole.parser, stream, 1 << 16);
    for (const auto& message : whole.messages)
    {
        pool->Add(message->GetFields(), 0);
    }
    PssReader again(pool, limits, isDevp2p);
    FuzzFeed(again.parser, stream, FuzzPieceSize(choice));
    PssReader fresh(CreateObject<PssMessagePool>(), limits, isDevp2p);
    FuzzFeed(fresh.parser, stream, FuzzPieceSize(choice));
    for (const PssReader* other : {&again, &fresh})
    {
        FUZZ_CHECK(other->errors == whole.errors);
        FUZZ_CHECK(other->controls.size() == whole.controls.size());
        FUZZ_CHECK(other->messages.size() == whole.messages.size());
        for (std::size_t i = 0; i < whole.messages.size(); i++)
        {
            FUZZ_CHECK(other->messages[i]->GetDigest() == whole.messages[i]->GetDigest());
        }
    }
    for (const auto& message : whole.messages)
    {
        UnwrapPssPayload(message->GetFields().payload, message->GetFields().GetEncryption());
        const PssMessage same(message->GetFields());
        FUZZ_CHECK(same.GetDigest() == message->GetDigest());
    }
    for (const PssControl& control : whole.controls)
    {
        const FuzzBytes written = ToBytes(EncodePssControl(control));
        PssReader reader;
        reader.Read(written);
        FUZZ_CHECK(reader.controls.size() == 1 && reader.errors.empty());
        FUZZ_CHECK(ToBytes(EncodePssControl(reader.controls[0])) == written);
    }
}

void
RunPss(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    ComparePss(input.TakeRest(), choice);
}

void
RunPssPacket(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    const uint8_t code = input.Take() % 5;
    const RlpxFrame frame(code, {VirtualBytes(input.TakeRest())});
    ComparePss(ToBytes((choice & 16) != 0 ? frame.ToDevp2p(RlpxFrame::DEVP2P_IDS) : frame), choice);
}

std::vector<FuzzBytes>
MakePssFrames()
{
    PssPeerRecord record;
    record.overlay.fill(3);
    record.underlay = InetSocketAddress("10.0.0.7", 30399);
    std::vector<FuzzBytes> frames{ToBytes(EncodePssControl(PssHandshake{14, 4, record})),
                                  ToBytes(EncodePssControl(PssPeers{{record, record}})),
                                  ToBytes(EncodePssControl(PssDepth{3}))};
    for (const auto encryption :
         {PssEncryption::RAW, PssEncryption::SYMMETRIC, PssEncryption::ASYMMETRIC})
    {
        PssMessageFields fields;
        fields.to = PssPartialAddress{1, 2, 3};
        fields.topic = 0xf39e0682;
        fields.isRaw = encryption == PssEncryption::RAW;
        fields.isSymmetric = encryption == PssEncryption::SYMMETRIC;
        fields.expire = 1546300850;
        fields.payload = WrapPssPayload(VirtualBytes({1, 2}, 40), encryption, 7, 1);
        frames.push_back(BytesOf(Create<PssMessage>(fields)->GetFrame()->GetPacket()));
    }
    return frames;
}

FuzzTarget::Seeds
MakePssSeeds()
{
    FuzzBytes seed{1};
    for (const FuzzBytes& frame : MakePssFrames())
    {
        seed.insert(seed.end(), frame.begin(), frame.end());
    }
    return {seed};
}

FuzzTarget::Seeds
MakePssPacketSeeds()
{
    FuzzTarget::Seeds seeds;
    for (const FuzzBytes& frame : MakePssFrames())
    {
        const std::size_t size = frame[0] << 16 | frame[1] << 8 | frame[2];
        FuzzBytes seed{7, frame[32] == 0x80 ? uint8_t(0) : frame[32]};
        seed.insert(seed.end(), frame.begin() + 33, frame.begin() + 32 + static_cast<long>(size));
        seeds.push_back(seed);
    }
    return seeds;
}

} // namespace

WAKU_FUZZ_TARGET(Rlp, "rlp", RunRlp, FuzzForm::RLP, 0, {}, {}, MakeRlpSeeds)
WAKU_FUZZ_TARGET(Rlpx, "rlpx", RunRlpx, FuzzForm::BYTES, 1, {}, {}, MakeRlpxSeeds)
WAKU_FUZZ_TARGET(Whisper, "whisper", RunWhisper, FuzzForm::BYTES, 1, {}, {}, MakeWhisperSeeds)
WAKU_FUZZ_TARGET(WhisperPacket,
                 "whisper-packet",
                 RunWhisperPacket,
                 FuzzForm::RLP,
                 2,
                 {},
                 {},
                 MakeWhisperPacketSeeds)
WAKU_FUZZ_TARGET(Pss, "pss", RunPss, FuzzForm::BYTES, 1, {}, {}, MakePssSeeds)
WAKU_FUZZ_TARGET(PssPacket,
                 "pss-packet",
                 RunPssPacket,
                 FuzzForm::RLP,
                 2,
                 {},
                 {},
                 MakePssPacketSeeds)
