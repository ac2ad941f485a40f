/* SPDX-License-Identifier: GPL-2.0-only */
#include "shadow-units.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace ns3
{

namespace
{

/// A whole number, and the text after it, without spaces between and around them.
std::optional<std::pair<uint64_t, std::string>>
SplitShadowUnit(const std::string& text)
{
    const auto isSpace = [](unsigned char c) { return std::isspace(c) != 0; };
    const auto isDigit = [](unsigned char c) { return std::isdigit(c) != 0; };
    auto begin = std::find_if_not(text.begin(), text.end(), isSpace);
    const auto end = std::find_if_not(text.rbegin(), text.rend(), isSpace).base();
    if (begin >= end)
    {
        return std::nullopt;
    }
    const auto afterDigits = std::find_if_not(begin, end, isDigit);
    if (afterDigits == begin || afterDigits - begin > 18)
    {
        return std::nullopt;
    }
    return std::make_pair(std::stoull(std::string(begin, afterDigits)),
                          std::string(std::find_if_not(afterDigits, end, isSpace), end));
}

/// The product, if it has at most 63 bits.
std::optional<uint64_t>
MultiplyShadowUnit(uint64_t number, uint64_t unit)
{
    return number > INT64_MAX / unit ? std::nullopt : std::make_optional(number * unit);
}

} // namespace

std::optional<uint64_t>
ReadShadowRate(const std::string& text)
{
    static const std::map<std::string, uint64_t> prefixes = {
        {"", 1},
        {"K", 1000},
        {"kilo", 1000},
        {"Ki", 1ULL << 10},
        {"kibi", 1ULL << 10},
        {"M", 1000000},
        {"mega", 1000000},
        {"Mi", 1ULL << 20},
        {"mebi", 1ULL << 20},
        {"G", 1000000000},
        {"giga", 1000000000},
        {"Gi", 1ULL << 30},
        {"gibi", 1ULL << 30},
        {"T", 1000000000000},
        {"tera", 1000000000000},
        {"Ti", 1ULL << 40},
        {"tebi", 1ULL << 40},
    };
    const auto split = SplitShadowUnit(text);
    if (!split || split->first == 0)
    {
        return std::nullopt;
    }
    std::string prefix = split->second;
    for (const std::string suffix : {"bits", "bit"})
    {
        const std::size_t at = prefix.size() - std::min(prefix.size(), suffix.size());
        if (prefix.compare(at, std::string::npos, suffix) == 0)
        {
            prefix.resize(at);
            break;
        }
    }
    const auto found = prefixes.find(prefix);
    const bool hasSuffix = prefix != split->second;
    return found == prefixes.end() || !hasSuffix ? std::nullopt
                                                 : MultiplyShadowUnit(split->first, found->second);
}

std::optional<Time>
ReadShadowTime(const std::string& text, bool needsUnit)
{
    constexpr uint64_t second = 1000000000;
    static const std::map<std::string, uint64_t> units = {
        {"ns", 1},
        {"nanosecond", 1},
        {"nanoseconds", 1},
        {"us", 1000},
        {"\u03bcs", 1000},
        {"microsecond", 1000},
        {"microseconds", 1000},
        {"ms", 1000000},
        {"millisecond", 1000000},
        {"milliseconds", 1000000},
        {"s", second},
        {"sec", second},
        {"secs", second},
        {"second", second},
        {"seconds", second},
        {"m", 60 * second},
        {"min", 60 * second},
        {"mins", 60 * second},
        {"minute", 60 * second},
        {"minutes", 60 * second},
        {"h", 3600 * second},
        {"hr", 3600 * second},
        {"hrs", 3600 * second},
        {"hour", 3600 * second},
        {"hours", 3600 * second},
    };
    const auto split = SplitShadowUnit(text);
    if (!split || (split->second.empty() && needsUnit))
    {
        return std::nullopt;
    }
    const auto found = units.find(split->second.empty() ? "s" : split->second);
    if (found == units.end())
    {
        return std::nullopt;
    }
    const auto nanoseconds = MultiplyShadowUnit(split->first, found->second);
    constexpr uint64_t longest = 10 * 365 * 24 * 3600 * second;
    return !nanoseconds || *nanoseconds > longest
               ? std::nullopt
               : std::make_optional(NanoSeconds(static_cast<int64_t>(*nanoseconds)));
}

} // namespace ns3
