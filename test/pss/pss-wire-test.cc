/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-wire-fixture.h"

#include <cryptopp/keccak.h>
#include <random>

using namespace ns3;

namespace
{

constexpr uint32_t EXPIRE = 1546300800; // 5c2aad80

PssMessageFields
MakeFields(const PssPartialAddress& to, const VirtualBytes& payload)
{
    PssMessageFields fields;
    fields.to = to;
    fields.isRaw = true;
    fields.expire = EXPIRE;
    fields.topic = 0xdeadbeef;
    fields.payload = payload;
    return fields;
}

Bytes
PacketOf(const PssMessageFields& fields)
{
    return PssMessage(fields).GetPacket().ToVector();
}

/// The only error of a stream.
PssError
ErrorOf(const Bytes& bytes, const PssParser::Limits& limits = {})
{
    PssReader reader(CreateObject<PssMessagePool>(), limits);
    reader.Read(bytes);
    EXPECT_LE(reader.errors.size(), 1u);
    return reader.errors.empty() ? PssError::NONE : reader.errors.front();
}

PssError
ErrorOfPacket(PssCode code, const std::string& hex)
{
    return ErrorOf(PssFrameOf(code, FromHex(hex)));
}

PssPeerRecord
MakeRecord()
{
    return {MakeTestAddress({}, 0xab), InetSocketAddress(Ipv4Address("10.0.0.1"), 30399), {}};
}

/// Bytes of all kinds of packets, and the pool that has the message.
Bytes
MakeStreamOfAll(Ptr<PssMessagePool> pool)
{
    Bytes stream;
    const auto append = [&stream](const Bytes& bytes) {
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    };
    append(ToBytes(EncodePssControl(PssHandshake{14, 4, MakeRecord()})));
    append(ToBytes(EncodePssControl(PssDepth{3})));
    append(ToBytes(EncodePssControl(PssPeers{{MakeRecord(), MakeRecord()}})));
    const auto message = pool->Add(MakeFields({1, 2}, VirtualBytes({7, 8}, 300)), EXPIRE);
    append(BytesOf(message->GetFrame()->GetPacket()));
    return stream;
}

} // namespace

TEST(PssWire, AMessageIsTheListOfItsFields)
{
    // to, flags, expire, topic, payload
    EXPECT_EQ(PacketOf(MakeFields({0xab}, VirtualBytes({1, 2, 3}))),
              FromHex("d1"
                      "81ab"
                      "02"
                      "845c2aad80"
                      "84deadbeef"
                      "83010203"));
    PssMessageFields symmetric = MakeFields({}, VirtualBytes({5}));
    symmetric.isRaw = false;
    symmetric.isSymmetric = true;
    EXPECT_EQ(PacketOf(symmetric),
              FromHex("cd80"
                      "01"
                      "845c2aad80"
                      "84deadbeef"
                      "05"));
    PssMessageFields asymmetric = MakeFields({0x01, 0x02}, VirtualBytes({0x80}));
    asymmetric.isRaw = false;
    EXPECT_EQ(PacketOf(asymmetric),
              FromHex("d0"
                      "820102"
                      "00"
                      "845c2aad80"
                      "84deadbeef"
                      "8180"));
}

TEST(PssWire, SizesAreThoseOfHandEncodedMessages)
{
    // 33 of the address, 1 of flags, 5 of expire, 5 of the topic, 3 and 1000 of the payload: 1047;
    // 3 of the list. In the frame 1 of the code; 1051 are padded to 1056, and 48 are added.
    const PssMessage whole(MakeFields(PssPartialAddress(32, 1), VirtualBytes({}, 1000)));
    EXPECT_EQ(whole.GetPacket().GetSize(), 1050u);
    EXPECT_EQ(whole.GetFrame()->GetSize(), 1104u);
    EXPECT_EQ(whole.GetUserPayloadSize(), 1000u);
    // An empty address has 1 byte in place of 33: 1019 are padded to 1024.
    EXPECT_EQ(PssMessage(MakeFields({}, VirtualBytes({}, 1000))).GetFrame()->GetSize(), 1072u);
}

