/* SPDX-License-Identifier: GPL-2.0-only */
#include "results-commands.h"

#include "ns3/process-identity.h"
#include "ns3/program-options.h"
#include "ns3/results-diff.h"
#include "ns3/results-export.h"
#include "ns3/results-merge.h"
#include "ns3/results-reader.h"
#include "ns3/results-text.h"
#include "ns3/results-values.h"
#include "ns3/run-progress.h"
#include "ns3/run-store.h"

#include <cmath>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>

namespace ns3
{

namespace ResultsCommands
{

namespace
{

/// What follows the name of a command.
struct CommandLineParts
{
    std::vector<std::string> files;   //!< without dashes
    std::vector<std::string> options; //!< the name of the command, and what begins with dashes
};

/// Separate options from the rest, whose number is checked.
CommandLineParts
Split(const std::vector<std::string>& arguments,
      const std::string& usage,
      std::size_t least,
      std::size_t most)
{
    CommandLineParts parts;
    parts.options.push_back("waku-study " + arguments.front());
    for (std::size_t i = 1; i < arguments.size(); i++)
    {
        (arguments[i].compare(0, 1, "-") == 0 ? parts.options : parts.files)
            .push_back(arguments[i]);
    }
    const bool isHelp = parts.options.size() > 1 && parts.options[1] == "--help";
    if (!isHelp && (parts.files.size() < least || parts.files.size() > most))
    {
        throw std::invalid_argument("usage: waku-study " + usage);
    }
    return parts;
}

/// The studies that were asked for.
std::vector<StoredStudy>
FindStudies(const ResultsReader& reader, const std::string& name)
{
    return name.empty() ? reader.GetStudies() : std::vector<StoredStudy>{reader.FindStudy(name)};
}

/// Runs that living runners do.
std::size_t
CountInProgress(ResultsDatabase& database)
{
    std::size_t runs = 0;
    SqliteStatement& select = database.GetSqlite().Prepare(
        "SELECT r.host, r.boot, r.pid, r.started, count(*) FROM runner r"
        " JOIN claim c ON c.runner = r.id GROUP BY r.id");
    while (select.Step())
    {
        const ProcessIdentity identity{select.GetText(0),
                                       select.GetText(1),
                                       select.GetInteger(2),
                                       select.GetText(3)};
        if (identity.GetState() != ProcessIdentity::DEAD)
        {
            runs += static_cast<std::size_t>(select.GetInteger(4));
        }
    }
    return runs;
}

/// Parameters of a run and its number, to name it in a line.
std::string
NameRun(const StoredCell& cell, uint32_t rngRun)
{
    PlannedRun plan;
    plan.parameters = cell.parameters;
    plan.rngRun = rngRun;
    return RunProgress::GetName(plan);
}

template <typename Items>
std::string
Join(const Items& items)
{
    std::ostringstream joined;
    for (const auto& item : items)
    {
        joined << (joined.tellp() > 0 ? ", " : "") << item;
    }
    return joined.str();
}

void
PrintStatus(const ResultsReader& reader, const StoredStudy& study, std::ostream& out)
{
    std::size_t wanted = 0;
    std::size_t done = 0;
    std::size_t failed = 0;
    const std::vector<StoredCell> cells = reader.GetCells(study);
    for (const StoredCell& cell : cells)
    {
        wanted += cell.wanted;
        done += cell.done;
        failed += cell.failed;
    }
    const ResultsProvenance provenance = reader.GetProvenance(study);
    out << study.name << ": " << cells.size() << " cells, " << wanted << " runs wanted so far, "
        << done << " done, " << failed << " failed\n"
        << "  results version " << Join(provenance.versions) << ", seed " << Join(provenance.seeds)
        << ", on " << Join(provenance.hosts) << ", " << provenance.firstBegun << " to "
        << provenance.lastBegun << "\n"
        << "  " << ResultsText::WriteNumber(std::round(provenance.wallSeconds))
        << " s of runs, the largest took " << provenance.peakBytes / 1000000 << " MB\n";
    for (const SoftwareVersions& software : provenance.software)
    {
        out << "  waku " << software.module << ", ns-3 " << software.ns3 << ", "
            << software.compiler << "\n";
    }
    for (const StoredRun& run : reader.ReadFailedRuns(study))
    {
        out << "  run " << run.id << ", " << NameRun(cells.at(run.cell), run.rngRun) << ": "
            << ResultsValues::WriteStatus(run.status) << ": " << run.message << "\n";
    }
}

int
DoStatus(const std::vector<std::string>& arguments, std::ostream& out)
{
    const CommandLineParts parts = Split(arguments, "status DB [--study=NAME]", 1, 1);
    std::string name;
    ProgramOptions options(__FILE__);
    options.Usage("How far the studies of a results database are.");
    options.AddValue("study", "Name of a study; all if empty", name);
    options.Parse(parts.options);
    ResultsDatabase database(parts.files[0], ResultsDatabase::READ);
    const ResultsReader reader(database);
    for (const StoredStudy& study : FindStudies(reader, name))
    {
        PrintStatus(reader, study, out);
    }
    out << CountInProgress(database) << " runs in progress\n";
    return 0;
}

int
DoList(const std::vector<std::string>& arguments, std::ostream& out)
{
    const CommandLineParts parts = Split(arguments, "list DB [--study=NAME]", 1, 1);
    std::string name;
    ProgramOptions options(__FILE__);
    options.Usage("The runs of a results database, a line each.");
    options.AddValue("study", "Name of a study; all if empty", name);
    options.Parse(parts.options);
    ResultsDatabase database(parts.files[0], ResultsDatabase::READ);
    const ResultsReader reader(database);
    RunStore store(database);
    out << std::left << std::setw(8) << "run" << std::setw(15) << "status" << std::setw(10)
        << "seconds" << std::setw(8) << "MB"
        << "study and parameters\n";
    for (const StoredStudy& study : FindStudies(reader, name))
    {
        const std::vector<StoredCell> cells = reader.GetCells(study);
        for (const StoredRun& run : reader.ReadRuns(study, {}))
        {
            const RunOutcome outcome = store.ReadOutcome(run.id, false);
            out << std::setw(8) << run.id << std::setw(15) << ResultsValues::WriteStatus(run.status)
                << std::setw(10) << std::fixed << std::setprecision(2) << outcome.wallSeconds
                << std::setw(8) << outcome.peakBytes / 1000000 << study.name << " "
                << NameRun(cells.at(run.cell), run.rngRun) << "\n";
        }
    }
    return 0;
}

int64_t
ReadRunNumber(const std::string& text)
{
    if (text.empty() || text.size() > 18 ||
        text.find_first_not_of("0123456789") != std::string::npos)
    {
        throw std::invalid_argument("RUN is " + text +
                                    ", not the number of a run, which waku-study list tells");
    }
    return std::stoll(text);
}

int
DoShow(const std::vector<std::string>& arguments, std::ostream& out)
{
    const CommandLineParts parts = Split(arguments, "show DB RUN", 2, 2);
    ProgramOptions options(__FILE__);
    options.Usage("A run of a results database: scenario, outcome, and how to repeat it.");
    options.Parse(parts.options);
    ResultsDatabase database(parts.files[0], ResultsDatabase::READ);
    const ResultsReader reader(database);
    const int64_t run = ReadRunNumber(parts.files[1]);
    const PlannedRun plan = reader.GetPlan(run);
    const RunOutcome outcome = RunStore(database).ReadOutcome(run);
    out << "run " << run << ": " << RunProgress::GetName(plan) << "\n"
        << "repeat it alone: waku-study repeat " << parts.files[0] << " " << run << "\n\n"
        << plan.GetScenarioText() << "\nstatus: " << ResultsValues::WriteStatus(outcome.status)
        << "\n";
    if (outcome.status != RunOutcome::DONE)
    {
        out << "message: " << outcome.message << "\nexit status: " << outcome.exitStatus << "\n";
    }
    else if (!outcome.message.empty())
    {
        out << outcome.message << "\n";
    }
    out << "seconds: " << outcome.wallSeconds << "\nbytes: " << outcome.peakBytes << "\n";
    for (const auto& [name, value] : outcome.metrics)
    {
        out << name << ": " << ResultsText::WriteNumber(value) << "\n";
    }
    return 0;
}

/// Write an exported file; nothing if there is no path.
void
WriteExport(const std::string& path, const std::function<void(std::ostream&)>& write)
{
    if (path.empty())
    {
        return;
    }
    std::ofstream file(path);
    write(file);
    file.close();
    if (!file)
    {
        throw ResultsError(path + ": can't be written completely");
    }
}

int
DoExport(const std::vector<std::string>& arguments, std::ostream& out)
{
    const CommandLineParts parts =
        Split(arguments,
              "export DB [--csv=FILE] [--json=FILE] [--histograms=FILE] [--study=NAME]",
              1,
              1);
    std::string name;
    std::string csv;
    std::string json;
    std::string histograms;
    ProgramOptions options(__FILE__);
    options.Usage("Write the runs of a results database as text; CSV to the terminal by default.");
    options.AddValue("study", "Name of a study; all if empty", name);
    options.AddOutput("csv", "Write a row for each run as CSV to this file", csv);
    options.AddOutput("json", "Write a JSON object for each run to this file", json);
    options.AddOutput("histograms", "Write a row for each bin as CSV to this file", histograms);
    options.Parse(parts.options);
    ResultsDatabase database(parts.files[0], ResultsDatabase::READ);
    const ResultsReader reader(database);
    const ResultsExport results(reader, FindStudies(reader, name));
    if (csv.empty() && json.empty() && histograms.empty())
    {
        results.WriteCsv(out);
    }
    WriteExport(csv, [&results](std::ostream& file) { results.WriteCsv(file); });
    WriteExport(json, [&results](std::ostream& file) { results.WriteJsonLines(file); });
    WriteExport(histograms, [&results](std::ostream& file) { results.WriteHistograms(file); });
    return 0;
}

int
DoDiff(const std::vector<std::string>& arguments, std::ostream& out)
{
    const CommandLineParts parts = Split(arguments, "diff A.db B.db [--study=NAME]", 2, 2);
    std::string name;
    ProgramOptions options(__FILE__);
    options.Usage("What differs between the results of studies in two databases.");
    options.AddValue("study", "Name of a study; all of the first database if empty", name);
    options.Parse(parts.options);
    ResultsDatabase first(parts.files[0], ResultsDatabase::READ);
    ResultsDatabase second(parts.files[1], ResultsDatabase::READ);
    const ResultsReader a(first);
    const ResultsReader b(second);
    bool hasFound = false;
    for (const StoredStudy& study : FindStudies(a, name))
    {
        const StoredStudy other = b.FindStudy(study.name);
        const ResultsDiff diff(a, study, b, other);
        out << study.name << ", results version " << study.GetVersion() << " -> "
            << other.GetVersion() << ": ";
        diff.Print(out);
        hasFound = hasFound || diff.HasFound();
    }
    return hasFound ? 1 : 0;
}

int
DoMerge(const std::vector<std::string>& arguments, std::ostream& out)
{
    const CommandLineParts parts =
        Split(arguments, "merge OUT.db IN.db...", 2, static_cast<std::size_t>(-1));
    ProgramOptions options(__FILE__);
    options.Usage("Add results databases to the first one, which is made if there is none.");
    options.Parse(parts.options);
    for (std::size_t i = 1; i < parts.files.size(); i++)
    {
        ResultsDatabase(parts.files[i], ResultsDatabase::READ); // before anything is written
    }
    ResultsDatabase into(parts.files[0], ResultsDatabase::WRITE);
    bool hasConflicts = false;
    for (std::size_t i = 1; i < parts.files.size(); i++)
    {
        const MergedResults merged = MergeResults(into, parts.files[i]);
        out << parts.files[i] << ": " << merged.added << " runs added, " << merged.same
            << " were there, " << merged.conflicts.size() << " conflicts\n";
        for (const std::string& conflict : merged.conflicts)
        {
            out << "  " << conflict << "\n";
        }
        hasConflicts = hasConflicts || !merged.conflicts.empty();
    }
    return hasConflicts ? 1 : 0;
}

} // namespace

const std::map<std::string, Command>&
Get()
{
    static const std::map<std::string, Command> commands = {
        {"status", DoStatus},
        {"list", DoList},
        {"show", DoShow},
        {"export", DoExport},
        {"diff", DoDiff},
        {"merge", DoMerge},
    };
    return commands;
}

} // namespace ResultsCommands

} // namespace ns3
