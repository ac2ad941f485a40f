/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-wire-fixture.h"

#include "ns3/nstime.h"
#include "ns3/uinteger.h"

using namespace ns3;

using PssHandshakes = PssProtocolTest;
using PssMessages = PssProtocolTest;
using PssHiveTest = PssProtocolTest;

TEST_F(PssHandshakes, TheDiallerSendsItsOwnAndTheOtherAnswers)
{
    PeerInfo dialled;
    dialled.id = 1;
    dialled.outbound = true;
    Host();
    protocol->PeerUp(dialled);
    const auto own = Sent(1).Get<PssHandshake>();
    ASSERT_EQ(own.size(), 1u);
    EXPECT_EQ(own[0].version, 14u);
    EXPECT_EQ(own[0].network, 4u);
    EXPECT_EQ(own[0].record.overlay, PssAddress{});

    Host().Connect(0x80); // has dialled this node
    EXPECT_TRUE(Sent(0x80).controls.empty());
    EXPECT_EQ(protocol->GetNReady(), 0u);
    Host().Hear(0x80, HandshakeOf(0x80));
    EXPECT_EQ(Sent(0x80).Get<PssHandshake>().size(), 1u);
    EXPECT_EQ(protocol->GetNReady(), 1u);
    EXPECT_EQ(protocol->GetKademlia()->GetConnections().size(), 1u);
}

TEST_F(PssHandshakes, OthersAreRefused)
{
    const auto refuse = [this](PeerId peer, const PssHandshake& handshake) {
        errors.clear();
        Host().Connect(peer);
        Host().Hear(peer, ToBytes(EncodePssControl(handshake)));
        EXPECT_EQ(Host().disconnected.back(), peer);
        EXPECT_TRUE(Sent(peer).controls.empty());
        return errors.at(0);
    };
    EXPECT_EQ(refuse(1, {14, 5, RecordOf(1)}), PssError::NETWORK_MISMATCH);
    EXPECT_EQ(refuse(2, {13, 4, RecordOf(2)}), PssError::VERSION_MISMATCH);
    PssPeerRecord odd = RecordOf(3);
    odd.capabilities.node = 0x0001;
    EXPECT_EQ(refuse(3, {14, 4, odd}), PssError::BAD_CAPABILITIES);
    EXPECT_EQ(protocol->GetNErrors(PssError::BAD_CAPABILITIES), 1u);
    PssPeerRecord light = RecordOf(4);
    light.capabilities.node = PssCapabilities::LIGHT;
    Host().Connect(4);
    Host().Hear(4, ToBytes(EncodePssControl(PssHandshake{14, 4, light})));
    EXPECT_EQ(protocol->GetNReady(), 1u) << "a light node is a peer";
    Host().Hear(4, HandshakeOf(4));
    EXPECT_EQ(errors.back(), PssError::SECOND_HANDSHAKE);
    EXPECT_EQ(protocol->GetNReady(), 0u);
}

TEST_F(PssHandshakes, APeerWithoutOneIsDisconnectedInTime)
{
    Host().Connect(1);
    Host().RunUntil(MilliSeconds(2999));
    EXPECT_TRUE(errors.empty());
    EXPECT_EQ(Sent(1).Get<PssHandshake>().size(), 1u)
        << "by half of the time, since the peer may wait for it too";
    Host().RunUntil(Seconds(3));
    EXPECT_EQ(errors, std::vector<PssError>{PssError::HANDSHAKE_TIMEOUT});
    EXPECT_EQ(Host().disconnected, std::vector<PeerId>{1});
}

TEST_F(PssHandshakes, WhatComesBeforeWaitsButNotForever)
{
    Join(0x40);
    Sent(0x40);
    Host().Connect(0x80);
    Host().Hear(0x80, ToBytes(EncodePssControl(PssDepth{0})));
    EXPECT_TRUE(errors.empty());
    Host().Hear(0x80, HandshakeOf(0x80));
    EXPECT_EQ(Sent(0x80).Get<PssPeers>().size(), 1u) << "the depth has been answered";
    Host().Connect(0x81);
    for (int i = 0; i < 9; i++)
    {
        Host().Hear(0x81, ToBytes(EncodePssControl(PssDepth{0})));
    }
    EXPECT_EQ(errors, std::vector<PssError>{PssError::NO_HANDSHAKE});
}

