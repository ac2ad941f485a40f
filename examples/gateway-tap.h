/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GATEWAY_TAP_H
#define WAKU_GATEWAY_TAP_H

#include "ns3/core-module.h"
#include "ns3/fd-net-device.h"
#include "ns3/internet-module.h"
#include "ns3/tcp-option-rfc793.h"
#include "ns3/user-error.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <net/route.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ns3
{

/// A TAP device of Linux, which this process has made and which goes with it. (ns-3's TapBridge and
/// its helpers start a program with more rights instead, which is missing in Debian's packages.)
class GatewayTap
{
  public:
    /// Make the device; the program stops where that is not allowed.
    explicit GatewayTap(const std::string& name)
        : m_name(name),
          m_descriptor(open("/dev/net/tun", O_RDWR))
    {
        Check(m_descriptor >= 0, "can't open /dev/net/tun");
        ifreq request = MakeRequest();
        request.ifr_flags = IFF_TAP | IFF_NO_PI;
        Check(ioctl(m_descriptor, TUNSETIFF, &request) == 0, "can't be made");
    }

    GatewayTap(const GatewayTap&) = delete;
    GatewayTap& operator=(const GatewayTap&) = delete;

    /// The descriptor, which an FdNetDevice closes.
    int GetDescriptor() const
    {
        return m_descriptor;
    }

    /// Give this host an address on the device, bring it up, and send packets to a network there.
    void SetUp(Ipv4Address host,
               Ipv4Mask mask,
               Ipv4Address network,
               Ipv4Mask networkMask,
               Ipv4Address gateway) const
    {
        const int control = socket(AF_INET, SOCK_DGRAM, 0);
        ifreq request = MakeRequest();
        Write(request.ifr_addr, host.Get());
        Check(ioctl(control, SIOCSIFADDR, &request) == 0, "can't get an address");
        Write(request.ifr_netmask, mask.Get());
        Check(ioctl(control, SIOCSIFNETMASK, &request) == 0, "can't get a netmask");
        request = MakeRequest();
        request.ifr_flags = IFF_UP | IFF_RUNNING;
        Check(ioctl(control, SIOCSIFFLAGS, &request) == 0, "can't be brought up");
        rtentry route{};
        Write(route.rt_dst, network.Get());
        Write(route.rt_genmask, networkMask.Get());
        Write(route.rt_gateway, gateway.Get());
        route.rt_flags = RTF_UP | RTF_GATEWAY;
        Check(ioctl(control, SIOCADDRT, &route) == 0 || errno == EEXIST, "can't get a route");
        close(control);
    }

  private:
    ifreq MakeRequest() const
    {
        ifreq request{};
        std::strncpy(request.ifr_name, m_name.c_str(), IFNAMSIZ - 1);
        return request;
    }

    static void Write(sockaddr& address, uint32_t ip)
    {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_addr.s_addr = htonl(ip);
        std::memcpy(&address, &in, sizeof(in));
    }

    void Check(bool isGood, const std::string& problem) const
    {
        if (!isGood)
        {
            StopAtUserError("--tap: device " + m_name + " " + problem + ": " +
                            std::strerror(errno));
        }
    }

    std::string m_name; ///< name of the device
    int m_descriptor;   ///< of the open device
};

/// The device of the border node. ns-3's TCP says nothing of its largest segment, and without that
/// Linux sends 524 bytes. So the device adds the option to every segment with SYN that leaves.
class GatewayDevice : public FdNetDevice
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::GatewayDevice")
                                .SetParent<FdNetDevice>()
                                .SetGroupName("Waku")
                                .AddConstructor<GatewayDevice>();
        return tid;
    }

    /// Payload of the largest segment without options, in bytes; 0 to add nothing.
    void SetLargestSegment(uint16_t bytes)
    {
        m_largestSegment = bytes;
    }

    bool Send(Ptr<Packet> packet, const Address& dest, uint16_t protocol) override
    {
        Ipv4Header ip;
        if (m_largestSegment > 0 && protocol == Ipv4L3Protocol::PROT_NUMBER &&
            packet->PeekHeader(ip) > 0 && ip.GetProtocol() == TcpL4Protocol::PROT_NUMBER &&
            ip.GetFragmentOffset() == 0)
        {
            AddOption(packet, ip);
        }
        return FdNetDevice::Send(packet, dest, protocol);
    }

  private:
    void AddOption(Ptr<Packet> packet, Ipv4Header& ip) const
    {
        TcpHeader tcp;
        packet->RemoveHeader(ip);
        packet->PeekHeader(tcp);
        if ((tcp.GetFlags() & TcpHeader::SYN) != 0 && !tcp.HasOption(TcpOption::MSS))
        {
            packet->RemoveHeader(tcp);
            // What is behind the end of the options is no option, so the header is made anew.
            TcpHeader made;
            made.SetSourcePort(tcp.GetSourcePort());
            made.SetDestinationPort(tcp.GetDestinationPort());
            made.SetSequenceNumber(tcp.GetSequenceNumber());
            made.SetAckNumber(tcp.GetAckNumber());
            made.SetFlags(tcp.GetFlags());
            made.SetWindowSize(tcp.GetWindowSize());
            const Ptr<TcpOptionMSS> largest = CreateObject<TcpOptionMSS>();
            largest->SetMSS(m_largestSegment);
            made.AppendOption(largest);
            for (const auto& option : tcp.GetOptionList())
            {
                made.AppendOption(option);
            }
            made.EnableChecksums();
            made.InitializeChecksum(ip.GetSource(),
                                    ip.GetDestination(),
                                    TcpL4Protocol::PROT_NUMBER);
            packet->AddHeader(made);
            ip.SetPayloadSize(static_cast<uint16_t>(packet->GetSize()));
        }
        ip.EnableChecksum();
        packet->AddHeader(ip);
    }

    uint16_t m_largestSegment{0}; ///< value of the option
};

} // namespace ns3

#endif /* WAKU_GATEWAY_TAP_H */
