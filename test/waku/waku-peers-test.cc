/* SPDX-License-Identifier: GPL-2.0-only */
#include "protoc-decode.h"
#include "service-fixture.h"
#include "test-relay-network.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/random-variable-stream.h"
#include "ns3/uinteger.h"
#include "ns3/waku-metadata-protocol.h"
#include "ns3/waku-peer-exchange-protocol.h"

#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using Records = std::vector<WakuNodeRecord>;

/// A node that speaks metadata.
struct MetadataNode
{
    explicit MetadataNode(uint32_t cluster, bool hasRelay = true)
    {
        protocol->SetAttribute("ClusterId", UintegerValue(cluster));
        if (hasRelay)
        {
            protocol->SetRelay(relay.relay);
        }
    }

    /// A peer connects, dialled by this node or not.
    void Connect(PeerId peer, bool outbound)
    {
        PeerInfo info;
        info.id = peer;
        info.address = FakePeerHost::AddressOf(peer);
        info.outbound = outbound;
        host.parsers[peer] = protocol->CreateParser(peer);
        protocol->PeerUp(info);
    }

    uint64_t Faults(WakuMetadataFault fault) const
    {
        return protocol->GetNFaults(fault);
    }

    FakeRelay relay;
    Ptr<WakuMetadataProtocol> protocol{CreateObject<WakuMetadataProtocol>()};
    FakePeerHost host{protocol};
};

/// A node that speaks peer exchange.
struct ExchangeNode
{
    ExchangeNode()
    {
        protocol->AssignStreams(1);
    }

    Ptr<WakuPeerExchangeProtocol> protocol{CreateObject<WakuPeerExchangeProtocol>()};
    FakePeerHost host{protocol};
};

WakuNodeRecord
MakeRecord(uint32_t number)
{
    return {FakePeerHost::AddressOf(number), WakuShardSet{1, {2, 5}}};
}

} // namespace

TEST(WakuMetadata, PeersOfOneClusterKnowEachOthersShards)
{
    MetadataNode a(0);
    MetadataNode b(0);
    MetadataNode light(0, false);
    a.relay.relay->Subscribe("/waku/2/rs/0/7");
    a.Connect(1, true);
    b.Connect(2, false);
    Exchange(a.host, 1, b.host, 2);
    EXPECT_EQ(a.protocol->GetMetadata().at(1).shards, std::set<uint32_t>({0}));
    EXPECT_EQ(b.protocol->GetMetadata().at(2).shards, std::set<uint32_t>({0, 7}));
    EXPECT_EQ(b.protocol->GetMetadata().at(2).cluster, 0U);
    light.Connect(1, true);
    b.Connect(3, false);
    Exchange(light.host, 1, b.host, 3);
    EXPECT_TRUE(b.protocol->GetMetadata().at(3).shards.empty());
    EXPECT_TRUE(a.host.disconnected.empty() && b.host.disconnected.empty());
    Simulator::Destroy();
}

TEST(WakuMetadata, PeersOfAnotherClusterAreDroppedByBoth)
{
    MetadataNode a(1);
    MetadataNode b(16);
    a.Connect(1, true);
    b.Connect(2, false);
    Exchange(a.host, 1, b.host, 2);
    EXPECT_EQ(a.host.disconnected, std::vector<PeerId>{1});
    EXPECT_EQ(b.host.disconnected, std::vector<PeerId>{2});
    EXPECT_EQ(a.protocol->GetNDropped(), 1U);
    // Who says no cluster is of none.
    a.Connect(3, false);
    a.host.Hear(3, {0});
    EXPECT_EQ(a.protocol->GetNDropped(), 2U);
    Simulator::Destroy();
}

