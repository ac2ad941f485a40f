/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RESULTS_VALUES_H
#define WAKU_RESULTS_VALUES_H

#include "ns3/planned-run.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Values as the columns of a results database have them.
 */
namespace ResultsValues
{

/** Varied keys and their values, in the order of the study's file. */
using Parameters = std::vector<std::pair<std::string, std::string>>;

/**
 * \param status how a run ended
 * \return as text, such as `timed out`
 */
std::string WriteStatus(RunOutcome::Status status);
/**
 * \param text text from WriteStatus()
 * \return how the run ended; CRASHED if the text is something else
 */
RunOutcome::Status ReadStatus(const std::string& text);

/**
 * \param parameters varied keys and their values
 * \return as a JSON object of texts, in their order
 */
std::string WriteParameters(const Parameters& parameters);
/**
 * \param text text from WriteParameters()
 * \return varied keys and their values
 */
Parameters ReadParameters(const std::string& text);
/**
 * \param a a combination of parameters
 * \param b another one
 * \return whether a comes first in tables: values that begin with numbers are compared as numbers
 */
bool IsBefore(const Parameters& a, const Parameters& b);

/**
 * \param text text from PlannedRun::GetScenarioText()
 * \return the scenario
 */
ScenarioValues ReadScenario(const std::string& text);

/**
 * \param histogram a histogram
 * \return its bytes: for each bin the value as a double, least byte first, and the count in LEB128
 *         (seven bits a byte, lowest first; the top bit says that another byte follows)
 */
std::string WriteHistogram(const RunOutcome::Histogram& histogram);
/**
 * \param bytes bytes from WriteHistogram()
 * \return the histogram; without the bins that are not there completely
 */
RunOutcome::Histogram ReadHistogram(const std::string& bytes);

/** \return names of the metrics that tell about machine and moment, and differ between equal runs
 */
const std::vector<std::string>& GetMachineMetrics();

/** \return the time: ISO 8601 with seconds, UTC, such as `2026-11-27T10:20:22Z` */
std::string GetUtcTime();

} // namespace ResultsValues

} // namespace ns3

#endif /* WAKU_RESULTS_VALUES_H */
