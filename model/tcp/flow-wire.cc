/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-wire.h"

#include "flow-socket.h"

#include <cstring>
#include <type_traits>

namespace ns3
{

namespace
{

/// A piece as bytes; its packets follow.
struct PieceBytes
{
    FlowWire::Type type{FlowWire::PIECE};
    FlowPiece::Kind kind;
    bool isEnd;
    bool isIpv6;
    bool isAgain;
    uint16_t port;
    uint16_t fromPort;
    uint16_t segments;
    uint16_t full;
    uint32_t to;
    uint32_t fromHost;
    uint32_t bytes;
    uint32_t wire;
    uint32_t unread;
    uint32_t packets;
    FlowTime due;
    FlowTime deadline;
    FlowSpan span;
    uint64_t end;
    uint64_t acknowledged;
};

/// What a receiver has noted in a piece, as bytes.
struct NoteBytes
{
    FlowWire::Type type{FlowWire::NOTE};
    bool isIpv6;
    uint16_t port;
    uint16_t fromPort;
    uint32_t to;
    uint32_t fromHost;
    uint32_t unread;
    uint32_t acks;
    FlowTime tail;
    FlowTime visible;
    FlowSpan span;
    uint64_t end;
    uint64_t upTo;
};

/// \param bytes something is added to them
template <typename T>
void
Append(std::vector<uint8_t>& bytes, const T& value)
{
    // Packets are read and written as words of four bytes.
    static_assert(std::is_trivially_copyable_v<T> && sizeof(T) % 4 == 0);
    const auto* first = reinterpret_cast<const uint8_t*>(&value);
    bytes.insert(bytes.end(), first, first + sizeof(T));
}

/// \return what is at a place, which becomes the place after it
template <typename T>
T
Take(const std::vector<uint8_t>& bytes, std::size_t& place)
{
    T value;
    std::memcpy(&value, bytes.data() + place, sizeof(T));
    place += sizeof(T);
    return value;
}

/// Copy what a piece and its bytes have in common, but for its packets.
template <typename From, typename To>
void
CopyPiece(const From& from, To& to)
{
    to.kind = from.kind;
    to.isEnd = from.isEnd;
    to.isIpv6 = from.isIpv6;
    to.isAgain = from.isAgain;
    to.port = from.port;
    to.fromPort = from.fromPort;
    to.segments = from.segments;
    to.full = from.full;
    to.fromHost = from.fromHost;
    to.bytes = from.bytes;
    to.wire = from.wire;
    to.unread = from.unread;
    to.deadline = from.deadline;
    to.span = from.span;
    to.end = from.end;
    to.acknowledged = from.acknowledged;
}

/// Copy what a piece and the bytes of a note have in common, but for addresses.
template <typename From, typename To>
void
CopyNote(const From& from, To& to)
{
    to.isIpv6 = from.isIpv6;
    to.unread = from.unread;
    to.acks = from.acks;
    to.tail = from.tail;
    to.visible = from.visible;
    to.span = from.span;
    to.end = from.end;
    to.upTo = from.upTo;
}

} // namespace

void
FlowWire::WritePiece(std::vector<uint8_t>& bytes, uint32_t to, FlowTime due, const FlowPiece& piece)
{
    PieceBytes head{};
    head.type = PIECE;
    head.to = to;
    head.packets = static_cast<uint32_t>(piece.data.size());
    head.due = due;
    CopyPiece(piece, head);
    Append(bytes, head);
    for (const Ptr<Packet>& packet : piece.data)
    {
        const uint32_t size = packet->GetSerializedSize();
        Append(bytes, size);
        const std::size_t place = bytes.size();
        bytes.resize(place + (size + 3) / 4 * 4);
        packet->Serialize(bytes.data() + place, size);
    }
}

void
FlowWire::WriteNote(std::vector<uint8_t>& bytes, uint32_t to, uint32_t from, const FlowPiece& piece)
{
    NoteBytes note{};
    note.type = NOTE;
    note.port = piece.fromPort;
    note.fromPort = piece.port;
    note.to = to;
    note.fromHost = from;
    CopyNote(piece, note);
    Append(bytes, note);
}

FlowWire::Record
FlowWire::Read(const std::vector<uint8_t>& bytes, std::size_t& place)
{
    Ptr<FlowPiece> piece = Create<FlowPiece>();
    if (bytes[place] == NOTE)
    {
        const auto note = Take<NoteBytes>(bytes, place);
        piece->port = note.port;
        piece->fromPort = note.fromPort;
        piece->fromHost = note.fromHost;
        CopyNote(note, *piece);
        return {NOTE, note.to, note.visible, piece};
    }
    const auto head = Take<PieceBytes>(bytes, place);
    CopyPiece(head, *piece);
    for (uint32_t i = 0; i < head.packets; i++)
    {
        const auto size = Take<uint32_t>(bytes, place);
        piece->data.push_back(Create<Packet>(bytes.data() + place, size, true));
        place += (size + 3) / 4 * 4;
    }
    return {PIECE, head.to, head.due, piece};
}

} // namespace ns3
