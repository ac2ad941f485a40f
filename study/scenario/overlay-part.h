/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_PART_H
#define WAKU_OVERLAY_PART_H

#include "scenario-part.h"

#include "ns3/overlay-graph.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Who is connected to whom in a scenario.
 */
class OverlayPart : public ScenarioPart
{
  public:
    std::string spec{"regular:6"}; //!< the overlay, as for OverlayHelper::FromString
    uint32_t nodes{100};           //!< number of nodes; a file determines it

    std::vector<ScenarioKey> GetKeys() override;

    /** \return whether the overlay is read from a file */
    bool IsFile() const;

    /**
     * Make a path relative to a folder, if the overlay is read from a file with a relative path.
     * \param folder the folder
     */
    void ResolveFile(const std::string& folder);

    /** Throw a ScenarioError if there is no such overlay, and set the number of nodes of a file. */
    void Check();

    /** \return the overlay of runs with ns-3's current RngRun */
    OverlayGraph Create() const;

    /**
     * \return mean number of neighbours: that of the specification, without creating the overlay if
     *         it is regular or dialled
     */
    double GetMeanDegree() const;

    /** \return number of neighbours of the node that has most, as for GetMeanDegree */
    double GetLargestDegree() const;

    /** \return a text that differs for files of different content; empty without a file */
    std::string DescribeContent() const;
};

} // namespace ns3

#endif /* WAKU_OVERLAY_PART_H */
