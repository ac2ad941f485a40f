/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_HELPER_H
#define WAKU_WAN_HELPER_H

#include "checked-factory.h"

#include "ns3/ipv4-interface-container.h"
#include "ns3/ipv6-interface-container.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/queue.h"
#include "ns3/trace-helper.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-net-device.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Connects nodes to one another over a WanChannel and gives them addresses.
 *
 * \code
 *   NodeContainer nodes(1000);
 *   WanHelper wan;
 *   wan.SetDeviceAttribute("UpRate", StringValue("38Mbps"));
 *   wan.SetDeviceAttribute("DownRate", StringValue("83Mbps"));
 *   wan.SetLatency("ns3::ConstantWanLatency", "Delay", TimeValue(MilliSeconds(100)));
 *   NetDeviceContainer devices = wan.Install(nodes);
 *   InternetTcpHelper tcp;
 *   tcp.Install(nodes);
 *   Ipv4InterfaceContainer interfaces = wan.AssignIpv4Addresses(devices);
 * \endcode
 *
 * Unless told otherwise, any two hosts are 100 ms apart, nothing is lost, a transmit queue holds
 * 16 MiB and a receive queue 4 MiB. The transmit queue is that long because it stands for the
 * sender's own buffers: a real host holds data back in its sockets while its up link is busy, and
 * does not drop it.
 *
 * Packets are captured with EnablePcap, as with the helper of any ns-3 device; a capture file holds
 * whole IP packets (DLT_RAW).
 */
class WanHelper : public PcapHelperForDevice
{
  public:
    WanHelper();

    /**
     * \param name name of an attribute of WanNetDevice, but TxQueue, RxQueue or Address, which stop
     *             the program: SetTxQueue and SetRxQueue set the queues, and Install gives each
     *             device an address
     * \param value its value on the devices installed from now on
     */
    void SetDeviceAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name name of an attribute of WanChannel
     * \param value its value on the channels created from now on
     */
    void SetChannelAttribute(const std::string& name, const AttributeValue& value);

    /** \param latency the latency model of the channels created from now on */
    void SetLatency(Ptr<WanLatencyModel> latency);

    /**
     * \param type TypeId name of a latency model; any other stops the program
     * \param args names and values of its attributes
     */
    template <typename... Args>
    void SetLatency(const std::string& type, Args&&... args)
    {
        const ObjectFactory factory =
            MakeCheckedFactory<WanLatencyModel>("WanHelper::SetLatency",
                                                type,
                                                std::forward<Args>(args)...);
        SetLatency(factory.Create<WanLatencyModel>());
    }

    /** \param loss the loss model of the channels created from now on; nullptr loses nothing */
    void SetLoss(Ptr<WanLossModel> loss);

    /**
     * \param type TypeId name of a loss model; any other stops the program
     * \param args names and values of its attributes
     */
    template <typename... Args>
    void SetLoss(const std::string& type, Args&&... args)
    {
        const ObjectFactory factory = MakeCheckedFactory<WanLossModel>("WanHelper::SetLoss",
                                                                       type,
                                                                       std::forward<Args>(args)...);
        SetLoss(factory.Create<WanLossModel>());
    }

    /**
     * \param type TypeId name of the queue that holds packets for the up link, with or without
     * `<Packet>`; any other stops the program
     * \param args names and values of its attributes
     */
    template <typename... Args>
    void SetTxQueue(std::string type, Args&&... args)
    {
        QueueBase::AppendItemTypeIfNotPresent(type, "Packet");
        m_txQueueFactory = MakeCheckedFactory<Queue<Packet>>("WanHelper::SetTxQueue",
                                                             type,
                                                             std::forward<Args>(args)...);
    }

    /**
     * \param type TypeId name of the queue that holds packets for the down link, with or without
     * `<Packet>`; any other stops the program
     * \param args names and values of its attributes
     */
    template <typename... Args>
    void SetRxQueue(std::string type, Args&&... args)
    {
        QueueBase::AppendItemTypeIfNotPresent(type, "Packet");
        m_rxQueueFactory = MakeCheckedFactory<Queue<Packet>>("WanHelper::SetRxQueue",
                                                             type,
                                                             std::forward<Args>(args)...);
    }

