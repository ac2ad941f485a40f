/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-control.h"

namespace ns3
{

namespace
{

RlpxFrame
MakePssFrame(PssCode code, const RlpWriter& items)
{
    RlpWriter list;
    list.WriteList(items);
    return RlpxFrame(static_cast<uint8_t>(code), {VirtualBytes(list.TakeBytes())});
}

RlpxFrame
Encode(const PssHandshake& handshake)
{
    RlpWriter items;
    items.WriteUint(handshake.version);
    items.WriteUint(handshake.network);
    handshake.record.Write(items);
    return MakePssFrame(PssCode::HANDSHAKE, items);
}

RlpxFrame
Encode(const PssPeers& peers)
{
    RlpWriter records;
    for (const PssPeerRecord& record : peers.records)
    {
        record.Write(records);
    }
    RlpWriter items;
    items.WriteList(records);
    return MakePssFrame(PssCode::PEERS, items);
}

RlpxFrame
Encode(const PssDepth& depth)
{
    RlpWriter items;
    items.WriteUint(depth.depth);
    return MakePssFrame(PssCode::DEPTH, items);
}

PssError
Decode(RlpReader& items, PssHandshake& handshake)
{
    return items.ReadUint(handshake.version) && items.ReadUint(handshake.network) &&
                   handshake.record.Read(items) && items.ExpectEnd()
               ? PssError::NONE
               : PssError::BAD_HANDSHAKE;
}

PssError
Decode(RlpReader& items, PssPeers& peers)
{
    RlpReader records;
    if (!items.ReadList(records) || !items.ExpectEnd())
    {
        return PssError::BAD_PEERS;
    }
    while (!records.IsAtEnd())
    {
        if (!peers.records.emplace_back().Read(records))
        {
            return PssError::BAD_PEERS;
        }
    }
    return records.IsGood() ? PssError::NONE : PssError::BAD_PEERS;
}

PssError
Decode(RlpReader& items, PssDepth& depth)
{
    uint64_t value;
    if (!items.ReadUint(value, 1) || !items.ExpectEnd())
    {
        return PssError::BAD_DEPTH;
    }
    depth.depth = static_cast<uint8_t>(value);
    return PssError::NONE;
}

} // namespace

RlpxFrame
EncodePssControl(const PssControl& control)
{
    return std::visit([](const auto& packet) { return Encode(packet); }, control);
}

PssError
DecodePssControl(PssCode code, const uint8_t* bytes, uint64_t size, PssControl& control)
{
    RlpReader packet(bytes, size);
    RlpReader items;
    const bool isList = packet.ReadList(items) && packet.ExpectEnd();
    switch (code)
    {
    case PssCode::HANDSHAKE:
        return isList ? Decode(items, control.emplace<PssHandshake>()) : PssError::BAD_HANDSHAKE;
    case PssCode::PEERS:
        return isList ? Decode(items, control.emplace<PssPeers>()) : PssError::BAD_PEERS;
    case PssCode::DEPTH:
        return isList ? Decode(items, control.emplace<PssDepth>()) : PssError::BAD_DEPTH;
    default:
        return PssError::UNKNOWN_CODE;
    }
}

} // namespace ns3
