/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-file.h"

#include <algorithm>
#include <filesystem>

#ifndef WAKU_INSTALLED_STUDIES
#define WAKU_INSTALLED_STUDIES WAKU_STUDIES
#endif

namespace ns3
{

std::vector<std::pair<std::string, std::string>>
StudyFile::GetShipped()
{
    std::vector<std::pair<std::string, std::string>> studies;
    std::error_code ignored; // a program that was moved elsewhere has no studies
    const bool isBuilt = std::filesystem::is_directory(WAKU_STUDIES, ignored);
    const char* folder = isBuilt ? WAKU_STUDIES : WAKU_INSTALLED_STUDIES;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    {
        if (entry.path().extension() == ".yaml")
        {
            studies.emplace_back(entry.path().stem().string(), entry.path().string());
        }
    }
    std::sort(studies.begin(), studies.end());
    return studies;
}

} // namespace ns3
