/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_CSV_H
#define WAKU_REPORT_CSV_H

#include "report-axes.h"
#include "report-data.h"

#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \param value a number, or none
 * \return the number, so that reading it gives the same number; empty if there is none
 */
std::string ToCsv(std::optional<double> value);

/**
 * \ingroup waku
 * \brief Write a line of a CSV file (RFC 4180).
 * \param out stream to write to
 * \param fields texts of the fields
 */
void WriteCsvLine(std::ostream& out, const std::vector<std::string>& fields);

/**
 * \ingroup waku
 * \brief Write a file.
 * \param path path of the file
 * \param write function that writes its content
 * \throws std::runtime_error if the file cannot be written
 */
void WriteCsvFile(const std::string& path, const std::function<void(std::ostream&)>& write);

/**
 * \ingroup waku
 * \param data a study; must exist as long as the result
 * \return the combinations of its cells
 */
std::vector<ReportCombination> GetCombinations(const ReportData& data);

/**
 * \ingroup waku
 * \param combinations combinations of a study
 * \return the keys that they vary, in the order in which they first occur
 */
std::vector<std::string> GetVariedKeys(const std::vector<ReportCombination>& combinations);

/**
 * \ingroup waku
 * \param keys varied keys
 * \param parameters varied keys and their values in a combination
 * \return the values in the order of the keys; empty for a key that the combination does not vary
 */
std::vector<std::string> GetKeyValues(const std::vector<std::string>& keys,
                                      const ReportParameters& parameters);

} // namespace ns3

#endif /* WAKU_REPORT_CSV_H */
