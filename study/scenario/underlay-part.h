/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_UNDERLAY_PART_H
#define WAKU_UNDERLAY_PART_H

#include "host-classes.h"
#include "scenario-part.h"

#include "ns3/distributed-helper.h"
#include "ns3/ipv4-address.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The Internet between the nodes of a scenario.
 */
class UnderlayPart : public ScenarioPart
{
  public:
    Time latency{MilliSeconds(100)};         //!< one-way delay between any two hosts
    Time jitter{0};                          //!< a pair's delay differs by at most this
    double loss{0};                          //!< share of packets that are lost
    ScenarioRate up{100000000};              //!< up rate of a host
    ScenarioRate down{100000000};            //!< down rate of a host
    std::string regions{NO_REGIONS};         //!< WanRegionPreset, or none
    HostClasses classes;                     //!< hosts that differ; none by default
    std::string transport{"packet"};         //!< packet, flow or ideal
    uint32_t segments{1};                    //!< TCP segments in one packet
    std::string congestion{"ns3::TcpCubic"}; //!< congestion control
    std::string queue{"fifo"};               //!< where packets wait for the up link

    /** Value of `regions`. */
    static const std::string NO_REGIONS;

    std::vector<ScenarioKey> GetKeys() override;

    /** Throw a ScenarioError if the values do not go together. */
    void Check() const;

    /** Throw a ScenarioError if a value does not go with the flow transport. */
    void CheckFlow() const;

    /** \return names of the regions of hosts: of classes with latencies, their numbers */
    std::vector<std::string> GetRegions() const;

    /** Hosts with a TCP/IP stack, on which no application is installed. */
    struct Network
    {
        NodeContainer hosts;                //!< the hosts
        NetDeviceContainer devices;         //!< their devices
        std::vector<Ipv4Address> addresses; //!< their addresses
    };

    /**
     * Create the hosts.
     * \param nodes number of hosts
     * \param ranks processes of the run
     * \return the hosts
     */
    Network Create(uint32_t nodes, const DistributedHelper& ranks) const;
};

} // namespace ns3

#endif /* WAKU_UNDERLAY_PART_H */
