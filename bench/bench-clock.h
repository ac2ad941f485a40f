/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_BENCH_CLOCK_H
#define WAKU_BENCH_CLOCK_H

#include <chrono>
#include <functional>

namespace ns3
{

/**
 * \param work what is measured
 * \return how long it takes in real time, seconds
 */
inline double
MeasureSeconds(const std::function<void()>& work)
{
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

} // namespace ns3

#endif
