/* SPDX-License-Identifier: GPL-2.0-only */

// Asks a question without C++: does the runs that a study file describes, keeps their results in a
// database, and reports them.
//
//   waku-study run relay-study --db=results.db
//   waku-study report results.db --output=report

#include "ns3/compare-command.h"
#include "ns3/program-option-value.h"
#include "ns3/ranked-run.h"
#include "ns3/report-command.h"
#include "ns3/results-commands.h"
#include "ns3/study-commands.h"
#include "ns3/study-limits.h"

#include <exception>
#include <functional>
#include <iostream>

using namespace ns3;

namespace
{

/// A command.
struct Command
{
    std::string name; //!< first argument of the program
    std::string help; //!< its arguments, and what it does
    std::function<int(const std::vector<std::string>&, std::ostream&)> run;
};

/// A command of results databases, which takes its name too.
Command
MakeResultsCommand(const std::string& name, const std::string& help)
{
    return {name, help, [name](std::vector<std::string> arguments, std::ostream& out) {
                arguments.insert(arguments.begin(), name);
                return ResultsCommands::Get().at(name)(arguments, out);
            }};
}

std::vector<Command>
GetCommands()
{
    return {
        {"run", "FILE --db=FILE.db: do or resume a study", StudyCommands::Run},
        {"explain", "[FILE]: print the scenario with all defaults", StudyCommands::Explain},
        {"studies", ": list the studies that ship with the module", StudyCommands::ListShipped},
        MakeResultsCommand("status", "FILE.db: how far the studies are"),
        MakeResultsCommand("list", "FILE.db: list the runs"),
        MakeResultsCommand("show", "FILE.db RUN: show a run"),
        {"repeat", "FILE.db RUN: do one run again", StudyCommands::Repeat},
        {"report",
         "FILE.db --output=FOLDER: write tables and plots",
         [](std::vector<std::string> arguments, std::ostream& out) {
             arguments.insert(arguments.begin(), "report");
             return RunReportCommand(arguments, out, PlanStudyReport);
         }},
        {"compare",
         "FILE.db MEASURED...: set measurements beside the runs",
         [](std::vector<std::string> arguments, std::ostream& out) {
             arguments.insert(arguments.begin(), "compare");
             return RunCompareCommand(arguments, out);
         }},
        {"schedule",
         "FILE: write the traffic as a schedule for real nodes",
         StudyCommands::Schedule},
        MakeResultsCommand("export", "FILE.db --csv=FILE: write the results for other programs"),
        MakeResultsCommand("diff", "A.db B.db: what changed from one to the other"),
        MakeResultsCommand("merge", "OUT.db IN.db...: put databases together"),
        {RankedRun::COMMAND,
         "RUN RESULT: be a process of a run over MPI ranks, which `run` starts",
         [](const std::vector<std::string>& arguments, std::ostream&) {
             return RankedRun::BeRank(arguments);
         }},
    };
}

int
PrintHelp(std::ostream& out)
{
    out << "waku-study COMMAND ARGUMENTS; waku-study COMMAND --help tells its options\n";
    for (const Command& command : GetCommands())
    {
        out << "  " << command.name << (command.help.front() == ':' ? "" : " ") << command.help
            << "\n";
    }
    return 0;
}

} // namespace

int
main(int argc, char* argv[])
{
    const std::string name = argc > 1 ? argv[1] : "--help";
    if (name == "--help" || name == "help")
    {
        return PrintHelp(std::cout);
    }
    std::vector<std::string> names;
    try
    {
        for (const Command& command : GetCommands())
        {
            if (command.name == name)
            {
                return command.run({argv + 2, argv + argc}, std::cout);
            }
            names.push_back(command.name);
        }
        std::cerr << "waku-study: there is no command " << name << "; there are "
                  << OptionValue::JoinWithOr(names) << std::endl;
    }
    catch (const std::exception& error)
    {
        std::cerr << "waku-study: " << error.what() << std::endl;
    }
    return 1;
}
