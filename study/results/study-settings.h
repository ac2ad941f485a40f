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
constexpr uint32_t WAKU_RESULTS_VERSION = 4;

/**
 * \ingroup waku
 * \return every attribute of any class whose default was changed, by the command line or
 *         Config::SetDefault, with its value
 */
std::map<std::string, std::string> GetChangedAttributes();

} // namespace ns3

#endif /* WAKU_STUDY_SETTINGS_H */