TEST_F(PssHandshakes, AddressesThatThereAreAreNoPeers)
{
    Join(0x80);
    Host().Connect(7);
    Host().Hear(7, HandshakeOf(0x80));
    EXPECT_EQ(errors, std::vector<PssError>{PssError::ADDRESS_TAKEN});
    Host().Connect(8);
    Host().Hear(8, HandshakeOf(0)); // this node's own
    EXPECT_EQ(errors.back(), PssError::OWN_ADDRESS);
    EXPECT_EQ(protocol->GetKademlia()->GetConnections().size(), 1u);
    Host().Part(7);
    EXPECT_EQ(protocol->GetKademlia()->GetConnections().size(), 1u);
}

TEST_F(PssMessages, OfOthersAreForwardedOnceAndNotHandled)
{
    Join(0x80);
    Join(0x40);
    Join(0x20);
    Handle({nullptr, true, false});
    const Bytes bytes = MessageTo(PssPartialAddress{0x80, 0, 1});
    Receivers();
    Host().Hear(0x40, bytes);
    EXPECT_EQ(Receivers(), std::vector<PeerId>{0x80});
    Host().Hear(0x20, bytes);
    EXPECT_TRUE(Receivers().empty());
    EXPECT_EQ(received, 1);
    EXPECT_EQ(duplicates, 1);
    EXPECT_TRUE(delivered.empty());
}

TEST_F(PssMessages, AWholeAddressEndsAtItsNode)
{
    Join(0x80);
    Join(0x40);
    Handle({nullptr, true, false});
    Receivers();
    Host().Hear(0x80, MessageTo(PssPartialAddress(32, 0)));
    EXPECT_EQ(delivered.size(), 1u);
    EXPECT_TRUE(Receivers().empty());
    Host().Hear(0x80, MessageTo(PssPartialAddress(31, 0)));
    EXPECT_EQ(delivered.size(), 2u);
    EXPECT_EQ(Receivers().size(), 2u) << "31 bytes may be those of others";
}

TEST_F(PssMessages, TheNeighbourhoodHandlesWhatIsWithinItsDepth)
{
    for (const uint8_t peer : {0x80, 0x40, 0x20, 0x10, 0x08})
    {
        Join(peer);
    }
    ASSERT_EQ(protocol->GetKademlia()->GetDepth(), 3u);
    Handle({nullptr, true, true});
    Receivers();
    PssPartialAddress to(32, 0xff);
    to[0] = 0x1f; // proximity 3
    Host().Hear(0x80, MessageTo(to));
    EXPECT_EQ(delivered.size(), 1u);
    EXPECT_EQ(Receivers().size(), 2u) << "the neighbours";
    to[0] = 0x3f; // proximity 2
    Host().Hear(0x80, MessageTo(to));
    EXPECT_EQ(delivered.size(), 1u);
}

TEST_F(PssMessages, ExpireWithTheirSecond)
{
    Join(0x80);
    Handle({nullptr, true, false});
    Host().RunUntil(Seconds(100));
    Host().Hear(0x80, MessageTo({}, 0, {1}));
    EXPECT_EQ(delivered.size(), 1u) << "in its last second";
    Host().Hear(0x80, MessageTo({}, -1, {2}));
    EXPECT_EQ(delivered.size(), 1u);
    EXPECT_EQ(rejected, std::vector<PssError>{PssError::EXPIRED});
    EXPECT_EQ(protocol->GetNErrors(PssError::EXPIRED), 1u);
    EXPECT_TRUE(Host().disconnected.empty());
}

