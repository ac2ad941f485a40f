/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_DAILY_RHYTHM_H
#define WAKU_DAILY_RHYTHM_H

#include "ns3/nstime.h"

#include <cmath>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How likely people come at a time of the day: surely at the peak, and with probability 1 -
 * depth half a period from it.
 */
struct DailyRhythm
{
    double depth{0}; //!< 0 for no rhythm, to 1
    Time period;     //!< a day
    Time peak;       //!< time of a peak

    /**
     * \param time time of the simulation
     * \return probability of coming, 1 - depth to 1
     */
    double GetProbability(Time time) const
    {
        constexpr double TURN = 6.283185307179586;
        const double phase = (time - peak).GetSeconds() / period.GetSeconds();
        return 1 - depth * (1 - std::cos(TURN * phase)) / 2;
    }
};

} // namespace ns3

#endif /* WAKU_DAILY_RHYTHM_H */
