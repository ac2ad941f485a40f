/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-congestion.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

constexpr FlowTime FLOW_MILLISECOND = 1'000'000;

// Defaults of ns3::TcpCubic.
constexpr uint32_t HYSTART_LOW_WINDOW = 16;
constexpr uint32_t HYSTART_MIN_SAMPLES = 8;
constexpr FlowTime HYSTART_ACK_DELTA = 2 * FLOW_MILLISECOND;
constexpr FlowTime HYSTART_DELAY_MIN = 4 * FLOW_MILLISECOND;
constexpr FlowTime HYSTART_DELAY_MAX = 1000 * FLOW_MILLISECOND;
constexpr FlowTime CUBIC_DELTA = 10 * FLOW_MILLISECOND;
constexpr uint32_t COUNT_CLAMP = 20;

} // namespace

/** State of CUBIC and of its HyStart, as in ns3::TcpCubic. */
struct FlowCongestion::Cubic
{
    FlowTime epoch{FLOW_NEVER};      //!< start of the epoch
    FlowTime roundStart{0};          //!< start of the round
    FlowTime lastAck{0};             //!< last acknowledgement of a train
    FlowTime roundLeast{FLOW_NEVER}; //!< least round-trip time of the round
    uint64_t roundEnd{0};            //!< end of the round
    double k{0};                     //!< time from the start of the epoch to the origin, s
    uint32_t lastMost{0};            //!< window before the last loss, segments
    uint32_t origin{0};              //!< origin of the curve, segments
    uint32_t samples{0};             //!< samples of the round
    bool found{false};               //!< whether HyStart has ended slow start
};

FlowCongestion::FlowCongestion(const FlowSettings& settings)
    : m_window(settings.initialWindow),
      m_threshold(settings.threshold)
{
}

FlowCongestion::~FlowCongestion() = default;

FlowTime
FlowCongestion::GetTimeout(const FlowSettings& settings) const
{
    if (m_smoothed == 0)
    {
        return std::max(settings.connectTimeout, settings.leastTimeout);
    }
    return std::max(m_smoothed + std::max(settings.granularity, 4 * m_variation),
                    settings.leastTimeout);
}

void
FlowCongestion::AddRoundTrip(FlowTime rtt)
{
    if (m_smoothed == 0)
    {
        m_smoothed = rtt;
        m_variation = rtt / 2;
        return;
    }
    // The integer arithmetic of RttMeanDeviation.
    const FlowTime error = rtt - m_smoothed;
    m_smoothed = (m_smoothed * 8 + error) >> 3;
    m_variation = (m_variation * 4 + std::abs(error) - m_variation) >> 2;
}

void
FlowCongestion::PrepareToSend(const FlowSettings& settings, FlowTime now, bool isIdle)
{
    if (!settings.restartsAfterIdle)
    {
        return;
    }
    const FlowTime timeout = GetTimeout(settings);
    if (!IsLimited() && m_lastSent - m_lastLimited >= timeout)
    {
        const uint32_t used = std::max(m_used, settings.initialWindow);
        if (used < m_window)
        {
            Shrink(settings, used + (m_window - used) / 2);
        }
        m_used = 0;
        m_lastLimited = m_lastSent;
    }
    FlowTime idle = now - m_lastSent;
    if (isIdle && idle > timeout)
    {
        uint32_t window = m_window;
        const uint32_t least = std::min(settings.initialWindow, window);
        for (idle -= timeout; idle > 0 && window > least; idle -= timeout)
        {
            window /= 2;
        }
        Shrink(settings, std::max(window, least));
        m_used = 0;
        m_lastLimited = now;
        m_lastSent = now;
    }
}

void
FlowCongestion::NoteSent(const FlowSettings& settings,
                         FlowTime now,
                         uint64_t sent,
                         uint64_t acknowledged,
                         uint32_t inFlight)
{
    const auto outstanding = static_cast<uint32_t>(sent - acknowledged);
    const bool full = inFlight + settings.segmentSize > m_window;
    m_lastSent = now;
    if (acknowledged >= m_end || full || (!m_full && outstanding > m_most))
    {
        m_full = full;
        m_most = outstanding;
        m_end = sent;
    }
    if (IsLimited())
    {
        m_used = 0;
        m_lastLimited = now;
    }
    else
    {
        m_used = std::max(m_used, outstanding);
    }
}

bool
FlowCongestion::IsLimited() const
{
    return m_full || (m_window < m_threshold && m_window / 2 < m_most);
}

void
FlowCongestion::Shrink(const FlowSettings& settings, uint32_t window)
{
    m_threshold = std::max(m_threshold, m_window / 2 + m_window / 4);
    const uint32_t whole = window - window % settings.segmentSize;
    m_window = std::min(m_window, std::max(whole, settings.segmentSize));
}

FlowCongestion::Cubic&
FlowCongestion::GetCubic()
{
    if (!m_cubic)
    {
        m_cubic = std::make_unique<Cubic>();
    }
    return *m_cubic;
}

