/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-number.h"

#include "study-row.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ns3
{

std::string
FormatNumber(double value)
{
    char text[64];
    const double size = std::abs(value);
    const bool isLarge = size >= 1e5 && size < 1e12;
    std::snprintf(text, sizeof text, isLarge ? "%.0f" : "%.5g", value);
    return text;
}

std::string
FormatInterval(const ConfidenceInterval& interval)
{
    // A double has no more digits of a mean, and nobody reads them.
    constexpr int MOST_DIGITS = 7;
    constexpr double ROUNDING = 1e-10;
    const double half = interval.halfWidth.value_or(0);
    // Equal values may differ by how they were rounded.
    const bool isEqual = half <= ROUNDING * std::abs(interval.mean);
    if (isEqual || !std::isfinite(half))
    {
        return FormatNumber(interval.mean) + (interval.halfWidth ? " ± 0" : "");
    }
    const double size = std::max(std::abs(interval.mean), half);
    const int digits = 1 - static_cast<int>(std::floor(std::log10(half)));
    const int most = MOST_DIGITS - 1 - static_cast<int>(std::floor(std::log10(size)));
    const int shown = std::max(0, std::min(digits, most));
    return FormatFixed(interval.mean, shown) + " ± " + FormatFixed(half, shown);
}

} // namespace ns3
