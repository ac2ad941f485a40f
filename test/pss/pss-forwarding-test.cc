/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-test-network.h"

#include "ns3/pss-forwarding.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t LAST_BIN = 10;

/// A node of address 1111..., with two peers in each bin from 0 to 10, and one in bin 12. So its
/// neighbourhood begins at 10, and peers 20, 21 and 22 are neighbours.
class PssForwarding : public testing::Test
{
  protected:
    void SetUp() override
    {
        for (uint32_t bin = 0; bin <= LAST_BIN; bin++)
        {
            Add(AddressAt(bin, 0x55));
            Add(AddressAt(bin, 0xaa));
        }
        Add(AddressAt(12, 0x55));
        ASSERT_EQ(table.GetDepth(), LAST_BIN);
    }

    void Add(const PssAddress& address)
    {
        const auto peer = static_cast<PeerId>(peers.size());
        peers.push_back(address);
        ASSERT_TRUE(table.On(peer, {address, Address(), {}}, Time(0)));
    }

    /// An address of a proximity order to the node; behind that bit stands something.
    static PssAddress AddressAt(uint32_t order, uint8_t rest)
    {
        PssAddress address = MakeTestAddress({}, rest);
        for (uint32_t bit = 0; bit <= order; bit++)
        {
            const auto mask = static_cast<uint8_t>(0x80 >> bit % 8);
            address[bit / 8] = static_cast<uint8_t>(bit < order ? address[bit / 8] | mask
                                                                : address[bit / 8] & ~mask);
        }
        return address;
    }

    /// The peers that get a message, in order; the first sends fail.
    std::vector<PeerId> Forward(const PssPartialAddress& to, int failures = 0)
    {
        std::vector<PeerId> sent;
        const uint32_t count = ForwardPssMessage(table, to, [&](PeerId peer) {
            if (failures-- > 0)
            {
                return false;
            }
            sent.push_back(peer);
            return true;
        });
        EXPECT_EQ(count, sent.size());
        return sent;
    }

    std::vector<PeerId> ForwardTo(const PssAddress& to, std::size_t bytes = PSS_ADDRESS_BYTES)
    {
        return Forward(PssPartialAddress(to.begin(), to.begin() + bytes));
    }

    std::vector<PssAddress> peers;
    PssKademlia table{MakeTestAddress({}, 0xff), PssKademliaSettings()};
};

const std::vector<PeerId> NEIGHBOURS = {20, 21, 22};

} // namespace

TEST_F(PssForwarding, TheAddressOfAPeerIsSentToItAlone)
{
    for (PeerId peer = 0; peer < peers.size(); peer++)
    {
        EXPECT_EQ(ForwardTo(peers[peer]), std::vector<PeerId>{peer});
    }
}

TEST_F(PssForwarding, OnePeerNearerToTheAddressGetsIt)
{
    for (PeerId peer = 0; peer < 20; peer++)
    {
        PssAddress to = peers[peer];
        to[8] ^= 0x80; // order 64 to the peer
        EXPECT_EQ(ForwardTo(to), std::vector<PeerId>{peer});
    }
}

TEST_F(PssForwarding, OfPeersThatAreEquallyNearTheOneUsedLeastGetsIt)
{
    table = PssKademlia(MakeTestAddress({}, 0xff), PssKademliaSettings());
    peers.clear();
    Add(MakeTestAddress({0x40}));
    Add(MakeTestAddress({0x60}));
    Add(MakeTestAddress({0xff, 0x00}));
    Add(MakeTestAddress({0xff, 0x01}));
    const PssAddress far = MakeTestAddress({0x00}); // order 1 to both peers of bin 0
    std::vector<PeerId> order;
    for (int i = 0; i < 4; i++)
    {
        order.push_back(ForwardTo(far).at(0));
    }
    EXPECT_EQ(order, (std::vector<PeerId>{0, 1, 0, 1}));
}

TEST_F(PssForwarding, AnAddressWithinTheNeighbourhoodIsSentToAllNeighbours)
{
    for (const uint32_t order : {10u, 11u, 13u, 77u})
    {
        auto sent = ForwardTo(AddressAt(order, 0x0f));
        std::sort(sent.begin(), sent.end());
        EXPECT_EQ(sent, NEIGHBOURS) << order;
    }
    auto sent = ForwardTo(MakeTestAddress({}, 0xff)); // its own
    std::sort(sent.begin(), sent.end());
    EXPECT_EQ(sent, NEIGHBOURS);
}

TEST_F(PssForwarding, APartialAddressIsSentToAllWhoBeginSo)
{
    EXPECT_EQ(Forward({}).size(), peers.size()) << "an empty address floods";
    auto sent = Forward({0xff});
    std::sort(sent.begin(), sent.end());
    EXPECT_EQ(sent, (std::vector<PeerId>{16, 17, 18, 19, 20, 21, 22}));
    // Bits that are given and differ lead to one peer.
    EXPECT_EQ(ForwardTo(peers[3], 12), std::vector<PeerId>{3});
    // The same bits, all of them given: one of the two peers of bin 8.
    const auto one = Forward(PssPartialAddress{0xff, 0x00, 0x00});
    ASSERT_EQ(one.size(), 1u);
    EXPECT_TRUE(one[0] == 16 || one[0] == 17);
}

TEST_F(PssForwarding, IfSendingFailsTheNextBestIsTried)
{
    PssAddress to = peers[4]; // bin 2
    to[8] ^= 0x80;
    const PssPartialAddress whole(to.begin(), to.end());
    EXPECT_EQ(Forward(whole, 1), std::vector<PeerId>{5}) << "the other peer of the bin";
    const auto nearer = Forward(whole, 2);
    ASSERT_EQ(nearer.size(), 1u);
    EXPECT_GE(nearer[0], 6u) << "one of those that are as near as this node";
    EXPECT_TRUE(Forward(whole, 100).empty());
}

TEST_F(PssForwarding, WithFewPeersAllOfThemAreNeighbours)
{
    table = PssKademlia(MakeTestAddress({}, 0xff), PssKademliaSettings());
    peers.clear();
    Add(AddressAt(0, 0));
    Add(AddressAt(3, 0));
    EXPECT_EQ(ForwardTo(AddressAt(1, 0)).size(), 2u);
}