void
FlowCongestion::Acknowledge(const FlowSettings& settings,
                            FlowTime now,
                            uint32_t bytes,
                            FlowTime rtt,
                            uint64_t acknowledged,
                            uint64_t sent)
{
    AddRoundTrip(rtt);
    // TcpSocketBase tells its algorithms the smoothed time.
    rtt = m_smoothed;
    const uint32_t whole = m_rest + bytes;
    uint32_t segments = whole / settings.segmentSize;
    m_rest = static_cast<uint16_t>(whole % settings.segmentSize);
    if (settings.algorithm == FlowSettings::CUBIC)
    {
        const bool isAfterLoss =
            m_cubic && m_cubic->epoch != FLOW_NEVER && now - m_cubic->epoch < CUBIC_DELTA;
        if (!isAfterLoss)
        {
            m_least = std::min(m_least, rtt);
            if (settings.hyStart && m_window <= m_threshold &&
                m_window >= HYSTART_LOW_WINDOW * settings.segmentSize)
            {
                LookForDelay(now, rtt);
            }
        }
    }
    if (settings.validatesWindow && !IsLimited())
    {
        return;
    }
    Grow(settings, now, segments, acknowledged, sent);
}

void
FlowCongestion::Grow(const FlowSettings& settings,
                     FlowTime now,
                     uint32_t segments,
                     uint64_t acknowledged,
                     uint64_t sent)
{
    const uint32_t size = settings.segmentSize;
    if (m_window < m_threshold)
    {
        if (settings.algorithm == FlowSettings::CUBIC)
        {
            if (settings.hyStart && acknowledged > GetCubic().roundEnd)
            {
                Cubic& cubic = GetCubic();
                cubic.roundStart = now;
                cubic.lastAck = now;
                cubic.roundEnd = sent;
                cubic.roundLeast = FLOW_NEVER;
                cubic.samples = 0;
            }
            m_window += segments * size;
            return;
        }
        if (settings.algorithm == FlowSettings::NEW_RENO)
        {
            m_window += segments > 0 ? size : 0;
            return;
        }
        m_window = std::min<uint64_t>(uint64_t(m_window) + segments * size, m_threshold);
        return;
    }
    if (segments == 0)
    {
        return;
    }
    if (settings.algorithm == FlowSettings::NEW_RENO)
    {
        const double growth = static_cast<double>(size) * size / m_window;
        m_window += static_cast<uint32_t>(std::max(1.0, growth));
        return;
    }
    m_count += segments;
    const uint32_t needed = settings.algorithm == FlowSettings::CUBIC
                                ? CountForGrowth(settings, now)
                                : std::max(1U, m_window / size);
    if (m_count >= needed)
    {
        const uint32_t steps = settings.algorithm == FlowSettings::CUBIC ? 1 : m_count / needed;
        m_window += steps * size;
        m_count -= steps * needed;
    }
}

void
FlowCongestion::LookForDelay(FlowTime now, FlowTime rtt)
{
    Cubic& cubic = GetCubic();
    if (cubic.found)
    {
        return;
    }
    if (now - cubic.lastAck <= HYSTART_ACK_DELTA)
    {
        cubic.lastAck = now;
        cubic.found = now - cubic.roundStart > m_least;
    }
    if (cubic.samples < HYSTART_MIN_SAMPLES)
    {
        cubic.roundLeast = std::min(cubic.roundLeast, rtt);
        cubic.samples++;
    }
    else
    {
        const FlowTime threshold = std::clamp(m_least, HYSTART_DELAY_MIN, HYSTART_DELAY_MAX);
        cubic.found |= cubic.roundLeast > m_least + threshold;
    }
    if (cubic.found)
    {
        m_threshold = m_window;
    }
}

uint32_t
FlowCongestion::CountForGrowth(const FlowSettings& settings, FlowTime now)
{
    Cubic& cubic = GetCubic();
    const uint32_t window = m_window / settings.segmentSize;
    if (cubic.epoch == FLOW_NEVER)
    {
        cubic.epoch = now;
        cubic.k = cubic.lastMost <= window ? 0 : std::cbrt((cubic.lastMost - window) / settings.c);
        cubic.origin = std::max(cubic.lastMost, window);
    }
    const FlowTime least = m_least == FLOW_NEVER ? 0 : m_least;
    const double t = static_cast<double>(now + least - cubic.epoch) * 1e-9;
    const auto delta = static_cast<uint32_t>(settings.c * std::pow(std::abs(t - cubic.k), 3));
    const uint32_t target = t < cubic.k ? cubic.origin - delta : cubic.origin + delta;
    uint32_t count = target > window ? window / (target - window) : 100 * window;
    if (cubic.lastMost == 0 && count > COUNT_CLAMP)
    {
        count = COUNT_CLAMP;
    }
    return std::max(count, 2U);
}

uint32_t
FlowCongestion::GetThresholdAfterLoss(const FlowSettings& settings)
{
    const uint32_t size = settings.segmentSize;
    if (settings.algorithm != FlowSettings::CUBIC)
    {
        return std::max(2 * size, m_window / 2);
    }
    Cubic& cubic = GetCubic();
    const uint32_t window = m_window / size;
    cubic.lastMost = window < cubic.lastMost && settings.fastConvergence
                         ? static_cast<uint32_t>(window * (1 + settings.beta) / 2)
                         : window;
    cubic.epoch = FLOW_NEVER;
    return std::max(static_cast<uint32_t>(window * settings.beta), 2U) * size;
}

void
FlowCongestion::Recover(const FlowSettings& settings)
{
    m_threshold = GetThresholdAfterLoss(settings);
    m_window = m_threshold;
}

void
FlowCongestion::TimeOut(const FlowSettings& settings, bool isFirst)
{
    if (isFirst)
    {
        m_threshold = GetThresholdAfterLoss(settings);
    }
    m_window = settings.segmentSize;
    if (m_cubic)
    {
        *m_cubic = Cubic();
        m_least = FLOW_NEVER;
    }
}

} // namespace ns3
