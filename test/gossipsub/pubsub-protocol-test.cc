/* SPDX-License-Identifier: GPL-2.0-only */
#include "fake-peer-network.h"
#include "trace-sink.h"

#include "ns3/inet-socket-address.h"
#include "ns3/object-factory.h"
#include "ns3/pubsub-peer-record.h"
#include "ns3/pubsub-protocol.h"
#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <set>
#include <vector>

using namespace ns3;

namespace
{

const std::string SHORT_TOPIC = "/t";

Ptr<PubsubProtocol>
MakeProtocol(const std::string& mode = "Static", uint32_t maxMessageSize = 1 << 20)
{
    ObjectFactory factory("ns3::PubsubProtocol");
    factory.Set("Mode", StringValue(mode));
    factory.Set("MaxMessageSize", UintegerValue(maxMessageSize));
    Ptr<PubsubProtocol> protocol = factory.Create<PubsubProtocol>();
    protocol->SetMessagePool(CreateObject<MessagePool>());
    protocol->AssignStreams(1);
    protocol->Subscribe(SHORT_TOPIC);
    return protocol;
}

/// Two nodes that speak pubsub, without a network.
class Pair
{
  public:
    explicit Pair(const std::string& mode = "Static", uint32_t maxMessageSize = 1 << 20)
    {
        for (auto& protocol : protocols)
        {
            protocol = MakeProtocol(mode, maxMessageSize);
            hosts.push_back(&network.Add(protocol));
            hosts.back()->Start();
        }
        protocols[1]->TraceConnectWithoutContext(
            "Deliver",
            MakeTraceSink<Ptr<const PubsubMessage>>(
                [this](Ptr<const PubsubMessage>) { delivered++; }));
        network.Connect(*hosts[0], *hosts[1]);
        network.RunUntil(Seconds(2));
    }

    FakePeerNetwork network;
    Ptr<PubsubProtocol> protocols[2];
    std::vector<FakePeerNetwork::Host*> hosts;
    int delivered{0};
};

/// What the delimiter in front of the last frame says: the bytes of the RPC.
uint64_t
SizeOfLastRpc(const FakePeerNetwork::Host& host)
{
    uint64_t size = 0;
    int shift = 0;
    for (uint8_t byte : host.sent.at(0).back())
    {
        size |= static_cast<uint64_t>(byte & 0x7f) << shift;
        shift += 7;
        if ((byte & 0x80) == 0)
        {
            break;
        }
    }
    return size;
}

/// \return how many bytes of data make an RPC of so many bytes
uint64_t
FindDataSize(uint64_t rpcSize)
{
    Pair pair;
    for (uint64_t data = rpcSize - 20; data < rpcSize; data++)
    {
        pair.protocols[0]->PublishData(SHORT_TOPIC, VirtualBytes({1}, data - 1));
        if (SizeOfLastRpc(*pair.hosts[0]) == rpcSize)
        {
            return data;
        }
    }
    return 0;
}

/// Keeps what an RPC says of pruned topics.
class PruneReader : public PubsubRpcParser::Sink
{
  public:
    void HandleRpc(const PubsubRpc& rpc) override
    {
        prunes.insert(prunes.end(), rpc.prune.begin(), rpc.prune.end());
    }

    void HandleError(RpcError) override
    {
        ADD_FAILURE();
    }

    std::vector<PubsubRpc::Prune> prunes;
};

} // namespace

TEST(PubsubProtocol, PlainPubsubWorksWithoutANetworkInEveryMode)
{
    for (const char* mode : {"Static", "GossipSub"})
    {
        Pair pair(mode);
        EXPECT_EQ(pair.protocols[0]->GetProtocolId(), "/meshsub/1.2.0");
        const std::vector<uint8_t> bytes = {1, 2, 3};
        ASSERT_NE(pair.protocols[0]->PublishData(SHORT_TOPIC, VirtualBytes(bytes)), nullptr)
            << mode;
        EXPECT_EQ(pair.protocols[0]->PublishData(SHORT_TOPIC, VirtualBytes(bytes)), nullptr)
            << mode;
        pair.network.RunUntil(Seconds(3));
        EXPECT_EQ(pair.delivered, 1) << mode;
        pair.hosts[0]->Hear(0, {3, 0x12, 0x7f, 0xff});
        EXPECT_EQ(pair.protocols[0]->GetNErrors(RpcError::MALFORMED), 1U);
        pair.hosts[0]->Stop();
        EXPECT_EQ(pair.protocols[0]->PublishData(SHORT_TOPIC, VirtualBytes({4})), nullptr) << mode;
    }
    Simulator::Destroy();
}

