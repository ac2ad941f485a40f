/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COMPARISON_REPORT_H
#define WAKU_COMPARISON_REPORT_H

#include "comparison.h"

#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What closed forms predict, beside what was simulated and measured.
 */
struct ComparedTheory
{
    std::string name;                //!< name of the case
    std::string reading;             //!< what it predicts, with its unit
    std::string simulation;          //!< parameters of the simulated runs
    double closedForm{0};            //!< its value
    std::optional<double> simulated; //!< simulated value, mean of the runs
    std::optional<double> measured;  //!< measured value, if what it is made of was measured
};

/**
 * \ingroup waku
 * \brief Comparisons of one measurement with one or several simulations, as a report.
 */
struct ComparisonReport
{
    std::string study;                   //!< name of the study
    std::string command;                 //!< the command that repeats the comparison
    std::vector<Comparison> comparisons; //!< with each combination of parameters
    std::vector<ComparedTheory> theory;  //!< closed forms, if some were asked for

    /**
     * Write the tables as Markdown.
     * \param out stream to write to
     */
    void WriteTables(std::ostream& out) const;

    /**
     * Write `report.md`, `report.html`, `comparison.csv` and plots of the distribution functions:
     * `latency` and, where both have hops, `hops`, with data and gnuplot script.
     * \param folder path of an existing folder
     * \throws std::runtime_error if a file cannot be written
     */
    void Write(const std::string& folder) const;

  private:
    /**
     * Write all figures with their intervals as CSV: one row for each figure.
     * \param path path of the file
     */
    void WriteCsv(const std::string& path) const;
    /**
     * Draw the distribution functions.
     * \param folder path of the folder
     * \param isHops whether those of hops, and not of latencies
     */
    void Draw(const std::string& folder, bool isHops) const;
};

} // namespace ns3

#endif /* WAKU_COMPARISON_REPORT_H */
