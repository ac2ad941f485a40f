/* SPDX-License-Identifier: GPL-2.0-only */
#include "rlp-writer.h"

#include "ns3/assert.h"

namespace ns3
{

namespace
{

/**
 * \param value an unsigned integer
 * \return the number of its bytes without leading zeros
 */
unsigned
CountBytes(uint64_t value)
{
    unsigned bytes = 0;
    for (; value > 0; value >>= 8)
    {
        ++bytes;
    }
    return bytes;
}

constexpr uint8_t LONGEST_SHORT = 55; //!< longest payload whose size is in the first byte

} // namespace

unsigned
RlpWriter::GetUintSize(uint64_t value)
{
    return value < 0x80 ? 1 : 1 + CountBytes(value);
}

unsigned
RlpWriter::GetHeaderSize(uint64_t size)
{
    return size <= LONGEST_SHORT ? 1 : 1 + CountBytes(size);
}

void
RlpWriter::WriteHeader(uint8_t offset, uint64_t size)
{
    if (size <= LONGEST_SHORT)
    {
        m_bytes.push_back(static_cast<uint8_t>(offset + size));
        return;
    }
    const unsigned bytes = CountBytes(size);
    m_bytes.push_back(static_cast<uint8_t>(offset + LONGEST_SHORT + bytes));
    for (unsigned i = bytes; i > 0; --i)
    {
        m_bytes.push_back(static_cast<uint8_t>(size >> 8 * (i - 1)));
    }
}

void
RlpWriter::WriteStringHeader(uint64_t size)
{
    NS_ASSERT_MSG(size != 1, "the header of a single byte depends on the byte");
    WriteHeader(0x80, size);
}

void
RlpWriter::WriteListHeader(uint64_t size)
{
    WriteHeader(0xc0, size);
}

void
RlpWriter::WriteList(const RlpWriter& items)
{
    WriteListHeader(items.m_bytes.size());
    m_bytes.insert(m_bytes.end(), items.m_bytes.begin(), items.m_bytes.end());
}

void
RlpWriter::WriteString(const uint8_t* bytes, std::size_t size)
{
    if (size != 1 || bytes[0] >= 0x80)
    {
        WriteHeader(0x80, size);
    }
    m_bytes.insert(m_bytes.end(), bytes, bytes + size);
}

void
RlpWriter::WriteUint(uint64_t value)
{
    uint8_t bytes[8];
    const unsigned size = CountBytes(value);
    for (unsigned i = 0; i < size; ++i)
    {
        bytes[i] = static_cast<uint8_t>(value >> 8 * (size - 1 - i));
    }
    WriteString(bytes, size);
}

} // namespace ns3
