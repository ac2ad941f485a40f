/* SPDX-License-Identifier: GPL-2.0-only */
#include "results-export.h"

#include "results-text.h"
#include "results-values.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace ns3
{

ResultsExport::ResultsExport(const ResultsReader& reader, const std::vector<StoredStudy>& studies)
    : m_reader(reader),
      m_studies(studies)
{
    std::set<std::string> metrics;
    for (const StoredStudy& study : m_studies)
    {
        for (const StoredCell& cell : m_reader.GetCells(study))
        {
            for (const auto& [key, value] : cell.parameters)
            {
                if (std::find(m_keys.begin(), m_keys.end(), key) == m_keys.end())
                {
                    m_keys.push_back(key);
                }
            }
        }
        const std::vector<std::string> names = m_reader.GetMetricNames(study);
        metrics.insert(names.begin(), names.end());
    }
    for (const char* const column : {"study", "rng_run", "status", "results_version"})
    {
        metrics.erase(column);
    }
    for (const std::string& key : m_keys)
    {
        metrics.erase(key);
    }
    m_metrics.assign(metrics.begin(), metrics.end());
}

std::vector<std::string>
ResultsExport::GetKeyValues(const StoredCell& cell) const
{
    std::vector<std::string> values(m_keys.size());
    for (const auto& [key, value] : cell.parameters)
    {
        const auto place = std::find(m_keys.begin(), m_keys.end(), key);
        values[static_cast<std::size_t>(place - m_keys.begin())] = value;
    }
    return values;
}

void
ResultsExport::WriteCsv(std::ostream& out) const
{
    std::string line = "study";
    for (const std::string& key : m_keys)
    {
        line += "," + ResultsText::WriteCsvField(key);
    }
    line += ",rng_run,status,results_version";
    for (const std::string& metric : m_metrics)
    {
        line += "," + ResultsText::WriteCsvField(metric);
    }
    out << line << "\n";
    for (const StoredStudy& study : m_studies)
    {
        const std::vector<StoredCell> cells = m_reader.GetCells(study);
        for (const StoredRun& run : m_reader.ReadRuns(study, m_metrics))
        {
            line = ResultsText::WriteCsvField(study.name);
            for (const std::string& value : GetKeyValues(cells.at(run.cell)))
            {
                line += "," + ResultsText::WriteCsvField(value);
            }
            line += "," + std::to_string(run.rngRun) + "," +
                    ResultsValues::WriteStatus(run.status) + "," + std::to_string(run.version);
            for (const double value : run.values)
            {
                line += "," + (std::isnan(value) ? "" : ResultsText::WriteNumber(value));
            }
            out << line << "\n";
        }
    }
}

void
ResultsExport::WriteJsonLines(std::ostream& out) const
{
    const auto begin = [](const std::string& name) {
        return "," + ResultsText::WriteJsonText(name) + ":";
    };
    std::vector<std::string> metrics;
    for (const std::string& metric : m_metrics)
    {
        metrics.push_back(begin(metric));
    }
    for (const StoredStudy& study : m_studies)
    {
        const std::vector<StoredCell> cells = m_reader.GetCells(study);
        for (const StoredRun& run : m_reader.ReadRuns(study, m_metrics))
        {
            std::string line = "{\"study\":" + ResultsText::WriteJsonText(study.name);
            for (const auto& [key, value] : cells.at(run.cell).parameters)
            {
                line += begin(key) + ResultsText::WriteJsonValue(value);
            }
            line += begin("rng_run") + std::to_string(run.rngRun) + begin("status") +
                    ResultsText::WriteJsonText(ResultsValues::WriteStatus(run.status)) +
                    begin("results_version") + std::to_string(run.version);
            for (std::size_t i = 0; i < metrics.size(); i++)
            {
                if (std::isfinite(run.values[i]))
                {
                    line += metrics[i] + ResultsText::WriteNumber(run.values[i]);
                }
            }
            out << line << "}\n";
        }
    }
}

void
ResultsExport::WriteHistograms(std::ostream& out) const
{
    out << "study";
    for (const std::string& key : m_keys)
    {
        out << "," << ResultsText::WriteCsvField(key);
    }
    out << ",rng_run,histogram,value,count\n";
    for (const StoredStudy& study : m_studies)
    {
        const std::vector<StoredCell> cells = m_reader.GetCells(study);
        for (const StoredRun& run : m_reader.ReadGoodRuns(study, {}))
        {
            std::string begin = ResultsText::WriteCsvField(study.name);
            for (const std::string& value : GetKeyValues(cells.at(run.cell)))
            {
                begin += "," + ResultsText::WriteCsvField(value);
            }
            begin += "," + std::to_string(run.rngRun) + ",";
            for (const auto& [name, histogram] : m_reader.ReadHistograms(run))
            {
                const std::string field = ResultsText::WriteCsvField(name);
                for (const auto& [value, count] : histogram)
                {
                    out << begin << field << "," << ResultsText::WriteNumber(value) << "," << count
                        << "\n";
                }
            }
        }
    }
}

} // namespace ns3
