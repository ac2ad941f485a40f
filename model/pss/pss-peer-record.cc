/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-peer-record.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/peer-address.h"

#include <arpa/inet.h>
#include <cstdlib>

namespace ns3
{

namespace
{

const std::string URL_SCHEME = "enode://"; //!< how an enode URL begins
constexpr std::size_t KEY_DIGITS = 128;    //!< hexadecimal digits of a public key
constexpr uint64_t NODE_ID = 0;            //!< id of the capabilities of a node
constexpr uint64_t PSS_ID = 1;             //!< id of the capabilities of pss

/**
 * \param writer writer to which the capability is written
 * \param id its id
 * \param bits its bits
 * \param count number of bits
 */
void
WriteCapability(RlpWriter& writer, uint64_t id, uint32_t bits, uint32_t count)
{
    RlpWriter flags;
    for (uint32_t i = 0; i < count; i++)
    {
        flags.WriteUint(bits >> i & 1);
    }
    RlpWriter items;
    items.WriteUint(id);
    items.WriteList(flags);
    writer.WriteList(items);
}

/**
 * \param reader reader of a capability
 * \param [out] capabilities gets the bits, if the id is known
 * \return whether the capability is well-formed
 */
bool
ReadCapability(RlpReader& reader, PssCapabilities& capabilities)
{
    RlpReader items;
    RlpReader flags;
    uint64_t id;
    if (!reader.ReadList(items) || !items.ReadUint(id) || !items.ReadList(flags) ||
        !items.ExpectEnd())
    {
        return false;
    }
    uint32_t bits = 0;
    uint32_t count = 0;
    while (!flags.IsAtEnd())
    {
        uint64_t flag;
        if (!flags.ReadUint(flag) || flag > 1)
        {
            return false;
        }
        bits |= count < 32 ? static_cast<uint32_t>(flag << count) : 0;
        count++;
    }
    if (id == NODE_ID && count == PssCapabilities::NODE_BITS)
    {
        capabilities.node = static_cast<uint16_t>(bits);
    }
    else if (id == PSS_ID && count == PssCapabilities::PSS_BITS)
    {
        capabilities.pss = static_cast<uint8_t>(bits);
    }
    return true;
}

/**
 * \param bytes RLP bytes of capabilities
 * \param size number of bytes
 * \param [out] capabilities the capabilities
 * \return whether they are well-formed
 */
bool
ReadCapabilities(const uint8_t* bytes, uint64_t size, PssCapabilities& capabilities)
{
    RlpReader reader(bytes, size);
    RlpReader outer;
    RlpReader list;
    if (!reader.ReadList(outer) || !reader.ExpectEnd() || !outer.ReadList(list) ||
        !outer.ExpectEnd())
    {
        return false;
    }
    capabilities.node = 0;
    capabilities.pss = 0;
    while (!list.IsAtEnd())
    {
        if (!ReadCapability(list, capabilities))
        {
            return false;
        }
    }
    return list.IsGood();
}

} // namespace

std::string
PssPeerRecord::GetUrl() const
{
    if (underlay.IsInvalid())
    {
        return "";
    }
    const std::string key = DescribePssAddress(overlay);
    return URL_SCHEME + key + key + "@" + DescribeAddress(underlay);
}

void
PssPeerRecord::SetUrl(const std::string& url)
{
    underlay = Address();
    const std::size_t at = URL_SCHEME.size() + KEY_DIGITS;
    const std::size_t colon = url.rfind(':');
    if (url.rfind(URL_SCHEME, 0) != 0 || url.size() <= at || url[at] != '@' ||
        url.find_first_not_of("0123456789abcdef", URL_SCHEME.size()) != at || colon <= at)
    {
        return;
    }
    std::string host = url.substr(at + 1, colon - at - 1);
    const std::string digits = url.substr(colon + 1);
    const int port = std::atoi(digits.c_str());
    if (digits.empty() || digits.size() > 5 ||
        digits.find_first_not_of("0123456789") != std::string::npos || port < 1 ||
        port > UINT16_MAX)
    {
        return;
    }
    uint8_t bytes[16];
    if (::inet_pton(AF_INET, host.c_str(), bytes) == 1)
    {
        underlay = InetSocketAddress(Ipv4Address::Deserialize(bytes), static_cast<uint16_t>(port));
    }
    else if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    {
        host = host.substr(1, host.size() - 2);
        if (::inet_pton(AF_INET6, host.c_str(), bytes) == 1)
        {
            underlay =
                Inet6SocketAddress(Ipv6Address::Deserialize(bytes), static_cast<uint16_t>(port));
        }
    }
}

void
PssPeerRecord::Write(RlpWriter& writer) const
{
    const std::string url = GetUrl();
    RlpWriter list;
    WriteCapability(list, NODE_ID, capabilities.node, PssCapabilities::NODE_BITS);
    WriteCapability(list, PSS_ID, capabilities.pss, PssCapabilities::PSS_BITS);
    RlpWriter outer;
    outer.WriteList(list);
    RlpWriter encoded;
    encoded.WriteList(outer);
    writer.WriteString(overlay.data(), overlay.size());
    writer.WriteString(reinterpret_cast<const uint8_t*>(url.data()), url.size());
    writer.WriteString(encoded.GetBytes());
}

bool
PssPeerRecord::Read(RlpReader& reader)
{
    const uint8_t* url;
    uint64_t urlSize;
    const uint8_t* encoded;
    uint64_t encodedSize;
    if (!reader.ReadFixedString(overlay.data(), overlay.size()) ||
        !reader.ReadString(url, urlSize) || !reader.ReadString(encoded, encodedSize) ||
        !ReadCapabilities(encoded, encodedSize, capabilities))
    {
        return false;
    }
    SetUrl(std::string(url, url + urlSize));
    return true;
}

} // namespace ns3
