/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-parameters.h"

#include "ns3/abort.h"

namespace ns3
{

void
GossipSubParameters::Check() const
{
    NS_ABORT_MSG_IF(dLow > d || d > dHigh,
                    "GossipSubRouter: D is " << d << ", not within D_low, " << dLow
                                             << ", to D_high, " << dHigh);
    NS_ABORT_MSG_IF(dOut > 0 && (dOut >= dLow || dOut > d / 2),
                    "GossipSubRouter: D_out is " << dOut << ", not below D_low, " << dLow
                                                 << ", and at most D / 2, " << d / 2);
    NS_ABORT_MSG_IF(dScore > d, "GossipSubRouter: D_score is " << dScore << ", above D, " << d);
    NS_ABORT_MSG_IF(mcacheGossip > mcacheLen,
                    "GossipSubRouter: McacheGossip is " << mcacheGossip << ", above McacheLen, "
                                                        << mcacheLen);
}

} // namespace ns3
