/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_ROW_H
#define WAKU_STUDY_ROW_H

#include "study-confidence-interval.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief One line of a study: what a closed form says, what simulations show, and the ratio.
 */
struct StudyRow
{
    uint32_t nodes;               //!< size of the network
    std::string name;             //!< what is compared
    std::string unit;             //!< of both values
    double closedForm;            //!< closed form
    ConfidenceInterval simulated; //!< over runs
    ConfidenceInterval ratio;     //!< simulated to closed form, over runs
    std::size_t runs{0};          //!< how many runs those are
    double seconds{0};            //!< traffic that each of them simulates

    /**
     * \param out gets a table in Markdown; a value of one run has no interval there
     * \param rows its lines
     */
    static void WriteTable(std::ostream& out, const std::vector<StudyRow>& rows);

    /**
     * \param path of a CSV file; stops if it can't be written. Where there was one run, fields of
     *        intervals are empty
     * \param rows its lines
     */
    static void WriteCsv(const std::string& path, const std::vector<StudyRow>& rows);

    /**
     * \param path of a JSON file; stops if it can't be written. Where there was one run, intervals
     *        are null
     * \param study name of the program
     * \param rows the lines
     */
    static void WriteJson(const std::string& path,
                          const std::string& study,
                          const std::vector<StudyRow>& rows);
};

/**
 * \ingroup waku
 * \param value a number
 * \param digits behind the point
 * \return its text
 */
std::string FormatFixed(double value, int digits);

} // namespace ns3

#endif /* WAKU_STUDY_ROW_H */
