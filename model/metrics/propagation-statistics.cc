/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-statistics.h"

#include <algorithm>
#include <set>

namespace ns3
{

namespace
{

constexpr std::size_t BINS = 20;

PropagationStatistics::Histogram
MakeHistogram(const std::vector<double>& values)
{
    PropagationStatistics::Histogram histogram;
    if (values.empty())
    {
        return histogram;
    }
    histogram.min = *std::min_element(values.begin(), values.end());
    histogram.max = *std::max_element(values.begin(), values.end()) + 1;
    histogram.counts.resize(BINS, 0);
    const double width = (histogram.max - histogram.min) / BINS;
    std::vector<double> bounds;
    for (std::size_t bin = 1; bin < BINS; bin++)
    {
        bounds.push_back(histogram.min + static_cast<double>(bin) * width);
    }
    for (double value : values)
    {
        const auto bin = std::upper_bound(bounds.begin(), bounds.end(), value) - bounds.begin();
        histogram.counts[static_cast<std::size_t>(bin)]++;
    }
    return histogram;
}

void
Write(std::ostream& out,
      const std::string& name,
      const std::string& unit,
      const PropagationStatistics::Histogram& histogram)
{
    out << name;
    for (uint64_t count : histogram.counts)
    {
        out << " " << count;
    }
    out << " (from " << histogram.min << " to " << histogram.max << unit << ")\n";
}

} // namespace

PropagationStatistics::PropagationStatistics(const PropagationLog& log,
                                             uint64_t nodes,
                                             uint64_t links)
{
    std::set<uint32_t> linksHit;
    std::vector<double> nodesOfSteps;
    std::vector<double> linksOfSteps;
    std::vector<double> timesToNodes;
    for (const auto& [milliseconds, step] : log.GetSteps())
    {
        m_elapsed = MilliSeconds(milliseconds);
        linksHit.insert(step.links.begin(), step.links.end());
        nodesOfSteps.push_back(static_cast<double>(step.nodes.size()));
        linksOfSteps.push_back(static_cast<double>(step.links.size()));
        for (uint32_t node : step.nodes)
        {
            if (m_nodeHits[node]++ == 0)
            {
                timesToNodes.push_back(static_cast<double>(milliseconds));
            }
        }
    }
    m_nodes = {m_nodeHits.size(), nodes};
    m_links = {linksHit.size(), links};
    m_nodeHistogram = MakeHistogram(nodesOfSteps);
    m_linkHistogram = MakeHistogram(linksOfSteps);
    m_timeToNode = MakeHistogram(timesToNodes);
}

void
PropagationStatistics::WriteText(std::ostream& out) const
{
    out << "time elapsed        " << m_elapsed.GetSeconds() << " s\n"
        << "nodes hit           " << m_nodes.hit << " of " << m_nodes.total << " ("
        << m_nodes.GetPercent() << " %)\n"
        << "links hit           " << m_links.hit << " of " << m_links.total << " ("
        << m_links.GetPercent() << " %)\n";
    Write(out, "steps by node hits ", "", m_nodeHistogram);
    Write(out, "steps by links     ", "", m_linkHistogram);
    Write(out, "time to node       ", " ms", m_timeToNode);
}

} // namespace ns3
