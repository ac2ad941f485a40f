/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_MESSAGE_ID_H
#define WAKU_PUBSUB_MESSAGE_ID_H

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Id of a pubsub message as it stands in IHAVE, IWANT and IDONTWANT.
 *
 * The pubsub specification leaves ids to the application and lets them be any byte string; Waku's
 * are SHA-256 hashes (14/WAKU2-MESSAGE, Deterministic message hashing). An id of another length
 * from the wire is no id of this network; the decoder counts it as malformed.
 */
struct MessageId
{
    static constexpr std::size_t SIZE = 32; //!< bytes

    std::array<uint8_t, SIZE> bytes{}; //!< the hash

    /** \param other another id \return whether they are the same */
    bool operator==(const MessageId& other) const
    {
        return bytes == other.bytes;
    }

    /** \param other another id \return whether they differ */
    bool operator!=(const MessageId& other) const
    {
        return bytes != other.bytes;
    }

    /** \param other another id \return whether this one sorts before it */
    bool operator<(const MessageId& other) const
    {
        return bytes < other.bytes;
    }

    /** \return the id in hexadecimal digits */
    std::string ToString() const
    {
        static const char* digits = "0123456789abcdef";
        std::string text;
        text.reserve(2 * SIZE);
        for (uint8_t byte : bytes)
        {
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
        return text;
    }
};

/**
 * \ingroup waku
 * \brief Ids in the order of the wire.
 */
using MessageIds = std::vector<MessageId>;

/**
 * \ingroup waku
 * \brief Hash of an id for unordered containers: its first bytes are uniform.
 */
struct MessageIdHash
{
    /**
     * \param id the id
     * \return its first bytes
     */
    std::size_t operator()(const MessageId& id) const
    {
        std::size_t value;
        std::memcpy(&value, id.bytes.data(), sizeof(value));
        return value;
    }
};

} // namespace ns3

#endif /* WAKU_PUBSUB_MESSAGE_ID_H */
