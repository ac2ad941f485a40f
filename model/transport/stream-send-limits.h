/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_SEND_LIMITS_H
#define WAKU_STREAM_SEND_LIMITS_H

#include <cstdint>
#include <limits>

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
 * \brief Limits of the bytes and frames that a stream holds for a slow receiver.
 *
 * Control frames are never dropped. They may exceed queueBytes by up to CONTROL_BYTES. If that is
 * not enough, or controlFrames wait, the peer is disconnected, whatever the policy. A new frame of
 * another kind is dropped if its limit of frames is reached, whatever the policy.
 */
struct SendLimits
{
    /** Additional room for control frames, in bytes. */
    static constexpr uint32_t CONTROL_BYTES = 1048576;

    static constexpr uint32_t NO_LIMIT = std::numeric_limits<uint32_t>::max(); //!< of frames

    uint32_t unsentLowWater{65536}; //!< unsent bytes from which on TCP is given no further frame
    uint32_t queueBytes{8388608};   //!< most bytes that wait to be given to TCP
    SendQueuePolicy policy{SendQueuePolicy::DROP_NEWEST}; //!< what happens when there is no room
    uint32_t frames{NO_LIMIT};        //!< most frames that wait when one that is no control comes
    uint32_t aheadFrames{NO_LIMIT};   //!< most frames ahead of others that wait
    uint32_t restFrames{NO_LIMIT};    //!< most frames that wait and are neither control nor ahead
    uint32_t controlFrames{NO_LIMIT}; //!< most control frames that wait
};

} // namespace ns3

#endif /* WAKU_STREAM_SEND_LIMITS_H */
