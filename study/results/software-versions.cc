/* SPDX-License-Identifier: GPL-2.0-only */
#include "software-versions.h"

#include <fstream>
#include <regex>
#ifdef WAKU_VERSION_HEADER
#include WAKU_VERSION_HEADER
#endif

namespace ns3
{

namespace
{

/// The version of ns-3 from the name of its library, such as libns3.47-core.so or
/// libns3-core.so.37.
std::string
FindNs3Version()
{
    const std::regex inTree("/libns(3\\.[0-9.]*[0-9]|3-dev)-core[^/]*$");
    const std::regex installed("/libns3-core[^/]*\\.so\\.([0-9.]+)$");
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
    {
        std::smatch found;
        if (std::regex_search(line, found, inTree))
        {
            return found[1];
        }
        if (std::regex_search(line, found, installed))
        {
            return "3." + found[1].str();
        }
    }
    return "unknown";
}

} // namespace

SoftwareVersions
SoftwareVersions::Get()
{
    SoftwareVersions versions;
#ifdef WAKU_VERSION
    versions.module = WAKU_VERSION;
#else
    versions.module = "unknown";
#endif
    versions.ns3 = FindNs3Version();
#ifdef __clang__
    versions.compiler = "Clang " __clang_version__;
#else
    versions.compiler = "GCC " __VERSION__;
#endif
    return versions;
}

} // namespace ns3
