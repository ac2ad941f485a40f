/* SPDX-License-Identifier: GPL-2.0-only */

// What a study costs beside its runs, and whether it survives. The runs are computed, not
// simulated.
//
//   kill      kill a runner at random moments, let the next one go on; the database has to be that
//             of a runner that nothing disturbed
//   overhead  (wall x workers - sum of the runs' wall time) / (wall x workers) of many short runs
//   resume    time of a study that is complete
//   scale     writing, reading, reporting, exporting and resuming a database of many runs
//
//   study-bench --part=kill --kills=100
//   study-bench --part=scale --runs=100000

#include "../test/support/fake-study.h"
#include "bench-clock.h"

#include "ns3/core-module.h"
#include "ns3/program-options.h"
#include "ns3/report-command.h"
#include "ns3/results-export.h"
#include "ns3/results-reader.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>

using namespace ns3;

namespace
{

/// What is measured.
struct BenchOptions
{
    std::string part{"all"};
    std::string folder{"."};
    uint32_t kills{100};
    uint32_t shortRuns{400};
    uint32_t workMilliseconds{100};
    uint32_t runs{100000};
    uint32_t metrics{50};
    uint32_t workers{0};
};

std::string
GetPath(const BenchOptions& options, const std::string& name)
{
    return FakeStudy::MakePath(options.folder + "/study-bench-", name);
}

void
Print(nlohmann::json& results, const std::string& name, double value, const std::string& unit)
{
    std::cout << name << ": " << value << " " << unit << std::endl;
    results[name] = value;
}

/// A run that needs a core for some time, and has as many results as a simulated one.
RunOutcome
Work(const PlannedRun& run, const BenchOptions& options)
{
    RunOutcome outcome = FakeStudy::DoRun(run);
    const auto begun = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - begun <
           std::chrono::milliseconds(options.workMilliseconds))
    {
    }
    for (uint32_t i = 0; i < options.metrics; i++)
    {
        outcome.metrics["metric." + std::to_string(i)] = run.rngRun / (i + 1.0);
    }
    for (int i = 0; i < 500; i++)
    {
        outcome.histograms["latency_s"].emplace_back(i + run.rngRun / 7.0, i);
    }
    return outcome;
}

bool
MeasureKills(const BenchOptions& options, nlohmann::json& results)
{
    const RunnableStudy study = FakeStudy::Make(20, 60, 4, "sleep 20");
    const std::string undisturbed = GetPath(options, "undisturbed.db");
    const double seconds = MeasureSeconds([&] { FakeStudy::Run(undisturbed, study); });
    const std::string killed = GetPath(options, "killed.db");
    // All together about as long as the study takes, so that the last ones are killed in it too.
    const int most = std::max(20, static_cast<int>(1800 * seconds / options.kills));
    const auto last = FakeStudy::RunWithKills(killed, study, static_cast<int>(options.kills), most);
    const bool isSame = FakeStudy::Describe(killed) == FakeStudy::Describe(undisturbed);
    Print(results, "kill.kills", options.kills, "");
    Print(results, "kill.runs", static_cast<double>(last.skipped + last.done), "");
    Print(results, "kill.runs_left_for_the_last", static_cast<double>(last.done), "");
    Print(results, "kill.same_database", isSame ? 1 : 0, "");
    return isSame;
}

void
MeasureOverhead(const BenchOptions& options, nlohmann::json& results)
{
    const std::string path = GetPath(options, "overhead.db");
    const uint32_t cells = std::max(1U, options.shortRuns / 5);
    const RunnableStudy study = FakeStudy::Make(static_cast<int>(cells), 5);
    StudyRunner::Settings settings = FakeStudy::MakeSettings(options.workers);
    const double wall = MeasureSeconds([&] {
        FakeStudy::Run(path, study, settings, [&options](const PlannedRun& run) {
            return Work(run, options);
        });
    });
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const double sum = reader.GetProvenance(reader.FindStudy("")).wallSeconds;
    const double workers =
        options.workers > 0 ? options.workers : std::thread::hardware_concurrency();
    Print(results, "overhead.wall", wall, "s");
    Print(results, "overhead.workers", workers, "");
    Print(results, "overhead.share", 100 * (wall * workers - sum) / (wall * workers), "%");
    Print(results,
          "resume.few",
          MeasureSeconds([&] { FakeStudy::Run(path, study, settings); }),
          "s");
}

