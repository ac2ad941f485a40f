/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_HELPER_H
#define WAKU_WAN_HELPER_H

#include "checked-factory.h"

#include "ns3/ipv4-interface-container.h"
#include "ns3/ipv6-interface-container.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/queue-disc-container.h"
#include "ns3/queue-disc.h"
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
 * \brief Connects nodes over a WanChannel and assigns addresses to them.
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
 * By default the delay between any two hosts is 100 ms, no packets are lost, and a transmit queue
 * holds 16 MiB, a receive queue 4 MiB. The transmit queue is that long because it includes the
 * buffers of the sender's sockets: while its up link is busy, a real host keeps data in its sockets
 * and does not drop it.
 *
 * EnablePcap captures packets, as with the helpers of other ns-3 devices. A capture file contains
 * whole IP packets (DLT_RAW).
 */
class WanHelper : public PcapHelperForDevice
{
  public:
    WanHelper();

    /**
     * Choose how the devices installed from now on carry data. Call this before the other setters.
     * \param transport `packet`: TCP/IP, packet by packet (the default); `flow`: the flow
     * transport, whose connections send several segments in one event, on FlowNetDevices; `ideal`:
     * the same without congestion and receive windows. Any other stops the program.
     */
    void SetTransport(const std::string& transport);

    /**
     * Set an attribute of the devices installed from now on.
     * \param name name of an attribute of WanNetDevice, or of FlowNetDevice if SetTransport has
     *        chosen it. TxQueue, RxQueue and Address stop the
     *        program: SetTxQueue and SetRxQueue set the queues, and Install gives each device an
     *        address.
     * \param value value of the attribute
     */
    void SetDeviceAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Set an attribute of the channels created from now on.
     * \param name name of an attribute of WanChannel, or of FlowChannel if SetTransport has chosen
     *        it
     * \param value value of the attribute
     */
    void SetChannelAttribute(const std::string& name, const AttributeValue& value);

    /** \param latency latency model of the channels created from now on */
    void SetLatency(Ptr<WanLatencyModel> latency);

    /**
     * Create a latency model for the channels created from now on.
     * \param type TypeId name of a latency model; any other name stops the program
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

    /** \param loss loss model of the channels created from now on; nullptr for no loss */
    void SetLoss(Ptr<WanLossModel> loss);

    /**
     * Create a loss model for the channels created from now on.
     * \param type TypeId name of a loss model; any other name stops the program
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
     * Choose the transmit queue of the devices installed from now on.
     * \param type TypeId name of a queue, with or without `<Packet>`; any other name stops the
     *        program
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
     * Choose the receive queue of the devices installed from now on.
     * \param type TypeId name of a queue, with or without `<Packet>`; any other name stops the
     *        program
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
     * Create a channel, and a device on it for each node.
     * \param nodes the nodes; the first is host 0 of the channel
     * \return the new devices, in the order of the nodes
     */
    NetDeviceContainer Install(const NodeContainer& nodes) const;

    /**
     * Create a device for each node on an existing channel, for instance with other rates.
     * \param nodes the nodes; the first becomes the next host of the channel
     * \param channel the channel
     * \return the new devices, in the order of the nodes
     */
    NetDeviceContainer Install(const NodeContainer& nodes, Ptr<WanChannel> channel) const;

    /**
     * Let packets wait for the up link in a queue disc of ns-3's traffic control, such as the fair
     * queueing of Linux, FqCoDelQueueDisc (RFC 8290), in place of the device's transmit queue:
     *
     * \code
     *   tcp.Install(nodes);
     *   wan.InstallQueueDisc(devices, "ns3::FqCoDelQueueDisc");
     * \endcode
     *
     * The transmit queue then holds one packet, and stops the queue disc while it does, as the byte
     * queue limits of Linux keep the driver's ring short.
     *
     * \param devices devices of nodes that have a stack; those of other ranks are passed over
     * \param type TypeId name of a queue disc without classes; any other name stops the program
     * \param args names and values of its attributes
     * \return the queue discs, in the order of the devices
     */
    template <typename... Args>
    QueueDiscContainer InstallQueueDisc(const NetDeviceContainer& devices,
                                        const std::string& type,
                                        Args&&... args) const
    {
        return InstallQueueDiscs(devices,
                                 MakeCheckedFactory<QueueDisc>("WanHelper::InstallQueueDisc",
                                                               type,
                                                               std::forward<Args>(args)...));
    }

