/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-node.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/object-part.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WhisperNode);

namespace
{

/// Where nodes of Ethereum's networks listen.
constexpr uint16_t DEFAULT_PORT = 30303;

} // namespace

TypeId
WhisperNode::GetTypeId()
{
    static TypeId tid = [] {
        TypeId type = TypeId("ns3::WhisperNode")
                          .SetParent<P2pNode>()
                          .SetGroupName("Waku")
                          .AddConstructor<WhisperNode>()
                          .AddAttribute("User",
                                        "Topics, messages and presence.",
                                        PointerValue(),
                                        MakePointerAccessor(&WhisperNode::m_user),
                                        MakePointerChecker<WhisperUser>())
                          .AddAttribute("Attacker",
                                        "What a hostile node sends; none by default.",
                                        PointerValue(),
                                        MakePointerAccessor(&WhisperNode::m_attacker),
                                        MakePointerChecker<WhisperAttacker>())
                          .AddTraceSource("Subscribe",
                                          "Topics are received from now on.",
                                          MakeTraceSourceAccessor(&WhisperNode::m_subscribeTrace),
                                          "ns3::WhisperNode::TopicsTracedCallback")
                          .AddTraceSource("Unsubscribe",
                                          "Topics are not received any more.",
                                          MakeTraceSourceAccessor(&WhisperNode::m_unsubscribeTrace),
                                          "ns3::WhisperNode::TopicsTracedCallback");
        AddAttributesOfPart(type, WhisperPeerProtocol::GetTypeId(), &WhisperNode::FindMounted);
        AddTraceSourcesOfPart(type, WhisperPeerProtocol::GetTypeId(), &WhisperNode::FindMounted);
        return type;
    }();
    return tid;
}

WhisperNode::WhisperNode()
    : m_mounted(CreateObject<WhisperPeerProtocol>())
{
    Mount(m_mounted);
}

WhisperNode::~WhisperNode() = default;

ObjectBase*
WhisperNode::FindMounted(ObjectBase* whole)
{
    const auto* node = dynamic_cast<WhisperNode*>(whole);
    return node ? PeekPointer(node->m_mounted) : nullptr;
}

void
WhisperNode::NotifyConstructionCompleted()
{
    if (!m_user)
    {
        m_user = CreateObject<WhisperUser>();
    }
    P2pNode::NotifyConstructionCompleted();
}

Ptr<PeerConnectionManager>
WhisperNode::CreateConnections() const
{
    return CreateObjectWithAttributes<PeerConnectionManager>("Port",
                                                             UintegerValue(DEFAULT_PORT),
                                                             "SendQueuePolicy",
                                                             StringValue("Disconnect"));
}

void
WhisperNode::DoDispose()
{
    m_user->Dispose();
    if (m_attacker)
    {
        m_attacker->Dispose();
    }
    P2pNode::DoDispose();
}

Ptr<WhisperProtocol>
WhisperNode::GetProtocol() const
{
    return m_mounted->GetProtocol();
}

void
WhisperNode::SetEnvelopePool(Ptr<WhisperEnvelopePool> pool)
{
    GetProtocol()->SetEnvelopePool(pool);
}

Ptr<WhisperEnvelopePool>
WhisperNode::GetSharedEnvelopePool()
{
    return WhisperPeerProtocol::GetSharedEnvelopePool();
}

void
WhisperNode::SetMailServer(Ptr<WhisperMailServer> server)
{
    GetProtocol()->SetMailServer(server);
}

void
WhisperNode::UseMailServer(const Address& remote)
{
    m_mounted->UseMailServer(remote);
}

bool
WhisperNode::UsesMailServer() const
{
    return m_mounted->UsesMailServer();
}

uint64_t
WhisperNode::GetNHeldBack() const
{
    return m_mounted->GetNHeldBack();
}

uint64_t
WhisperNode::GetNOverflows() const
{
    return m_mounted->GetNOverflows();
}

std::string
WhisperNode::GetRole() const
{
    BooleanValue isLight;
    GetProtocol()->GetAttributeFailSafe("LightNode", isLight);
    return isLight.Get() ? "light node" : "full node";
}

int64_t
WhisperNode::AssignStreams(int64_t stream)
{
    int64_t next = stream;
    next += m_mounted->AssignStreams(next);
    next += GetConnections()->AssignStreams(next);
    next += m_user->AssignStreams(next);
    if (GetTraffic())
    {
        next += GetTraffic()->AssignStreams(next);
    }
    if (m_attacker)
    {
        next += m_attacker->AssignStreams(next);
    }
    next += AssignProtocolStreams(next, 1);
    return next - stream;
}

void
WhisperNode::StartApplication()
{
    StringValue policy;
    GetConnections()->GetAttribute("SendQueuePolicy", policy);
    NS_ABORT_MSG_IF(policy.Get() != "Disconnect",
                    "WhisperNode: SendQueuePolicy of Connections is \""
                        << policy.Get()
                        << "\", not Disconnect: a stream of RLPx frames can't miss one");
    Subscribe(m_user->GetTopics());
    P2pNode::StartApplication();
    if (m_attacker)
    {
        m_attacker->Start(GetProtocol());
    }
    m_user->Start(GetPresence());
}

void
WhisperNode::StopApplication()
{
    P2pNode::StopApplication();
    m_user->Stop();
    if (m_attacker)
    {
        m_attacker->Stop();
    }
}

void
WhisperNode::Subscribe(const std::vector<WhisperTopic>& topics)
{
    GetProtocol()->Subscribe(Simulator::Now(), topics);
    m_subscribeTrace(topics);
}

void
WhisperNode::Unsubscribe(const std::vector<WhisperTopic>& topics)
{
    GetProtocol()->Unsubscribe(Simulator::Now(), topics);
    m_unsubscribeTrace(topics);
}

WhisperPublication
WhisperNode::Publish(const WhisperPost& post)
{
    return IsOnline() ? GetProtocol()->Publish(Simulator::Now(), post) : WhisperPublication();
}

void
WhisperNode::Publish(uint32_t size)
{
    if (IsOnline())
    {
        GetProtocol()->CheckOwnPow(Simulator::Now());
        for (const WhisperPost& post : m_user->Write(size))
        {
            const WhisperPublication publication = Publish(post);
            NS_ABORT_MSG_IF(publication.error == WhisperError::ENVELOPE_TOO_LARGE,
                            "WhisperNode: a message of " << size << " bytes takes an envelope of "
                                                         << publication.envelope->GetSize()
                                                         << " bytes, above MaxMessageSize, "
                                                         << GetProtocol()->GetMaxMessageSize());
        }
    }
}

void
WhisperNode::PublishTraffic(uint32_t size)
{
    Publish(size);
}

} // namespace ns3
