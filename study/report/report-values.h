/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_VALUES_H
#define WAKU_REPORT_VALUES_H

#include "metric-label.h"
#include "report-axes.h"
#include "report-data.h"
#include "report-document.h"
#include "report-item.h"
#include "report-quantity.h"
#include "study-plot.h"

#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The part of a report for an entry with a metric or theory cases: a table, a plot and a CSV
 * file of means with 95 % intervals, beside closed forms.
 */
class ReportValues
{
  public:
    /**
     * \param item a checked entry of a report; must exist as long as this object
     * \param data the study; must exist as long as this object
     * \throws std::invalid_argument with a sentence, if the study does not vary a key of the item
     *         or none of its runs has the metric
     */
    ReportValues(const ReportItem& item, const ReportData& data);

    /**
     * Add heading, table and plot.
     * \param document document to add them to
     * \param folder path of its folder
     * \param name name of the plot and of the CSV file
     */
    void AddTo(ReportDocument& document, const std::string& folder, const std::string& name) const;

    /**
     * Write a line for each combination and quantity, with full precision and in base units.
     * \param out stream to write to
     */
    void WriteCsv(std::ostream& out) const;

    /** \return the table */
    ReportTable MakeTable() const;

    /** \return the plot */
    StudyPlot MakePlot() const;

    /** \return the widest interval to each side, relative to its mean; 0 if there is none */
    double GetWidestInterval() const;

  private:
    /** \return a row for each combination, with columns for each theory case */
    ReportTable MakeTableOfQuantity() const;
    /** \return a row for each combination and theory case */
    ReportTable MakeTableOfTheories() const;
    /** \return mean and interval as text */
    std::string DescribeValue(const ReportValue& value) const;
    /** Add closed form and ratio to a row. */
    void AddTheory(const ReportTheory& theory, std::vector<std::string>& row) const;
    /** \return title of the item */
    std::string GetTitle() const;
    /** \return what is assumed and why closed forms are missing, a sentence each */
    std::vector<std::string> GetRemarks() const;
    /** Stop if the metric of the item is in no run. */
    void CheckMetric() const;
    /** \return how far the marks of a curve are from their row */
    double GetOffset(std::size_t quantity, std::size_t series) const;
    /** \return curve of the runs of a quantity and series */
    PlotCurve MakeCurve(std::size_t quantity, std::size_t series) const;
    /** \return curve of a theory of a quantity beside a series */
    PlotCurve MakeTheoryCurve(std::size_t quantity, std::size_t theory, std::size_t series) const;
    /** Add the closed forms of a quantity; one curve where they are the same for all series. */
    void AddTheoryCurves(std::size_t quantity, StudyPlot& plot) const;
    /** \return a point of a plot: place on the axis of the keys, and value with its interval */
    PlotCurve::Point MakePoint(std::size_t cell, double value, double half, double offset) const;

    const ReportItem& m_item;                 //!< the entry
    const ReportData& m_data;                 //!< the study
    std::vector<ReportQuantity> m_quantities; //!< what is shown
    ReportAxes m_axes;                        //!< where combinations are
    ScaledUnit m_unit;                        //!< unit of plot and table
    /** Values by quantity and cell. */
    std::vector<std::vector<ReportValue>> m_values;
};

} // namespace ns3

#endif /* WAKU_REPORT_VALUES_H */
