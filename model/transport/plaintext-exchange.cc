/* SPDX-License-Identifier: GPL-2.0-only */
#include "plaintext-exchange.h"

#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <cryptopp/sha.h>

namespace ns3
{

namespace
{

/// Field numbers of Exchange and of PublicKey.
constexpr uint32_t EXCHANGE_ID = 1;
constexpr uint32_t EXCHANGE_KEY = 2;
constexpr uint32_t KEY_TYPE = 1;
constexpr uint32_t KEY_DATA = 2;
/// Key types of the specification: RSA, Ed25519, Secp256k1, ECDSA.
constexpr uint64_t ED25519 = 1;
constexpr uint64_t LAST_KEY_TYPE = 3;
/// A key of more bytes is hashed for the peer id.
constexpr std::size_t MAX_INLINE_KEY = 42;
/// Codes of multihash.
constexpr uint8_t IDENTITY = 0x00;
constexpr uint8_t SHA2_256 = 0x12;

std::vector<uint8_t>
EncodeAnyKey(uint64_t type, const uint8_t* data, std::size_t size)
{
    std::vector<uint8_t> key;
    protobuf::AppendVarintField(key, KEY_TYPE, type);
    protobuf::AppendBytesField(key, KEY_DATA, data, size);
    return key;
}

std::vector<uint8_t>
MakeAnyPeerId(const std::vector<uint8_t>& key)
{
    std::vector<uint8_t> id;
    if (key.size() <= MAX_INLINE_KEY)
    {
        id = {IDENTITY, static_cast<uint8_t>(key.size())};
        id.insert(id.end(), key.begin(), key.end());
        return id;
    }
    id.resize(2 + CryptoPP::SHA256::DIGESTSIZE);
    id[0] = SHA2_256;
    id[1] = CryptoPP::SHA256::DIGESTSIZE;
    CryptoPP::SHA256().CalculateDigest(id.data() + 2, key.data(), key.size());
    return id;
}

/// Whether the bytes are a PublicKey; if so, they are encoded again in the one form that is hashed.
bool
DecodeKey(const uint8_t* bytes, std::size_t size, std::vector<uint8_t>& key)
{
    protobuf::Reader reader(bytes, size);
    protobuf::Field field;
    uint64_t type = LAST_KEY_TYPE + 1;
    protobuf::Field data;
    while (reader.Next(field))
    {
        if (field.number == KEY_TYPE && field.type == protobuf::VARINT)
        {
            type = field.value;
        }
        if (field.number == KEY_DATA && field.type == protobuf::LEN)
        {
            data = field;
        }
    }
    if (reader.IsMalformed() || type > LAST_KEY_TYPE || data.size == 0 ||
        (type == ED25519 && data.size != Ed25519Key().size()))
    {
        return false;
    }
    key = EncodeAnyKey(type, data.bytes, data.size);
    return true;
}

} // namespace

Ed25519Key
PlaintextExchange::MakeKey(const std::string& name)
{
    Ed25519Key seed;
    CryptoPP::SHA256().CalculateDigest(seed.data(),
                                       reinterpret_cast<const uint8_t*>(name.data()),
                                       name.size());
    return GetEd25519PublicKey(seed);
}

std::vector<uint8_t>
PlaintextExchange::EncodeKey(const Ed25519Key& key)
{
    return EncodeAnyKey(ED25519, key.data(), key.size());
}

std::vector<uint8_t>
PlaintextExchange::Encode(const Ed25519Key& key)
{
    std::vector<uint8_t> message;
    const std::vector<uint8_t> id = MakePeerId(key);
    protobuf::AppendBytesField(message, EXCHANGE_ID, id.data(), id.size());
    protobuf::AppendMessageField(message, EXCHANGE_KEY, EncodeKey(key));
    std::vector<uint8_t> bytes;
    protobuf::AppendVarint(bytes, message.size());
    bytes.insert(bytes.end(), message.begin(), message.end());
    return bytes;
}

bool
PlaintextExchange::Decode(const std::vector<uint8_t>& message, std::vector<uint8_t>& peerId)
{
    protobuf::Reader reader(message.data(), message.size());
    protobuf::Field field;
    std::vector<uint8_t> key;
    peerId.clear();
    while (reader.Next(field))
    {
        if (field.type != protobuf::LEN)
        {
            continue;
        }
        if (field.number == EXCHANGE_ID)
        {
            peerId.assign(field.bytes, field.bytes + field.size);
        }
        if (field.number == EXCHANGE_KEY && !DecodeKey(field.bytes, field.size, key))
        {
            return false;
        }
    }
    return !reader.IsMalformed() && !key.empty() && peerId == MakeAnyPeerId(key);
}

} // namespace ns3
