/* SPDX-License-Identifier: GPL-2.0-only */
#include "threshold-fit.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ns3
{

namespace
{

/// 95 % quantile of chi-squared with two degrees of freedom.
constexpr double DEVIANCE = 5.991464547107979;

/// How often the interval of a slope is halved at most.
constexpr int HALVINGS = 40;

/// Accuracy of limits, as a share of where they are searched.
constexpr double ACCURACY = 1e-7;

/// ln(1 / (1 + exp(x))).
double
LogLogistic(double x)
{
    return x > 0 ? -x - std::log1p(std::exp(-x)) : -std::log1p(std::exp(x));
}

/// Likelihood of a limit, with the best slope; loads and limits as logarithms.
class ThresholdLikelihood
{
  public:
    ThresholdLikelihood(const std::vector<ThresholdTrials>& trials, double mostSlope)
        : m_mostSlope(mostSlope)
    {
        for (const ThresholdTrials& trial : trials)
        {
            m_trials.push_back({std::log(trial.load), trial.held, trial.runs});
        }
    }

    /// \return the slope, 1 / spread, with the largest likelihood
    double GetSlope(double limit) const
    {
        // The likelihood is concave in the slope: Newton's method, halving where it leaps too far.
        double low = 0;
        double high = m_mostSlope;
        if (GetDerivatives(limit, low).first <= 0)
        {
            return low;
        }
        if (GetDerivatives(limit, high).first >= 0)
        {
            return high;
        }
        double slope = std::min(1.0, high / 2);
        for (int i = 0; i < HALVINGS && high - low > 1e-9 * high; i++)
        {
            const auto [first, second] = GetDerivatives(limit, slope);
            (first > 0 ? low : high) = slope;
            const double next = second < 0 ? slope - first / second : low;
            const bool isInside = next > low && next < high;
            if (isInside && std::abs(next - slope) < 1e-9 * slope)
            {
                break;
            }
            slope = isInside ? next : (low + high) / 2;
        }
        return slope;
    }

    double GetLog(double limit) const
    {
        const double slope = GetSlope(limit);
        double log = 0;
        for (const ThresholdTrials& trial : m_trials)
        {
            const double x = slope * (trial.load - limit);
            log += trial.held * LogLogistic(x) + (trial.runs - trial.held) * LogLogistic(-x);
        }
        return log;
    }

  private:
    /// First and second derivative of the logarithm of the likelihood by the slope.
    std::pair<double, double> GetDerivatives(double limit, double slope) const
    {
        std::pair<double, double> sums;
        for (const ThresholdTrials& trial : m_trials)
        {
            const double distance = trial.load - limit;
            const double holds = 1 / (1 + std::exp(slope * distance));
            sums.first += distance * (trial.runs * holds - trial.held);
            sums.second -= distance * distance * trial.runs * holds * (1 - holds);
        }
        return sums;
    }

    std::vector<ThresholdTrials> m_trials;
    double m_mostSlope;
};

/// Finds where the deviance crosses the bound; \return infinite if it does not up to the far end.
double
FindEnd(const ThresholdLikelihood& likelihood, double least, double inside, double far)
{
    const auto isInside = [&](double limit) { return likelihood.GetLog(limit) >= least; };
    if (isInside(far))
    {
        return far > inside ? std::numeric_limits<double>::infinity()
                            : -std::numeric_limits<double>::infinity();
    }
    double outside = far;
    const double accuracy = ACCURACY * std::abs(far - inside);
    while (std::abs(outside - inside) > accuracy)
    {
        const double middle = (inside + outside) / 2;
        (isInside(middle) ? inside : outside) = middle;
    }
    return inside;
}

} // namespace

ThresholdFit
ThresholdFit::Of(const std::vector<ThresholdTrials>& trials, double leastSpread)
{
    NS_ABORT_MSG_IF(trials.empty(), "ThresholdFit: no runs");
    NS_ABORT_MSG_IF(!(leastSpread > 0), "ThresholdFit: least spread " << leastSpread);
    const double infinity = std::numeric_limits<double>::infinity();
    double least = infinity;
    double most = -infinity;
    double highestHeld = -infinity;
    double lowestBroken = infinity;
    for (const ThresholdTrials& trial : trials)
    {
        NS_ABORT_MSG_IF(!(trial.load > 0) || trial.held > trial.runs || trial.runs == 0,
                        "ThresholdFit: " << trial.held << " of " << trial.runs << " runs at load "
                                         << trial.load);
        const double log = std::log(trial.load);
        least = std::min(least, log);
        most = std::max(most, log);
        highestHeld = trial.held > 0 ? std::max(highestHeld, log) : highestHeld;
        lowestBroken = trial.held < trial.runs ? std::min(lowestBroken, log) : lowestBroken;
    }
    ThresholdFit fit;
    if (highestHeld == -infinity || lowestBroken == infinity)
    {
        // All hold, or none: the limit is beyond the loads.
        const bool isAbove = lowestBroken == infinity;
        fit.limit = isAbove ? infinity : 0;
        fit.lower = isAbove ? std::exp(most) : 0;
        fit.upper = isAbove ? infinity : std::exp(least);
        return fit;
    }
    const ThresholdLikelihood likelihood(trials, 1 / leastSpread);
    const double width = std::max(most - least, 10 * leastSpread);
    double low = least - width;
    double high = most + width;
    if (highestHeld < lowestBroken)
    {
        low = high = (highestHeld + lowestBroken) / 2;
    }
    // The profile likelihood has one maximum: each set of (limit, spread) above a level is one
    // whose limits are an interval.
    const double golden = (std::sqrt(5) - 1) / 2;
    double left = high - golden * (high - low);
    double right = low + golden * (high - low);
    double leftLog = likelihood.GetLog(left);
    double rightLog = likelihood.GetLog(right);
    while (high - low > ACCURACY * width)
    {
        if (leftLog < rightLog)
        {
            low = left;
            left = right;
            leftLog = rightLog;
            right = low + golden * (high - low);
            rightLog = likelihood.GetLog(right);
        }
        else
        {
            high = right;
            right = left;
            rightLog = leftLog;
            left = high - golden * (high - low);
            leftLog = likelihood.GetLog(left);
        }
    }
    const double limit = (low + high) / 2;
    const double bound = likelihood.GetLog(limit) - DEVIANCE / 2;
    fit.limit = std::exp(limit);
    fit.spread = 1 / std::max(likelihood.GetSlope(limit), 1e-9);
    fit.lower = std::exp(FindEnd(likelihood, bound, limit, least - 20 * width));
    fit.upper = std::exp(FindEnd(likelihood, bound, limit, most + 20 * width));
    return fit;
}

} // namespace ns3
