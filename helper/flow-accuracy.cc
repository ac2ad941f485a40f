/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-accuracy.h"

#include <iostream>

namespace ns3
{

std::string
FlowAccuracy::GetWarning(const Use& use)
{
    if (use.transport != "flow" || use.payload <= WINDOW)
    {
        return "";
    }
    if (use.loss > 0)
    {
        return "with loss, latencies of messages of more than 14 kB differ by more than 3 % from "
               "those of the transport packet";
    }
    if (use.interval < Seconds(WARM_SECONDS))
    {
        return "where messages of more than 14 kB follow each other within " +
               std::to_string(WARM_SECONDS) +
               " s, latencies of a run differ by more than 3 % from those of the transport "
               "packet; averages over several runs differ less";
    }
    return "";
}

void
FlowAccuracy::Warn(const std::string& program, const Use& use)
{
    const std::string warning = GetWarning(use);
    if (!warning.empty())
    {
        std::cerr << program << ": " << warning << " (doc/flow-transport.rst)" << std::endl;
    }
}

} // namespace ns3
