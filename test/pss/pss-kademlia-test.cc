/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-test-network.h"

#include "ns3/inet-socket-address.h"
#include "ns3/pss-kademlia.h"

#include <gtest/gtest.h>
#include <random>

using namespace ns3;

namespace
{

/// A table of address 0, whose peers are given by their first byte.
class SmallTable
{
  public:
    explicit SmallTable(const PssKademliaSettings& settings = {})
        : table(PssAddress{}, settings)
    {
    }

    static PssPeerRecord RecordOf(uint8_t first)
    {
        return {MakeTestAddress({first}), InetSocketAddress(Ipv4Address(first), 1), {}};
    }

    SmallTable& On(uint8_t first)
    {
        EXPECT_TRUE(table.On(first, RecordOf(first), now));
        return *this;
    }

    SmallTable& Know(uint8_t first)
    {
        EXPECT_TRUE(table.Register(RecordOf(first), now));
        return *this;
    }

    /// First byte of the suggested node; 0 for none.
    int Suggest()
    {
        const auto suggestion = table.SuggestPeer(now);
        return suggestion.node ? suggestion.node->overlay[0] : 0;
    }

    Time now;
    PssKademlia table;
};

} // namespace

TEST(PssAddress, ProximityIsTheNumberOfEqualFirstBits)
{
    const PssAddress zero{};
    EXPECT_EQ(GetPssProximity(zero, MakeTestAddress({0x80})), 0u);
    EXPECT_EQ(GetPssProximity(zero, MakeTestAddress({0x7f}, 0xff)), 1u);
    EXPECT_EQ(GetPssProximity(zero, MakeTestAddress({0x01})), 7u);
    EXPECT_EQ(GetPssProximity(zero, MakeTestAddress({0x00, 0x80})), 8u);
    EXPECT_EQ(
        GetPssProximity(MakeTestAddress({0xab, 0xcd, 0xef}), MakeTestAddress({0xab, 0xcd, 0xed})),
        22u);
    PssAddress last{};
    last[31] = 1;
    EXPECT_EQ(GetPssProximity(zero, last), 255u);
    EXPECT_EQ(GetPssProximity(last, last), 256u);
}

TEST(PssAddress, TheNearerOfTwoHasTheSmallerExclusiveOr)
{
    const PssAddress target = MakeTestAddress({0x90});
    const PssAddress near = MakeTestAddress({0x9f}); // distance 0x0f
    const PssAddress far = MakeTestAddress({0x80});  // distance 0x10
    EXPECT_TRUE(IsPssCloser(target, near, far));
    EXPECT_FALSE(IsPssCloser(target, far, near));
    EXPECT_FALSE(IsPssCloser(target, far, far));
    EXPECT_TRUE(IsPssCloser(target, target, near));
}

TEST(PssAddress, PartialAddressesMatchByTheirBytes)
{
    const PssAddress address = MakeTestAddress({1, 2, 3});
    EXPECT_TRUE(MatchesPssAddress({}, address));
    EXPECT_TRUE(MatchesPssAddress({1, 2}, address));
    EXPECT_FALSE(MatchesPssAddress({1, 3}, address));
    EXPECT_TRUE(MatchesPssAddress(TruncatePssAddress(address, 32), address));
    EXPECT_FALSE(MatchesPssAddress(PssPartialAddress(33, 0), PssAddress{}));
    EXPECT_EQ(ExtendPssAddress({1, 2, 3}), address);
    PssAddress read;
    EXPECT_TRUE(ParsePssAddress(DescribePssAddress(address), read));
    EXPECT_EQ(read, address);
    EXPECT_FALSE(ParsePssAddress("12", read));
    EXPECT_FALSE(ParsePssAddress(std::string(64, 'g'), read));
}

TEST(PssKademlia, DepthIsThatOfTheSecondNearestPeerAndOfTheFirstEmptyBin)
{
    SmallTable one;
    EXPECT_EQ(one.table.GetDepth(), 0u);
    one.On(0x01); // bin 7
    EXPECT_EQ(one.table.GetDepth(), 0u);
    // The two nearest peers are neighbours by themselves, and bins from 0 on are empty.
    PssKademlia& table = one.table;
    ASSERT_TRUE(table.On(100, {MakeTestAddress({0x01, 0x80}), {}, {}}, Time(0))); // bin 7
    EXPECT_EQ(table.GetDepth(), 0u);
    const uint8_t peers[] = {0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02};
    for (uint32_t bin = 0; bin < 7; bin++)
    {
        one.On(peers[bin]);
        EXPECT_EQ(table.GetDepth(), bin + 1);
    }
    table.Off(100, Time(0)); // one peer in bin 7, so the second nearest is in bin 6
    EXPECT_EQ(table.GetDepth(), 6u);
    table.Off(0x08, Time(0));
    EXPECT_EQ(table.GetDepth(), 4u);
    table.Off(0x10, Time(0));
    EXPECT_EQ(table.GetDepth(), 3u);
    table.Off(0x80, Time(0));
    EXPECT_EQ(table.GetDepth(), 0u);
}

TEST(PssKademlia, BinsFartherFromTheNeighbourhoodWantMorePeers)
{
    PssKademliaSettings settings;
    settings.maxBinSize = 4;
    SmallTable one(settings);
    for (const uint8_t peer : {0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x03})
    {
        one.On(peer);
    }
    ASSERT_EQ(one.table.GetDepth(), 6u);
    EXPECT_EQ(one.table.GetWantedBinSize(6), 2u);
    EXPECT_EQ(one.table.GetWantedBinSize(5), 2u);
    EXPECT_EQ(one.table.GetWantedBinSize(4), 3u);
    EXPECT_EQ(one.table.GetWantedBinSize(3), 4u);
    EXPECT_EQ(one.table.GetWantedBinSize(0), 4u) << "not above MaxBinSize";
    EXPECT_EQ(one.table.GetBinSize(6), 2u);
}

