/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-protobuf.h"

#include <limits>

namespace ns3
{
namespace protobuf
{

std::size_t
GetVarintSize(uint64_t value)
{
    std::size_t size = 1;
    while (value >= 0x80)
    {
        value >>= 7;
        size++;
    }
    return size;
}

void
AppendVarint(std::vector<uint8_t>& out, uint64_t value)
{
    while (value >= 0x80)
    {
        out.push_back(static_cast<uint8_t>(value) | 0x80);
        value >>= 7;
    }
    out.push_back(static_cast<uint8_t>(value));
}

uint64_t
ZigZag(int64_t value)
{
    return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
}

int64_t
UnZigZag(uint64_t value)
{
    return static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

void
AppendTag(std::vector<uint8_t>& out, uint32_t field, WireType type)
{
    AppendVarint(out, (static_cast<uint64_t>(field) << 3) | type);
}

void
AppendVarintField(std::vector<uint8_t>& out, uint32_t field, uint64_t value)
{
    AppendTag(out, field, VARINT);
    AppendVarint(out, value);
}

void
AppendBytesField(std::vector<uint8_t>& out, uint32_t field, const uint8_t* bytes, std::size_t size)
{
    // Room for tag, length and bytes of most fields at once.
    if (out.capacity() == 0)
    {
        out.reserve(size + 16);
    }
    AppendTag(out, field, LEN);
    AppendVarint(out, size);
    out.insert(out.end(), bytes, bytes + size);
}

void
AppendStringField(std::vector<uint8_t>& out, uint32_t field, const std::string& text)
{
    AppendBytesField(out, field, reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

void
AppendMessageField(std::vector<uint8_t>& out, uint32_t field, const std::vector<uint8_t>& message)
{
    AppendBytesField(out, field, message.data(), message.size());
}

ReadResult
ReadVarint(const uint8_t*& cursor, const uint8_t* end, uint64_t& value)
{
    uint64_t result = 0;
    const uint8_t* at = cursor;
    for (unsigned shift = 0; shift < 64; shift += 7)
    {
        if (at == end)
        {
            return ReadResult::TRUNCATED;
        }
        const uint8_t byte = *at++;
        if (shift == 63 && byte > 1)
        {
            return ReadResult::MALFORMED;
        }
        result |= static_cast<uint64_t>(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
        {
            cursor = at;
            value = result;
            return ReadResult::OK;
        }
    }
    return ReadResult::MALFORMED;
}

Reader::Reader(const uint8_t* bytes, std::size_t size, uint64_t zeros)
    : m_cursor(bytes),
      m_end(bytes + size),
      m_zeros(zeros)
{
}

bool
Reader::Next(Field& field)
{
    if (m_malformed || (m_cursor == m_end && m_zeros == 0))
    {
        return false;
    }
    field.zeros = 0;
    uint64_t tag;
    if (ReadVarint(m_cursor, m_end, tag) != ReadResult::OK || (tag >> 3) == 0 ||
        (tag >> 3) > std::numeric_limits<uint32_t>::max() >> 3)
    {
        return Fail();
    }
    field.number = static_cast<uint32_t>(tag >> 3);
    field.type = static_cast<WireType>(tag & 7);
    uint64_t size;
    switch (field.type)
    {
    case VARINT:
        return ReadVarint(m_cursor, m_end, field.value) == ReadResult::OK || Fail();
    case I64:
        return Take(field, 8);
    case I32:
        return Take(field, 4);
    case LEN:
        return ReadVarint(m_cursor, m_end, size) == ReadResult::OK ? Take(field, size) : Fail();
    }
    return Fail();
}

bool
Reader::Take(Field& field, uint64_t size)
{
    const uint64_t real = static_cast<uint64_t>(m_end - m_cursor);
    if (size > real)
    {
        if (size - real != m_zeros)
        {
            return Fail();
        }
        field.zeros = m_zeros;
        m_zeros = 0;
        size = real;
    }
    field.bytes = m_cursor;
    field.size = static_cast<std::size_t>(size);
    m_cursor += size;
    return true;
}

bool
Reader::Fail()
{
    m_malformed = true;
    return false;
}

} // namespace protobuf
} // namespace ns3
