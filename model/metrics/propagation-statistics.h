/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROPAGATION_STATISTICS_H
#define WAKU_PROPAGATION_STATISTICS_H

#include "propagation-log.h"

#include <map>
#include <ostream>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The statistics that whispervis shows of a propagation log (status-im/simulation, package
 * stats).
 */
class PropagationStatistics
{
  public:
    /** How many of all were hit. */
    struct Coverage
    {
        uint64_t hit{0};   //!< that many
        uint64_t total{0}; //!< of so many

        /** \return share in percent; 0 of none */
        double GetPercent() const
        {
            return total == 0 ? 0 : 100.0 * static_cast<double>(hit) / static_cast<double>(total);
        }
    };

    /** Counts in 20 bins of equal width, from the smallest value to the largest plus 1. */
    struct Histogram
    {
        double min{0};                //!< lower bound of the first bin
        double max{0};                //!< upper bound of the last bin
        std::vector<uint64_t> counts; //!< by bin; empty if there are no values
    };

    /**
     * \param log what happened
     * \param nodes number of nodes in the network
     * \param links number of links in the network
     */
    PropagationStatistics(const PropagationLog& log, uint64_t nodes, uint64_t links);

    /** \return time of the last transmission */
    Time GetElapsed() const
    {
        return m_elapsed;
    }

    /** \return nodes that sent or received */
    const Coverage& GetNodes() const
    {
        return m_nodes;
    }

    /** \return links that carried a message */
    const Coverage& GetLinks() const
    {
        return m_links;
    }

    /** \return how often each node that was hit sent or received */
    const std::map<uint32_t, uint64_t>& GetNodeHits() const
    {
        return m_nodeHits;
    }

    /** \return steps by how often nodes were hit in them */
    const Histogram& GetNodeHistogram() const
    {
        return m_nodeHistogram;
    }

    /** \return steps by how many transmissions they had */
    const Histogram& GetLinkHistogram() const
    {
        return m_linkHistogram;
    }

    /** \return nodes by the time at which they were hit first, milliseconds */
    const Histogram& GetTimeToNodeHistogram() const
    {
        return m_timeToNode;
    }

    /** \param out where a few lines for people are written */
    void WriteText(std::ostream& out) const;

  private:
    Time m_elapsed;                          //!< last transmission
    Coverage m_nodes;                        //!< nodes
    Coverage m_links;                        //!< links
    std::map<uint32_t, uint64_t> m_nodeHits; //!< by node
    Histogram m_nodeHistogram;               //!< over steps
    Histogram m_linkHistogram;               //!< over steps
    Histogram m_timeToNode;                  //!< over nodes
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_STATISTICS_H */
