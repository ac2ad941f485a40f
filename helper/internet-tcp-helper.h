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

class FlowNetDevice;
struct FlowSettings;

/**
 * \ingroup waku
 * \brief Installs a lean IP stack on nodes, and gives TCP the settings of Internet hosts.
 *
 * ns-3's defaults of TCP are not those of Internet hosts. SetTcpDefaults changes the attributes
 * below. Install calls it, unless SetTcpDefaultsInstall(false) was called. The attributes are
 * defaults of the whole simulation: ns-3 applies them to every TCP socket created later, on any
 * node.
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
 * | ns3::TcpSocket::ConnTimeout               | 1 s (RFC 6298)               | 3 s        |
 * | ns3::TcpSocket::DataRetries               | 15, as Linux (tcp_retries2)  | 6          |
 * | ns3::TcpSocketBase::MinRto                | 200 ms, as Linux             | 1 s        |
 * | ns3::TcpSocketBase::ClockGranularity      | 200 ms                       | 1 ms       |
 * | ns3::TcpSocketBase::WindowScaling         | true (RFC 7323)              | the same   |
 * | ns3::TcpSocketBase::Timestamp             | true (RFC 7323)              | the same   |
 * | ns3::TcpSocketBase::Sack                  | true (RFC 2018)              | the same   |
 * | ns3::TcpL4Protocol::SocketType            | ns3::TcpCubic (RFC 9438)     | the same   |
 *
 * The segment size is 1500 bytes, the MTU of Ethernet, less the IP header and a TCP header with
 * timestamps. The retransmission timeout is SRTT + max(G, 4 RTTVAR) in RFC 6298, where G is
 * ClockGranularity, and SRTT + max(200 ms, 4 RTTVAR) in Linux (tcp_rto_min), so a delayed
 * acknowledgement never meets it.
 *
 * Install also gives each node a WanTcpSocketFactory. Its sockets differ from ns-3's in more ways:
 * see WanTcpSocket, and the attributes SlowStartAfterIdle, WindowValidation and QuickAcks of the
 * factory.
 *
 * <b>Values that the user sets.</b> The helper leaves an attribute of the table alone if its value
 * is not ns-3's default, because the user has set it by Config::SetDefault or on the command line
 * (`--ns3::TcpSocket::SegmentSize=1000`). A value that is set after Install holds too. To use
 * ns-3's default itself, set it after Install, since the helper cannot see that the user has chosen
 * it. Values that an InternetTcpHelper has set do not count as the user's: the next Install
 * replaces them.
 *
 * The stack is that of InternetStackHelper without the parts that hosts on a WanChannel never use:
 * global routing, the list of routing protocols, packet sockets, and the detection of duplicate
 * IPv6 addresses. ARP is installed, so that other devices work.
 *
 * <b>Large messages.</b> With SetSegmentsPerPacket several segments travel as one simulated packet,
 * as with the segmentation offload of a network card. A large message then takes fewer events.
 *
 * <b>Flow transport.</b> A node that has a FlowNetDevice (WanHelper::SetTransport) gets a
 * FlowSocketFactory in place of a stack. The settings in the table hold for its sockets, too.
 */
class InternetTcpHelper
{
  public:
    /** Largest IP packet on an Ethernet, in bytes. */
    static constexpr uint32_t ETHERNET_MTU = 1500;

    /** Initial congestion window, in segments on the wire. */
    static constexpr uint32_t INITIAL_WINDOW = 10;

    /** \param enable whether Install installs IPv4; true by default */
    void SetIpv4StackInstall(bool enable);

    /** \param enable whether Install installs IPv6; false by default */
    void SetIpv6StackInstall(bool enable);

    /**
     * \param enable whether Install calls SetTcpDefaults; true by default. If false, the script has
     *        to set the attributes of TCP, and SetCongestionControl has no effect
     */
    void SetTcpDefaultsInstall(bool enable);

    /**
     * Choose the congestion control. It replaces the user's default of
     * ns3::TcpL4Protocol::SocketType.
     * \param type TypeId name of a ns3::TcpCongestionOps; any other name stops the program
     */
    void SetCongestionControl(const std::string& type);

    /**
     * \param type a name
     * \return whether it is the TypeId name of a ns3::TcpCongestionOps
     */
    static bool IsCongestionControl(const std::string& type);

    /**
     * Send several TCP segments in one simulated packet, by a larger segment size and MTU.
     *
     * These stay correct: the bytes and headers on the wire (WanNetDevice counts and serialises the
     * headers of each segment), the windows in bytes (initial window, buffers), and an
     * acknowledgement for each second segment. These are not shown: the loss of single segments,
     * and thus fast retransmit within a packet; the arrival of the first segments before the last,
     * so that all acknowledgements for a packet leave when it is complete; and congestion avoidance
     * by single segments, since the window grows by the larger ones. So use this for networks with
     * little loss.
     *
     * TCP then counts these packets as segments: InitialCwnd is 10 divided by the number of
     * segments in a packet. ns3::WanTcpSocketFactory::WireSegmentSize is the payload of a single
     * segment, and DelAckCount counts these. With DelAckCount at 10 there is one acknowledgement
     * for each packet, which takes fewer events.
     *
     * \param segments number of segments in a packet: 1, 2, 5 or 10, the divisors of the initial
     *        window; any other number stops the program. With more than one, Install stops the
     *        program if the user has set ns3::TcpSocket::SegmentSize
     */
    void SetSegmentsPerPacket(uint32_t segments);

    /** \return segment size that SetTcpDefaults sets, in bytes */
    uint32_t GetSegmentSize() const;

    /** \return size of the IP packet of such a segment, in bytes */
    uint16_t GetMtu() const;

    /**
     * Set the defaults in the table above, except those that the user has set. Sockets that exist
     * do not change.
     */
    void SetTcpDefaults() const;

    /**
     * Call SetTcpDefaults, and install the stack. With more than one segment in a packet, also set
     * Mtu and WireMtu of the WAN devices of the nodes; the devices must have been installed before.
     * \param nodes nodes without an IP stack; a node that has a stack stops the program. A node
     * with a FlowNetDevice gets the flow transport.
     */
    void Install(const NodeContainer& nodes) const;

  private:
    /**
     * Install the stack on a node.
     * \param node a node without an IP stack
     */
    void InstallStack(Ptr<Node> node) const;

    /**
     * Install the flow transport on a node.
     * \param node the node
     * \param device its host
     * \param [in,out] settings what all sockets have in common; null before the first node
     */
    void InstallFlow(Node& node,
                     const Ptr<FlowNetDevice>& device,
                     Ptr<const FlowSettings>& settings) const;

    /**
     * Set Mtu and WireMtu of the WAN devices of a node for packets of several segments.
     * \param node the node
     */
    void SetMtus(Ptr<Node> node) const;

    bool m_ipv4{true};                         //!< whether nodes get IPv4
    bool m_ipv6{false};                        //!< whether nodes get IPv6
    bool m_setsTcpDefaults{true};              //!< whether Install calls SetTcpDefaults
    uint32_t m_segments{1};                    //!< segments in one packet
    std::optional<TypeId> m_congestionControl; //!< type that SetCongestionControl has set
};

} // namespace ns3

#endif /* WAKU_INTERNET_TCP_HELPER_H */
