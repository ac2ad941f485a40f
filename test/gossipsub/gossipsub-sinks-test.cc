/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-fake-host.h"
#include "trace-sink.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// A node in whose life every trace source of a router fires, and whose sinks interfere.
struct BusyNode : FakeGossipSub
{
    using Interference = std::function<void(BusyNode&)>;

    const std::string OTHER = "/waku/2/rs/0/1";

    BusyNode()
    {
        Set("D_high", "8");
        Set("FloodPublish", "false");
        Set("IWantFollowupTime", "1s");
        Score("AppSpecificWeight", "1");
        Score("BehaviourPenaltyWeight", "-1");
        Score("GossipThreshold", "-50");
        Score("PublishThreshold", "-60");
        Score("GraylistThreshold", "-70");
        Score("DecayInterval", "1s");
        prepare = [this](GossipSubRouter& made) {
            made.SetAppSpecificScore([this](const Address& host) { return scores[host] += 1; });
        };
    }

    /// A host that loses a connection at once.
    void Disconnect(PeerId peer) override
    {
        router->RemovePeer(now, peer);
    }

    /// Interfere at the first times that a trace source fires, but not with the interference.
    void Interfere()
    {
        fired++;
        if (!m_interferes && interferences < 3)
        {
            m_interferes = true;
            interferences++;
            interference(*this);
            m_interferes = false;
        }
    }

    template <typename... Args>
    bool Connect(const std::string& name)
    {
        return router->TraceConnectWithoutContext(name, MakeTraceSink<Args...>([this](Args...) {
                                                      Interfere();
                                                  }));
    }

    /// Connect to the trace source, whatever its signature.
    void ConnectTo(const std::string& name)
    {
        using Message = Ptr<const PubsubMessage>;
        using Text = const std::string&;
        if (name == "ControlSent" || name == "ControlReceived")
        {
            ASSERT_TRUE((Connect<PeerId, GossipSubControl, Text, uint32_t>(name)));
        }
        else if (name == "Graft" || name == "Prune")
        {
            ASSERT_TRUE((Connect<PeerId, Text>(name)));
        }
        else if (name == "Score")
        {
            ASSERT_TRUE((Connect<PeerId, double, double>(name)));
        }
        else if (name == "IWantServed" || name == "Suppressed")
        {
            ASSERT_TRUE((Connect<PeerId, Message>(name)));
        }
        else if (name == "BrokenPromise")
        {
            ASSERT_TRUE((Connect<PeerId, uint32_t>(name)));
        }
        else if (name == "Subscribe" || name == "Unsubscribe")
        {
            ASSERT_TRUE((Connect<Text>(name)));
        }
        else
        {
            ASSERT_TRUE((Connect<Message, const PeerInfo&>(name)));
        }
    }

    /// What a peer sends that is subscribed to both topics.
    void Join(PeerId peer)
    {
        PubsubRpc rpc;
        rpc.subscriptions.push_back({true, OTHER});
        rpc.graft = {TOPIC, OTHER};
        Receive(peer, rpc);
    }

    void Live()
    {
        router->Subscribe(now, OTHER);
        for (uint32_t round = 0; round < 3; round++)
        {
            std::vector<PeerId> peers = AddPeers(8);
            peers.push_back(AddPeer(true));
            for (PeerId peer : peers)
            {
                Join(peer);
            }
            // Some are bad at the next heartbeat.
            scores[HostOf(1000 + peers[0])] = -20;
            scores[HostOf(1000 + peers[1])] = -1000;
            const auto message = Make(2000);
            ReceiveMessage(peers[2], message);
            ReceiveMessage(peers[3], message);
            ReceiveMessage(peers[3], Make(100, "/waku/2/rs/0/9"));
            IWant(peers[4], {message->GetId()});
            queued.insert({peers[5], message->GetId()});
            IDontWant(peers[5], {message->GetId()});
            IHave(peers[6], {MakeId(round)});
            router->Publish(now, Make(100, "/waku/2/rs/0/9"));
            router->Publish(now, Make(100));
            Run(Seconds(2));
            Prune(peers[7]);
            router->Unsubscribe(now, OTHER);
            router->Subscribe(now, OTHER);
            router->Subscribe(now, TOPIC);
            Run(Seconds(3));
        }
    }

    /// Nothing is known of peers that have gone, and a mesh is that of a subscription.
    void Check() const
    {
        for (const std::string& topic : {TOPIC, OTHER, std::string("/waku/2/rs/0/9")})
        {
            for (const PeerSet* peers : {&router->GetMesh(topic),
                                         &router->GetFanout(topic),
                                         &router->GetSubscribers(topic)})
            {
                for (PeerId peer : *peers)
                {
                    EXPECT_EQ(router->GetPeers().count(peer), 1u);
                }
            }
            EXPECT_TRUE(router->IsSubscribed(topic) ? router->GetFanout(topic).IsEmpty()
                                                    : router->GetMesh(topic).IsEmpty());
        }
    }

    std::map<Address, double> scores;
    Interference interference;
    uint32_t fired{0};
    uint32_t interferences{0};

