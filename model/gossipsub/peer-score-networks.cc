/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-score-networks.h"

#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <sstream>

namespace ns3
{

namespace
{

std::string
TrimBlanks(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t\n");
    return first == std::string::npos
               ? ""
               : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

/// \return the number, or more than any prefix has if the text is none
uint32_t
ReadPrefix(const std::string& text)
{
    const bool isNumber =
        !text.empty() && text.size() <= 3 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? static_cast<uint32_t>(std::stoul(text)) : 1000;
}

bool
HavePrefixInCommon(const std::array<uint8_t, 16>& a,
                   const std::array<uint8_t, 16>& b,
                   uint32_t prefix)
{
    for (uint32_t bit = 0; bit < prefix; bit++)
    {
        if (((a[bit / 8] ^ b[bit / 8]) >> (7 - bit % 8)) & 1)
        {
            return false;
        }
    }
    return true;
}

} // namespace

std::string
PeerScoreNetworks::Read(const std::string& text)
{
    m_networks.clear();
    std::istringstream parts(text);
    std::string part;
    while (std::getline(parts, part, ','))
    {
        part = TrimBlanks(part);
        const auto slash = part.find('/');
        const std::string address = part.substr(0, slash);
        Network network{address.find(':') != std::string::npos, {}, 0};
        const uint32_t bits = network.isIpv6 ? 128 : 32;
        network.prefix = slash == std::string::npos ? bits : ReadPrefix(part.substr(slash + 1));
        if (network.prefix > bits ||
            inet_pton(network.isIpv6 ? AF_INET6 : AF_INET, address.c_str(), network.base.data()) !=
                1)
        {
            return part.empty() ? "," : part;
        }
        m_networks.push_back(network);
    }
    return "";
}

bool
PeerScoreNetworks::Contains(const Address& host) const
{
    if (m_networks.empty())
    {
        return false;
    }
    Bytes bytes{};
    const bool isIpv6 = Ipv6Address::IsMatchingType(host);
    if (isIpv6)
    {
        Ipv6Address::ConvertFrom(host).GetBytes(bytes.data());
    }
    else
    {
        Ipv4Address::ConvertFrom(host).Serialize(bytes.data());
    }
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const Network& network) {
        return network.isIpv6 == isIpv6 && HavePrefixInCommon(network.base, bytes, network.prefix);
    });
}

} // namespace ns3
