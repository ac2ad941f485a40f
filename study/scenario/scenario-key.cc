/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario-key.h"

#include "ns3/data-rate.h"
#include "ns3/program-option-value.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

namespace ns3
{

ScenarioError::ScenarioError(const std::string& key, const std::string& sentence)
    : std::runtime_error(sentence),
      m_key(key)
{
}

namespace ScenarioKeys
{

namespace
{

/// The word for a rate without limit.
const std::string NO_LIMIT = "unlimited";

/// Whether a text ends with a unit.
bool
HasUnit(const std::string& text)
{
    return !text.empty() && std::isalpha(static_cast<unsigned char>(text.back()));
}

std::string
DescribeBounds(double least, double most, double unbounded)
{
    return most >= unbounded
               ? "of at least " + OptionValue::Write(least)
               : "from " + OptionValue::Write(least) + " to " + OptionValue::Write(most);
}

std::string
ReadTime(const std::string& text, double least, Time& value)
{
    Time read;
    if (!HasUnit(text) || !OptionValue::Read(text, read).empty() || read.GetSeconds() < least)
    {
        return "a time with its unit, such as 100ms" +
               (least > 0 ? ", of at least " + OptionValue::Write(least) + "s" : std::string());
    }
    value = read;
    return "";
}

} // namespace

ScenarioKey
Make(const std::string& name,
     Time& value,
     const std::string& help,
     const std::string& attribute,
     double least)
{
    return {name,
            help,
            attribute,
            [&value, least](const std::string& text) { return ReadTime(text, least, value); },
            [&value] { return OptionValue::Write(value.GetSeconds()) + "s"; }};
}

ScenarioKey
Make(const std::string& name,
     uint32_t& value,
     const std::string& help,
     const std::string& attribute,
     double least,
     double most)
{
    const auto set = [&value, least, most](const std::string& text) {
        uint32_t read = 0;
        if (!OptionValue::Read(text, read).empty() || read < least || read > most)
        {
            return "a whole number " + DescribeBounds(least, most, UINT32_MAX);
        }
        value = read;
        return std::string();
    };
    return {name, help, attribute, set, [&value] { return OptionValue::Write(value); }};
}

ScenarioKey
Make(const std::string& name,
     double& value,
     const std::string& help,
     const std::string& attribute,
     double least,
     double most)
{
    const auto set = [&value, least, most](const std::string& text) {
        double read = 0;
        if (!OptionValue::Read(text, read).empty() || read < least || read > most)
        {
            return "a number " + DescribeBounds(least, most, 1e15);
        }
        value = read;
        return std::string();
    };
    return {name, help, attribute, set, [&value] { return OptionValue::Write(value); }};
}

ScenarioKey
Make(const std::string& name, bool& value, const std::string& help, const std::string& attribute)
{
    const auto set = [&value](const std::string& text) {
        if (text != "true" && text != "false")
        {
            return std::string("true or false");
        }
        value = text == "true";
        return std::string();
    };
    return {name, help, attribute, set, [&value] { return value ? "true" : "false"; }};
}

ScenarioKey
Make(const std::string& name,
     ScenarioRate& value,
     const std::string& help,
     const std::string& attribute)
{
    const auto set = [&value](const std::string& text) {
        DataRate rate;
        const bool isUnlimited = text == NO_LIMIT;
        if (!isUnlimited &&
            (!HasUnit(text) || !OptionValue::Read(text, rate).empty() || rate.GetBitRate() == 0))
        {
            return "a data rate above 0 with its unit, such as 100Mbps, or " + NO_LIMIT;
        }
        value.bitsPerSecond = isUnlimited ? 0 : rate.GetBitRate();
        return std::string();
    };
    const auto get = [&value] {
        return value.bitsPerSecond == 0 ? NO_LIMIT
                                        : OptionValue::Write(value.bitsPerSecond) + "bps";
    };
    return {name, help, attribute, set, get};
}

ScenarioKey
MakeChoice(const std::string& name,
           std::string& value,
           const std::string& help,
           const std::vector<std::string>& choices,
           const std::string& attribute)
{
    return MakeText(
        name,
        value,
        help,
        [choices](const std::string& text) {
            const bool isKnown = std::find(choices.begin(), choices.end(), text) != choices.end();
            return isKnown ? "" : OptionValue::JoinWithOr(choices);
        },
        attribute);
}

ScenarioKey
MakeText(const std::string& name,
         std::string& value,
         const std::string& help,
         const std::function<std::string(const std::string& text)>& check,
         const std::string& attribute)
{
    const auto set = [&value, check](const std::string& text) {
        const std::string allowed = check(text);
        if (allowed.empty())
        {
            value = text;
        }
        return allowed;
    };
    return {name, help, attribute, set, [&value] { return value; }};
}

} // namespace ScenarioKeys

namespace
{

/// Levenshtein's distance, capitals the same as small letters.
std::size_t
CountChanges(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 0; i < a.size(); i++)
    {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); j++)
        {
            const bool isSame = std::tolower(static_cast<unsigned char>(a[i])) ==
                                std::tolower(static_cast<unsigned char>(b[j]));
            const std::size_t changed = diagonal + (isSame ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

} // namespace

std::string
FindNearestName(const std::string& name, const std::vector<std::string>& known)
{
    std::string nearest;
    std::size_t least = std::max<std::size_t>(2, name.size() / 2);
    for (const std::string& candidate : known)
    {
        const std::size_t changes = CountChanges(name, candidate);
        if (changes < least)
        {
            least = changes;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace ns3
