/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-arguments.h"

#include "ns3/user-error.h"

namespace ns3
{

StudyArguments
StudyArguments::Read(const std::vector<std::string>& arguments)
{
    const std::string prefix = "--set=";
    StudyArguments read;
    read.options.emplace_back("waku-study");
    for (const std::string& argument : arguments)
    {
        if (argument.rfind(prefix, 0) == 0)
        {
            const std::size_t equals = argument.find('=', prefix.size());
            if (equals == std::string::npos || equals == prefix.size())
            {
                StopAtUserError(argument + " is no --set=KEY=VALUE");
            }
            read.set.emplace_back(argument.substr(prefix.size(), equals - prefix.size()),
                                  argument.substr(equals + 1));
        }
        else if (!argument.empty() && argument.front() == '-')
        {
            read.options.push_back(argument);
        }
        else
        {
            read.names.push_back(argument);
        }
    }
    return read;
}

void
StudyArguments::CheckNames(const std::string& usage, std::size_t least, std::size_t most) const
{
    if (names.size() < least || names.size() > most)
    {
        StopAtUserError("usage: waku-study " + usage);
    }
}

} // namespace ns3
