/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_INTERNET_TCP_HELPER_H
#define WAKU_INTERNET_TCP_HELPER_H

#include "ns3/node-container.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Gives nodes a lean IP stack, and TCP the settings of the Internet.
 *
 * ns-3's own defaults of TCP are not those of Internet hosts. SetTcpDefaults, which Install calls
 * unless SetTcpDefaultsInstall says otherwise, changes these attributes. They are defaults of the
 * whole simulation: ns-3 applies them to every TCP socket made afterwards, on any node.
 *
 * | attribute                                 | value                        | in ns-3.37 |
 * | ----------------------------------------- | ---------------------------- | ---------- |
 * | ns3::TcpSocket::SegmentSize               | 1448 bytes; 1428 with IPv6   | 536 bytes  |
 * | ns3::TcpSocket::InitialCwnd               | 10 segments (RFC 6928)       | the same   |
 * | ns3::TcpSocket::InitialSlowStartThreshold | 2^32 - 1 bytes, no threshold | the same   |
 * | ns3::TcpSocket::SndBufSize                | 4 MiB                        | 128 KiB    |
 * | ns3::TcpSocket::RcvBufSize                | 4 MiB                        | 128 KiB    |
 * | ns3::TcpSocket::DelAckCount               | 2 segments (RFC 1122)        | the same   |
 * | ns3::TcpSocket::DelAckTimeout             | 40 ms, as Linux              | 200 ms     |
 * | ns3::TcpSocketBase::WindowScaling         | true (RFC 7323)              | the same   |
 * | ns3::TcpSocketBase::Timestamp             | true (RFC 7323)              | the same   |
 * | ns3::TcpSocketBase::Sack                  | true (RFC 2018)              | the same   |
 * | ns3::TcpL4Protocol::SocketType            | ns3::TcpCubic (RFC 9438)     | the same   |
 *
 * The segment size is what Ethernet's 1500 bytes leave beside the IP header and a TCP header with
 * timestamps. The nodes also get WanTcpSocketFactory, whose sockets run the retransmission timer
 * from when a segment leaves the host.
 *
 * <b>What the user sets stays.</b> An attribute of the table that has another value than ns-3's
 * own, from Config::SetDefault or the command line (`--ns3::TcpSocket::SegmentSize=1000`), keeps
 * it, and so does one that is set after Install. The helper cannot see a user ask for ns-3's own
 * value: set that one after Install. Values that an InternetTcpHelper has set are no user's; the
 * next Install replaces them.
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

    /** \param enable whether nodes get IPv4; on unless said otherwise */
    void SetIpv4StackInstall(bool enable);

    /** \param enable whether nodes get IPv6; off unless said otherwise */
    void SetIpv6StackInstall(bool enable);

    /**
     * \param enable whether Install calls SetTcpDefaults; on unless said otherwise. If not,
     *        attributes of TCP are the user's business, and SetCongestionControl changes nothing
     */
    void SetTcpDefaultsInstall(bool enable);

    /**
     * Choose the congestion control, whatever the default of ns3::TcpL4Protocol::SocketType is.
     * \param type TypeId name of a ns3::TcpCongestionOps; any other stops the program
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
     * TCP counts such packets then: InitialCwnd is 10 divided by their segments, DelAckCount is 1.
     *
     * \param segments how many: 1, 2, 5 or 10, the divisors of the initial window; any other number
     *        stops the program. With more than one, a ns3::TcpSocket::SegmentSize of the user's
     *        stops Install
     */
    void SetSegmentsPerPacket(uint32_t segments);

    /** \return the segment size that SetTcpDefaults sets, in bytes */
    uint32_t GetSegmentSize() const;

    /** \return the IP packet of such a segment, in bytes */
    uint16_t GetMtu() const;

    /**
     * Set the defaults of TCP sockets of the simulation that the user has not set: the table above.
     * Sockets that exist keep what they have.
     */
    void SetTcpDefaults() const;

    /**
     * Install the stack, after SetTcpDefaults. With more than one segment in a packet, this also
     * sets Mtu and WireMtu of the WAN devices of the nodes, which must have been installed.
     * \param nodes nodes without an IP stack; one that has a stack stops the program
     */
    void Install(const NodeContainer& nodes) const;

  private:
    /**
     * \param node a node without an IP stack
     */
    void InstallStack(Ptr<Node> node) const;

    /**
     * Let the WAN devices of a node take packets of several segments.
     * \param node the node
     */
    void SetMtus(Ptr<Node> node) const;

    bool m_ipv4{true};                         //!< whether nodes get IPv4
    bool m_ipv6{false};                        //!< whether nodes get IPv6
    bool m_setsTcpDefaults{true};              //!< whether Install sets TCP's defaults
    uint32_t m_segments{1};                    //!< segments in one packet
    std::optional<TypeId> m_congestionControl; //!< what SetCongestionControl has set
};

} // namespace ns3

#endif /* WAKU_INTERNET_TCP_HELPER_H */