TEST(PssWire, EncryptionAddsItsBytes)
{
    using E = PssEncryption;
    EXPECT_EQ(GetPssPayloadSize(1000, E::RAW), 1000u);
    // flags 1, size 2, padding 16, signature 65, AES-GCM 28 or ECIES 113
    EXPECT_EQ(GetPssPayloadSize(1000, E::SYMMETRIC), 1000u + 1 + 2 + 16 + 65 + 28);
    EXPECT_EQ(GetPssPayloadSize(1000, E::ASYMMETRIC), 1000u + 1 + 2 + 16 + 65 + 113);
    EXPECT_EQ(GetPssPayloadSize(255, E::SYMMETRIC), 255u + 1 + 1 + 109);
    EXPECT_EQ(GetPssPayloadSize(65536, E::SYMMETRIC), 65536u + 1 + 3 + 109);
    for (const E encryption : {E::SYMMETRIC, E::ASYMMETRIC})
    {
        const VirtualBytes payload({1, 2}, 500);
        const VirtualBytes wrapped = WrapPssPayload(payload, encryption, 0x1234, 99);
        EXPECT_EQ(wrapped.GetSize(), GetPssPayloadSize(502, encryption));
        const auto plain = UnwrapPssPayload(wrapped, encryption);
        ASSERT_TRUE(plain);
        EXPECT_EQ(plain->key, 0x1234u);
        EXPECT_EQ(plain->payload, payload);
        for (uint64_t size = 0; size < 30; size++)
        {
            EXPECT_FALSE(UnwrapPssPayload(wrapped.Slice(0, size), encryption)) << size;
        }
    }
}

TEST(PssWire, TheDigestIsOfAddressTopicAndPayload)
{
    const auto digestOf = [](const Bytes& bytes) {
        PssDigest digest;
        CryptoPP::Keccak_256().CalculateDigest(digest.data(), bytes.data(), bytes.size());
        return digest;
    };
    const PssMessageFields fields = MakeFields({1, 2}, VirtualBytes({3}, 2));
    const PssMessage message(fields);
    EXPECT_EQ(message.GetDigest(), digestOf(FromHex("0102deadbeef030000")));
    PssMessageFields later = fields;
    later.expire++;
    later.isSymmetric = true;
    EXPECT_EQ(PssMessage(later).GetDigest(), message.GetDigest()) << "the rest does not count";
    EXPECT_EQ(MakePssTopic("abc"), 0xba7816bfu) << "the first bytes of SHA-256";
}

TEST(PssWire, AHandshakeIsAFlatListOfVersionNetworkAndRecord)
{
    std::string hex = "f8dd0e04a0";
    for (int i = 0; i < 32; i++)
    {
        hex += "ab";
    }
    hex += "b897656e6f64653a2f2f"; // enode://
    for (int i = 0; i < 64; i++)
    {
        hex += "6162";
    }
    hex += "4031302e302e302e313a3330333939"; // @10.0.0.1:30399
    hex += "a0dfded280d0"
           "01018080010180808080808080808001"
           "ca01c80101808001010180";
    const RlpxFrame frame = EncodePssControl(PssHandshake{14, 4, MakeRecord()});
    EXPECT_EQ(frame.GetSize(), 272u);
    EXPECT_EQ(ToBytes(frame), PssFrameOf(PssCode::HANDSHAKE, FromHex(hex)));
}

TEST(PssWire, PeersAreAFlatListInAList)
{
    // 33 of the overlay address, 153 of the URL and 33 of the capabilities, twice
    const RlpxFrame frame = EncodePssControl(PssPeers{{MakeRecord(), MakeRecord()}});
    const Bytes bytes = ToBytes(frame);
    EXPECT_EQ(Bytes(bytes.begin() + 32, bytes.begin() + 40), FromHex("01f901b9f901b6a0"));
    EXPECT_EQ(ToBytes(EncodePssControl(PssPeers{})), PssFrameOf(PssCode::PEERS, FromHex("c1c0")));
    EXPECT_EQ(ToBytes(EncodePssControl(PssDepth{5})), PssFrameOf(PssCode::DEPTH, FromHex("c105")));
    EXPECT_EQ(ToBytes(EncodePssControl(PssDepth{0})), PssFrameOf(PssCode::DEPTH, FromHex("c180")));
}

TEST(PssWire, WhatIsWrittenIsRead)
{
    const auto pool = CreateObject<PssMessagePool>();
    const Bytes stream = MakeStreamOfAll(pool);
    for (const std::size_t step : {1u, 7u, 100u, 100000u})
    {
        PssReader reader(pool);
        reader.Read(stream, step);
        ASSERT_TRUE(reader.errors.empty());
        const auto handshakes = reader.Get<PssHandshake>();
        ASSERT_EQ(handshakes.size(), 1u);
        EXPECT_EQ(handshakes[0].version, 14u);
        EXPECT_EQ(handshakes[0].network, 4u);
        EXPECT_EQ(handshakes[0].record.overlay, MakeRecord().overlay);
        EXPECT_EQ(handshakes[0].record.underlay, MakeRecord().underlay);
        EXPECT_EQ(handshakes[0].record.capabilities.node, PssCapabilities::FULL);
        EXPECT_EQ(handshakes[0].record.capabilities.pss, PssCapabilities::PSS);
        EXPECT_EQ(reader.Get<PssDepth>().at(0).depth, 3);
        EXPECT_EQ(reader.Get<PssPeers>().at(0).records.size(), 2u);
        ASSERT_EQ(reader.messages.size(), 1u);
        EXPECT_EQ(reader.messages[0]->GetTo(), (PssPartialAddress{1, 2}));
    }
}

