/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_LINK_H
#define WAKU_FLOW_LINK_H

#include "ns3/data-rate.h"

#include <algorithm>
#include <cstdint>

namespace ns3
{

/** Simulated time in nanoseconds. A Time takes more, and pieces and sockets have many. */
using FlowTime = int64_t;

/** A time that never comes. */
constexpr FlowTime FLOW_NEVER = INT64_MAX;

/**
 * \ingroup waku
 * \brief When bytes begin and end to pass a point. One segment passes it at a time, so `first` is
 * when the first segment has passed it and `last` when the last one has.
 */
struct FlowSpan
{
    FlowTime first; //!< time of the first segment
    FlowTime last;  //!< time of the last segment
};

/**
 * \ingroup waku
 * \brief One direction of a host's access link: a rate, and the time at which all bytes that were
 * given to it have passed it.
 *
 * Bytes are served in the order in which they are given to the link. What is given to it counts as
 * work from the time at which its first segment is there; it has passed the link when all work
 * before it is done, but not before its last segment was there. So spans that are interleaved, for
 * instance of two senders to one receiver, do not wait for each other while the link keeps up.
 */
class FlowLink
{
  public:
    /** \param rate rate of the link; 0: unlimited */
    void SetRate(DataRate rate)
    {
        m_rate = rate.GetBitRate();
    }

    /** \return rate of the link; 0: unlimited */
    DataRate GetRate() const
    {
        return DataRate(m_rate);
    }

    /**
     * \param bytes bytes of whole IP packets
     * \return how long the link takes for them
     */
    FlowTime GetTime(uint64_t bytes) const
    {
        return m_rate == 0 ? 0
                           : static_cast<FlowTime>((bytes * 8'000'000'000 + m_rate / 2) / m_rate);
    }

    /**
     * \param now the current time
     * \return how long the link will be busy with what was given to it
     */
    FlowTime GetBacklog(FlowTime now) const
    {
        return std::max<FlowTime>(m_free - now, 0);
    }

    /**
     * \param now the current time
     * \return bytes that wait for the link
     */
    uint64_t GetWaiting(FlowTime now) const
    {
        return static_cast<uint64_t>(static_cast<double>(GetBacklog(now)) * 1e-9 / 8 *
                                     static_cast<double>(m_rate));
    }

    /**
     * Give bytes to the link.
     * \param there when the first and the last segment are there, whole
     * \param bytes bytes of all segments
     * \param firstSegment bytes of the first one
     * \param lastSegment bytes of the last one
     * \return when they have passed the link
     */
    FlowSpan Pass(FlowSpan there, uint64_t bytes, uint32_t firstSegment, uint32_t lastSegment)
    {
        const FlowTime start = std::max(m_free, there.first);
        m_free = start + GetTime(bytes);
        return {start + GetTime(firstSegment), std::max(m_free, there.last + GetTime(lastSegment))};
    }

    /**
     * Give packets to the link that are there now.
     * \param now the current time
     * \param bytes bytes of all packets
     * \return when they have passed the link
     */
    FlowTime Pass(FlowTime now, uint64_t bytes)
    {
        m_free = std::max(m_free, now) + GetTime(bytes);
        return m_free;
    }

    /** Forget what waits. */
    void Clear()
    {
        m_free = 0;
    }

  private:
    uint64_t m_rate{0}; //!< bits per second; 0: unlimited
    FlowTime m_free{0}; //!< when all bytes will have passed
};

} // namespace ns3

#endif /* WAKU_FLOW_LINK_H */
