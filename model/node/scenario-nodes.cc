/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario-nodes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <sstream>

namespace ns3
{

namespace
{

const std::string REGION_PREFIX = "region:";
const char* const NODES_FORMS =
    "all, a number of nodes such as 20, a share such as 20%, numbers of nodes such as 0-4,9, or a "
    "region such as region:europe";

/// A whole number that is all of a text.
std::optional<uint32_t>
ReadNumber(const std::string& text)
{
    const bool isNumber = !text.empty() && text.size() < 10 &&
                          text.find_first_not_of("0123456789") == std::string::npos;
    return isNumber ? std::optional<uint32_t>(std::stoul(text)) : std::nullopt;
}

/// A share in per cent that is all of a text.
std::optional<double>
ReadPercentage(const std::string& text)
{
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    double number = 0;
    char sign = 0;
    const bool isWhole = (in >> std::noskipws >> number >> sign) && sign == '%' && in.get() == EOF;
    return isWhole && number >= 0 && number <= 100 ? std::optional<double>(number / 100)
                                                   : std::nullopt;
}

} // namespace

ScenarioNodes::ScenarioNodes(const std::string& text)
{
    const std::optional<uint32_t> count = ReadNumber(text);
    const std::optional<double> share = ReadPercentage(text);
    if (text == "all")
    {
        m_kind = ALL;
    }
    else if (count || share)
    {
        m_kind = count ? COUNT : SHARE;
        m_amount = count ? *count : *share;
    }
    else if (text.rfind(REGION_PREFIX, 0) == 0)
    {
        m_kind = REGION;
        m_region = text.substr(REGION_PREFIX.size());
    }
    else
    {
        ReadList(text);
    }
}

void
ScenarioNodes::ReadList(const std::string& text)
{
    std::string spaced = text;
    std::replace(spaced.begin(), spaced.end(), ',', ' ');
    std::istringstream words(spaced);
    for (std::string word; words >> word;)
    {
        const std::size_t dash = word.find('-');
        const std::optional<uint32_t> first = ReadNumber(word.substr(0, dash));
        const std::optional<uint32_t> last =
            dash == std::string::npos ? first : ReadNumber(word.substr(dash + 1));
        if (!first || !last || *last < *first)
        {
            m_kind = WRONG;
            return;
        }
        m_kind = LIST;
        m_spans.emplace_back(*first, *last);
    }
}

std::string
ScenarioNodes::DescribeIfWrong(uint32_t nodes, const std::vector<std::string>& regions) const
{
    switch (m_kind)
    {
    case WRONG:
        return NODES_FORMS;
    case COUNT:
        return m_amount <= nodes ? ""
                                 : "at most " + std::to_string(nodes) + ", the number of nodes";
    case LIST: {
        const bool isThere = std::all_of(m_spans.begin(), m_spans.end(), [nodes](const auto& span) {
            return span.second < nodes;
        });
        return isThere ? "" : "numbers from 0 to " + std::to_string(nodes - 1);
    }
    case REGION: {
        if (std::find(regions.begin(), regions.end(), m_region) != regions.end())
        {
            return "";
        }
        std::string known;
        for (const std::string& region : regions)
        {
            known += " " + REGION_PREFIX + region;
        }
        return known.empty() ? "a region, since the hosts are in none" : "one of" + known;
    }
    default:
        return "";
    }
}

std::vector<uint32_t>
ScenarioNodes::Choose(const ScenarioStage& stage, LazyUniform& random) const
{
    const uint32_t n = stage.GetN();
    std::vector<uint32_t> nodes;
    if (m_kind == REGION)
    {
        return stage.GetNodesOf(m_region);
    }
    if (m_kind == LIST)
    {
        for (const auto& [first, last] : m_spans)
        {
            for (uint32_t node = first; node <= last; node++)
            {
                nodes.push_back(node);
            }
        }
        std::sort(nodes.begin(), nodes.end());
        nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
        return nodes;
    }
    nodes.resize(n);
    std::iota(nodes.begin(), nodes.end(), 0);
    if (m_kind == ALL)
    {
        return nodes;
    }
    const auto count = static_cast<uint32_t>(m_kind == COUNT ? m_amount : std::round(m_amount * n));
    for (uint32_t i = 0; i < count && i + 1 < n; i++)
    {
        const auto other = static_cast<uint32_t>(random.GetValue(i, n));
        std::swap(nodes[i], nodes[std::min(other, n - 1)]);
    }
    nodes.resize(count);
    std::sort(nodes.begin(), nodes.end());
    return nodes;
}

} // namespace ns3
