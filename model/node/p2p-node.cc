/* SPDX-License-Identifier: GPL-2.0-only */
#include "p2p-node.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("P2pNode");
NS_OBJECT_ENSURE_REGISTERED(P2pNode);

namespace
{

/// The number of a node has the ns-3 node in so many low bits, and above them the application.
constexpr uint32_t APPLICATION_SHIFT = 24;

} // namespace

P2pNode::Mounted::Mounted(P2pNode& node, Ptr<PeerProtocol> protocol)
    : m_node(node),
      m_protocol(protocol)
{
    m_protocol->SetHost(this);
}

P2pNode::Mounted::~Mounted()
{
    m_protocol->SetHost(nullptr);
}

void
P2pNode::Mounted::Register()
{
    m_protocol->Initialize();
    m_number = m_node.m_connections->AddProtocol(m_protocol->GetProtocolId(), *m_protocol);
}

Time
P2pNode::Mounted::GetNow() const
{
    return Simulator::Now();
}

bool
P2pNode::Mounted::Send(PeerId peer, Ptr<const StreamFrame> frame)
{
    return m_node.m_connections->Send(peer, frame, m_number);
}

bool
P2pNode::Mounted::SendAhead(PeerId peer, Ptr<const StreamFrame> frame)
{
    return m_node.m_connections->Send(peer, frame, m_number, true);
}

bool
P2pNode::Mounted::Cancel(PeerId peer, const StreamFrame* frame)
{
    return m_node.m_connections->Cancel(peer, frame, m_number);
}

void
P2pNode::Mounted::Disconnect(PeerId peer)
{
    m_node.m_connections->Disconnect(peer);
}

void
P2pNode::Mounted::Dial(const Address& remote)
{
    m_node.m_connections->Dial(remote);
}

bool
P2pNode::Mounted::DialSuggested(const Address& remote)
{
    return m_node.m_connections->DialSuggested(remote);
}

void
P2pNode::Mounted::After(Time delay, std::function<void(Time now)> task)
{
    m_node.After(delay, std::move(task));
}

uint32_t
P2pNode::Mounted::GetNodeNumber() const
{
    return m_node.GetNumber();
}

TypeId
P2pNode::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::P2pNode")
            .SetParent<Application>()
            .SetGroupName("Waku")
            .AddConstructor<P2pNode>()
            .AddAttribute("Connections",
                          "The connections of this node.",
                          PointerValue(),
                          MakePointerAccessor(&P2pNode::SetConnections, &P2pNode::GetConnections),
                          MakePointerChecker<PeerConnectionManager>())
            .AddAttribute("Traffic",
                          "The built-in traffic of this node; none by default.",
                          PointerValue(),
                          MakePointerAccessor(&P2pNode::m_traffic),
                          MakePointerChecker<WakuTrafficGenerator>())
            .AddTraceSource("Online",
                            "The node goes online or offline.",
                            MakeTraceSourceAccessor(&P2pNode::m_onlineTrace),
                            "ns3::P2pNode::OnlineTracedCallback")
            .AddTraceSource("PeerUp",
                            "A peer has connected.",
                            MakeTraceSourceAccessor(&P2pNode::m_peerUpTrace),
                            "ns3::P2pNode::PeerTracedCallback")
            .AddTraceSource("PeerDown",
                            "A peer has gone.",
                            MakeTraceSourceAccessor(&P2pNode::m_peerDownTrace),
                            "ns3::P2pNode::PeerTracedCallback")
            .AddTraceSource("Tx",
                            "Bytes of a frame, or of a piece of one, that have gone to TCP.",
                            MakeTraceSourceAccessor(&P2pNode::m_txTrace),
                            "ns3::P2pNode::BytesTracedCallback")
            .AddTraceSource("Rx",
                            "Bytes that have come from TCP.",
                            MakeTraceSourceAccessor(&P2pNode::m_rxTrace),
                            "ns3::P2pNode::BytesTracedCallback");
    return tid;
}

P2pNode::P2pNode()
    : m_presence(*this)
{
}

P2pNode::~P2pNode() = default;

void
P2pNode::NotifyConstructionCompleted()
{
    if (!m_connections)
    {
        m_connections = CreateConnections();
    }
    Application::NotifyConstructionCompleted();
}

Ptr<PeerConnectionManager>
P2pNode::CreateConnections() const
{
    return CreateObject<PeerConnectionManager>();
}

void
P2pNode::SetConnections(Ptr<PeerConnectionManager> connections)
{
    NS_ABORT_MSG_IF(IsInitialized(),
                    "P2pNode: Connections can't be changed any more once the application is "
                    "initialised");
    m_connections = connections;
}

void
P2pNode::Mount(Ptr<PeerProtocol> protocol)
{
    NS_ABORT_MSG_IF(IsInitialized(),
                    "P2pNode: protocol \"" << protocol->GetProtocolId()
                                           << "\" can't be mounted any more once the application "
                                              "is initialised");
    m_mounted.push_back(std::make_unique<Mounted>(*this, protocol));
}

