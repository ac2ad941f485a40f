/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_INTERNET_TCP_HELPER_H
#define WAKU_INTERNET_TCP_HELPER_H

#include "ns3/node-container.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Gives nodes a lean IP stack, and TCP the settings of the Internet.
 *
 * ns-3's own defaults are not those of the hosts out there. Install sets, as defaults of all TCP
 * sockets made from then on (ns-3 keeps them for the whole simulation, not for each node):
 *
 * | setting                      | value                            | ns-3.37's default |
 * | ---------------------------- | -------------------------------- | ----------------- |
 * | segment size                 | 1448 bytes; 1428 with IPv6       | 536 bytes         |
 * | initial window               | 10 segments (RFC 6928)           | 10 segments       |
 * | initial slow start threshold | none                             | none              |
 * | send and receive buffer      | 4 MiB each                       | 128 KiB each      |
 * | window scaling, timestamps   | on (RFC 7323)                    | on                |
 * | selective acknowledgements   | on (RFC 2018)                    | on                |
 * | delayed acknowledgements     | every second segment (RFC 1122)  | the same          |
 * | ... of a single segment      | after 40 ms, as Linux does       | after 200 ms      |
 * | retransmission timer         | from when a segment leaves the   | from when TCP     |
 * |                              | host (WanTcpSocket)              | sends it          |
 * | congestion control           | CUBIC (RFC 9438)                 | CUBIC             |
 *
 * The segment size is what Ethernet's 1500 bytes leave beside the IP header and a TCP header with
 * timestamps. To change a setting, call Config::SetDefault after Install and before sockets are
 * made.
 *
 * The stack is that of InternetStackHelper without what hosts on a WanChannel never use: no global
 * routing, no list of routing protocols, no packet sockets, no detection of duplicate IPv6
 * addresses. ARP stays, so that other devices work.
 *
 * <b>Large messages.</b> SetSegmentsPerPacket makes one simulated packet out of several segments,
 * as segmentation offload of a network card does, and so divides the events of a large message.
 */
class InternetTcpHelper
{
  public:
    /** The largest IP packet that an Ethernet carries, in bytes. */
    static constexpr uint32_t ETHERNET_MTU = 1500;

    /** The initial window, in segments on the wire. */
    static constexpr uint32_t INITIAL_WINDOW = 10;

    InternetTcpHelper();

    /** \param enable whether nodes get IPv4; on unless said otherwise */
    void SetIpv4StackInstall(bool enable);

    /** \param enable whether nodes get IPv6; off unless said otherwise */
    void SetIpv6StackInstall(bool enable);

    /**
     * \param type TypeId name of the congestion control, ns3::TcpCubic unless said otherwise; what
     * is none stops the program
     */
    void SetCongestionControl(const std::string& type);

    /**
     * Send several TCP segments in one simulated packet: segment size and MTU grow together.
     *
     * What stays true: bytes and headers on the wire (WanNetDevice counts and serialises the
     * headers of each segment), the windows in bytes (initial window, buffers), and that two or
     * more segments are acknowledged at once. What it cannot show: the loss of single segments, and
     * with it fast retransmit inside a packet; that the first segments arrive before the last; and
     * congestion avoidance, whose window grows by these larger segments. So it serves networks with
     * little loss.
     *
     * \param segments how many: 1, 2, 5 or 10, the divisors of the initial window; any other number
     * stops the program
     */
    void SetSegmentsPerPacket(uint32_t segments);

    /** \return the segment size of TCP's sockets, in bytes */
    uint32_t GetSegmentSize() const;

    /** \return the largest packet that TCP's sockets send, in bytes */
    uint16_t GetMtu() const;

    /**
     * Install the stack and set TCP's defaults. With more than one segment in a packet, this also
     * sets Mtu and WireMtu of the WAN devices of the nodes, which must have been installed.
     * \param nodes nodes without an IP stack; one that has a stack stops the program
     */
    void Install(const NodeContainer& nodes) const;

  private:
    /** Set the defaults of TCP sockets. */
    void SetTcpDefaults() const;

    /**
     * \param node a node without an IP stack
     */
    void InstallStack(Ptr<Node> node) const;

    /**
     * Let the WAN devices of a node take packets of several segments.
     * \param node the node
     */
    void SetMtus(Ptr<Node> node) const;

    bool m_ipv4{true};          //!< whether nodes get IPv4
    bool m_ipv6{false};         //!< whether nodes get IPv6
    uint32_t m_segments{1};     //!< segments in one packet
    TypeId m_congestionControl; //!< congestion control of TCP's sockets
};

} // namespace ns3

#endif /* WAKU_INTERNET_TCP_HELPER_H */
