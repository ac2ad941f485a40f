/* SPDX-License-Identifier: GPL-2.0-only */
#include "extension-node.h"
#include "trace-sink.h"

#include "ns3/pubsub-protocol.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// A node with the Test Extension that scores its peers.
struct TestExtensionNode : ExtensionNode
{
    TestExtensionNode()
    {
        Set("TestExtension", "true");
        Score("BehaviourPenaltyWeight", "-10");
    }

    std::multiset<PeerId> TestsTo() const
    {
        return ExtensionsTo([](const auto& extension) { return extension.test; });
    }
};

void
SayTest(PubsubExtensionRpc& extension)
{
    extension.supported = PubsubExtensionSet{false, true, false, false, false};
}

} // namespace

TEST(GossipSubExtensions, AreToldInTheFirstRpcToAPeerAndOnlyThere)
{
    ExtensionNode node;
    node.Set("Preamble", "true");
    node.Set("Choke", "true");
    node.Start();
    const PeerId peer = node.AddPeer();
    ASSERT_FALSE(node.sent.empty());
    const PubsubRpc& hello = node.sent.front().rpc;
    EXPECT_EQ(hello.subscriptions.size(), 1u);
    ASSERT_TRUE(hello.extension && hello.extension->supported);
    EXPECT_TRUE(hello.extension->supported->preamble);
    EXPECT_TRUE(hello.extension->supported->choke);
    EXPECT_FALSE(hello.extension->supported->partialMessages);
    node.Run(Seconds(10));
    EXPECT_EQ(node.ExtensionsTo([](const auto& extension) { return !!extension.supported; }),
              std::multiset<PeerId>{peer});
}

TEST(GossipSubExtensions, AreNotToldIfAllAreOff)
{
    ExtensionNode node;
    node.StartWith(2);
    node.Run(Seconds(3));
    EXPECT_EQ(node.router->GetExtensions(), nullptr);
    for (const auto& one : node.sent)
    {
        EXPECT_FALSE(one.rpc.extension);
    }
}

TEST(GossipSubExtensions, AreUsedWithPeersThatSupportThemToo)
{
    TestExtensionNode node;
    node.Start();
    const PeerId with = node.AddPeer(false, false);
    const PeerId without = node.AddPeer(false, false);
    const PeerId other = node.AddPeer(false, false);
    node.ReceiveExtension(with, SayTest);
    node.Receive(without, PubsubRpc());
    node.ReceiveExtension(other, [](PubsubExtensionRpc& extension) {
        extension.supported = PubsubExtensionSet{true, false, true, true, true};
    });
    EXPECT_EQ(node.TestsTo(), std::multiset<PeerId>{with});
    EXPECT_TRUE(node.router->GetExtensions()->GetCommon(with).test);
    EXPECT_FALSE(node.router->GetExtensions()->GetCommon(other).Any());
}

TEST(GossipSubExtensions, ThatAreToldTwiceOrLateArePenalisedAndLeftAlone)
{
    TestExtensionNode node;
    node.Start();
    const PeerId twice = node.AddPeer(false, false);
    node.ReceiveExtension(twice, SayTest);
    EXPECT_EQ(node.router->GetScore(twice), 0);
    node.ReceiveExtension(twice, SayTest);
    EXPECT_LT(node.router->GetScore(twice), 0);
    EXPECT_EQ(node.TestsTo().size(), 1u);
    const PeerId late = node.AddPeer();
    node.ReceiveExtension(late, SayTest);
    EXPECT_LT(node.router->GetScore(late), 0);
    EXPECT_FALSE(node.router->GetExtensions()->GetCommon(late).test);
}

TEST(GossipSubExtensions, EndWithTheConnection)
{
    TestExtensionNode node;
    node.Start();
    const PeerId peer = node.AddPeer(false, false);
    node.ReceiveExtension(peer, SayTest);
    node.router->RemovePeer(node.now, peer);
    EXPECT_FALSE(node.router->GetExtensions()->GetCommon(peer).Any());
}

TEST(GossipSubExtensions, MessagesOfOthersAreIgnored)
{
    TestExtensionNode node;
    node.StartWith(0);
    const auto message = node.Make(100000);
    node.Preamble(node.inside[0], message);
    node.ImReceiving(node.inside[1], message);
    node.ReceiveExtension(node.inside[0], [&](PubsubExtensionRpc& extension) {
        extension.ping = "ping";
        extension.choke.push_back(node.TOPIC);
        extension.partial = PubsubPartialRpc{node.TOPIC, "group", std::nullopt, "m"};
    });
    node.Run(Seconds(3));
    EXPECT_EQ(node.ExtensionsTo([](const auto&) { return true; }).size(), 0u);
}

TEST(GossipSubExtensions, GiveTheProtocolItsId)
{
    Ptr<PubsubProtocol> protocol = CreateObject<PubsubProtocol>();
    protocol->SetAttribute("Mode", StringValue("GossipSub"));
    EXPECT_EQ(protocol->GetProtocolId(), "/meshsub/1.2.0");
    protocol->GetRouter()->SetAttribute("PingPong", StringValue("true"));
    EXPECT_EQ(protocol->GetProtocolId(), "/meshsub/1.3.0");
    protocol->SetAttribute("ProtocolId", StringValue("/x/1"));
    EXPECT_EQ(protocol->GetProtocolId(), "/x/1");
    protocol->Dispose();
}

