/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ATTRIBUTE_RANGE_H
#define WAKU_ATTRIBUTE_RANGE_H

#include "ns3/nstime.h"
#include "ns3/type-id.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Say which values an attribute takes, such as `1 to 10` or `at least 0s`.
 * \param attribute of a number or a time; times come in seconds
 * \return its range; empty if it has no bounds or is anything else
 */
std::string DescribeRange(const TypeId::AttributeInformation& attribute);

/**
 * \ingroup waku
 * \param time a time
 * \return it in seconds, such as `0.5s`
 */
std::string FormatSeconds(Time time);

} // namespace ns3

#endif /* WAKU_ATTRIBUTE_RANGE_H */
