/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_STORE_H
#define WAKU_RUN_STORE_H

#include "ns3/planned-run.h"
#include "ns3/results-database.h"
#include "ns3/software-versions.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What distinguishes a run from all others in a results database.
 */
struct StoredRunKey
{
    int64_t scenario{0}; //!< number of its scenario in the database
    uint32_t rngRun{0};  //!< ns-3's RngRun
    uint32_t version{0}; //!< of its results, WAKU_RESULTS_VERSION
};

/**
 * \ingroup waku
 * \brief Where, when and with which software a run was done.
 */
struct RunOrigin
{
    std::string host;          //!< name of the machine
    std::string begun;         //!< when it began, ISO 8601, UTC
    uint32_t seed{1};          //!< ns-3's RngSeed
    SoftwareVersions software; //!< module, ns-3 and compiler
};

/**
 * \ingroup waku
 * \brief A run that is in a results database, without its results.
 */
struct KnownRun
{
    int64_t id{0};                               //!< in the database
    uint32_t rngRun{0};                          //!< ns-3's RngRun
    uint32_t version{0};                         //!< of its results
    RunOutcome::Status status{RunOutcome::DONE}; //!< how it ended
    double wallSeconds{0};                       //!< real time it took
    uint64_t peakBytes{0};                       //!< most memory of its process
};

/**
 * \ingroup waku
 * \brief The scenarios, runs and results of a results database. All functions throw a ResultsError
 * if the file cannot be read or written.
 */
class RunStore
{
  public:
    /** \param database an open database, which must outlive this object */
    explicit RunStore(ResultsDatabase& database);

    /**
     * \param key key of a scenario: PlannedRun::GetKey() without the number of the run
     * \return its number in the database; 0 if it is not there
     */
    int64_t FindScenario(const std::string& key);
    /**
     * Add a scenario unless it is there.
     * \param key key of a scenario
     * \param text text of the scenario
     * \return its number in the database
     */
    int64_t AddScenario(const std::string& key, const std::string& text);

    /**
     * \param scenario number of a scenario
     * \return its runs, of all versions of results
     */
    std::vector<KnownRun> FindRuns(int64_t scenario);
    /**
     * \param key key of a run
     * \return number of the run; 0 if it is not there
     */
    int64_t FindRun(const StoredRunKey& key);

    /**
     * \param run number of a run
     * \param hasMetrics whether its metrics are read
     * \return how it ended, without its histograms
     */
    RunOutcome ReadOutcome(int64_t run, bool hasMetrics = true);
    /**
     * \param run number of a run
     * \param names names of metrics
     * \return how it ended, with these metrics, without its histograms
     */
    RunOutcome ReadOutcome(int64_t run, const std::set<std::string>& names);
    /**
     * Say in another way how a run ended, in the transaction of the caller.
     * \param run number of the run
     * \param outcome its status and message
     */
    void SetStatus(int64_t run, const RunOutcome& outcome);

    /**
     * Store a run, in the transaction of the caller. A run that is there already stays, unless it
     * is to be replaced.
     * \param key key of the run
     * \param outcome how it ended
     * \param origin where it was done
     * \param replaced number of a run with this key that it replaces; 0 if it replaces none
     * \return its number, or that of the one that stays
     */
    int64_t Store(const StoredRunKey& key,
                  const RunOutcome& outcome,
                  const RunOrigin& origin,
                  int64_t replaced = 0);

  private:
    /**
     * \param name name of a metric
     * \return its number, which it gets if it has none
     */
    int64_t GetMetric(const std::string& name);
    /**
     * \param software a software
     * \return its number, which it gets if it has none
     */
    int64_t GetSoftware(const SoftwareVersions& software);
    /**
     * Remove a run with its results.
     * \param run number of the run
     */
    void Remove(int64_t run);

    SqliteDatabase& m_sqlite;                     //!< the database
    std::map<int64_t, std::string> m_metricNames; //!< names of metrics by number
};

} // namespace ns3

#endif /* WAKU_RUN_STORE_H */
