/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_TOLERATED_H
#define WAKU_WHISPER_TOLERATED_H

#include "ns3/nstime.h"

#include <algorithm>
#include <list>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A setting whose former values are tolerated for some time after a change, since peers may
 *        not have been told of the change yet.
 * \tparam T type of the setting
 */
template <typename T>
class WhisperTolerated
{
  public:
    /** \param value the first value */
    explicit WhisperTolerated(T value = T())
        : m_current(std::move(value))
    {
    }

    /**
     * Change the value.
     * \param now current time
     * \param value the new value
     * \param allowance how long the former value is tolerated; the same for each change
     */
    void Set(Time now, T value, Time allowance)
    {
        Forget(now);
        m_former.emplace_back(now + allowance, std::move(m_current));
        m_current = std::move(value);
    }

    /** \return the current value */
    const T& GetCurrent() const
    {
        return m_current;
    }

    /**
     * \param now current time
     * \param accepts predicate of a value
     * \return whether the predicate is true for the current value or a tolerated one
     */
    template <typename Predicate>
    bool Accepts(Time now, Predicate accepts)
    {
        Forget(now);
        return accepts(m_current) ||
               std::any_of(m_former.begin(), m_former.end(), [&accepts](const auto& former) {
                   return accepts(former.second);
               });
    }

  private:
    /**
     * Drop values that are no longer tolerated.
     * \param now current time
     */
    void Forget(Time now)
    {
        while (!m_former.empty() && m_former.front().first <= now)
        {
            m_former.pop_front();
        }
    }

    T m_current;                            //!< current value
    std::list<std::pair<Time, T>> m_former; //!< tolerated values, with the end of the tolerance
};

} // namespace ns3

#endif /* WAKU_WHISPER_TOLERATED_H */
