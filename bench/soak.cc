/* SPDX-License-Identifier: GPL-2.0-only */

// A day of each protocol under churn (the study `soak`): is memory flat after the first hour, does
// the number of waiting events grow, and has the same seed the same bytes? Each case runs twice.
// The program ends with status 1 if one of these does not hold.
//
//   soak --hours=24 --case=gossipsub

#include "bench-clock.h"
#include "counted-memory.h"

#include "ns3/core-module.h"
#include "ns3/program-options.h"
#include "ns3/scenario-run.h"
#include "ns3/study-file.h"
#include "ns3/study-plan.h"

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>
#include <vector>

namespace ns3
{

/** Counts the events that wait. */
class CountingScheduler : public MapScheduler
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::CountingScheduler")
                                .SetParent<MapScheduler>()
                                .SetGroupName("Waku")
                                .AddConstructor<CountingScheduler>();
        return tid;
    }

    void Insert(const Event& event) override
    {
        waiting++;
        MapScheduler::Insert(event);
    }

    Event RemoveNext() override
    {
        waiting--;
        return MapScheduler::RemoveNext();
    }

    void Remove(const Event& event) override
    {
        waiting--;
        MapScheduler::Remove(event);
    }

    static inline int64_t waiting = 0; //!< events that wait in the scheduler
};

NS_OBJECT_ENSURE_REGISTERED(CountingScheduler);

} // namespace ns3

using namespace ns3;

