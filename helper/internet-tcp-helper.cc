/* SPDX-License-Identifier: GPL-2.0-only */
#include "internet-tcp-helper.h"

#include "ns3/abort.h"
#include "ns3/arp-l3-protocol.h"
#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/flow-net-device.h"
#include "ns3/flow-settings.h"
#include "ns3/flow-socket-factory.h"
#include "ns3/icmpv4-l4-protocol.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-static-routing.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-static-routing.h"
#include "ns3/node.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-cubic.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/traffic-control-layer.h"
#include "ns3/udp-l4-protocol.h"
#include "ns3/uinteger.h"
#include "ns3/wan-net-device.h"
#include "ns3/wan-ranks.h"
#include "ns3/wan-tcp-l4-protocol.h"
#include "ns3/wan-tcp-socket-factory.h"

#include <map>

namespace ns3
{

namespace
{

constexpr uint32_t IPV4_HEADER = 20;         //!< bytes of the IPv4 header (RFC 791)
constexpr uint32_t IPV6_HEADER = 40;         //!< bytes of the IPv6 header (RFC 8200)
constexpr uint32_t TCP_HEADER = 32;          //!< bytes of the TCP header with timestamps (RFC 7323)
constexpr uint32_t DELAYED_ACK_MS = 40;      //!< Linux's TCP_DELACK_MIN
constexpr uint32_t RTO_MIN_MS = 200;         //!< Linux's TCP_RTO_MIN
constexpr uint32_t DATA_RETRIES = 15;        //!< Linux's TCP_RETR2
constexpr uint32_t BUFFER = 4 * 1024 * 1024; //!< bytes of each TCP buffer

/** A default of the whole simulation: the initial value of an attribute. */
class SimulationDefault
{
  public:
    /** \param path path of the attribute, such as ns3::TcpSocket::SegmentSize */
    explicit SimulationDefault(const std::string& path)
        : m_path(path)
    {
        const std::size_t end = path.rfind("::");
        const TypeId type = TypeId::LookupByName(path.substr(0, end));
        NS_ABORT_MSG_IF(!type.LookupAttributeByName(path.substr(end + 2), &m_attribute),
                        "InternetTcpHelper: this ns-3 has no attribute " << path);
    }

    /**
     * \return whether the user has set it: it differs from ns-3's and from what helpers have set
     */
    bool IsOfUser() const
    {
        const auto set = GetSetByHelpers().find(m_path);
        const std::string value = ToText(*m_attribute.initialValue);
        return value != ToText(*m_attribute.originalInitialValue) &&
               (set == GetSetByHelpers().end() || set->second != value);
    }

    /** \return the value as text */
    std::string GetText() const
    {
        return ToText(*m_attribute.initialValue);
    }

    /**
     * Set the value.
     * \param value the value
     */
    void Set(const AttributeValue& value) const
    {
        Config::SetDefault(m_path, value);
        GetSetByHelpers()[m_path] = ToText(value);
    }

    /**
     * Set the value, unless the user has set one.
     * \param value the value
     */
    void SetUnlessOfUser(const AttributeValue& value) const
    {
        if (!IsOfUser())
        {
            Set(value);
        }
    }

  private:
    /**
     * \param value a value of the attribute
     * \return the value as text
     */
    std::string ToText(const AttributeValue& value) const
    {
        return value.SerializeToString(m_attribute.checker);
    }

    /**
     * \return the values that helpers have set, by path. As ns-3's defaults, they belong to the
     *         whole process.
     */
    static std::map<std::string, std::string>& GetSetByHelpers()
    {
        static std::map<std::string, std::string> values;
        return values;
    }

