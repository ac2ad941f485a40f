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
 * For a string or list whose payload the caller does not have as bytes (see VirtualBytes) only the
 * header is written here. The caller appends the payload.
 */
class RlpWriter
{
  public:
    /**
     * \brief Write an unsigned integer without leading zeros; zero is the empty string.
     * \param value the integer
     */
    void WriteUint(uint64_t value);

    /**
     * \brief Write a string.
     * \param bytes the bytes of the string
     * \param size length of the string, in bytes
     */
    void WriteString(const uint8_t* bytes, std::size_t size);

    /**
     * \brief Write a string.
     * \param bytes the bytes of the string
     */
    void WriteString(const std::vector<uint8_t>& bytes)
    {
        WriteString(bytes.data(), bytes.size());
    }

    /**
     * \brief Write the header of a string.
     * \param size length of the string in bytes; not 1, since the header then depends on the byte
     */
    void WriteStringHeader(uint64_t size);

    /**
     * \brief Write the header of a list.
     * \param size length of the list's encoded items, in bytes
     */
    void WriteListHeader(uint64_t size);

    /**
     * \brief Write a list.
     * \param items writer that holds the list's encoded items
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
     * \return number of bytes that WriteUint() writes for it
     */
    static unsigned GetUintSize(uint64_t value);

    /**
     * \param size length of a list's encoded items, or of a string; not 1 for a string
     * \return number of bytes of the header
     */
    static unsigned GetHeaderSize(uint64_t size);

  private:
    /**
     * \param offset 0x80 for a string, 0xc0 for a list
     * \param size length of the payload, in bytes
     */
    void WriteHeader(uint8_t offset, uint64_t size);

    std::vector<uint8_t> m_bytes; //!< written so far
};

} // namespace ns3

#endif /* WAKU_RLP_WRITER_H */
