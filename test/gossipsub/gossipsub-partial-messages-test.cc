/* SPDX-License-Identifier: GPL-2.0-only */
#include "extension-node.h"

#include "ns3/partial-column.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr std::size_t CELLS = 8;
const PartialColumn::Root ROOT{1, 2, 3};

/// An application that exchanges columns, and remembers what it got.
struct Columns : PartialMessageHandler
{
    std::optional<std::string> UniteMetadata(const std::string& a,
                                             const std::string& b) const override
    {
        return PartialColumn::Unite(a, b);
    }

    bool ValidatePartial(const PubsubPartialRpc& rpc) const override
    {
        return isValid && (!rpc.partsMetadata || PartialColumn::DecodeMetadata(*rpc.partsMetadata));
    }

    void HandlePartial(Time, PeerId peer, const PubsubPartialRpc& rpc) override
    {
        received.emplace_back(peer, rpc);
    }

    bool isValid{true};
    std::vector<std::pair<PeerId, PubsubPartialRpc>> received;
};

PartialColumn
MakeColumn(const std::vector<std::size_t>& cells, uint8_t root = 1)
{
    PartialColumn column({root}, CELLS);
    for (const std::size_t cell : cells)
    {
        column.Add(cell);
    }
    return column;
}

/// A node that wants partial messages and supports sending them, with six mesh peers.
struct PartialNode : ExtensionNode
{
    explicit PartialNode(bool requests = true)
    {
        Set("PartialMessages", "true");
        Set("FloodPublish", "false");
        prepare = [this, requests](GossipSubRouter& made) {
            made.SetPartialMessageHandler(&columns);
            made.SetPartialTopic(TOPIC, requests, true);
        };
    }

    /// A peer tells how it uses partial messages.
    void Prefer(PeerId peer, bool requests, bool supports, bool subscribe = true)
    {
        PubsubRpc rpc;
        rpc.subscriptions.push_back({subscribe, TOPIC, requests, supports});
        Receive(peer, rpc);
    }

    void ReceivePartial(PeerId peer,
                        const std::string& group,
                        const std::optional<std::string>& metadata,
                        const std::optional<VirtualBytes>& parts = std::nullopt)
    {
        ReceiveExtension(peer, [&](PubsubExtensionRpc& extension) {
            extension.partial = PubsubPartialRpc{TOPIC, group, parts, metadata};
        });
    }

    /// \return what was sent to a peer of partial messages
    std::vector<PubsubPartialRpc> PartialsTo(PeerId peer) const
    {
        std::vector<PubsubPartialRpc> partials;
        for (const Sent& one : sent)
        {
            if (one.peer == peer && one.rpc.extension && one.rpc.extension->partial)
            {
                partials.push_back(*one.rpc.extension->partial);
            }
        }
        return partials;
    }

    GossipSubPartialMessages& Partials()
    {
        return router->GetExtensions()->partials;
    }

    Columns columns;
};

} // namespace

TEST(GossipSubPartialMessages, PreferencesGoWithTheSubscription)
{
    for (const bool requests : {true, false})
    {
        PartialNode node(requests);
        node.Start();
        node.AddPeer();
        const PubsubRpc::SubOpts& opts = node.sent.front().rpc.subscriptions.at(0);
        EXPECT_EQ(opts.requestsPartial, requests);
        EXPECT_TRUE(opts.supportsPartial);
        node.sent.clear();
        node.router->Unsubscribe(node.now, node.TOPIC);
        const PubsubRpc::SubOpts& end = node.sent.front().rpc.subscriptions.at(0);
        EXPECT_FALSE(end.requestsPartial || end.supportsPartial);
    }
}

TEST(GossipSubPartialMessages, ReplaceFullOnesForPeersThatWantThem)
{
    PartialNode node;
    node.StartWith(2);
    node.Prefer(node.inside[0], true, true);
    node.Prefer(node.inside[1], false, true);
    node.Prefer(node.others[0], true, true);
    const auto own = node.Make();
    node.router->Publish(node.now, own);
    EXPECT_EQ(node.SentTo(own), AllBut(node.inside, {node.inside[0]}));
    const auto relayed = node.Make(2000);
    node.ReceiveMessage(node.inside[2], relayed);
    EXPECT_EQ(node.SentTo(relayed), AllBut(node.inside, {node.inside[0], node.inside[2]}));
    EXPECT_EQ(node.IDontWantsTo(), AllBut(node.inside, {node.inside[0], node.inside[2]}));
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.IHavesTo(), std::multiset<PeerId>{node.others[1]});
    // Until the peer takes it back.
    node.Prefer(node.inside[0], false, false);
    const auto next = node.Make();
    node.router->Publish(node.now, next);
    EXPECT_EQ(node.SentTo(next), AsSet(node.inside));
}

