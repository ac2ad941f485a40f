/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_ITEM_H
#define WAKU_REPORT_ITEM_H

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What was measured on real nodes, and the runs that are to show the same.
 */
struct MeasuredCase
{
    std::string name; //!< name in tables and plots
    /** Varied keys of the runs, as the study file writes them. */
    std::vector<std::pair<std::string, std::string>> where;
    std::vector<std::string> files; //!< measured files (ReadMeasuredFile), a repetition each
    std::string columns;            //!< what columns of CSV files have (CsvColumns); may be empty
    uint32_t firstMessage{0};       //!< messages with smaller numbers are left out
    /** Measured values of metrics of the runs by their names, a value for each repetition. */
    std::map<std::string, std::vector<double>> metrics;
};

/**
 * \ingroup waku
 * \brief One entry of the list `report` of a study file: a table and a plot.
 *
 * Just one of these is shown:
 * - a metric of the runs (`metric`), with closed forms beside it if `theory` names some;
 * - closed forms beside the values of the runs that they predict (`theory` alone);
 * - distribution functions of a histogram, merged over the runs (`distribution`);
 * - the highest loads that searches found (`limits`);
 * - measurements of real nodes beside the runs (`measured`);
 * - how much metrics differ from those of other runs (`metrics` and `relativeTo`).
 *
 * CheckReportItem() says whether an entry makes sense.
 */
struct ReportItem
{
    std::string title;        //!< heading; empty for one made of the rest
    std::string metric;       //!< name of a metric, such as latency_s.p95; may be empty
    std::string against;      //!< varied key on the x axis; empty for a place for each combination
    std::string series;       //!< varied key that tells curves apart; empty for all that are left
    std::string distribution; //!< histogram whose distribution is drawn: latency_s or hops
    bool limits{false};       //!< whether to show the limits that searches found
    std::vector<MeasuredCase> measured{}; //!< measurements beside runs
    std::vector<std::string> theory;      //!< names of theory cases, such as load-case-3
    std::vector<std::string> metrics{};   //!< metrics that are compared; with relativeTo alone
    /** Values of varied keys in the runs to compare with, as the file writes them. */
    std::vector<std::pair<std::string, std::string>> relativeTo{};
    /** Only combinations with these values of varied keys are shown, as the file writes them. */
    std::vector<std::pair<std::string, std::string>> where{};
    std::optional<bool> logX; //!< logarithmic x axis; chosen by the values if not set
    std::optional<bool> logY; //!< logarithmic y axis; chosen by the values if not set
};

/**
 * \ingroup waku
 * \brief Check an entry of the list `report`.
 * \param item the entry
 * \throws std::invalid_argument with a sentence, if the entry shows nothing or several things, or
 *         names a theory case or a histogram that does not exist, or a theory case in another unit
 *         than the metric's
 */
void CheckReportItem(const ReportItem& item);

} // namespace ns3

#endif /* WAKU_REPORT_ITEM_H */
