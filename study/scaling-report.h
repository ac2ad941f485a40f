/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCALING_REPORT_H
#define WAKU_SCALING_REPORT_H

#include "ns3/theory-parameter.h"

#include <array>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief One case of a closed-form scaling model, ready to be printed and evaluated.
 */
struct ScalingCase
{
    /** What the case computes. */
    enum class Quantity
    {
        BYTES_PER_HOUR,
        BYTES_PER_DAY,
        SECONDS,
        PEERS
    };

    std::string id;                       //!< short name: `load-4`, `sharding-2`, `latency-1`
    std::string header;                   //!< heading
    std::string legend;                   //!< title of its line in a plot
    std::vector<std::string> remarks;     //!< lines below the heading
    std::vector<std::string> assumptions; //!< lines of the assumptions it makes
    std::vector<std::string> notes;       //!< lines below the results
    Quantity quantity;                    //!< what it computes
    std::vector<double> users;            //!< numbers of users it is printed for
    std::array<double, 3> limits;         //!< values at which a result changes its colour

    std::function<double(double users)> evaluate;                          //!< the model
    std::function<std::string(double users, double value)> describeResult; //!< a line of result

    /** \return name of the quantity with its unit, such as `received_bytes_per_hour` */
    std::string GetQuantityName() const;
};

/**
 * \ingroup waku
 * \brief All cases of a closed-form scaling model with the parameters they were made with.
 */
struct ScalingReport
{
    std::string model;                     //!< name of the model: `waku-2023`
    std::string protocol;                  //!< protocol: `waku-relay` or `whisper`
    std::vector<std::string> introduction; //!< lines before the first case
    std::string assumptionsHeading;        //!< heading of each case's assumptions
    bool blankLineBetweenCases;            //!< whether a blank line follows a separator
    std::vector<ScalingCase> cases;        //!< the cases

    std::vector<std::pair<TheoryParameterInfo, double>> parameters; //!< all assumptions, valued
};

/**
 * \ingroup waku
 * \brief Write a model's cases as text, as the published models print them.
 * \param os where to
 * \param report the cases
 * \param users numbers of users; empty for those each case has
 * \param colours whether to colour headings and results for a terminal
 */
void WriteScalingText(std::ostream& os,
                      const ScalingReport& report,
                      const std::vector<double>& users,
                      bool colours);

/**
 * \ingroup waku
 * \brief Write all results as CSV: model, case, users, quantity, value.
 * \param os where to
 * \param report the cases
 * \param users numbers of users; empty for those each case has
 */
void WriteScalingCsv(std::ostream& os,
                     const ScalingReport& report,
                     const std::vector<double>& users);

/**
 * \ingroup waku
 * \brief Write parameters and results as one JSON object.
 * \param os where to
 * \param report the cases
 * \param users numbers of users; empty for those each case has
 */
void WriteScalingJson(std::ostream& os,
                      const ScalingReport& report,
                      const std::vector<double>& users);

/**
 * \ingroup waku
 * \param users a number of users
 * \return the number as the published models print it, two characters at least: `100`, `10k`, ` 1m`
 */
std::string FormatUsers(double users);

/**
 * \ingroup waku
 * \param format a printf format for one double
 * \param value a number
 * \return the formatted number
 */
std::string FormatWith(const char* format, double value);

} // namespace ns3

#endif /* WAKU_SCALING_REPORT_H */