    /**
     * Assign an IPv4 address to each device: base + 1 + its host index. The interface of the device
     * is brought up with a route to the network, and the address is registered with the channel.
     * For a node of another rank of a distributed simulation, and for a FlowNetDevice, the address
     * is only registered.
     *
     * The program stops if a node has no IPv4 stack, if base is not a network address of the mask,
     * or if the network has no address for a host.
     *
     * \param devices WAN devices
     * \param base the network address
     * \param mask mask of the network, which must have enough addresses for the highest host index
     * \return the interfaces of this rank's nodes, in the order of the devices
     */
    Ipv4InterfaceContainer AssignIpv4Addresses(const NetDeviceContainer& devices,
                                               Ipv4Address base = Ipv4Address("10.0.0.0"),
                                               Ipv4Mask mask = Ipv4Mask("255.0.0.0")) const;

    /**
     * Get the addresses that AssignIpv4Addresses assigns, including those of other ranks' nodes,
     * which have no interface on this rank.
     * \param devices WAN devices
     * \param base the network address
     * \return the addresses, in the order of the devices
     */
    static std::vector<Ipv4Address> GetIpv4Addresses(const NetDeviceContainer& devices,
                                                     Ipv4Address base = Ipv4Address("10.0.0.0"));

    /**
     * Assign an IPv6 address to each device: base + 1 + its host index. The interface of the device
     * is brought up with a route to the network, and the address is registered with the channel.
     * For a node of another rank of a distributed simulation, and for a FlowNetDevice, the address
     * is only registered.
     *
     * The interface forwards packets, so that it does not search for routers. With the stack of
     * InternetTcpHelper only the applications send packets. The program stops if a node has no IPv6
     * stack, or if base is not a network address of the prefix.
     *
     * \param devices WAN devices
     * \param base the network address; its last 32 bits are 0
     * \param prefix prefix of the network, at most 96 bits long
     * \return the interfaces of this rank's nodes, in the order of the devices
     */
    Ipv6InterfaceContainer AssignIpv6Addresses(const NetDeviceContainer& devices,
                                               Ipv6Address base = Ipv6Address("2001:db8::"),
                                               Ipv6Prefix prefix = Ipv6Prefix(64)) const;

    /**
     * Get the addresses that AssignIpv6Addresses assigns, including those of other ranks' nodes,
     * which have no interface on this rank.
     * \param devices WAN devices
     * \param base the network address
     * \return the addresses, in the order of the devices
     */
    static std::vector<Ipv6Address> GetIpv6Addresses(const NetDeviceContainer& devices,
                                                     Ipv6Address base = Ipv6Address("2001:db8::"));

    /**
     * Assign fixed random variable streams to the devices and the latency models of their channels.
     * \param devices WAN devices
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(const NetDeviceContainer& devices, int64_t stream) const;

  private:
    /**
     * \param devices devices of nodes that have a stack
     * \param factory factory of queue discs
     * \return the queue discs
     */
    static QueueDiscContainer InstallQueueDiscs(const NetDeviceContainer& devices,
                                                const ObjectFactory& factory);

    void EnablePcapInternal(std::string prefix,
                            Ptr<NetDevice> nd,
                            bool promiscuous,
                            bool explicitFilename) override;

    bool m_isFlow{false};           //!< whether devices are FlowNetDevices
    ObjectFactory m_deviceFactory;  //!< factory of devices
    ObjectFactory m_channelFactory; //!< factory of channels
    ObjectFactory m_txQueueFactory; //!< factory of transmit queues
    ObjectFactory m_rxQueueFactory; //!< factory of receive queues
};

} // namespace ns3

#endif /* WAKU_WAN_HELPER_H */