/// Fill a database without a runner.
void
Fill(const std::string& path, const RunnableStudy& study, const BenchOptions& options)
{
    ResultsDatabase database(path, ResultsDatabase::WRITE);
    RunStore store(database);
    StudyStore wanted(database, study.name, study.file, WAKU_RESULTS_VERSION);
    BenchOptions quick = options;
    quick.workMilliseconds = 0;
    for (std::size_t group = 0; group < study.groups.size(); group++)
    {
        SqliteTransaction transaction(database.GetSqlite());
        for (const PlannedRun& run : study.groups[group]->GetWanted({}))
        {
            const std::string key = run.GetKey();
            const int64_t scenario =
                store.AddScenario(key.substr(0, key.rfind('-')), run.GetScenarioText());
            wanted.Want(group, run, scenario, WAKU_RESULTS_VERSION);
            RunOutcome outcome = Work(run, quick);
            outcome.histograms["latency_s"].resize(100);
            store.Store({scenario, run.rngRun, WAKU_RESULTS_VERSION},
                        outcome,
                        {"host", "2026-01-01T00:00:00Z", 1, SoftwareVersions::Get()});
        }
        transaction.Commit();
    }
}

/// Write a report of five entries.
void
WriteReport(const BenchOptions& options, const std::string& path)
{
    ReportPlan plan;
    plan.items.resize(5);
    for (std::size_t i = 0; i < plan.items.size(); i++)
    {
        plan.items[i].metric = "metric." + std::to_string(i + 1);
        plan.items[i].against = "nodes";
    }
    plan.items[4].against.clear();
    const auto planner = [&plan](const ResultsReader&, const StoredStudy&) { return plan; };
    const std::string folder = options.folder + "/study-bench-report";
    RunReportCommand({"report", path, "--output=" + folder}, std::cout, planner);
    std::filesystem::remove_all(folder);
}

void
MeasureScale(const BenchOptions& options, nlohmann::json& results)
{
    const std::string path = GetPath(options, "scale.db");
    constexpr uint32_t RUNS_OF_CELL = 20;
    const uint32_t cells = std::max(1U, options.runs / RUNS_OF_CELL);
    const RunnableStudy study = FakeStudy::Make(static_cast<int>(cells), RUNS_OF_CELL);
    Print(results, "scale.write", MeasureSeconds([&] { Fill(path, study, options); }), "s");
    Print(results, "scale.file", static_cast<double>(std::filesystem::file_size(path)) / 1e6, "MB");
    Print(results,
          "scale.read_5_metrics",
          MeasureSeconds([&] {
              ResultsDatabase database(path, ResultsDatabase::READ);
              const ResultsReader reader(database);
              reader.ReadGoodRuns(reader.FindStudy(""),
                                  {"value", "transmissions", "metric.1", "metric.7", "more.1"});
          }),
          "s");
    Print(results,
          "scale.read_histograms",
          MeasureSeconds([&] {
              ResultsDatabase database(path, ResultsDatabase::READ);
              const ResultsReader reader(database);
              for (const StoredCell& cell : reader.GetCells(reader.FindStudy("")))
              {
                  reader.ReadHistogram(cell, "latency_s");
              }
          }),
          "s");
    Print(results, "scale.report", MeasureSeconds([&] { WriteReport(options, path); }), "s");
    Print(results,
          "scale.export_csv",
          MeasureSeconds([&] {
              ResultsDatabase database(path, ResultsDatabase::READ);
              const ResultsReader reader(database);
              std::ofstream out(GetPath(options, "scale.csv"));
              ResultsExport(reader, reader.GetStudies()).WriteCsv(out);
          }),
          "s");
    Print(results,
          "scale.ask",
          MeasureSeconds([&] {
              for (const auto& group : study.groups)
              {
                  group->GetWanted({});
              }
          }),
          "s");
    Print(results, "resume.many", MeasureSeconds([&] { FakeStudy::Run(path, study); }), "s");
}

} // namespace

int
main(int argc, char* argv[])
{
    BenchOptions options;
    std::string json;
    ProgramOptions program(__FILE__);
    program.AddChoice(
        "part",
        "What is measured",
        options.part,
        {std::string("all"), std::string("kill"), std::string("overhead"), std::string("scale")});
    program.AddValue("folder", "Folder for the databases", options.folder);
    program.AddValue("kills", "How often a runner is killed", options.kills);
    program.AddValue("short-runs", "Short runs whose overhead is measured", options.shortRuns);
    program.AddValue("work-ms", "Time that a short run takes, ms", options.workMilliseconds);
    program.AddValue("runs", "Runs of a large database", options.runs);
    program.AddValue("metrics", "Metrics of a run", options.metrics);
    program.AddValue("workers", "Runs at the same time; 0: one for each core", options.workers);
    program.AddOutput("json", "Write the figures to this file", json);
    program.Parse(argc, argv);
    nlohmann::json results;
    const auto isAsked = [&options](const std::string& part) {
        return options.part == "all" || options.part == part;
    };
    const bool isSame = !isAsked("kill") || MeasureKills(options, results);
    if (isAsked("overhead"))
    {
        MeasureOverhead(options, results);
    }
    if (isAsked("scale"))
    {
        MeasureScale(options, results);
    }
    if (!json.empty())
    {
        std::ofstream(json) << results.dump(1) << "\n";
    }
    return isSame ? 0 : 1;
}
