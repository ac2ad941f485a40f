/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TEST_FAKE_STUDY_H
#define WAKU_TEST_FAKE_STUDY_H

#include "ns3/results-database.h"
#include "ns3/results-values.h"
#include "ns3/run-group.h"
#include "ns3/study-runner.h"
#include "ns3/wanted-runs.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * Studies whose runs are not simulated: their metrics are computed from scenario and RngRun, and
 * the key `behaviour` of the scenario tells what else happens.
 */
namespace FakeStudy
{

/// A run of a cell. Parameters are nodes and behaviour.
inline PlannedRun
MakeRun(int nodes, const std::string& behaviour, uint32_t rngRun)
{
    PlannedRun run;
    run.scenario = {{"nodes", std::to_string(nodes)},
                    {"behaviour", behaviour},
                    {"underlay.latency", "0.1s"}};
    run.parameters = {{"nodes", std::to_string(nodes)}, {"behaviour", behaviour}};
    run.rngRun = rngRun;
    run.cost = nodes;
    return run;
}

/// Runs 1 to N of a cell.
class FixedGroup : public RunGroup
{
  public:
    FixedGroup(const PlannedRun& first, uint32_t runs)
        : m_first(first),
          m_runs(runs)
    {
    }

    std::vector<PlannedRun> GetWanted(const Known& known) const override
    {
        std::vector<PlannedRun> wanted;
        PlannedRun run = m_first;
        const std::string key = run.GetKey();
        const std::string cell = key.substr(0, key.rfind('-') + 1);
        for (run.rngRun = 1; run.rngRun <= m_runs; run.rngRun++)
        {
            if (known.count(cell + std::to_string(run.rngRun)) == 0)
            {
                wanted.push_back(run);
            }
        }
        return wanted;
    }

    bool NeedsMetrics() const override
    {
        return false;
    }

    std::size_t GetMostRuns() const override
    {
        return m_runs;
    }

  private:
    PlannedRun m_first;
    uint32_t m_runs;
};

/// Runs of a cell until the sum of their metric `value` reaches 3; at most 20.
class AdaptiveGroup : public RunGroup
{
  public:
    explicit AdaptiveGroup(const PlannedRun& first)
        : m_first(first)
    {
    }

    std::vector<PlannedRun> GetWanted(const Known& known) const override
    {
        PlannedRun run = m_first;
        double sum = 0;
        for (run.rngRun = 1; run.rngRun <= GetMostRuns() && sum < 3; run.rngRun++)
        {
            const auto found = known.find(run.GetKey());
            if (found == known.end())
            {
                return {run};
            }
            sum += found->second.metrics.at("value");
        }
        return {};
    }

    std::size_t GetMostRuns() const override
    {
        return 20;
    }

  private:
    PlannedRun m_first;
};

/// A study with fixed and adaptive groups.
inline RunnableStudy
Make(int cells, uint32_t runs, int adaptive = 0, const std::string& behaviour = "none")
{
    RunnableStudy study;
    study.name = "fake";
    study.file = "study: fake\n";
    for (int i = 0; i < cells; i++)
    {
        study.groups.push_back(
            std::make_unique<FixedGroup>(MakeRun(100 * (i + 1), behaviour, 1), runs));
    }
    for (int i = 0; i < adaptive; i++)
    {
        study.groups.push_back(
            std::make_unique<AdaptiveGroup>(MakeRun(50 * i + 10, behaviour + " ", 1)));
    }
    return study;
}

/// Add a cell to a study.
inline void
Add(RunnableStudy& study, const PlannedRun& first, uint32_t runs)
{
    study.groups.push_back(std::make_unique<FixedGroup>(first, runs));
}

/// Do what a behaviour says; `sleep MS` takes time.
inline void
Behave(const std::string& behaviour)
{
    std::istringstream words(behaviour);
    std::string what;
    int number = 0;
    words >> what >> number;
    if (what == "sleep")
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(number));
    }
    else if (what == "abort")
    {
        std::cerr << "assertion failed: 1 == 2" << std::endl;
        std::abort();
    }
    else if (what == "exit")
    {
        std::cout << "I leave";
        std::exit(number);
    }
    else if (what == "throw")
    {
        throw std::runtime_error("the overlay can't be");
    }
    else if (what == "hang")
    {
        for (;;)
        {
            pause();
        }
    }
    else if (what == "hog")
    {
        std::vector<std::unique_ptr<char[]>> all;
        for (;;)
        {
            all.push_back(std::make_unique<char[]>(1 << 20)); // zeroed, so that it is real memory
        }
    }
}

/// A run that is computed.
inline RunOutcome
DoRun(const PlannedRun& run)
{
    const std::string behaviour = run.scenario.at("behaviour");
    Behave(behaviour);
    RunOutcome outcome;
    std::seed_seq seed{static_cast<uint32_t>(std::stoul(run.scenario.at("nodes"))), run.rngRun};
    std::mt19937_64 random(seed);
    const double value = static_cast<double>(random() >> 11) * 0x1p-53;
    outcome.metrics = {{"value", value}, {"latency_s.p95", value / 3}, {"transmissions", 5001}};
    for (int i = 0; i < 10; i++)
    {
        outcome.metrics["more." + std::to_string(i)] = static_cast<double>(random()) / 7;
    }
    outcome.histograms["hops"] = {{1, run.rngRun}, {2, 1000 + run.rngRun}, {3, 1ULL << 40}};
    outcome.histograms["latency_s"] = {{value / 9, 3}, {value, 70}};
    if (behaviour == "fail")
    {
        outcome.status = RunOutcome::FAILED;
        outcome.message = "delivered 3 of 5";
    }
    return outcome;
}

