/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LINK_USE_H
#define WAKU_LINK_USE_H

#include "underlay-part.h"

#include "ns3/message-tracker.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Measures how busy the busiest links and the busiest processor of a run are in the second
 * half of its traffic, since load may build up in the first.
 */
class LinkUse
{
  public:
    /**
     * \param tracker what counts bytes; must exist as long as this object
     * \param underlay rates of the nodes
     */
    LinkUse(const MessageTracker& tracker, const UnderlayPart& underlay);

    /** Begin to measure. */
    void Begin();

    /** End the measurement. */
    void End();

    /** Take the busiest node of all ranks of a distributed run. Every rank has to call it. */
    void Reduce();

    /**
     * \param [in,out] metrics `utilisation.uplink` and `utilisation.downlink`, 0 to 1, and the node
     *        with the busiest up link, `utilisation.busiest_node`
     */
    void AddTo(std::map<std::string, double>& metrics) const;

  private:
    /** Bytes that each node has sent, without those that wait for its up link, and received. */
    using Bytes = std::vector<std::pair<int64_t, int64_t>>;

    /** \return bytes of all nodes until now */
    Bytes Read() const;

    const MessageTracker& m_tracker; //!< what counts bytes
    const UnderlayPart& m_underlay;  //!< rates of the nodes
    Bytes m_before;                  //!< when the measurement began
    Time m_begin;                    //!< when the measurement began
    double m_uplink{0};              //!< use of the busiest up link
    double m_downlink{0};            //!< use of the busiest down link
    uint32_t m_busiest{0};           //!< node with the busiest up link
};

} // namespace ns3

#endif /* WAKU_LINK_USE_H */