    std::string m_path;                       //!< path of the attribute
    TypeId::AttributeInformation m_attribute; //!< the attribute
};

/**
 * \param node a node
 * \return its host at flow level, or nullptr
 */
Ptr<FlowNetDevice>
FindFlowDevice(const Node& node)
{
    for (uint32_t i = 0; i < node.GetNDevices(); i++)
    {
        if (const Ptr<FlowNetDevice> device = DynamicCast<FlowNetDevice>(node.GetDevice(i)))
        {
            return device;
        }
    }
    return nullptr;
}

/** \return whether a type is a congestion control, even if it names another parent */
bool
IsTypeOfCongestionControl(TypeId type)
{
    if (type.IsChildOf(TcpCongestionOps::GetTypeId()))
    {
        return true;
    }
    // TcpCubic of ns-3.35 to 3.37 names TcpSocketBase as its parent
    return type == TcpCubic::GetTypeId();
}

} // namespace

void
InternetTcpHelper::SetIpv4StackInstall(bool enable)
{
    m_ipv4 = enable;
}

void
InternetTcpHelper::SetIpv6StackInstall(bool enable)
{
    m_ipv6 = enable;
}

void
InternetTcpHelper::SetTcpDefaultsInstall(bool enable)
{
    m_setsTcpDefaults = enable;
}

bool
InternetTcpHelper::IsCongestionControl(const std::string& type)
{
    TypeId found;
    return TypeId::LookupByNameFailSafe(type, &found) && IsTypeOfCongestionControl(found);
}

void
InternetTcpHelper::SetCongestionControl(const std::string& type)
{
    NS_ABORT_MSG_IF(!IsCongestionControl(type),
                    "InternetTcpHelper::SetCongestionControl: '"
                        << type << "' is not the name of a ns3::TcpCongestionOps");
    m_congestionControl = TypeId::LookupByName(type);
}

void
InternetTcpHelper::SetSegmentsPerPacket(uint32_t segments)
{
    NS_ABORT_MSG_IF(segments == 0 || INITIAL_WINDOW % segments != 0,
                    "InternetTcpHelper::SetSegmentsPerPacket: "
                        << segments << "; allowed are 1, 2, 5 and 10, the divisors of the initial "
                        << "window of " << INITIAL_WINDOW << " segments");
    m_segments = segments;
}

uint32_t
InternetTcpHelper::GetSegmentSize() const
{
    return m_segments * (ETHERNET_MTU - (m_ipv6 ? IPV6_HEADER : IPV4_HEADER) - TCP_HEADER);
}

uint16_t
InternetTcpHelper::GetMtu() const
{
    return static_cast<uint16_t>(GetSegmentSize() + (m_ipv6 ? IPV6_HEADER : IPV4_HEADER) +
                                 TCP_HEADER);
}

void
InternetTcpHelper::Install(const NodeContainer& nodes) const
{
    if (m_setsTcpDefaults)
    {
        SetTcpDefaults();
    }
    Ptr<const FlowSettings> settings;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        if (!WanRanks::IsLocal(**node))
        {
            continue;
        }
        if (const Ptr<FlowNetDevice> device = FindFlowDevice(**node))
        {
            InstallFlow(**node, device, settings);
            continue;
        }
        InstallStack(*node);
        if (m_segments > 1)
        {
            SetMtus(*node);
        }
    }
}

void
InternetTcpHelper::SetTcpDefaults() const
{
    const SimulationDefault segmentSize("ns3::TcpSocket::SegmentSize");
    NS_ABORT_MSG_IF(m_segments > 1 && segmentSize.IsOfUser(),
                    "InternetTcpHelper::SetSegmentsPerPacket: "
                        << m_segments << ", which makes ns3::TcpSocket::SegmentSize "
                        << GetSegmentSize() << ", but the default is set to "
                        << segmentSize.GetText() << "; allowed is one of the two");
    segmentSize.SetUnlessOfUser(UintegerValue(GetSegmentSize()));
    const auto set = [](const std::string& path, const AttributeValue& value) {
        SimulationDefault(path).SetUnlessOfUser(value);
    };
    set("ns3::TcpSocket::InitialCwnd", UintegerValue(INITIAL_WINDOW / m_segments));
    set("ns3::TcpSocket::InitialSlowStartThreshold", UintegerValue(UINT32_MAX));
    set("ns3::TcpSocket::SndBufSize", UintegerValue(BUFFER));
    set("ns3::TcpSocket::RcvBufSize", UintegerValue(BUFFER));
    set("ns3::TcpSocket::DelAckCount", UintegerValue(2));
    set("ns3::TcpSocket::DelAckTimeout", TimeValue(MilliSeconds(DELAYED_ACK_MS)));
    set("ns3::TcpSocket::ConnTimeout", TimeValue(Seconds(1)));
    set("ns3::TcpSocket::DataRetries", UintegerValue(DATA_RETRIES));
    set("ns3::TcpSocketBase::MinRto", TimeValue(MilliSeconds(RTO_MIN_MS)));
    set("ns3::TcpSocketBase::ClockGranularity", TimeValue(MilliSeconds(RTO_MIN_MS)));
    set("ns3::WanTcpSocketFactory::WireSegmentSize",
        UintegerValue(m_segments > 1 ? GetSegmentSize() / m_segments : 0));
    set("ns3::TcpSocketBase::WindowScaling", BooleanValue(true));
    set("ns3::TcpSocketBase::Timestamp", BooleanValue(true));
    set("ns3::TcpSocketBase::Sack", BooleanValue(true));
    const SimulationDefault congestionControl("ns3::TcpL4Protocol::SocketType");
    if (m_congestionControl)
    {
        congestionControl.Set(TypeIdValue(*m_congestionControl));
    }
    else
    {
        congestionControl.SetUnlessOfUser(TypeIdValue(TcpCubic::GetTypeId()));
    }
}

