/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-helper.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/constant-wan-latency.h"
#include "ns3/flow-channel.h"
#include "ns3/flow-net-device.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device-queue-interface.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/queue-size.h"
#include "ns3/string.h"
#include "ns3/traffic-control-layer.h"
#include "ns3/wan-host.h"
#include "ns3/wan-ranks.h"

#include <set>

namespace ns3
{

namespace
{

/**
 * \param device a device
 * \return the same as a WAN device; any other stops the program
 */
Ptr<WanNetDevice>
ToWanNetDevice(Ptr<NetDevice> device)
{
    Ptr<WanNetDevice> wan = DynamicCast<WanNetDevice>(device);
    NS_ABORT_MSG_IF(!wan,
                    "WanHelper: a device of node " << device->GetNode()->GetId() << " is a "
                                                   << device->GetInstanceTypeId().GetName()
                                                   << ", not a ns3::WanNetDevice");
    return wan;
}

/**
 * \param device a device
 * \return the same as a host of a WAN; any other stops the program
 */
WanHost&
ToWanHost(const Ptr<NetDevice>& device)
{
    WanHost* host = WanHost::Of(device);
    NS_ABORT_MSG_IF(!host,
                    "WanHelper: a device of node " << device->GetNode()->GetId() << " is a "
                                                   << device->GetInstanceTypeId().GetName()
                                                   << ", not a ns3::WanNetDevice or "
                                                      "ns3::FlowNetDevice");
    return *host;
}

/**
 * Give a host an address.
 * \param device device of the host
 * \param address the address
 * \return the device, if it is a WanNetDevice of this rank, whose node needs the address, too
 */
template <typename IpAddress>
Ptr<WanNetDevice>
Register(const Ptr<NetDevice>& device, IpAddress address)
{
    if (const Ptr<FlowNetDevice> flow = DynamicCast<FlowNetDevice>(device))
    {
        flow->GetFlowChannel()->AddHostAddress(address, flow);
        return nullptr;
    }
    Ptr<WanNetDevice> wan = ToWanNetDevice(device);
    DynamicCast<WanChannel>(wan->GetChannel())->AddAddress(address, wan);
    return WanRanks::IsLocal(*wan->GetNode()) ? wan : nullptr;
}

/**
 * \param device a WAN device
 * \return its channel
 */
Ptr<WanChannel>
GetWanChannel(const Ptr<NetDevice>& device)
{
    return DynamicCast<WanChannel>(device->GetChannel());
}

/**
 * \param base the network
 * \param offset which address of it
 * \return that address; the last 32 bits of base are 0
 */
Ipv6Address
AddToIpv6(Ipv6Address base, uint32_t offset)
{
    uint8_t bytes[16];
    base.GetBytes(bytes);
    for (int i = 0; i < 4; i++)
    {
        bytes[15 - i] = static_cast<uint8_t>(offset >> 8 * i);
    }
    return Ipv6Address(bytes);
}

} // namespace

WanHelper::WanHelper()
{
    m_deviceFactory.SetTypeId(WanNetDevice::GetTypeId());
    m_channelFactory.SetTypeId(WanChannel::GetTypeId());
    SetLatency(CreateObject<ConstantWanLatency>());
    SetTxQueue("ns3::DropTailQueue", "MaxSize", StringValue("16MiB"));
    SetRxQueue("ns3::DropTailQueue", "MaxSize", StringValue("4MiB"));
}

void
WanHelper::SetTransport(const std::string& transport)
{
    NS_ABORT_MSG_IF(transport != "packet" && transport != "flow" && transport != "ideal",
                    "WanHelper::SetTransport: '" << transport
                                                 << "'; allowed are packet, flow and ideal");
    m_isFlow = transport != "packet";
    m_deviceFactory.SetTypeId(m_isFlow ? FlowNetDevice::GetTypeId() : WanNetDevice::GetTypeId());
    m_channelFactory.SetTypeId(m_isFlow ? FlowChannel::GetTypeId() : WanChannel::GetTypeId());
    if (m_isFlow)
    {
        m_channelFactory.Set("Ideal", BooleanValue(transport == "ideal"));
    }
}

void
WanHelper::SetDeviceAttribute(const std::string& name, const AttributeValue& value)
{
    RefuseAttribute(m_deviceFactory,
                    "SetDeviceAttribute",
                    name,
                    {{"TxQueue", "SetTxQueue"},
                     {"RxQueue", "SetRxQueue"},
                     {"Address", "SetAddress of the device, once it is installed"}});
    SetCheckedAttribute(m_deviceFactory, name, value);
}

void
WanHelper::SetChannelAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_channelFactory, name, value);
}

