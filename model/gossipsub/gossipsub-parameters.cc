/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-parameters.h"

#include "ns3/abort.h"

#include <sstream>

namespace ns3
{

std::string
GossipSubParameters::FindFault() const
{
    std::ostringstream fault;
    if (dLow > d || d > dHigh)
    {
        fault << "D is " << d << ", not within D_low, " << dLow << ", to D_high, " << dHigh;
    }
    else if (dOut > 0 && (dOut >= dLow || dOut > d / 2))
    {
        fault << "D_out is " << dOut << ", not below D_low, " << dLow << ", and at most D / 2, "
              << d / 2;
    }
    else if (dScore > d)
    {
        fault << "D_score is " << dScore << ", above D, " << d;
    }
    else if (mcacheGossip > mcacheLen)
    {
        fault << "McacheGossip is " << mcacheGossip << ", above McacheLen, " << mcacheLen;
    }
    return fault.str();
}

void
GossipSubParameters::Check() const
{
    const std::string fault = FindFault();
    NS_ABORT_MSG_IF(!fault.empty(), "GossipSubRouter: " << fault);
}

} // namespace ns3