void
InternetTcpHelper::InstallStack(Ptr<Node> node) const
{
    NS_ABORT_MSG_IF(node->GetObject<Ipv4>() || node->GetObject<Ipv6>(),
                    "InternetTcpHelper::Install: node " << node->GetId()
                                                        << " has an IP stack already");
    Ptr<TrafficControlLayer> trafficControl = CreateObject<TrafficControlLayer>();
    node->AggregateObject(trafficControl);
    if (m_ipv4)
    {
        Ptr<ArpL3Protocol> arp = CreateObject<ArpL3Protocol>();
        Ptr<Ipv4L3Protocol> ipv4 = CreateObject<Ipv4L3Protocol>();
        node->AggregateObject(arp);
        node->AggregateObject(ipv4);
        node->AggregateObject(CreateObject<Icmpv4L4Protocol>());
        ipv4->SetRoutingProtocol(CreateObject<Ipv4StaticRouting>());
        arp->SetTrafficControl(trafficControl);
    }
    if (m_ipv6)
    {
        Ptr<Ipv6L3Protocol> ipv6 = CreateObject<Ipv6L3Protocol>();
        node->AggregateObject(ipv6);
        node->AggregateObject(
            CreateObjectWithAttributes<Icmpv6L4Protocol>("DAD", BooleanValue(false)));
        ipv6->SetRoutingProtocol(CreateObject<Ipv6StaticRouting>());
        ipv6->RegisterExtensions();
        ipv6->RegisterOptions();
    }
    node->AggregateObject(CreateObject<UdpL4Protocol>());
    node->AggregateObject(CreateObject<WanTcpL4Protocol>());
    node->AggregateObject(CreateObject<WanTcpSocketFactory>());
}

void
InternetTcpHelper::InstallFlow(Node& node,
                               const Ptr<FlowNetDevice>& device,
                               Ptr<const FlowSettings>& settings) const
{
    NS_ABORT_MSG_IF(m_segments > 1,
                    "InternetTcpHelper::SetSegmentsPerPacket: "
                        << m_segments
                        << "; allowed is 1 with the flow transport, which has no "
                           "packets");
    NS_ABORT_MSG_IF(node.GetObject<FlowSocketFactory>(),
                    "InternetTcpHelper::Install: node " << node.GetId()
                                                        << " has a flow transport already");
    if (!settings)
    {
        settings = FlowSettings::FromDefaults();
    }
    Ptr<FlowSocketFactory> factory = CreateObject<FlowSocketFactory>();
    factory->Setup(device, settings);
    node.AggregateObject(factory);
}

void
InternetTcpHelper::SetMtus(Ptr<Node> node) const
{
    uint32_t wanDevices = 0;
    for (uint32_t i = 0; i < node->GetNDevices(); i++)
    {
        if (Ptr<WanNetDevice> device = DynamicCast<WanNetDevice>(node->GetDevice(i)))
        {
            device->SetMtu(GetMtu());
            device->SetAttribute("WireMtu", UintegerValue(ETHERNET_MTU));
            wanDevices++;
        }
    }
    NS_ABORT_MSG_IF(wanDevices == 0,
                    "InternetTcpHelper::SetSegmentsPerPacket: node "
                        << node->GetId() << " has no WanNetDevice whose MTU could grow; install "
                        << "the devices with WanHelper before the stack");
}

} // namespace ns3
