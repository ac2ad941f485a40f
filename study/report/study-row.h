/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_ROW_H
#define WAKU_STUDY_ROW_H

#include "report-document.h"

#include "ns3/study-confidence-interval.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief One row of a study: the value of a closed form, the value in simulations, and the ratio.
 */
struct StudyRow
{
    uint32_t nodes;               //!< number of nodes
    std::string name;             //!< what is compared
    std::string unit;             //!< unit of both values
    double closedForm;            //!< value of the closed form
    ConfidenceInterval simulated; //!< value in simulations
    ConfidenceInterval ratio;     //!< ratio of simulation to closed form
    std::size_t runs{0};          //!< number of runs
    double seconds{0};            //!< simulated time with traffic of each run

    /**
     * \param rows the rows
     * \return the rows as a table. A value of one run has no interval.
     */
    static ReportTable MakeTable(const std::vector<StudyRow>& rows);

    /**
     * Write rows as a table in Markdown. A value of one run has no interval.
     * \param out stream to write to
     * \param rows the rows
     */
    static void WriteTable(std::ostream& out, const std::vector<StudyRow>& rows);

    /**
     * Write rows as CSV. Fields of intervals are empty for a value of one run. The program stops if
     * the file cannot be written.
     * \param path path of the file
     * \param rows the rows
     */
    static void WriteCsv(const std::string& path, const std::vector<StudyRow>& rows);

    /**
     * Write rows as JSON. Intervals are null for a value of one run. The program stops if the file
     * cannot be written.
     * \param path path of the file
     * \param study name of the program
     * \param rows the rows
     */
    static void WriteJson(const std::string& path,
                          const std::string& study,
                          const std::vector<StudyRow>& rows);
};

/**
 * \ingroup waku
 * \param value a number
 * \param digits number of digits after the decimal point
 * \return the number as text
 */
std::string FormatFixed(double value, int digits);

} // namespace ns3

#endif /* WAKU_STUDY_ROW_H */
