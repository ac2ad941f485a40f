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
 * \brief The wire format of protocol buffers
 * (https://protobuf.dev/programming-guides/encoding), as far as libp2p and Waku use it.
 *
 * A library would copy every payload that it reads or writes; these functions leave virtual
 * payloads virtual.
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
 * \return bytes of its varint, 1 to 10
 */
std::size_t GetVarintSize(uint64_t value);

/**
 * \param out where the varint is appended
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
 * \param out where the tag of a field is appended
 * \param field number of the field, from 1
 * \param type its wire type
 */
void AppendTag(std::vector<uint8_t>& out, uint32_t field, WireType type);

/**
 * \param out where a whole field is appended
 * \param field number of the field, from 1
 * \param value its value
 */
void AppendVarintField(std::vector<uint8_t>& out, uint32_t field, uint64_t value);

/**
 * \param out where a whole field is appended
 * \param field number of the field, from 1
 * \param bytes its value
 * \param size length of the value
 */
void AppendBytesField(std::vector<uint8_t>& out,
                      uint32_t field,
                      const uint8_t* bytes,
                      std::size_t size);

/**
 * \param out where a whole field is appended
 * \param field number of the field, from 1
 * \param text its value
 */
void AppendStringField(std::vector<uint8_t>& out, uint32_t field, const std::string& text);

/**
 * \param out where a whole field is appended
 * \param field number of the field, from 1
 * \param message its value, an encoded message
 */
void AppendMessageField(std::vector<uint8_t>& out,
                        uint32_t field,
                        const std::vector<uint8_t>& message);

/** Outcome of reading a number of which not all bytes may be there. */
enum class ReadResult
{
    OK,        //!< read
    TRUNCATED, //!< the bytes end before the number does
    MALFORMED, //!< no number starts so
};

/**
 * \param [in,out] cursor where the varint starts; moved behind it if it was read
 * \param end where the bytes end
 * \param [out] value the number
 * \return whether it was read
 */
ReadResult ReadVarint(const uint8_t*& cursor, const uint8_t* end, uint64_t& value);

/**
 * \ingroup waku
 * \brief One field of a message as Reader finds it.
 */
struct Field
{
    uint32_t number{0};            //!< field number
    WireType type{VARINT};         //!< wire type
    uint64_t value{0};             //!< value of a VARINT
    const uint8_t* bytes{nullptr}; //!< value of a LEN, I64 or I32
    std::size_t size{0};           //!< its length, as far as it is real
    uint64_t zeros{0};             //!< virtual zeros behind that, of the last field only

    /** \return the value of a LEN as text */
    std::string ToString() const
    {
        return std::string(reinterpret_cast<const char*>(bytes), size);
    }
};

/**
 * \ingroup waku
 * \brief Goes through the fields of a complete message.
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
     * \param size its length
     * \param zeros virtual zeros that follow; they must lie within one LEN, the last field
     */
    Reader(const uint8_t* bytes, std::size_t size, uint64_t zeros = 0);

    /**
     * \param [out] field the next field
     * \return whether there is one
     */
    bool Next(Field& field);

    /** \return whether the fields ended because bytes could not be read */
    bool IsMalformed() const
    {
        return m_malformed;
    }

  private:
    /**
     * \param [in,out] field gets the bytes
     * \param size how many
     * \return whether they are there
     */
    bool Take(Field& field, uint64_t size);

    /** \return false, and the message counts as malformed */
    bool Fail();

    const uint8_t* m_cursor; //!< next byte
    const uint8_t* m_end;    //!< behind the last byte
    uint64_t m_zeros;        //!< virtual zeros behind the last byte
    bool m_malformed{false}; //!< whether bytes could not be read
};

} // namespace protobuf

} // namespace ns3

#endif /* WAKU_PROTOBUF_H */
