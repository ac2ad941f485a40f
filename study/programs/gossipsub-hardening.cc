/* SPDX-License-Identifier: GPL-2.0-only */

// The configurations of the published evaluation of gossipsub v1.1 under attack
// (libp2p/gossipsub-hardening, scripts/configs), as a study.
//
//   gossipsub-hardening --configs=FOLDER --scale=240 > attacks.yaml
//   waku-study run attacks.yaml --db=attacks.db

#include "ns3/core-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

using namespace ns3;

int
main(int argc, char* argv[])
{
    std::string folder = "configs";
    double scale = 60;
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("configs", "Folder with the configurations, JSON files", folder);
    cmd.AddValue("scale",
                 "What divides the message rate, and what counts messages in scores",
                 scale);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckRange("scale", scale, 1, 1e6);
    std::error_code error;
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    {
        if (entry.path().extension() == ".json")
        {
            files.push_back(entry.path().string());
        }
    }
    if (error || files.empty())
    {
        StopAtUserError("configs is " + folder + ", not a folder with JSON files");
    }
    // The baseline, whose name is the shortest, comes first.
    std::sort(files.begin(), files.end(), [](const std::string& a, const std::string& b) {
        return std::filesystem::path(a).stem() < std::filesystem::path(b).stem();
    });
    try
    {
        std::vector<HardeningConfig> configs;
        for (const std::string& file : files)
        {
            configs.emplace_back(file);
        }
        std::cout << HardeningConfig::WriteStudy(configs, scale);
    }
    catch (const MeasurementError& wrong)
    {
        StopAtUserError(wrong.what());
    }
    return 0;
}
