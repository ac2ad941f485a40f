/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-load.h"

#include "ns3/waku-scaling-model.h"

namespace ns3
{

double
GetReceivedWithControl(const RelayRun& run)
{
    return run.payload + run.control;
}

double
GetMegabytesPerHour(const RelayRun& run, double bytes, double messagesPerHour)
{
    return bytes / run.published * messagesPerHour / WAKU_SCALING_MEGABYTE;
}

} // namespace ns3