TEST(WakuMetadata, HostilePeersAreCounted)
{
    MetadataNode a(0);
    a.Connect(1, true);
    a.host.RunUntil(Seconds(11));
    EXPECT_EQ(a.Faults(WakuMetadataFault::SILENT), 1U);
    a.host.Hear(1, {2, 0x08, 0x80});
    EXPECT_EQ(a.Faults(WakuMetadataFault::MALFORMED), 1U);
    a.host.Hear(1, {2, 0x08, 0});
    a.host.Hear(1, {2, 0x08, 0});
    EXPECT_EQ(a.Faults(WakuMetadataFault::UNEXPECTED), 1U);
    a.host.Hear(1, Delimited(VirtualBytes({}, 1025)));
    EXPECT_EQ(a.Faults(WakuMetadataFault::OVERSIZED), 1U);
    a.host.Hear(1, std::vector<uint8_t>(11, 0xff));
    EXPECT_EQ(a.Faults(WakuMetadataFault::BAD_DELIMITER), 1U);
    Simulator::Destroy();
}

TEST(WakuMetadata, ClustersPartOverTheWan)
{
    TestRelayNetwork network(6);
    network.relays = network.relay.Install(network.nodes);
    for (uint32_t i = 0; i < 6; i++)
    {
        const auto metadata = CreateObject<WakuMetadataProtocol>();
        metadata->SetAttribute("ClusterId", UintegerValue(i % 2));
        metadata->SetRelay(network.Get(i)->GetProtocol());
        network.Get(i)->Mount(metadata);
    }
    network.Build("complete");
    network.RunUntil(Seconds(10));
    for (uint32_t i = 0; i < 6; i++)
    {
        EXPECT_EQ(network.Get(i)->GetConnections()->GetNPeers(), 2U) << i;
    }
}

TEST(WakuNodeRecord, IsReadAsWritten)
{
    for (const bool isIpv6 : {false, true})
    {
        WakuNodeRecord record = MakeRecord(7);
        record.capabilities = WakuNodeRecord::RELAY | WakuNodeRecord::LIGHTPUSH;
        if (isIpv6)
        {
            record.address = Inet6SocketAddress(Ipv6Address("2001:db8::7"), 60001);
        }
        const std::vector<uint8_t> bytes = record.Encode();
        EXPECT_GT(bytes.size(), 120U);
        EXPECT_LE(bytes.size(), 300U); // EIP-778
        WakuNodeRecord read;
        ASSERT_TRUE(WakuNodeRecord::Decode(bytes, read));
        EXPECT_EQ(read.address, record.address);
        EXPECT_EQ(read.shards->shards, std::set<uint16_t>({2, 5}));
        EXPECT_EQ(read.capabilities, record.capabilities);
    }
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(5);
    for (uint32_t i = 0; i < 3000; i++)
    {
        std::vector<uint8_t> bytes = MakeRecord(1).Encode();
        bytes[random->GetInteger(0, static_cast<uint32_t>(bytes.size()) - 1)] =
            static_cast<uint8_t>(random->GetInteger(0, 255));
        WakuNodeRecord read;
        WakuNodeRecord::Decode(bytes, read);
    }
}

TEST(WakuPeerExchange, ResponseIsARandomSampleOfWhatIsKnown)
{
    ExchangeNode client;
    ExchangeNode service;
    client.host.Connect(1);
    service.host.Connect(2);
    for (uint32_t i = 0; i < 100; i++)
    {
        service.protocol->Learn(MakeRecord(i));
    }
    EXPECT_EQ(service.protocol->GetNKnown(), 60U);
    std::set<Address> named;
    for (uint32_t i = 0; i < 20; i++)
    {
        std::optional<Records> got;
        EXPECT_TRUE(client.protocol->Ask(1, 5, [&](const Records& records) { got = records; }));
        EXPECT_FALSE(client.protocol->Ask(1, 5, nullptr)); // one at a time
        Exchange(client.host, 1, service.host, 2);
        ASSERT_TRUE(got);
        EXPECT_EQ(got->size(), 5U);
        std::set<Address> once;
        for (const WakuNodeRecord& record : *got)
        {
            once.insert(record.address);
        }
        EXPECT_EQ(once.size(), 5U);
        named.insert(once.begin(), once.end());
    }
    EXPECT_GT(named.size(), 40U);
    EXPECT_EQ(named.count(FakePeerHost::AddressOf(39)), 0U); // the oldest have gone
    client.protocol->AskAndDial(1, UINT64_MAX);
    Exchange(client.host, 1, service.host, 2);
    EXPECT_EQ(client.host.dialled.size(), 60U);
    EXPECT_EQ(client.protocol->GetNDialled(), 60U);
}