TEST(GossipSubPingPong, BytesComeBackUpToABudgetForEachHeartbeat)
{
    ExtensionNode node;
    node.Set("PingPong", "true");
    node.Set("PingBudget", "100");
    node.StartWith(0);
    const auto pongs = [&](PeerId peer) {
        return node
            .ExtensionsTo(
                [](const auto& extension) { return extension.pong == std::string(60, 'p'); })
            .count(peer);
    };
    const auto ping = [&](PeerId peer) {
        node.ReceiveExtension(peer, [](PubsubExtensionRpc& extension) {
            extension.ping = std::string(60, 'p');
        });
    };
    ping(node.inside[0]);
    ping(node.inside[0]);
    ping(node.inside[1]);
    EXPECT_EQ(pongs(node.inside[0]), 1u);
    EXPECT_EQ(pongs(node.inside[1]), 1u);
    node.Run(HEARTBEAT);
    ping(node.inside[0]);
    EXPECT_EQ(pongs(node.inside[0]), 2u);
}

TEST(GossipSubPingPong, AnswersToAPingAreTraced)
{
    ExtensionNode node;
    node.Set("PingPong", "true");
    node.StartWith(0);
    std::vector<std::string> pongs;
    node.router->TraceConnectWithoutContext(
        "Pong",
        MakeTraceSink<PeerId, const std::string&>(
            [&](PeerId, const std::string& bytes) { pongs.push_back(bytes); }));
    node.router->GetExtensions()->pingPong.Ping(node.inside[2], "hello");
    EXPECT_EQ(node.ExtensionsTo([](const auto& extension) { return extension.ping == "hello"; }),
              std::multiset<PeerId>{node.inside[2]});
    node.ReceiveExtension(node.inside[2],
                          [](PubsubExtensionRpc& extension) { extension.pong = "hello"; });
    EXPECT_EQ(pongs, std::vector<std::string>{"hello"});
}

TEST(GossipSubPublish, IDontWantGoesBeforeTheMessageIfSoSet)
{
    for (const bool isOn : {false, true})
    {
        MeshedNode node;
        node.Set("FloodPublish", "false");
        node.Set("IDontWantOnPublish", isOn ? "true" : "false");
        node.StartWith(3);
        const auto large = node.Make(2000);
        node.router->Publish(node.now, large);
        EXPECT_EQ(node.IDontWantsTo(), isOn ? AsSet(node.inside) : std::multiset<PeerId>()) << isOn;
        EXPECT_EQ(node.SentTo(large), AsSet(node.inside));
        if (isOn)
        {
            EXPECT_FALSE(node.sent.front().message);
        }
        node.sent.clear();
        node.router->Publish(node.now, node.Make(1000));
        EXPECT_TRUE(node.IDontWantsTo().empty());
    }
}

TEST(GossipSubPublish, ABatchIsSentOneCopyOfEachMessageInTurn)
{
    MeshedNode node;
    node.Set("FloodPublish", "false");
    node.StartWith(0);
    PubsubRouter::Messages batch{node.Make(), node.Make(), node.Make()};
    node.router->Publish(node.now, batch[1]);
    node.sent.clear();
    node.router->PublishBatch(node.now, batch);
    // What was published already is left out.
    ASSERT_EQ(node.sent.size(), 12u);
    for (std::size_t round = 0; round < 6; round++)
    {
        const std::set<Ptr<const PubsubMessage>> sent{node.sent[2 * round].message,
                                                      node.sent[2 * round + 1].message};
        EXPECT_EQ(sent, (std::set<Ptr<const PubsubMessage>>{batch[0], batch[2]})) << round;
    }
    EXPECT_EQ(node.SentTo(batch[0]), AsSet(node.inside));
    EXPECT_EQ(node.SentTo(batch[2]), AsSet(node.inside));
}

TEST(GossipSubPublish, MessagesWithinAWindowAreABatch)
{
    MeshedNode node;
    node.Set("FloodPublish", "false");
    node.Set("BatchWindow", "10ms");
    node.StartWith(0);
    const auto first = node.Make();
    const auto second = node.Make();
    node.router->Publish(node.now, first);
    node.Run(MilliSeconds(4));
    node.router->Publish(node.now, second);
    EXPECT_TRUE(node.SentTo(first).empty());
    node.Run(MilliSeconds(6));
    EXPECT_EQ(node.SentTo(first), AsSet(node.inside));
    EXPECT_EQ(node.SentTo(second), AsSet(node.inside));
    EXPECT_NE(node.sent[0].message, node.sent[1].message);
    node.sent.clear();
    const auto third = node.Make();
    node.router->Publish(node.now, third);
    node.Run(MilliSeconds(10));
    EXPECT_EQ(node.SentTo(third).size(), 6u);
}