namespace
{

/// What is measured.
struct SoakOptions
{
    double hours{24};
    double growth{0.02};
    std::string only;
    std::string json;
};

/// What was seen during a run.
struct SoakRun
{
    std::vector<double> heap;   //!< bytes allocated, at the end of each 15 minutes
    std::vector<double> events; //!< events that wait, likewise
    std::string bytes;          //!< the results, but for what differs between two processes
    std::string failure;        //!< what must hold and did not
    double deliveryRatio{0};    //!< deliveries of those that were expected
    double seconds{0};          //!< real time
};

const Time SAMPLE = Minutes(15);

void
Sample(SoakRun& run)
{
    run.heap.push_back(static_cast<double>(g_live));
    run.events.push_back(static_cast<double>(CountingScheduler::waiting));
    Simulator::Schedule(SAMPLE, [&run] { Sample(run); });
}

std::string
GetComparable(const RunSummary& summary)
{
    std::ostringstream text;
    summary.WriteJson(text);
    nlohmann::json values = nlohmann::json::parse(text.str());
    for (const char* name : {"wall_s", "peak_rss_bytes"})
    {
        values.erase(name);
    }
    return values.dump();
}

SoakRun
Run(const Scenario& scenario, const DistributedHelper& ranks)
{
    SoakRun run;
    ScenarioRun simulation(scenario, 1);
    Simulator::Schedule(SAMPLE, [&run] { Sample(run); });
    run.seconds = MeasureSeconds([&] {
        const ScenarioRun::Result result = simulation.Run(ranks);
        run.bytes = GetComparable(result.summary);
        run.failure = result.failure;
        run.deliveryRatio = result.summary.deliveryRatio;
    });
    return run;
}

double
GetMean(std::vector<double>::const_iterator begin, std::vector<double>::const_iterator end)
{
    return std::accumulate(begin, end, 0.0) / std::max<double>(1, static_cast<double>(end - begin));
}

/// How much higher the mean of the last third is than that of the second: the first is left out.
double
GetGrowth(const std::vector<double>& samples)
{
    const auto third = static_cast<std::ptrdiff_t>(samples.size() / 3);
    const double before = GetMean(samples.begin() + third, samples.begin() + 2 * third);
    const double after = GetMean(samples.begin() + 2 * third, samples.end());
    return before > 0 ? after / before - 1 : 0;
}

/// Run a case twice and print what was seen.
bool
Judge(const std::string& name,
      const Scenario& scenario,
      const SoakOptions& options,
      const DistributedHelper& ranks,
      nlohmann::json& results)
{
    const SoakRun run = Run(scenario, ranks);
    const SoakRun again = Run(scenario, ranks);
    const bool isSame = run.bytes == again.bytes;
    const double heapGrowth = GetGrowth(run.heap);
    const double eventGrowth = GetGrowth(run.events);
    std::cout << std::left << std::setw(14) << name << std::right << std::fixed
              << std::setprecision(1) << std::setw(10) << run.heap.at(3) / 1e6 << std::setw(10)
              << run.heap.back() / 1e6 << std::setw(9) << 100 * heapGrowth << std::setw(10)
              << std::setprecision(0) << run.events.at(3) << std::setw(10) << run.events.back()
              << std::setw(9) << std::setprecision(1) << 100 * eventGrowth << std::setw(11)
              << std::setprecision(4) << run.deliveryRatio << std::setw(7)
              << (isSame ? "yes" : "no") << std::setw(8) << std::setprecision(0) << run.seconds
              << std::endl;
    if (!run.failure.empty())
    {
        std::cout << "  " << run.failure << std::endl;
    }
    results[name] = {{"heap_bytes", run.heap},
                     {"waiting_events", run.events},
                     {"heap_growth", heapGrowth},
                     {"event_growth", eventGrowth},
                     {"delivery_ratio", run.deliveryRatio},
                     {"same_bytes", isSame},
                     {"failure", run.failure},
                     {"wall_s", run.seconds}};
    return isSame && run.failure.empty() && heapGrowth <= options.growth &&
           eventGrowth <= options.growth;
}

SoakOptions
ReadOptions(int argc, char* argv[])
{
    SoakOptions options;
    ProgramOptions cmd(__FILE__);
    cmd.Usage("A day of each protocol under churn: memory, waiting events, the same bytes twice.");
    cmd.AddValue("hours", "Hours of traffic, at least 2", options.hours);
    cmd.AddValue("growth",
                 "Most that the mean of the last third may be above that of the second",
                 options.growth);
    cmd.AddValue("case", "Only this case of the study", options.only);
    cmd.AddOutput("json", "Write all samples to this file", options.json);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckRange("hours", options.hours, 2, 1000);
    ProgramOptions::CheckRange("growth", options.growth, 0, 10);
    return options;
}

/// The study with so many hours of traffic.
StudyPlan
ReadStudy(double hours)
{
    const auto seconds = static_cast<uint32_t>(hours * 3600);
    return StudyPlan(
        StudyFile::Read("soak", {{"traffic.duration", std::to_string(seconds) + "s"}}));
}

std::string
GetName(const StudyPlan::Cell& cell)
{
    return cell.parameters.at(0).second;
}

/// End the program if the study has no such case.
void
CheckCase(const StudyPlan& plan, const std::string& only)
{
    std::string names;
    bool isThere = only.empty();
    for (const StudyPlan::Cell& cell : plan.GetCells())
    {
        isThere = isThere || GetName(cell) == only;
        names += (names.empty() ? "" : ", ") + GetName(cell);
    }
    ProgramOptions::Check("case", only, isThere, "one of " + names);
}

} // namespace

int
main(int argc, char* argv[])
{
    const DistributedHelper ranks(&argc, &argv);
    const SoakOptions options = ReadOptions(argc, argv);
    GlobalValue::Bind("SchedulerType", StringValue("ns3::CountingScheduler"));
    const StudyPlan plan = ReadStudy(options.hours);
    CheckCase(plan, options.only);
    std::cout << "after an hour and at the end, with the growth from the second third to the last"
              << "\ncase             heap, MB       end      %    events       end      %"
              << "  delivered   same  wall,s" << std::endl;
    nlohmann::json results;
    bool holds = true;
    for (const StudyPlan::Cell& cell : plan.GetCells())
    {
        if (options.only.empty() || options.only == GetName(cell))
        {
            holds = Judge(GetName(cell), cell.scenario, options, ranks, results) && holds;
        }
    }
    if (!options.json.empty())
    {
        std::ofstream(options.json) << results.dump(1) << "\n";
    }
    return holds ? 0 : 1;
}
