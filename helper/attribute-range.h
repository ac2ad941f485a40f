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
 * \brief Describe the values that an attribute allows, such as `1 to 10` or `at least 0s`.
 * \param attribute an attribute
 * \return range of the attribute, for a time in seconds; empty if the attribute has no bounds, or
 *         is neither a number nor a time
 */
std::string DescribeRange(const TypeId::AttributeInformation& attribute);

/**
 * \ingroup waku
 * \param time a time
 * \return the time in seconds, such as `0.5s`
 */
std::string FormatSeconds(Time time);

} // namespace ns3

#endif /* WAKU_ATTRIBUTE_RANGE_H */