TEST(PssWire, AKnownMessageIsTheOneOfThePoolAndItsZerosAreSkipped)
{
    const auto pool = CreateObject<PssMessagePool>();
    const auto message = pool->Add(MakeFields({9}, VirtualBytes({7, 8}, 5000)), EXPIRE);
    const Bytes bytes = BytesOf(message->GetFrame()->GetPacket());
    PssReader reader(pool);
    EXPECT_GT(reader.Read(bytes, 1000, true), 4000u);
    ASSERT_EQ(reader.messages.size(), 1u);
    EXPECT_EQ(reader.messages[0], message);
    PssReader stranger;
    stranger.Read(bytes, 1000, true);
    ASSERT_EQ(stranger.messages.size(), 1u);
    EXPECT_NE(stranger.messages[0], message);
    EXPECT_EQ(stranger.messages[0]->GetDigest(), message->GetDigest());
    EXPECT_EQ(stranger.messages[0]->GetFrame()->GetSize(), message->GetFrame()->GetSize());
}

TEST(PssWire, AMessageThatOnlyBeginsLikeAnotherIsReadAsItIs)
{
    const auto pool = CreateObject<PssMessagePool>();
    pool->Add(MakeFields({9}, VirtualBytes({7, 8}, 500)), EXPIRE);
    for (const std::size_t different : {20u, 100u, 501u})
    {
        Bytes payload(502, 0);
        payload[0] = 7;
        payload[1] = 8;
        payload[different] = 1;
        const PssMessage other(MakeFields({9}, VirtualBytes(payload)));
        const Bytes bytes = BytesOf(other.GetFrame()->GetPacket());
        for (const std::size_t step : {1u, 64u, 1000u})
        {
            PssReader reader(pool);
            reader.Read(bytes, step);
            ASSERT_EQ(reader.messages.size(), 1u);
            EXPECT_EQ(reader.messages[0]->GetDigest(), other.GetDigest());
        }
    }
}

TEST(PssWire, ThePoolForgetsWhatHasExpired)
{
    const auto pool = CreateObject<PssMessagePool>();
    const auto message = pool->Add(MakeFields({9}, VirtualBytes({1})), EXPIRE);
    EXPECT_EQ(pool->Find(message->GetKey()), message);
    PssMessageFields later = MakeFields({9}, VirtualBytes({2}));
    later.expire = EXPIRE + 100;
    pool->Add(later, EXPIRE);
    EXPECT_EQ(pool->GetSize(), 2u);
    later.payload = VirtualBytes({3});
    pool->Add(later, EXPIRE + 1);
    EXPECT_EQ(pool->GetSize(), 2u);
    EXPECT_EQ(pool->Find(message->GetKey()), nullptr);
}

TEST(PssWire, FramesOfDevp2pAreReadToo)
{
    const auto pool = CreateObject<PssMessagePool>();
    const PssMessage message(MakeFields({9}, VirtualBytes({7, 8}, 500)));
    const RlpxFrame plain(static_cast<uint8_t>(PssCode::MESSAGE), {message.GetPacket()});
    PssReader reader(pool, {}, true);
    reader.Read(ToBytes(plain.ToDevp2p(RlpxFrame::DEVP2P_IDS)), 10);
    ASSERT_EQ(reader.messages.size(), 1u);
    EXPECT_EQ(reader.messages[0]->GetDigest(), message.GetDigest());
}

