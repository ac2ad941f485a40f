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
 * \brief One case of a closed-form scaling model: its texts and its function.
 */
struct ScalingCase
{
    /** The quantity that a case computes, with its unit. */
    enum class Quantity
    {
        BYTES_PER_HOUR,
        BYTES_PER_DAY,
        SECONDS,
        PEERS
    };

    std::string id;                       //!< short name: `load-4`, `sharding-2`, `latency-1`
    std::string header;                   //!< heading
    std::string legend;                   //!< title of the case's line in a plot
    std::vector<std::string> remarks;     //!< lines below the heading
    std::vector<std::string> assumptions; //!< lines with the assumptions of the case
    std::vector<std::string> notes;       //!< lines below the results
    Quantity quantity;                    //!< quantity that the case computes
    std::vector<double> users;            //!< numbers of users for which it is printed by default
    std::array<double, 3> limits;         //!< values at which the colour of a result changes

    std::function<double(double users)> evaluate;                          //!< computes the value
    std::function<std::string(double users, double value)> describeResult; //!< prints the value

    /** \return name of the quantity with its unit, such as `received_bytes_per_hour` */
    std::string GetQuantityName() const;
};

/**
 * \ingroup waku
 * \brief All cases of a closed-form scaling model, and the parameters of the model.
 */
struct ScalingReport
{
    std::string model;                     //!< name of the model: `waku-2023`
    std::string protocol;                  //!< protocol: `waku-relay` or `whisper`
    std::vector<std::string> introduction; //!< lines before the first case
    std::string assumptionsHeading;        //!< heading of the assumptions of each case
    bool blankLineBetweenCases;            //!< whether a blank line follows a separator
    std::vector<ScalingCase> cases;        //!< the cases

    std::vector<std::pair<TheoryParameterInfo, double>> parameters; //!< all parameters with values
};

/**
 * \ingroup waku
 * \brief Write the cases of a model as text, in the form in which the published models print them.
 * \param os stream to write to
 * \param report the cases of the model
 * \param users numbers of users; empty for the numbers of each case
 * \param colours whether to colour headings and results for a terminal
 */
void WriteScalingText(std::ostream& os,
                      const ScalingReport& report,
                      const std::vector<double>& users,
                      bool colours);

/**
 * \ingroup waku
 * \brief Write all results as CSV with the columns model, case, users, quantity and value.
 * \param os stream to write to
 * \param report the cases of the model
 * \param users numbers of users; empty for the numbers of each case
 */
void WriteScalingCsv(std::ostream& os,
                     const ScalingReport& report,
                     const std::vector<double>& users);

/**
 * \ingroup waku
 * \brief Write parameters and results as one JSON object.
 * \param os stream to write to
 * \param report the cases of the model
 * \param users numbers of users; empty for the numbers of each case
 */
void WriteScalingJson(std::ostream& os,
                      const ScalingReport& report,
                      const std::vector<double>& users);

/**
 * \ingroup waku
 * \param users a number of users
 * \return the number as the published models print it, with at least two characters before the
 *         unit's letter: `100`, `10k`, ` 1m`
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
