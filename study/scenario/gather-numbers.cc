/* SPDX-License-Identifier: GPL-2.0-only */
#include "gather-numbers.h"

#include "ns3/wan-ranks.h"

#include <cstddef>
#include <cstring>
#include <string>

namespace ns3
{

std::vector<std::vector<double>>
GatherNumbers(const std::vector<double>& own)
{
    const std::size_t size = own.size() * sizeof(double);
    const std::vector<std::string> all =
        WanRanks::Gather(std::string(reinterpret_cast<const char*>(own.data()), size));
    if (all.empty())
    {
        return {own};
    }
    std::vector<std::vector<double>> rows;
    for (const std::string& bytes : all)
    {
        rows.emplace_back(own.size());
        std::memcpy(rows.back().data(), bytes.data(), size);
    }
    return rows;
}

std::vector<double>
AddOverRanks(const std::vector<double>& own)
{
    std::vector<double> sums(own.size(), 0);
    for (const std::vector<double>& row : GatherNumbers(own))
    {
        for (std::size_t i = 0; i < sums.size(); i++)
        {
            sums[i] += row[i];
        }
    }
    return sums;
}

} // namespace ns3
