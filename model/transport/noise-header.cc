/* SPDX-License-Identifier: GPL-2.0-only */
#include "noise-header.h"

#include "ns3/assert.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(NoiseHeader);

NoiseHeader::NoiseHeader(uint32_t plaintext)
    : m_length(static_cast<uint16_t>(TAG_SIZE + plaintext))
{
    NS_ASSERT_MSG(plaintext <= MAX_PLAINTEXT, "too much for a Noise message");
}

TypeId
NoiseHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::NoiseHeader")
                            .SetParent<Header>()
                            .SetGroupName("Waku")
                            .AddConstructor<NoiseHeader>();
    return tid;
}

TypeId
NoiseHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
NoiseHeader::Print(std::ostream& os) const
{
    os << "length=" << m_length;
}

uint32_t
NoiseHeader::GetSerializedSize() const
{
    return SIZE;
}

void
NoiseHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU16(m_length);
    start.WriteU8(0, TAG_SIZE);
}

uint32_t
NoiseHeader::Deserialize(Buffer::Iterator start)
{
    m_length = start.ReadNtohU16();
    return SIZE;
}

} // namespace ns3
