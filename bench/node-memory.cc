/* SPDX-License-Identifier: GPL-2.0-only */

// Bytes of a node by what takes them: the parts of a node in the order in which they are installed,
// its connections, a message on its way, and what stays after all messages. For a bare TCP flood,
// the relay on a static mesh, gossipsub with the same mesh, and each of the two with metrics.
// Counted are the bytes that are allocated with new, as the allocator rounds them, and the pages of
// the process beside them. Each run has a process of its own.
//
//   node-memory --nodes=1000 --degree=6

#include "bench-world.h"
#include "counted-memory.h"

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace ns3;
using Json = nlohmann::json;

namespace
{

/// Bytes per node by what takes them.
struct Usage
{
    double overlay{0};
    double nodes{0};
    double devices{0};
    double stack{0};
    double addresses{0};
    double applications{0};
    double metrics{0};
    double connections{0};
    double idle{0};
    double idlePages{0};
    double moving{0};
    double after{0};
    double afterPages{0};

    /// Where the bytes of a part are.
    using Bytes = double Usage::*;

    /// One of the parts.
    struct Part
    {
        const char* name;
        Bytes bytes;
    };

    static const std::vector<Part>& GetParts()
    {
        static const std::vector<Part> parts = {
            {"overlay", &Usage::overlay},
            {"node", &Usage::nodes},
            {"WAN device", &Usage::devices},
            {"TCP/IP", &Usage::stack},
            {"address", &Usage::addresses},
            {"application", &Usage::applications},
            {"metrics", &Usage::metrics},
            {"connections", &Usage::connections},
            {"all of these", &Usage::idle},
            {"pages of the process", &Usage::idlePages},
            {"messages on their way", &Usage::moving},
            {"left by messages", &Usage::after},
            {"pages at the end", &Usage::afterPages},
        };
        return parts;
    }

    static const StudyFields<Usage>& GetFields()
    {
        static const auto fields = [] {
            StudyFields<Usage> all;
            for (const Part& part : GetParts())
            {
                all.Add(part.name, part.bytes);
            }
            return all;
        }();
        return fields;
    }
};

/// Counts what each step adds.
class Ledger
{
  public:
    explicit Ledger(uint32_t nodes)
        : m_nodes(nodes),
          m_start(g_live),
          m_last(g_live),
          m_resident(GetResident())
    {
    }

    /// All bytes since the last call belong to a part.
    void Book(Usage::Bytes part)
    {
        Put(part, g_live - m_last);
        m_last = g_live;
    }

    void Put(Usage::Bytes part, int64_t bytes)
    {
        m_usage.*part = static_cast<double>(bytes) / m_nodes;
    }

    /// All bytes, and pages of the process, since the start.
    void BookAll(Usage::Bytes bytes, Usage::Bytes pages)
    {
        Put(bytes, g_live - m_start);
        Put(pages, GetResident() - m_resident);
    }

    const Usage& GetUsage() const
    {
        return m_usage;
    }

  private:
    /// Without the pages of files, which are those of libraries.
    static int64_t GetResident()
    {
        std::ifstream statm("/proc/self/statm");
        int64_t size = 0;
        int64_t resident = 0;
        int64_t ofFiles = 0;
        statm >> size >> resident >> ofFiles;
        return (resident - ofFiles) * sysconf(_SC_PAGESIZE);
    }

    uint32_t m_nodes;
    int64_t m_start;
    int64_t m_last;
    int64_t m_resident;
    Usage m_usage;
};

/// Connect, then messages one at a time.
void
Simulate(const BenchLoad& load, Ledger& ledger)
{
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    ledger.Book(&Usage::connections);
    ledger.BookAll(&Usage::idle, &Usage::idlePages);
    g_peak = g_live;
    const int64_t idle = g_live;
    Simulator::Stop(Seconds(load.messages + 10));
    Simulator::Run();
    ledger.Put(&Usage::moving, g_peak - idle);
    ledger.BookAll(&Usage::after, &Usage::afterPages);
    ledger.Put(&Usage::after, g_live - idle);
}

/// Of what a part of the World is counted.
double Usage::*
GetUsagePart(World::Part part)
{
    switch (part)
    {
    case World::OVERLAY:
        return &Usage::overlay;
    case World::NODES:
        return &Usage::nodes;
    case World::DEVICES:
        return &Usage::devices;
    case World::STACK:
        return &Usage::stack;
    default:
        return &Usage::addresses;
    }
}

Usage
Run(const BenchLoad& load, const std::string& mode, bool hasMetrics)
{
    Ledger ledger(load.nodes);
    World world(load, [&ledger](World::Part part) { ledger.Book(GetUsagePart(part)); });
    if (mode == "flood")
    {
        uint32_t current = 0;
        const auto floods = world.InstallFlood(load.payload, current);
        ledger.Book(&Usage::applications);
        ScheduleFlood(floods, load.messages, current);
        Simulate(load, ledger);
        Simulator::Destroy();
        return ledger.GetUsage();
    }
    const WakuRelayHelper helper = MakeHelper(mode, load.degree);
    ApplicationContainer relays = helper.Install(world.nodes);
    helper.Connect(relays, world.graph, world.addresses);
    ledger.Book(&Usage::applications);
    const auto metrics =
        hasMetrics ? std::make_unique<RelayMetrics>(relays, world.devices) : nullptr;
    ledger.Book(&Usage::metrics);
    SchedulePublications(relays, load);
    Simulate(load, ledger);
    Simulator::Destroy();
    return ledger.GetUsage();
}

} // namespace

int
main(int argc, char* argv[])
{
    BenchLoad load;
    std::string jsonPath;
    ProgramOptions cmd(__FILE__);
    load.AddTo(cmd);
    cmd.AddOutput("json", "Write the figures to this file", jsonPath);
    cmd.Parse(argc, argv);
    load.Check();

    const std::vector<std::string> columns = {"flood",
                                              "static",
                                              "static+metrics",
                                              "gossipsub",
                                              "gossipsub+metrics"};
    ParallelRuns<Usage> runs(1);
    runs.Add("bare flood", 1, [load] { return Run(load, "flood", false); });
    runs.Add("static mesh", 1, [load] { return Run(load, "Static", false); });
    runs.Add("static mesh with metrics", 1, [load] { return Run(load, "Static", true); });
    runs.Add("gossipsub", 1, [load] { return Run(load, "GossipSub", false); });
    runs.Add("gossipsub with metrics", 1, [load] { return Run(load, "GossipSub", true); });
    const std::vector<Usage> usages = runs.Run();

    Json json = {{"nodes", load.nodes}, {"degree", load.degree}, {"payload", load.payload}};
    std::printf("%-22s", "bytes per node");
    for (const std::string& column : columns)
    {
        std::printf(" %17s", column.c_str());
    }
    std::printf("\n");
    for (const Usage::Part& part : Usage::GetParts())
    {
        std::printf("%-22s", part.name);
        for (std::size_t i = 0; i < columns.size(); i++)
        {
            const double bytes = usages[i].*part.bytes;
            std::printf(" %17.0f", bytes);
            json[columns[i]][part.name] = bytes;
        }
        std::printf("\n");
    }
    if (!jsonPath.empty())
    {
        std::ofstream(jsonPath) << json.dump(1) << "\n";
    }
    return 0;
}
