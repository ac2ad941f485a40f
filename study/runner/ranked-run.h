/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RANKED_RUN_H
#define WAKU_RANKED_RUN_H

#include "ns3/planned-run.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Simulates a planned run: in this process, or in as many MPI processes as the plan asks
 * for.
 *
 * MPI processes are started by `mpirun -np N`; the environment's `MPIRUN` can name another program
 * with its options, such as `mpirun --oversubscribe` or `srun`. Each process is the running
 * program with the arguments of COMMAND.
 */
namespace RankedRun
{

/** First argument of a process of a run over MPI ranks. */
extern const char* const COMMAND;

/**
 * Simulate, and wait for the end. A std::runtime_error says if the processes cannot be started or
 * end without a result.
 * \param run the run
 * \return its results
 */
RunOutcome Simulate(const PlannedRun& run);

/**
 * Be a process of a run over MPI ranks.
 * \param arguments file with the run, file for its result; what follows COMMAND
 * \return status of the program
 */
int BeRank(const std::vector<std::string>& arguments);

} // namespace RankedRun

} // namespace ns3

#endif /* WAKU_RANKED_RUN_H */
