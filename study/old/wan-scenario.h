/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_SCENARIO_H
#define WAKU_WAN_SCENARIO_H

#include "ns3/ipv4-interface-container.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/overlay-graph.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The common part of the scenarios of studies: an overlay, and hosts on the WAN.
 */
struct WanScenario
{
    std::string overlay{"regular:6"}; //!< overlay, as for OverlayHelper::FromString
    uint32_t nodes{100};              //!< number of nodes; ignored for an overlay from a file
    Time latency{MilliSeconds(100)};  //!< one-way delay between any two nodes
    std::string up{"100Mbps"};        //!< up rate of a node
    std::string down{"100Mbps"};      //!< down rate of a node
    uint32_t segments{1};             //!< TCP segments in one packet
    uint32_t run{1};                  //!< ns-3's RngRun

    /**
     * \param overlay overlay, as for OverlayHelper::FromString
     * \param nodes number of nodes; ignored for a file
     * \param source origin of the overlay for error messages, see OverlayHelper::SetSource()
     * \return the overlay of runs with ns-3's current RngRun
     */
    static OverlayGraph MakeOverlay(const std::string& overlay,
                                    uint32_t nodes,
                                    const std::string& source = "");

  protected:
    /** Hosts with a TCP/IP stack, on which no application is installed. */
    struct Network
    {
        OverlayGraph graph;               //!< the overlay
        NodeContainer hosts;              //!< the hosts, one for each node of the overlay
        NetDeviceContainer devices;       //!< their devices
        Ipv4InterfaceContainer addresses; //!< their addresses
    };

    /**
     * Set ns-3's RngRun, and create the hosts of a run.
     * \return the hosts
     */
    Network MakeNetwork() const;
};

} // namespace ns3

#endif /* WAKU_WAN_SCENARIO_H */
