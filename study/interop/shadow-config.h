/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SHADOW_CONFIG_H
#define WAKU_SHADOW_CONFIG_H

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What gossipsub-interop needs of the configuration of a simulation by Shadow, shadow.yaml
 * (Shadow, docs/shadow_config_spec.md): who is where, and when it starts.
 *
 * Everything that is wrong in the file is a StudyFileError, which names file, line and column.
 * FindFault is for fuzzing: it takes any bytes, and neither stops nor throws.
 */
struct ShadowConfig
{
    /** A host, which runs one process. */
    struct Host
    {
        std::string place;  //!< file, line and column
        uint32_t vertex{0}; //!< id of its node of the graph
        uint64_t up{0};     //!< up rate, bit/s; 0 for that of the node of the graph
        uint64_t down{0};   //!< down rate, bit/s; 0 for that of the node of the graph
        Time start{0};      //!< when its process starts
        std::string path;   //!< path of the process' program
    };

    std::vector<Host> hosts;  //!< host i is called node followed by i
    Time stop{0};             //!< when the simulation ends
    bool shortestPaths{true}; //!< whether packets take shortest paths

    /**
     * \param yaml the configuration in YAML
     * \param source name of the file, for errors
     * \return the configuration
     */
    static ShadowConfig Parse(const std::string& yaml, const std::string& source);

    /**
     * \param yaml any bytes
     * \return what is wrong with them as a configuration; empty if nothing is
     */
    static std::string FindFault(const std::string& yaml);
};

} // namespace ns3

#endif /* WAKU_SHADOW_CONFIG_H */
