/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_BLOOM_FILTER_H
#define WAKU_WHISPER_BLOOM_FILTER_H

#include <array>
#include <cstddef>
#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The topic of an envelope: 4 bytes; the first byte on the wire is in the highest bits.
 */
using WhisperTopic = uint32_t;

/**
 * \ingroup waku
 * \brief The 512-bit filter of topics in which a Whisper node is interested (EIP-627).
 *
 * Each topic sets up to three bits. The number of bit i (i = 0, 1, 2) is byte i of the topic, plus
 * 256 if bit i of the topic's last byte is set. Bit n of the filter is bit n mod 8 of byte n / 8,
 * where bit 0 is the lowest.
 */
class WhisperBloomFilter
{
  public:
    static constexpr std::size_t BYTES = 64;  //!< size on the wire, in bytes
    static constexpr std::size_t BITS = 512;  //!< number of bits
    using Bytes = std::array<uint8_t, BYTES>; //!< a filter as on the wire

    /** \brief Create an empty filter, which matches no topic. */
    WhisperBloomFilter() = default;

    /** \param bytes the filter as on the wire */
    explicit WhisperBloomFilter(const Bytes& bytes);

    /** \return the filter of a full node: all bits are set, and every topic matches */
    static WhisperBloomFilter Full();

    /**
     * Add a topic.
     * \param topic the topic
     */
    void Add(WhisperTopic topic);

    /**
     * Add all topics of another filter.
     * \param other the other filter
     */
    void Add(const WhisperBloomFilter& other);

    /**
     * \param topic a topic
     * \return whether all bits of the topic are set
     */
    bool Matches(WhisperTopic topic) const;

    /** \return whether all bits are set */
    bool IsFull() const;

    /** \return the number of bits that are set */
    unsigned CountBits() const;

    /** \return the filter as on the wire */
    const Bytes& GetBytes() const
    {
        return m_bytes;
    }

    /**
     * \param topic a topic
     * \return the numbers of the bits that the topic sets; they may be equal
     */
    static std::array<uint16_t, 3> GetBitsOf(WhisperTopic topic);

    /**
     * \param other another filter
     * \return whether both filters have the same bits
     */
    bool operator==(const WhisperBloomFilter& other) const
    {
        return m_bytes == other.m_bytes;
    }

    /**
     * \param other another filter
     * \return whether the filters differ in any bit
     */
    bool operator!=(const WhisperBloomFilter& other) const
    {
        return m_bytes != other.m_bytes;
    }

  private:
    Bytes m_bytes{}; //!< the filter as on the wire
};

} // namespace ns3

#endif /* WAKU_WHISPER_BLOOM_FILTER_H */