TEST_F(PssMessages, AreRecognisedForCacheTtl)
{
    Join(0x80);
    Handle({nullptr, true, false});
    const Bytes bytes = MessageTo(PssPartialAddress(32, 0), 1000);
    Host().Hear(0x80, bytes);
    Host().RunUntil(Seconds(30) - NanoSeconds(1));
    Host().Hear(0x80, bytes);
    EXPECT_EQ(duplicates, 1);
    EXPECT_EQ(delivered.size(), 1u);
    Host().RunUntil(Seconds(30));
    Host().Hear(0x80, bytes);
    EXPECT_EQ(duplicates, 1);
    EXPECT_EQ(delivered.size(), 2u);
}

TEST_F(PssMessages, HaveTheTtlThatTheirSenderSays)
{
    Join(0x80);
    Sent(0x80);
    const PssPost post{{0x80}, TOPIC, VirtualBytes({1}), PssEncryption::RAW, 0};
    const auto message = protocol->Send(post);
    EXPECT_EQ(message->GetExpire(), 1546300800u + 120);
    EXPECT_EQ(protocol->Send(post, Seconds(7))->GetExpire(), 1546300800u + 7);
    EXPECT_EQ(Sent(0x80).messages.size(), 2u);
    Host().Hear(0x80, BytesOf(message->GetFrame()->GetPacket()));
    EXPECT_EQ(duplicates, 1) << "a message that comes back is known";
}

TEST_F(PssMessages, ThatAreRawNeedAHandlerForThem)
{
    Join(0x80);
    Join(0x40);
    Receivers();
    const PssPartialAddress own(32, 0);
    Host().Hear(0x80, MessageTo(own, 60, {1}));
    EXPECT_TRUE(rejected.empty()) << "nobody has asked for the topic";
    EXPECT_TRUE(delivered.empty());
    const uint32_t handler = Handle({nullptr, false, false});
    Host().Hear(0x80, MessageTo(own, 60, {2}));
    EXPECT_EQ(rejected, std::vector<PssError>{PssError::NO_RAW_HANDLER});
    Host().Hear(0x80, MessageTo(PssPartialAddress{0x40, 1}, 60, {3}));
    EXPECT_EQ(rejected.size(), 2u) << "Swarm does not forward it either";
    EXPECT_TRUE(Receivers().empty());
    Handle({nullptr, true, false});
    Host().Hear(0x80, MessageTo(own, 60, {4}));
    EXPECT_EQ(delivered.size(), 1u);
    protocol->GetPostOffice().GetHandlers().Remove(TOPIC, handler);
    Host().Hear(0x80, MessageTo(own, 60, {5}));
    EXPECT_EQ(delivered.size(), 2u);
}

TEST_F(PssMessages, ThatAreEncryptedNeedTheKey)
{
    using E = PssEncryption;
    Join(0x80);
    Join(0x40);
    std::vector<uint64_t> payloads;
    Handle({[&payloads](Ptr<const PssMessage>, const VirtualBytes& payload) {
                payloads.push_back(payload.GetSize());
            },
            false,
            false});
    const PssKey own = GetPssKeyOf(PssAddress{});
    const PssPartialAddress to(32, 0);
    Host().Hear(0x80, MessageTo(to, 60, Bytes(100, 1), E::ASYMMETRIC, own));
    EXPECT_EQ(payloads, std::vector<uint64_t>{100});
    Receivers();
    Host().Hear(0x80, MessageTo(to, 60, Bytes(101, 1), E::ASYMMETRIC, 77));
    EXPECT_EQ(payloads.size(), 1u);
    EXPECT_EQ(Receivers().size(), 2u) << "as if it were for another node";
    Host().Hear(0x80, MessageTo(to, 60, Bytes(102, 1), E::SYMMETRIC, 77));
    EXPECT_EQ(payloads.size(), 1u);
    protocol->GetPostOffice().AddSymmetricKey(77, TOPIC);
    Host().Hear(0x80, MessageTo(to, 60, Bytes(103, 1), E::SYMMETRIC, 77));
    EXPECT_EQ(payloads.size(), 2u);
    Host().Hear(0x80, MessageTo(to, 60, Bytes(104, 1), E::ASYMMETRIC, 77));
    EXPECT_EQ(payloads.size(), 2u) << "a symmetric key is none of a node";
}

