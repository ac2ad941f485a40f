/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REQUEST_MESSAGE_H
#define WAKU_REQUEST_MESSAGE_H

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

} // namespace ns3

#endif /* WAKU_REQUEST_MESSAGE_H */