  private:
    bool m_interferes{false};
};

const std::vector<std::string> SOURCES = {"Subscribe",
                                          "Unsubscribe",
                                          "FirstReceive",
                                          "Duplicate",
                                          "Unwanted",
                                          "ControlSent",
                                          "ControlReceived",
                                          "Graft",
                                          "Prune",
                                          "Score",
                                          "IWantServed",
                                          "Suppressed",
                                          "BrokenPromise"};

/// Lead the node's life once for each trace source.
void
InterfereAtEach(const BusyNode::Interference& interference)
{
    for (const std::string& source : SOURCES)
    {
        SCOPED_TRACE(source);
        BusyNode node;
        node.interference = interference;
        node.Start();
        node.ConnectTo(source);
        node.Live();
        EXPECT_GT(node.interferences, 0u);
        node.Check();
    }
}

} // namespace

TEST(GossipSubSinks, MayUnsubscribe)
{
    InterfereAtEach([](BusyNode& node) {
        node.router->Unsubscribe(node.now, node.TOPIC);
        node.router->Unsubscribe(node.now, node.OTHER);
    });
}

TEST(GossipSubSinks, MaySubscribeAndUnsubscribe)
{
    InterfereAtEach([](BusyNode& node) {
        node.router->Unsubscribe(node.now, node.TOPIC);
        node.router->Subscribe(node.now, node.TOPIC);
        node.router->Subscribe(node.now, "/waku/2/rs/0/9");
        node.router->Unsubscribe(node.now, "/waku/2/rs/0/9");
    });
}

TEST(GossipSubSinks, MayDisconnectEveryPeer)
{
    InterfereAtEach([](BusyNode& node) {
        std::vector<PeerId> peers;
        for (const auto& peer : node.router->GetPeers())
        {
            peers.push_back(peer.first);
        }
        for (PeerId peer : peers)
        {
            node.router->RemovePeer(node.now, peer);
        }
    });
}

TEST(GossipSubSinks, MayPublishAndConnectAndSetAttributes)
{
    InterfereAtEach([](BusyNode& node) {
        node.router->Publish(node.now, node.Make());
        node.router->Publish(node.now, node.Make(100, "/waku/2/rs/0/8"));
        node.router->AddPeer(node.now, {5000 + node.interferences, FakeGossipSub::HostOf(9), true});
        node.router->SetAttribute("D_score", StringValue("0"));
        node.router->SetAttribute("NimMesh", StringValue("true"));
        node.router->SetAttribute("Scoring", PointerValue());
    });
}

TEST(GossipSubSinks, ThatUnsubscribeDuringAHeartbeatLeaveTheTopicWhenItIsOver)
{
    FakeGossipSub node;
    node.Set("D_out", "0");
    node.Start();
    const std::vector<PeerId> peers = node.AddPeers(10);
    node.router->TraceConnectWithoutContext(
        "Graft",
        MakeTraceSink<PeerId, const std::string&>([&node](PeerId, const std::string&) {
            node.router->Unsubscribe(node.now, node.TOPIC);
            EXPECT_TRUE(node.router->IsSubscribed(node.TOPIC));
        }));
    node.Run(HEARTBEAT);
    EXPECT_FALSE(node.router->IsSubscribed(node.TOPIC));
    EXPECT_TRUE(node.Mesh().empty());
    // Whoever was told of a GRAFT is told of the PRUNE.
    EXPECT_EQ(node.GraftsTo().size(), 6u);
    EXPECT_EQ(node.PrunesTo(), node.GraftsTo());
    EXPECT_TRUE(node.sent.back().rpc.graft.empty());
}

TEST(StaticSinks, MayDisconnectThePeersToWhichAMessageIsBeingForwarded)
{
    // What is asked for during a step waits for its end, in its order.
    struct LosingHost : FakeGossipSub
    {
        void SendMessage(PeerId peer, Ptr<const PubsubMessage> message) override
        {
            FakeGossipSub::SendMessage(peer, message);
            for (PeerId other = 0; other < 5; other++)
            {
                staticRouter->RemovePeer(now, other);
            }
        }

        Ptr<PubsubRouter> staticRouter;
    };

    LosingHost node;
    ObjectFactory factory("ns3::StaticRouter");
    node.staticRouter = factory.Create<PubsubRouter>();
    node.staticRouter->SetHost(&node);
    node.staticRouter->SetMessagePool(node.pool);
    node.staticRouter->Start(node.now);
    node.staticRouter->Subscribe(node.now, node.TOPIC);
    for (PeerId peer = 0; peer < 5; peer++)
    {
        node.staticRouter->AddPeer(node.now, {peer, FakeGossipSub::HostOf(peer), true});
    }
    const auto message = node.Make();
    node.staticRouter->Publish(node.now, message);
    EXPECT_EQ(node.SentTo(message), (std::multiset<PeerId>{0, 1, 2, 3, 4}));
    EXPECT_TRUE(node.staticRouter->GetPeers().empty());
    node.staticRouter->Dispose();
}
