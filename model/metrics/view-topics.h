/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_TOPICS_H
#define WAKU_VIEW_TOPICS_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The topics that a ViewRecorder has met, numbered in the order in which it met them.
 */
class ViewTopics
{
  public:
    /**
     * \param name name of a topic
     * \return its number
     */
    uint32_t Add(const std::string& name)
    {
        const auto [topic, isNew] = m_numbers.emplace(name, static_cast<uint32_t>(m_names.size()));
        if (isNew)
        {
            m_names.push_back(name);
        }
        return topic->second;
    }

    /** \return names by number */
    const std::vector<std::string>& GetNames() const
    {
        return m_names;
    }

  private:
    std::map<std::string, uint32_t> m_numbers; //!< numbers by name
    std::vector<std::string> m_names;          //!< names by number
};

} // namespace ns3

#endif /* WAKU_VIEW_TOPICS_H */
