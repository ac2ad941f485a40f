/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-tcp-socket-factory.h"

#include "flow-socket-factory.h"
#include "wan-tcp-socket.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/rtt-estimator.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-recovery-ops.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WanTcpSocketFactory);

namespace
{

/** \return a new object of the type that an attribute of TcpL4Protocol selects */
template <typename T>
Ptr<T>
CreateNamed(const TcpL4Protocol& tcp, const std::string& attribute)
{
    TypeIdValue type;
    tcp.GetAttribute(attribute, type);
    ObjectFactory factory;
    factory.SetTypeId(type.Get());
    return factory.Create<T>();
}

} // namespace

TypeId
WanTcpSocketFactory::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WanTcpSocketFactory")
            .SetParent<SocketFactory>()
            .SetGroupName("Waku")
            .AddConstructor<WanTcpSocketFactory>()
            .AddAttribute("SlowStartAfterIdle",
                          "Whether a congestion window that is not used shrinks: by half for each "
                          "retransmission timeout without data, at most to InitialCwnd, and to the "
                          "middle between it and what is used of it (Linux: "
                          "tcp_slow_start_after_idle; RFC 5681, section 4.1, and RFC 2861)",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WanTcpSocketFactory::m_slowStartAfterIdle),
                          MakeBooleanChecker())
            .AddAttribute("WindowValidation",
                          "Whether the congestion window grows only while it limits the sender "
                          "(Linux: tcp_cwnd_validate; RFC 7661, section 4.2)",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WanTcpSocketFactory::m_windowValidation),
                          MakeBooleanChecker())
            .AddAttribute("QuickAcks",
                          "Acknowledgements that are not delayed, at the start and after a gap of "
                          "more than a retransmission timeout; 0: DelAckCount alone decides, as in "
                          "TcpSocketBase",
                          UintegerValue(16),
                          MakeUintegerAccessor(&WanTcpSocketFactory::m_quickAcks),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("WireSegmentSize",
                          "Payload bytes of a full segment on the wire, for packets that stand for "
                          "several segments, which DelAckCount then counts; 0: SegmentSize",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WanTcpSocketFactory::m_wireSegmentSize),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("UserTimeout",
                          "A connection ends when data has waited so long for an acknowledgement "
                          "(Linux: TCP_USER_TIMEOUT; RFC 5482); 0s: after DataRetries alone",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WanTcpSocketFactory::m_userTimeout),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("KeepAlive",
                          "A connection is probed when nothing has come from the peer for so long "
                          "(Linux: TCP_KEEPIDLE, 15 s in Go); 0s: it is not probed",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WanTcpSocketFactory::m_keepAlive),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("KeepAliveInterval",
                          "Time from one probe to the next (TCP_KEEPINTVL)",
                          TimeValue(Seconds(15)),
                          MakeTimeAccessor(&WanTcpSocketFactory::m_keepAliveInterval),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("KeepAliveProbes",
                          "Probes without an answer after which a connection ends (TCP_KEEPCNT)",
                          UintegerValue(9),
                          MakeUintegerAccessor(&WanTcpSocketFactory::m_keepAliveProbes),
                          MakeUintegerChecker<uint8_t>(1));
    return tid;
}

TypeId
WanTcpSocketFactory::Resolve(const Node& node, TypeId factory)
{
    const bool missing = factory == GetTypeId() && !node.GetObject<WanTcpSocketFactory>();
    if ((missing || factory == FlowSocketFactory::GetTypeId()) &&
        node.GetObject<FlowSocketFactory>())
    {
        return FlowSocketFactory::GetTypeId();
    }
    const TypeId present = missing ? TcpSocketFactory::GetTypeId() : factory;
    NS_ABORT_MSG_IF(!node.GetObject<SocketFactory>(present) || !node.GetObject<TcpL4Protocol>(),
                    "node " << node.GetId() << " has no TCP, or no " << present.GetName()
                            << ": install InternetTcpHelper or InternetStackHelper on it before "
                               "the simulation starts");
    return present;
}

Ptr<Socket>
WanTcpSocketFactory::CreateSocket()
{
    Ptr<TcpL4Protocol> tcp = GetObject<TcpL4Protocol>();
    Ptr<WanTcpSocket> socket = CreateObject<WanTcpSocket>();
    socket->SetNode(GetObject<Node>());
    socket->SetTcp(tcp);
    socket->SetRtt(CreateNamed<RttEstimator>(*tcp, "RttEstimatorType"));
    socket->SetCongestionAlgorithm(CreateNamed<TcpCongestionOps>(*tcp, "SocketType"));
    socket->SetRecoveryAlgorithm(CreateNamed<TcpRecoveryOps>(*tcp, "RecoveryType"));
    socket->SetDevice(FindDevice());
    socket->SetSettings({m_slowStartAfterIdle,
                         m_windowValidation,
                         m_quickAcks,
                         m_wireSegmentSize,
                         m_userTimeout,
                         m_keepAlive,
                         m_keepAliveInterval,
                         m_keepAliveProbes});
    tcp->AddSocket(socket);
    return socket;
}

Ptr<const WanNetDevice>
WanTcpSocketFactory::FindDevice() const
{
    Ptr<Node> node = GetObject<Node>();
    for (uint32_t i = 0; i < node->GetNDevices(); i++)
    {
        if (Ptr<WanNetDevice> device = DynamicCast<WanNetDevice>(node->GetDevice(i)))
        {
            return device;
        }
    }
    return nullptr;
}

} // namespace ns3
