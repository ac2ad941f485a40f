/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "test-topic.h"
#include "trace-sink.h"

#include "ns3/gossipsub-router.h"
#include "ns3/inet-socket-address.h"
#include "ns3/peer-address.h"
#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

const std::string OTHER_TOPIC = "/waku/2/rs/0/1";

using Bytes = std::vector<uint8_t>;

/// Relays of a mode with the defaults of the specification, that count what they deliver.
class PubsubNetwork : public TestRelayNetwork
{
  public:
    explicit PubsubNetwork(uint32_t n, const std::string& mode = "GossipSub")
        : TestRelayNetwork(n),
          delivered(n)
    {
        relay = WakuRelayHelper(mode);
    }

    template <typename Overlay>
    void BuildAndCount(const Overlay& overlay)
    {
        Build(overlay);
        for (uint32_t i = 0; i < nodes.GetN(); i++)
        {
            Get(i)->TraceConnectWithoutContext(
                "Deliver",
                MakeTraceSink<Ptr<const PubsubMessage>>(
                    [this, i](Ptr<const PubsubMessage> m) { delivered[i].push_back(m); }));
        }
    }

    const PeerSet& Subscribers(uint32_t i, const std::string& topic) const
    {
        return DynamicCast<GossipSubRouter>(Get(i)->GetRouter())->GetSubscribers(topic);
    }

    std::vector<std::vector<Ptr<const PubsubMessage>>> delivered;
};

OverlayGraph
MakeGraph(uint32_t nodes, const std::vector<std::pair<uint32_t, uint32_t>>& links)
{
    OverlayGraph graph(nodes);
    for (const auto& link : links)
    {
        graph.AddLink(link.first, link.second);
    }
    return graph;
}

/// One field of a protobuf message.
struct Part
{
    uint32_t number;
    uint64_t value;
    Bytes bytes;
};

std::vector<Part>
PartsOf(const Bytes& message)
{
    std::vector<Part> parts;
    protobuf::Reader reader(message.data(), message.size());
    protobuf::Field field;
    while (reader.Next(field))
    {
        parts.push_back({field.number, field.value, Bytes(field.bytes, field.bytes + field.size)});
    }
    EXPECT_FALSE(reader.IsMalformed());
    return parts;
}

/// A socket that talks to a relay and keeps the bytes that it gets.
class RawPeer
{
  public:
    RawPeer(Ptr<Node> node, const Address& remote, Time at)
        : m_socket(Socket::CreateSocket(node, TcpSocketFactory::GetTypeId()))
    {
        m_socket->SetRecvCallback(MakeCallback(&RawPeer::Read, this));
        Simulator::Schedule(at - Simulator::Now(), [this, remote] {
            m_socket->Bind();
            m_socket->Connect(remote);
        });
    }

    ~RawPeer()
    {
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }

    void SendAt(Time at, const PubsubRpc& rpc)
    {
        Simulator::Schedule(at - Simulator::Now(), [this, rpc] {
            m_socket->Send(PubsubRpcEncoder::Encode(rpc)->GetPacket()->Copy());
        });
    }

    /// The fields of a number of all RPCs that came.
    std::vector<Bytes> FieldsOfRpcs(uint32_t number) const
    {
        std::vector<Bytes> fields;
        const uint8_t* at = m_bytes.data();
        const uint8_t* end = at + m_bytes.size();
        uint64_t size;
        while (protobuf::ReadVarint(at, end, size) == protobuf::ReadResult::OK)
        {
            for (const Part& part : PartsOf(Bytes(at, at + size)))
            {
                if (part.number == number)
                {
                    fields.push_back(part.bytes);
                }
            }
            at += size;
        }
        EXPECT_EQ(at, end);
        return fields;
    }

  private:
    void Read(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            if (packet->GetSize() == 0)
            {
                return;
            }
            const std::size_t old = m_bytes.size();
            m_bytes.resize(old + packet->GetSize());
            packet->CopyData(m_bytes.data() + old, packet->GetSize());
        }
    }

    Ptr<Socket> m_socket;
    Bytes m_bytes;
};

} // namespace

