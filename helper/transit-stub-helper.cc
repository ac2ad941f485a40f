/* SPDX-License-Identifier: GPL-2.0-only */
#include "transit-stub-helper.h"

#include "ns3/abort.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-interface-address.h"
#include "ns3/ipv4.h"
#include "ns3/nix-vector-helper.h"
#include "ns3/node.h"
#include "ns3/object-factory.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/queue-size.h"
#include "ns3/queue.h"
#include "ns3/string.h"

#include <sstream>

namespace ns3
{

namespace
{

constexpr uint32_t FIRST_LINK = 0x0a000000; //!< 10.0.0.0, the address of the first link

/** \return the random variable of a text, such as ns3::ConstantRandomVariable[Constant=1] */
Ptr<RandomVariableStream>
MakeDelay(const std::string& text)
{
    std::istringstream in(text);
    ObjectFactory factory;
    in >> factory;
    Ptr<RandomVariableStream> delay =
        in ? DynamicCast<RandomVariableStream>(factory.Create()) : nullptr;
    NS_ABORT_MSG_IF(!delay, "TransitStubHelper: '" << text << "' is no ns3::RandomVariableStream");
    return delay;
}

/** \return the address of a device */
Ipv4Address
GetAddressOf(Ptr<NetDevice> device)
{
    Ptr<Ipv4> ipv4 = device->GetNode()->GetObject<Ipv4>();
    return ipv4->GetAddress(ipv4->GetInterfaceForDevice(device), 0).GetLocal();
}

} // namespace

TransitStubHelper::TransitStubHelper()
{
    SetTransit(4, DataRate("10Gbps"), "ns3::UniformRandomVariable[Min=10|Max=60]");
    SetStub(2, DataRate("10Gbps"), "ns3::UniformRandomVariable[Min=1|Max=5]");
    SetAccess(DataRate("100Mbps"), DataRate("100Mbps"), "ns3::UniformRandomVariable[Min=1|Max=5]");
}

void
TransitStubHelper::SetTransit(uint32_t routers, DataRate rate, const std::string& delay)
{
    NS_ABORT_MSG_IF(routers == 0, "TransitStubHelper::SetTransit: 0 routers; allowed is 1 or more");
    m_transit = {routers, rate, rate, MakeDelay(delay)};
}

void
TransitStubHelper::SetStub(uint32_t routers, DataRate rate, const std::string& delay)
{
    NS_ABORT_MSG_IF(routers == 0, "TransitStubHelper::SetStub: 0 routers; allowed is 1 or more");
    m_stub = {routers, rate, rate, MakeDelay(delay)};
}

void
TransitStubHelper::SetAccess(DataRate up, DataRate down, const std::string& delay)
{
    m_access = {0, up, down, MakeDelay(delay)};
}

void
TransitStubHelper::SetRouterQueue(uint32_t packets)
{
    m_queue = packets;
}

int64_t
TransitStubHelper::AssignStreams(int64_t stream)
{
    m_transit.delay->SetStream(stream);
    m_stub.delay->SetStream(stream + 1);
    m_access.delay->SetStream(stream + 2);
    return 3;
}

void
TransitStubHelper::Install(const NodeContainer& hosts)
{
    Ipv4NixVectorHelper nixVectors;
    for (auto host = hosts.Begin(); host != hosts.End(); ++host)
    {
        Ptr<Ipv4> ipv4 = (*host)->GetObject<Ipv4>();
        NS_ABORT_MSG_IF(!ipv4,
                        "TransitStubHelper::Install: node "
                            << (*host)->GetId()
                            << " has no IPv4 stack; install one with InternetTcpHelper first");
        ipv4->SetRoutingProtocol(nixVectors.Create(*host));
    }
    InternetStackHelper stack;
    stack.SetRoutingHelper(nixVectors);
    stack.SetIpv6StackInstall(false);

    m_transitRouters.Create(m_transit.routers);
    stack.Install(m_transitRouters);
    m_core.assign(m_transit.routers, std::vector<Ptr<NetDevice>>(m_transit.routers));
    for (uint32_t a = 0; a < m_transit.routers; a++)
    {
        for (uint32_t b = a + 1; b < m_transit.routers; b++)
        {
            const NetDeviceContainer ends =
                Link(m_transitRouters.Get(a), m_transitRouters.Get(b), m_transit, false);
            m_core[a][b] = ends.Get(0);
            m_core[b][a] = ends.Get(1);
        }
    }
    NodeContainer stubs(m_transit.routers * m_stub.routers);
    stack.Install(stubs);
    for (uint32_t i = 0; i < stubs.GetN(); i++)
    {
        Link(stubs.Get(i), m_transitRouters.Get(i % m_transit.routers), m_stub, false);
    }
    for (uint32_t i = 0; i < hosts.GetN(); i++)
    {
        m_hostDevices.Add(Link(hosts.Get(i), stubs.Get(i % stubs.GetN()), m_access, true).Get(0));
        m_addresses.push_back(GetAddressOf(m_hostDevices.Get(i)));
    }
}

NetDeviceContainer
TransitStubHelper::Link(Ptr<Node> a, Ptr<Node> b, const Level& level, bool isHost)
{
    PointToPointHelper link;
    link.SetChannelAttribute("Delay",
                             TimeValue(MicroSeconds(int64_t(1000 * level.delay->GetValue()))));
    link.SetQueue("ns3::DropTailQueue<Packet>",
                  "MaxSize",
                  QueueSizeValue(QueueSize(QueueSizeUnit::PACKETS, m_queue)));
    const NetDeviceContainer ends = link.Install(a, b);
    ends.Get(0)->SetAttribute("DataRate", DataRateValue(level.towards));
    ends.Get(1)->SetAttribute("DataRate", DataRateValue(level.back));
    if (isHost)
    {
        // A host keeps what waits for its up link; see WanHelper.
        PointerValue queue;
        ends.Get(0)->GetAttribute("TxQueue", queue);
        queue.Get<QueueBase>()->SetMaxSize(QueueSize("16MiB"));
    }
    const uint32_t network = FIRST_LINK + 4 * m_links++;
    AddAddress(ends.Get(0), Ipv4Address(network + 1));
    AddAddress(ends.Get(1), Ipv4Address(network + 2));
    return ends;
}

void
TransitStubHelper::AddAddress(Ptr<NetDevice> device, Ipv4Address address)
{
    Ptr<Ipv4> ipv4 = device->GetNode()->GetObject<Ipv4>();
    const uint32_t interface = ipv4->AddInterface(device);
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, Ipv4Mask("255.255.255.252")));
    ipv4->SetMetric(interface, 1);
    ipv4->SetUp(interface);
}

const NodeContainer&
TransitStubHelper::GetTransitRouters() const
{
    return m_transitRouters;
}

const std::vector<Ipv4Address>&
TransitStubHelper::GetAddresses() const
{
    return m_addresses;
}

const NetDeviceContainer&
TransitStubHelper::GetHostDevices() const
{
    return m_hostDevices;
}

uint32_t
TransitStubHelper::GetRegion(uint32_t host) const
{
    return host % m_transit.routers;
}

Ptr<NetDevice>
TransitStubHelper::GetTransitDevice(uint32_t from, uint32_t to) const
{
    return m_core.at(from).at(to);
}

Ipv4Address
TransitStubHelper::GetTransitAddress(uint32_t from, uint32_t to) const
{
    return GetAddressOf(m_core.at(to).at(from));
}

} // namespace ns3
