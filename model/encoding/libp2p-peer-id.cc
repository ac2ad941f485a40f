/* SPDX-License-Identifier: GPL-2.0-only */
#include "libp2p-peer-id.h"

#include <algorithm>
#include <cryptopp/donna.h>

namespace ns3
{

Ed25519Key
GetEd25519PublicKey(const Ed25519Key& seed)
{
    Ed25519Key key;
    CryptoPP::Donna::ed25519_publickey(key.data(), seed.data());
    return key;
}

std::vector<uint8_t>
MakePeerId(const Ed25519Key& publicKey)
{
    // Identity multihash of 36 bytes; key type 1, Ed25519; key of 32 bytes.
    std::vector<uint8_t> id = {0x00, 36, 0x08, 1, 0x12, 32};
    id.insert(id.end(), publicKey.begin(), publicKey.end());
    return id;
}

std::string
EncodeBase58(const std::vector<uint8_t>& bytes)
{
    static const char* const alphabet =
        "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    std::vector<uint8_t> digits; // least significant first
    for (const uint8_t byte : bytes)
    {
        uint32_t carry = byte;
        for (uint8_t& digit : digits)
        {
            carry += digit * 256U;
            digit = static_cast<uint8_t>(carry % 58);
            carry /= 58;
        }
        for (; carry > 0; carry /= 58)
        {
            digits.push_back(static_cast<uint8_t>(carry % 58));
        }
    }
    // Each zero byte at the start is a digit of its own.
    const auto zeros =
        std::find_if(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte != 0; }) -
        bytes.begin();
    std::string text(static_cast<std::size_t>(zeros), alphabet[0]);
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit)
    {
        text += alphabet[*digit];
    }
    return text;
}

} // namespace ns3
