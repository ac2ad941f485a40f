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
 * \brief The topic of an envelope: 4 bytes, the first byte of the wire in the highest bits.
 */
using WhisperTopic = uint32_t;

/**
 * \ingroup waku
 * \brief The 512-bit filter of topics in which a Whisper node is interested (EIP-627).
 *
 * Each topic sets at most three bits: byte i of the topic (i = 0, 1, 2), plus 256 if bit i of its
 * last byte is set. Bit n of the filter is bit n mod 8 (the lowest is 0) of byte n / 8.
 */
class WhisperBloomFilter
{
  public:
    static constexpr std::size_t BYTES = 64;  //!< size on the wire
    static constexpr std::size_t BITS = 512;  //!< number of bits
    using Bytes = std::array<uint8_t, BYTES>; //!< as on the wire

    /** \brief An empty filter, which matches no topic. */
    WhisperBloomFilter() = default;

    /** \param bytes the filter as it is on the wire */
    explicit WhisperBloomFilter(const Bytes& bytes);

    /** \return the filter of a full node: all bits set, every topic matches */
    static WhisperBloomFilter Full();

    /** \param topic add it */
    void Add(WhisperTopic topic);

    /** \param other add all that is in it */
    void Add(const WhisperBloomFilter& other);

    /**
     * \param topic a topic
     * \return whether its bits are all set
     */
    bool Matches(WhisperTopic topic) const;

    /** \return whether all bits are set */
    bool IsFull() const;

    /** \return how many bits are set */
    unsigned CountBits() const;

    /** \return the filter as it is on the wire */
    const Bytes& GetBytes() const
    {
        return m_bytes;
    }

    /**
     * \param topic a topic
     * \return the bits it sets; two or all three may be the same
     */
    static std::array<uint16_t, 3> GetBitsOf(WhisperTopic topic);

    /** \param other another filter \return whether both have the same bits */
    bool operator==(const WhisperBloomFilter& other) const
    {
        return m_bytes == other.m_bytes;
    }

    /** \param other another filter \return whether a bit differs */
    bool operator!=(const WhisperBloomFilter& other) const
    {
        return m_bytes != other.m_bytes;
    }

  private:
    Bytes m_bytes{}; //!< as on the wire
};

} // namespace ns3

#endif /* WAKU_WHISPER_BLOOM_FILTER_H */
