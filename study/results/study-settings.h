/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_SETTINGS_H
#define WAKU_STUDY_SETTINGS_H

#include <cstdint>
#include <map>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Version of the results of this module's simulations.
 *
 * It is part of the key of every stored run, so that a folder of results never mixes results of two
 * versions. Raise it by one with every change that alters a number of a run with the same settings
 * and seeds. Stored results are then not used, and the runs are simulated again.
 */
constexpr uint32_t WAKU_RESULTS_VERSION = 1;

/**
 * \ingroup waku
 * \return every attribute of any class whose default was changed, by the command line or
 *         Config::SetDefault, with its value
 */
std::map<std::string, std::string> GetChangedAttributes();

/**
 * \ingroup waku
 * \brief Describe the settings that distinguish a run from others in addition to its scenario.
 *
 * These are the version of the results, ns-3's global values except RngRun (which is part of the
 * scenario), and every attribute of any class whose default was changed, by the command line,
 * Config::SetDefault or the environment variable NS_ATTRIBUTE_DEFAULT. Call it before a scenario
 * runs, since some helpers set defaults of the whole simulation.
 *
 * \return the settings on one line, such as `results=1 RngSeed=1
 *        ns3::WanNetDevice::QueueBytes=1000`, with names in alphabetical order
 */
std::string DescribeSettings();

} // namespace ns3

#endif /* WAKU_STUDY_SETTINGS_H */
