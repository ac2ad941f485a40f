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
    double mean{0};                  //!< mean of the values
    std::optional<double> halfWidth; //!< interval: mean +- halfWidth; none with fewer than 2 values

    /**
     * \param values value of each run
     * \return mean and confidence interval of the values
     */
    static ConfidenceInterval Of(const std::vector<double>& values);
};

} // namespace ns3

#endif /* WAKU_STUDY_CONFIDENCE_INTERVAL_H */
