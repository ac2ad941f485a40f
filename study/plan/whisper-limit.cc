/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-limit.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace ns3
{

namespace
{

/// From this use on a link is what breaks.
constexpr double BUSY = 0.9;

/// Bundles that wait for TCP, for each envelope sent, from which on send queues are what breaks.
constexpr double OFTEN = 0.1;

/// How often the first load is doubled or halved at most.
constexpr int MOST_DOUBLINGS = 20;

/// Four digits, so that a load in a file is the load that was simulated.
double
Round(double load)
{
    std::ostringstream text;
    text.precision(4);
    text << load;
    return std::stod(text.str());
}

} // namespace

const StudyFields<WhisperLoad>&
WhisperLoad::GetFields()
{
    static const StudyFields<WhisperLoad> fields =
        StudyFields<WhisperLoad>()
            .Add("messages_per_hour", &WhisperLoad::messagesPerHour)
            .Add("published", &WhisperLoad::published)
            .Add("delivery_ratio", &WhisperLoad::deliveryRatio)
            .Add("p95_s", &WhisperLoad::p95)
            .Add("uplink", &WhisperLoad::uplink)
            .Add("downlink", &WhisperLoad::downlink)
            .Add("transmissions_per_message", &WhisperLoad::transmissionsPerMessage)
            .Add("bytes_per_message", &WhisperLoad::bytesPerMessage)
            .Add("held_back", &WhisperLoad::heldBack)
            .Add("overflows", &WhisperLoad::overflows);
    return fields;
}

bool
WhisperDemand::IsMetBy(const WhisperLoad& load) const
{
    return load.deliveryRatio >= deliveryRatio && load.p95 <= p95.GetSeconds();
}

std::string
WhisperDemand::GetCause(const WhisperLoad& load) const
{
    if (std::max(load.uplink, load.downlink) >= BUSY)
    {
        return load.uplink >= load.downlink ? "uplink" : "downlink";
    }
    if (load.overflows > 0 || load.heldBack >= OFTEN)
    {
        return "send queue";
    }
    return load.p95 <= p95.GetSeconds() ? "TTL" : "latency";
}

WhisperLoad
MeasureWhisperLoad(const WhisperScenario& scenario)
{
    const WhisperScenario::Result result = scenario.Run();
    const RunSummary& summary = result.summary;
    const double published = std::max(1.0, static_cast<double>(summary.published));
    const double sent = std::max(1.0, static_cast<double>(summary.transmissions));
    WhisperLoad load;
    load.messagesPerHour = scenario.messagesPerHour;
    load.published = summary.published;
    load.deliveryRatio = summary.deliveryRatio;
    load.p95 = summary.latency.p95;
    load.uplink = result.uplink;
    load.downlink = result.downlink;
    load.transmissionsPerMessage = static_cast<double>(summary.transmissions) / published;
    load.bytesPerMessage = summary.ingress.ip / published;
    load.heldBack = static_cast<double>(result.heldBack) / sent;
    load.overflows = result.overflows;
    return load;
}

WhisperLimit
FindWhisperLimit(const WhisperDemand& demand,
                 double first,
                 double precision,
                 const std::function<WhisperLoad(double load)>& measure)
{
    NS_ABORT_MSG_IF(!(first > 0), "the first load is " << first << ", not above 0");
    NS_ABORT_MSG_IF(!(precision > 1), "the precision is " << precision << ", not above 1");
    WhisperLimit limit;
    bool hasBroken = false;
    double next = Round(first);
    for (int i = 0; i <= MOST_DOUBLINGS && (!hasBroken || limit.highest.messagesPerHour == 0); i++)
    {
        const WhisperLoad load = measure(next);
        const bool holds = demand.IsMetBy(load);
        (holds ? limit.highest : limit.broken) = load;
        hasBroken = hasBroken || !holds;
        next = Round(holds ? 2 * next : next / 2);
    }
    while (hasBroken && limit.highest.messagesPerHour > 0 &&
           limit.broken.messagesPerHour > precision * limit.highest.messagesPerHour)
    {
        const WhisperLoad load =
            measure(Round(std::sqrt(limit.broken.messagesPerHour * limit.highest.messagesPerHour)));
        (demand.IsMetBy(load) ? limit.highest : limit.broken) = load;
    }
    return limit;
}

} // namespace ns3
