/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RESULTS_EXPORT_H
#define WAKU_RESULTS_EXPORT_H

#include "ns3/results-reader.h"

#include <ostream>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes results of studies as text that pandas, R and others read.
 *
 * There is a row for each run that has ended, well or not: the column `status` tells. Columns are
 * `study`, the varied keys by their names in the file, `rng_run`, `status`, `results_version`, and
 * the metrics by their names. A metric with the name of one of the other columns is left out. What
 * a run does not have is empty in CSV and left out in JSON.
 */
class ResultsExport
{
  public:
    /**
     * \param reader reads the results
     * \param studies studies that are written; varied keys and metrics of all of them are columns
     */
    ResultsExport(const ResultsReader& reader, const std::vector<StoredStudy>& studies);

    /**
     * Write CSV (RFC 4180, with a line feed at the end of a line). Infinite values are `inf`.
     * \param out where it is written
     */
    void WriteCsv(std::ostream& out) const;
    /**
     * Write a JSON object on a line for each run. Varied values that are numbers are numbers.
     * Values that are not finite are left out.
     * \param out where it is written
     */
    void WriteJsonLines(std::ostream& out) const;
    /**
     * Write the histograms of the runs that ended well, as CSV with a row for each bin: `study`,
     * the varied keys, `rng_run`, `histogram`, `value`, `count`.
     * \param out where it is written
     */
    void WriteHistograms(std::ostream& out) const;

  private:
    /**
     * \param cell a cell
     * \return values of the columns of varied keys
     */
    std::vector<std::string> GetKeyValues(const StoredCell& cell) const;

    const ResultsReader& m_reader;      //!< reads the results
    std::vector<StoredStudy> m_studies; //!< studies that are written
    std::vector<std::string> m_keys;    //!< varied keys of all of them
    std::vector<std::string> m_metrics; //!< metrics of all of them
};

} // namespace ns3

#endif /* WAKU_RESULTS_EXPORT_H */
