/* SPDX-License-Identifier: GPL-2.0-only */
#include "ranked-run.h"

#include "outcome-bytes.h"

#include "ns3/distributed-helper.h"
#include "ns3/scenario-run.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace ns3
{

namespace RankedRun
{

const char* const COMMAND = "rank";

namespace
{

/// Files through which the processes of a run get it and give back its result.
class RankFiles
{
  public:
    RankFiles()
    {
        std::string folder =
            (std::filesystem::temp_directory_path() / "waku-ranks-XXXXXX").string();
        if (!mkdtemp(folder.data()))
        {
            throw std::runtime_error(folder + ": can't be made: " + std::strerror(errno));
        }
        m_folder = folder;
    }

    ~RankFiles()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    RankFiles(const RankFiles&) = delete;
    RankFiles& operator=(const RankFiles&) = delete;

    std::string GetRun() const
    {
        return (m_folder / "run.json").string();
    }

    std::string GetResult() const
    {
        return (m_folder / "result").string();
    }

  private:
    std::filesystem::path m_folder; //!< of its own, readable by this user alone
};

std::string
ReadWhole(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void
WriteWhole(const std::string& path, const std::string& bytes)
{
    std::ofstream out(path, std::ios::binary);
    out << bytes;
    out.close();
    if (!out)
    {
        throw std::runtime_error(path + ": can't be written completely");
    }
}

/// What starts the processes: a program with its options.
std::vector<std::string>
GetLauncher(uint32_t processes)
{
    const char* launcher = std::getenv("MPIRUN");
    std::istringstream words(launcher && *launcher ? launcher : "mpirun");
    std::vector<std::string> command{std::istream_iterator<std::string>(words),
                                     std::istream_iterator<std::string>()};
    command.insert(command.end(), {"-np", std::to_string(processes)});
    return command;
}

/// Does a command, which ends with this process.
int
Execute(const std::vector<std::string>& command)
{
    std::vector<char*> arguments;
    for (const std::string& argument : command)
    {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child == 0)
    {
#ifdef __linux__
        prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
    {
    }
    if (child < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 127))
    {
        throw std::runtime_error(command[0] + " can't be started: `ranks` needs MPI's mpirun, or "
                                              "what the environment's MPIRUN names");
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

RunOutcome
SimulateHere(const ScenarioValues& values,
             uint32_t rngRun,
             const DistributedHelper& ranks,
             const std::string& view = "")
{
    Scenario scenario = Scenario::FromValues(values);
    scenario.Check();
    ScenarioRun run(scenario, rngRun);
    ViewOutputs outputs;
    outputs.page = view;
    run.SetView(outputs);
    return run.Run(ranks).ToOutcome();
}

} // namespace

RunOutcome
Simulate(const PlannedRun& run)
{
    if (run.processes <= 1)
    {
        int argc = 0;
        char** argv = nullptr;
        return SimulateHere(run.scenario, run.rngRun, DistributedHelper(&argc, &argv), run.view);
    }
    if (!run.view.empty())
    {
        throw std::runtime_error("a run over several processes can't be recorded for a page");
    }
    const RankFiles files;
    WriteWhole(files.GetRun(),
               nlohmann::json{{"scenario", run.scenario}, {"rng_run", run.rngRun}}.dump());
    std::vector<std::string> command = GetLauncher(run.processes);
    command.insert(command.end(),
                   {std::filesystem::read_symlink("/proc/self/exe").string(),
                    COMMAND,
                    files.GetRun(),
                    files.GetResult()});
    const int status = Execute(command);
    const auto outcome = OutcomeBytes::Read(ReadWhole(files.GetResult()));
    if (status != 0 || !outcome)
    {
        throw std::runtime_error(command[0] + " ended with status " + std::to_string(status));
    }
    return *outcome;
}

int
BeRank(const std::vector<std::string>& arguments)
{
    if (arguments.size() != 2)
    {
        throw std::invalid_argument("`rank` is a process that `run` starts");
    }
    const nlohmann::json run = nlohmann::json::parse(ReadWhole(arguments[0]));
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    const RunOutcome outcome =
        SimulateHere(run.at("scenario").get<ScenarioValues>(), run.at("rng_run"), ranks);
    if (ranks.IsRoot())
    {
        WriteWhole(arguments[1], OutcomeBytes::Write(outcome));
    }
    return 0;
}

} // namespace RankedRun

} // namespace ns3
