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
 * \brief The statistics of a propagation log that whispervis shows (status-im/simulation, package
 * stats).
 */
class PropagationStatistics
{
  public:
    /** Number of nodes or links that took part in a transmission. */
    struct Coverage
    {
        uint64_t hit{0};   //!< number of those that took part
        uint64_t total{0}; //!< number of all

        /** \return share of those that took part, in percent; 0 if there are none */
        double GetPercent() const
        {
            return total == 0 ? 0 : 100.0 * static_cast<double>(hit) / static_cast<double>(total);
        }
    };

    /**
     * A histogram of 20 bins of equal width, from the smallest value to the largest value plus 1.
     */
    struct Histogram
    {
        double min{0};                //!< lower bound of the first bin
        double max{0};                //!< upper bound of the last bin
        std::vector<uint64_t> counts; //!< number of values in each bin; empty without values
    };

    /**
     * \param log the log
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

    /** \return number of transmissions of each node that sent or received */
    const std::map<uint32_t, uint64_t>& GetNodeHits() const
    {
        return m_nodeHits;
    }

    /** \return histogram of the number of senders and receivers in a step */
    const Histogram& GetNodeHistogram() const
    {
        return m_nodeHistogram;
    }

    /** \return histogram of the number of transmissions in a step */
    const Histogram& GetLinkHistogram() const
    {
        return m_linkHistogram;
    }

    /** \return histogram of the time at which a node first sent or received, in milliseconds */
    const Histogram& GetTimeToNodeHistogram() const
    {
        return m_timeToNode;
    }

    /**
     * Write the statistics as text.
     * \param out stream to write to
     */
    void WriteText(std::ostream& out) const;

  private:
    Time m_elapsed;                          //!< time of the last transmission
    Coverage m_nodes;                        //!< nodes that sent or received
    Coverage m_links;                        //!< links that carried a message
    std::map<uint32_t, uint64_t> m_nodeHits; //!< number of transmissions by node
    Histogram m_nodeHistogram;               //!< senders and receivers in a step
    Histogram m_linkHistogram;               //!< transmissions in a step
    Histogram m_timeToNode;                  //!< times at which nodes first sent or received
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_STATISTICS_H */
