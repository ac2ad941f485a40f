/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "test-topic.h"
#include "trace-sink.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/pubsub-peer-record.h"
#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/waku-protobuf.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

std::string
MakeRecord(const char* address, uint16_t port = 60000)
{
    return EncodePeerRecord(Ipv4Address(address), port);
}

using RecordBytes = std::vector<uint8_t>;

/// \return the value of a field of an encoded message
RecordBytes
ValueOf(const RecordBytes& message, uint32_t number)
{
    protobuf::Reader reader(message.data(), message.size());
    protobuf::Field field;
    while (reader.Next(field))
    {
        if (field.number == number)
        {
            return RecordBytes(field.bytes, field.bytes + field.size);
        }
    }
    return {};
}

/// Three relays with GossipSub, and a fourth node that sends them bytes of its own.
class PeerExchange : public testing::Test
{
  public:
    PeerExchange()
        : network(4)
    {
        network.relay = WakuRelayHelper("GossipSub");
        network.relay.SetPreset("nwaku");
        OverlayGraph line(4);
        line.AddLink(0, 1);
        network.Build(line);
        network.Get(3)->SetStartTime(Seconds(1000));
        attacker = Socket::CreateSocket(network.nodes.Get(3), TcpSocketFactory::GetTypeId());
        attacker->Bind();
        Simulator::Schedule(Seconds(5), [this] {
            attacker->Connect(InetSocketAddress(network.addresses.GetAddress(0), 60000));
        });
        network.Get(0)->TraceConnectWithoutContext(
            "PeerUp",
            MakeTraceSink<const PeerInfo&>([this](const PeerInfo& peer) {
                if (peer.outbound && Simulator::Now() > Seconds(5))
                {
                    exchanged++;
                }
            }));
    }

    /// One RPC with a PRUNE that names them.
    void Name(const std::vector<std::string>& records)
    {
        PubsubRpc::Prune prune;
        prune.topic = TOPIC;
        prune.peers = records;
        prune.backoff = 60;
        PubsubRpc rpc;
        rpc.prune.push_back(prune);
        Simulator::Schedule(Seconds(10), [this, rpc] {
            // Only peers that are in the mesh are heard.
            PubsubRpc graft;
            graft.subscriptions.push_back({true, TOPIC});
            graft.graft.push_back(TOPIC);
            attacker->Send(PubsubRpcEncoder::Encode(graft)->GetPacket()->Copy());
            attacker->Send(PubsubRpcEncoder::Encode(rpc)->GetPacket()->Copy());
        });
    }

    TestRelayNetwork network;
    Ptr<Socket> attacker;
    int exchanged{0};
};

} // namespace

TEST(PeerRecord, HasTheSizeOfAPeerIdAndASignedRecordAndIsReadBack)
{
    const InetSocketAddress ipv4(Ipv4Address("10.1.2.3"), 60000);
    const std::string text = EncodePeerRecord(ipv4, 258);
    EXPECT_EQ(text.size(), 215u);
    EXPECT_EQ(EncodePeerRecord(ipv4.GetIpv4(), 258), text);
    EXPECT_EQ(DecodePeerRecord(text), Address(InetSocketAddress(ipv4.GetIpv4(), 258)));
    EXPECT_NE(EncodePeerRecord(ipv4, 259), text);
    const RecordBytes record(text.begin(), text.end());
    // A peer id: an identity multihash of an Ed25519 key (libp2p specs, peer-ids).
    const RecordBytes peerId = ValueOf(record, 1);
    ASSERT_EQ(peerId.size(), 38u);
    EXPECT_EQ(RecordBytes(peerId.begin(), peerId.begin() + 6),
              (RecordBytes{0x00, 0x24, 0x08, 0x01, 0x12, 0x20}));
    const RecordBytes envelope = ValueOf(record, 2);
    EXPECT_EQ(ValueOf(envelope, 1), RecordBytes(peerId.begin() + 2, peerId.end()));
    EXPECT_EQ(ValueOf(envelope, 2), (RecordBytes{0x03, 0x01}));
    EXPECT_EQ(ValueOf(ValueOf(envelope, 3), 1), peerId);
    EXPECT_EQ(ValueOf(ValueOf(ValueOf(envelope, 3), 3), 1),
              (RecordBytes{0x04, 10, 1, 2, 3, 0x06, 1, 2}));
    EXPECT_EQ(ValueOf(envelope, 5), RecordBytes(64));
    const Inet6SocketAddress ipv6(Ipv6Address("2001:db8::ff"), 60000);
    EXPECT_EQ(DecodePeerRecord(EncodePeerRecord(ipv6, 60000)), Address(ipv6));
}

TEST(PeerRecord, OfOtherBytesIsNoAddressOrOne)
{
    for (std::size_t size = 0; size < 40; size++)
    {
        EXPECT_TRUE(DecodePeerRecord(std::string(size, 1)).IsInvalid()) << size;
    }
    const std::string good = MakeRecord("10.0.0.3");
    for (std::size_t size = 0; size < good.size(); size++)
    {
        DecodePeerRecord(good.substr(0, size));
        std::string changed = good;
        changed[size] = static_cast<char>(changed[size] ^ 0xff);
        const Address read = DecodePeerRecord(changed);
        EXPECT_TRUE(read.IsInvalid() || InetSocketAddress::IsMatchingType(read)) << size;
    }
}

TEST_F(PeerExchange, ANodeThatAPeerNamesIsDialled)
{
    Name({MakeRecord("10.0.0.3")});
    network.RunUntil(Seconds(20));
    EXPECT_EQ(exchanged, 1);
    EXPECT_EQ(network.Get(0)->GetNIgnoredRecords(), 0U);
}

TEST_F(PeerExchange, RecordsThatNameNoOtherNodeAreCountedAndLeftAlone)
{
    std::vector<std::string> ignored;
    network.Get(0)->TraceConnectWithoutContext(
        "IgnoredRecord",
        MakeTraceSink<const std::string&>(
            [&ignored](const std::string& record) { ignored.push_back(record); }));
    const std::vector<std::string> records = {
        MakeRecord("224.0.0.1"),
        MakeRecord("239.1.2.3"),
        MakeRecord("255.255.255.255"),
        MakeRecord("0.0.0.0"),
        MakeRecord("127.0.0.1"),
        MakeRecord("10.0.0.1"),
        MakeRecord("10.0.0.2"),
        MakeRecord("10.0.0.3", 0),
        EncodePeerRecord(Ipv6Address("2001:db8::3"), 60000),
        // A peer id alone, and not even that.
        "\x0a\x05"
        "three",
        "",
    };
    Name(records);
    network.RunUntil(Seconds(20));
    std::sort(ignored.begin(), ignored.end());
    std::vector<std::string> expected = records;
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(ignored, expected);
    EXPECT_EQ(network.Get(0)->GetNIgnoredRecords(), records.size());
    EXPECT_EQ(exchanged, 0);
}

TEST_F(PeerExchange, ANameThatDoesNotAnswerIsTriedOnce)
{
    Name({MakeRecord("10.0.0.200")});
    network.RunUntil(Seconds(15));
    const uint64_t failures = network.Get(0)->GetConnections()->GetNFailures();
    network.RunUntil(Seconds(25));
    EXPECT_EQ(network.Get(0)->GetConnections()->GetNFailures(), failures + 1);
    network.RunUntil(Seconds(200));
    EXPECT_EQ(network.Get(0)->GetConnections()->GetNFailures(), failures + 1);
}
