/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-tcp-socket-factory.h"

#include "wan-tcp-socket.h"

#include "ns3/abort.h"
#include "ns3/rtt-estimator.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-recovery-ops.h"
#include "ns3/tcp-socket-factory.h"

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
    static TypeId tid = TypeId("ns3::WanTcpSocketFactory")
                            .SetParent<SocketFactory>()
                            .SetGroupName("Waku")
                            .AddConstructor<WanTcpSocketFactory>();
    return tid;
}

TypeId
WanTcpSocketFactory::Resolve(const Node& node, TypeId factory)
{
    const bool missing = factory == GetTypeId() && !node.GetObject<WanTcpSocketFactory>();
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
    socket->SetCongestionControlAlgorithm(CreateNamed<TcpCongestionOps>(*tcp, "SocketType"));
    socket->SetRecoveryAlgorithm(CreateNamed<TcpRecoveryOps>(*tcp, "RecoveryType"));
    socket->SetDevice(FindDevice());
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
