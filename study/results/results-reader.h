/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RESULTS_READER_H
#define WAKU_RESULTS_READER_H

#include "ns3/planned-run.h"
#include "ns3/results-database.h"
#include "ns3/software-versions.h"

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
 * \brief A study in a results database.
 */
struct StoredStudy
{
    int64_t id{0};               //!< in the database
    std::string name;            //!< as its file says
    std::string file;            //!< text of its file
    std::string begun;           //!< when it was last begun or resumed, ISO 8601, UTC
    std::set<uint32_t> versions; //!< of results (WAKU_RESULTS_VERSION) with which it was run
    uint32_t GetVersion() const; //!< \return the newest of the versions
};

/**
 * \ingroup waku
 * \brief Runs of a study that have the same parameters, and differ in RngRun alone.
 */
struct StoredCell
{
    int64_t id{0}; //!< in the database
    /** Varied keys and their values, in the order and as written in the study's file. */
    std::vector<std::pair<std::string, std::string>> parameters;
    std::size_t wanted{0}; //!< runs that the study wants, as far as it is known
    std::size_t done{0};   //!< those of them that ended well
    std::size_t failed{0}; //!< those of them that ended in another way
};

/**
 * \ingroup waku
 * \brief A run and those of its results that were asked for.
 */
struct StoredRun
{
    int64_t id{0};                               //!< in the database
    std::size_t cell{0};                         //!< index of its cell in GetCells()
    uint32_t rngRun{0};                          //!< ns-3's RngRun
    uint32_t version{0};                         //!< of its results
    RunOutcome::Status status{RunOutcome::DONE}; //!< how it ended
    std::string message;                         //!< why it did not end well
    /** Values in the order of the metrics asked for; NaN where the run has no such metric. */
    std::vector<double> values;
};

/**
 * \ingroup waku
 * \brief Where the results of a study come from. Each text is in alphabetical order.
 */
struct ResultsProvenance
{
    std::vector<SoftwareVersions> software; //!< with which runs were done
    std::set<std::string> hosts;            //!< on which runs were done
    std::set<uint32_t> seeds;               //!< ns-3's RngSeed of the runs
    std::set<uint32_t> versions;            //!< of the results; several if others were accepted
    std::string firstBegun;                 //!< when the first run began, ISO 8601, UTC
    std::string lastBegun;                  //!< when the last run began, ISO 8601, UTC
    double wallSeconds{0};                  //!< real time of all runs together
    uint64_t peakBytes{0};                  //!< memory of the run that took most
};

/**
 * \ingroup waku
 * \brief Reads the results of studies, for reports and exports.
 *
 * It reads what a study wants: neither runs of other studies that share its scenarios, nor those of
 * an earlier text of its file. Everything is in a fixed order: cells in the order of the file,
 * runs by cell and RngRun. All functions throw a ResultsError if the file cannot be read.
 *
 * \code
 *   ResultsDatabase database("scaling.db", ResultsDatabase::READ);
 *   ResultsReader reader(database);
 *   const StoredStudy study = reader.FindStudy("");
 *   const auto cells = reader.GetCells(study);
 *   for (const StoredRun& run : reader.ReadGoodRuns(study, {"latency_s.p95", "delivery_ratio"}))
 *   {
 *       Plot(cells[run.cell].parameters, run.values[0]);
 *   }
 * \endcode
 */
class ResultsReader
{
  public:
    /** \param database an open database, which must outlive this object */
    explicit ResultsReader(ResultsDatabase& database);

    /**
     * \return the studies by name; of those with the same name, the last begun one alone
     */
    std::vector<StoredStudy> GetStudies() const;

    /**
     * \param name name of a study; empty for the only one of the database
     * \return the study; of those with the same name, the last begun one. A ResultsError names the
     *         studies of the database if it is none of them, or if the name is empty and there are
     *         several.
     */
    StoredStudy FindStudy(const std::string& name) const;

    /**
     * \param study a study
     * \param version of its results; 0 for the newest one
     * \return its cells, in the order of its file
     */
    std::vector<StoredCell> GetCells(const StoredStudy& study, uint32_t version = 0) const;

    /**
     * \param study a study
     * \param version of its results; 0 for the newest one
     * \return names of the metrics that its runs have, in alphabetical order
     */
    std::vector<std::string> GetMetricNames(const StoredStudy& study, uint32_t version = 0) const;

    /**
     * \param study a study
     * \param metrics names of metrics
     * \param version of its results; 0 for the newest one
     * \return its runs that ended well, by cell and RngRun
     */
    std::vector<StoredRun> ReadGoodRuns(const StoredStudy& study,
                                        const std::vector<std::string>& metrics,
                                        uint32_t version = 0) const;

    /**
     * \param study a study
     * \param metrics names of metrics
     * \param version of its results; 0 for the newest one
     * \return its runs that have ended, well or not, by cell and RngRun
     */
    std::vector<StoredRun> ReadRuns(const StoredStudy& study,
                                    const std::vector<std::string>& metrics,
                                    uint32_t version = 0) const;

    /**
     * \param study a study
     * \param version of its results; 0 for the newest one
     * \return its runs that did not end well, by cell and RngRun
     */
    std::vector<StoredRun> ReadFailedRuns(const StoredStudy& study, uint32_t version = 0) const;

    /**
     * \param study a study
     * \param version of its results; 0 for the newest one
     * \return where its results come from
     */
    ResultsProvenance GetProvenance(const StoredStudy& study, uint32_t version = 0) const;

    /**
     * \param cell a cell
     * \param name of the histogram, such as `latency_s` or `hops`
     * \return sum of the histograms of its good runs; empty if they have none
     */
    RunOutcome::Histogram ReadHistogram(const StoredCell& cell, const std::string& name) const;

    /**
     * \param run a run
     * \return its histograms by name
     */
    std::map<std::string, RunOutcome::Histogram> ReadHistograms(const StoredRun& run) const;

    /**
     * \param cell a cell
     * \return its whole scenario
     */
    ScenarioValues GetScenario(const StoredCell& cell) const;

    /**
     * \param run number of a run in the database; a ResultsError says if there is none
     * \return the run as it was planned, with the parameters of the last study that wants it, to do
     *         it again
     */
    PlannedRun GetPlan(int64_t run) const;

  private:
    /**
     * \param study a study
     * \param metrics names of metrics
     * \param version of its results; 0 for the newest one
     * \param condition SQL condition on the run `r`
     * \return its runs for which the condition holds, by cell and RngRun
     */
    std::vector<StoredRun> Read(const StoredStudy& study,
                                const std::vector<std::string>& metrics,
                                uint32_t version,
                                const std::string& condition) const;
    /**
     * Read metrics of runs.
     * \param names names of the metrics
     * \param [in,out] runs runs whose values are set
     */
    void ReadValues(const std::vector<std::string>& names, std::vector<StoredRun>& runs) const;

    SqliteDatabase& m_sqlite; //!< the database
};

} // namespace ns3

#endif /* WAKU_RESULTS_READER_H */
