/* SPDX-License-Identifier: GPL-2.0-only */
#include "traffic-schedule.h"

#include "csv-line.h"
#include "parameter-filter.h"

#include "ns3/program-options.h"

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>

namespace ns3
{

void
WriteSchedule(std::ostream& out, std::vector<ScheduledMessage> messages)
{
    std::stable_sort(
        messages.begin(),
        messages.end(),
        [](const ScheduledMessage& a, const ScheduledMessage& b) { return a.time < b.time; });
    std::ostringstream text;
    text << "time_s,node,topic,size\n" << std::fixed << std::setprecision(9);
    for (const ScheduledMessage& message : messages)
    {
        text << message.time << "," << message.node << "," << QuoteCsvField(message.topic) << ","
             << message.size << "\n";
    }
    out << text.str();
}

int
RunScheduleCommand(const std::vector<std::string>& arguments,
                   std::ostream& out,
                   const ScheduleSource& source)
{
    std::vector<std::string> options = {"waku-study schedule"};
    std::vector<std::string> files;
    for (std::size_t i = 1; i < arguments.size(); i++)
    {
        (arguments[i].compare(0, 1, "-") == 0 ? options : files).push_back(arguments[i]);
    }
    std::vector<std::string> where;
    uint32_t rngRun = 1;
    std::string csv;
    ProgramOptions cmd(__FILE__);
    cmd.Usage("The traffic of a study as a schedule that can be played on a fleet: CSV with "
              "time_s,node,topic,size.");
    cmd.AddValue("where", "KEY=VALUE,...: values of varied keys", where);
    cmd.AddValue("run", "Number of the run, its RngRun", rngRun);
    cmd.AddOutput("csv", "Write the schedule to this file", csv);
    cmd.Parse(options);
    if (files.size() != 1)
    {
        throw std::invalid_argument(
            "usage: waku-study schedule FILE [--where=KEY=VALUE,...] [--run=N] [--csv=FILE]");
    }
    std::vector<PlannedRun> runs = source.plan(files[0]);
    std::vector<ParameterFilter::Parameters> parameters;
    for (const PlannedRun& run : runs)
    {
        parameters.push_back(run.parameters);
    }
    const std::vector<std::size_t> chosen = ParameterFilter(where).Choose(parameters);
    if (chosen.size() > 1)
    {
        throw std::invalid_argument(std::to_string(chosen.size()) +
                                    " combinations of parameters have a schedule each; --where "
                                    "chooses one, such as --where=" +
                                    ParameterFilter::GetName({runs[chosen[0]].parameters.at(0)}));
    }
    PlannedRun& run = runs[chosen[0]];
    run.rngRun = rngRun;
    const std::vector<ScheduledMessage> messages = source.list(run);
    if (csv.empty())
    {
        WriteSchedule(out, messages);
        return 0;
    }
    std::ofstream file(csv);
    WriteSchedule(file, messages);
    file.close();
    if (!file)
    {
        throw std::runtime_error("--csv: can't write " + csv);
    }
    out << messages.size() << " messages: " << csv << "\n";
    return 0;
}

} // namespace ns3
