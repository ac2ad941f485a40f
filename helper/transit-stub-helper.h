/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TRANSIT_STUB_HELPER_H
#define WAKU_TRANSIT_STUB_HELPER_H

#include "ns3/data-rate.h"
#include "ns3/ipv4-address.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Connects hosts by routers: a transit–stub topology of ns-3's point-to-point links with
 * nix-vector routing, the Internet that WanChannel replaces.
 *
 * Transit routers, one for each region, are linked each with each. Each has stub routers, and each
 * stub router has hosts. A level has a rate and a delay for its links; delays are drawn for each
 * link. All links have queues, so that the core can be busy, which a WanChannel leaves out.
 *
 * \code
 *   InternetTcpHelper tcp;
 *   tcp.Install(hosts);
 *   TransitStubHelper routers;
 *   routers.SetTransit(4, DataRate("1Gbps"), "ns3::UniformRandomVariable[Min=10|Max=60]");
 *   routers.Install(hosts);
 * \endcode
 *
 * Hosts have the stack of InternetTcpHelper before. Their sockets' retransmission timers are those
 * of TcpSocketBase, since they have no WanNetDevice.
 */
class TransitStubHelper
{
  public:
    /** Four transit routers with two stub routers each; 10 Gbit/s, 10 to 60 and 1 to 5 ms. */
    TransitStubHelper();

    /**
     * Set the links between transit routers.
     * \param routers number of transit routers, at least 1
     * \param rate rate of a link
     * \param delay TypeId name and attributes of a random variable: propagation delays in ms
     */
    void SetTransit(uint32_t routers, DataRate rate, const std::string& delay);

    /**
     * Set the links between transit and stub routers.
     * \param routers number of stub routers of a transit router, at least 1
     * \param rate rate of a link
     * \param delay TypeId name and attributes of a random variable: propagation delays in ms
     */
    void SetStub(uint32_t routers, DataRate rate, const std::string& delay);

    /**
     * Set the links between stub routers and hosts.
     * \param up rate from the host
     * \param down rate to the host
     * \param delay TypeId name and attributes of a random variable: propagation delays in ms
     */
    void SetAccess(DataRate up, DataRate down, const std::string& delay);

    /**
     * Set the queue of each router at each link.
     * \param packets most packets that wait
     */
    void SetRouterQueue(uint32_t packets);

    /**
     * Assign fixed random variable streams to the delays, before Install.
     * \param stream the first stream number to use
     * \return the number of streams used: 3
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * Create the routers, link the hosts with the stub routers in turn, and give all interfaces
     * IPv4 addresses.
     * \param hosts nodes with a stack and without devices; other nodes stop the program
     */
    void Install(const NodeContainer& hosts);

    /** \return the transit routers */
    const NodeContainer& GetTransitRouters() const;

    /** \return the address of each host */
    const std::vector<Ipv4Address>& GetAddresses() const;

    /** \return the device of each host */
    const NetDeviceContainer& GetHostDevices() const;

    /**
     * \param host index of a host
     * \return the index of its transit router
     */
    uint32_t GetRegion(uint32_t host) const;

    /**
     * \param from index of a transit router
     * \param to index of another one
     * \return the device of the first router on their link
     */
    Ptr<NetDevice> GetTransitDevice(uint32_t from, uint32_t to) const;

    /**
     * \param from index of a transit router
     * \param to index of another one
     * \return the address of the second router on their link
     */
    Ipv4Address GetTransitAddress(uint32_t from, uint32_t to) const;

  private:
    /** Links of a level. */
    struct Level
    {
        uint32_t routers{0};             //!< routers, or routers of a router above
        DataRate towards;                //!< rate from below, or from the first router
        DataRate back;                   //!< rate of the other direction
        Ptr<RandomVariableStream> delay; //!< propagation delays, ms
    };

    /**
     * Link two nodes, and give both an address.
     * \param a the node below, or the first one
     * \param b the other one
     * \param level the level of the link
     * \param isHost whether a is a host
     * \return both devices
     */
    NetDeviceContainer Link(Ptr<Node> a, Ptr<Node> b, const Level& level, bool isHost);

    /**
     * Give a device an address.
     * \param device a device of a node with IPv4
     * \param address the address
     */
    static void AddAddress(Ptr<NetDevice> device, Ipv4Address address);

    Level m_transit;                                 //!< between transit routers
    Level m_stub;                                    //!< between stub and transit routers
    Level m_access;                                  //!< between hosts and stub routers
    uint32_t m_queue{1000};                          //!< packets in a router's queue
    NodeContainer m_transitRouters;                  //!< transit routers
    NetDeviceContainer m_hostDevices;                //!< device of each host
    std::vector<Ipv4Address> m_addresses;            //!< address of each host
    std::vector<std::vector<Ptr<NetDevice>>> m_core; //!< devices of transit links
    uint32_t m_links{0};                             //!< links so far, for addresses
};

} // namespace ns3

#endif /* WAKU_TRANSIT_STUB_HELPER_H */
