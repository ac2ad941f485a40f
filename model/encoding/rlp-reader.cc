/* SPDX-License-Identifier: GPL-2.0-only */
#include "rlp-reader.h"

#include "ns3/assert.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace ns3
{

namespace
{

constexpr uint8_t STRING_OFFSET = 0x80; //!< first byte of an empty string
constexpr uint8_t LIST_OFFSET = 0xc0;   //!< first byte of an empty list
constexpr uint8_t MAX_SHORT = 55;       //!< longest payload whose size is in the first byte
constexpr unsigned MAX_DEPTH = 64;      //!< deepest nesting that Check() can follow

} // namespace

RlpError
ParseRlpHeader(const uint8_t* bytes, uint64_t size, RlpHeader& header)
{
    if (size == 0)
    {
        return RlpError::TRUNCATED;
    }
    const uint8_t first = bytes[0];
    header.isList = first >= LIST_OFFSET;
    if (first < STRING_OFFSET)
    {
        header.headerSize = 0;
        header.payloadSize = 1;
        return RlpError::NONE;
    }
    const uint8_t code = first - (header.isList ? LIST_OFFSET : STRING_OFFSET);
    if (code <= MAX_SHORT)
    {
        header.headerSize = 1;
        header.payloadSize = code;
        if (!header.isList && code == 1)
        {
            if (size < 2)
            {
                return RlpError::TRUNCATED;
            }
            return bytes[1] < STRING_OFFSET ? RlpError::NON_CANONICAL_SIZE : RlpError::NONE;
        }
        return RlpError::NONE;
    }
    const unsigned sizeBytes = code - MAX_SHORT;
    if (size < 1u + sizeBytes)
    {
        return RlpError::TRUNCATED;
    }
    if (bytes[1] == 0)
    {
        return RlpError::NON_CANONICAL_SIZE;
    }
    uint64_t payloadSize = 0;
    for (unsigned i = 1; i <= sizeBytes; ++i)
    {
        payloadSize = payloadSize << 8 | bytes[i];
    }
    if (payloadSize <= MAX_SHORT)
    {
        return RlpError::NON_CANONICAL_SIZE;
    }
    if (payloadSize > INT64_MAX)
    {
        return RlpError::SIZE_OVERFLOW;
    }
    header.headerSize = static_cast<uint8_t>(1 + sizeBytes);
    header.payloadSize = payloadSize;
    return RlpError::NONE;
}

RlpReader::RlpReader(const uint8_t* bytes, uint64_t size)
    : m_bytes(bytes),
      m_size(size)
{
}

bool
RlpReader::NextIsList() const
{
    return !IsAtEnd() && m_bytes[0] >= LIST_OFFSET;
}

bool
RlpReader::Fail(RlpError error)
{
    if (IsGood())
    {
        m_error = error;
    }
    return false;
}

bool
RlpReader::Peek(RlpHeader& header)
{
    if (!IsGood())
    {
        return false;
    }
    const RlpError error = ParseRlpHeader(m_bytes, m_size, header);
    if (error != RlpError::NONE)
    {
        return Fail(error);
    }
    return header.GetSize() <= m_size || Fail(RlpError::TRUNCATED);
}

bool
RlpReader::ReadRaw(const uint8_t*& bytes, uint64_t& size)
{
    RlpHeader header;
    if (!Peek(header))
    {
        return false;
    }
    bytes = m_bytes;
    size = header.GetSize();
    m_bytes += size;
    m_size -= size;
    return true;
}

bool
RlpReader::ReadString(const uint8_t*& bytes, uint64_t& size)
{
    RlpHeader header;
    if (!Peek(header))
    {
        return false;
    }
    if (header.isList)
    {
        return Fail(RlpError::EXPECTED_STRING);
    }
    bytes = m_bytes + header.headerSize;
    size = header.payloadSize;
    m_bytes += header.GetSize();
    m_size -= header.GetSize();
    return true;
}

bool
RlpReader::ReadFixedString(uint8_t* bytes, uint64_t size)
{
    const uint8_t* string;
    uint64_t length;
    if (!ReadString(string, length))
    {
        return false;
    }
    if (length != size)
    {
        return Fail(RlpError::WRONG_LENGTH);
    }
    std::copy_n(string, size, bytes);
    return true;
}

bool
RlpReader::ReadUint(uint64_t& value, unsigned maxBytes)
{
    NS_ASSERT_MSG(maxBytes >= 1 && maxBytes <= 8, "an integer has 1 to 8 bytes");
    const uint8_t* bytes;
    uint64_t size;
    if (!ReadString(bytes, size))
    {
        return false;
    }
    if (size > maxBytes || (size > 0 && bytes[0] == 0))
    {
        return Fail(RlpError::BAD_INTEGER);
    }
    value = 0;
    for (uint64_t i = 0; i < size; ++i)
    {
        value = value << 8 | bytes[i];
    }
    return true;
}

bool
RlpReader::ReadList(RlpReader& items)
{
    RlpHeader header;
    if (!Peek(header))
    {
        return false;
    }
    if (!header.isList)
    {
        return Fail(RlpError::EXPECTED_LIST);
    }
    items = RlpReader(m_bytes + header.headerSize, header.payloadSize);
    m_bytes += header.GetSize();
    m_size -= header.GetSize();
    return true;
}

bool
RlpReader::ExpectEnd()
{
    return IsGood() && (m_size == 0 || Fail(RlpError::TRAILING_BYTES));
}

RlpError
RlpReader::Check(const uint8_t* bytes, uint64_t size, unsigned maxDepth)
{
    NS_ASSERT_MSG(maxDepth <= MAX_DEPTH, "Check() follows at most 64 levels");
    std::array<uint64_t, MAX_DEPTH + 1> ends; // where each open list ends
    unsigned depth = 0;
    ends[0] = size;
    for (uint64_t position = 0;;)
    {
        while (depth > 0 && position == ends[depth])
        {
            --depth;
        }
        if (position == ends[depth])
        {
            return RlpError::NONE;
        }
        RlpHeader header;
        const uint64_t left = ends[depth] - position;
        const RlpError error = ParseRlpHeader(bytes + position, left, header);
        if (error != RlpError::NONE)
        {
            return error;
        }
        if (header.GetSize() > left)
        {
            return RlpError::TRUNCATED;
        }
        if (!header.isList)
        {
            position += header.GetSize();
            continue;
        }
        if (depth == maxDepth)
        {
            return RlpError::TOO_DEEP;
        }
        position += header.headerSize;
        ends[++depth] = position + header.payloadSize;
    }
}

} // namespace ns3