TEST(PssKademlia, EmptyBinsAreFilledFirstThenTheShallowest)
{
    SmallTable one;
    one.On(0x20).On(0x10); // bins 2 and 3: with two peers, both are neighbours
    EXPECT_EQ(one.Suggest(), 0);
    one.Know(0xf8).Know(0x78); // bins 0 and 1
    EXPECT_EQ(one.Suggest(), 0xf8);
    one.On(0xf8);
    EXPECT_EQ(one.Suggest(), 0x78);
    one.On(0x78);
    EXPECT_EQ(one.table.GetDepth(), 2u);
    one.Know(0xf0).Know(0x70);
    EXPECT_EQ(one.Suggest(), 0xf0) << "bin 0 and bin 1 have one peer each";
    one.On(0xf0);
    EXPECT_EQ(one.Suggest(), 0x70);
    one.On(0x70);
    // Depth 2: bin 0 wants 3 peers, bin 1 wants 2 and has them.
    one.Know(0xe0).Know(0x60);
    EXPECT_EQ(one.Suggest(), 0xe0);
    one.On(0xe0);
    EXPECT_EQ(one.Suggest(), 0) << "no bin lacks peers, and all neighbours are connected";
    one.Know(0x30); // a neighbour, in bin 2
    EXPECT_EQ(one.Suggest(), 0x30);
}

TEST(PssKademlia, ANodeThatDoesNotAnswerIsSuggestedLessAndLess)
{
    PssKademliaSettings settings;
    settings.maxRetries = 3;
    SmallTable one(settings);
    one.Know(0x80);
    std::vector<double> times;
    for (int tick = 0; tick < 1000; tick++)
    {
        one.now = MilliSeconds(500 * tick);
        if (one.Suggest() != 0)
        {
            times.push_back(one.now.GetSeconds());
        }
    }
    // At once; and when the time since is above 4.2 s, twice as long, four times as long.
    EXPECT_EQ(times, (std::vector<double>{0, 4.5, 8.5, 17}));
    one.On(0x80);
    one.table.Off(0x80, one.now);
    EXPECT_EQ(one.Suggest(), 0x80) << "it was connected, so counting begins anew";
}

TEST(PssKademlia, SaturationIsTheShallowestBinThatLacksPeers)
{
    SmallTable one;
    EXPECT_EQ(one.table.UpdateSaturation(), (std::pair<uint8_t, bool>(0, false)));
    one.On(0x80).On(0x81).On(0x82).On(0x40).On(0x41).On(0x20).On(0x21);
    ASSERT_EQ(one.table.GetDepth(), 2u);
    EXPECT_EQ(one.table.UpdateSaturation(), (std::pair<uint8_t, bool>(2, true)));
    EXPECT_EQ(one.table.UpdateSaturation(), (std::pair<uint8_t, bool>(2, false)));
    one.table.Off(0x41, Time(0));
    const auto suggestion = one.table.SuggestPeer(one.now);
    ASSERT_TRUE(suggestion.node);
    EXPECT_EQ(suggestion.node->overlay[0], 0x41);
    EXPECT_EQ(suggestion.depth, std::optional<uint8_t>(1)) << "it has become less";
    EXPECT_FALSE(one.table.SuggestPeer(one.now).depth);
}

TEST(PssKademlia, OneAddressIsOnePeer)
{
    SmallTable one;
    one.On(0x80);
    EXPECT_FALSE(one.table.On(7, SmallTable::RecordOf(0x80), Time(0)));
    EXPECT_FALSE(one.table.On(8, {PssAddress{}, {}, {}}, Time(0))) << "its own address";
    EXPECT_EQ(one.table.GetConnections().size(), 1u);
    one.table.Off(7, Time(0));
    EXPECT_NE(one.table.Find(0x80), nullptr);
    EXPECT_EQ(one.table.GetNKnown(), 1u);
}

TEST(PssKademlia, ANewPeerBeginsWithTheLeastUseOfTheFarthestBin)
{
    SmallTable one;
    one.On(0x80).On(0xc0).On(0x40);
    one.table.CountUse(0x80);
    one.table.CountUse(0x80);
    one.table.CountUse(0xc0);
    one.On(0x20);
    EXPECT_EQ(one.table.Find(0x20)->uses, 1u);
    EXPECT_EQ(one.table.Find(0x40)->uses, 0u);
}

TEST(PssNetwork, NoTableOfAMadeNetworkLacksAPeerThatThereIs)
{
    const PssKademliaSettings settings;
    const PssNetwork network = PssNetwork::Create(200, settings, 3);
    const auto& addresses = network.GetAddresses();
    for (uint32_t i = 0; i < 200; i++)
    {
        PssKademlia table = network.MakeTable(i, settings);
        for (const PssAddress& address : addresses)
        {
            if (address != addresses[i])
            {
                table.Register({address, Address(), {}}, Time(0));
            }
        }
        EXPECT_FALSE(table.SuggestPeer(Time(0)).node) << "node " << i;
    }
}

TEST(PssNetwork, IsTheSameForTheSameStream)
{
    const PssNetwork one = PssNetwork::Create(60, PssKademliaSettings(), 3);
    const PssNetwork same = PssNetwork::Create(60, PssKademliaSettings(), 3);
    const PssNetwork other = PssNetwork::Create(60, PssKademliaSettings(), 5);
    EXPECT_EQ(one.GetAddresses(), same.GetAddresses());
    EXPECT_EQ(one.GetGraph().GetLinks(), same.GetGraph().GetLinks());
    EXPECT_NE(one.GetAddresses(), other.GetAddresses());
}
