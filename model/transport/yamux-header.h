/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_YAMUX_HEADER_H
#define WAKU_YAMUX_HEADER_H

#include "ns3/header.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The 12 bytes in front of each yamux frame (libp2p specs, yamux, "Framing").
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

    /** What a frame is. */
    enum Type : uint8_t
    {
        DATA = 0,          //!< length counts the bytes of the stream that follow
        WINDOW_UPDATE = 1, //!< length counts the bytes that the other side may send in addition
    };

    /** What a frame says of its stream, beside what its type says. */
    enum Flag : uint16_t
    {
        NONE = 0, //!< nothing
        SYN = 1,  //!< the stream begins
        ACK = 2,  //!< the stream is accepted
    };

    YamuxHeader() = default;

    /**
     * \param type what the frame is
     * \param flags what it says of its stream
     * \param stream number of the stream; odd if the dialler opened it
     * \param length what the type says, in bytes
     */
    YamuxHeader(Type type, Flag flags, uint32_t stream, uint32_t length);

    /** \return the TypeId */
    static TypeId GetTypeId();

    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;

    /** \param bytes gets the SIZE bytes of the header */
    void Write(uint8_t* bytes) const;

    /** \param bytes the SIZE bytes of a header; any bytes will do */
    void Read(const uint8_t* bytes);

    uint8_t version{0}; //!< 0, the only one
    uint8_t type{DATA}; //!< what the frame is
    uint16_t flags{0};  //!< what it says of its stream
    uint32_t stream{0}; //!< number of the stream
    uint32_t length{0}; //!< what the type says
};

} // namespace ns3

#endif /* WAKU_YAMUX_HEADER_H */
