/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_STUDY_H
#define WAKU_RELAY_STUDY_H

#include "study-file.h"

#include "ns3/relay-run.h"
#include "ns3/results-reader.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The options of relay-study, which runs the study `relay-study` of study/studies with them.
 */
struct RelayStudy
{
    std::vector<uint32_t> nodes{100, 1000}; //!< network sizes
    uint32_t degree{6};                     //!< degree of the meshes
    uint32_t runs{5};                       //!< largest number of runs of a case
    /**
     * A case has enough runs when the half width of the 95 % confidence interval of what a node
     * receives for a message is at most this share of the mean. With 0, a case has all runs.
     */
    double precision{0.01};
    double transmissions{50000}; //!< approximate number in a run; cases with gossip have 0.3 of it
    uint32_t segments{1};        //!< TCP segments in one packet
    std::string transport{"packet"}; //!< packet, flow or ideal
    uint32_t workers{0};             //!< number of runs in parallel; 0: one for each core
    std::string view;                //!< folder for a page of each run; empty for none

    /**
     * \return the study with these options. The case `shards` is left out if a shard of the
     *         smallest network is too small for its mesh.
     */
    StudyFile MakeFile() const;

    /**
     * Do the runs that a database does not have.
     * \param database path of the database
     * \return all runs. The program ends with an error if one of them failed.
     */
    RelayRuns Run(const std::string& database) const;

    /**
     * \param reader reader of a database
     * \param study a study with the parameters `nodes` and `case`
     * \return its runs
     */
    static RelayRuns ReadRuns(const ResultsReader& reader, const StoredStudy& study);
};

} // namespace ns3

#endif /* WAKU_RELAY_STUDY_H */
