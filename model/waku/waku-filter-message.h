/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FILTER_MESSAGE_H
#define WAKU_FILTER_MESSAGE_H

#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief FilterSubscribeType (12/WAKU2-FILTER, "Filter Subscribe Types").
 */
enum class WakuFilterType : uint32_t
{
    PING = 0,            //!< SUBSCRIBER_PING
    SUBSCRIBE = 1,       //!< SUBSCRIBE
    UNSUBSCRIBE = 2,     //!< UNSUBSCRIBE
    UNSUBSCRIBE_ALL = 3, //!< UNSUBSCRIBE_ALL
};

/**
 * \ingroup waku
 * \brief FilterSubscribeRequest without its id (12/WAKU2-FILTER, "Protobuf").
 */
struct WakuFilterRequest
{
    uint64_t type{0};                       //!< a WakuFilterType, or any number from a peer
    std::optional<std::string> pubsubTopic; //!< pubsub topic
    std::vector<std::string> contentTopics; //!< content topics

    /** \return the fields after the id, as on the wire */
    VirtualBytes Encode() const;

    /**
     * \param fields the fields after the id
     * \param [out] request the request, as far as it can be decoded
     * \return whether it could be decoded
     */
    static bool Decode(const VirtualBytes& fields, WakuFilterRequest& request);
};

/**
 * \ingroup waku
 * \brief MessagePush (12/WAKU2-FILTER, "Protobuf").
 */
struct WakuMessagePush
{
    std::string pubsubTopic; //!< pubsub_topic; empty if it was left out
    VirtualBytes data;       //!< bytes of the WakuMessage

    /** \return the message as on the wire, without its length; the WakuMessage comes last */
    VirtualBytes Encode() const;

    /**
     * \param bytes a message without its length
     * \param [out] push the message, as far as it can be decoded
     * \return whether it could be decoded and has a WakuMessage, which may be any bytes
     */
    static bool Decode(const VirtualBytes& bytes, WakuMessagePush& push);
};

} // namespace ns3

#endif /* WAKU_FILTER_MESSAGE_H */
