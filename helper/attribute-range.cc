/* SPDX-License-Identifier: GPL-2.0-only */
#include "attribute-range.h"

#include "ns3/double.h"
#include "ns3/integer.h"
#include "ns3/uinteger.h"

#include <iomanip>
#include <limits>
#include <sstream>

namespace ns3
{

namespace
{

/// Writes a value in the form in which checkers write the bounds of their range.
template <typename T>
std::string
AsBound(const T& value)
{
    std::ostringstream bound;
    bound << value;
    return bound.str();
}

template <typename T>
bool
IsA(const AttributeValue& value)
{
    return dynamic_cast<const T*>(&value) != nullptr;
}

} // namespace

std::string
FormatSeconds(Time time)
{
    std::ostringstream seconds;
    seconds << std::setprecision(12) << time.GetSeconds() << "s";
    return seconds.str();
}

std::string
DescribeRange(const TypeId::AttributeInformation& attribute)
{
    const Ptr<AttributeValue> value = attribute.checker->Create();
    const bool isTime = IsA<TimeValue>(*value);
    const bool isNumber =
        IsA<DoubleValue>(*value) || IsA<IntegerValue>(*value) || IsA<UintegerValue>(*value);
    // For numbers and times this is the type, a space, and the two bounds separated by a colon.
    const std::string information = attribute.checker->GetUnderlyingTypeInformation();
    const std::size_t colon = information.rfind(':');
    const std::size_t space = information.rfind(' ');
    if ((!isTime && !isNumber) || colon == std::string::npos || space == std::string::npos ||
        colon < space)
    {
        return "";
    }
    std::string low = information.substr(space + 1, colon - space - 1);
    std::string high = information.substr(colon + 1);
    if (low == AsBound(std::numeric_limits<double>::lowest()) || low == AsBound(Time::Min()))
    {
        low.clear();
    }
    if (high == AsBound(std::numeric_limits<double>::max()) || high == AsBound(Time::Max()))
    {
        high.clear();
    }
    if (isTime)
    {
        low = low.empty() ? low : FormatSeconds(Time(low));
        high = high.empty() ? high : FormatSeconds(Time(high));
    }
    if (high == AsBound(std::numeric_limits<uint32_t>::max()))
    {
        high = "2^32 - 1";
    }
    if (high == AsBound(std::numeric_limits<uint64_t>::max()))
    {
        high = "2^64 - 1";
    }
    if (low.empty() || high.empty())
    {
        return low.empty() ? (high.empty() ? "" : "at most " + high) : "at least " + low;
    }
    return low + " to " + high;
}

} // namespace ns3
