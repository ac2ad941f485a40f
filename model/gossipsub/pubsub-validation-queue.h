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
 * \brief The workers that validate messages: so many at a time, the others wait in order,
 * and what is beyond a limit is not taken.
 */
class ValidationQueue
{
  public:
    /** \param workers how many work at a time; 0 for no limit */
    void SetWorkers(uint32_t workers);

    /** \param limit most work at a time, that which waits included; no limit by default */
    void SetLimit(uint32_t limit);

    /** \return whether a worker is free; work that takes no time can be done without the queue */
    bool IsFree() const
    {
        return m_workers == 0 || m_busy < m_workers;
    }

    /**
     * \param host calls back when the work is done, unless the node goes offline before
     * \param duration how long the work takes
     * \param done called when it is done
     * \return whether it is taken; false if there is as much as the limit allows
     */
    bool Submit(PeerHost& host, Time duration, std::function<void()> done);

    /** Forget all work, since the node has gone offline. */
    void Clear();

    /** \return how many wait for a worker */
    std::size_t GetNWaiting() const
    {
        return m_waiting.size();
    }

  private:
    /** A piece of work. */
    struct Work
    {
        Time duration;              //!< how long it takes
        std::function<void()> done; //!< what follows
    };

    /** \param host calls back \param work to be done now */
    void Begin(PeerHost& host, Work work);
    /** \param host calls back \param done what follows the work that has ended */
    void End(PeerHost& host, const std::function<void()>& done);

    uint32_t m_workers{0}; //!< most that work at a time; 0: no limit
    uint32_t m_limit{std::numeric_limits<uint32_t>::max()}; //!< most work at a time
    uint32_t m_busy{0};                                     //!< workers at work
    std::list<Work> m_waiting; //!< in order; mostly empty, where a deque takes 576 bytes
};

} // namespace ns3

#endif /* WAKU_PUBSUB_VALIDATION_QUEUE_H */
