/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-peer-record.h"

#include "pubsub-rpc-encoder.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/peer-address.h"
#include "ns3/waku-protobuf.h"

#include <cryptopp/sha.h>
#include <vector>

namespace ns3
{

namespace
{

using namespace protobuf;

/// Field numbers of the envelope and of what is in it (libp2p RFCs 0002 and 0003; peer-ids,
/// "Keys").
enum PeerRecordField : uint32_t
{
    ENVELOPE_PUBLIC_KEY = 1,
    ENVELOPE_PAYLOAD_TYPE = 2,
    ENVELOPE_PAYLOAD = 3,
    ENVELOPE_SIGNATURE = 5,
    RECORD_PEER_ID = 1,
    RECORD_SEQUENCE = 2,
    RECORD_ADDRESSES = 3,
    ADDRESS_MULTIADDRESS = 1,
    KEY_TYPE = 1,
    KEY_DATA = 2,
};

/// Codes of multiaddresses and multihashes, each a varint of one byte.
enum MultiformatCode : uint8_t
{
    MULTIHASH_IDENTITY = 0x00,
    CODE_IP4 = 0x04,
    CODE_TCP = 0x06,
    CODE_IP6 = 0x29,
};

constexpr uint64_t ED25519 = 1;
constexpr std::size_t SIGNATURE_SIZE = 64;
constexpr std::size_t IP4_SIZE = 4;
constexpr std::size_t IP6_SIZE = 16;
/// Multicodec 0x0301 of a libp2p peer record.
const std::vector<uint8_t> PAYLOAD_TYPE = {0x03, 0x01};
/// Real nodes count by the clock, in nanoseconds.
constexpr uint64_t RECORD_NUMBER = 1767225600000000000;

std::vector<uint8_t>
MakeMultiaddress(const Address& host, uint16_t port)
{
    const Address ip = HostOf(host);
    const bool isIp4 = Ipv4Address::IsMatchingType(ip);
    const std::size_t size = isIp4 ? IP4_SIZE : IP6_SIZE;
    std::vector<uint8_t> bytes(1 + size);
    bytes[0] = isIp4 ? CODE_IP4 : CODE_IP6;
    if (isIp4)
    {
        Ipv4Address::ConvertFrom(ip).Serialize(bytes.data() + 1);
    }
    else
    {
        Ipv6Address::ConvertFrom(ip).Serialize(bytes.data() + 1);
    }
    bytes.push_back(CODE_TCP);
    bytes.push_back(static_cast<uint8_t>(port >> 8));
    bytes.push_back(static_cast<uint8_t>(port));
    return bytes;
}

/// A public key that no other address has.
std::vector<uint8_t>
MakePublicKey(const std::vector<uint8_t>& multiaddress)
{
    std::vector<uint8_t> data(CryptoPP::SHA256::DIGESTSIZE);
    CryptoPP::SHA256().CalculateDigest(data.data(), multiaddress.data(), multiaddress.size());
    std::vector<uint8_t> key;
    AppendVarintField(key, KEY_TYPE, ED25519);
    AppendMessageField(key, KEY_DATA, data);
    return key;
}

/// \return the value of a field of an encoded message; empty if there is none
std::string
FindValue(const std::string& message, uint32_t number)
{
    Reader reader(reinterpret_cast<const uint8_t*>(message.data()), message.size());
    Field field;
    std::string value;
    while (value.empty() && reader.Next(field))
    {
        value = field.number == number && field.type == LEN ? field.ToString() : "";
    }
    return value;
}

} // namespace

std::string
EncodePeerRecord(const Address& host, uint16_t port)
{
    const std::vector<uint8_t> multiaddress = MakeMultiaddress(host, port);
    const std::vector<uint8_t> key = MakePublicKey(multiaddress);
    std::vector<uint8_t> peerId;
    AppendVarint(peerId, MULTIHASH_IDENTITY);
    AppendVarint(peerId, key.size());
    peerId.insert(peerId.end(), key.begin(), key.end());

    std::vector<uint8_t> address;
    AppendMessageField(address, ADDRESS_MULTIADDRESS, multiaddress);
    std::vector<uint8_t> record;
    AppendMessageField(record, RECORD_PEER_ID, peerId);
    AppendVarintField(record, RECORD_SEQUENCE, RECORD_NUMBER);
    AppendMessageField(record, RECORD_ADDRESSES, address);

    std::vector<uint8_t> envelope;
    AppendMessageField(envelope, ENVELOPE_PUBLIC_KEY, key);
    AppendMessageField(envelope, ENVELOPE_PAYLOAD_TYPE, PAYLOAD_TYPE);
    AppendMessageField(envelope, ENVELOPE_PAYLOAD, record);
    AppendMessageField(envelope, ENVELOPE_SIGNATURE, std::vector<uint8_t>(SIGNATURE_SIZE));

    std::vector<uint8_t> info;
    AppendMessageField(info, rpcfield::PEERINFO_PEERID, peerId);
    AppendMessageField(info, rpcfield::PEERINFO_SIGNEDRECORD, envelope);
    return std::string(info.begin(), info.end());
}

Address
DecodePeerRecord(const std::string& info)
{
    const std::string record =
        FindValue(FindValue(info, rpcfield::PEERINFO_SIGNEDRECORD), ENVELOPE_PAYLOAD);
    const std::string text = FindValue(FindValue(record, RECORD_ADDRESSES), ADDRESS_MULTIADDRESS);
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const std::size_t ipSize = text.size() < 4 ? 0 : text.size() - 4;
    const bool isIp4 = ipSize == IP4_SIZE && bytes[0] == CODE_IP4;
    const bool isIp6 = ipSize == IP6_SIZE && bytes[0] == CODE_IP6;
    if ((!isIp4 && !isIp6) || bytes[1 + ipSize] != CODE_TCP)
    {
        return Address();
    }
    const auto port = static_cast<uint16_t>(bytes[2 + ipSize] << 8 | bytes[3 + ipSize]);
    if (isIp4)
    {
        return InetSocketAddress(Ipv4Address::Deserialize(bytes + 1), port);
    }
    return Inet6SocketAddress(Ipv6Address::Deserialize(bytes + 1), port);
}

} // namespace ns3
