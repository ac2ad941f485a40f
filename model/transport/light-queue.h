/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_QUEUE_H
#define WAKU_LIGHT_QUEUE_H

#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A queue that is mostly empty, and then takes no memory but its own 32 bytes; an empty
 * std::deque takes 600.
 * \tparam T type of the items, which can be moved
 */
template <typename T>
class LightQueue
{
  public:
    /** \return whether there are no items */
    bool IsEmpty() const
    {
        return m_items.empty();
    }

    /** \return the number of items */
    std::size_t GetSize() const
    {
        return m_items.size() - m_first;
    }

    /** \param item item that comes last */
    void PushBack(T item)
    {
        m_items.push_back(std::move(item));
    }

    /** \return the first item; the queue must not be empty */
    T& Front()
    {
        return m_items[m_first];
    }

    /** Remove the first item; the queue must not be empty. */
    void PopFront()
    {
        m_first++;
        if (m_first == m_items.size())
        {
            Clear();
        }
        else if (m_first > GetSize())
        {
            // Each item is moved at most once on average.
            m_items = std::vector<T>(std::make_move_iterator(m_items.begin() + m_first),
                                     std::make_move_iterator(m_items.end()));
            m_first = 0;
        }
        else
        {
            m_items[m_first - 1] = T();
        }
    }

    /** Remove all items. */
    void Clear()
    {
        m_items = std::vector<T>();
        m_first = 0;
    }

    /** \return iterator to the first item */
    typename std::vector<T>::const_iterator begin() const
    {
        return m_items.begin() + m_first;
    }

    /** \return iterator past the last item */
    typename std::vector<T>::const_iterator end() const
    {
        return m_items.end();
    }

  private:
    std::vector<T> m_items; //!< items, after those that have been removed
    std::size_t m_first{0}; //!< index of the first item
};

} // namespace ns3

#endif /* WAKU_LIGHT_QUEUE_H */
