/* SPDX-License-Identifier: GPL-2.0-only */
#include "theory-case.h"

#include "relay-theory-cases.h"
#include "whisper-theory-cases.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace ns3
{

namespace
{

/// Number of letters to insert, remove or replace to make one word of the other (Levenshtein).
std::size_t
GetEditDistance(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 0; i < a.size(); i++)
    {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); j++)
        {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

const std::vector<TheoryCase>&
TheoryCase::GetAll()
{
    static const std::vector<TheoryCase> all = [] {
        std::vector<TheoryCase> cases = MakeRelayTheoryCases();
        for (TheoryCase& added : MakeWhisperTheoryCases())
        {
            cases.push_back(std::move(added));
        }
        return cases;
    }();
    return all;
}

const TheoryCase&
TheoryCase::Find(const std::string& name)
{
    const TheoryCase* nearest = nullptr;
    std::size_t least = 0;
    for (const TheoryCase& known : GetAll())
    {
        const std::size_t distance = GetEditDistance(name, known.name);
        if (distance == 0)
        {
            return known;
        }
        if (!nearest || distance < least)
        {
            nearest = &known;
            least = distance;
        }
    }
    throw std::invalid_argument("there is no theory case \"" + name + "\"; the nearest name is " +
                                nearest->name);
}

} // namespace ns3