TEST(GossipSubHosts, PublishFramesHoldATopicAndDataAndNothingElse)
{
    PubsubNetwork network(3);
    network.Build("complete");
    // Node 2 runs no relay but a socket.
    network.Get(2)->SetStartTime(Seconds(1000));
    RawPeer peer(network.nodes.Get(2),
                 InetSocketAddress(network.addresses.GetAddress(0), 60000),
                 Seconds(10));
    PubsubRpc rpc;
    rpc.subscriptions = {{true, TOPIC}};
    peer.SendAt(Seconds(11), rpc);
    // One that node 0 publishes and one that it forwards.
    std::vector<Bytes> published;
    for (const uint32_t node : {0, 1})
    {
        Simulator::Schedule(Seconds(15 + node), [&, node] {
            published.push_back(network.Get(node)->Publish(40)->GetData().ToVector());
        });
    }
    network.RunUntil(Seconds(20));
    const std::vector<Bytes> messages = peer.FieldsOfRpcs(2);
    ASSERT_EQ(messages.size(), 2u);
    for (std::size_t i = 0; i < 2; i++)
    {
        const std::vector<Part> parts = PartsOf(messages[i]);
        ASSERT_EQ(parts.size(), 2u);
        EXPECT_EQ(parts[0].number, 2u);
        EXPECT_EQ(parts[0].bytes, published[i]);
        EXPECT_EQ(parts[1].number, 4u);
        EXPECT_EQ(parts[1].bytes, Bytes(TOPIC.begin(), TOPIC.end()));
    }
}

TEST(GossipSubHosts, EachChangeOfSubscriptionIsAnnouncedOnceToEachPeer)
{
    PubsubNetwork network(2);
    network.Build("complete");
    network.Get(1)->SetStartTime(Seconds(1000));
    const InetSocketAddress remote(network.addresses.GetAddress(0), 60000);
    RawPeer peer(network.nodes.Get(1), remote, Seconds(10));
    for (const double at : {12, 13})
    {
        Simulator::Schedule(Seconds(at), [&] { network.Get(0)->Subscribe(OTHER_TOPIC); });
        Simulator::Schedule(Seconds(at + 2), [&] { network.Get(0)->Unsubscribe(TOPIC); });
    }
    network.RunUntil(Seconds(30));
    std::vector<std::pair<uint64_t, std::string>> told;
    for (const Bytes& subscription : peer.FieldsOfRpcs(1))
    {
        const std::vector<Part> parts = PartsOf(subscription);
        ASSERT_EQ(parts.size(), 2u);
        told.emplace_back(parts[0].value,
                          std::string(parts[1].bytes.begin(), parts[1].bytes.end()));
    }
    const std::vector<std::pair<uint64_t, std::string>> expected = {{1, TOPIC},
                                                                    {1, OTHER_TOPIC},
                                                                    {0, TOPIC}};
    EXPECT_EQ(told, expected);
}

TEST(GossipSubHosts, ASubscriptionIsAnnouncedThoughTheSendQueueIsFull)
{
    PubsubNetwork network(2);
    network.wan.SetDeviceAttribute("UpRate", StringValue("1Mbps"));
    network.relay.SetConnectionAttribute("SendQueueBytes", UintegerValue(2000));
    network.Build("complete");
    // Longer than the smallest message, so that it would find no room.
    const std::string topic(300, 't');
    uint32_t drops = 0;
    network.Get(0)->TraceConnectWithoutContext(
        "Drop",
        MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
            [&drops](Ptr<const PubsubMessage>, const PeerInfo&) { drops++; }));
    Simulator::Schedule(Seconds(10), [&] {
        for (int i = 0; i < 500; i++)
        {
            network.Get(0)->Publish(i < 400 ? 1000 : 10);
        }
        network.Get(0)->Subscribe(topic);
    });
    network.RunUntil(Seconds(20));
    EXPECT_GT(drops, 100u);
    EXPECT_EQ(network.Subscribers(1, topic).GetSize(), 1u);
}

