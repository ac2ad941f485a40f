/* SPDX-License-Identifier: GPL-2.0-only */

// What does a node in a d-regular relay network receive, how fast do messages arrive, and is the
// closed form right? Simulates the load cases and the latency case of the Waku scaling analysis at
// packet level, and sets them beside the closed form.
//
//   relay-study --nodes=100,1000 --results=results

#include "ns3/relay-study.h"

#include "ns3/program-options.h"
#include "ns3/relay-comparison.h"
#include "ns3/relay-study-report.h"
#include "ns3/study-row.h"
#include "ns3/waku-scaling-model.h"

#include <filesystem>
#include <iostream>

using namespace ns3;

int
main(int argc, char* argv[])
{
    RelayStudy study;
    std::string results = "results";
    std::string json;
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Network sizes, with commas between", study.nodes);
    cmd.AddValue("degree", "Degree of the overlay", study.degree);
    cmd.AddValue("runs",
                 "Most runs of each case; from two on there are confidence intervals",
                 study.runs);
    cmd.AddValue("precision",
                 "A case has enough runs when its 95 % intervals are at most so wide to each side, "
                 "relative to the mean; 0 for all runs",
                 study.precision);
    cmd.AddValue("transmissions",
                 "Transmissions to simulate in a run; fewer shorten the traffic",
                 study.transmissions);
    cmd.AddChoice("segments", "TCP segments in one packet", study.segments, {1, 2, 5, 10});
    cmd.AddTransport(study.transport);
    cmd.AddValue("workers", "Runs at a time; 0 for one for each core", study.workers);
    cmd.AddValue("view",
                 "Folder for a page that shows the run, for each run that is done",
                 study.view);
    cmd.AddOutputFolder("results",
                        "Folder for runs, report, tables and plots",
                        results,
                        {"report.md", "relay-study.csv", "load.plt", "latency.plt", "ratios.plt"});
    cmd.AddOutput("json", "Write the comparison to this file", json);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckTransport(study.transport, study.segments);
    ProgramOptions::CheckRange("degree", study.degree, 2, 1000);
    for (uint32_t nodes : study.nodes)
    {
        // In the variants with gossip each node dials twice the degree.
        ProgramOptions::CheckRange("nodes", nodes, 2 * study.degree + 1, 1000000);
        ProgramOptions::Check("nodes",
                              nodes,
                              uint64_t(nodes) * study.degree % 2 == 0,
                              "even, as a regular graph of odd degree needs");
    }
    ProgramOptions::CheckRange("runs", study.runs, 1, 1000);
    ProgramOptions::CheckRange("precision", study.precision, 0, 1);
    ProgramOptions::CheckRange("transmissions", study.transmissions, 1, 1e12);
    ProgramOptions::CheckRange("workers", study.workers, 0, 1000);

    WakuScalingParameters parameters;
    parameters.degree = study.degree;
    const WakuScalingModel model(parameters);
    const RelayRuns runs = study.Run(results + "/relay-study.db");
    const std::vector<StudyRow> rows = CompareWithClosedForm(model, runs);
    StudyRow::WriteCsv(results + "/relay-study.csv", rows);
    RelayStudyReport{study, model, runs, rows}.Write(results);
    if (!json.empty())
    {
        StudyRow::WriteJson(json, "relay-study", rows);
    }
    StudyRow::WriteTable(std::cout, rows);
    std::cout << "\n" << std::filesystem::absolute(results).string() << "/report.md\n";
    return 0;
}
