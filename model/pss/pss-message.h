/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_MESSAGE_H
#define WAKU_PSS_MESSAGE_H

#include "pss-payload.h"

#include "ns3/ptr.h"
#include "ns3/rlp-reader.h"
#include "ns3/simple-ref-count.h"
#include "ns3/stream-frame.h"
#include "ns3/virtual-bytes.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Topic of a message, 4 bytes; big endian on the wire.
 */
using PssTopic = uint32_t;

/**
 * \ingroup waku
 * \param text any text
 * \return the first 4 bytes of its SHA-256 hash (pss/message/topic.go, NewTopic)
 */
PssTopic MakePssTopic(const std::string& text);

/**
 * \ingroup waku
 * \brief The hash by which nodes recognise a message.
 */
using PssDigest = std::array<uint8_t, 32>;

/**
 * \ingroup waku
 * \brief The fields of a message (pss/message/message.go).
 */
struct PssMessageFields
{
    PssPartialAddress to;    //!< address of the recipient, 0 to 32 bytes
    bool isRaw{false};       //!< whether the payload is not encrypted
    bool isSymmetric{false}; //!< whether it is encrypted with a symmetric key
    uint32_t expire{0};      //!< end of the time to live, UNIX time, seconds
    PssTopic topic{0};       //!< topic
    VirtualBytes payload;    //!< the payload, encrypted unless isRaw

    /** \return how the payload is encrypted */
    PssEncryption GetEncryption() const
    {
        return isRaw         ? PssEncryption::RAW
               : isSymmetric ? PssEncryption::SYMMETRIC
                             : PssEncryption::ASYMMETRIC;
    }
};

/**
 * \ingroup waku
 * \brief An immutable message, shared by all nodes of a run, with its digest and its frame.
 *
 * On the wire a message is the RLP list [to, flags, expire, topic, payload] in an RLPx frame of its
 * own. The payload is the last item, so its virtual zeros are followed by zeros only.
 */
class PssMessage : public SimpleRefCount<PssMessage>
{
  public:
    /** Number of bytes of the payload that are always real. They distinguish messages. */
    static constexpr uint64_t KEY_SIZE = 16;

    /** \param fields fields of the message; its address has at most 32 bytes */
    explicit PssMessage(const PssMessageFields& fields);

    /** \return the fields */
    const PssMessageFields& GetFields() const
    {
        return m_fields;
    }

    /** \return address of the recipient */
    const PssPartialAddress& GetTo() const
    {
        return m_fields.to;
    }

    /** \return topic */
    PssTopic GetTopic() const
    {
        return m_fields.topic;
    }

    /** \return end of the time to live, UNIX time, seconds */
    uint32_t GetExpire() const
    {
        return m_fields.expire;
    }

    /** \return Keccak-256 of address, topic and payload (pss/message/message.go, Digest) */
    const PssDigest& GetDigest() const
    {
        return m_digest;
    }

    /** \return length of the user's payload in bytes; of all the payload if it is malformed */
    uint64_t GetUserPayloadSize() const
    {
        return m_userPayloadSize;
    }

    /** \return the frame, which all nodes send */
    Ptr<const StreamFrame> GetFrame() const
    {
        return m_frame;
    }

    /** \return the RLP bytes; real ones up to the last that is not 0 */
    const VirtualBytes& GetPacket() const
    {
        return m_packet;
    }

    /** \return the first RLP bytes, up to KEY_SIZE bytes of the payload */
    std::string GetKey() const;

  private:
    PssMessageFields m_fields;      //!< fields
    VirtualBytes m_packet;          //!< RLP bytes
    std::size_t m_payloadStart{0};  //!< offset of the payload in the RLP bytes
    PssDigest m_digest;             //!< Keccak-256
    uint64_t m_userPayloadSize;     //!< length of the user's payload
    Ptr<const StreamFrame> m_frame; //!< the frame
};

/**
 * \ingroup waku
 * \brief What the first bytes of a message say.
 */
struct PssMessageStart
{
    PssMessageFields fields;     //!< all fields but the payload
    std::size_t payloadStart{0}; //!< offset of the payload
    uint64_t payloadSize{0};     //!< bytes of the payload
};

/**
 * \ingroup waku
 * \brief Number of first bytes of a packet in which all items up to the payload and KEY_SIZE bytes
 * of that are.
 */
constexpr std::size_t PSS_START_BYTES = 80;

/**
 * \ingroup waku
 * \brief Read the first bytes of a message. What other items follow is not allowed.
 * \param bytes first bytes of the packet
 * \param seen number of these bytes: PSS_START_BYTES, or all of the packet
 * \param size number of bytes of the packet
 * \param [out] start what they say
 * \return whether they are well-formed
 */
bool ReadPssMessageStart(const uint8_t* bytes,
                         std::size_t seen,
                         uint64_t size,
                         PssMessageStart& start);

} // namespace ns3

#endif /* WAKU_PSS_MESSAGE_H */
