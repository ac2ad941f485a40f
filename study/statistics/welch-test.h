/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WELCH_TEST_H
#define WAKU_WELCH_TEST_H

#include <cstddef>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Welch's t-test: how probable a difference of two means at least as large as the observed
 * one is, if the true means are equal. The variances may differ (B. L. Welch, Biometrika 34, 1947).
 *
 * \param a values of one sample, at least 2
 * \param b values of the other sample, at least 2
 * \return the two-sided probability, between 0 and 1. Where no value differs within its sample it
 *         is 1 if the means are equal, and 0 if not.
 */
double GetWelchProbability(const std::vector<double>& a, const std::vector<double>& b);

/**
 * \ingroup waku
 * \brief The procedure of Benjamini and Hochberg for many tests at once (Journal of the Royal
 * Statistical Society B 57, 1995): among the tests that it selects, the expected share of those
 * whose hypothesis is true is at most the rate.
 *
 * \param probabilities probability of each test
 * \param rate accepted share of false discoveries, such as 0.05
 * \return whether each test is selected
 */
std::vector<bool> SelectDiscoveries(const std::vector<double>& probabilities, double rate);

} // namespace ns3

#endif /* WAKU_WELCH_TEST_H */