TEST(GossipSubPartialMessages, DoNotReplaceFullOnesIfThisNodeDoesNotSupportThemOnTheTopic)
{
    PartialNode node;
    node.StartWith(0);
    node.router->SetPartialTopic(node.TOPIC, false, false);
    node.Prefer(node.inside[0], true, true);
    const auto own = node.Make();
    node.router->Publish(node.now, own);
    EXPECT_EQ(node.SentTo(own), AsSet(node.inside));
}

TEST(GossipSubPartialMessages, PublishTellsPartsAndSendsWhatAPeerLacks)
{
    PartialNode node;
    node.StartWith(0);
    node.Prefer(node.inside[0], true, true);
    node.Prefer(node.inside[1], false, true);
    const PartialColumn mine = MakeColumn({0, 1, 2, 3});
    const PartialColumn theirs = MakeColumn({2, 3, 4});
    node.ReceivePartial(node.inside[0], theirs.GetGroupId(), theirs.GetPartsMetadata());
    ASSERT_EQ(node.columns.received.size(), 1u);
    EXPECT_EQ(node.Partials().Publish(node.TOPIC, mine), 2u);
    const auto wanting = node.PartialsTo(node.inside[0]);
    ASSERT_EQ(wanting.size(), 1u);
    EXPECT_EQ(wanting[0].partsMetadata, mine.GetPartsMetadata());
    ASSERT_TRUE(wanting[0].parts);
    EXPECT_EQ(PartialColumn::DecodeCells(*wanting[0].parts), MakeColumn({0, 1}).GetAvailable());
    // Who can send partial messages but does not want them gets no parts.
    const auto sending = node.PartialsTo(node.inside[1]);
    ASSERT_EQ(sending.size(), 1u);
    EXPECT_FALSE(sending[0].parts);
    EXPECT_EQ(sending[0].partsMetadata, mine.GetPartsMetadata());
    EXPECT_TRUE(node.PartialsTo(node.inside[2]).empty());
    // The same again says nothing.
    node.sent.clear();
    EXPECT_EQ(node.Partials().Publish(node.TOPIC, mine), 0u);
    EXPECT_TRUE(node.sent.empty());
}

TEST(GossipSubPartialMessages, MorePartsAreToldAndSentOnceEach)
{
    PartialNode node;
    node.StartWith(0);
    node.Prefer(node.inside[0], true, true);
    PartialColumn mine = MakeColumn({0});
    node.ReceivePartial(node.inside[0], mine.GetGroupId(), MakeColumn({}).GetPartsMetadata());
    node.Partials().Publish(node.TOPIC, mine);
    mine.Add(5);
    node.Partials().Publish(node.TOPIC, mine);
    const auto partials = node.PartialsTo(node.inside[0]);
    ASSERT_EQ(partials.size(), 2u);
    EXPECT_EQ(PartialColumn::DecodeCells(*partials[0].parts), MakeColumn({0}).GetAvailable());
    EXPECT_EQ(PartialColumn::DecodeCells(*partials[1].parts), MakeColumn({5}).GetAvailable());
}

TEST(GossipSubPartialMessages, EagerPartsGoToPeersOfWhichNothingIsKnown)
{
    PartialNode node;
    node.StartWith(0);
    node.Prefer(node.inside[0], true, true);
    node.Prefer(node.inside[1], true, true);
    const PartialColumn mine = MakeColumn({0, 1});
    node.ReceivePartial(node.inside[1], mine.GetGroupId(), mine.GetPartsMetadata());
    node.Partials().Publish(node.TOPIC, mine, mine.GetHeader());
    ASSERT_EQ(node.PartialsTo(node.inside[0]).size(), 1u);
    EXPECT_EQ(node.PartialsTo(node.inside[0])[0].parts, mine.GetHeader());
    EXPECT_FALSE(node.PartialsTo(node.inside[1])[0].parts);
}

