/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_CLAIMS_H
#define WAKU_RUN_CLAIMS_H

#include "ns3/results-database.h"
#include "ns3/run-store.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Shares the runs of a results database between runners: a run is claimed before it begins.
 *
 * A claim counts as long as its runner lives. A runner on this machine is known to live or not: its
 * process has the same number and the same start. One of another machine, or in another container,
 * writes a heartbeat every HEARTBEAT seconds, and is taken for dead after TIMEOUT seconds without
 * one. A runner that was taken for dead by mistake does a run that another one does too, and the
 * first result stays.
 */
class RunClaims
{
  public:
    static constexpr double HEARTBEAT = 10; //!< seconds between heartbeats
    static constexpr double TIMEOUT = 60;   //!< seconds without a heartbeat after which claims end

    /** How a claim was answered. */
    enum Answer
    {
        CLAIMED,     //!< the run is this runner's
        STORED,      //!< the run is in the database
        IN_PROGRESS, //!< another runner does it
    };

    /** \param database an open database, which must outlive this object */
    explicit RunClaims(ResultsDatabase& database);
    /** Gives up what is still claimed. */
    ~RunClaims();
    RunClaims(const RunClaims&) = delete;
    RunClaims& operator=(const RunClaims&) = delete;

    /**
     * Claim a run, in a transaction of its own. What a dead runner claimed is taken over.
     * \param key key of the run
     * \param replaced number of a stored run with this key that is to be replaced; 0 for none
     * \return whether it is claimed
     */
    Answer Claim(const StoredRunKey& key, int64_t replaced = 0);
    /**
     * Give up a run, in the transaction of the caller.
     * \param key key of the run
     */
    void Release(const StoredRunKey& key);
    /** Write a heartbeat, if it is time for it. */
    void Beat();

  private:
    /**
     * \param runner number of a runner in the database
     * \return whether it lives, as far as it is known
     */
    bool IsAlive(int64_t runner);
    /** Write this runner into the database. */
    void Register();
    /**
     * Remove a runner and its claims.
     * \param runner number of the runner
     */
    void Remove(int64_t runner);

    SqliteDatabase& m_sqlite; //!< the database
    RunStore m_runs;          //!< runs of the database
    int64_t m_runner{0};      //!< number of this runner
    double m_lastBeat{0};     //!< when it wrote the last heartbeat, Unix time
};

} // namespace ns3

#endif /* WAKU_RUN_CLAIMS_H */