TEST(PubsubProtocol, AnRpcOfExactlyMaxMessageSizePassesAndNoByteMoreIsPublished)
{
    for (uint32_t limit : {100, 127, 129, 300, 16383, 16386, 70000})
    {
        const uint64_t data = FindDataSize(limit);
        ASSERT_GT(data, 0U) << limit;
        Pair pair("Static", limit);
        EXPECT_NE(pair.protocols[0]->PublishData(SHORT_TOPIC, VirtualBytes({1}, data - 1)),
                  nullptr);
        EXPECT_EQ(SizeOfLastRpc(*pair.hosts[0]), limit);
        pair.network.RunUntil(Seconds(3));
        EXPECT_EQ(pair.delivered, 1) << limit;
        EXPECT_EQ(pair.protocols[1]->GetNErrors(RpcError::OVERSIZED), 0U) << limit;
        EXPECT_DEATH(pair.protocols[0]->PublishData(SHORT_TOPIC, VirtualBytes({1}, data)),
                     "bytes is above MaxMessageSize, " + std::to_string(limit));
    }
    Simulator::Destroy();
}

TEST(PubsubProtocol, PeerExchangeNamesThosePeersAlonePortsOfWhichAreKnown)
{
    Ptr<PubsubProtocol> protocol = MakeProtocol("GossipSub");
    for (const char* name : {"D", "D_low", "D_high"})
    {
        protocol->GetRouter()->SetAttribute(name, UintegerValue(1));
    }
    protocol->GetRouter()->SetAttribute("D_score", UintegerValue(1));
    protocol->GetRouter()->SetAttribute("D_out", UintegerValue(0));
    protocol->GetRouter()->SetAttribute("DoPX", StringValue("true"));
    FakePeerNetwork network;
    FakePeerNetwork::Host& host = network.Add(protocol);
    host.Start();
    const InetSocketAddress dialled(Ipv4Address("10.0.0.20"), 4001);
    const InetSocketAddress dialledToo(Ipv4Address("10.0.0.21"), 60000);
    const InetSocketAddress dialler(Ipv4Address("10.0.0.22"), 49153);
    const InetSocketAddress pruned(Ipv4Address("10.0.0.23"), 49153);
    PubsubRpc hello;
    hello.subscriptions.push_back({true, SHORT_TOPIC});
    hello.graft.push_back(SHORT_TOPIC);
    PeerId last = 0;
    const std::vector<std::pair<Address, bool>> strangers = {{dialled, true},
                                                             {dialledToo, true},
                                                             {dialler, false},
                                                             {pruned, false}};
    for (const auto& [address, outbound] : strangers)
    {
        last = network.ConnectStranger(host, address, outbound);
        const Ptr<const Packet> packet = PubsubRpcEncoder::Encode(hello)->GetPacket();
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), packet->GetSize());
        host.Hear(last, bytes);
    }
    PruneReader reader;
    PubsubRpcParser parser(CreateObject<MessagePool>(), 1 << 20, reader);
    for (const auto& frame : host.sent[last])
    {
        parser.Read(frame.data(), static_cast<uint32_t>(frame.size()));
    }
    ASSERT_EQ(reader.prunes.size(), 1U);
    const std::vector<std::string>& named = reader.prunes[0].peers;
    EXPECT_EQ(std::set<std::string>(named.begin(), named.end()),
              (std::set<std::string>{EncodePeerRecord(dialled.GetIpv4(), 4001),
                                     EncodePeerRecord(dialledToo.GetIpv4(), 60000)}));
    Simulator::Destroy();
}

TEST(PubsubProtocol, ModeAllowsRoutersAndNothingElse)
{
    Ptr<PubsubProtocol> protocol = CreateObject<PubsubProtocol>();
    for (const char* mode : {"Meshy", "Pubsub", "", "static", "ns3::StaticRouter"})
    {
        EXPECT_FALSE(protocol->SetAttributeFailSafe("Mode", StringValue(mode))) << mode;
    }
    EXPECT_TRUE(protocol->SetAttributeFailSafe("Mode", StringValue("GossipSub")));
    EXPECT_EQ(protocol->GetRouter()->GetInstanceTypeId().GetName(), "ns3::GossipSubRouter");
}
