/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COMPARE_COMMAND_H
#define WAKU_COMPARE_COMMAND_H

#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The command `waku-study compare SIMULATED MEASURED...`: measurements beside a simulation.
 *
 * SIMULATED is a results database, or a run summary (`--json` of a program). Each MEASURED is a CSV
 * file (ReadCsvMeasurement), the answer of a Prometheus server to a range query (PrometheusRange)
 * or a run summary; those of one kind are taken as repetitions of one experiment.
 * doc/measurements.rst has examples.
 *
 *     --study=NAME            of the database
 *     --where=KEY=VALUE,...   only these combinations of parameters
 *     --columns=MAPPING       what the columns of CSV files have (CsvColumns)
 *     --firstMessage=N        messages with smaller numbers are left out
 *     --bucketUnit=UNIT       of the buckets of Prometheus' histograms: s, ms
 *     --metric=NAME           metric with which a counter of Prometheus is compared
 *     --baseline=FILE         the same counter while the fleet is without the load, to subtract it
 *     --theory=NAME,...       closed forms (TheoryCase) beside both
 *     --folder=FOLDER         write a report with plots
 *
 * Errors of the user are exceptions derived from std::exception whose text is one sentence; wrong
 * options end the program (ProgramOptions).
 *
 * \param arguments `compare`, and what follows it
 * \param out stream to which the tables are written
 * \return status of the program
 */
int RunCompareCommand(const std::vector<std::string>& arguments, std::ostream& out);

} // namespace ns3

#endif /* WAKU_COMPARE_COMMAND_H */
