/* SPDX-License-Identifier: GPL-2.0-only */
#include "load-search.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>
#include <stdexcept>

namespace ns3
{

namespace
{

/// From this use on a link or a processor is what breaks.
constexpr double BUSY_USE = 0.9;

/// Messages that wait for TCP, for each one sent, from which on send queues are what breaks.
constexpr double MANY_WAITS = 0.1;

/// How often the first value is doubled or halved at most.
constexpr int MOST_SEARCH_DOUBLINGS = 20;

/// Two values this many steps apart are within the precision of the limit between them.
constexpr int CLOSE_STEPS = 2;

double
GetMetricOr0(const RunOutcome& outcome, const std::string& name)
{
    const auto known = outcome.metrics.find(name);
    return known == outcome.metrics.end() ? 0 : known->second;
}

void
RequireSetting(bool holds, const std::string& sentence)
{
    if (!holds)
    {
        throw std::invalid_argument(sentence);
    }
}

/// A number with at most four digits.
std::string
WriteFourDigits(double value)
{
    std::ostringstream text;
    text.precision(4);
    text << value;
    return text.str();
}

} // namespace

/// How far a search is.
struct LoadSearch::State
{
    std::map<int, LoadSearchResult::Load> loads; ///< by step
    uint32_t runs{0};                            ///< runs that were planned
    std::vector<uint32_t> held;                  ///< how many held, by turn
    bool isBracketed{false};                     ///< whether two close values bracket the limit
    std::vector<PlannedRun> missing;             ///< runs whose results come next
    std::string problem;                         ///< why the search has ended without a limit
};

std::string
GetBreakCause(const Requirement& requirement, const RunOutcome& outcome, bool hasTimeToLive)
{
    std::string busiest;
    double most = BUSY_USE;
    for (const std::string name : {"validation", "downlink", "uplink"})
    {
        const double use = GetMetricOr0(outcome, "utilisation." + name);
        if (use >= most)
        {
            most = use;
            busiest = name;
        }
    }
    if (!busiest.empty())
    {
        return busiest;
    }
    if (GetMetricOr0(outcome, "send_queue.overflows") > 0 ||
        GetMetricOr0(outcome, "send_queue.waits") >= MANY_WAITS)
    {
        return "send queue";
    }
    const std::set<std::string> unmet = requirement.GetUnmet(outcome.metrics);
    const auto isLatency = [](const std::string& metric) {
        return metric.rfind("latency_s.", 0) == 0 || metric.rfind("time_to_reach_s.", 0) == 0;
    };
    if (std::any_of(unmet.begin(), unmet.end(), isLatency))
    {
        return "latency";
    }
    if (hasTimeToLive && unmet.count("delivery_ratio") > 0)
    {
        return "TTL";
    }
    return unmet.empty() ? "failed run" : *unmet.begin();
}

LoadSearch::LoadSearch(const LoadSearchSettings& settings, MakeRun makeRun)
    : m_settings(settings),
      m_makeRun(std::move(makeRun)),
      m_doubling(0)
{
    RequireSetting(settings.precision >= 0.001 && settings.precision <= 1,
                   "the precision is " + WriteFourDigits(100 * settings.precision) +
                       "%, not 0.1% to 100%");
    RequireSetting(settings.runs >= 1 && settings.runs <= 1000,
                   "the runs at each value are " + std::to_string(settings.runs) +
                       ", not 1 to 1000");
    RequireSetting(settings.first > 0 && std::isfinite(settings.first) &&
                       settings.first >= settings.least && settings.first <= settings.most,
                   "the first value of " + settings.axis + " is " +
                       WriteFourDigits(settings.first) + ", not above 0 and " +
                       WriteFourDigits(settings.least) + " to " + WriteFourDigits(settings.most));
    m_doubling = static_cast<int>(std::ceil(std::log(2) / std::log1p(settings.precision)));
}

double
LoadSearch::GetValue(int step) const
{
    double value = m_settings.first * std::pow(1 + m_settings.precision, step);
    value = std::stod(WriteFourDigits(value));
    if (m_settings.isWhole)
    {
        value = std::max(1.0, std::round(value));
    }
    return std::clamp(value, m_settings.least, m_settings.most);
}

const LoadSearch::KeyedRun&
LoadSearch::GetRun(int step, uint32_t rngRun) const
{
    KeyedRun& made = m_made[{step, rngRun}];
    if (made.second.empty())
    {
        made.first = m_makeRun(GetValue(step), rngRun);
        made.second = made.first.GetKey();
    }
    return made;
}

bool
LoadSearch::AddRuns(int step, const Known& known, State& state) const
{
    LoadSearchResult::Load added;
    added.value = GetValue(step);
    for (uint32_t i = 1; i <= m_settings.runs; i++)
    {
        const auto& [run, key] = GetRun(step, state.runs + i);
        const auto found = known.find(key);
        if (found == known.end())
        {
            state.missing.push_back(run);
            continue;
        }
        try
        {
            added.runs++;
            added.planned.push_back(run);
            if (m_settings.holds.IsMetBy(found->second))
            {
                added.held++;
                continue;
            }
            added
                .causes[GetBreakCause(m_settings.holds, found->second, m_settings.hasTimeToLive)]++;
        }
        catch (const std::runtime_error& error)
        {
            state.problem =
                "at " + m_settings.axis + " " + WriteFourDigits(added.value) + " " + error.what();
        }
    }
    if (!state.problem.empty() || !state.missing.empty())
    {
        return false;
    }
    LoadSearchResult::Load& load = state.loads[step];
    load.value = added.value;
    load.runs += added.runs;
    load.held += added.held;
    load.planned.insert(load.planned.end(), added.planned.begin(), added.planned.end());
    for (const auto& [cause, runs] : added.causes)
    {
        load.causes[cause] += runs;
    }
    state.runs += added.runs;
    state.held.push_back(added.held);
    return true;
}

std::optional<int>
LoadSearch::ChooseWhileBracketing(State& state) const
{
    if (state.loads.empty())
    {
        return 0;
    }
    // Most runs hold at a value, or it is broken.
    const auto isBroken = [](const auto& load) { return 2 * load.second.held <= load.second.runs; };
    const auto broken = std::find_if(state.loads.begin(), state.loads.end(), isBroken);
    const auto highest = std::prev(state.loads.end());
    const int farthest = MOST_SEARCH_DOUBLINGS * m_doubling;
    if (broken == state.loads.end())
    {
        const int step = highest->first + m_doubling;
        if (step <= farthest && GetValue(step) != highest->second.value)
        {
            return step;
        }
        state.problem = m_settings.axis + " has no limit: \"" + m_settings.holds.GetText() +
                        "\" holds up to " + WriteFourDigits(highest->second.value) +
                        ", the highest value that was tried";
        return std::nullopt;
    }
    if (broken == state.loads.begin())
    {
        const int step = broken->first - m_doubling;
        if (step >= -farthest && GetValue(step) != broken->second.value)
        {
            return step;
        }
        state.problem = "no value of " + m_settings.axis + " holds: \"" +
                        m_settings.holds.GetText() + "\" is not met down to " +
                        WriteFourDigits(broken->second.value) + ", the lowest value that was tried";
        return std::nullopt;
    }
    const auto held = std::prev(broken);
    const int step = (held->first + broken->first) / 2;
    state.isBracketed = broken->first - held->first <= CLOSE_STEPS ||
                        GetValue(step) == held->second.value ||
                        GetValue(step) == broken->second.value;
    return state.isBracketed ? std::nullopt : std::make_optional(step);
}

ThresholdFit
LoadSearch::Fit(const State& state) const
{
    std::vector<ThresholdTrials> trials;
    for (const auto& [step, load] : state.loads)
    {
        trials.push_back({load.value, load.held, load.runs});
    }
    return ThresholdFit::Of(trials, m_settings.precision / 500);
}

bool
LoadSearch::IsPrecise(const ThresholdFit& fit) const
{
    if (m_settings.isWhole && fit.upper - fit.lower <= 1)
    {
        return true;
    }
    // Values are rounded to four digits.
    const double most = (1 + m_settings.precision) * 1.002;
    return fit.lower > 0 && fit.limit <= most * fit.lower && fit.upper <= most * fit.limit;
}

std::optional<int>
LoadSearch::ChooseNearLimit(const State& state) const
{
    const auto known = m_chosen.find(state.held);
    if (known != m_chosen.end())
    {
        return known->second;
    }
    std::optional<int>& step = m_chosen[state.held];
    const ThresholdFit fit = Fit(state);
    if (IsPrecise(fit) || state.runs >= m_settings.mostRuns)
    {
        return step;
    }
    const double stepSize = std::log1p(m_settings.precision);
    const double lowest = state.loads.begin()->first - m_doubling;
    const double highest = std::prev(state.loads.end())->first + m_doubling;
    const double limit =
        std::clamp(std::log(fit.limit / m_settings.first) / stepSize, lowest, highest);
    const double spread = std::min(fit.spread / stepSize, 1.0 * m_doubling);
    uint32_t runsBelow = 0;
    uint32_t runsAbove = 0;
    for (const auto& [other, load] : state.loads)
    {
        if (std::abs(other - limit) <= 3 * spread + 1)
        {
            (other <= limit ? runsBelow : runsAbove) += load.runs;
        }
    }
    // A run tells most of the limit where it holds with a probability of 0.3 or 0.7.
    step = static_cast<int>(runsBelow <= runsAbove ? std::floor(limit - 0.85 * spread)
                                                   : std::ceil(limit + 0.85 * spread));
    return step;
}

LoadSearch::State
LoadSearch::Replay(const Known& known) const
{
    State state;
    std::optional<int> step;
    do
    {
        step = state.isBracketed ? std::nullopt : ChooseWhileBracketing(state);
        if (state.isBracketed)
        {
            step = ChooseNearLimit(state);
        }
    } while (step && AddRuns(*step, known, state));
    return state;
}

std::vector<PlannedRun>
LoadSearch::GetWanted(const Known& known) const
{
    const State state = Replay(known);
    return state.problem.empty() ? state.missing : std::vector<PlannedRun>();
}

std::size_t
LoadSearch::GetMostRuns() const
{
    const auto bisections = static_cast<std::size_t>(std::ceil(std::log2(m_doubling)));
    return std::max<std::size_t>(m_settings.mostRuns + m_settings.runs,
                                 (MOST_SEARCH_DOUBLINGS + 1 + bisections) * m_settings.runs);
}

LoadSearchResult
LoadSearch::GetResult(const Known& known) const
{
    const State state = Replay(known);
    LoadSearchResult result;
    result.isComplete = !state.problem.empty() || state.missing.empty();
    result.problem = state.problem;
    result.runs = state.runs;
    for (const auto& [step, load] : state.loads)
    {
        result.loads.push_back(load);
        const bool holds = 2 * load.held > load.runs;
        result.highestHeld = holds ? load.value : result.highestHeld;
        if (!holds && result.lowestBroken == 0)
        {
            result.lowestBroken = load.value;
            const auto cause =
                std::max_element(load.causes.begin(),
                                 load.causes.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
            result.cause = cause->first;
        }
    }
    if (!state.loads.empty())
    {
        const ThresholdFit fit = Fit(state);
        result.limit = fit.limit;
        result.lower = fit.lower;
        result.upper = fit.upper;
        result.spread = fit.spread;
        result.isPrecise = result.isComplete && result.problem.empty() && IsPrecise(fit);
    }
    return result;
}

} // namespace ns3
