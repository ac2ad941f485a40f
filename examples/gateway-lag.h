/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GATEWAY_LAG_H
#define WAKU_GATEWAY_LAG_H

#include "ns3/core-module.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <vector>

namespace ns3
{

/// How far a simulation in real time is behind: an event every few milliseconds notes how late it
/// comes by the clock of the machine.
class GatewayLag
{
  public:
    /// Start to measure, from the first event of the simulation on.
    void Start()
    {
        Simulator::ScheduleNow(&GatewayLag::Begin, this);
    }

    /// Measure without what came before.
    void Restart()
    {
        m_lags.clear();
        m_processor = std::clock();
        m_since = Simulator::Now();
    }

    /// The lag that this share of the events does not exceed, in milliseconds.
    double GetQuantile(double share)
    {
        if (m_lags.empty())
        {
            return 0;
        }
        const auto at =
            std::min(m_lags.size() - 1, static_cast<std::size_t>(share * m_lags.size()));
        std::nth_element(m_lags.begin(), m_lags.begin() + at, m_lags.end());
        return m_lags[at];
    }

    /// Processor time of this process for each second of the simulation.
    double GetProcessorShare() const
    {
        const double seconds = (Simulator::Now() - m_since).GetSeconds();
        return seconds > 0 ? double(std::clock() - m_processor) / CLOCKS_PER_SEC / seconds : 0;
    }

    void Write(std::ostream& out)
    {
        out << std::fixed << std::setprecision(1) << "behind real time: p50 " << GetQuantile(0.5)
            << " ms, p99 " << GetQuantile(0.99) << " ms, most " << GetQuantile(1)
            << " ms; processor time " << std::setprecision(2) << GetProcessorShare()
            << " of each second" << std::endl;
    }

  private:
    using Clock = std::chrono::steady_clock;

    void Begin()
    {
        m_begin = Clock::now();
        m_simulated = Simulator::Now();
        Restart();
        Measure();
    }

    void Measure()
    {
        const double real =
            std::chrono::duration<double, std::milli>(Clock::now() - m_begin).count();
        m_lags.push_back(real - (Simulator::Now() - m_simulated).GetSeconds() * 1000);
        Simulator::Schedule(MilliSeconds(5), &GatewayLag::Measure, this);
    }

    Clock::time_point m_begin;   ///< when the first event came
    Time m_simulated;            ///< and what time it was in the simulation
    Time m_since;                ///< time of the last Restart()
    std::clock_t m_processor{0}; ///< processor time at that
    std::vector<double> m_lags;  ///< since then, ms
};

} // namespace ns3

#endif /* WAKU_GATEWAY_LAG_H */
