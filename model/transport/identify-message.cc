/* SPDX-License-Identifier: GPL-2.0-only */
#include "identify-message.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Field numbers of the message.
constexpr uint32_t PUBLIC_KEY = 1;
constexpr uint32_t LISTEN_ADDRS = 2;
constexpr uint32_t PROTOCOLS = 3;
constexpr uint32_t OBSERVED_ADDR = 4;
constexpr uint32_t PROTOCOL_VERSION = 5;
constexpr uint32_t AGENT_VERSION = 6;
/// Codes of https://github.com/multiformats/multiaddr.
constexpr uint8_t IP4 = 4;
constexpr uint8_t IP6 = 41;
constexpr uint8_t TCP = 6;

/// An IP address and port as a multiaddr; empty if the address is neither Inet nor Inet6.
std::vector<uint8_t>
ToMultiaddr(const Address& address)
{
    std::vector<uint8_t> bytes;
    uint16_t port = 0;
    if (InetSocketAddress::IsMatchingType(address))
    {
        const auto inet = InetSocketAddress::ConvertFrom(address);
        bytes.resize(5, IP4);
        inet.GetIpv4().Serialize(bytes.data() + 1);
        port = inet.GetPort();
    }
    else if (Inet6SocketAddress::IsMatchingType(address))
    {
        const auto inet = Inet6SocketAddress::ConvertFrom(address);
        bytes.resize(17, IP6);
        inet.GetIpv6().Serialize(bytes.data() + 1);
        port = inet.GetPort();
    }
    else
    {
        return bytes;
    }
    bytes.push_back(TCP);
    bytes.push_back(static_cast<uint8_t>(port >> 8));
    bytes.push_back(static_cast<uint8_t>(port));
    return bytes;
}

void
AppendAddress(std::vector<uint8_t>& out, uint32_t field, const Address& address)
{
    const std::vector<uint8_t> bytes = ToMultiaddr(address);
    if (!bytes.empty())
    {
        protobuf::AppendBytesField(out, field, bytes.data(), bytes.size());
    }
}

} // namespace

Ptr<StreamFrame>
IdentifyMessage::Encode(const StreamProtocols& protocols,
                        const Address& local,
                        const Address& observed,
                        const std::vector<uint8_t>& key)
{
    std::vector<uint8_t> message;
    protobuf::AppendBytesField(message, PUBLIC_KEY, key.data(), key.size());
    AppendAddress(message, LISTEN_ADDRS, local);
    for (uint32_t i = 0; i < protocols.GetN(); i++)
    {
        protobuf::AppendStringField(message, PROTOCOLS, protocols.GetId(i));
    }
    protobuf::AppendStringField(message, PROTOCOLS, StreamProtocols::IDENTIFY_ID);
    AppendAddress(message, OBSERVED_ADDR, observed);
    protobuf::AppendStringField(message, PROTOCOL_VERSION, "ipfs/0.1.0");
    protobuf::AppendStringField(message, AGENT_VERSION, "ns-3-waku");
    std::vector<uint8_t> bytes;
    protobuf::AppendVarint(bytes, message.size());
    bytes.insert(bytes.end(), message.begin(), message.end());
    return Create<StreamFrame>(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())),
                               true);
}

bool
IdentifyMessage::Decode(const std::vector<uint8_t>& bytes,
                        const StreamProtocols& protocols,
                        Peer& peer)
{
    peer = Peer();
    bool isFirst = true;
    protobuf::Reader reader(bytes.data(), bytes.size());
    protobuf::Field field;
    while (reader.Next(field))
    {
        if (field.number != PROTOCOLS)
        {
            continue;
        }
        if (field.type != protobuf::LEN)
        {
            return false;
        }
        const uint32_t stream = protocols.FindId(field.ToString());
        peer.common |= stream < protocols.GetN() ? 1U << stream : 0;
        peer.first = isFirst ? stream : peer.first;
        isFirst = false;
    }
    return !reader.IsMalformed();
}

uint32_t
IdentifyParser::Read(const uint8_t* bytes, uint32_t size)
{
    if (m_state == State::DONE)
    {
        m_state = State::FAILED;
    }
    if (m_state == State::FAILED)
    {
        return size;
    }
    constexpr std::size_t ROOM = IdentifyMessage::MAX_SIZE + 10;
    m_bytes.insert(m_bytes.end(), bytes, bytes + std::min<std::size_t>(size, ROOM));
    TryDecode();
    return size;
}

void
IdentifyParser::TryDecode()
{
    const uint8_t* cursor = m_bytes.data();
    const uint8_t* end = cursor + m_bytes.size();
    uint64_t size = 0;
    const protobuf::ReadResult result = protobuf::ReadVarint(cursor, end, size);
    if (result == protobuf::ReadResult::TRUNCATED)
    {
        return;
    }
    const bool good = result == protobuf::ReadResult::OK && size <= IdentifyMessage::MAX_SIZE;
    const auto there = static_cast<uint64_t>(end - cursor);
    if (good && there < size)
    {
        return;
    }
    m_state =
        good && there == size &&
                IdentifyMessage::Decode(std::vector<uint8_t>(cursor, end), m_protocols, m_peer)
            ? State::DONE
            : State::FAILED;
    std::vector<uint8_t>().swap(m_bytes);
}

} // namespace ns3
