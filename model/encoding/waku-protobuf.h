/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROTOBUF_H
#define WAKU_PROTOBUF_H

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The part of the wire format of protocol buffers that libp2p and Waku use
 * (https://protobuf.dev/programming-guides/encoding).
 *
 * A protobuf library would copy every payload that it reads or writes. These functions read and
 * write around a virtual payload (VirtualBytes).
 */
namespace protobuf
{

/** Wire types. */
enum WireType : uint8_t
{
    VARINT = 0, //!< integers, booleans
    I64 = 1,    //!< 8 bytes
    LEN = 2,    //!< strings, bytes, messages
    I32 = 5,    //!< 4 bytes
};

/**
 * \param value a number
 * \return number of bytes of its varint, 1 to 10
 */
std::size_t GetVarintSize(uint64_t value);

/**
 * \param [in,out] out bytes to which the varint is appended
 * \param value a number
 */
void AppendVarint(std::vector<uint8_t>& out, uint64_t value);

/**
 * \param value a signed number
 * \return its zigzag form (sint32, sint64)
 */
uint64_t ZigZag(int64_t value);

/**
 * \param value a zigzag form
 * \return the signed number
 */
int64_t UnZigZag(uint64_t value);

/**
 * \param [in,out] out bytes to which the tag of a field is appended
 * \param field number of the field, from 1
 * \param type its wire type
 */
void AppendTag(std::vector<uint8_t>& out, uint32_t field, WireType type);

/**
 * \param [in,out] out bytes to which the field is appended
 * \param field number of the field, from 1
 * \param value value of the field
 */
void AppendVarintField(std::vector<uint8_t>& out, uint32_t field, uint64_t value);

/**
 * \param [in,out] out bytes to which the field is appended
 * \param field number of the field, from 1
 * \param bytes value of the field
 * \param size length of the value
 */
void AppendBytesField(std::vector<uint8_t>& out,
                      uint32_t field,
                      const uint8_t* bytes,
                      std::size_t size);

/**
 * \param [in,out] out bytes to which the field is appended
 * \param field number of the field, from 1
 * \param text value of the field
 */
void AppendStringField(std::vector<uint8_t>& out, uint32_t field, const std::string& text);

/**
 * \param [in,out] out bytes to which the field is appended
 * \param field number of the field, from 1
 * \param message value of the field: an encoded message
 */
void AppendMessageField(std::vector<uint8_t>& out,
                        uint32_t field,
                        const std::vector<uint8_t>& message);

/** Result of reading a number that may be incomplete. */
enum class ReadResult
{
    OK,        //!< the number was read
    TRUNCATED, //!< the bytes end before the number does
    MALFORMED, //!< the bytes are not the start of a number
};

/**
 * \param [in,out] cursor start of the varint; moved past its end if the varint was read
 * \param end end of the bytes
 * \param [out] value the number
 * \return whether the number was read, and otherwise why not
 */
ReadResult ReadVarint(const uint8_t*& cursor, const uint8_t* end, uint64_t& value);

/**
 * \ingroup waku
 * \brief One field of a message that Reader has read.
 */
struct Field
{
    uint32_t number{0};            //!< field number
    WireType type{VARINT};         //!< wire type
    uint64_t value{0};             //!< value of a VARINT
    const uint8_t* bytes{nullptr}; //!< value of a LEN, I64 or I32
    std::size_t size{0};           //!< number of real bytes of that value
    uint64_t zeros{0};             //!< virtual zeros after the real bytes; only in the last field

    /** \return the real bytes of a LEN as text */
    std::string ToString() const
    {
        return std::string(reinterpret_cast<const char*>(bytes), size);
    }
};

/**
 * \ingroup waku
 * \brief Reads the fields of a complete message, one after another.
 *
 * \code
 *   Reader reader(bytes, size);
 *   Field field;
 *   while (reader.Next(field)) { ... }
 *   if (reader.IsMalformed()) { ... }
 * \endcode
 */
class Reader
{
  public:
    /**
     * \param bytes the message; must outlive the reader and its fields
     * \param size number of real bytes of the message
     * \param zeros virtual zeros after the real bytes; all must belong to the last field, a LEN
     */
    Reader(const uint8_t* bytes, std::size_t size, uint64_t zeros = 0);

    /**
     * \param [out] field the next field
     * \return whether there is a next field
     */
    bool Next(Field& field);

    /** \return whether reading ended at malformed bytes, not at the end of the message */
    bool IsMalformed() const
    {
        return m_malformed;
    }

  private:
    /**
     * Make the next bytes the value of a field.
     * \param [in,out] field the field
     * \param size number of bytes
     * \return whether the message has so many bytes left
     */
    bool Take(Field& field, uint64_t size);

    /**
     * Mark the message as malformed.
     * \return false
     */
    bool Fail();

    const uint8_t* m_cursor; //!< next byte
    const uint8_t* m_end;    //!< one past the last real byte
    uint64_t m_zeros;        //!< virtual zeros after the last real byte
    bool m_malformed{false}; //!< whether the message is malformed
};

} // namespace protobuf

} // namespace ns3

#endif /* WAKU_PROTOBUF_H */
