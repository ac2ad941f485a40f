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
 * \brief Id of a pubsub message, as in IHAVE, IWANT and IDONTWANT.
 *
 * In the pubsub specification an id is any byte string that the application chooses. Ids of Waku
 * are SHA-256 hashes (14/WAKU2-MESSAGE, "Deterministic message hashing"). The decoder treats a
 * received id of another length as malformed.
 */
struct MessageId
{
    static constexpr std::size_t SIZE = 32; //!< number of bytes

    std::array<uint8_t, SIZE> bytes{}; //!< the hash

    /**
     * \param other another id
     * \return whether the ids are equal
     */
    bool operator==(const MessageId& other) const
    {
        return bytes == other.bytes;
    }

    /**
     * \param other another id
     * \return whether the ids differ
     */
    bool operator!=(const MessageId& other) const
    {
        return bytes != other.bytes;
    }

    /**
     * \param other another id
     * \return whether this id comes before the other in the order of their bytes
     */
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
 * \brief Message ids, in their order on the wire.
 */
using MessageIds = std::vector<MessageId>;

/**
 * \ingroup waku
 * \brief Hash of an id for unordered containers.
 */
struct MessageIdHash
{
    /**
     * \param id the id
     * \return first bytes of the id, which are uniformly distributed
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
