/* SPDX-License-Identifier: GPL-2.0-only */
#include "parameter-filter.h"

#include <algorithm>
#include <stdexcept>

namespace ns3
{

ParameterFilter::ParameterFilter(const std::vector<std::string>& texts)
{
    for (const std::string& text : texts)
    {
        const std::size_t equals = text.find('=');
        if (equals == 0 || equals == std::string::npos)
        {
            throw std::invalid_argument("--where: \"" + text + "\" is not KEY=VALUE");
        }
        m_values[text.substr(0, equals)] = text.substr(equals + 1);
    }
}

std::vector<std::size_t>
ParameterFilter::Choose(const std::vector<Parameters>& all) const
{
    std::vector<std::size_t> chosen;
    std::string names;
    for (std::size_t i = 0; i < all.size(); i++)
    {
        const bool hasAll = std::all_of(m_values.begin(), m_values.end(), [&](const auto& value) {
            return std::find(all[i].begin(),
                             all[i].end(),
                             std::make_pair(value.first, value.second)) != all[i].end();
        });
        if (hasAll)
        {
            chosen.push_back(i);
        }
        if (i < 20)
        {
            names += (i > 0 ? "; " : "") + GetName(all[i]);
        }
    }
    if (chosen.empty())
    {
        throw std::invalid_argument(
            "no combination of parameters has the values that --where asks for; there are: " +
            names + (all.size() > 20 ? "; and more" : ""));
    }
    return chosen;
}

std::string
ParameterFilter::GetName(const Parameters& parameters)
{
    std::string name;
    for (const auto& [key, value] : parameters)
    {
        name += (name.empty() ? "" : ", ") + key + "=" + value;
    }
    return name;
}

} // namespace ns3