void
WanHelper::SetLatency(Ptr<WanLatencyModel> latency)
{
    m_channelFactory.Set("Latency", PointerValue(latency));
}

void
WanHelper::SetLoss(Ptr<WanLossModel> loss)
{
    m_channelFactory.Set("Loss", PointerValue(loss));
}

NetDeviceContainer
WanHelper::Install(const NodeContainer& nodes) const
{
    return Install(nodes, m_channelFactory.Create<WanChannel>());
}

NetDeviceContainer
WanHelper::Install(const NodeContainer& nodes, Ptr<WanChannel> channel) const
{
    NetDeviceContainer devices;
    const Ptr<FlowChannel> flowChannel = DynamicCast<FlowChannel>(channel);
    NS_ABORT_MSG_IF(m_isFlow != (flowChannel != nullptr),
                    "WanHelper::Install: hosts of one channel must have the same transport, packet "
                    "or flow (WanHelper::SetTransport)");
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        if (m_isFlow)
        {
            Ptr<FlowNetDevice> device = m_deviceFactory.Create<FlowNetDevice>();
            (*node)->AddDevice(device);
            device->Attach(flowChannel);
            devices.Add(device);
            continue;
        }
        Ptr<WanNetDevice> device = m_deviceFactory.Create<WanNetDevice>();
        device->SetAddress(Mac48Address::Allocate());
        if (WanRanks::IsLocal(**node))
        {
            device->SetTxQueue(m_txQueueFactory.Create<Queue<Packet>>());
            device->SetRxQueue(m_rxQueueFactory.Create<Queue<Packet>>());
        }
        (*node)->AddDevice(device);
        device->Attach(channel);
        devices.Add(device);
    }
    return devices;
}

QueueDiscContainer
WanHelper::InstallQueueDiscs(const NetDeviceContainer& devices, const ObjectFactory& factory)
{
    QueueDiscContainer discs;
    for (auto it = devices.Begin(); it != devices.End(); ++it)
    {
        Ptr<WanNetDevice> device = ToWanNetDevice(*it);
        if (!WanRanks::IsLocal(*device->GetNode()))
        {
            continue;
        }
        Ptr<TrafficControlLayer> control = device->GetNode()->GetObject<TrafficControlLayer>();
        NS_ABORT_MSG_IF(!control,
                        "WanHelper::InstallQueueDisc: node "
                            << device->GetNode()->GetId()
                            << " has no stack; install one with InternetTcpHelper first");
        device->GetTxQueue()->SetMaxSize(QueueSize("1p"));
        Ptr<NetDeviceQueueInterface> flowControl = CreateObject<NetDeviceQueueInterface>();
        flowControl->GetTxQueue(0)->ConnectQueueTraces(device->GetTxQueue());
        device->AggregateObject(flowControl);
        Ptr<QueueDisc> disc = factory.Create<QueueDisc>();
        control->SetRootQueueDiscOnDevice(device, disc);
        discs.Add(disc);
    }
    return discs;
}

Ipv4InterfaceContainer
WanHelper::AssignIpv4Addresses(const NetDeviceContainer& devices,
                               Ipv4Address base,
                               Ipv4Mask mask) const
{
    const uint32_t broadcast = ~mask.Get();
    NS_ABORT_MSG_IF(base.Get() & broadcast,
                    "WanHelper::AssignIpv4Addresses: " << base << " is not a network of mask "
                                                       << mask);
    Ipv4InterfaceContainer interfaces;
    for (auto it = devices.Begin(); it != devices.End(); ++it)
    {
        const uint32_t host = ToWanHost(*it).GetHostIndex();
        const uint32_t offset = host + 1;
        NS_ABORT_MSG_IF(offset >= broadcast,
                        "WanHelper::AssignIpv4Addresses: " << base << "/" << mask.GetPrefixLength()
                                                           << " has no address for host " << host);
        const Ipv4Address address(base.Get() + offset);
        const Ptr<WanNetDevice> device = Register(*it, address);
        if (!device)
        {
            continue;
        }
        Ptr<Ipv4> ipv4 = device->GetNode()->GetObject<Ipv4>();
        NS_ABORT_MSG_IF(!ipv4,
                        "WanHelper::AssignIpv4Addresses: node "
                            << device->GetNode()->GetId()
                            << " has no IPv4 stack; install one with InternetTcpHelper first");
        int32_t interface = ipv4->GetInterfaceForDevice(device);
        if (interface < 0)
        {
            interface = static_cast<int32_t>(ipv4->AddInterface(device));
        }
        ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, mask));
        ipv4->SetMetric(interface, 1);
        ipv4->SetUp(interface);
        interfaces.Add(ipv4, interface);
    }
    return interfaces;
}

