/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_SEND_LIMITS_H
#define WAKU_STREAM_SEND_LIMITS_H

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What happens to a frame for which the send queue has no room.
 */
enum class SendQueuePolicy
{
    DROP_NEWEST, //!< the new frame is dropped
    DROP_OLDEST, //!< frames that wait are dropped, the oldest first, until there is room
    DISCONNECT,  //!< the stream is closed: the peer is too slow
};

/**
 * \ingroup waku
 * \brief Bounds of what a stream holds for a slow receiver.
 *
 * Control frames are never left out. They may go CONTROL_BYTES beyond queueBytes; a peer for which
 * that is not enough is disconnected, whatever the policy.
 */
struct SendLimits
{
    /** Room for control frames beyond queueBytes, bytes. */
    static constexpr uint32_t CONTROL_BYTES = 1048576;

    uint32_t unsentLowWater{65536}; //!< TCP gets no further frame while it has so many unsent bytes
    uint32_t queueBytes{8388608};   //!< most bytes that wait in front of TCP
    SendQueuePolicy policy{SendQueuePolicy::DROP_NEWEST}; //!< what happens beyond
};

/**
 * \ingroup waku
 * \param name DropNewest, DropOldest or Disconnect; any other stops the program
 * \return the policy of that name
 */
SendQueuePolicy ToSendQueuePolicy(const std::string& name);

} // namespace ns3

#endif /* WAKU_STREAM_SEND_LIMITS_H */
