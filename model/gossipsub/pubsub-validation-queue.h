/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_VALIDATION_QUEUE_H
#define WAKU_PUBSUB_VALIDATION_QUEUE_H

#include "ns3/nstime.h"
#include "ns3/peer-host.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <list>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The workers that validate messages. A limited number work at a time; other messages wait
 * in order, and messages beyond a limit are refused.
 */
class ValidationQueue
{
  public:
    /** \param workers number of workers; 0 for no limit */
    void SetWorkers(uint32_t workers);

    /**
     * \param limit largest number of messages in validation, including those that wait; no limit by
     *        default
     */
    void SetLimit(uint32_t limit);

    /**
     * \return whether a worker is free. Work that takes no time can then be done without the queue.
     */
    bool IsFree() const
    {
        return m_workers == 0 || m_busy < m_workers;
    }

    /**
     * Submit work.
     * \param host host that calls back when the work is done, unless the node goes offline before
     * \param duration duration of the work
     * \param done called when the work is done
     * \return whether the work is accepted; false if the limit is reached
     */
    bool Submit(PeerHost& host, Time duration, std::function<void()> done);

    /** Remove all work, since the node has gone offline. */
    void Clear();

    /** \return amount of work that waits for a worker */
    std::size_t GetNWaiting() const
    {
        return m_waiting.size();
    }

  private:
    /** A piece of work. */
    struct Work
    {
        Time duration;              //!< duration of the work
        std::function<void()> done; //!< called when the work is done
    };

    /**
     * Begin work.
     * \param host host that calls back
     * \param work the work
     */
    void Begin(PeerHost& host, Work work);
    /**
     * End work, and begin the next.
     * \param host host that calls back
     * \param done called since the work is done
     */
    void End(PeerHost& host, const std::function<void()>& done);

    uint32_t m_workers{0};                                  //!< number of workers; 0: no limit
    uint32_t m_limit{std::numeric_limits<uint32_t>::max()}; //!< most work at a time
    uint32_t m_busy{0};                                     //!< number of busy workers
    std::list<Work> m_waiting; //!< in order; mostly empty, where a deque takes 576 bytes
};

} // namespace ns3

#endif /* WAKU_PUBSUB_VALIDATION_QUEUE_H */