TEST(GossipSubHosts, MessagesAboveTheDefaultSizePassIfMaxMessageSizeIsLarger)
{
    PubsubNetwork network(10);
    network.relay.SetAttribute("MaxMessageSize", UintegerValue(1 << 22));
    network.BuildAndCount("dial:3");
    network.PublishAt(Seconds(10), 0, 1 << 21);
    network.RunUntil(Seconds(120));
    for (uint32_t i = 1; i < 10; i++)
    {
        EXPECT_EQ(network.delivered[i].size(), 1u) << i;
    }
}

TEST(GossipSubHosts, AnRpcLargerThanMaxMessageSizeOfItsReaderIsRefused)
{
    // How large the RPC is, what the strict node delivers, what it refuses, what others deliver.
    struct Result
    {
        uint32_t size;
        std::size_t delivered;
        uint64_t refused;
        std::size_t others;
    };

    const auto run = [](uint32_t limit) {
        PubsubNetwork network(3);
        network.BuildAndCount(MakeGraph(3, {{0, 1}, {0, 2}}));
        network.Get(1)->SetAttribute("MaxMessageSize", UintegerValue(limit));
        Result result{};
        Simulator::Schedule(Seconds(10), [&] {
            const uint32_t frame = network.Get(0)->Publish(2000)->GetSize();
            result.size = frame - protobuf::GetVarintSize(frame);
        });
        network.RunUntil(Seconds(12));
        result.delivered = network.delivered[1].size();
        result.refused = network.Get(1)->GetNErrors(RpcError::OVERSIZED);
        result.others = network.delivered[2].size();
        return result;
    };
    const uint32_t size = run(1 << 20).size;
    ASSERT_GT(size, 2000u);
    const Result fits = run(size);
    EXPECT_EQ(fits.delivered, 1u);
    EXPECT_EQ(fits.refused, 0u);
    const Result above = run(size - 1);
    EXPECT_EQ(above.delivered, 0u);
    EXPECT_EQ(above.refused, 1u);
    EXPECT_EQ(above.others, 1u);
}

TEST(GossipSubHostsDeathTest, ToPublishAboveMaxMessageSizeStopsWithBothSizes)
{
    EXPECT_DEATH(
        {
            PubsubNetwork network(2);
            network.relay.SetAttribute("MaxMessageSize", UintegerValue(1000));
            network.Build("complete");
            network.PublishAt(Seconds(1), 0, 1001);
            network.RunUntil(Seconds(2));
        },
        "a message of 1[0-9]+ bytes is above MaxMessageSize, 1000");
}

TEST(GossipSubHosts, InATreeEachMessageTakesEachLinkOnce)
{
    const std::vector<OverlayGraph> trees = {
        MakeGraph(2, {{0, 1}}),
        MakeGraph(6, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}}),
        MakeGraph(10, {{0, 1}, {0, 2}, {1, 3}, {1, 4}, {2, 5}, {2, 6}, {3, 7}, {4, 8}, {8, 9}}),
    };
    for (const char* mode : {"Static", "GossipSub"})
    {
        for (const OverlayGraph& tree : trees)
        {
            const uint32_t n = tree.GetNNodes();
            PubsubNetwork network(n, mode);
            network.BuildAndCount(tree);
            for (uint32_t i = 0; i < n; i++)
            {
                network.PublishAt(Seconds(10 + i), i, 1000);
            }
            network.RunUntil(Seconds(30));
            EXPECT_EQ(network.Results().GetNTransmissions(), n * (n - 1)) << mode << n;
            EXPECT_EQ(network.Results().GetNDuplicates(), 0u) << mode << n;
            for (uint32_t i = 0; i < n; i++)
            {
                EXPECT_EQ(network.delivered[i].size(), n - 1) << mode << n;
            }
        }
    }
}

