/* SPDX-License-Identifier: GPL-2.0-only */
/**
 * \ingroup waku
 * \file
 * Prints the closed-form scaling models of Waku relay and Whisper.
 *
 *     scaling-theory
 *     scaling-theory --model=waku-2025 --users=1000,2000 --set=Degree=8,MessageSize=10000
 *     scaling-theory --extensions --csv=theory.csv --plot=theory.png --json=theory.json
 */
#include "ns3/core-module.h"
#include "ns3/program-options.h"
#include "ns3/scaling-plot.h"
#include "ns3/scaling-report.h"
#include "ns3/waku-scaling-cases.h"
#include "ns3/whisper-scaling-cases.h"

#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

using namespace ns3;

namespace
{

template <typename Parameters>
Parameters
ReadParameters(const TheoryParameterTable<Parameters>& table,
               const std::vector<std::string>& assignments)
{
    Parameters parameters;
    for (const auto& assignment : assignments)
    {
        const auto equals = assignment.find('=');
        if (equals == std::string::npos)
        {
            throw std::invalid_argument("--set wants NAME=VALUE, not \"" + assignment + "\"");
        }
        table.Set(parameters, assignment.substr(0, equals), assignment.substr(equals + 1));
    }
    return parameters;
}

std::vector<double>
ReadUsers(const std::vector<std::string>& items)
{
    const TheoryParameterInfo info{"", "users", "", 1, 1e15, true, "Active users."};
    std::vector<double> users;
    for (const auto& item : items)
    {
        users.push_back(ParseTheoryNumber("users", item));
        info.Check(users.back());
    }
    return users;
}

ScalingReport
MakeReport(const std::string& model, const std::vector<std::string>& assignments, bool extensions)
{
    if (model == "whisper")
    {
        if (extensions)
        {
            throw std::invalid_argument("--extensions: the Whisper model has none");
        }
        const auto parameters = ReadParameters(GetWhisperScalingParameterTable(), assignments);
        return MakeWhisperScalingReport(WhisperScalingModel(parameters));
    }
    const auto version = model == "waku" ? WakuScalingModel::Version::SEED_2023
                                         : WakuScalingModel::Version::REVISION_2025;
    const auto parameters = ReadParameters(GetWakuScalingParameterTable(), assignments);
    return MakeWakuScalingReport(WakuScalingModel(parameters, version), extensions);
}

template <typename Write>
void
WriteFile(const std::string& name, const Write& write)
{
    if (name.empty())
    {
        return;
    }
    std::ofstream os(name);
    write(os);
    if (!os.flush())
    {
        throw std::runtime_error("cannot write \"" + name + "\"");
    }
}

/** ns-3's CommandLine takes --name=value only; this also allows `--set NAME=VALUE`. */
std::vector<std::string>
JoinSetOptions(int argc, char* argv[])
{
    std::vector<std::string> arguments;
    for (int i = 0; i < argc; ++i)
    {
        const std::string argument = argv[i];
        const bool separate = argument == "--set" && i + 1 < argc;
        arguments.push_back(separate ? argument + "=" + argv[++i] : argument);
    }
    return arguments;
}

} // namespace

int
main(int argc, char* argv[])
{
    std::string model = "waku";
    bool extensions = false;
    std::vector<std::string> users;
    std::vector<std::string> assignments;
    std::string csv;
    std::string json;
    std::string plot;

    ProgramOptions cmd(__FILE__);
    cmd.Usage("Prints the closed-form scaling models of Waku relay and Whisper.");
    cmd.AddChoice("model",
                  "Model of Waku (2023, or revised in 2025) or Whisper (2019)",
                  model,
                  {"waku", "waku-2025", "whisper"});
    cmd.AddValue("users", "Numbers of users, comma list", users);
    cmd.AddValue("set", "NAME=VALUE for an assumption; comma list, repeatable", assignments);
    cmd.AddValue("extensions", "Add the Waku model's cases that were never published", extensions);
    cmd.AddOutput("csv", "File for the results as CSV", csv);
    cmd.AddOutput("json", "File for parameters and results as JSON", json);
    cmd.AddOutput("plot", "File for load against users: .png, or .plt for a gnuplot script", plot);
    cmd.Parse(JoinSetOptions(argc, argv));

    try
    {
        const ScalingReport report = MakeReport(model, assignments, extensions);
        const std::vector<double> numbers = ReadUsers(users);
        std::ostringstream text; // complete or not at all
        WriteScalingText(text, report, numbers, isatty(STDOUT_FILENO) == 1);
        std::cout << text.str();
        WriteFile(csv, [&](std::ostream& os) { WriteScalingCsv(os, report, numbers); });
        WriteFile(json, [&](std::ostream& os) { WriteScalingJson(os, report, numbers); });
        if (!plot.empty())
        {
            WriteScalingPlot(plot, report, numbers);
        }
    }
    catch (const std::exception& error)
    {
        std::cerr << "scaling-theory: " << error.what() << std::endl;
        return 1;
    }
    return 0;
}
