/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_BOOST_MATH_POLICY_H
#define WAKU_BOOST_MATH_POLICY_H

#include <boost/math/policies/policy.hpp>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Boost.Math computes in double and not in long double, which valgrind does not know: there
 *        a program would end while it starts.
 */
using BoostMathPolicy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

} // namespace ns3

#endif /* WAKU_BOOST_MATH_POLICY_H */