TEST(PssHostileBytes, EveryMalformationHasItsError)
{
    const std::string to = "820102";
    const std::string rest = "845c2aad8084deadbeef";
    EXPECT_EQ(ErrorOfPacket(PssCode::MESSAGE, "d0" + to + "02" + rest + "0505"),
              PssError::BAD_MESSAGE)
        << "an item too many";
    EXPECT_EQ(ErrorOfPacket(PssCode::MESSAGE, "d1" + to + "02" + rest + "05"),
              PssError::BAD_MESSAGE)
        << "a list that is too long";
    EXPECT_EQ(ErrorOfPacket(PssCode::MESSAGE, "d1" + to + "820202" + rest + "05"),
              PssError::BAD_MESSAGE)
        << "two bytes of flags";
    EXPECT_EQ(ErrorOfPacket(PssCode::MESSAGE, "cf" + to + "80" + rest + "05"),
              PssError::BAD_MESSAGE)
        << "no flags";
    EXPECT_EQ(ErrorOfPacket(PssCode::MESSAGE, "cf" + to + "02" + "845c2aad8083deadbe" + "8105"),
              PssError::BAD_MESSAGE)
        << "a topic of three bytes";
    EXPECT_EQ(ErrorOfPacket(PssCode::MESSAGE, "cf" + to + "02" + rest + "c0"),
              PssError::BAD_MESSAGE)
        << "a list as payload";
    EXPECT_EQ(ErrorOfPacket(PssCode::MESSAGE, ""), PssError::BAD_MESSAGE);
    std::string longTo = "a1";
    for (int i = 0; i < 33; i++)
    {
        longTo += "11";
    }
    EXPECT_EQ(ErrorOfPacket(PssCode::MESSAGE, "ee" + longTo + "02" + rest + "05"),
              PssError::BAD_MESSAGE)
        << "an address of 33 bytes, at which Swarm crashes";
    EXPECT_EQ(ErrorOfPacket(PssCode::HANDSHAKE, "c20e04"), PssError::BAD_HANDSHAKE);
    EXPECT_EQ(ErrorOfPacket(PssCode::HANDSHAKE, ""), PssError::BAD_HANDSHAKE);
    EXPECT_EQ(ErrorOfPacket(PssCode::PEERS, "c0"), PssError::BAD_PEERS);
    EXPECT_EQ(ErrorOfPacket(PssCode::PEERS, "c3c28080"), PssError::BAD_PEERS);
    EXPECT_EQ(ErrorOfPacket(PssCode::DEPTH, "c3820100"), PssError::BAD_DEPTH);
    EXPECT_EQ(ErrorOfPacket(PssCode::DEPTH, "05"), PssError::BAD_DEPTH);
    EXPECT_EQ(ErrorOf(PssFrameOf(4, {0xc0})), PssError::UNKNOWN_CODE);
    EXPECT_EQ(ErrorOf(Bytes(16, 0)), PssError::BAD_FRAME);
}

TEST(PssHostileBytes, WhatIsTooLargeIsRefusedBeforeItComes)
{
    PssParser::Limits limits;
    limits.message = 200;
    limits.control = 1000;
    const PssMessage message(MakeFields({9}, VirtualBytes({7}, 300)));
    const Bytes bytes = BytesOf(message.GetFrame()->GetPacket());
    EXPECT_EQ(ErrorOf(Bytes(bytes.begin(), bytes.begin() + 33), limits),
              PssError::PACKET_TOO_LARGE);
    EXPECT_EQ(ErrorOf({0x00, 0x10, 0x00}, limits), PssError::PACKET_TOO_LARGE);
    EXPECT_EQ(ErrorOf(PssFrameOf(PssCode::DEPTH, Bytes(999, 0x05)), limits), PssError::BAD_DEPTH);
}

TEST(PssHostileBytes, WrongUrlsAreRecordsThatCannotBeDialled)
{
    PssPeerRecord record;
    const std::string key(128, 'a');
    for (const std::string& url : {std::string(),
                                   std::string("enode://"),
                                   "enode://" + key,
                                   "enode://" + key + "@",
                                   "enode://" + key + "@host:1",
                                   "enode://" + key + "@1.2.3.4",
                                   "enode://" + key + "@1.2.3.4:",
                                   "enode://" + key + "@1.2.3.4:0",
                                   "enode://" + key + "@1.2.3.4:65536",
                                   "enode://" + key + "@1.2.3.4:-1",
                                   "enode://" + key + "@[::1:1",
                                   "enode://" + key + "@::1:1:1",
                                   "http://" + key + "@1.2.3.4:1"})
    {
        record.SetUrl(url);
        EXPECT_TRUE(record.underlay.IsInvalid()) << url;
        EXPECT_EQ(record.GetUrl(), "");
    }
    record.SetUrl("enode://" + key + "@1.2.3.4:5");
    EXPECT_EQ(record.underlay, InetSocketAddress(Ipv4Address("1.2.3.4"), 5));
    record.SetUrl("enode://" + key + "@[2001:db8::1]:5");
    EXPECT_FALSE(record.underlay.IsInvalid());
    const std::string written = record.GetUrl();
    EXPECT_EQ(written.substr(written.size() - 16), "@[2001:db8::1]:5");
}

TEST(PssHostileBytes, AnyBytesGiveAtMostOneError)
{
    const auto pool = CreateObject<PssMessagePool>();
    const Bytes stream = MakeStreamOfAll(pool);
    std::mt19937 random(1);
    int failed = 0;
    for (int round = 0; round < 5000; round++)
    {
        Bytes bytes = stream;
        for (int change = 0; change < 1 + round % 3; change++)
        {
            bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
        }
        bytes.resize(bytes.size() - random() % 50);
        PssReader reader(round % 2 == 0 ? pool : CreateObject<PssMessagePool>());
        reader.Read(bytes, 1 + random() % 200, round % 4 < 2);
        EXPECT_LE(reader.errors.size(), 1u);
        failed += static_cast<int>(reader.errors.size());
    }
    EXPECT_GT(failed, 500);
}
