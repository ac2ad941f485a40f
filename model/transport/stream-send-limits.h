/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_SEND_LIMITS_H
#define WAKU_STREAM_SEND_LIMITS_H

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What happens when the send queue has no room for a frame.
 */
enum class SendQueuePolicy
{
    DROP_NEWEST, //!< the new frame is dropped
    DROP_OLDEST, //!< waiting frames are dropped, the oldest first, until there is room
    DISCONNECT,  //!< the connection is closed, since the peer is too slow
};

/**
 * \ingroup waku
 * \brief Limits of the bytes that a stream holds for a slow receiver.
 *
 * Control frames are never dropped. They may exceed queueBytes by up to CONTROL_BYTES. If that is
 * not enough, the peer is disconnected, whatever the policy.
 */
struct SendLimits
{
    /** Additional room for control frames, in bytes. */
    static constexpr uint32_t CONTROL_BYTES = 1048576;

    uint32_t unsentLowWater{65536}; //!< unsent bytes from which on TCP is given no further frame
    uint32_t queueBytes{8388608};   //!< most bytes that wait to be given to TCP
    SendQueuePolicy policy{SendQueuePolicy::DROP_NEWEST}; //!< what happens when there is no room
};

} // namespace ns3

#endif /* WAKU_STREAM_SEND_LIMITS_H */
