/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VALIDATION_QUEUE_H
#define WAKU_VALIDATION_QUEUE_H

#include "ns3/nstime.h"

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

    /**
     * \param duration how long the work takes
     * \param done called when it is done; at once if it takes no time and nothing waits
     * \return whether it is taken; false if there is as much as the limit allows
     */
    bool Submit(Time duration, std::function<void()> done);

    /** Forget all work. */
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

    /** \param work to be done now */
    void Begin(Work work);
    /** \param generation of the work \param done what follows it */
    void End(uint32_t generation, const std::function<void()>& done);

    uint32_t m_workers{0}; //!< most that work at a time; 0: no limit
    uint32_t m_limit{std::numeric_limits<uint32_t>::max()}; //!< most work at a time
    uint32_t m_busy{0};                                     //!< workers at work
    uint32_t m_generation{0};                               //!< grows with Clear
    std::list<Work> m_waiting; //!< in order; mostly empty, where a deque takes 576 bytes
};

} // namespace ns3

#endif /* WAKU_VALIDATION_QUEUE_H */