/// Everything in a database that does not depend on when, where and how fast runs were done.
inline std::string
Describe(const std::string& path)
{
    ResultsDatabase database(path, ResultsDatabase::READ);
    SqliteDatabase& sqlite = database.GetSqlite();
    std::ostringstream out;
    out.precision(17);
    const char* const tables[] = {
        "SELECT name || file FROM study ORDER BY 1",
        "SELECT s.name || c.results_version || ' ' || c.place || c.parameters || o.key || o.text"
        " || w.rng_run || '/' || w.results_version FROM study s JOIN cell c ON c.study = s.id"
        " JOIN scenario o ON o.id = c.scenario JOIN wanted w ON w.cell = c.id ORDER BY 1",
        "SELECT o.key || r.rng_run || '/' || r.results_version || r.status || r.message"
        " || r.exit_status || ' ' || r.seed FROM run r JOIN scenario o ON o.id = r.scenario"
        " ORDER BY 1",
        "SELECT o.key || r.rng_run || n.name, m.value FROM metric m JOIN run r ON r.id = m.run"
        " JOIN scenario o ON o.id = r.scenario JOIN metric_name n ON n.id = m.name ORDER BY 1",
        "SELECT o.key || r.rng_run || n.name || hex(h.bins) FROM histogram h"
        " JOIN run r ON r.id = h.run JOIN scenario o ON o.id = r.scenario"
        " JOIN metric_name n ON n.id = h.name ORDER BY 1",
        "SELECT count(*) FROM claim",
    };
    for (const char* const table : tables)
    {
        SqliteStatement& select = sqlite.Prepare(table);
        const bool hasValue = std::strstr(table, "m.value") != nullptr;
        while (select.Step())
        {
            out << select.GetText(0);
            hasValue ? out << " " << select.GetReal(1) << "\n" : out << "\n";
        }
    }
    return out.str();
}

/// Settings that show nothing.
inline StudyRunner::Settings
MakeSettings(uint32_t workers = 4)
{
    StudyRunner::Settings settings;
    settings.workers = workers;
    settings.isQuiet = true;
    return settings;
}

/// Do a study in this process.
inline StudyRunner::Result
Run(const std::string& path,
    const RunnableStudy& study,
    const StudyRunner::Settings& settings = MakeSettings(),
    const ChildRun::Job& job = DoRun)
{
    ResultsDatabase database(path, ResultsDatabase::WRITE);
    return StudyRunner(database, study, job, settings).Run();
}

/// Begin a study in a process of its own, which ends with the status of a program.
inline pid_t
Begin(const std::string& path,
      const RunnableStudy& study,
      const StudyRunner::Settings& settings = MakeSettings(),
      const ChildRun::Job& job = DoRun)
{
    std::fflush(nullptr);
    const pid_t process = fork();
    if (process == 0)
    {
        int status = 1;
        try
        {
            status = Run(path, study, settings, job).GetExitStatus();
        }
        catch (const std::exception& error)
        {
            std::cerr << error.what() << std::endl;
        }
        _exit(status);
    }
    return process;
}

/// Wait for a process. Its status, or -N after signal N.
inline int
Wait(pid_t process)
{
    int status = 0;
    waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Kill a runner at random moments, each time let the next one go on, and finish the study. What
/// the last one did.
inline StudyRunner::Result
RunWithKills(const std::string& path, const RunnableStudy& study, int kills, int mostMilliseconds)
{
    std::mt19937_64 random(1);
    for (int i = 0; i < kills; i++)
    {
        const pid_t process = Begin(path, study);
        std::this_thread::sleep_for(
            std::chrono::microseconds(random() % (1000 * static_cast<uint64_t>(mostMilliseconds))));
        kill(process, SIGKILL);
        Wait(process);
    }
    return Run(path, study);
}

/// Removes files at the end of the process that made them.
class Leftovers
{
  public:
    ~Leftovers()
    {
        for (const std::string& path : m_paths)
        {
            Remove(path);
        }
    }

    void Add(const std::string& path)
    {
        Remove(path);
        m_paths.push_back(path);
    }

  private:
    static void Remove(const std::string& path)
    {
        for (const char* const ending : {"", "-wal", "-shm"})
        {
            std::remove((path + ending).c_str());
        }
    }

    std::vector<std::string> m_paths;
};

/// Path of a file that does not exist, which is unique to this process, and is removed in the end.
inline std::string
MakePath(const std::string& folder, const std::string& name)
{
    static Leftovers leftovers;
    const std::string path = folder + std::to_string(getpid()) + "-" + name;
    leftovers.Add(path);
    return path;
}

} // namespace FakeStudy

} // namespace ns3

#endif /* WAKU_TEST_FAKE_STUDY_H */