Ptr<PeerProtocol>
P2pNode::FindProtocol(const std::string& id) const
{
    for (const auto& mounted : m_mounted)
    {
        if (mounted->GetProtocol()->GetProtocolId() == id)
        {
            return mounted->GetProtocol();
        }
    }
    return nullptr;
}

int64_t
P2pNode::AssignOwnStreams(int64_t stream)
{
    int64_t next = stream + m_connections->AssignStreams(stream);
    if (m_traffic)
    {
        next += m_traffic->AssignStreams(next);
    }
    return next - stream;
}

int64_t
P2pNode::AssignProtocolStreams(int64_t stream, std::size_t first)
{
    int64_t next = stream;
    for (std::size_t i = first; i < m_mounted.size(); i++)
    {
        next += m_mounted[i]->GetProtocol()->AssignStreams(next);
    }
    return next - stream;
}

std::string
P2pNode::GetRole() const
{
    return "node";
}

int64_t
P2pNode::AssignStreams(int64_t stream)
{
    const int64_t next = stream + AssignOwnStreams(stream);
    return next + AssignProtocolStreams(next, 0) - stream;
}

void
P2pNode::DoInitialize()
{
    for (auto mounted = m_mounted.begin(); mounted != m_mounted.end(); ++mounted)
    {
        const std::string id = (*mounted)->GetProtocol()->GetProtocolId();
        NS_ABORT_MSG_IF(FindProtocol(id) != (*mounted)->GetProtocol(),
                        "P2pNode: two protocols are mounted as \"" << id << "\"");
        (*mounted)->Register();
    }
    Application::DoInitialize();
}

void
P2pNode::DoDispose()
{
    m_presence.Dispose();
    m_connections->Dispose();
    if (m_traffic)
    {
        m_traffic->Dispose();
    }
    for (const auto& mounted : m_mounted)
    {
        mounted->GetProtocol()->Dispose();
    }
    Application::DoDispose();
}

void
P2pNode::StartApplication()
{
    m_presence.SetRunning(true);
    if (m_traffic)
    {
        m_traffic->Start([this](uint32_t size) {
            if (IsOnline())
            {
                PublishTraffic(size);
            }
        });
    }
}

void
P2pNode::StopApplication()
{
    if (m_traffic)
    {
        m_traffic->Stop();
    }
    m_presence.SetRunning(false);
}

void
P2pNode::PublishTraffic(uint32_t size)
{
    for (const auto& mounted : m_mounted)
    {
        mounted->GetProtocol()->PublishTraffic(size);
    }
}

void
P2pNode::Dial(const Address& remote)
{
    m_connections->Dial(remote);
}

void
P2pNode::GoOffline()
{
    // Later, since a protocol or a stream may be in the middle of its work.
    Simulator::ScheduleNow(
        [self = Ptr<P2pNode>(this)] { self->m_presence.SetOffline(PeekPointer(self), true); });
}

void
P2pNode::GoOnline()
{
    Simulator::ScheduleNow(
        [self = Ptr<P2pNode>(this)] { self->m_presence.SetOffline(PeekPointer(self), false); });
}

void
P2pNode::GoesOnline()
{
    m_run++;
    for (const auto& mounted : m_mounted)
    {
        mounted->GetProtocol()->Start(Simulator::Now());
    }
    m_connections->Start(GetNode(), *this);
}

void
P2pNode::GoesOffline()
{
    m_connections->Stop();
    StopProtocols();
}

void
P2pNode::Crashes()
{
    m_connections->Crash();
    StopProtocols();
}

void
P2pNode::StopProtocols()
{
    for (const auto& mounted : m_mounted)
    {
        mounted->GetProtocol()->Stop(Simulator::Now());
    }
}

void
P2pNode::PresenceChanged(bool isOnline)
{
    NS_LOG_INFO("node " << GetNode()->GetId() << " is " << (isOnline ? "online" : "offline"));
    m_onlineTrace(isOnline);
}

void
P2pNode::After(Time delay, std::function<void(Time now)> task)
{
    Simulator::Schedule(delay, [self = Ptr<P2pNode>(this), run = m_run, task = std::move(task)] {
        if (self->IsOnline() && self->m_run == run)
        {
            task(Simulator::Now());
        }
    });
}

uint32_t
P2pNode::GetNumber() const
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < m_node->GetNApplications() && m_node->GetApplication(i) != this; i++)
    {
        before += m_node->GetApplication(i)->GetInstanceTypeId() == GetInstanceTypeId() ? 1 : 0;
    }
    return m_node->GetId() | before << APPLICATION_SHIFT;
}

void
P2pNode::PeerUp(const PeerInfo& peer)
{
    m_peerUpTrace(peer);
}

void
P2pNode::PeerDown(const PeerInfo& peer)
{
    m_peerDownTrace(peer);
}

void
P2pNode::BytesSent(const PeerInfo&, uint32_t bytes)
{
    m_txTrace(bytes);
}

void
P2pNode::BytesReceived(const PeerInfo&, uint32_t bytes)
{
    m_rxTrace(bytes);
}

} // namespace ns3