    /**
     * Connect nodes over a new channel.
     * \param nodes the nodes; the first is host 0
     * \return their new devices, in the order of the nodes
     */
    NetDeviceContainer Install(const NodeContainer& nodes) const;

    /**
     * Connect more nodes, perhaps with other rates, over a channel that exists.
     * \param nodes the nodes; the first is the next host of the channel
     * \param channel the channel
     * \return their new devices, in the order of the nodes
     */
    NetDeviceContainer Install(const NodeContainer& nodes, Ptr<WanChannel> channel) const;

    /**
     * Give each device an IPv4 address, base + 1 + its host index, in a subnet of which it has the
     * only route, bring its interface up and register the address with the channel. The nodes must
     * have an IPv4 stack. In a distributed simulation the address of another rank's node is only
     * registered. Stops at a node without the stack, and if base is no network of the mask or has
     * no address for a host. \param devices WAN devices \param base the network \param mask its
     * mask; wide enough for the highest host index \return the interfaces of this rank's nodes, in
     * the order of the devices
     */
    Ipv4InterfaceContainer AssignIpv4Addresses(const NetDeviceContainer& devices,
                                               Ipv4Address base = Ipv4Address("10.0.0.0"),
                                               Ipv4Mask mask = Ipv4Mask("255.0.0.0")) const;

    /**
     * \param devices WAN devices
     * \param base the network
     * \return the addresses that AssignIpv4Addresses gives them, in their order; those of other
     * ranks' nodes too, which have no interface here
     */
    static std::vector<Ipv4Address> GetIpv4Addresses(const NetDeviceContainer& devices,
                                                     Ipv4Address base = Ipv4Address("10.0.0.0"));

    /**
     * Give each device an IPv6 address, base + 1 + its host index, in a subnet of which it has the
     * only route, bring its interface up and register the address with the channel. The nodes must
     * have an IPv6 stack. The interface is a forwarding one, so that it does not look for routers;
     * with InternetTcpHelper's stack, no packet is sent but those of the applications. In a
     * distributed simulation the address of another rank's node is only registered. Stops at a node
     * without the stack, and if base is no network of the prefix.
     * \param devices WAN devices
     * \param base the network; its last 32 bits are 0
     * \param prefix its prefix; at most 96 bits long
     * \return the interfaces of this rank's nodes, in the order of the devices
     */
    Ipv6InterfaceContainer AssignIpv6Addresses(const NetDeviceContainer& devices,
                                               Ipv6Address base = Ipv6Address("2001:db8::"),
                                               Ipv6Prefix prefix = Ipv6Prefix(64)) const;

    /**
     * \param devices WAN devices
     * \param base the network
     * \return the addresses that AssignIpv6Addresses gives them, in their order; those of other
     * ranks' nodes too, which have no interface here
     */
    static std::vector<Ipv6Address> GetIpv6Addresses(const NetDeviceContainer& devices,
                                                     Ipv6Address base = Ipv6Address("2001:db8::"));

    /**
     * Fix the random variable streams of the devices and of the latency models of their channels.
     * \param devices WAN devices
     * \param stream the first stream number
     * \return how many streams were taken
     */
    int64_t AssignStreams(const NetDeviceContainer& devices, int64_t stream) const;

  private:
    void EnablePcapInternal(std::string prefix,
                            Ptr<NetDevice> nd,
                            bool promiscuous,
                            bool explicitFilename) override;

    ObjectFactory m_deviceFactory;  //!< makes devices
    ObjectFactory m_channelFactory; //!< makes channels
    ObjectFactory m_txQueueFactory; //!< makes transmit queues
    ObjectFactory m_rxQueueFactory; //!< makes receive queues
};

} // namespace ns3

#endif /* WAKU_WAN_HELPER_H */
