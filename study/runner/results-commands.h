/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RESULTS_COMMANDS_H
#define WAKU_RESULTS_COMMANDS_H

#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The commands of `waku-study` about results databases.
 *
 *     status DB                 how far the studies are, what failed, and where results come from
 *     list DB                   the runs, a line each
 *     show DB RUN               a run: scenario, outcome, and the command that repeats it
 *     export DB --csv=FILE --json=FILE --histograms=FILE
 *     diff A.db B.db            what changed beyond its confidence interval
 *     merge OUT.db IN.db...     add databases to another one
 *
 * All but `show` and `merge` take `--study=NAME`. Errors of the user are exceptions derived from
 * std::exception whose text is one sentence; wrong options end the program (ProgramOptions).
 */
namespace ResultsCommands
{

/**
 * Does a command. Parameters are its name with what follows it, and where it prints. The result is
 * the status of the program: 0, or 1 if `diff` or `merge` found a difference.
 */
using Command = std::function<int(const std::vector<std::string>& arguments, std::ostream& out)>;

/** \return the commands by name */
const std::map<std::string, Command>& Get();

} // namespace ResultsCommands

} // namespace ns3

#endif /* WAKU_RESULTS_COMMANDS_H */
