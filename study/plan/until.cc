/* SPDX-License-Identifier: GPL-2.0-only */
#include "until.h"

#include "ns3/program-option-value.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3
{

namespace
{

/// How often in a row the intervals have to be narrow enough.
constexpr int NARROW_TIMES = 2;

} // namespace

FixedRuns::FixedRuns(uint32_t runs, MakeNumberedRun makeRun)
    : m_runs(runs),
      m_makeRun(std::move(makeRun))
{
}

std::vector<PlannedRun>
FixedRuns::GetWanted(const Known& known) const
{
    std::vector<PlannedRun> wanted;
    for (uint32_t i = 1; i <= m_runs; i++)
    {
        PlannedRun run = m_makeRun(i);
        if (known.count(run.GetKey()) == 0)
        {
            wanted.push_back(std::move(run));
        }
    }
    return wanted;
}

std::size_t
FixedRuns::GetMostRuns() const
{
    return m_runs;
}

/// How far the runs are.
struct UntilPrecise::State
{
    std::map<std::string, std::vector<double>> values; ///< of runs that ended well, by metric
    std::vector<PlannedRun> missing;                   ///< runs whose results come next
    UntilResult result;                                ///< what is known so far
    int narrow{0}; ///< how often in a row the intervals were narrow enough

    /// Adds the values of a finished run.
    void Add(const RunOutcome& outcome);
    /// Computes the intervals; \return the number of runs with which they will be narrow enough.
    double Judge(const UntilSettings& settings);
};

void
UntilPrecise::State::Add(const RunOutcome& outcome)
{
    result.runs++;
    if (outcome.status != RunOutcome::DONE)
    {
        return;
    }
    result.good++;
    for (auto& [metric, list] : values)
    {
        const auto value = outcome.metrics.find(metric);
        if (value != outcome.metrics.end())
        {
            list.push_back(value->second);
        }
        else
        {
            result.problem = "the results of a run have no metric " + metric;
        }
    }
}

double
UntilPrecise::State::Judge(const UntilSettings& settings)
{
    double most = 0;
    for (const auto& [metric, precision] : settings.precisions)
    {
        const ConfidenceInterval interval = ConfidenceInterval::Of(values[metric]);
        result.intervals[metric] = interval;
        const double allowed = precision * std::abs(interval.mean);
        // A metric that is always the same is known, also if it is 0.
        const double needed = !interval.halfWidth        ? 2
                              : *interval.halfWidth == 0 ? 0
                                                         : *interval.halfWidth / allowed;
        most = std::max(most, needed);
    }
    result.isPrecise = most <= 1;
    narrow = result.isPrecise ? narrow + 1 : 0;
    return std::min(1e9, most * most * result.good + (result.runs - result.good));
}

UntilPrecise::UntilPrecise(const UntilSettings& settings, MakeNumberedRun makeRun)
    : m_settings(settings),
      m_makeRun(std::move(makeRun))
{
    if (settings.least < 2 || settings.least > settings.atMost)
    {
        throw std::invalid_argument("the least number of runs is " +
                                    std::to_string(settings.least) + ", not 2 to " +
                                    std::to_string(settings.atMost) + ", the largest");
    }
    for (const auto& [metric, precision] : settings.precisions)
    {
        if (!(precision >= 0.0001 && precision <= 1))
        {
            throw std::invalid_argument("the interval of " + metric + " is to be " +
                                        OptionValue::Write(100 * precision) +
                                        "%, not 0.01% to 100%");
        }
    }
}

UntilPrecise::State
UntilPrecise::Replay(const Known& known) const
{
    State state;
    for (const auto& [metric, precision] : m_settings.precisions)
    {
        state.values[metric];
    }
    UntilResult& result = state.result;
    uint32_t wanted = m_settings.least;
    while (wanted > result.runs)
    {
        std::vector<const RunOutcome*> outcomes;
        for (uint32_t i = result.runs + 1; i <= wanted; i++)
        {
            PlannedRun run = m_makeRun(i);
            const auto found = known.find(run.GetKey());
            if (found == known.end())
            {
                state.missing.push_back(std::move(run));
            }
            else
            {
                outcomes.push_back(&found->second);
            }
        }
        if (!state.missing.empty())
        {
            break;
        }
        std::for_each(outcomes.begin(), outcomes.end(), [&](auto outcome) { state.Add(*outcome); });
        const double expected = state.Judge(m_settings);
        if (result.problem.empty() && 2 * result.good <= result.runs)
        {
            result.problem = std::to_string(result.runs - result.good) + " of " +
                             std::to_string(result.runs) + " runs did not end well";
        }
        if (!result.problem.empty() || state.narrow >= NARROW_TIMES)
        {
            break;
        }
        const double most =
            std::min<double>(m_settings.atMost, result.runs + (result.runs + 1) / 2);
        wanted =
            static_cast<uint32_t>(std::min(std::max(std::ceil(expected), result.runs + 1.0), most));
    }
    if (result.problem.empty() && state.missing.empty() && !result.isPrecise)
    {
        result.problem = "the largest number of runs, " + std::to_string(m_settings.atMost) +
                         ", is not enough for intervals as narrow as asked for";
    }
    return state;
}

std::vector<PlannedRun>
UntilPrecise::GetWanted(const Known& known) const
{
    return Replay(known).missing;
}

std::size_t
UntilPrecise::GetMostRuns() const
{
    return m_settings.atMost;
}

UntilResult
UntilPrecise::GetResult(const Known& known) const
{
    const State state = Replay(known);
    UntilResult result = state.result;
    result.isComplete = state.missing.empty();
    result.isPrecise = result.isComplete && result.isPrecise && result.problem.empty();
    return result;
}

} // namespace ns3
