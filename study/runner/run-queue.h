/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_QUEUE_H
#define WAKU_RUN_QUEUE_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Runs that wait for a free worker, the longest first, those of equal length in the order in
 * which they were added.
 *
 * Where the first one does not fit (it takes several workers, or too much memory), the next that
 * fits comes first. That happens a limited number of times, so that a large run is not passed over
 * until the end.
 */
class RunQueue
{
  public:
    /** Whether a run fits beside those that have begun. */
    using Fits = std::function<bool(const std::string& key)>;

    /** \param patience how many runs may pass over the first one */
    explicit RunQueue(uint32_t patience);

    /**
     * Add a run.
     * \param key key of the run
     * \param cost expected duration, in any unit
     */
    void Add(const std::string& key, double cost);

    /**
     * Take a run.
     * \param fits tells whether a run fits
     * \return its key; empty if no run fits
     */
    std::string Take(const Fits& fits);

    /** \return whether no run waits */
    bool IsEmpty() const
    {
        return m_runs.empty();
    }

    /** \return how many runs wait */
    std::size_t GetSize() const
    {
        return m_runs.size();
    }

  private:
    static constexpr std::size_t LOOK_AHEAD = 64; //!< how many runs are tried

    uint32_t m_patience;  //!< how many runs may pass over the first one
    uint32_t m_passed{0}; //!< how many have
    uint64_t m_added{0};  //!< number of all runs
    /** Keys by negative cost and number. */
    std::map<std::pair<double, uint64_t>, std::string> m_runs;
};

} // namespace ns3

#endif /* WAKU_RUN_QUEUE_H */