TEST(GossipSubHosts, WithoutConnectionsAMessageGoesNowhere)
{
    for (const char* mode : {"Static", "GossipSub"})
    {
        PubsubNetwork network(10, mode);
        network.BuildAndCount(MakeGraph(10, {{0, 1}}));
        network.PublishAt(Seconds(10), 0, 100);
        network.PublishAt(Seconds(11), 5, 100);
        network.RunUntil(Seconds(20));
        EXPECT_EQ(network.Results().GetNTransmissions(), 1u) << mode;
        EXPECT_EQ(network.delivered[1].size(), 1u) << mode;
    }
}

TEST(GossipSubHosts, AMessageComesFromTheNeighbourNotFromThePublisher)
{
    for (const char* mode : {"Static", "GossipSub"})
    {
        PubsubNetwork network(3, mode);
        network.Build(MakeGraph(3, {{0, 1}, {1, 2}}));
        // By receiver and publisher.
        std::map<std::pair<uint32_t, uint32_t>, std::vector<Address>> from;
        uint32_t publisher = 0;
        for (uint32_t i = 0; i < 3; i++)
        {
            network.Get(i)->TraceConnectWithoutContext(
                "FirstReceive",
                MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
                    [&, i](Ptr<const PubsubMessage>, const PeerInfo& peer) {
                        from[{i, publisher}].push_back(HostOf(peer.address));
                    }));
        }
        for (uint32_t i = 0; i < 9; i++)
        {
            Simulator::Schedule(Seconds(10 + i), [&, i] {
                publisher = i % 3;
                network.Get(publisher)->Publish(100);
            });
        }
        network.RunUntil(Seconds(30));
        const auto thrice = [&network](uint32_t node) {
            return std::vector<Address>(3, network.addresses.GetAddress(node));
        };
        EXPECT_EQ(from.size(), 6u) << mode;
        for (const auto& one : from)
        {
            const uint32_t receiver = one.first.first;
            EXPECT_EQ(one.second, thrice(receiver == 1 ? one.first.second : 1)) << mode;
        }
    }
}

TEST(GossipSubHosts, AValidatorJudgesEachMessageUntilItIsUnset)
{
    const std::vector<std::string> texts = {"a legal message",
                                            "openly illegal content",
                                            "nothing controversial",
                                            "1ll3g4l content"};
    for (const auto verdict : {ValidationResult::REJECT, ValidationResult::IGNORE})
    {
        PubsubNetwork network(3);
        network.BuildAndCount(MakeGraph(3, {{0, 1}, {1, 2}}));
        network.Get(1)->SetValidator([verdict](Ptr<const PubsubMessage> message) {
            WakuMessage decoded;
            EXPECT_TRUE(WakuMessage::Decode(message->GetData(), decoded));
            const Bytes bytes = decoded.payload.ToVector();
            const std::string text(bytes.begin(), bytes.end());
            return text.find("illegal") == std::string::npos ? ValidationResult::ACCEPT : verdict;
        });
        for (uint32_t i = 0; i < 4; i++)
        {
            Simulator::Schedule(Seconds(10 + i), [&, i] {
                network.Get(0)->Publish(Bytes(texts[i].begin(), texts[i].end()));
            });
        }
        network.RunUntil(Seconds(20));
        EXPECT_EQ(network.delivered[1].size(), 3u);
        EXPECT_EQ(network.delivered[2].size(), 3u);
        network.Get(1)->SetValidator(nullptr);
        Simulator::Schedule(Seconds(1), [&] {
            network.Get(0)->Publish(Bytes(texts[1].begin(), texts[1].end()));
        });
        network.RunUntil(Seconds(30));
        EXPECT_EQ(network.delivered[2].size(), 4u);
    }
}

