/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-progress.h"

#include "ns3/results-values.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

namespace ns3
{

namespace
{

/// Seconds between changes of the line on a terminal, and between lines elsewhere.
constexpr double TERMINAL_PAUSE = 0.1;
constexpr double LINE_PAUSE = 5;

/// Metrics of the last result that are shown.
const std::pair<const char*, const char*> SHOWN_METRICS[] = {
    {"delivery_ratio", "delivered"},
    {"latency_s.p95", "p95 (s)"},
};

double
GetProgressSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string
WriteDuration(double seconds)
{
    char text[32];
    if (seconds < 100)
    {
        std::snprintf(text, sizeof(text), "%.0f s", seconds);
    }
    else if (seconds < 6000)
    {
        std::snprintf(text, sizeof(text), "%.0f min", seconds / 60);
    }
    else
    {
        std::snprintf(text, sizeof(text), "%.1f h", seconds / 3600);
    }
    return text;
}

std::string
WriteResult(const RunOutcome& outcome)
{
    std::string text;
    for (const auto& [name, label] : SHOWN_METRICS)
    {
        const auto metric = outcome.metrics.find(name);
        if (metric != outcome.metrics.end())
        {
            char value[32];
            std::snprintf(value, sizeof(value), " %.4g", metric->second);
            text += (text.empty() ? " " : ", ") + std::string(label) + value;
        }
    }
    return text;
}

} // namespace

RunProgress::RunProgress(bool isQuiet)
    : m_isQuiet(isQuiet),
      m_begun(GetProgressSeconds())
{
}

std::string
RunProgress::GetName(const PlannedRun& run)
{
    std::string name;
    for (const auto& [key, value] : run.parameters)
    {
        name += key + "=" + value + " ";
    }
    return name + "run " + std::to_string(run.rngRun);
}

std::string
RunProgress::Describe(const Counts& counts) const
{
    const std::size_t ended = counts.known + counts.done + counts.failed;
    const std::string most = counts.wanted == ended ? ""
                             : counts.wanted < counts.most
                                 ? " of at most " + std::to_string(counts.most)
                                 : " of " + std::to_string(counts.wanted);
    std::string text = std::to_string(ended) + most + " runs, " + std::to_string(counts.failed) +
                       " failed, " + std::to_string(counts.running) + " running";
    if (counts.costDone > 0 && counts.costLeft > 0)
    {
        const double left = (GetProgressSeconds() - m_begun) / counts.costDone * counts.costLeft;
        // More runs may follow those that are known.
        text +=
            (counts.wanted < counts.most ? ", at least " : ", ") + WriteDuration(left) + " left";
    }
    return text;
}

void
RunProgress::Show(const PlannedRun& run, const RunOutcome& outcome, const Counts& counts)
{
    if (m_isQuiet)
    {
        return;
    }
    if (outcome.status != RunOutcome::DONE)
    {
        m_line.Say(GetName(run) + ": " + ResultsValues::WriteStatus(outcome.status) + ": " +
                   outcome.message);
    }
    const double all = counts.costDone + counts.costLeft;
    // Runs that are not known yet may follow the last known one.
    m_share = all > 0 ? std::min(0.99, counts.costDone / all) : 0;
    const double now = GetProgressSeconds();
    if (now - m_lastShown >= (m_line.IsTerminal() ? TERMINAL_PAUSE : LINE_PAUSE))
    {
        m_line.Show(m_share, Describe(counts) + "; " + GetName(run) + WriteResult(outcome));
        m_lastShown = now;
    }
}

void
RunProgress::Say(const std::string& sentence)
{
    if (!m_isQuiet)
    {
        m_line.Say(sentence);
    }
}

void
RunProgress::End(const Counts& counts)
{
    if (!m_isQuiet && counts.done + counts.failed > 0)
    {
        const bool isComplete = counts.known + counts.done + counts.failed == counts.wanted;
        m_line.Show(isComplete ? 1 : m_share, Describe(counts));
    }
    m_line.End();
}

} // namespace ns3
