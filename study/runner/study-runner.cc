/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-runner.h"

#include "ns3/process-identity.h"
#include "ns3/results-values.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <poll.h>
#include <regex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace ns3
{

namespace
{

/// How often a runner without work looks at the runs of other runners, seconds.
constexpr double LOOK_PERIOD = 0.2;

double
GetRunnerSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

uint32_t
CountWorkers(uint32_t asked)
{
    return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

} // namespace

void
StudyRunner::Settings::SetSlice(const std::string& text)
{
    const std::regex form("([1-9][0-9]{0,5})/([1-9][0-9]{0,5})");
    std::smatch found;
    if (!std::regex_match(text, found, form) || std::stoul(found[1]) > std::stoul(found[2]))
    {
        throw std::invalid_argument("--slice is " + text +
                                    ", not the number of a slice and of all slices, such as 2/5");
    }
    slice = static_cast<uint32_t>(std::stoul(found[1]));
    slices = static_cast<uint32_t>(std::stoul(found[2]));
}

int
StudyRunner::Result::GetExitStatus() const
{
    return stopSignal != 0 ? 130 : failed + skippedFailed > 0 ? 1 : 0;
}

StudyRunner::StudyRunner(ResultsDatabase& database,
                         const RunnableStudy& study,
                         ChildRun::Job job,
                         const Settings& settings)
    : m_database(database),
      m_store(database),
      m_job(std::move(job)),
      m_settings(settings),
      m_study(study),
      m_claims(database),
      m_wanted(database,
               study,
               {settings.version,
                settings.acceptsOthers,
                settings.retriesFailed,
                settings.slice,
                settings.slices}),
      m_queue(CountWorkers(settings.workers)),
      m_memory(settings.memory),
      m_progress(settings.isQuiet),
      m_origin{ProcessIdentity::GetHostName(), "", settings.seed, SoftwareVersions::Get()}
{
    m_settings.workers = CountWorkers(settings.workers);
}

StudyRunner::~StudyRunner() = default;

StudyRunner::Result
StudyRunner::Run()
{
    Enqueue(m_wanted.AskAll());
    m_counts.known = m_wanted.GetCounts().done + m_wanted.GetCounts().failed;
    m_counts.wanted += m_counts.known;
    m_counts.most = m_wanted.GetMostRuns();
    WarnOfOthers();
    BeginRuns();
    while (!m_running.empty() || !m_queue.IsEmpty() || !m_others.empty())
    {
        Wait();
        CollectEnded();
        if (StopSignals::GetStop() != 0)
        {
            Stop();
            break;
        }
        BeginRuns(); // before anything that waits for the disk
        StoreEnded();
        LookAtOthers();
        BeginRuns();
        m_claims.Beat();
    }
    m_progress.End(m_counts);
    m_result.skipped = m_wanted.GetCounts().done + m_wanted.GetCounts().failed;
    m_result.skippedFailed += m_wanted.GetCounts().failed;
    return m_result;
}

void
StudyRunner::DryRun(std::ostream& out)
{
    double seconds = 0;
    const std::vector<std::string> keys = m_wanted.AskAll();
    out << "seconds  MB       run\n" << std::fixed << std::setprecision(1) << std::left;
    for (const std::string& key : keys)
    {
        const double wall = m_wanted.EstimateSeconds(key);
        const uint64_t memory = m_wanted.EstimateMemory(key);
        seconds += wall;
        out << std::setw(9);
        wall > 0 ? out << wall : out << "?";
        out << std::setw(9);
        memory > 0 ? out << static_cast<double>(memory) / 1e6 : out << "?";
        out << RunProgress::GetName(m_wanted.Get(key).plan) << "\n";
    }
    out << keys.size() << " runs to do, " << m_wanted.GetCounts().done + m_wanted.GetCounts().failed
        << " known, at most " << m_wanted.GetMostRuns() << " in all";
    if (seconds > 0)
    {
        out << "; about " << seconds / m_settings.workers << " s with " << m_settings.workers
            << " workers for those whose time is known";
    }
    out << "\n";
}

void
StudyRunner::Enqueue(const std::vector<std::string>& keys)
{
    for (const std::string& key : keys)
    {
        const double cost = m_wanted.Get(key).plan.cost;
        m_queue.Add(key, cost);
        m_counts.costLeft += cost;
        m_counts.wanted++;
    }
}

uint32_t
StudyRunner::GetWorkersTaken() const
{
    uint32_t taken = 0;
    for (const Running& running : m_running)
    {
        taken += running.workers;
    }
    return taken;
}

bool
StudyRunner::Fits(const std::string& key) const
{
    const uint32_t workers = std::max(1U, m_wanted.Get(key).plan.processes);
    return m_running.empty() || (GetWorkersTaken() + workers <= m_settings.workers &&
                                 m_memory.Fits(m_wanted.EstimateMemory(key)));
}

void
StudyRunner::BeginRuns()
{
    while (GetWorkersTaken() < m_settings.workers && StopSignals::GetStop() == 0)
    {
        const std::string key = m_queue.Take([this](const std::string& k) { return Fits(k); });
        if (key.empty())
        {
            break;
        }
        BeginRun(key);
    }
}

void
StudyRunner::BeginRun(const std::string& key)
{
    const WantedRuns::Run& run = m_wanted.Get(key);
    switch (m_claims.Claim(run.key, run.replaced))
    {
    case RunClaims::STORED: {
        const int64_t stored = m_store.FindRun(run.key);
        const RunOutcome outcome = m_store.ReadOutcome(stored);
        m_result.ofOthers++;
        m_result.skippedFailed += outcome.status == RunOutcome::DONE ? 0 : 1;
        Enqueue(m_wanted.Begin(key));
        Conclude(key, stored, outcome);
        return;
    }
    case RunClaims::IN_PROGRESS:
        m_others.push_back(key);
        Enqueue(m_wanted.Begin(key));
        return;
    case RunClaims::CLAIMED:
        break;
    }
    PlannedRun plan = run.GetPlan();
    const double seconds = plan.timeLimit > 0 ? plan.timeLimit : m_settings.timeLimit;
    Running running;
    running.key = key;
    running.begun = ResultsValues::GetUtcTime();
    running.memory = m_wanted.EstimateMemory(key);
    running.workers = std::max(1U, plan.processes);
    running.child =
        std::make_unique<ChildRun>(plan, m_job, ChildRun::Limits{seconds, m_memory.GetTotal()});
    m_memory.Take(running.memory);
    m_running.push_back(std::move(running));
    Enqueue(m_wanted.Begin(key));
}

int
StudyRunner::GetPatience() const
{
    double seconds = m_running.empty() && m_others.empty() ? 0 : RunClaims::HEARTBEAT;
    if (!m_others.empty() && GetWorkersTaken() < m_settings.workers)
    {
        seconds = LOOK_PERIOD;
    }
    for (const Running& running : m_running)
    {
        const double left = running.child->GetSecondsLeft();
        seconds = left >= 0 ? std::min(seconds, left) : seconds;
    }
    return static_cast<int>(std::ceil(1000 * seconds));
}

void
StudyRunner::Wait()
{
    std::vector<pollfd> files = {{m_signals.GetFile(), POLLIN, 0}};
    for (const Running& running : m_running)
    {
        files.push_back({running.child->GetResultFile(), POLLIN, 0});
        files.push_back({running.child->GetOutputFile(), POLLIN, 0});
    }
    poll(files.data(), files.size(), GetPatience());
    m_signals.Clear();
}

void
StudyRunner::CollectEnded()
{
    for (auto running = m_running.begin(); running != m_running.end();)
    {
        if (running->child->Proceed())
        {
            m_ended.push_back({running->key, running->begun, running->child->GetOutcome()});
            m_memory.Return(running->memory);
            running = m_running.erase(running);
        }
        else
        {
            ++running;
        }
    }
}

void
StudyRunner::StoreEnded()
{
    if (m_ended.empty())
    {
        return;
    }
    std::vector<int64_t> stored;
    SqliteTransaction transaction(m_database.GetSqlite(), SqliteTransaction::DURABLE);
    for (const Ended& ended : m_ended)
    {
        const WantedRuns::Run& run = m_wanted.Get(ended.key);
        RunOrigin origin = m_origin;
        origin.begun = ended.begun;
        stored.push_back(m_store.Store(run.key, ended.outcome, origin, run.replaced));
        m_claims.Release(run.key);
    }
    transaction.Commit();
    const std::vector<Ended> all = std::move(m_ended);
    m_ended.clear();
    for (std::size_t i = 0; i < all.size(); i++)
    {
        (all[i].outcome.status == RunOutcome::DONE ? m_result.done : m_result.failed)++;
        Conclude(all[i].key, stored[i], all[i].outcome);
    }
}

void
StudyRunner::Conclude(const std::string& key, int64_t run, const RunOutcome& outcome)
{
    const PlannedRun plan = m_wanted.Get(key).plan;
    m_counts.costDone += plan.cost;
    m_counts.costLeft -= plan.cost;
    (outcome.status == RunOutcome::DONE ? m_counts.done : m_counts.failed)++;
    Enqueue(m_wanted.End(key, run, outcome));
    m_counts.running = m_running.size();
    m_progress.Show(plan, outcome, m_counts);
}

void
StudyRunner::LookAtOthers()
{
    if (m_others.empty() || GetRunnerSeconds() - m_lastLook < LOOK_PERIOD)
    {
        return;
    }
    m_lastLook = GetRunnerSeconds();
    for (const std::string& key : std::exchange(m_others, {}))
    {
        m_queue.Add(key, m_wanted.Get(key).plan.cost);
    }
}

void
StudyRunner::WarnOfOthers()
{
    for (const auto& [version, runs] : m_wanted.GetCounts().others)
    {
        m_progress.Say(m_database.GetPath() + ": " + std::to_string(runs) +
                       " of the runs have results of version " + std::to_string(version) +
                       ", and this is version " + std::to_string(m_settings.version) +
                       (m_settings.acceptsOthers
                            ? "; they are used, as --acceptOthers says"
                            : "; the runs are done again, unless --acceptOthers"));
    }
}

void
StudyRunner::Stop()
{
    m_result.stopSignal = StopSignals::GetStop();
    m_running.clear();
    StoreEnded();
    m_counts.running = 0;
    m_progress.Say("stopped with " +
                   std::to_string(m_counts.known + m_counts.done + m_counts.failed) +
                   " runs stored; the same command goes on from there");
}

} // namespace ns3
