/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_TOLERATED_H
#define WAKU_WHISPER_TOLERATED_H

#include "ns3/nstime.h"

#include <algorithm>
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
        : m_current(std::move(value))
    {
    }

    /**
     * \param now the present
     * \param value the new value
     * \param allowance how long the present one is tolerated; the same at each change
     */
    void Set(Time now, T value, Time allowance)
    {
        Forget(now);
        m_former.emplace_back(now + allowance, std::move(m_current));
        m_current = std::move(value);
    }

    /** \return the value */
    const T& GetCurrent() const
    {
        return m_current;
    }

    /**
     * \param now the present
     * \param accepts tells whether a value accepts something
     * \return whether the value does, or one that is tolerated
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
    /** \param now drop what is not tolerated any more */
    void Forget(Time now)
    {
        while (!m_former.empty() && m_former.front().first <= now)
        {
            m_former.pop_front();
        }
    }

    T m_current;                             //!< in force
    std::deque<std::pair<Time, T>> m_former; //!< tolerated until when
};

} // namespace ns3

#endif /* WAKU_WHISPER_TOLERATED_H */
