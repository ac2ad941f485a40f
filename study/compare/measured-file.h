/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MEASURED_FILE_H
#define WAKU_MEASURED_FILE_H

#include "measurement.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How a file with measurements is read; what does not apply to its kind is not used.
 */
struct MeasuredFileOptions
{
    std::string columns;         //!< of CSV files (CsvColumns); found by their names if empty
    uint32_t firstMessage{0};    //!< of CSV files: messages with smaller numbers are left out
    std::string bucketUnit{"s"}; //!< of Prometheus' histograms: s or ms
    std::string metric;          //!< metric of runs that a counter of Prometheus is
    std::string baseline;        //!< file with the same counter without the load; may be empty
};

/**
 * \ingroup waku
 * \brief Read a file with measurements: CSV (ReadCsvMeasurement), the answer of a Prometheus server
 * to a range query (PrometheusRange), or a run summary (ReadSummaryMeasurement).
 * \param path path of the file; one that ends in `.json` is not CSV
 * \param options how it is read
 * \return the measurement; throws MeasurementError, or std::invalid_argument if an option is
 * missing
 */
Measurement ReadMeasuredFile(const std::string& path, const MeasuredFileOptions& options);

} // namespace ns3

#endif /* WAKU_MEASURED_FILE_H */
