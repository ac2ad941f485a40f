/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_COMMANDS_H
#define WAKU_STUDY_COMMANDS_H

#include "study-plan.h"

#include "ns3/study-runner.h"

#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The commands of waku-study that need the scenarios of a study.
 *
 * Each takes its arguments without the name of the command, writes to a stream, and returns the
 * status of the program. What is wrong with the arguments ends the program; what is wrong with a
 * file is an exception.
 */
namespace StudyCommands
{

/**
 * `run FILE --db=FILE.db`: do or resume a study.
 * \param arguments FILE and options
 * \param out stream to write to
 * \return 0; 1 if runs failed, 130 if a signal stopped it
 */
int Run(const std::vector<std::string>& arguments, std::ostream& out);

/**
 * `explain FILE`: print the whole scenario with all defaults filled in, and the ns-3 attribute that
 * each key sets. Without a file, print the keys of a protocol.
 * \param arguments FILE and options
 * \param out stream to write to
 * \return 0
 */
int Explain(const std::vector<std::string>& arguments, std::ostream& out);

/**
 * `studies`: list the studies that ship with the module.
 * \param arguments none
 * \param out stream to write to
 * \return 0
 */
int ListShipped(const std::vector<std::string>& arguments, std::ostream& out);

/**
 * `repeat FILE.db RUN`: do a stored run again, alone and in this process.
 * \param arguments FILE.db, RUN and options
 * \param out stream to write to
 * \return 0; 1 if the run fails
 */
int Repeat(const std::vector<std::string>& arguments, std::ostream& out);

/**
 * `schedule FILE`: the traffic of a study as a schedule, to be played on real nodes, see
 * RunScheduleCommand().
 * \param arguments FILE and options
 * \param out stream to write to
 * \return 0
 */
int Schedule(const std::vector<std::string>& arguments, std::ostream& out);

} // namespace StudyCommands

/**
 * \ingroup waku
 * \brief Do the runs of a plan that a database does not have.
 * \param plan the plan
 * \param path path of the database
 * \param settings how the study is done
 * \return what was done
 */
StudyRunner::Result RunStudy(const StudyPlan& plan,
                             const std::string& path,
                             const StudyRunner::Settings& settings);

} // namespace ns3

#endif /* WAKU_STUDY_COMMANDS_H */
