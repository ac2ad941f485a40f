/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/distributed-helper.h"
#include "ns3/propagation-journal.h"
#include "ns3/propagation-metrics.h"
#include "ns3/simulator.h"
#include "ns3/wan-packet-pieces.h"
#include "ns3/wan-ranks.h"

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <numeric>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

MessageKey
MakeId(uint8_t number)
{
    return {number};
}

/** \return how many nodes each rank has */
std::vector<uint32_t>
CountByRank(const std::vector<uint32_t>& rankOf, uint32_t ranks)
{
    std::vector<uint32_t> counts(ranks, 0);
    for (const uint32_t rank : rankOf)
    {
        counts.at(rank)++;
    }
    return counts;
}

} // namespace

TEST(PropagationJournal, TwoRanksTogetherSayWhatOneProcessSays)
{
    const MessageKey a = MakeId(1);
    const MessageKey b = MakeId(2);

    // Node 0 publishes a, node 3 publishes b; both travel 0 - 1 - 2 - 3, over ranks {0, 1}, {2, 3}.
    PropagationJournal first;
    first.SetSubscribed(Seconds(0), 0, "x", true);
    first.SetSubscribed(Seconds(0), 0, "", true);
    first.SetSubscribed(Seconds(0), 1, "x", true);
    first.SetSubscribed(Seconds(0), 1, "", true);
    first.Published(Seconds(1), 0, {a}, "x");
    first.Sent(Seconds(1), 0, 1, {a});
    first.ReceivedFirst(Seconds(2), 1, 0, {a});
    first.Delivered(Seconds(2), 1, {a});
    first.Sent(Seconds(1), 0, 1, {a});
    first.ReceivedFirst(Seconds(6), 1, 2, {b});
    first.Delivered(Seconds(6), 1, {b});
    first.Sent(Seconds(1), 0, 1, {b});
    first.ReceivedFirst(Seconds(7), 0, 1, {b});
    first.Delivered(Seconds(7), 0, {b});
    PropagationJournal second;
    for (uint32_t node : {2, 3})
    {
        // The topics in another order than on the first rank.
        second.SetSubscribed(Seconds(0), node, "", true);
        second.SetSubscribed(Seconds(0), node, "x", true);
    }
    second.ReceivedFirst(Seconds(3), 2, 1, {a});
    second.Delivered(Seconds(3), 2, {a});
    second.Sent(Seconds(1), 0, 1, {a});
    second.Published(Seconds(4), 3, {b}, "");
    second.Sent(Seconds(1), 0, 1, {b});
    second.ReceivedFirst(Seconds(4), 3, 2, {a});
    second.Delivered(Seconds(4), 3, {a});
    second.ReceivedFirst(Seconds(5), 2, 3, {b});
    second.Delivered(Seconds(5), 2, {b});
    second.Sent(Seconds(1), 0, 1, {b});
    second.ReceivedAgain(Seconds(1), 1, 0, {b});

    PropagationJournal joined;
    joined.Add(first.Serialize());
    joined.Add(second.Serialize());
    PropagationMetrics metrics(4);
    joined.Replay(metrics);

    EXPECT_EQ(metrics.GetNPublished(), 2U);
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 6U);
    EXPECT_EQ(metrics.GetNDelivered(), 6U);
    EXPECT_EQ(metrics.GetNTransmissions(), 6U);
    EXPECT_EQ(metrics.GetNDuplicates(), 1U);
    EXPECT_EQ(metrics.GetHops(), (std::vector<uint64_t>{0, 2, 2, 2}));
    EXPECT_DOUBLE_EQ(metrics.GetLatency().GetMin(), 1);
    EXPECT_DOUBLE_EQ(metrics.GetLatency().GetMax(), 3);
    EXPECT_DOUBLE_EQ(metrics.GetLatency().GetMean(), 2);
    EXPECT_EQ(metrics.GetTimeToAll().GetCount(), 2U);
}

TEST(PropagationJournal, WarmUpMessagesCountInNothing)
{
    PropagationJournal journal;
    journal.SetSubscribed(Seconds(0), 1, "x", true);
    journal.Published(Seconds(1), 0, {MakeId(1)}, "x");
    journal.Sent(Seconds(1), 0, 1, {MakeId(1)});
    journal.ReceivedFirst(Seconds(2), 1, 0, {MakeId(1)});
    journal.Delivered(Seconds(2), 1, {MakeId(1)});
    PropagationMetrics metrics(2);
    metrics.SetWarmup(1);
    journal.Replay(metrics);
    EXPECT_EQ(metrics.GetNPublished(), 1U);
    EXPECT_EQ(metrics.GetNTransmissions(), 0U);
    EXPECT_EQ(metrics.GetNDelivered(), 0U);
}

