/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PLOT_AXIS_H
#define WAKU_PLOT_AXIS_H

#include "study-plot.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Range and tics of an axis of a StudyPlot.
 */
class PlotAxis
{
  public:
    /**
     * \param axis the axis
     * \param name x or y
     * \param values places of the points on it, with the ends of their error bars
     * \param ticsAtValues whether tics are where the points are, if there is room
     */
    PlotAxis(const StudyPlot::Axis& axis,
             const std::string& name,
             std::vector<double> values,
             bool ticsAtValues);

    /** \return smallest value on the axis */
    double GetFrom() const
    {
        return m_from;
    }

    /** \return gnuplot commands that set the axis up */
    std::string GetCommands() const;

  private:
    /** Choose the range. */
    void ChooseRange();
    /** \return gnuplot's list of tics; empty where gnuplot chooses them */
    std::string GetTics() const;
    /** \return tics at the values, without those for which there is no room */
    std::vector<double> GetTicsAtValues() const;
    /** \return tics of a logarithmic axis: 1, 10, ..., or 1, 2, 5, ... where it is short */
    std::vector<double> GetLogarithmicTics() const;
    /** \return place of a value, 0 to 1 */
    double GetPlace(double value) const;

    const StudyPlot::Axis& m_axis; //!< the axis
    std::string m_name;            //!< x or y
    std::vector<double> m_values;  //!< values on it, in order
    bool m_ticsAtValues;           //!< whether tics are at the values
    double m_from{0};              //!< smallest value of the range
    double m_to{1};                //!< largest value of the range
};

/**
 * \ingroup waku
 * \param text a text
 * \return the text as a string of gnuplot, in quotation marks
 */
std::string QuoteForGnuplot(const std::string& text);

} // namespace ns3

#endif /* WAKU_PLOT_AXIS_H */
