/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_HEX_BYTES_H
#define WAKU_HEX_BYTES_H

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// Bytes of hexadecimal digits.
inline std::vector<uint8_t>
FromHex(const std::string& digits)
{
    std::vector<uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

} // namespace ns3

#endif /* WAKU_HEX_BYTES_H */
