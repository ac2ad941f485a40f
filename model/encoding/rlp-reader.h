/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RLP_READER_H
#define WAKU_RLP_READER_H

#include <cstddef>
#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Result of reading RLP bytes: no error, or what is wrong with them.
 */
enum class RlpError
{
    NONE,               //!< no error
    TRUNCATED,          //!< the bytes end before the item does
    NON_CANONICAL_SIZE, //!< a size or a single byte is not written in its shortest form
    SIZE_OVERFLOW,      //!< the size of the item does not fit into 64 bits
    EXPECTED_STRING,    //!< a list where a string is expected
    EXPECTED_LIST,      //!< a string where a list is expected
    WRONG_LENGTH,       //!< a string does not have the fixed length that is expected
    BAD_INTEGER,        //!< an integer has leading zeros or too many bytes
    TRAILING_BYTES,     //!< bytes follow the last item
    TOO_DEEP            //!< lists nested deeper than allowed
};

/**
 * \ingroup waku
 * \brief Kind and size of an RLP item, as its first bytes tell.
 */
struct RlpHeader
{
    bool isList{false};      //!< true for a list, false for a string
    uint8_t headerSize{0};   //!< bytes before the payload; 0 for a single byte below 0x80
    uint64_t payloadSize{0}; //!< bytes of the payload

    /** \return the number of bytes of the whole item */
    uint64_t GetSize() const
    {
        return headerSize + payloadSize;
    }
};

/**
 * \ingroup waku
 * \brief Read the header of an RLP item.
 *
 * Of the payload only a single byte is read, since its value decides whether the form is canonical.
 * \param bytes start of the item
 * \param size number of bytes available from there
 * \param [out] header kind and size of the item
 * \return NONE, TRUNCATED if the header needs more bytes, NON_CANONICAL_SIZE or SIZE_OVERFLOW
 */
RlpError ParseRlpHeader(const uint8_t* bytes, uint64_t size, RlpHeader& header);

/**
 * \ingroup waku
 * \brief Reads Recursive Length Prefix encoded bytes item by item, strictly and without copying.
 *
 * Only the canonical form is accepted (Ethereum Yellow Paper, appendix B). The reader throws
 * nothing and allocates nothing. After an error every later read fails too, so a caller may check
 * for errors once, after the last read. The bytes must outlive the reader.
 */
class RlpReader
{
  public:
    /** \brief Create a reader without bytes. */
    RlpReader() = default;

    /**
     * \param bytes the encoded bytes
     * \param size number of encoded bytes
     */
    RlpReader(const uint8_t* bytes, uint64_t size);

    /** \return the first error, or NONE */
    RlpError GetError() const
    {
        return m_error;
    }

    /** \return whether there was no error so far */
    bool IsGood() const
    {
        return m_error == RlpError::NONE;
    }

    /** \return whether no item is left; true after an error */
    bool IsAtEnd() const
    {
        return m_size == 0 || !IsGood();
    }

    /** \return whether the next item is a list; false if no item is left */
    bool NextIsList() const;

    /**
     * \brief Read a string.
     * \param [out] bytes start of the string
     * \param [out] size length of the string, in bytes
     * \return whether a string was read
     */
    bool ReadString(const uint8_t*& bytes, uint64_t& size);

    /**
     * \brief Read a string of a fixed length.
     * \param [out] bytes buffer of that length, to which the string is copied
     * \param size length that the string must have, in bytes
     * \return whether a string of that length was read
     */
    bool ReadFixedString(uint8_t* bytes, uint64_t size);

    /**
     * \brief Read an unsigned integer: big endian, without leading zeros; zero is the empty string.
     * \param [out] value the integer
     * \param maxBytes largest number of bytes that the integer may have, 1 to 8
     * \return whether an integer was read
     */
    bool ReadUint(uint64_t& value, unsigned maxBytes = 8);

    /**
     * \brief Read a list.
     * \param [out] items reader of the list's items
     * \return whether a list was read
     */
    bool ReadList(RlpReader& items);

    /**
     * \brief Read an item of either kind, to skip it or to look at its encoding.
     * \param [out] bytes start of the item's encoding
     * \param [out] size length of the item's encoding, in bytes
     * \return whether an item was read
     */
    bool ReadRaw(const uint8_t*& bytes, uint64_t& size);

    /**
     * \brief Check that no bytes are left, and set the error TRAILING_BYTES if some are.
     * \return whether there was no error and no bytes are left
     */
    bool ExpectEnd();

    /**
     * \brief Check that bytes are well-formed items, without knowing what the items mean.
     *
     * The check does not recurse into lists, so deeply nested lists do not use up the stack.
     * \param bytes the encoded items
     * \param size number of bytes
     * \param maxDepth how deep lists may be nested, at most 64
     * \return NONE, or the first error
     */
    static RlpError Check(const uint8_t* bytes, uint64_t size, unsigned maxDepth = 16);

  private:
    /**
     * \brief Read the header of the next item and check that the item is complete.
     * \param [out] header header of the item
     * \return whether the item is complete
     */
    bool Peek(RlpHeader& header);

    /**
     * Note an error, unless there was one before.
     * \param error what is wrong
     * \return false
     */
    bool Fail(RlpError error);

    const uint8_t* m_bytes{nullptr};  //!< next byte to read
    uint64_t m_size{0};               //!< number of bytes left
    RlpError m_error{RlpError::NONE}; //!< first error
};

} // namespace ns3

#endif /* WAKU_RLP_READER_H */