TEST(GossipSubPartialMessages, HeartbeatTellsPeersOutsideTheMesh)
{
    PartialNode node;
    node.StartWith(2);
    node.Prefer(node.others[0], true, true);
    const PartialColumn mine = MakeColumn({0, 1});
    node.Partials().Publish(node.TOPIC, mine);
    EXPECT_TRUE(node.PartialsTo(node.others[0]).empty());
    node.Run(Seconds(3));
    ASSERT_EQ(node.PartialsTo(node.others[0]).size(), 1u);
    EXPECT_EQ(node.PartialsTo(node.others[0])[0].partsMetadata, mine.GetPartsMetadata());
    EXPECT_TRUE(node.PartialsTo(node.others[1]).empty());
}

TEST(GossipSubPartialMessages, OfPeersReachTheApplicationIfItCanUseThem)
{
    PartialNode node(false);
    node.StartWith(0);
    const PartialColumn theirs = MakeColumn({1});
    // This node wants none, and the peer neither.
    node.Prefer(node.inside[0], false, true);
    node.ReceivePartial(node.inside[0], theirs.GetGroupId(), theirs.GetPartsMetadata());
    EXPECT_TRUE(node.columns.received.empty());
    node.Prefer(node.inside[0], true, true);
    node.ReceivePartial(node.inside[0], theirs.GetGroupId(), theirs.GetPartsMetadata());
    EXPECT_EQ(node.columns.received.size(), 1u);
    node.columns.isValid = false;
    node.ReceivePartial(node.inside[0], theirs.GetGroupId(), theirs.GetPartsMetadata());
    EXPECT_EQ(node.columns.received.size(), 1u);
}

TEST(GossipSubPartialMessages, WithoutTopicOrGroupArePenalised)
{
    PartialNode node;
    node.Score("BehaviourPenaltyWeight", "-10");
    node.StartWith(0);
    node.ReceivePartial(node.inside[0], "", MakeColumn({}).GetPartsMetadata());
    EXPECT_LT(node.router->GetScore(node.inside[0]), 0);
    node.ReceiveExtension(node.inside[1], [](PubsubExtensionRpc& extension) {
        extension.partial = PubsubPartialRpc{"", "group", std::nullopt, std::nullopt};
    });
    EXPECT_LT(node.router->GetScore(node.inside[1]), 0);
    EXPECT_TRUE(node.columns.received.empty());
}

TEST(GossipSubPartialMessages, MalformedMetadataOfAPeerAreForgotten)
{
    PartialNode node;
    node.StartWith(0);
    node.Prefer(node.inside[0], true, true);
    const PartialColumn mine = MakeColumn({0});
    // Well formed, but of another number of cells.
    node.ReceivePartial(node.inside[0],
                        mine.GetGroupId(),
                        PartialColumn(ROOT, 3).GetPartsMetadata());
    node.Partials().Publish(node.TOPIC, mine);
    ASSERT_EQ(node.PartialsTo(node.inside[0]).size(), 1u);
    EXPECT_FALSE(node.PartialsTo(node.inside[0])[0].parts);
}

TEST(GossipSubPartialMessages, GroupsAreBoundedAndEnd)
{
    PartialNode node;
    node.Set("MaxPartialGroupsPerPeer", "5");
    node.Set("MaxPartialGroups", "8");
    node.Set("PartialGroupTtl", "3");
    node.StartWith(0);
    const std::string metadata = MakeColumn({}).GetPartsMetadata();
    for (uint8_t group = 0; group < 20; group++)
    {
        node.ReceivePartial(node.inside[0], MakeColumn({}, group).GetGroupId(), metadata);
        node.ReceivePartial(node.inside[1], MakeColumn({}, 100 + group).GetGroupId(), metadata);
    }
    EXPECT_EQ(node.Partials().GetNGroups(), 10u);
    EXPECT_EQ(node.Partials().GetNDropped(), 30u);
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.Partials().GetNGroups(), 8u);
    node.Run(Seconds(2));
    EXPECT_EQ(node.Partials().GetNGroups(), 0u);
    // The peer may begin others.
    node.ReceivePartial(node.inside[0], MakeColumn({}, 50).GetGroupId(), metadata);
    EXPECT_EQ(node.Partials().GetNGroups(), 1u);
    node.router->RemovePeer(node.now, node.inside[0]);
    EXPECT_EQ(node.Partials().GetNGroups(), 0u);
}

