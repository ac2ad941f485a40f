/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PATH_DELAY_PROBE_H
#define WAKU_PATH_DELAY_PROBE_H

#include "ns3/ipv4-address.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/wan-latency-model.h"

#include <cstdint>
#include <vector>

namespace ns3
{

class Socket;

/**
 * \ingroup waku
 * \brief Measures the one-way delay between any two hosts of a network, for a WanChannel with the
 * same delays.
 *
 * Each host sends a UDP packet to each other host, one packet at a time in the whole network. What
 * the access links take to serialise it is left out of the latency model, since WanNetDevices take
 * that too.
 */
class PathDelayProbe
{
  public:
    /**
     * \param hosts hosts with a UDP/IP stack
     * \param addresses address of each host
     * \param bytes size of the probes with IP header, at least 36
     */
    PathDelayProbe(const NodeContainer& hosts,
                   const std::vector<Ipv4Address>& addresses,
                   uint32_t bytes = 1500);

    /**
     * Run the simulator until all pairs are measured. A pair between which a packet is lost stops
     * the program.
     * \param spacing time between probes, longer than any delay
     */
    void Measure(Time spacing = Seconds(1));

    /**
     * \param from index of the sending host
     * \param to index of the receiving host
     * \return the one-way delay of a probe
     */
    Time GetDelay(uint32_t from, uint32_t to) const;

    /**
     * \param access time that the access links of both hosts take to serialise a probe
     * \return the measured delays without it
     */
    Ptr<WanLatencyModel> MakeLatency(Time access) const;

  private:
    /**
     * Handle a probe.
     * \param socket socket of the receiving host
     */
    void Receive(Ptr<Socket> socket);

    NodeContainer m_hosts;                   //!< the hosts
    std::vector<Ipv4Address> m_addresses;    //!< address of each host
    uint32_t m_bytes;                        //!< size of the probes
    std::vector<std::vector<Time>> m_delays; //!< delays by sender and receiver
    uint32_t m_from{0};                      //!< sender of the present probe
    uint32_t m_to{0};                        //!< receiver of the present probe
    Time m_sent;                             //!< when the present probe was sent
};

} // namespace ns3

#endif /* WAKU_PATH_DELAY_PROBE_H */
