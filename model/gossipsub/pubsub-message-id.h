/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_MESSAGE_ID_H
#define WAKU_PUBSUB_MESSAGE_ID_H

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Id of a pubsub message, as in IHAVE, IWANT and IDONTWANT: up to 64 bytes.
 *
 * In the pubsub specification an id is any byte string that the application chooses
 * (MessageIdFunction). The decoder treats a received id that is empty or longer as malformed.
 *
 * An id of at most 32 bytes, the length of SHA-256 hashes, is in the object itself.
 */
class MessageId
{
  public:
    static constexpr std::size_t MAX_SIZE = 64; //!< largest number of bytes

    /** An empty id, which no message has. */
    MessageId() = default;

    /**
     * \param bytes the bytes
     * \param size number of bytes, at most MAX_SIZE; further ones are cut off
     */
    MessageId(const uint8_t* bytes, std::size_t size)
        : m_size(static_cast<uint8_t>(std::min(size, MAX_SIZE)))
    {
        Store(bytes);
    }

    /** \param bytes the bytes, at most MAX_SIZE; further ones are cut off */
    explicit MessageId(const std::vector<uint8_t>& bytes)
        : MessageId(bytes.data(), bytes.size())
    {
    }

    /** \param other the id to copy */
    MessageId(const MessageId& other)
        : m_bytes(other.m_bytes),
          m_size(other.m_size)
    {
        if (IsLong())
        {
            Store(other.GetBytes());
        }
    }

    /** \param other the id to move; it is empty afterwards */
    MessageId(MessageId&& other) noexcept
        : m_bytes(other.m_bytes),
          m_size(std::exchange(other.m_size, 0))
    {
    }

    /**
     * \param other the id to copy or move
     * \return this id
     */
    MessageId& operator=(MessageId other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        std::swap(m_size, other.m_size);
        return *this;
    }

    ~MessageId()
    {
        if (IsLong())
        {
            delete GetLong();
        }
    }

    /** \return the bytes */
    const uint8_t* GetBytes() const
    {
        return IsLong() ? GetLong()->bytes.data() : m_bytes.data();
    }

    /**
     * \return what tells this id from others in 32 bytes: the bytes of an id that is not longer,
     *         followed by zeros
     */
    const std::array<uint8_t, 32>& GetKey() const
    {
        return IsLong() ? GetLong()->key : m_bytes;
    }

    /** \return the number of bytes */
    std::size_t GetSize() const
    {
        return m_size;
    }

    /**
     * \param other another id
     * \return whether the ids are equal
     */
    bool operator==(const MessageId& other) const
    {
        return m_size == other.m_size && std::memcmp(GetBytes(), other.GetBytes(), m_size) == 0;
    }

    /**
     * \param other another id
     * \return whether the ids differ
     */
    bool operator!=(const MessageId& other) const
    {
        return !(*this == other);
    }

    /**
     * \param other another id
     * \return whether this id comes before the other in the order of their bytes
     */
    bool operator<(const MessageId& other) const
    {
        const int order = std::memcmp(GetBytes(), other.GetBytes(), std::min(m_size, other.m_size));
        return order < 0 || (order == 0 && m_size < other.m_size);
    }

    /** \return the id in hexadecimal digits */
    std::string ToString() const
    {
        static const char* digits = "0123456789abcdef";
        std::string text;
        text.reserve(2 * m_size);
        for (std::size_t i = 0; i < m_size; i++)
        {
            text += digits[GetBytes()[i] >> 4];
            text += digits[GetBytes()[i] & 15];
        }
        return text;
    }

  private:
    static constexpr std::size_t SHORT = 32; //!< most bytes in the object itself

    /** What a long id has. */
    struct Long
    {
        std::array<uint8_t, SHORT> key{};      //!< its bytes, folded
        std::array<uint8_t, MAX_SIZE> bytes{}; //!< its bytes
    };

    /** \return whether the bytes are not in the object itself */
    bool IsLong() const
    {
        return m_size > SHORT;
    }

    /** \return what this long id has */
    Long* GetLong() const
    {
        Long* found;
        std::memcpy(&found, m_bytes.data(), sizeof(found));
        return found;
    }

    /**
     * Store the bytes.
     * \param bytes as many bytes as m_size says
     */
    void Store(const uint8_t* bytes)
    {
        if (!IsLong())
        {
            std::copy(bytes, bytes + m_size, m_bytes.begin());
            return;
        }
        auto* made = new Long;
        for (std::size_t i = 0; i < m_size; i++)
        {
            made->bytes[i] = bytes[i];
            made->key[i % SHORT] ^= bytes[i];
        }
        std::memcpy(m_bytes.data(), &made, sizeof(made));
    }

    std::array<uint8_t, SHORT> m_bytes{}; //!< the bytes, or where they are
    uint8_t m_size{0};                    //!< number of bytes
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
     * \return a hash of all bytes, since ids need not be hashes themselves
     */
    std::size_t operator()(const MessageId& id) const
    {
        uint64_t value = id.GetSize();
        for (std::size_t i = 0; i < id.GetSize(); i += sizeof(value))
        {
            uint64_t word = 0;
            std::memcpy(&word, id.GetBytes() + i, std::min(id.GetSize() - i, sizeof(word)));
            value = (value ^ word) * 0x9e3779b97f4a7c15U;
            value ^= value >> 32;
        }
        return value;
    }
};

} // namespace ns3

#endif /* WAKU_PUBSUB_MESSAGE_ID_H */