TEST(DistributedHelper, BlocksDifferByAtMostOneNode)
{
    for (const uint32_t ranks : {1U, 2U, 3U, 7U})
    {
        const auto rankOf = DistributedHelper::GetBlocks(100, ranks);
        EXPECT_TRUE(std::is_sorted(rankOf.begin(), rankOf.end()));
        const auto counts = CountByRank(rankOf, ranks);
        const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
        EXPECT_LE(*most - *least, 1U) << ranks << " ranks";
    }
}

TEST(DistributedHelper, NodesOfARegionStayTogether)
{
    const std::vector<uint32_t> regions = {7, 7, 7, 7, 3, 3, 3, 5, 5, 1};
    const auto rankOf = DistributedHelper::GetRanksByRegion(regions, 2);
    for (std::size_t i = 1; i < regions.size(); i++)
    {
        if (regions[i] == regions[i - 1])
        {
            EXPECT_EQ(rankOf[i], rankOf[i - 1]) << "node " << i;
        }
    }
    EXPECT_EQ(CountByRank(rankOf, 2), (std::vector<uint32_t>{5, 5}));
}

TEST(DistributedHelper, OneRankHasEveryNode)
{
    EXPECT_EQ(WanRanks::GetSize(), 1U);
    EXPECT_EQ(WanRanks::Gather("own"), std::vector<std::string>{"own"});
    int argc = 0;
    const NodeContainer nodes = DistributedHelper(&argc, nullptr).CreateNodes(3);
    for (uint32_t i = 0; i < nodes.GetN(); i++)
    {
        EXPECT_TRUE(WanRanks::IsLocal(*nodes.Get(i)));
    }
    Simulator::Destroy();
}

TEST(DistributedHelperDeathTest, ARankThatDoesNotExistStops)
{
    int argc = 0;
    EXPECT_DEATH(DistributedHelper(&argc, nullptr).CreateNodes(std::vector<uint32_t>{0, 1}),
                 "there is no rank 1; allowed are 0 to 0");
}

TEST(DistributedHelperDeathTest, SeveralProcessesWithoutMpiStop)
{
    if (WanRanks::IsSupported())
    {
        GTEST_SKIP() << "ns-3 is built with MPI.";
    }
    EXPECT_DEATH(
        {
            setenv("OMPI_COMM_WORLD_SIZE", "2", 1);
            int argc = 0;
            DistributedHelper(&argc, nullptr);
        },
        "this ns-3 is built without MPI");
}

TEST(PacketPieces, JoinedInAnyOrderTheyAreThePacket)
{
    std::vector<uint8_t> bytes(4000);
    std::iota(bytes.begin(), bytes.end(), 0x45);
    const auto packet = Create<Packet>(bytes.data(), bytes.size());
    const auto other = Create<Packet>(bytes.data(), 3000);
    auto cut = PacketPieces::Cut(*packet, 1500);
    auto otherCut = PacketPieces::Cut(*other, 1500);
    ASSERT_EQ(cut.size(), 3U);
    ASSERT_EQ(otherCut.size(), 2U);

    PacketPieces pieces;
    EXPECT_EQ(pieces.Join(cut[2]), nullptr);
    EXPECT_EQ(pieces.Join(otherCut[0]), nullptr);
    EXPECT_EQ(pieces.Join(cut[0]), nullptr);
    const Ptr<Packet> whole = pieces.Join(cut[1]);
    ASSERT_NE(whole, nullptr);
    std::vector<uint8_t> joined(whole->GetSize());
    whole->CopyData(joined.data(), whole->GetSize());
    EXPECT_EQ(joined, bytes);
    EXPECT_EQ(pieces.GetNUnfinished(), 1U);
    ASSERT_NE(pieces.Join(otherCut[1]), nullptr);
    EXPECT_EQ(pieces.GetNUnfinished(), 0U);
}

TEST(PacketPieces, AWholePacketPassesAsItIs)
{
    const uint8_t version = 0x60;
    const auto packet = Create<Packet>(&version, 1);
    EXPECT_EQ(PacketPieces().Join(packet), packet);
}
