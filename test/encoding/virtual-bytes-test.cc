/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/virtual-bytes.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(VirtualBytes, SameBytesAreEqualHoweverStored)
{
    EXPECT_EQ(VirtualBytes({1, 2}, 2), VirtualBytes({1, 2, 0, 0}));
    EXPECT_NE(VirtualBytes({1, 2}, 2), VirtualBytes({1, 2, 0, 1}));
    EXPECT_NE(VirtualBytes({1, 2}, 2), VirtualBytes({1, 2}, 3));
}

TEST(VirtualBytes, SliceCutsAcrossTheBorderOfRealAndVirtual)
{
    const VirtualBytes bytes({1, 2, 3}, 4);
    EXPECT_EQ(bytes.Slice(1, 4), VirtualBytes({2, 3, 0, 0}));
    EXPECT_EQ(bytes.Slice(5, 2), VirtualBytes({0, 0}));
    EXPECT_EQ(bytes.Slice(7, 0).GetSize(), 0u);
}

TEST(VirtualBytes, PacketHoldsTheSameBytes)
{
    const VirtualBytes bytes({7, 8}, 5000);
    Ptr<Packet> packet = bytes.ToPacket();
    std::vector<uint8_t> copied(packet->GetSize());
    packet->CopyData(copied.data(), copied.size());
    EXPECT_EQ(copied, bytes.ToVector());
}

TEST(VirtualBytes, PiecesAddUpToTheWhole)
{
    const VirtualBytes bytes({7, 8}, 9000);
    std::vector<uint8_t> joined;
    bytes.ForEachPiece([&](const uint8_t* piece, std::size_t size) {
        joined.insert(joined.end(), piece, piece + size);
    });
    EXPECT_EQ(joined, bytes.ToVector());
}
