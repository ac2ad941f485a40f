/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SNAPPY_LITERAL_H
#define WAKU_SNAPPY_LITERAL_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Bytes before data that Snappy can't compress, such as encrypted data: the size of the data
 *        as a varint, and the tag of one literal that holds all of it (google/snappy,
 *        format_description.txt).
 *
 * Every decoder of Snappy reads it. Encoders begin a literal every 64 KiB; the literal of more data
 * saves their 3 bytes for each.
 */
class SnappyLiteral
{
  public:
    static constexpr uint32_t MAX_SIZE = 0xffffff; //!< largest data, bytes

    /** What Parse() has found. */
    enum class Result
    {
        DONE,     //!< the end of the bytes before the data
        TOO_FEW,  //!< nothing wrong, but more bytes are needed
        MALFORMED //!< not the beginning of a literal that holds all data
    };

    /**
     * \param size size of the data, at most MAX_SIZE bytes
     * \return the bytes before the data, at most 8
     */
    static std::vector<uint8_t> MakeHeader(uint32_t size);

    /**
     * \param bytes some bytes
     * \param size number of bytes
     * \param [out] dataSize size of the data, bytes, if the result is DONE
     * \return whether the bytes are all that is before the data
     */
    static Result ParseHeader(const uint8_t* bytes, std::size_t size, uint32_t& dataSize);
};

} // namespace ns3

#endif /* WAKU_SNAPPY_LITERAL_H */
