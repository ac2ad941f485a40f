/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RLP_READER_H
#define WAKU_RLP_READER_H

#include <cstddef>
#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What can be wrong with bytes that should be RLP.
 */
enum class RlpError
{
    NONE,
    TRUNCATED,          //!< the item goes on beyond the bytes that are there
    NON_CANONICAL_SIZE, //!< a size or a single byte is not written in its shortest form
    SIZE_OVERFLOW,      //!< a size that no 64-bit computer could hold
    EXPECTED_STRING,    //!< a list stands where a string has to be
    EXPECTED_LIST,      //!< a string stands where a list has to be
    WRONG_LENGTH,       //!< a string of a fixed length has another one
    BAD_INTEGER,        //!< an integer has leading zeros or too many bytes
    TRAILING_BYTES,     //!< something follows the last item
    TOO_DEEP            //!< lists nested deeper than allowed
};

/**
 * \ingroup waku
 * \brief Kind and sizes of an RLP item, from its first bytes.
 */
struct RlpHeader
{
    bool isList{false};      //!< a list, else a string
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
 * \brief Read the header of an RLP item; does not look at the payload, except where the
 *        canonical form of a single byte depends on it.
 * \param bytes where the item starts
 * \param size how many bytes are there
 * \param [out] header the result
 * \return NONE; TRUNCATED if more bytes are needed to tell; NON_CANONICAL_SIZE; SIZE_OVERFLOW
 */
RlpError ParseRlpHeader(const uint8_t* bytes, uint64_t size, RlpHeader& header);

/**
 * \ingroup waku
 * \brief Reads Recursive Length Prefix encoded bytes item by item, strictly and without copying.
 *
 * Only the canonical form is accepted (Ethereum Yellow Paper, appendix B). Nothing is thrown and
 * nothing is allocated. The first error stays: every later read fails too, so that a caller may
 * look once at the end. The bytes must outlive the reader.
 */
class RlpReader
{
  public:
    /** \brief A reader of nothing. */
    RlpReader() = default;

    /**
     * \param bytes the encoded bytes
     * \param size how many
     */
    RlpReader(const uint8_t* bytes, uint64_t size);

    /** \return the first error, or NONE */
    RlpError GetError() const
    {
        return m_error;
    }

    /** \return whether all went well so far */
    bool IsGood() const
    {
        return m_error == RlpError::NONE;
    }

    /** \return whether no item is left (also after an error) */
    bool IsAtEnd() const
    {
        return m_size == 0 || !IsGood();
    }

    /** \return whether the next item is a list; false where there is none */
    bool NextIsList() const;

    /**
     * \brief Read a string.
     * \param [out] bytes where it is
     * \param [out] size its length
     * \return whether there was one
     */
    bool ReadString(const uint8_t*& bytes, uint64_t& size);

    /**
     * \brief Read a string that has to have a certain length.
     * \param [out] bytes where to copy it
     * \param size its length
     * \return whether there was one
     */
    bool ReadFixedString(uint8_t* bytes, uint64_t size);

    /**
     * \brief Read an unsigned integer: big endian, no leading zeros, zero is the empty string.
     * \param [out] value the integer
     * \param maxBytes 1 to 8, how wide it may be
     * \return whether there was one
     */
    bool ReadUint(uint64_t& value, unsigned maxBytes = 8);

    /**
     * \brief Read a list.
     * \param [out] items reader of what is in it
     * \return whether there was one
     */
    bool ReadList(RlpReader& items);

    /**
     * \brief Read any item, to ignore it or to look at its encoding.
     * \param [out] bytes where its encoding starts
     * \param [out] size the size of its encoding
     * \return whether there was one
     */
    bool ReadRaw(const uint8_t*& bytes, uint64_t& size);

    /**
     * \brief Check that nothing is left.
     * \return whether nothing is; sets TRAILING_BYTES otherwise
     */
    bool ExpectEnd();

    /**
     * \brief Check the form of items of unknown meaning, whatever they contain.
     *
     * Lists are walked without recursion, so that nesting costs no stack.
     * \param bytes the encoded items
     * \param size how many bytes
     * \param maxDepth how deep lists may be nested, at most 64
     * \return NONE, or what is wrong
     */
    static RlpError Check(const uint8_t* bytes, uint64_t size, unsigned maxDepth = 16);

  private:
    /**
     * \brief Look at the next item and check that it is all there.
     * \param [out] header its header
     * \return whether it is
     */
    bool Peek(RlpHeader& header);

    /**
     * \param error what is wrong
     * \return false
     */
    bool Fail(RlpError error);

    const uint8_t* m_bytes{nullptr};  //!< what is left
    uint64_t m_size{0};               //!< how much is left
    RlpError m_error{RlpError::NONE}; //!< first error
};

} // namespace ns3

#endif /* WAKU_RLP_READER_H */
