/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_DATA_H
#define WAKU_REPORT_DATA_H

#include "ns3/planned-run.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Varied keys and their values, in the order and as written in a study's file.
 */
using ReportParameters = std::vector<std::pair<std::string, std::string>>;

/**
 * \ingroup waku
 * \brief The highest load that a search found.
 */
struct ReportLimit
{
    ReportParameters parameters; //!< varied keys of the search and their values
    ScenarioValues scenario;     //!< the scenario, without the value of the axis
    std::string axis;            //!< the key that was searched, such as traffic.messages_per_hour
    double limit{0};             //!< value at which half of the runs hold
    double lower{0};             //!< lower end of its 95 % interval
    double upper{0};             //!< upper end of its 95 % interval
    std::string cause;           //!< what broke beyond it
    std::size_t runs{0};         //!< runs of the search
    std::string problem;         //!< why there is no limit; empty if there is one
};

/**
 * \ingroup waku
 * \brief All that a report tells of a study, wherever it comes from.
 */
struct ReportData
{
    /** A run that did not end well. */
    struct Failure
    {
        uint32_t rngRun{0};  //!< ns-3's RngRun
        std::string status;  //!< how it ended, such as `timed out`
        std::string message; //!< why
    };

    /** The runs with the same parameters. */
    struct Cell
    {
        ReportParameters parameters;   //!< varied keys and their values
        ScenarioValues scenario;       //!< the whole scenario
        std::vector<uint32_t> rngRuns; //!< RngRun of each run that ended well
        /** Values of a metric in the order of rngRuns; NaN where a run does not have it. */
        std::map<std::string, std::vector<double>> metrics;
        std::map<std::string, RunOutcome::Histogram> histograms; //!< summed over those runs
        /** Histograms of each run, in the order of rngRuns; empty where no entry needs them. */
        std::vector<std::map<std::string, RunOutcome::Histogram>> runHistograms;
        std::vector<Failure> failures; //!< runs that did not end well
        std::size_t missing{0};        //!< runs that the study wants and that have not been done
    };

    std::string study;   //!< name of the study
    std::string command; //!< command that repeats it
    std::string file;    //!< text of the study's file; may be empty
    /** What the results come from: (name, text), such as versions, host and seed. */
    std::vector<std::pair<std::string, std::string>> provenance;
    std::set<uint32_t> versions;     //!< of the results (WAKU_RESULTS_VERSION)
    std::vector<Cell> cells;         //!< in the order of the study's file
    std::vector<ReportLimit> limits; //!< in the order of the study's file
};

} // namespace ns3

#endif /* WAKU_REPORT_DATA_H */
