/* SPDX-License-Identifier: GPL-2.0-only */
#include "compare-command.h"

#include "comparison-report.h"
#include "measured-file.h"
#include "parameter-filter.h"
#include "summary-measurement.h"

#include "ns3/program-options.h"
#include "ns3/results-reader.h"
#include "ns3/theory-case.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace ns3
{

namespace
{

/// Options of the command.
struct CompareOptions
{
    std::string study;
    std::vector<std::string> where;
    std::vector<std::string> columns;
    MeasuredFileOptions measured;
    std::vector<std::string> theory;
    std::string folder;
};

/// What was simulated: runs, and a scenario of each combination of parameters if it is known.
struct SimulatedStudy
{
    std::string name;
    std::vector<SimulatedRuns> cells;
    std::vector<ScenarioValues> scenarios;
};

bool
EndsWith(const std::string& text, const std::string& end)
{
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

SimulatedStudy
ReadSimulatedSummary(const std::string& path)
{
    const Measurement summary = ReadSummaryMeasurement(path);
    SimulatedRuns::Run run;
    run.latency = summary.groups.at(0).latency;
    run.hops = summary.groups.at(0).hops;
    for (const auto& [name, values] : summary.metrics)
    {
        run.metrics[name] = values.at(0);
    }
    return {path, {{path, {run}}}, {}};
}

SimulatedStudy
ReadDatabase(const std::string& path, const CompareOptions& options)
{
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const StoredStudy study = reader.FindStudy(options.study);
    const std::vector<StoredCell> cells = reader.GetCells(study);
    std::vector<ParameterFilter::Parameters> parameters;
    for (const StoredCell& cell : cells)
    {
        parameters.push_back(cell.parameters);
    }
    SimulatedStudy simulated;
    simulated.name = study.name;
    std::map<std::size_t, std::size_t> places;
    for (std::size_t cell : ParameterFilter(options.where).Choose(parameters))
    {
        places[cell] = simulated.cells.size();
        const std::string name = ParameterFilter::GetName(parameters[cell]);
        simulated.cells.push_back({name.empty() ? study.name : name, {}});
        simulated.scenarios.push_back(reader.GetScenario(cells[cell]));
    }
    const std::vector<std::string> metrics = reader.GetMetricNames(study);
    for (const StoredRun& stored : reader.ReadGoodRuns(study, metrics))
    {
        const auto place = places.find(stored.cell);
        if (place == places.end())
        {
            continue;
        }
        SimulatedRuns::Run run = SimulatedRuns::Run::Of(reader.ReadHistograms(stored));
        for (std::size_t i = 0; i < metrics.size(); i++)
        {
            if (!std::isnan(stored.values[i]))
            {
                run.metrics[metrics[i]] = stored.values[i];
            }
        }
        simulated.cells[place->second].runs.push_back(std::move(run));
    }
    return simulated;
}

/// Measured metrics by name, as far as closed forms read them.
RunMetrics
GetMeasuredMetrics(const Measurement& measurement, const Comparison& comparison)
{
    RunMetrics metrics;
    for (const auto& [name, values] : measurement.metrics)
    {
        metrics[name] = 0;
        for (double value : values)
        {
            metrics[name] += value / static_cast<double>(values.size());
        }
    }
    for (const Comparison::Figure& figure : comparison.latency)
    {
        metrics["latency_s." + figure.name] = figure.measured;
    }
    if (comparison.hopScores)
    {
        metrics["hops.mean"] = comparison.measuredHops.GetMean();
    }
    return metrics;
}

ComparedTheory
CompareTheory(const TheoryCase& theory,
              const SimulatedRuns& cell,
              const ScenarioValues& scenario,
              const RunMetrics& measured)
{
    const auto count = static_cast<double>(cell.runs.size());
    ComparedTheory compared;
    compared.name = theory.name;
    compared.reading =
        theory.reading.name + (theory.reading.unit.empty() ? "" : ", " + theory.reading.unit);
    compared.simulation = cell.name;
    double simulated = 0;
    for (const SimulatedRuns::Run& run : cell.runs)
    {
        const TheoryScenario one(scenario, run.metrics);
        compared.closedForm += theory.closedForm(one) / count;
        simulated += theory.reading.measure(one) / count;
    }
    compared.simulated = simulated;
    const auto& needed = theory.reading.metrics;
    const bool isMeasured = std::all_of(needed.begin(), needed.end(), [&](const auto& name) {
        return measured.count(name) > 0;
    });
    if (isMeasured)
    {
        RunMetrics metrics = cell.runs.at(0).metrics;
        for (const std::string& name : needed)
        {
            metrics[name] = measured.at(name);
        }
        compared.measured = theory.reading.measure(TheoryScenario(scenario, metrics));
    }
    return compared;
}

void
AddTheory(ComparisonReport& report,
          const CompareOptions& options,
          const SimulatedStudy& simulated,
          const Measurement& measurement,
          std::ostream& out)
{
    if (!options.theory.empty() && simulated.scenarios.empty())
    {
        throw std::invalid_argument("--theory needs a results database, which knows the scenario");
    }
    std::size_t place = 0;
    for (std::size_t i = 0; i < simulated.cells.size() && !options.theory.empty(); i++)
    {
        if (simulated.cells[i].runs.empty())
        {
            continue;
        }
        const RunMetrics measured = GetMeasuredMetrics(measurement, report.comparisons.at(place++));
        for (const std::string& name : options.theory)
        {
            try
            {
                report.theory.push_back(CompareTheory(TheoryCase::Find(name),
                                                      simulated.cells[i],
                                                      simulated.scenarios[i],
                                                      measured));
            }
            catch (const std::domain_error& error)
            {
                out << name << " does not apply to " << simulated.cells[i].name << ": "
                    << error.what() << "\n";
            }
        }
    }
}

/// Reads the options; \return the files.
std::vector<std::string>
ParseCompareOptions(const std::vector<std::string>& arguments, CompareOptions& options)
{
    std::vector<std::string> texts = {"waku-study compare"};
    std::vector<std::string> files;
    for (std::size_t i = 1; i < arguments.size(); i++)
    {
        (arguments[i].compare(0, 1, "-") == 0 ? texts : files).push_back(arguments[i]);
    }
    ProgramOptions cmd(__FILE__);
    cmd.Usage("Measurements beside a simulation.");
    cmd.AddValue("study", "Name of a study of the database", options.study);
    cmd.AddValue("where", "KEY=VALUE,...: only these parameters", options.where);
    cmd.AddValue("columns",
                 "What CSV columns have, such as latency=rtt:ms,seq=id,node",
                 options.columns);
    cmd.AddValue("firstMessage",
                 "Messages with smaller numbers are left out",
                 options.measured.firstMessage);
    cmd.AddChoice<std::string>("bucketUnit",
                               "Unit of the buckets of Prometheus' histograms",
                               options.measured.bucketUnit,
                               {"s", "ms"});
    cmd.AddValue("metric",
                 "Metric to compare a counter of Prometheus with",
                 options.measured.metric);
    cmd.AddValue("baseline",
                 "The same counter while the fleet is without the load",
                 options.measured.baseline);
    cmd.AddValue("theory", "Names of closed forms to set beside both", options.theory);
    cmd.AddValue("folder", "Write a report with plots to this folder", options.folder);
    cmd.Parse(texts);
    for (const std::string& column : options.columns)
    {
        options.measured.columns += (options.measured.columns.empty() ? "" : ",") + column;
    }
    if (files.size() < 2)
    {
        throw std::invalid_argument(
            "usage: waku-study compare SIMULATED MEASURED... [--where=KEY=VALUE,...] "
            "[--columns=MAPPING] [--folder=FOLDER]; see --help");
    }
    return files;
}

} // namespace

int
RunCompareCommand(const std::vector<std::string>& arguments, std::ostream& out)
{
    CompareOptions options;
    const std::vector<std::string> files = ParseCompareOptions(arguments, options);
    Measurement measurement;
    for (std::size_t i = 1; i < files.size(); i++)
    {
        // Messages of different files are different ones, whatever their numbers are.
        measurement.Merge(ReadMeasuredFile(files[i], options.measured));
    }
    const SimulatedStudy simulated = EndsWith(files[0], ".json") ? ReadSimulatedSummary(files[0])
                                                                 : ReadDatabase(files[0], options);
    ComparisonReport report;
    report.study = simulated.name;
    report.command = "waku-study";
    for (const std::string& argument : arguments)
    {
        report.command += " " + argument;
    }
    for (const SimulatedRuns& cell : simulated.cells)
    {
        if (cell.runs.empty())
        {
            out << cell.name << ": no run ended well\n";
            continue;
        }
        report.comparisons.push_back(Comparison::Of(measurement, cell));
    }
    if (report.comparisons.empty())
    {
        throw std::invalid_argument(files[0] + ": no run ended well");
    }
    AddTheory(report, options, simulated, measurement, out);
    report.WriteTables(out);
    if (!options.folder.empty())
    {
        std::error_code error;
        std::filesystem::create_directories(options.folder, error);
        if (error)
        {
            throw std::runtime_error("--folder: can't make the folder " + options.folder + ": " +
                                     error.message());
        }
        report.Write(options.folder);
        out << "report: " << options.folder << "/report.html\n";
    }
    return 0;
}

} // namespace ns3