TEST(GossipSubHosts, TheSamePayloadOnTwoTopicsIsTwoMessages)
{
    PubsubNetwork network(2);
    network.BuildAndCount("complete");
    WakuMessage message;
    message.contentTopic = "/ns-3/1/traffic/proto";
    message.timestamp = 1000;
    message.payload = VirtualBytes({1, 2, 3});
    Simulator::Schedule(Seconds(5), [&] {
        network.Get(0)->Subscribe(OTHER_TOPIC);
        network.Get(1)->Subscribe(OTHER_TOPIC);
    });
    Simulator::Schedule(Seconds(10), [&] {
        network.Get(0)->Publish(TOPIC, message);
        network.Get(0)->Publish(OTHER_TOPIC, message);
    });
    network.RunUntil(Seconds(12));
    ASSERT_EQ(network.delivered[1].size(), 2u);
    EXPECT_EQ(network.delivered[1][0]->GetData(), network.delivered[1][1]->GetData());
    EXPECT_FALSE(network.delivered[1][0]->GetId() == network.delivered[1][1]->GetId());
}

TEST(GossipSubHosts, ARelayThatStartsLateIsAPeerBothWaysUntilItStops)
{
    PubsubNetwork network(2);
    network.BuildAndCount(MakeGraph(2, {{0, 1}}));
    network.Get(1)->SetStartTime(Seconds(20));
    network.Get(1)->SetStopTime(Seconds(120));
    network.RunUntil(Seconds(19));
    EXPECT_TRUE(network.Subscribers(0, TOPIC).IsEmpty());
    network.PublishAt(Seconds(81), 0, 100);
    network.PublishAt(Seconds(82), 1, 100);
    network.RunUntil(Seconds(119));
    ASSERT_EQ(network.Subscribers(0, TOPIC).GetSize(), 1u);
    EXPECT_EQ(network.Subscribers(1, TOPIC).GetSize(), 1u);
    EXPECT_EQ(network.delivered[0].size(), 1u);
    EXPECT_EQ(network.delivered[1].size(), 1u);
    const PeerId peer = network.Subscribers(0, TOPIC).Get()[0];
    const Ptr<const StreamFrame> frame = PubsubRpcEncoder::Encode(PubsubRpc());
    EXPECT_TRUE(network.Get(0)->GetConnections()->Send(peer, frame));
    network.RunUntil(Seconds(121));
    EXPECT_TRUE(network.Subscribers(0, TOPIC).IsEmpty());
    EXPECT_FALSE(network.Get(0)->GetConnections()->Send(peer, frame));
}

TEST(GossipSubHosts, AllKnowWhoIsSubscribedAfterManyChanges)
{
    constexpr uint32_t N = 20;
    PubsubNetwork network(N);
    network.Build("complete");
    const auto subscribeAt = [&network](Time at, uint32_t i, bool subscribe) {
        Simulator::Schedule(at, [&network, i, subscribe] {
            subscribe ? network.Get(i)->Subscribe(OTHER_TOPIC)
                      : network.Get(i)->Unsubscribe(OTHER_TOPIC);
        });
    };
    for (uint32_t i = 0; i < N; i++)
    {
        // Some before all are connected, some after.
        subscribeAt(i < N / 2 ? MilliSeconds(50) : Seconds(20), i, true);
        subscribeAt(Seconds(30), i, i % 2 == 0);
        for (uint32_t change = 0; change < 21; change++)
        {
            subscribeAt(Seconds(40) + MilliSeconds(30 * change + 7 * i), i, change % 2 == i % 2);
        }
    }
    const auto expectSubscribed = [&network](uint32_t even, uint32_t odd) {
        for (uint32_t i = 0; i < N; i++)
        {
            EXPECT_EQ(network.Subscribers(i, OTHER_TOPIC).GetSize(), i % 2 == 0 ? even : odd) << i;
        }
    };
    network.RunUntil(Seconds(29));
    expectSubscribed(N - 1, N - 1);
    network.RunUntil(Seconds(39));
    expectSubscribed(N / 2 - 1, N / 2);
    network.RunUntil(Seconds(50));
    expectSubscribed(N / 2 - 1, N / 2);
}
