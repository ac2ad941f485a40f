/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-meshed-node.h"
#include "trace-sink.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(GossipSubTraces, EveryControlMessageIsTracedBothWays)
{
    MeshedNode node;
    using Trace = std::vector<std::pair<GossipSubControl, uint32_t>>;
    Trace out;
    Trace in;
    const auto connect = [&node](const char* name, Trace& trace) {
        node.router->TraceConnectWithoutContext(
            name,
            MakeTraceSink<PeerId, GossipSubControl, const std::string&, uint32_t>(
                [&trace](PeerId, GossipSubControl control, const std::string&, uint32_t ids) {
                    trace.emplace_back(control, ids);
                }));
    };
    node.StartWith(1);
    connect("ControlSent", out);
    connect("ControlReceived", in);
    const auto message = node.Make(2000);
    node.ReceiveMessage(node.inside[0], message);
    EXPECT_EQ(out, Trace(5, {GossipSubControl::IDONTWANT, 1}));
    out.clear();
    node.Run(HEARTBEAT);
    EXPECT_EQ(out, Trace({{GossipSubControl::IHAVE, 1}}));
    out.clear();
    node.IHave(node.others[0], {FakeGossipSub::MakeId(1), FakeGossipSub::MakeId(2)});
    EXPECT_EQ(out, Trace({{GossipSubControl::IWANT, 2}}));
    node.Graft(node.others[0]);
    node.Prune(node.others[0]);
    node.IWant(node.others[0], {message->GetId()});
    node.IDontWant(node.others[0], {message->GetId()});
    EXPECT_EQ(in,
              Trace({{GossipSubControl::IHAVE, 2},
                     {GossipSubControl::GRAFT, 0},
                     {GossipSubControl::PRUNE, 0},
                     {GossipSubControl::IWANT, 1},
                     {GossipSubControl::IDONTWANT, 1}}));
    out.clear();
    node.Graft(node.others[0]);
    EXPECT_EQ(out, Trace({{GossipSubControl::PRUNE, 0}}));
}

TEST(GossipSubTraces, WhoEntersAndLeavesTheMeshAndWhoBreaksAPromiseIsTraced)
{
    MeshedNode node;
    node.StartWith(1);
    using Mesh = std::vector<std::pair<PeerId, std::string>>;
    Mesh grafted;
    Mesh pruned;
    const auto connect = [&node](const char* name, Mesh& trace) {
        node.router->TraceConnectWithoutContext(
            name,
            MakeTraceSink<PeerId, const std::string&>(
                [&trace](PeerId peer, const std::string& topic) {
                    trace.emplace_back(peer, topic);
                }));
    };
    connect("Graft", grafted);
    connect("Prune", pruned);
    std::vector<std::pair<PeerId, uint32_t>> broken;
    node.router->TraceConnectWithoutContext(
        "BrokenPromise",
        MakeTraceSink<PeerId, uint32_t>(
            [&broken](PeerId peer, uint32_t count) { broken.emplace_back(peer, count); }));
    const PeerId other = node.others[0];
    node.Graft(other);
    node.Graft(other);
    EXPECT_EQ(grafted, (Mesh{{other, node.TOPIC}}));
    EXPECT_TRUE(pruned.empty());
    node.Prune(node.inside[2]);
    node.Prune(node.inside[2]);
    node.router->RemovePeer(node.now, other);
    EXPECT_EQ(pruned, (Mesh{{node.inside[2], node.TOPIC}, {other, node.TOPIC}}));
    node.IHave(node.inside[1], {FakeGossipSub::MakeId(1)});
    node.IHave(node.inside[1], {FakeGossipSub::MakeId(2)});
    node.Run(Seconds(3));
    EXPECT_TRUE(broken.empty());
    node.Run(Seconds(3));
    EXPECT_EQ(broken, (std::vector<std::pair<PeerId, uint32_t>>{{node.inside[1], 2}}));
    EXPECT_EQ(grafted.size(), 1u);
}