TEST_F(PssMessages, OfATopicWithNeighbourhoodHandlersGoToTheseOnly)
{
    Join(0x80);
    int plain = 0;
    int neighbourhood = 0;
    Handle({[&plain](Ptr<const PssMessage>, const VirtualBytes&) { plain++; }, true, false});
    Handle({[&neighbourhood](Ptr<const PssMessage>, const VirtualBytes&) { neighbourhood++; },
            true,
            true});
    Host().Hear(0x80, MessageTo(PssPartialAddress(32, 0)));
    EXPECT_EQ(plain, 0);
    EXPECT_EQ(neighbourhood, 1);
}

TEST_F(PssMessages, WaitForAPeer)
{
    Host();
    const PssPost post{{0x80}, TOPIC, VirtualBytes({1}), PssEncryption::RAW, 0};
    ASSERT_TRUE(protocol->Send(post));
    EXPECT_EQ(protocol->GetPostOffice().GetNWaiting(), 1u);
    Host().RunUntil(Minutes(1));
    Join(0x40);
    EXPECT_EQ(Sent(0x40).messages.size(), 1u);
    EXPECT_EQ(protocol->GetPostOffice().GetNWaiting(), 0u);
    Host().Part(0x40);
    ASSERT_TRUE(protocol->Send(post));
    Host().RunUntil(Minutes(12));
    Join(0x20);
    EXPECT_TRUE(Sent(0x20).messages.empty());
    EXPECT_EQ(undeliverable, 1);
}

TEST_F(PssMessages, GoElsewhereWhenThereIsNoRoom)
{
    Join(0x80);
    Host().hasRoom = false;
    const PssPost post{{0x80}, TOPIC, VirtualBytes({1}), PssEncryption::RAW, 0};
    ASSERT_TRUE(protocol->Send(post));
    EXPECT_EQ(protocol->GetPostOffice().GetNWaiting(), 1u);
    PeerInfo full;
    full.id = 0x80;
    protocol->FrameDropped(full, Create<StreamFrame>(Create<Packet>(1)));
    EXPECT_EQ(protocol->GetNOverflows(), 1u);
}

TEST_F(PssMessages, WithoutPayloadOrWithTooLongAnAddressStopTheProgram)
{
    Host();
    EXPECT_DEATH(protocol->Send({{}, TOPIC, VirtualBytes(), PssEncryption::RAW, 0}), "payload");
    EXPECT_DEATH(
        protocol->Send({PssPartialAddress(33, 0), TOPIC, VirtualBytes({1}), PssEncryption::RAW, 0}),
        "33 bytes");
    EXPECT_DEATH(protocol->Send({{}, TOPIC, VirtualBytes({}, 2000000), PssEncryption::RAW, 0}),
                 "MaxMessageSize");
}

TEST_F(PssHiveTest, DepthIsToldAndAnsweredWithNodesFromThereOn)
{
    Join(0x80);
    const auto first = Sent(0x80);
    EXPECT_EQ(first.Get<PssDepth>().size(), 1u);
    EXPECT_TRUE(first.Get<PssPeers>().empty());
    Join(0x81);
    Join(0x40);
    // 0x81 is near 0x80, and 0x40 is not; but no depth has come from 0x80, so it hears of both.
    std::vector<PssAddress> heard;
    for (const PssPeers& peers : Sent(0x80).Get<PssPeers>())
    {
        heard.push_back(peers.records.at(0).overlay);
    }
    EXPECT_EQ(heard, (std::vector<PssAddress>{MakeTestAddress({0x81}), MakeTestAddress({0x40})}));
    Join(0xc0);
    Sent(0xc0);
    Host().Hear(0xc0, ToBytes(EncodePssControl(PssDepth{1})));
    const auto answer = Sent(0xc0).Get<PssPeers>();
    ASSERT_EQ(answer.size(), 1u);
    ASSERT_EQ(answer[0].records.size(), 2u) << "0x80 and 0x81, which have a bit in common with it";
    Host().Hear(0xc0, ToBytes(EncodePssControl(PssDepth{0})));
    EXPECT_TRUE(Sent(0xc0).Get<PssPeers>().empty()) << "only the first is answered";
}

