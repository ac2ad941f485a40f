/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-packet-pieces.h"

#include "ns3/assert.h"
#include "ns3/header.h"

#include <algorithm>
#include <ostream>

namespace ns3
{

namespace
{

/// First byte of a piece. No IP packet starts with it, since IP packets start with version 4 or 6.
constexpr uint8_t MARK = 0;

/// The header of a piece.
class PieceHeader : public Header
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::WanPieceHeader")
                                .SetParent<Header>()
                                .SetGroupName("Waku")
                                .HideFromDocumentation()
                                .AddConstructor<PieceHeader>();
        return tid;
    }

    TypeId GetInstanceTypeId() const override
    {
        return GetTypeId();
    }

    uint32_t GetSerializedSize() const override
    {
        return sizeof(MARK) + sizeof(number) + sizeof(index) + sizeof(count);
    }

    void Serialize(Buffer::Iterator start) const override
    {
        start.WriteU8(MARK);
        start.WriteHtonU64(number);
        start.WriteHtonU32(index);
        start.WriteHtonU32(count);
    }

    uint32_t Deserialize(Buffer::Iterator start) override
    {
        start.Next();
        number = start.ReadNtohU64();
        index = start.ReadNtohU32();
        count = start.ReadNtohU32();
        return GetSerializedSize();
    }

    void Print(std::ostream& out) const override
    {
        out << "piece " << index << " of " << count << " of packet " << number;
    }

    uint64_t number{0}; ///< number of the packet
    uint32_t index{0};  ///< index of the piece
    uint32_t count{0};  ///< number of pieces of the packet
};

} // namespace

std::vector<Ptr<Packet>>
PacketPieces::Cut(const Packet& packet, uint32_t bytes)
{
    const uint32_t size = packet.GetSize();
    PieceHeader header;
    // The number of the new packet is unique among all ranks.
    header.number = Create<Packet>()->GetUid();
    header.count = (size + bytes - 1) / bytes;
    std::vector<Ptr<Packet>> pieces;
    for (header.index = 0; header.index < header.count; header.index++)
    {
        const uint32_t start = header.index * bytes;
        pieces.push_back(packet.CreateFragment(start, std::min(bytes, size - start)));
        pieces.back()->AddHeader(header);
    }
    return pieces;
}

Ptr<Packet>
PacketPieces::Join(Ptr<Packet> packet)
{
    uint8_t first = 0;
    packet->CopyData(&first, 1);
    if (first != MARK)
    {
        return packet;
    }
    PieceHeader header;
    packet->RemoveHeader(header);
    Unfinished& whole =
        m_unfinished.emplace(header.number, Unfinished{{}, header.count}).first->second;
    whole.pieces.resize(header.count);
    NS_ASSERT(!whole.pieces.at(header.index));
    whole.pieces.at(header.index) = packet;
    if (--whole.missing > 0)
    {
        return nullptr;
    }
    Ptr<Packet> joined = whole.pieces.front();
    for (std::size_t i = 1; i < whole.pieces.size(); i++)
    {
        joined->AddAtEnd(whole.pieces[i]);
    }
    m_unfinished.erase(header.number);
    return joined;
}

} // namespace ns3
