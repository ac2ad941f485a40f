/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-settings.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/nstime.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <map>

namespace ns3
{

namespace
{

/** \return TypeId names of the congestion controls */
const std::map<std::string, FlowSettings::Algorithm>&
GetAlgorithms()
{
    static const std::map<std::string, FlowSettings::Algorithm> algorithms = {
        {"ns3::TcpCubic", FlowSettings::CUBIC},
        {"ns3::TcpNewReno", FlowSettings::NEW_RENO},
        {"ns3::TcpLinuxReno", FlowSettings::LINUX_RENO},
    };
    return algorithms;
}

/**
 * \param type TypeId name of a class
 * \param name name of an attribute
 * \return the default of the attribute
 */
template <typename Value>
Value
GetDefault(const std::string& type, const std::string& name)
{
    TypeId::AttributeInformation attribute;
    NS_ABORT_MSG_IF(!TypeId::LookupByName(type).LookupAttributeByName(name, &attribute),
                    "FlowSettings: this ns-3 has no attribute " << type << "::" << name);
    const auto* value = dynamic_cast<const Value*>(PeekPointer(attribute.initialValue));
    NS_ABORT_MSG_IF(!value, "FlowSettings: " << type << "::" << name << " has another type");
    return *value;
}

/** \return the default of an attribute that is a whole number */
uint32_t
GetNumber(const std::string& type, const std::string& name)
{
    return static_cast<uint32_t>(GetDefault<UintegerValue>(type, name).Get());
}

/** \return the default of an attribute that is a time */
FlowTime
GetTime(const std::string& type, const std::string& name)
{
    return GetDefault<TimeValue>(type, name).Get().GetNanoSeconds();
}

} // namespace

bool
FlowSettings::HasAlgorithm(const std::string& type)
{
    return GetAlgorithms().count(type) > 0;
}

Ptr<const FlowSettings>
FlowSettings::FromDefaults()
{
    const std::string socket = "ns3::TcpSocket";
    const std::string base = "ns3::TcpSocketBase";
    const std::string cubic = "ns3::TcpCubic";
    const std::string factory = "ns3::WanTcpSocketFactory";
    Ptr<FlowSettings> settings = Create<FlowSettings>();
    settings->segmentSize = GetNumber(socket, "SegmentSize");
    settings->initialWindow = GetNumber(socket, "InitialCwnd") * settings->segmentSize;
    settings->threshold = GetNumber(socket, "InitialSlowStartThreshold");
    settings->sendBuffer = GetNumber(socket, "SndBufSize");
    settings->receiveBuffer = GetNumber(socket, "RcvBufSize");
    settings->delayedAckCount = GetNumber(socket, "DelAckCount");
    settings->quickAcks = static_cast<uint16_t>(GetNumber(factory, "QuickAcks"));
    settings->synRetries = GetNumber(socket, "ConnCount");
    settings->dataRetries = GetNumber(socket, "DataRetries");
    settings->delayedAckTimeout = GetTime(socket, "DelAckTimeout");
    settings->connectTimeout = GetTime(socket, "ConnTimeout");
    settings->leastTimeout = GetTime(base, "MinRto");
    settings->granularity = GetTime(base, "ClockGranularity");
    settings->userTimeout = GetTime(factory, "UserTimeout");
    settings->keepAlive = GetTime(factory, "KeepAlive");
    settings->keepAliveInterval = GetTime(factory, "KeepAliveInterval");
    settings->keepAliveProbes = GetNumber(factory, "KeepAliveProbes");
    settings->restartsAfterIdle = GetDefault<BooleanValue>(factory, "SlowStartAfterIdle").Get();
    settings->validatesWindow = GetDefault<BooleanValue>(factory, "WindowValidation").Get();
    settings->hyStart = GetDefault<BooleanValue>(cubic, "HyStart").Get();
    settings->fastConvergence = GetDefault<BooleanValue>(cubic, "FastConvergence").Get();
    settings->beta = GetDefault<DoubleValue>(cubic, "Beta").Get();
    settings->c = GetDefault<DoubleValue>(cubic, "C").Get();
    const std::string algorithm =
        GetDefault<TypeIdValue>("ns3::TcpL4Protocol", "SocketType").Get().GetName();
    NS_ABORT_MSG_IF(!HasAlgorithm(algorithm),
                    "ns3::TcpL4Protocol::SocketType is " << algorithm << "; the flow transport has "
                                                         << ALGORITHMS);
    settings->algorithm = GetAlgorithms().at(algorithm);
    return settings;
}

} // namespace ns3