TEST_F(PssHiveTest, NodesAreToldToThoseWhoAreNearThem)
{
    Join(0x80);
    Host().Hear(0x80, ToBytes(EncodePssControl(PssDepth{3})));
    Sent(0x80);
    Join(0xc0); // proximity 1 to 0x80, and farther from this node
    EXPECT_TRUE(Sent(0x80).Get<PssPeers>().empty());
    Join(0x40); // proximity 0, but nearer to this node than 0x80 is
    EXPECT_EQ(Sent(0x80).Get<PssPeers>().size(), 1u);
    Join(0x90); // proximity 3, its depth
    EXPECT_EQ(Sent(0x80).Get<PssPeers>().size(), 1u);
    Join(0xa0); // proximity 2
    EXPECT_TRUE(Sent(0x80).Get<PssPeers>().empty());
}

TEST_F(PssHiveTest, NamedNodesAreDialledByTheTable)
{
    protocol->SetAttribute("AutoConnect", BooleanValue(true));
    Join(0x80);
    PssPeers peers{{RecordOf(0x40), RecordOf(0)}};
    PssPeerRecord hidden = RecordOf(0x20);
    hidden.underlay = Address();
    peers.records.push_back(hidden);
    Host().Hear(0x80, ToBytes(EncodePssControl(peers)));
    EXPECT_EQ(errors, std::vector<PssError>{PssError::OWN_ADDRESS});
    EXPECT_TRUE(Host().disconnected.empty());
    EXPECT_TRUE(Host().dialled.empty());
    Host().RunUntil(MilliSeconds(500));
    EXPECT_EQ(Host().dialled, std::vector<Address>{RecordOf(0x40).underlay});
    Host().RunUntil(Seconds(4));
    EXPECT_EQ(Host().dialled.size(), 1u) << "0x20 has no address, and 0x40 was called";
    Host().RunUntil(Seconds(6));
    EXPECT_EQ(Host().dialled.size(), 2u) << "the second call";
}

TEST_F(PssHiveTest, HostileNamesDoNotFillTheTable)
{
    protocol->SetAttribute("MaxKnown", UintegerValue(10));
    Join(0x80);
    PssPeers peers;
    for (uint8_t i = 1; i < 50; i++)
    {
        peers.records.push_back({MakeTestAddress({i, i}), Address(), {}});
    }
    Host().Hear(0x80, ToBytes(EncodePssControl(peers)));
    EXPECT_EQ(protocol->GetKademlia()->GetNKnown(), 10u);
    EXPECT_EQ(protocol->GetNErrors(PssError::TOO_MANY_KNOWN), 40u);
}

TEST_F(PssHiveTest, WithoutDiscoveryNobodyIsTold)
{
    protocol->SetAttribute("Discovery", BooleanValue(false));
    Join(0x80);
    Join(0x40);
    const auto sent = Sent(0x80);
    EXPECT_EQ(sent.controls.size(), 1u);
    EXPECT_EQ(sent.Get<PssHandshake>().size(), 1u);
}

TEST_F(PssHiveTest, HostileBytesAreCountedAndEndTheConnection)
{
    Join(0x80);
    Host().Hear(0x80, PssFrameOf(PssCode::MESSAGE, {0xc0}));
    EXPECT_EQ(protocol->GetNErrors(PssError::BAD_MESSAGE), 1u);
    EXPECT_EQ(errors, std::vector<PssError>{PssError::BAD_MESSAGE});
    EXPECT_EQ(Host().disconnected, std::vector<PeerId>{0x80});
    EXPECT_TRUE(protocol->GetKademlia()->GetConnections().empty());
    EXPECT_STREQ(GetPssErrorName(PssError::BAD_MESSAGE), "bad-message");
}
