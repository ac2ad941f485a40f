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
 * string status_desc = 11; // of answers, may be left out
 * ...                      // what the protocol puts behind
 * ```
 */
struct RequestMessage
{
    static constexpr uint32_t OK = 200;                  //!< the answer is what was asked for
    static constexpr uint32_t BAD_REQUEST = 400;         //!< the request makes no sense
    static constexpr uint32_t TOO_MANY_REQUESTS = 429;   //!< ask again later, or another one
    static constexpr uint32_t SERVICE_UNAVAILABLE = 503; //!< this node can't answer
    static constexpr std::size_t MAX_ID_SIZE = 64;       //!< longest request id, bytes

    std::string id;          //!< by which an answer names its request
    uint32_t status{0};      //!< of an answer; 0 for a request
    std::string description; //!< of the status
    VirtualBytes fields;     //!< the other fields as they stand there, the last of which may end in
                             //!< zeros that are only counted

    /** \return whether it is an answer */
    bool IsAnswer() const
    {
        return status != 0;
    }

    /** \return its bytes, without their length */
    VirtualBytes Encode() const;

    /**
     * \param bytes a message
     * \param [out] message what it says, as far as it can be read
     * \return whether all of it can be read: it has an id, and nothing else than fields
     */
    static bool Decode(const VirtualBytes& bytes, RequestMessage& message);
};

/**
 * \ingroup waku
 * \brief Finds messages with their lengths in front in a stream. Zeros at the end of a message are
 * counted, not stored.
 */
class DelimitedParser : public StreamParser
{
  public:
    /** \param maxSize longest message, bytes; longer ones are skipped */
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
    /** \param message the bytes of one, without their length */
    virtual void HandleBytes(const VirtualBytes& message) = 0;
    /** A message is above the limit. */
    virtual void HandleOversized() = 0;
    /** There is no length where one should be; the stream is of no use any more. */
    virtual void HandleBadDelimiter() = 0;

  private:
    /** \param byte of a length */
    void ReadLength(uint8_t byte);
    /** The message is there. */
    void End();

    uint32_t m_maxSize;            //!< longest message
    bool m_failed{false};          //!< whether a length made no sense
    bool m_isInMessage{false};     //!< whether its length is there
    bool m_isOversized{false};     //!< whether it is skipped
    uint64_t m_left{0};            //!< bytes of the message to come
    uint64_t m_zeros{0};           //!< zeros behind m_head
    std::vector<uint8_t> m_length; //!< bytes of a length that has begun
    std::vector<uint8_t> m_head;   //!< bytes of the message
};

} // namespace ns3

#endif /* WAKU_REQUEST_MESSAGE_H */
