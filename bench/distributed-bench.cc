/* SPDX-License-Identifier: GPL-2.0-only */

// What ranks gain: a program with one process and with several, alternating. Prints how much faster
// several are, how much memory the largest of them takes beside the one, and whether their results
// are the same. Program and libraries are a part of that memory which ranks do not divide, so the
// share of what grows with the nodes is printed too. Needs an ns-3 that is built with MPI. The
// environment's MPIRUN, mpirun if it is not set, starts the processes.
//
//   distributed-bench --nodes=1000 --messages=40 --ranks=2
//   distributed-bench --program=whisper-example --options=--cycle=0s

#include "ns3/core-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace ns3;
using Json = nlohmann::json;

namespace
{

/// The experiment.
struct Bench
{
    std::string program = "waku-relay-example";
    std::string options;
    uint32_t nodes = 1000;
    uint32_t messages = 40;
};

/// The program that is run lies beside this one, and an ns-3 tree names both alike.
std::string
FindProgram(const std::string& program)
{
    const std::filesystem::path self = std::filesystem::canonical("/proc/self/exe");
    std::string name = self.filename().string();
    const std::string own = "distributed-bench";
    const std::size_t place = name.find(own);
    NS_ABORT_MSG_IF(place == std::string::npos, "this program is not called " << own);
    name.replace(place, own.size(), program);
    const std::filesystem::path path = self.parent_path() / name;
    ProgramOptions::Check("program",
                          program,
                          std::filesystem::exists(path),
                          "a program that is there: there is no " + path.string());
    return path.string();
}

/// \return the summary of a run
Json
Run(const Bench& bench, uint32_t ranks)
{
    const std::filesystem::path folder = std::filesystem::temp_directory_path();
    const std::string summary =
        (folder / ("distributed-bench-" + std::to_string(getpid()) + ".json")).string();
    const char* launch = std::getenv("MPIRUN");
    std::string options = bench.options;
    std::replace(options.begin(), options.end(), ',', ' ');
    const std::string command = std::string(launch ? launch : "mpirun") + " -np " +
                                std::to_string(ranks) + " " + FindProgram(bench.program) +
                                " --nodes=" + std::to_string(bench.nodes) +
                                " --messages=" + std::to_string(bench.messages) + " " + options +
                                " --json=" + summary + " >/dev/null";
    if (std::system(command.c_str()) != 0)
    {
        StopAtUserError("this failed: " + command);
    }
    const Json result = Json::parse(std::ifstream(summary), nullptr, false);
    std::filesystem::remove(summary);
    if (!result.is_object() || !result.contains("wall_s") || !result.contains("peak_rss_bytes"))
    {
        StopAtUserError("this wrote no run summary: " + command);
    }
    return result;
}

/// \return the resident size of the largest rank of a run, bytes
double
GetMemory(const Json& summary)
{
    return summary["peak_rss_bytes"];
}

/// \return what one rank's memory would be without nodes, from two numbers of nodes
double
GetMemoryWithoutNodes(Bench bench, double memory)
{
    const double nodes = bench.nodes;
    bench.nodes /= 2;
    const double perNode = (memory - GetMemory(Run(bench, 1))) / (nodes - bench.nodes);
    return memory - nodes * perNode;
}

/// \return a summary without what a run costs
Json
GetResults(Json summary)
{
    for (const char* cost : {"events", "wall_s", "peak_rss_bytes"})
    {
        summary.erase(cost);
    }
    return summary;
}

double
Median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int
main(int argc, char* argv[])
{
    Bench bench;
    uint32_t ranks = 2;
    uint32_t rounds = 3;
    std::string json;
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Number of nodes", bench.nodes);
    cmd.AddValue("messages", "Number of messages", bench.messages);
    cmd.AddValue("ranks", "Processes, to be compared with one", ranks);
    cmd.AddValue("rounds", "Runs of each of the two, alternating", rounds);
    cmd.AddValue("program", "Program that takes ranks, --nodes and --messages", bench.program);
    cmd.AddValue("options", "More options for the program, with commas between", bench.options);
    cmd.AddOutput("json", "Write the figures to this file", json);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckRange("nodes", bench.nodes, 2, 1000000);
    ProgramOptions::CheckRange("messages", bench.messages, 0, 1000000);
    ProgramOptions::CheckRange("rounds", rounds, 1, 1000);
    ProgramOptions::CheckRange("ranks", ranks, 2, 1000);
    FindProgram(bench.program);
    if (!WanRanks::IsSupported())
    {
        StopAtUserError("this ns-3 is built without MPI; configure it with --enable-mpi");
    }

    std::vector<double> alone;
    std::vector<double> together;
    std::vector<double> speedUps;
    std::vector<double> aloneMemory;
    std::vector<double> togetherMemory;
    bool same = true;
    for (uint32_t i = 0; i < rounds; i++)
    {
        const Json one = Run(bench, 1);
        const Json several = Run(bench, ranks);
        alone.push_back(one["wall_s"]);
        together.push_back(several["wall_s"]);
        speedUps.push_back(alone.back() / together.back());
        aloneMemory.push_back(GetMemory(one));
        togetherMemory.push_back(GetMemory(several));
        same = same && GetResults(one) == GetResults(several);
    }
    const double fixed = GetMemoryWithoutNodes(bench, Median(aloneMemory));
    const double share = Median(togetherMemory) / Median(aloneMemory);
    const double nodesShare = (Median(togetherMemory) - fixed) / (Median(aloneMemory) - fixed);
    std::printf("%s: %u nodes, %u messages, medians of %u rounds\n"
                "one rank %.2f s, %u ranks %.2f s: %.2f times as fast\n"
                "memory of a rank %.2f of the one's, without the %.0f MB that no node takes %.2f\n"
                "results %s\n",
                bench.program.c_str(),
                bench.nodes,
                bench.messages,
                rounds,
                Median(alone),
                ranks,
                Median(together),
                Median(speedUps),
                share,
                fixed / 1e6,
                nodesShare,
                same ? "the same" : "DIFFERENT");
    if (!json.empty())
    {
        std::ofstream(json) << Json({{"protocol", "distributed-bench"},
                                     {"program", bench.program},
                                     {"nodes", bench.nodes},
                                     {"messages", bench.messages},
                                     {"ranks", ranks},
                                     {"one_rank_s", Median(alone)},
                                     {"ranks_s", Median(together)},
                                     {"speed_up", Median(speedUps)},
                                     {"memory_of_a_rank", share},
                                     {"memory_without_nodes_bytes", fixed},
                                     {"memory_of_a_rank_for_nodes", nodesShare},
                                     {"same_results", same}})
                                   .dump(1)
                            << "\n";
    }
    return same ? 0 : 1;
}