TEST(WakuPeerExchange, QueriesGetTheirStatusAndHostilePeersAreCounted)
{
    ExchangeNode node;
    node.host.Connect(1);
    const auto ask = [&node](const std::vector<uint8_t>& bytes) {
        node.host.Hear(1, Delimited(VirtualBytes(bytes)));
        WakuPeerExchangeMessage response;
        EXPECT_TRUE(
            WakuPeerExchangeMessage::Decode(MessageOf(node.host.sent.back().second), response));
        return response.status;
    };
    WakuPeerExchangeMessage query;
    query.numPeers = 3;
    EXPECT_EQ(ask(query.Encode()), RequestMessage::SERVICE_UNAVAILABLE);
    node.protocol->Learn(MakeRecord(1));
    EXPECT_EQ(ask(query.Encode()), RequestMessage::OK);
    EXPECT_EQ(ask({0x0a, 0x7f}), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(ask({}), RequestMessage::BAD_REQUEST);
    node.protocol->SetAttribute("RateLimit", UintegerValue(1));
    EXPECT_EQ(ask(query.Encode()), RequestMessage::OK);
    EXPECT_EQ(ask(query.Encode()), RequestMessage::TOO_MANY_REQUESTS);
    // Responses: not asked for, too late, with nonsense and with too much.
    WakuPeerExchangeMessage response;
    response.status = RequestMessage::OK;
    response.records = {MakeRecord(1).Encode(), {1, 2, 3}, MakeRecord(2).Encode()};
    const auto frame = Delimited(VirtualBytes(response.Encode()));
    node.host.Hear(1, frame);
    EXPECT_EQ(node.protocol->GetNFaults(WakuPeerExchangeFault::NOT_AWAITED), 1U);
    std::optional<Records> got;
    const auto note = [&got](const Records& records) { got = records; };
    node.protocol->Ask(1, 1, note);
    node.host.Hear(1, frame);
    ASSERT_TRUE(got);
    EXPECT_EQ(got->size(), 1U);
    EXPECT_EQ(node.protocol->GetNFaults(WakuPeerExchangeFault::BAD_RECORD), 2U);
    got.reset();
    node.protocol->Ask(1, 1, note);
    node.host.RunUntil(Seconds(11));
    EXPECT_TRUE(got && got->empty());
    node.host.Hear(1, frame);
    EXPECT_EQ(node.protocol->GetNFaults(WakuPeerExchangeFault::NOT_AWAITED), 2U);
    got.reset();
    node.protocol->Ask(1, 1, note);
    node.host.Part(1);
    EXPECT_TRUE(got && got->empty());
}

TEST(WakuPeerExchange, ProtocReadsBothAndMetadata)
{
    if (!HasProtoc())
    {
        GTEST_SKIP() << "protoc (protobuf-compiler) is not installed";
    }
    WakuPeerExchangeMessage message;
    message.numPeers = 5;
    EXPECT_NE(DecodeByProtoc(message.Encode(), "PeerExchangeRPC", "waku-peer-exchange.proto")
                  .find("num_peers: 5"),
              std::string::npos);
    message.numPeers.reset();
    message.status = RequestMessage::OK;
    message.records = {MakeRecord(1).Encode()};
    const auto text =
        DecodeByProtoc(message.Encode(), "PeerExchangeRPC", "waku-peer-exchange.proto");
    EXPECT_NE(text.find("peer_infos {"), std::string::npos) << text;
    EXPECT_NE(text.find("secp256k1"), std::string::npos) << text;
    WakuMetadataMessage metadata;
    metadata.cluster = 16;
    metadata.shards = {32, 64};
    const auto said =
        DecodeByProtoc(metadata.Encode(), "WakuMetadataResponse", "waku-metadata.proto");
    for (const char* part : {"cluster_id: 16", "shards: 32", "shards: 64"})
    {
        EXPECT_NE(said.find(part), std::string::npos) << part << " in\n" << said;
    }
}
