/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_YAMUX_HEADER_H
#define WAKU_YAMUX_HEADER_H

#include "ns3/header.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The header of a yamux frame, 12 bytes (libp2p specs, yamux, "Framing").
 *
 * | version | type   | flags   | stream id | length  |
 * | ------- | ------ | ------- | --------- | ------- |
 * | 1 byte  | 1 byte | 2 bytes | 4 bytes   | 4 bytes |
 */
class YamuxHeader : public Header
{
  public:
    static constexpr uint32_t SIZE = 12;               //!< bytes of a header
    static constexpr uint32_t INITIAL_WINDOW = 262144; //!< bytes that a new stream may send

    /** Types of frames. */
    enum Type : uint8_t
    {
        DATA = 0,          //!< data; length is the number of bytes that follow
        WINDOW_UPDATE = 1, //!< window update; length is the number of bytes added to the window
        PING = 2,          //!< ping; length is a number that the answer repeats
        GO_AWAY = 3,       //!< the session ends; length tells why
    };

    /** Flags of frames. */
    enum Flag : uint16_t
    {
        NONE = 0, //!< no flag
        SYN = 1,  //!< opens the stream
        ACK = 2,  //!< accepts the stream
        FIN = 4,  //!< the sender will send no more on the stream
        RST = 8,  //!< ends the stream
    };

    YamuxHeader() = default;

    /**
     * \param type type of the frame
     * \param flags flag of the frame
     * \param stream id of the stream, odd if the dialler opened it; 0 for the session
     * \param length number of bytes, with the meaning that the type gives it
     */
    YamuxHeader(Type type, Flag flags, uint32_t stream, uint32_t length);

    /** \return the TypeId */
    static TypeId GetTypeId();

    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;

    /**
     * Write the header.
     * \param [out] bytes buffer of SIZE bytes
     */
    void Write(uint8_t* bytes) const;

    /**
     * Read a header.
     * \param bytes the SIZE bytes of the header, of any value
     */
    void Read(const uint8_t* bytes);

    uint8_t version{0}; //!< version, always 0
    uint8_t type{DATA}; //!< type of the frame
    uint16_t flags{0};  //!< flags of the frame
    uint32_t stream{0}; //!< id of the stream
    uint32_t length{0}; //!< number of bytes, with the meaning that the type gives it
};

} // namespace ns3

#endif /* WAKU_YAMUX_HEADER_H */
