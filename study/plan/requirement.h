/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REQUIREMENT_H
#define WAKU_REQUIREMENT_H

#include "ns3/planned-run.h"

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The text of a requirement is wrong.
 */
class RequirementError : public std::runtime_error
{
  public:
    /**
     * \param column column of what is wrong in the text, from 1
     * \param expected what is found and what is expected there
     */
    RequirementError(std::size_t column, const std::string& expected)
        : std::runtime_error(expected),
          m_column(column)
    {
    }

    /** \return column of what is wrong in the text, from 1 */
    std::size_t GetColumn() const
    {
        return m_column;
    }

  private:
    std::size_t m_column; //!< column, from 1
};

/**
 * \ingroup waku
 * \brief A condition on the results of a run, such as
 * `delivery_ratio >= 0.99 and latency_s.p95 <= 2`.
 *
 * A comparison is the name of a metric, one of `<`, `<=`, `>` and `>=`, and a number in the
 * metric's SI unit; `99%` is 0.99. Comparisons are joined with `and` and `or`; `and` binds
 * stronger, and parentheses group.
 */
class Requirement
{
  public:
    /** Values of a run by the name of the metric. */
    using Metrics = std::map<std::string, double>;

    /** A requirement without comparisons, which every run meets. */
    Requirement() = default;

    /**
     * \param text the requirement
     * \return the requirement; a wrong text throws RequirementError
     */
    static Requirement Parse(const std::string& text);

    /** \return the text that was parsed */
    const std::string& GetText() const
    {
        return m_text;
    }

    /** \return names of the metrics that are compared */
    std::set<std::string> GetMetrics() const;

    /**
     * \param metrics values of a run. If one that is compared is missing, std::runtime_error is
     *        thrown.
     * \return whether the requirement is met; a comparison with NaN is not
     */
    bool IsMetBy(const Metrics& metrics) const;

    /**
     * Judge a run that has ended. A run that failed, since it delivered too little or an invariant
     * did not hold, does not meet the requirement, whatever its metrics are. A run that crashed,
     * timed out or ran out of memory says nothing: std::runtime_error with its message is thrown.
     * \param outcome how the run ended
     * \return whether the run meets the requirement
     */
    bool IsMetBy(const RunOutcome& outcome) const;

    /**
     * \param metrics values of a run
     * \return names of the metrics that a comparison of the requirement does not hold for; metrics
     *         that the run does not have are left out
     */
    std::set<std::string> GetUnmet(const Metrics& metrics) const;

    /** A comparison, or several joined; known to requirement.cc only. */
    struct Node;

  private:
    std::string m_text;                 //!< the text
    std::shared_ptr<const Node> m_root; //!< the whole condition
};

} // namespace ns3

#endif /* WAKU_REQUIREMENT_H */
