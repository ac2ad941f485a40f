/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RESULTS_DIFF_H
#define WAKU_RESULTS_DIFF_H

#include "ns3/results-reader.h"
#include "ns3/study-confidence-interval.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What differs between the results of a study in two databases, such as those of two
 * versions of the module.
 *
 * For each cell and metric that both have, Welch's t-test compares the means of the runs that ended
 * well. Since there are many tests, those that count as changes are selected with the procedure of
 * Benjamini and Hochberg: at most RATE of them are expected to be chance. A cell with fewer than
 * two runs in a database has no interval; where its means differ, this is told separately. Real
 * time and memory (ResultsValues::GetMachineMetrics) are not compared.
 */
class ResultsDiff
{
  public:
    static constexpr double RATE = 0.05; //!< accepted share of changes that are chance

    /** A metric of a cell in both databases. */
    struct Change
    {
        std::string cell;      //!< parameters of the cell
        std::string metric;    //!< name of the metric
        ConfidenceInterval a;  //!< mean in the first database
        ConfidenceInterval b;  //!< mean in the second database
        std::size_t runsOfA;   //!< runs in the first database
        std::size_t runsOfB;   //!< runs in the second database
        double probability{1}; //!< of such a difference by chance
    };

    /**
     * Compare the newest results of a study.
     * \param a reader of the first database
     * \param studyOfA the study in it
     * \param b reader of the second database
     * \param studyOfB the study in it
     */
    ResultsDiff(const ResultsReader& a,
                const StoredStudy& studyOfA,
                const ResultsReader& b,
                const StoredStudy& studyOfB);

    /** \return metrics whose means differ beyond chance, by cell and name */
    const std::vector<Change>& GetChanges() const
    {
        return m_changes;
    }

    /** \return metrics whose means differ, of cells with fewer than two runs in a database */
    const std::vector<Change>& GetUntested() const
    {
        return m_untested;
    }

    /** \return sentences about cells that one database has alone, and other numbers of failed runs
     */
    const std::vector<std::string>& GetRemarks() const
    {
        return m_remarks;
    }

    /** \return whether anything differs */
    bool HasFound() const
    {
        return !m_changes.empty() || !m_untested.empty() || !m_remarks.empty();
    }

    /**
     * Print what differs.
     * \param out where it is printed
     */
    void Print(std::ostream& out) const;

  private:
    /**
     * Compare a metric of a cell.
     * \param cell parameters of the cell
     * \param metric name of the metric
     * \param a values of the runs of the first database
     * \param b values of the runs of the second database
     * \param [in,out] tested comparisons with a test
     */
    void Compare(const std::string& cell,
                 const std::string& metric,
                 const std::vector<double>& a,
                 const std::vector<double>& b,
                 std::vector<Change>& tested);
    /**
     * Take the changes that are probably not chance.
     * \param tested comparisons with a test
     */
    void Select(const std::vector<Change>& tested);

    std::vector<Change> m_changes;      //!< metrics whose means differ beyond chance
    std::vector<Change> m_untested;     //!< metrics that differ in cells with too few runs
    std::vector<std::string> m_remarks; //!< what else differs
    std::size_t m_compared{0};          //!< number of tests
};

} // namespace ns3

#endif /* WAKU_RESULTS_DIFF_H */
