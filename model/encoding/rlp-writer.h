/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RLP_WRITER_H
#define WAKU_RLP_WRITER_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes canonical Recursive Length Prefix bytes (Ethereum Yellow Paper, appendix B).
 *
 * A string or a list whose payload is not at hand (because its zeros are only counted) is written
 * by its header alone; the caller puts the payload behind it.
 */
class RlpWriter
{
  public:
    /**
     * \param value an unsigned integer; written without leading zeros, zero as the empty string
     */
    void WriteUint(uint64_t value);

    /**
     * \param bytes a string
     * \param size its length
     */
    void WriteString(const uint8_t* bytes, std::size_t size);

    /** \param bytes a string */
    void WriteString(const std::vector<uint8_t>& bytes)
    {
        WriteString(bytes.data(), bytes.size());
    }

    /**
     * \brief Write what is in front of a string of two bytes or more.
     * \param size the length of the string, not 1 (whose header depends on the byte)
     */
    void WriteStringHeader(uint64_t size);

    /**
     * \brief Write what is in front of a list.
     * \param size the length of its encoded items
     */
    void WriteListHeader(uint64_t size);

    /**
     * \brief Write a list.
     * \param items its encoded items
     */
    void WriteList(const RlpWriter& items);

    /** \return the bytes written so far */
    const std::vector<uint8_t>& GetBytes() const
    {
        return m_bytes;
    }

    /** \return the bytes written so far, moved out */
    std::vector<uint8_t> TakeBytes()
    {
        return std::move(m_bytes);
    }

    /**
     * \param value an unsigned integer
     * \return how many bytes WriteUint() writes
     */
    static unsigned GetUintSize(uint64_t value);

    /**
     * \param size the length of a list's encoded items, or of a string of two bytes or more
     * \return how many bytes are in front of it
     */
    static unsigned GetHeaderSize(uint64_t size);

  private:
    /**
     * \param offset 0x80 for a string, 0xc0 for a list
     * \param size the payload's length
     */
    void WriteHeader(uint8_t offset, uint64_t size);

    std::vector<uint8_t> m_bytes; //!< written so far
};

} // namespace ns3

#endif /* WAKU_RLP_WRITER_H */
