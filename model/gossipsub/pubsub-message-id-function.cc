/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-message-id-function.h"

#include <cryptopp/sha.h>

namespace ns3
{

namespace
{

/// Bytes of an id of Ethereum.
constexpr std::size_t ETHEREUM_SIZE = 20;
/// Bytes of an id that is the start of the data.
constexpr std::size_t FIRST_SIZE = 8;

void
AddText(CryptoPP::SHA256& hash, const std::string& text)
{
    hash.Update(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

MessageId
Finish(CryptoPP::SHA256& hash, const VirtualBytes& data, std::size_t size)
{
    data.ForEachPiece(
        [&hash](const uint8_t* piece, std::size_t length) { hash.Update(piece, length); });
    uint8_t digest[CryptoPP::SHA256::DIGESTSIZE];
    hash.Final(digest);
    return MessageId(digest, size);
}

} // namespace

MessageId
ComputeMessageId(MessageIdFunction function, const std::string& topic, const VirtualBytes& data)
{
    CryptoPP::SHA256 hash;
    switch (function)
    {
    case MessageIdFunction::DATA:
        return Finish(hash, data, CryptoPP::SHA256::DIGESTSIZE);
    case MessageIdFunction::ETHEREUM: {
        // MESSAGE_DOMAIN_VALID_SNAPPY, and the length of the topic as a little-endian number.
        uint8_t start[12] = {1, 0, 0, 0};
        for (int i = 0; i < 8; i++)
        {
            start[4 + i] = static_cast<uint8_t>(uint64_t{topic.size()} >> (8 * i));
        }
        hash.Update(start, sizeof(start));
        AddText(hash, topic);
        return Finish(hash, data, ETHEREUM_SIZE);
    }
    case MessageIdFunction::FIRST_BYTES:
        return MessageId(data.Slice(0, std::min<uint64_t>(data.GetSize(), FIRST_SIZE)).ToVector());
    default:
        AddText(hash, topic);
        return Finish(hash, data, CryptoPP::SHA256::DIGESTSIZE);
    }
}

} // namespace ns3
