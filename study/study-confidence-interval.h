/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_CONFIDENCE_INTERVAL_H
#define WAKU_STUDY_CONFIDENCE_INTERVAL_H

#include <optional>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Mean of independent runs with its 95 % confidence interval (Student's t).
 */
struct ConfidenceInterval
{
    double mean{0};                  //!< of the values
    std::optional<double> halfWidth; //!< interval is mean +- halfWidth; none below two values

    /** \param values one for each run \return mean and interval */
    static ConfidenceInterval Of(const std::vector<double>& values);
};

} // namespace ns3

#endif /* WAKU_STUDY_CONFIDENCE_INTERVAL_H */
