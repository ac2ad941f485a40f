/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_NODES_H
#define WAKU_SCENARIO_NODES_H

#include "scenario-stage.h"

#include "ns3/lazy-uniform.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Some nodes of a scenario, as a text says.
 *
 * - `all`
 * - `20`: so many, drawn at random
 * - `20%`: such a share of all, rounded, drawn at random
 * - `3,7,9`, `0-4` or `0-4,9`: the nodes of these numbers; `7,` is node 7 alone
 * - `region:europe`: the nodes of a region of RegionWanLatency
 */
class ScenarioNodes
{
  public:
    /** \param text the text */
    explicit ScenarioNodes(const std::string& text);

    /**
     * \param nodes number of nodes of the scenario
     * \param regions names of its regions
     * \return what would be right, if the text is not; else empty
     */
    std::string DescribeIfWrong(uint32_t nodes, const std::vector<std::string>& regions) const;

    /**
     * \param stage the scenario; the text is right for it
     * \param [in,out] random draws the nodes
     * \return indices of the nodes, in their order
     */
    std::vector<uint32_t> Choose(const ScenarioStage& stage, LazyUniform& random) const;

  private:
    /** What a text says. */
    enum Kind
    {
        WRONG,  //!< nothing
        ALL,    //!< all nodes
        COUNT,  //!< a number of nodes
        SHARE,  //!< a share of all
        LIST,   //!< numbers of nodes
        REGION, //!< a region
    };

    /**
     * Read numbers and ranges of numbers.
     * \param text the text
     */
    void ReadList(const std::string& text);

    Kind m_kind{WRONG};                                 //!< what the text says
    double m_amount{0};                                 //!< of COUNT and SHARE
    std::vector<std::pair<uint32_t, uint32_t>> m_spans; //!< first and last numbers of LIST
    std::string m_region;                               //!< name of REGION
};

} // namespace ns3

#endif /* WAKU_SCENARIO_NODES_H */
