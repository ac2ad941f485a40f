/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CSV_MEASUREMENT_H
#define WAKU_CSV_MEASUREMENT_H

#include "csv-columns.h"
#include "measurement.h"

#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Read measured latencies from a CSV file: a first line with the names of the columns, then
 * a line for each pair of a message and a receiver.
 *
 * A line that is wrong is refused with file, line and column: too few or too many fields, a latency
 * that is no number of 0 to 10^6 s (a negative one tells that clocks disagree), hops that are no
 * whole number, a message that reaches a node twice. Latencies are grouped by message if there is
 * `seq`, otherwise by `node`. A line whose receiver is the publisher is left out. Where `from` is
 * given, hops are those of the path of first copies; receivers whose path does not lead to the
 * publisher have none.
 *
 * \param path path of the file
 * \param columns what the columns have; found out by their names if not given
 * \param firstSeq messages with smaller numbers are left out; 0: none is. Names of messages have to
 *        be numbers if it is not 0.
 * \return the measurement; throws MeasurementError
 */
Measurement ReadCsvMeasurement(const std::string& path,
                               const std::optional<CsvColumns>& columns = std::nullopt,
                               uint32_t firstSeq = 0);

} // namespace ns3

#endif /* WAKU_CSV_MEASUREMENT_H */
