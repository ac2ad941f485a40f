/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-address.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{

uint32_t
GetPssProximity(const PssAddress& one, const PssAddress& other)
{
    for (uint32_t i = 0; i < PSS_ADDRESS_BYTES; i++)
    {
        uint32_t proximity = 8 * i + 8;
        for (uint8_t difference = one[i] ^ other[i]; difference != 0; difference >>= 1)
        {
            proximity--;
        }
        if (one[i] != other[i])
        {
            return proximity;
        }
    }
    return PSS_ADDRESS_BITS;
}

bool
IsPssCloser(const PssAddress& target, const PssAddress& one, const PssAddress& other)
{
    for (std::size_t i = 0; i < PSS_ADDRESS_BYTES; i++)
    {
        const uint8_t distance = target[i] ^ one[i];
        const uint8_t otherDistance = target[i] ^ other[i];
        if (distance != otherDistance)
        {
            return distance < otherDistance;
        }
    }
    return false;
}

PssAddress
ExtendPssAddress(const PssPartialAddress& partial)
{
    NS_ASSERT_MSG(partial.size() <= PSS_ADDRESS_BYTES, "an address of too many bytes");
    PssAddress address{};
    std::copy(partial.begin(), partial.end(), address.begin());
    return address;
}

PssPartialAddress
TruncatePssAddress(const PssAddress& address, std::size_t bytes)
{
    NS_ASSERT_MSG(bytes <= PSS_ADDRESS_BYTES, "an address of too many bytes");
    return PssPartialAddress(address.begin(), address.begin() + bytes);
}

bool
MatchesPssAddress(const PssPartialAddress& partial, const PssAddress& address)
{
    return partial.size() <= PSS_ADDRESS_BYTES &&
           std::equal(partial.begin(), partial.end(), address.begin());
}

std::string
DescribePssAddress(const PssAddress& address)
{
    static const char digits[] = "0123456789abcdef";
    std::string text;
    for (const uint8_t byte : address)
    {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

bool
ParsePssAddress(const std::string& text, PssAddress& address)
{
    static const std::string digits = "0123456789abcdef";
    if (text.size() != 2 * PSS_ADDRESS_BYTES || text.find_first_not_of(digits) != std::string::npos)
    {
        return false;
    }
    for (std::size_t i = 0; i < PSS_ADDRESS_BYTES; i++)
    {
        address[i] =
            static_cast<uint8_t>(digits.find(text[2 * i]) << 4 | digits.find(text[2 * i + 1]));
    }
    return true;
}

} // namespace ns3
