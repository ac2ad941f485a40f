/* SPDX-License-Identifier: GPL-2.0-only */
#include "snappy-literal.h"

namespace ns3
{

namespace
{

/// Most bytes of a varint of 24 bits.
constexpr std::size_t MAX_VARINT = 4;

/// Sizes minus 1 from this on have bytes of their own behind the tag; 59 + i is the tag of i bytes.
constexpr uint32_t FIRST_LONG = 60;

/**
 * \param size size of a literal, above 0
 * \return bytes of its size behind its tag
 */
std::size_t
CountSizeBytes(uint32_t size)
{
    const uint32_t last = size - 1;
    return last < FIRST_LONG ? 0 : last <= 0xff ? 1 : last <= 0xffff ? 2 : 3;
}

} // namespace

std::vector<uint8_t>
SnappyLiteral::MakeHeader(uint32_t size)
{
    std::vector<uint8_t> header;
    for (uint32_t rest = size; rest > 0 || header.empty(); rest >>= 7)
    {
        header.push_back(static_cast<uint8_t>((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0)));
    }
    if (size > 0)
    {
        const uint32_t last = size - 1;
        const std::size_t more = CountSizeBytes(size);
        const uint32_t tag = more == 0 ? last : FIRST_LONG - 1 + static_cast<uint32_t>(more);
        header.push_back(static_cast<uint8_t>(tag << 2));
        for (std::size_t i = 0; i < more; i++)
        {
            header.push_back(static_cast<uint8_t>(last >> (8 * i)));
        }
    }
    return header;
}

SnappyLiteral::Result
SnappyLiteral::ParseHeader(const uint8_t* bytes, std::size_t size, uint32_t& dataSize)
{
    uint32_t read = 0;
    for (std::size_t i = 0; i < size && i < MAX_VARINT; i++)
    {
        read |= static_cast<uint32_t>(bytes[i] & 0x7f) << (7 * i);
        if (bytes[i] & 0x80)
        {
            continue;
        }
        if (read > MAX_SIZE)
        {
            return Result::MALFORMED;
        }
        // There is only one way to write what follows.
        const std::vector<uint8_t> header = MakeHeader(read);
        for (std::size_t j = 0; j < size && j < header.size(); j++)
        {
            if (bytes[j] != header[j])
            {
                return Result::MALFORMED;
            }
        }
        dataSize = read;
        return size < header.size() ? Result::TOO_FEW : Result::DONE;
    }
    return size < MAX_VARINT ? Result::TOO_FEW : Result::MALFORMED;
}

} // namespace ns3
