/* SPDX-License-Identifier: GPL-2.0-only */
#include "software-versions.h"

namespace ns3
{

SoftwareVersions
SoftwareVersions::Get()
{
    SoftwareVersions versions;
    versions.module = "unknown";
    versions.ns3 = "unknown";
#ifdef __clang__
    versions.compiler = "Clang " __clang_version__;
#else
    versions.compiler = "GCC " __VERSION__;
#endif
    return versions;
}

} // namespace ns3
