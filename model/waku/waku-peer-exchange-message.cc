/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-peer-exchange-message.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/request-message.h"
#include "ns3/rlp-reader.h"
#include "ns3/rlp-writer.h"
#include "ns3/waku-protobuf.h"

#include <map>

namespace ns3
{

using namespace protobuf;

namespace
{

/// Field numbers of 34/WAKU2-PEER-EXCHANGE and of nwaku.
enum PeerExchangeField : uint32_t
{
    PX_QUERY = 1,
    PX_RESPONSE = 2,
    PX_NUM_PEERS = 1,
    PX_PEER_INFOS = 1,
    PX_STATUS = 10,
    PX_DESCRIPTION = 11,
    PX_ENR = 1,
};

/// Sizes of EIP-778's v4 identity scheme.
constexpr std::size_t SIGNATURE_SIZE = 64;
constexpr std::size_t KEY_SIZE = 33;
/// Largest record (EIP-778).
constexpr std::size_t MAX_RECORD_SIZE = 300;

void
WriteText(RlpWriter& writer, const std::string& text)
{
    writer.WriteString(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

std::string
ToText(const uint8_t* bytes, std::size_t size)
{
    return std::string(reinterpret_cast<const char*>(bytes), size);
}

bool
DecodeResponse(const Field& whole, WakuPeerExchangeMessage& message)
{
    Reader reader(whole.bytes, whole.size);
    Field field;
    while (reader.Next(field))
    {
        if (field.number == PX_PEER_INFOS && field.type == LEN)
        {
            message.records.emplace_back();
            Reader info(field.bytes, field.size);
            Field part;
            while (info.Next(part))
            {
                if (part.number == PX_ENR && part.type == LEN)
                {
                    message.records.back().assign(part.bytes, part.bytes + part.size);
                }
            }
            if (info.IsMalformed())
            {
                return false;
            }
        }
        else if (field.number == PX_STATUS && field.type == VARINT)
        {
            message.status = static_cast<uint32_t>(field.value);
        }
        else if (field.number == PX_DESCRIPTION && field.type == LEN)
        {
            message.description = field.ToString();
        }
    }
    if (message.status == 0)
    {
        message.status =
            message.records.empty() ? RequestMessage::SERVICE_UNAVAILABLE : RequestMessage::OK;
    }
    return !reader.IsMalformed();
}

} // namespace

std::vector<uint8_t>
WakuNodeRecord::Encode() const
{
    std::map<std::string, std::vector<uint8_t>> pairs; // keys are sorted (EIP-778)
    pairs["secp256k1"].resize(KEY_SIZE);
    pairs["waku2"] = {capabilities};
    const bool isIpv6 = Inet6SocketAddress::IsMatchingType(address);
    uint16_t port = 0;
    std::vector<uint8_t> ip(isIpv6 ? 16 : 4);
    if (isIpv6)
    {
        const auto socket = Inet6SocketAddress::ConvertFrom(address);
        socket.GetIpv6().GetBytes(ip.data());
        port = socket.GetPort();
    }
    else
    {
        const auto socket = InetSocketAddress::ConvertFrom(address);
        socket.GetIpv4().Serialize(ip.data());
        port = socket.GetPort();
    }
    pairs[isIpv6 ? "ip6" : "ip"] = ip;
    pairs[isIpv6 ? "tcp6" : "tcp"] = {static_cast<uint8_t>(port >> 8), static_cast<uint8_t>(port)};
    pairs[isIpv6 ? "udp6" : "udp"] = {static_cast<uint8_t>(port >> 8), static_cast<uint8_t>(port)};
    if (shards)
    {
        pairs.insert(shards->Encode());
    }
    RlpWriter items;
    items.WriteString(std::vector<uint8_t>(SIGNATURE_SIZE));
    items.WriteUint(1);
    WriteText(items, "id");
    WriteText(items, "v4");
    // "id" is before "ip" and all others here.
    for (const auto& [key, value] : pairs)
    {
        WriteText(items, key);
        items.WriteString(value);
    }
    RlpWriter record;
    record.WriteList(items);
    return record.GetBytes();
}

bool
WakuNodeRecord::Decode(const std::vector<uint8_t>& bytes, WakuNodeRecord& record)
{
    record = WakuNodeRecord();
    if (bytes.size() > MAX_RECORD_SIZE)
    {
        return false;
    }
    RlpReader whole(bytes.data(), bytes.size());
    RlpReader items;
    const uint8_t* at = nullptr;
    uint64_t size = 0;
    uint64_t sequence = 0;
    if (!whole.ReadList(items) || !whole.IsAtEnd() || !items.ReadString(at, size) ||
        !items.ReadUint(sequence, 8))
    {
        return false;
    }
    std::map<std::string, std::vector<uint8_t>> pairs;
    while (!items.IsAtEnd())
    {
        const uint8_t* value = nullptr;
        uint64_t length = 0;
        if (!items.ReadString(at, size) || !items.ReadString(value, length))
        {
            return false;
        }
        const std::string key = ToText(at, size);
        pairs[key].assign(value, value + length);
        if (const auto shards = WakuShardSet::Decode(key, pairs[key]))
        {
            record.shards = shards;
        }
    }
    record.capabilities = pairs["waku2"].empty() ? 0 : pairs["waku2"].front();
    const bool isIpv4 = pairs["ip"].size() == 4 && pairs["tcp"].size() == 2;
    const bool isIpv6 = pairs["ip6"].size() == 16 && pairs["tcp6"].size() == 2;
    if (!items.IsGood() || (!isIpv4 && !isIpv6))
    {
        return false;
    }
    const std::vector<uint8_t>& tcp = pairs[isIpv4 ? "tcp" : "tcp6"];
    const auto port = static_cast<uint16_t>(tcp[0] << 8 | tcp[1]);
    if (isIpv4)
    {
        record.address = InetSocketAddress(Ipv4Address::Deserialize(pairs["ip"].data()), port);
    }
    else
    {
        record.address = Inet6SocketAddress(Ipv6Address(pairs["ip6"].data()), port);
    }
    return port != 0;
}

std::vector<uint8_t>
WakuPeerExchangeMessage::Encode() const
{
    std::vector<uint8_t> out;
    std::vector<uint8_t> part;
    if (numPeers)
    {
        AppendVarintField(part, PX_NUM_PEERS, *numPeers);
        AppendMessageField(out, PX_QUERY, part);
        return out;
    }
    for (const auto& record : records)
    {
        std::vector<uint8_t> info;
        AppendMessageField(info, PX_ENR, record);
        AppendMessageField(part, PX_PEER_INFOS, info);
    }
    AppendVarintField(part, PX_STATUS, status);
    if (!description.empty())
    {
        AppendStringField(part, PX_DESCRIPTION, description);
    }
    // nwaku wants the field of the query in responses too.
    AppendMessageField(out, PX_QUERY, {});
    AppendMessageField(out, PX_RESPONSE, part);
    return out;
}

bool
WakuPeerExchangeMessage::Decode(const std::vector<uint8_t>& bytes, WakuPeerExchangeMessage& message)
{
    message = WakuPeerExchangeMessage();
    Reader reader(bytes.data(), bytes.size());
    Field field;
    bool isResponse = false;
    while (reader.Next(field))
    {
        if (field.type != LEN)
        {
            continue;
        }
        if (field.number == PX_QUERY)
        {
            message.numPeers = 0;
            Reader query(field.bytes, field.size);
            Field part;
            while (query.Next(part))
            {
                if (part.number == PX_NUM_PEERS && part.type == VARINT)
                {
                    message.numPeers = part.value;
                }
            }
            if (query.IsMalformed())
            {
                return false;
            }
        }
        else if (field.number == PX_RESPONSE && field.size > 0)
        {
            isResponse = true;
            if (!DecodeResponse(field, message))
            {
                return false;
            }
        }
    }
    if (isResponse)
    {
        message.numPeers.reset();
    }
    return !reader.IsMalformed() && (isResponse || message.numPeers);
}

} // namespace ns3
