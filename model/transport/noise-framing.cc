/* SPDX-License-Identifier: GPL-2.0-only */
#include "noise-framing.h"

#include "ns3/assert.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(NoiseLengthHeader);
NS_OBJECT_ENSURE_REGISTERED(NoiseTagTrailer);

NoiseLengthHeader::NoiseLengthHeader(uint16_t length)
    : m_length(length)
{
}

TypeId
NoiseLengthHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::NoiseLengthHeader")
                            .SetParent<Header>()
                            .SetGroupName("Waku")
                            .AddConstructor<NoiseLengthHeader>();
    return tid;
}

TypeId
NoiseLengthHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
NoiseLengthHeader::Print(std::ostream& os) const
{
    os << "length=" << m_length;
}

uint32_t
NoiseLengthHeader::GetSerializedSize() const
{
    return SIZE;
}

void
NoiseLengthHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU16(m_length);
}

uint32_t
NoiseLengthHeader::Deserialize(Buffer::Iterator start)
{
    m_length = start.ReadNtohU16();
    return SIZE;
}

TypeId
NoiseTagTrailer::GetTypeId()
{
    static TypeId tid = TypeId("ns3::NoiseTagTrailer")
                            .SetParent<Trailer>()
                            .SetGroupName("Waku")
                            .AddConstructor<NoiseTagTrailer>();
    return tid;
}

TypeId
NoiseTagTrailer::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
NoiseTagTrailer::Print(std::ostream& os) const
{
    os << "tag";
}

uint32_t
NoiseTagTrailer::GetSerializedSize() const
{
    return SIZE;
}

void
NoiseTagTrailer::Serialize(Buffer::Iterator end) const
{
    end.Prev(SIZE);
    end.WriteU8(0, SIZE);
}

uint32_t
NoiseTagTrailer::Deserialize(Buffer::Iterator)
{
    return SIZE;
}

void
SealNoiseMessage(Ptr<Packet> plaintext)
{
    NS_ASSERT_MSG(plaintext->GetSize() <= NOISE_MAX_PLAINTEXT, "too much for a Noise message");
    plaintext->AddTrailer(NoiseTagTrailer());
    plaintext->AddHeader(NoiseLengthHeader(static_cast<uint16_t>(plaintext->GetSize())));
}

} // namespace ns3
