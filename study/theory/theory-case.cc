/* SPDX-License-Identifier: GPL-2.0-only */
#include "theory-case.h"

#include "relay-theory-cases.h"
#include "whisper-theory-cases.h"

#include "ns3/scenario-key.h"

#include <stdexcept>

namespace ns3
{

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
    std::vector<std::string> names;
    std::string list;
    for (const TheoryCase& known : GetAll())
    {
        if (known.name == name)
        {
            return known;
        }
        names.push_back(known.name);
        list += (list.empty() ? "" : ", ") + known.name;
    }
    const std::string nearest = FindNearestName(name, names);
    throw std::invalid_argument(
        "there is no theory case \"" + name + "\"; " +
        (nearest.empty() ? "there are " + list : "the nearest name is " + nearest));
}

} // namespace ns3
