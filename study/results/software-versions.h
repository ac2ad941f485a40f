/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SOFTWARE_VERSIONS_H
#define WAKU_SOFTWARE_VERSIONS_H

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The software with which a run was done. Reports print it; results do not depend on it,
 * since WAKU_RESULTS_VERSION says which belong together.
 */
struct SoftwareVersions
{
    std::string module;   //!< commit or version of this module; `unknown` if it was not recorded
    std::string ns3;      //!< version of ns-3; `unknown` if it was not recorded
    std::string compiler; //!< compiler and its version

    /** \return the software of this process */
    static SoftwareVersions Get();
};

} // namespace ns3

#endif /* WAKU_SOFTWARE_VERSIONS_H */
