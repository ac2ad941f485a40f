/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_THRESHOLD_FIT_H
#define WAKU_THRESHOLD_FIT_H

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Independent runs at one load, each of which held or did not.
 */
struct ThresholdTrials
{
    double load{0};   //!< the load, above 0
    uint32_t held{0}; //!< runs that held
    uint32_t runs{0}; //!< all runs
};

/**
 * \ingroup waku
 * \brief The load at which half of the runs hold, with its 95 % confidence interval.
 *
 * The model is a logistic curve in the logarithm of the load: a run at load x holds with the
 * probability 1 / (1 + exp((ln x - ln limit) / spread)). Limit and spread are those of the largest
 * likelihood. The interval is that of all limits which, with some spread, are in the joint 95 %
 * likelihood region of limit and spread: 2 (ln L_max - ln L) <= 5.99, the 95 % quantile of
 * chi-squared with two degrees of freedom (Cox and Hinkley, Theoretical Statistics, 1974, chapter
 * 9). For a number of runs that was fixed beforehand, 3.84 (one degree of freedom) would be enough.
 * A search that ends as soon as the interval is narrow enough makes that interval too short: in
 * simulated searches it covers the limit in 82 to 96 % of cases, this one in 94 to 98 %.
 *
 * Where all runs up to a load hold and all beyond do not, the interval is the gap between the two
 * loads, if there are five runs or more at each, and the limit is their geometric mean.
 */
struct ThresholdFit
{
    double limit{0};  //!< load at which half of the runs hold
    double lower{0};  //!< lower end of the interval; 0 if the runs do not bound it
    double upper{0};  //!< upper end of the interval; infinite if the runs do not bound it
    double spread{0}; //!< of the curve: the odds fall e-fold for each `spread` of ln load

    /**
     * \param trials the runs at each load, at least one load
     * \param leastSpread least spread of the curve, above 0: 0.001 is a step, at the accuracy that
     *        is of interest for a load
     * \return limit and interval
     */
    static ThresholdFit Of(const std::vector<ThresholdTrials>& trials, double leastSpread = 0.001);
};

} // namespace ns3

#endif /* WAKU_THRESHOLD_FIT_H */
