/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_SETTINGS_H
#define WAKU_STUDY_SETTINGS_H

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Version of what simulations of this module return.
 *
 * It is part of the key of every stored run, so that a folder of results never mixes results of
 * two versions. Raise it by one with every change that moves a number of a run with the same
 * settings and seeds: results that are stored are simulated anew then.
 */
constexpr uint32_t WAKU_RESULTS_VERSION = 1;

/**
 * \ingroup waku
 * \brief Describe what beside its scenario tells a run from others: the version of the results,
 * ns-3's global values but RngRun, which a scenario has, and every attribute of any class whose
 * default is not the one that it was made with, whether the command line, Config::SetDefault or
 * the environment's NS_ATTRIBUTE_DEFAULT changed it.
 *
 * To be called before a scenario runs: some helpers set defaults of the whole simulation.
 *
 * \return such as `results=1 RngSeed=1 ns3::WanNetDevice::QueueBytes=1000`, on one line, with names
 *         in alphabetical order
 */
std::string DescribeSettings();

} // namespace ns3

#endif /* WAKU_STUDY_SETTINGS_H */
