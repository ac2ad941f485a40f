/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_TOLERATED_H
#define WAKU_WHISPER_TOLERATED_H

#include "ns3/nstime.h"

#include <deque>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A setting whose former value is tolerated for a while after each change, since peers that
 *        have not heard of the change are not to blame.
 * \tparam T type of the setting
 */
template <typename T>
class WhisperTolerated
{
  public:
    /** \param value the first value */
    explicit WhisperTolerated(T value = T())
        : m_current(value),
          m_tolerated(std::move(value))
    {
    }

    /**
     * \param value the new value
     * \param until up to when the former one is tolerated; never earlier than at the last change
     */
    void Set(T value, Time until)
    {
        m_current = value;
        m_changes.emplace_back(until, std::move(value));
    }

    /** \return the value */
    const T& GetCurrent() const
    {
        return m_current;
    }

    /**
     * \param now the present
     * \return the value that is tolerated beside it; the same one when no change is recent
     */
    const T& GetTolerated(Time now)
    {
        for (; !m_changes.empty() && m_changes.front().first <= now; m_changes.pop_front())
        {
            m_tolerated = std::move(m_changes.front().second);
        }
        return m_tolerated;
    }

  private:
    T m_current;                              //!< in force
    T m_tolerated;                            //!< accepted too
    std::deque<std::pair<Time, T>> m_changes; //!< when m_tolerated becomes what
};

} // namespace ns3

#endif /* WAKU_WHISPER_TOLERATED_H */
