/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-commands.h"

#include "study-arguments.h"

#include "ns3/flow-accuracy.h"
#include "ns3/program-options.h"
#include "ns3/results-database.h"
#include "ns3/results-reader.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/scenario-run.h"
#include "ns3/traffic-schedule.h"
#include "ns3/user-error.h"

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>

namespace ns3
{

namespace
{

/// Options of `run`.
struct RunOptions
{
    std::string database;         //!< path of the database
    std::string slice{"1/1"};     //!< which slice, of how many
    std::string memory{"0"};      //!< MB, or 0
    bool isDry{false};            //!< whether runs are only listed
    StudyRunner::Settings runner; //!< how the study is done
};

RunOptions
ReadRunOptions(const StudyArguments& arguments)
{
    RunOptions options;
    double memory = 0;
    ProgramOptions cmd(__FILE__);
    cmd.Usage("waku-study run FILE --db=FILE.db [--set=KEY=VALUE]...: does or resumes a study.");
    cmd.AddValue("db", "Results database; made if it is not there", options.database);
    cmd.AddValue("workers", "Runs at a time; 0 for one for each core", options.runner.workers);
    cmd.AddValue("slice", "Do slice i of k of the study: i/k, as for job arrays", options.slice);
    cmd.AddValue("memory", "Memory of all runs together, MB; 0 for what is free", memory);
    cmd.AddValue("retryFailed", "Do failed runs again", options.runner.retriesFailed);
    cmd.AddValue("acceptOthers",
                 "Use results of other versions of the module too",
                 options.runner.acceptsOthers);
    cmd.AddValue("dryRun",
                 "List the runs with expected time and memory, and do none",
                 options.isDry);
    cmd.AddValue("quiet", "Show no progress", options.runner.isQuiet);
    cmd.AddValue("view",
                 "Write a page that shows the run into this folder, for each run that is done",
                 options.runner.viewFolder);
    std::vector<std::string> texts = arguments.options;
    for (std::string& text : texts)
    {
        text = text == "--dry-run" ? "--dryRun" : text;
    }
    cmd.Parse(texts);
    ProgramOptions::CheckRange("workers", options.runner.workers, 0, 10000);
    ProgramOptions::CheckRange("memory", memory, 0, 1e9);
    options.runner.memory = static_cast<uint64_t>(memory * 1e6);
    options.runner.SetSlice(options.slice);
    if (options.database.empty())
    {
        StopAtUserError("--db is missing; --db=FILE.db names the file for the results");
    }
    return options;
}

RunnableStudy
MakeRunnable(const StudyPlan& plan)
{
    return {plan.GetStudy().name,
            plan.GetStudy().text,
            plan.MakeGroups(),
            plan.GetStudy().expect.GetMetrics(),
            [&plan](RunOutcome& outcome) { plan.Judge(outcome); }};
}

/// A scenario as the lines of a study file that sets every key.
void
WriteKeys(std::ostream& out, Scenario scenario, const std::string& indent)
{
    for (const ScenarioKey& key : scenario.GetKeys())
    {
        const std::string sets = key.attribute.empty() ? "" : " [" + key.attribute + "]";
        out << indent << std::left << std::setw(38) << (key.name + ": " + key.get()) << " # "
            << key.help << sets << "\n";
    }
    for (const auto& [path, value] : scenario.attributes.GetValues())
    {
        out << indent << path << ": \"" << value << "\"\n";
    }
}

/// Parameters of a cell on one line.
std::string
Describe(const StudyPlan::Cell& cell)
{
    std::string text;
    for (const auto& [key, value] : cell.parameters)
    {
        text += (text.empty() ? "" : ", ") + key + " = " + value;
    }
    return text;
}

/// Keys in which a cell differs from the first one.
void
WriteDifference(std::ostream& out, const ScenarioValues& first, const ScenarioValues& other)
{
    for (const auto& [key, value] : other)
    {
        const auto found = first.find(key);
        if (found == first.end() || found->second != value)
        {
            out << "#     " << key << ": " << value << "\n";
        }
    }
}

/// How a scenario uses the flow transport.
FlowAccuracy::Use
GetFlowUse(const Scenario& scenario)
{
    const TrafficPart& traffic = scenario.traffic;
    const double perHour = traffic.messagesPerHour * scenario.overlay.nodes;
    return {scenario.underlay.transport,
            traffic.payload,
            scenario.underlay.loss,
            traffic.IsPoisson() ? Seconds(3600 / perHour) : traffic.interval};
}

/// Say where flows are known to be less near to packets than elsewhere.
void
WarnOfFlows(const StudyPlan& plan)
{
    std::map<std::string, std::size_t> warnings;
    for (const StudyPlan::Cell& cell : plan.GetCells())
    {
        warnings[FlowAccuracy::GetWarning(GetFlowUse(cell.scenario))]++;
    }
    warnings.erase("");
    for (const auto& [warning, cells] : warnings)
    {
        std::cerr << plan.GetStudy().name << ": " << warning << " (" << cells << " of "
                  << plan.GetCells().size() << " combinations; doc/flow-transport.rst)"
                  << std::endl;
    }
}

/// Names a run and does it in this process.
ScenarioRun::Result
Simulate(ScenarioRun& run)
{
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    return run.Run(ranks);
}

/// Name of the page of a run, from the values of what varies.
std::string
GetViewName(const PlannedRun& run)
{
    std::string name;
    for (const auto& [key, value] : run.parameters)
    {
        const std::size_t colon = key.rfind(':');
        name += key.substr(colon == std::string::npos ? 0 : colon + 1) + "=" + value + ",";
    }
    for (char& letter : name)
    {
        const bool isPlain = std::isalnum(static_cast<unsigned char>(letter)) ||
                             std::string("=,.-").find(letter) != std::string::npos;
        letter = isPlain ? letter : '_';
    }
    return (name.size() > 150 ? "key=" + run.GetKey().substr(0, 16) + "," : name) +
           "run=" + std::to_string(run.rngRun) + ".html";
}

/// Makes the folder for pages, or ends the program.
void
MakeViewFolder(const std::string& folder)
{
    std::error_code error;
    if (!folder.empty())
    {
        std::filesystem::create_directories(folder, error);
    }
    if (error)
    {
        StopAtUserError("--view: can't make the folder " + folder + ": " + error.message());
    }
}

/// The first sentence of the comment that a study file begins with.
std::string
ReadFirstSentence(const std::string& path)
{
    std::ifstream in(path);
    std::string sentence;
    for (std::string line; std::getline(in, line) && line.rfind("# ", 0) == 0;)
    {
        sentence += (sentence.empty() ? "" : " ") + line.substr(2);
        const std::size_t end = std::min(sentence.find(". "), sentence.find("? "));
        if (end != std::string::npos)
        {
            return sentence.substr(0, end + 1);
        }
    }
    return sentence;
}

} // namespace

StudyRunner::Result
RunStudy(const StudyPlan& plan, const std::string& path, const StudyRunner::Settings& settings)
{
    if (const char* defaults = std::getenv("NS_ATTRIBUTE_DEFAULT"); defaults && *defaults)
    {
        StopAtUserError("the environment has NS_ATTRIBUTE_DEFAULT, and a run is known by what its "
                        "study and options such as --ns3::TcpSocket::SegmentSize=536 set");
    }
    WarnOfFlows(plan);
    MakeViewFolder(settings.viewFolder);
    ResultsDatabase database(path, ResultsDatabase::WRITE);
    const RunnableStudy study = MakeRunnable(plan);
    StudyRunner runner(
        database,
        study,
        [&plan, &settings](const PlannedRun& run) {
            PlannedRun shown = run;
            shown.view =
                settings.viewFolder.empty() ? "" : settings.viewFolder + "/" + GetViewName(run);
            return plan.Simulate(shown);
        },
        settings);
    return runner.Run();
}

namespace StudyCommands
{

int
Run(const std::vector<std::string>& arguments, std::ostream& out)
{
    const StudyArguments read = StudyArguments::Read(arguments);
    RunOptions options = ReadRunOptions(read);
    read.CheckNames("run FILE --db=FILE.db", 1, 1);
    const StudyPlan plan(StudyFile::Read(read.names[0], read.set));
    options.runner.seed = static_cast<uint32_t>(RngSeedManager::GetSeed());
    if (options.isDry)
    {
        ResultsDatabase database(options.database, ResultsDatabase::WRITE);
        const RunnableStudy study = MakeRunnable(plan);
        StudyRunner(database, study, nullptr, options.runner).DryRun(out);
        return 0;
    }
    const StudyRunner::Result result = RunStudy(plan, options.database, options.runner);
    out << result.done << " runs done, " << result.failed << " failed, " << result.skipped
        << " were there\n";
    return result.GetExitStatus();
}

int
Explain(const std::vector<std::string>& arguments, std::ostream& out)
{
    const StudyArguments read = StudyArguments::Read(arguments);
    std::string protocol = "waku-relay";
    ProgramOptions cmd(__FILE__);
    cmd.Usage("waku-study explain [FILE]: prints a scenario with all defaults filled in.");
    cmd.AddChoice("protocol",
                  "Without a file: print the keys of this protocol",
                  protocol,
                  ScenarioProtocol::GetNames());
    cmd.Parse(read.options);
    read.CheckNames("explain [FILE]", 0, 1);
    if (read.names.empty())
    {
        WriteKeys(out, Scenario(protocol), "");
        return 0;
    }
    const StudyPlan plan(StudyFile::Read(read.names[0], read.set));
    const StudyPlan::Cell& first = plan.GetCells().front();
    out << "study: " << plan.GetStudy().name << "\nscenario:\n";
    WriteKeys(out, first.scenario, "  ");
    out << "# " << plan.GetCells().size() << " combinations; above is the first\n";
    const ScenarioValues values = first.scenario.GetValues();
    for (const StudyPlan::Cell& cell : plan.GetCells())
    {
        out << "#   " << (cell.parameters.empty() ? "the scenario as it is" : Describe(cell))
            << "\n";
        WriteDifference(out, values, cell.scenario.GetValues());
    }
    return 0;
}

int
ListShipped(const std::vector<std::string>& arguments, std::ostream& out)
{
    StudyArguments::Read(arguments).CheckNames("studies", 0, 0);
    for (const auto& [name, path] : StudyFile::GetShipped())
    {
        out << std::left << std::setw(22) << name << " " << ReadFirstSentence(path) << "\n";
    }
    return 0;
}

int
Repeat(const std::vector<std::string>& arguments, std::ostream& out)
{
    const StudyArguments read = StudyArguments::Read(arguments);
    std::string pcap;
    std::string json;
    ViewOutputs view;
    uint32_t captured = 1;
    ProgramOptions cmd(__FILE__);
    cmd.Usage("waku-study repeat FILE.db RUN: does a stored run again, alone in this process.");
    cmd.AddValue("pcap", "Capture nodes to files with this prefix", pcap);
    cmd.AddValue("pcapNodes", "Number of nodes to capture", captured);
    cmd.AddOutput("json", "Write the run summary to this file", json);
    view.AddOptions(cmd);
    cmd.Parse(read.options);
    read.CheckNames("repeat FILE.db RUN", 2, 2);
    ResultsDatabase database(read.names[0], ResultsDatabase::READ);
    uint64_t number = 0;
    if (!OptionValue::Read(read.names[1], number).empty())
    {
        StopAtUserError(read.names[1] + " is no number of a run; `waku-study list` shows them");
    }
    const PlannedRun plan = ResultsReader(database).GetPlan(static_cast<int64_t>(number));
    Scenario scenario = Scenario::FromValues(plan.scenario);
    scenario.Check();
    ScenarioRun run(scenario, plan.rngRun);
    run.Capture(pcap, captured);
    run.SetView(view);
    const ScenarioRun::Result result = Simulate(run);
    result.summary.WriteText(out);
    result.summary.WriteJson(json);
    if (!result.failure.empty())
    {
        out << "failed: " << result.failure << "\n";
    }
    return result.failure.empty() ? 0 : 1;
}

int
Schedule(const std::vector<std::string>& arguments, std::ostream& out)
{
    const StudyArguments read = StudyArguments::Read(arguments);
    ScheduleSource source;
    source.plan = [&read](const std::string& path) {
        const StudyPlan plan(StudyFile::Read(path, read.set));
        std::vector<PlannedRun> runs;
        for (const StudyPlan::Cell& cell : plan.GetCells())
        {
            runs.push_back(plan.MakeRun(cell, 1));
        }
        return runs;
    };
    source.list = [](const PlannedRun& planned) {
        Scenario scenario = Scenario::FromValues(planned.scenario);
        scenario.Check();
        ScenarioRun run(scenario, planned.rngRun);
        run.NotePublications();
        return Simulate(run).publications;
    };
    std::vector<std::string> rest = {"schedule"};
    rest.insert(rest.end(), read.names.begin(), read.names.end());
    rest.insert(rest.end(), read.options.begin() + 1, read.options.end());
    return RunScheduleCommand(rest, out, source);
}

} // namespace StudyCommands

} // namespace ns3
