/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-item.h"

#include "report-quantity.h"

#include <stdexcept>

namespace ns3
{

void
CheckReportItem(const ReportItem& item)
{
    const bool isValue = !item.metric.empty() || !item.theory.empty();
    const int kinds = (isValue ? 1 : 0) + (item.distribution.empty() ? 0 : 1) +
                      (item.limits ? 1 : 0) + (item.measured.empty() ? 0 : 1) +
                      (item.relativeTo.empty() ? 0 : 1);
    if (kinds != 1)
    {
        throw std::invalid_argument(
            kinds == 0
                ? "an entry of a report needs metric, theory, distribution, limits, measured or "
                  "relative_to"
                : "an entry of a report shows a metric (with theory), a distribution, limits, "
                  "measurements or differences, one at a time");
    }
    if (item.metrics.empty() != item.relativeTo.empty())
    {
        throw std::invalid_argument("metrics and relative_to belong together: what is compared, "
                                    "and with the runs of which parameters");
    }
    if (!item.distribution.empty() && item.distribution != "latency_s" &&
        item.distribution != "hops")
    {
        throw std::invalid_argument("distribution is " + item.distribution +
                                    "; it has to be latency_s or hops");
    }
    for (const MeasuredCase& measured : item.measured)
    {
        if (measured.files.empty() && measured.metrics.empty())
        {
            throw std::invalid_argument("measured: " + measured.name +
                                        " has neither files nor metrics");
        }
    }
    if (!item.against.empty() && item.against == item.series)
    {
        throw std::invalid_argument("against and series are both " + item.against +
                                    "; they have to differ");
    }
    std::string unit;
    for (const std::string& name : item.theory)
    {
        const TheoryReading& reading = TheoryCase::Find(name).reading;
        const bool isFirst = name == item.theory.front();
        if (!isFirst && reading.unit != unit)
        {
            throw std::invalid_argument("theory " + item.theory.front() + " and " + name +
                                        " have different units; they need entries of their own");
        }
        unit = reading.unit;
        if (!item.metric.empty() && !IsBesideTheory(item.metric, TheoryCase::Find(name)) &&
            !IsMadeOf(reading, item.metric))
        {
            throw std::invalid_argument("theory " + name + " predicts " + reading.name +
                                        (reading.unit.empty() ? "" : " in " + reading.unit) +
                                        ", which is not made of the metric " + item.metric);
        }
    }
}

} // namespace ns3
