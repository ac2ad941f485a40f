/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_AXES_H
#define WAKU_REPORT_AXES_H

#include "report-data.h"
#include "report-item.h"
#include "study-plot.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A combination of parameters: what is varied, and the whole scenario.
 */
struct ReportCombination
{
    const ReportParameters* parameters; //!< varied keys and their values
    const ScenarioValues* scenario;     //!< the scenario
};

/**
 * \ingroup waku
 * \brief Where the combinations of a study are in a plot: the value of one key is the x axis, the
 * values of the others make a curve.
 *
 * The x axis is one of numbers where all values of the key are numbers with the same text around
 * them, such as `regular:4` and `regular:6`. Otherwise values of the runs are on the x axis, and
 * each value of the key, or each combination if there is no key, is a row with a name.
 */
class ReportAxes
{
  public:
    /** Number of rows beyond which they have no names. */
    static constexpr std::size_t MOST_NAMED_ROWS = 40;

    /**
     * \param item what is shown
     * \param combinations the combinations, in the order of the study's file
     * \throws std::invalid_argument with a sentence, if the study does not vary a key of the item
     */
    ReportAxes(const ReportItem& item, const std::vector<ReportCombination>& combinations);

    /** \return whether there are rows with names, and values of the runs are on the x axis */
    bool HasRows() const
    {
        return m_against.empty() || !m_names.empty();
    }

    /** \return names of the curves, in the order in which they first occur */
    const std::vector<std::string>& GetSeries() const
    {
        return m_series;
    }

    /**
     * \param combination number of a combination
     * \return number of its curve
     */
    std::size_t GetSeriesOf(std::size_t combination) const
    {
        return m_seriesOf.at(combination);
    }

    /**
     * \param combination number of a combination
     * \return its place on the x axis, or its row
     */
    double GetPlaceOf(std::size_t combination) const
    {
        return m_places.at(combination);
    }

    /** \return numbers of the combinations, by curve and place */
    std::vector<std::size_t> GetOrder() const;

    /** \return axis of the keys: label, whether it is logarithmic, names of places */
    StudyPlot::Axis GetAxis() const;

    /**
     * \param parameters varied keys and their values
     * \return such as `nodes = 100, D = 6`
     */
    static std::string Describe(const ReportParameters& parameters);

  private:
    /** Find the places on the x axis. */
    void PlaceOnAxis(const std::vector<ReportCombination>& combinations);
    /** \return whether the texts are numbers with the same text around them; then places are set */
    bool PlaceNumbers(const std::vector<std::string>& texts);
    /** Make curves of all keys but that of the x axis. */
    void FindSeries(const std::string& first, const std::vector<ReportCombination>& combinations);

    std::string m_against;                               //!< key of the x axis; may be empty
    std::string m_label;                                 //!< label of the x axis
    std::optional<bool> m_isLogarithmic;                 //!< as the item says
    std::vector<std::pair<std::string, double>> m_names; //!< names of places
    std::vector<std::string> m_series;                   //!< names of the curves
    std::vector<std::size_t> m_seriesOf;                 //!< curve of each combination
    std::vector<double> m_places;                        //!< place of each combination
};

} // namespace ns3

#endif /* WAKU_REPORT_AXES_H */
