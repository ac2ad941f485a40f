/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REQUEST_MESSAGE_H
#define WAKU_REQUEST_MESSAGE_H

#include "ns3/stream-parser.h"
#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A request or an answer of a RequestResponse protocol: a protocol buffer with the fields
 * that those of Waku share (13/WAKU2-STORE v3, 12/WAKU2-FILTER v2, 19/WAKU2-LIGHTPUSH v3).
 *
 * ```
 * string request_id  = 1;  // any bytes, at most MAX_ID_SIZE
 * uint32 status_code = 10; // of answers alone, which are told from requests by it
 * string status_desc = 11; // of answers, behind the code; may be left out
 * ...                      // what the protocol puts behind
 * ```
 */
struct RequestMessage
{
    static constexpr uint32_t OK = 200;                  //!< success
    static constexpr uint32_t BAD_REQUEST = 400;         //!< malformed or not allowed
    static constexpr uint32_t TOO_MANY_REQUESTS = 429;   //!< ask later, or another node
    static constexpr uint32_t SERVICE_UNAVAILABLE = 503; //!< this node cannot answer
    static constexpr std::size_t MAX_ID_SIZE = 64;       //!< longest request id, bytes

    std::string id;          //!< request id, which the answer repeats
    uint32_t status{0};      //!< status of an answer; 0 for a request
    std::string description; //!< description of the status
    VirtualBytes fields;     //!< the other fields as they stand there, the last of which may end in
                             //!< zeros that are only counted

    /** \return whether the message is an answer */
    bool IsAnswer() const
    {
        return status != 0;
    }

    /** \return bytes of the message, without their length */
    VirtualBytes Encode() const;

    /**
     * \param bytes bytes of a message, without their length
     * \param [out] message the message, as far as it can be decoded
     * \return whether the whole message was decoded: it has an id and consists of fields
     */
    static bool Decode(const VirtualBytes& bytes, RequestMessage& message);
};

/**
 * \ingroup waku
 * \brief Reads messages that are preceded by their length from a stream. Zeros at the end of a
 * message are counted, not stored.
 */
class DelimitedParser : public StreamParser
{
  public:
    /** \param maxSize size of the longest message, in bytes; longer ones are skipped */
    explicit DelimitedParser(uint32_t maxSize)
        : m_maxSize(maxSize)
    {
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;

    uint64_t GetSkippable() const override
    {
        return m_isOversized ? m_left : 0;
    }

    void Skip(uint64_t size) override;

    bool HasFailed() const override
    {
        return m_failed;
    }

  protected:
    /**
     * Handle a message.
     * \param message bytes of the message, without their length
     */
    virtual void HandleBytes(const VirtualBytes& message) = 0;
    /** Handle that a message is above the limit. */
    virtual void HandleOversized() = 0;
    /** Handle a malformed length. Nothing more can be read from the stream. */
    virtual void HandleBadDelimiter() = 0;

  private:
    /**
     * Read a byte of a length.
     * \param byte the byte
     */
    void ReadLength(uint8_t byte);
    /** End a message that is complete. */
    void End();

    uint32_t m_maxSize;            //!< longest message
    bool m_failed{false};          //!< whether a length was malformed
    bool m_isInMessage{false};     //!< whether the length of a message has been read
    bool m_isOversized{false};     //!< whether the message is skipped
    uint64_t m_left{0};            //!< bytes left of the message
    uint64_t m_zeros{0};           //!< zeros after m_head
    std::vector<uint8_t> m_length; //!< first bytes of a length
    std::vector<uint8_t> m_head;   //!< bytes of the message
};

} // namespace ns3

#endif /* WAKU_REQUEST_MESSAGE_H */
