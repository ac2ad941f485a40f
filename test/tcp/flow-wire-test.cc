/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/flow-socket.h"
#include "ns3/flow-wire.h"
#include "ns3/packet.h"
#include "ns3/stream-mark.h"

#include <gtest/gtest.h>
#include <numeric>
#include <vector>

using namespace ns3;

namespace
{

/** \return a packet of bytes that count up, and virtual bytes after them */
Ptr<Packet>
MakeMessage(uint32_t head, uint32_t payload)
{
    std::vector<uint8_t> bytes(head);
    std::iota(bytes.begin(), bytes.end(), uint8_t(1));
    Ptr<Packet> packet = Create<Packet>(bytes.data(), head);
    packet->AddAtEnd(Create<Packet>(payload));
    return packet;
}

/** \return the bytes of a packet */
std::vector<uint8_t>
BytesOf(const Packet& packet)
{
    std::vector<uint8_t> bytes(packet.GetSize());
    packet.CopyData(bytes.data(), packet.GetSize());
    return bytes;
}

} // namespace

TEST(FlowWire, APieceIsReadAsItWasWritten)
{
    Ptr<FlowPiece> piece = Create<FlowPiece>();
    piece->kind = FlowPiece::DATA;
    piece->isEnd = true;
    piece->isIpv6 = true;
    piece->port = 4001;
    piece->fromPort = 49152;
    piece->fromHost = 70000;
    piece->segments = 8;
    piece->full = 1500;
    piece->bytes = 10120;
    piece->wire = 10536;
    piece->unread = 7;
    piece->deadline = 12;
    piece->span = {13, 14};
    piece->end = uint64_t(1) << 40;
    piece->acknowledged = 15;
    piece->data.push_back(MakeMessage(93, 10000)->CreateFragment(3, 10090));
    piece->data.push_back(MakeMessage(30, 0));
    piece->data[1]->AddByteTag(StreamMark(5));

    std::vector<uint8_t> bytes;
    FlowWire::WritePiece(bytes, 4, 99, *piece);
    // Virtual bytes are a length.
    EXPECT_LT(bytes.size(), 500U);
    const std::size_t end = bytes.size();
    FlowWire::WritePiece(bytes, 5, 100, *piece);
    std::size_t place = 0;
    const FlowWire::Record record = FlowWire::Read(bytes, place);

    EXPECT_EQ(place, end);
    EXPECT_EQ(record.type, FlowWire::PIECE);
    EXPECT_EQ(record.to, 4U);
    EXPECT_EQ(record.due, 99);
    const FlowPiece& read = *record.piece;
    EXPECT_EQ(read.kind, FlowPiece::DATA);
    EXPECT_TRUE(read.isEnd);
    EXPECT_TRUE(read.isIpv6);
    EXPECT_FALSE(read.isAgain);
    EXPECT_EQ(read.port, 4001);
    EXPECT_EQ(read.fromPort, 49152);
    EXPECT_EQ(read.fromHost, 70000U);
    EXPECT_EQ(read.segments, 8);
    EXPECT_EQ(read.full, 1500);
    EXPECT_EQ(read.bytes, 10120U);
    EXPECT_EQ(read.wire, 10536U);
    EXPECT_EQ(read.unread, 7U);
    EXPECT_EQ(read.deadline, 12);
    EXPECT_EQ(read.span.first, 13);
    EXPECT_EQ(read.span.last, 14);
    EXPECT_EQ(read.end, uint64_t(1) << 40);
    EXPECT_EQ(read.acknowledged, 15U);
    ASSERT_EQ(read.data.size(), 2U);
    EXPECT_EQ(BytesOf(*read.data[0]), BytesOf(*piece->data[0]));
    EXPECT_EQ(BytesOf(*read.data[1]), BytesOf(*piece->data[1]));
    EXPECT_FALSE(StreamMark::MayBeOn(*read.data[0]));
    ASSERT_EQ(StreamMark::GetRuns(*read.data[1]).size(), 1U);
    EXPECT_EQ(StreamMark::GetRuns(*read.data[1])[0].mark, 5U);
    EXPECT_EQ(FlowWire::Read(bytes, place).to, 5U);
    EXPECT_EQ(place, bytes.size());
}

TEST(FlowWire, ANoteGoesBackToTheSocketThatHasSentThePiece)
{
    Ptr<FlowPiece> piece = Create<FlowPiece>();
    piece->port = 4001;
    piece->fromPort = 49152;
    piece->fromHost = 3;
    piece->end = 9000;
    piece->upTo = 8000;
    piece->unread = 7;
    piece->acks = 0x80000001;
    piece->tail = 11;
    piece->visible = 12;
    piece->span = {13, 14};
    piece->data.push_back(MakeMessage(93, 10000));

    std::vector<uint8_t> bytes;
    FlowWire::WriteNote(bytes, 3, 8, *piece);
    std::size_t place = 0;
    const FlowWire::Record record = FlowWire::Read(bytes, place);

    EXPECT_EQ(place, bytes.size());
    EXPECT_EQ(record.type, FlowWire::NOTE);
    EXPECT_EQ(record.to, 3U);
    const FlowPiece& note = *record.piece;
    EXPECT_EQ(note.port, 49152);
    EXPECT_EQ(note.fromPort, 4001);
    EXPECT_EQ(note.fromHost, 8U);
    EXPECT_EQ(note.end, 9000U);
    EXPECT_EQ(note.upTo, 8000U);
    EXPECT_EQ(note.unread, 7U);
    EXPECT_EQ(note.acks, 0x80000001);
    EXPECT_EQ(note.tail, 11);
    EXPECT_EQ(note.visible, 12);
    EXPECT_EQ(note.span.first, 13);
    EXPECT_EQ(note.span.last, 14);
    EXPECT_TRUE(note.data.empty());
}