TEST(PartialColumn, PartsAndMetadataAreThoseOfTheConsensusSpecification)
{
    const PartialColumn column = MakeColumn({0, 3});
    // Version 0, then the root.
    EXPECT_EQ(column.GetGroupId().size(), 33u);
    EXPECT_EQ(column.GetGroupId()[0], '\0');
    EXPECT_EQ(column.GetGroupId()[1], '\1');
    // Two offsets and two bitlists of eight bits and the bit that ends them.
    const std::string metadata = column.GetPartsMetadata();
    EXPECT_EQ(metadata, std::string("\x08\0\0\0\x0a\0\0\0\x09\x01\xf6\x01", 12));
    // Four offsets, a bitmap, a cell and a proof for each bit that is set.
    const auto parts = column.GetParts("");
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->GetSize(), 4 * 4 + 2 + 2 * (2048u + 48));
    EXPECT_LT(parts->GetHead().size(), 20u);
    EXPECT_EQ(PartialColumn::DecodeCells(*parts), column.GetAvailable());
    EXPECT_EQ(PartialColumn::DecodeCells(VirtualBytes(parts->ToVector())), column.GetAvailable());
    // No cells; a header with a commitment for each cell.
    EXPECT_EQ(column.GetHeader().GetSize(), 4 * 4 + 2 + 4 + 4 + 112 + 96 + 128 + 8 * 48u);
    EXPECT_EQ(PartialColumn::DecodeCells(column.GetHeader()), PartialColumn::Cells(CELLS));
}

TEST(PartialColumn, GrowsByThePartsOfOthers)
{
    PartialColumn mine = MakeColumn({0, 1});
    const PartialColumn theirs = MakeColumn({1, 2, 3});
    const auto parts = theirs.GetParts(mine.GetPartsMetadata());
    ASSERT_TRUE(parts);
    EXPECT_EQ(mine.AddParts(*parts), 2u);
    EXPECT_EQ(mine.GetNAvailable(), 4u);
    EXPECT_FALSE(mine.IsComplete());
    EXPECT_EQ(mine.AddParts(*MakeColumn({0, 1, 2, 3, 4, 5, 6, 7}).GetParts("")), 4u);
    EXPECT_TRUE(mine.IsComplete());
    EXPECT_EQ(mine.AddParts(PartialColumn(ROOT, 3).GetHeader()), std::nullopt);
    const auto united = PartialColumn::Unite(MakeColumn({0}).GetPartsMetadata(),
                                             MakeColumn({5}).GetPartsMetadata());
    EXPECT_EQ(united, MakeColumn({0, 5}).GetPartsMetadata());
}

TEST(PartialColumn, AnyBytesAreReadOrRefused)
{
    const PartialColumn column = MakeColumn({0, 7});
    const std::string metadata = column.GetPartsMetadata();
    const std::vector<uint8_t> parts = column.GetParts("")->ToVector();
    for (std::size_t i = 0; i < metadata.size(); i++)
    {
        EXPECT_FALSE(PartialColumn::DecodeMetadata(metadata.substr(0, i)) &&
                     i < metadata.size() - 2);
        for (int value = 0; value < 256; value++)
        {
            std::string changed = metadata;
            changed[i] = static_cast<char>(value);
            PartialColumn::DecodeMetadata(changed);
            column.GetParts(changed);
            PartialColumn::Unite(changed, metadata);
        }
    }
    for (std::size_t i = 0; i < 20; i++)
    {
        for (int value = 0; value < 256; value++)
        {
            std::vector<uint8_t> changed = parts;
            changed[i] = static_cast<uint8_t>(value);
            PartialColumn::DecodeCells(VirtualBytes(changed));
        }
        EXPECT_FALSE(PartialColumn::DecodeCells(
            VirtualBytes(std::vector<uint8_t>(parts.begin(), parts.begin() + i))));
    }
}
