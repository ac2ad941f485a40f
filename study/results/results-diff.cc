/* SPDX-License-Identifier: GPL-2.0-only */
#include "results-diff.h"

#include "results-text.h"
#include "results-values.h"

#include "ns3/welch-test.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

namespace ns3
{

namespace
{

/// A cell of a study, with the values of its good runs by metric.
struct ComparedCell
{
    std::size_t failed{0};
    std::vector<std::vector<double>> values;
};

using ComparedCells = std::map<std::string, ComparedCell>;

std::string
NameCell(const StoredCell& cell)
{
    std::string name;
    for (const auto& [key, value] : cell.parameters)
    {
        name += (name.empty() ? "" : " ") + key + "=" + value;
    }
    return name.empty() ? "the only cell" : name;
}

/// The cells of a study by name.
ComparedCells
ReadCells(const ResultsReader& reader,
          const StoredStudy& study,
          const std::vector<std::string>& metrics)
{
    const std::vector<StoredCell> stored = reader.GetCells(study);
    ComparedCells cells;
    for (const StoredCell& cell : stored)
    {
        cells[NameCell(cell)].failed = cell.failed;
        cells[NameCell(cell)].values.resize(metrics.size());
    }
    for (const StoredRun& run : reader.ReadGoodRuns(study, metrics))
    {
        ComparedCell& cell = cells.at(NameCell(stored.at(run.cell)));
        for (std::size_t i = 0; i < metrics.size(); i++)
        {
            if (!std::isnan(run.values[i]))
            {
                cell.values[i].push_back(run.values[i]);
            }
        }
    }
    return cells;
}

/// The metrics that both databases have, except those of the machine.
std::vector<std::string>
GetComparedMetrics(const ResultsReader& a,
                   const StoredStudy& studyOfA,
                   const ResultsReader& b,
                   const StoredStudy& studyOfB)
{
    const std::vector<std::string> ofA = a.GetMetricNames(studyOfA);
    const std::vector<std::string> ofB = b.GetMetricNames(studyOfB);
    std::vector<std::string> both;
    std::set_intersection(ofA.begin(), ofA.end(), ofB.begin(), ofB.end(), std::back_inserter(both));
    const std::vector<std::string>& ofMachine = ResultsValues::GetMachineMetrics();
    both.erase(std::remove_if(both.begin(),
                              both.end(),
                              [&ofMachine](const std::string& name) {
                                  return std::find(ofMachine.begin(), ofMachine.end(), name) !=
                                         ofMachine.end();
                              }),
               both.end());
    return both;
}

std::string
WriteRounded(double value)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.5g", value);
    return text;
}

std::string
WriteMean(const ConfidenceInterval& mean, std::size_t runs)
{
    return WriteRounded(mean.mean) +
           (mean.halfWidth ? " +- " + WriteRounded(*mean.halfWidth) : std::string()) + " (" +
           std::to_string(runs) + ")";
}

void
PrintChange(const ResultsDiff::Change& change, std::ostream& out)
{
    out << "  " << change.cell << "  " << change.metric << ": "
        << WriteMean(change.a, change.runsOfA) << " -> " << WriteMean(change.b, change.runsOfB);
    if (change.a.mean != 0)
    {
        char text[32];
        std::snprintf(text,
                      sizeof(text),
                      ", %+.3g %%",
                      100 * (change.b.mean - change.a.mean) / std::abs(change.a.mean));
        out << text;
    }
    out << "\n";
}

} // namespace

ResultsDiff::ResultsDiff(const ResultsReader& a,
                         const StoredStudy& studyOfA,
                         const ResultsReader& b,
                         const StoredStudy& studyOfB)
{
    const std::vector<std::string> metrics = GetComparedMetrics(a, studyOfA, b, studyOfB);
    const ComparedCells cellsOfA = ReadCells(a, studyOfA, metrics);
    const ComparedCells cellsOfB = ReadCells(b, studyOfB, metrics);
    std::vector<Change> tested;
    for (const auto& [name, cell] : cellsOfA)
    {
        const auto other = cellsOfB.find(name);
        if (other == cellsOfB.end())
        {
            m_remarks.push_back(name + ": in the first database alone");
            continue;
        }
        if (cell.failed != other->second.failed)
        {
            m_remarks.push_back(name + ": " + std::to_string(cell.failed) + " failed runs -> " +
                                std::to_string(other->second.failed));
        }
        for (std::size_t i = 0; i < metrics.size(); i++)
        {
            Compare(name, metrics[i], cell.values[i], other->second.values[i], tested);
        }
    }
    for (const auto& [name, cell] : cellsOfB)
    {
        if (cellsOfA.count(name) == 0)
        {
            m_remarks.push_back(name + ": in the second database alone");
        }
    }
    Select(tested);
}

void
ResultsDiff::Compare(const std::string& cell,
                     const std::string& metric,
                     const std::vector<double>& a,
                     const std::vector<double>& b,
                     std::vector<Change>& tested)
{
    if (a.empty() || b.empty())
    {
        return;
    }
    Change change{cell,
                  metric,
                  ConfidenceInterval::Of(a),
                  ConfidenceInterval::Of(b),
                  a.size(),
                  b.size()};
    if (a.size() >= 2 && b.size() >= 2)
    {
        change.probability = GetWelchProbability(a, b);
        tested.push_back(change);
    }
    else if (change.a.mean != change.b.mean)
    {
        m_untested.push_back(change);
    }
}

void
ResultsDiff::Select(const std::vector<Change>& tested)
{
    std::vector<double> probabilities;
    for (const Change& change : tested)
    {
        probabilities.push_back(change.probability);
    }
    const std::vector<bool> selected = SelectDiscoveries(probabilities, RATE);
    for (std::size_t i = 0; i < tested.size(); i++)
    {
        if (selected[i])
        {
            m_changes.push_back(tested[i]);
        }
    }
    m_compared = tested.size();
}

void
ResultsDiff::Print(std::ostream& out) const
{
    out << m_changes.size() << " of " << m_compared
        << " means have changed (Welch's test; Benjamini-Hochberg, 5 % false discoveries)\n";
    for (const Change& change : m_changes)
    {
        PrintChange(change, out);
    }
    if (!m_untested.empty())
    {
        out << m_untested.size() << " values differ where a cell has fewer than two runs\n";
        for (const Change& change : m_untested)
        {
            PrintChange(change, out);
        }
    }
    for (const std::string& remark : m_remarks)
    {
        out << remark << "\n";
    }
}

} // namespace ns3
