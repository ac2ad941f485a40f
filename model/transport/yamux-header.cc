/* SPDX-License-Identifier: GPL-2.0-only */
#include "yamux-header.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(YamuxHeader);

namespace
{

void
WriteBigEndian(uint8_t* bytes, uint32_t size, uint32_t value)
{
    for (uint32_t i = 0; i < size; i++)
    {
        bytes[i] = static_cast<uint8_t>(value >> (8 * (size - 1 - i)));
    }
}

uint32_t
ReadBigEndian(const uint8_t* bytes, uint32_t size)
{
    uint32_t value = 0;
    for (uint32_t i = 0; i < size; i++)
    {
        value = value << 8 | bytes[i];
    }
    return value;
}

} // namespace

YamuxHeader::YamuxHeader(Type type, Flag flags, uint32_t stream, uint32_t length)
    : type(type),
      flags(flags),
      stream(stream),
      length(length)
{
}

TypeId
YamuxHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::YamuxHeader")
                            .SetParent<Header>()
                            .SetGroupName("Waku")
                            .AddConstructor<YamuxHeader>();
    return tid;
}

TypeId
YamuxHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
YamuxHeader::Print(std::ostream& os) const
{
    os << "type=" << +type << " flags=" << flags << " stream=" << stream << " length=" << length;
}

uint32_t
YamuxHeader::GetSerializedSize() const
{
    return SIZE;
}

void
YamuxHeader::Serialize(Buffer::Iterator start) const
{
    uint8_t bytes[SIZE];
    Write(bytes);
    start.Write(bytes, SIZE);
}

uint32_t
YamuxHeader::Deserialize(Buffer::Iterator start)
{
    uint8_t bytes[SIZE];
    start.Read(bytes, SIZE);
    Read(bytes);
    return SIZE;
}

void
YamuxHeader::Write(uint8_t* bytes) const
{
    bytes[0] = version;
    bytes[1] = type;
    WriteBigEndian(bytes + 2, 2, flags);
    WriteBigEndian(bytes + 4, 4, stream);
    WriteBigEndian(bytes + 8, 4, length);
}

void
YamuxHeader::Read(const uint8_t* bytes)
{
    version = bytes[0];
    type = bytes[1];
    flags = static_cast<uint16_t>(ReadBigEndian(bytes + 2, 2));
    stream = ReadBigEndian(bytes + 4, 4);
    length = ReadBigEndian(bytes + 8, 4);
}

} // namespace ns3
