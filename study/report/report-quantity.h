/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_QUANTITY_H
#define WAKU_REPORT_QUANTITY_H

#include "report-data.h"
#include "report-item.h"

#include "ns3/study-confidence-interval.h"
#include "ns3/theory-case.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A closed form beside the runs with the same parameters.
 */
struct ReportTheory
{
    double closedForm{0};      //!< its value, in the unit of the quantity
    ConfidenceInterval ratio;  //!< quantity of the runs to closed form
    std::string refusal;       //!< why it does not apply, or can't be compared; empty if it does
    bool hasClosedForm{false}; //!< whether there is a closed form
    bool hasRatio{false};      //!< whether there is a ratio
};

/**
 * \ingroup waku
 * \brief A quantity of the runs with the same parameters.
 */
struct ReportValue
{
    std::size_t runs{0};                //!< runs that have the quantity
    ConfidenceInterval value;           //!< its mean and interval
    std::vector<ReportTheory> theories; //!< the closed forms of the quantity, in their order
};

/**
 * \ingroup waku
 * \brief What an entry of a report shows of each run: a metric, or what theory cases predict.
 */
struct ReportQuantity
{
    TheoryReading reading;                   //!< name, unit, and how it is made of metrics
    std::vector<const TheoryCase*> theories; //!< closed forms that predict it

    /**
     * If an item has a metric, that is its quantity, unless its theory cases are in another unit
     * and made of the metric. Without a metric, quantities are what its theory cases predict.
     * \param item a checked entry of a report
     * \return its quantities
     */
    static std::vector<ReportQuantity> Of(const ReportItem& item);

    /**
     * \param cell runs with the same parameters
     * \return the quantity in these runs
     */
    ReportValue Evaluate(const ReportData::Cell& cell) const;

    /** \return names of the metrics that Evaluate() uses */
    std::vector<std::string> GetMetrics() const;
};

/**
 * \ingroup waku
 * \param reading what a theory case predicts
 * \param metric name of a metric
 * \return whether the metric is one of those of which it is made
 */
bool IsMadeOf(const TheoryReading& reading, const std::string& metric);

/**
 * \ingroup waku
 * \param metric name of a metric
 * \param theory a theory case
 * \return whether the metric as it is can be compared with the case: both are times, for example
 */
bool IsBesideTheory(const std::string& metric, const TheoryCase& theory);

} // namespace ns3

#endif /* WAKU_REPORT_QUANTITY_H */