std::vector<Ipv4Address>
WanHelper::GetIpv4Addresses(const NetDeviceContainer& devices, Ipv4Address base)
{
    std::vector<Ipv4Address> addresses;
    for (auto it = devices.Begin(); it != devices.End(); ++it)
    {
        addresses.emplace_back(base.Get() + ToWanHost(*it).GetHostIndex() + 1);
    }
    return addresses;
}

Ipv6InterfaceContainer
WanHelper::AssignIpv6Addresses(const NetDeviceContainer& devices,
                               Ipv6Address base,
                               Ipv6Prefix prefix) const
{
    NS_ABORT_MSG_IF(prefix.GetPrefixLength() > 96 || base.CombinePrefix(prefix) != base,
                    "WanHelper::AssignIpv6Addresses: " << base << " is not a network of prefix "
                                                       << prefix << " of at most 96 bits");
    Ipv6InterfaceContainer interfaces;
    for (auto it = devices.Begin(); it != devices.End(); ++it)
    {
        const Ipv6Address address = AddToIpv6(base, ToWanHost(*it).GetHostIndex() + 1);
        const Ptr<WanNetDevice> device = Register(*it, address);
        if (!device)
        {
            continue;
        }
        Ptr<Ipv6> ipv6 = device->GetNode()->GetObject<Ipv6>();
        NS_ABORT_MSG_IF(!ipv6,
                        "WanHelper::AssignIpv6Addresses: node "
                            << device->GetNode()->GetId()
                            << " has no IPv6 stack; install one with InternetTcpHelper first");
        int32_t interface = ipv6->GetInterfaceForDevice(device);
        if (interface < 0)
        {
            interface = static_cast<int32_t>(ipv6->AddInterface(device));
        }
        ipv6->SetMetric(interface, 1);
        // a forwarding interface solicits no routers, of which a WAN has none
        ipv6->SetForwarding(interface, true);
        ipv6->SetUp(interface);
        ipv6->AddAddress(interface, Ipv6InterfaceAddress(address, prefix));
        interfaces.Add(ipv6, interface);
    }
    return interfaces;
}

std::vector<Ipv6Address>
WanHelper::GetIpv6Addresses(const NetDeviceContainer& devices, Ipv6Address base)
{
    std::vector<Ipv6Address> addresses;
    for (auto it = devices.Begin(); it != devices.End(); ++it)
    {
        addresses.push_back(AddToIpv6(base, ToWanHost(*it).GetHostIndex() + 1));
    }
    return addresses;
}

int64_t
WanHelper::AssignStreams(const NetDeviceContainer& devices, int64_t stream) const
{
    int64_t next = stream;
    std::set<uint32_t> done;
    for (auto it = devices.Begin(); it != devices.End(); ++it)
    {
        WanHost& host = ToWanHost(*it);
        const Ptr<WanChannel> channel = GetWanChannel(*it);
        if (done.insert(channel->GetId()).second && channel->GetLatencyModel())
        {
            next += channel->GetLatencyModel()->AssignStreams(next);
        }
        next += host.AssignStreams(next);
    }
    return next - stream;
}

void
WanHelper::EnablePcapInternal(std::string prefix, Ptr<NetDevice> nd, bool, bool explicitFilename)
{
    NS_ABORT_MSG_IF(DynamicCast<FlowNetDevice>(nd),
                    "WanHelper::EnablePcap: node "
                        << nd->GetNode()->GetId()
                        << " has the flow transport, which has no packets to capture; allowed is "
                           "the transport packet");
    Ptr<WanNetDevice> device = DynamicCast<WanNetDevice>(nd);
    if (!device)
    {
        return;
    }
    PcapHelper pcap;
    const std::string filename =
        explicitFilename ? prefix : pcap.GetFilenameFromDevice(prefix, device);
    Ptr<PcapFileWrapper> file = pcap.CreateFile(filename, std::ios::out, PcapHelper::DLT_RAW);
    pcap.HookDefaultSink<WanNetDevice>(device, "PromiscSniffer", file);
}

} // namespace ns3
