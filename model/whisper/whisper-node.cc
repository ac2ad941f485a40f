/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-node.h"

#include "whisper-parser.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/peer-address.h"
#include "ns3/pointer.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WhisperNode");
NS_OBJECT_ENSURE_REGISTERED(WhisperNode);

namespace
{

/// Where nodes of Ethereum's networks listen.
constexpr uint16_t DEFAULT_PORT = 30303;

/// DEVp2p has no protocol ids; what EIP-627 calls its capability stands for one.
constexpr const char* PROTOCOL_ID = "shh";

/// The envelopes of a simulation.
struct SharedPool
{
    Ptr<WhisperEnvelopePool> pool{CreateObject<WhisperEnvelopePool>()};
};

/// Reads the stream of one peer and knows whose it is.
class NodeParser : private WhisperParser::Sink, public WhisperParser
{
  public:
    NodeParser(Ptr<WhisperProtocol> protocol, PeerId peer)
        : WhisperParser(protocol->GetDialect(),
                        protocol->GetEnvelopePool(),
                        protocol->GetMaxPacketSize(),
                        *this),
          m_protocol(protocol),
          m_peer(peer)
    {
    }

  private:
    void HandleMessage(const WhisperMessage& message, uint64_t size) override
    {
        m_protocol->HandleMessage(Simulator::Now(), m_peer, message, size);
    }

    void HandleError(WhisperError error) override
    {
        m_protocol->HandleError(Simulator::Now(), m_peer, error);
    }

    Ptr<WhisperProtocol> m_protocol;
    PeerId m_peer;
};

/// Connects a sink to a trace source of the node's protocol, so that the node needs none of its own
/// to pass events on.
class ProtocolTraceSource : public TraceSourceAccessor
{
  public:
    explicit ProtocolTraceSource(const std::string& name)
        : m_name(name)
    {
    }

    bool ConnectWithoutContext(ObjectBase* object, const CallbackBase& sink) const override
    {
        WhisperProtocol* protocol = ProtocolOf(object);
        return protocol && protocol->TraceConnectWithoutContext(m_name, sink);
    }

    bool Connect(ObjectBase* object, std::string context, const CallbackBase& sink) const override
    {
        WhisperProtocol* protocol = ProtocolOf(object);
        return protocol && protocol->TraceConnect(m_name, context, sink);
    }

    bool DisconnectWithoutContext(ObjectBase* object, const CallbackBase& sink) const override
    {
        WhisperProtocol* protocol = ProtocolOf(object);
        return protocol && protocol->TraceDisconnectWithoutContext(m_name, sink);
    }

    bool Disconnect(ObjectBase* object,
                    std::string context,
                    const CallbackBase& sink) const override
    {
        WhisperProtocol* protocol = ProtocolOf(object);
        return protocol && protocol->TraceDisconnect(m_name, context, sink);
    }

  private:
    static WhisperProtocol* ProtocolOf(ObjectBase* object)
    {
        auto node = dynamic_cast<WhisperNode*>(object);
        return node ? PeekPointer(node->GetProtocol()) : nullptr;
    }

    std::string m_name;
};

/// Give a type all trace sources of WhisperProtocol.
TypeId
AddProtocolTraceSources(TypeId tid)
{
    const TypeId protocol = WhisperProtocol::GetTypeId();
    for (std::size_t i = 0; i < protocol.GetTraceSourceN(); i++)
    {
        const TypeId::TraceSourceInformation source = protocol.GetTraceSource(i);
        tid.AddTraceSource(
            source.name,
            source.help,
            Ptr<const TraceSourceAccessor>(new ProtocolTraceSource(source.name), false),
            source.callback);
    }
    return tid;
}

} // namespace

TypeId
WhisperNode::GetTypeId()
{
    static TypeId tid = AddProtocolTraceSources(
        TypeId("ns3::WhisperNode")
            .SetParent<Application>()
            .SetGroupName("Waku")
            .AddConstructor<WhisperNode>()
            .AddAttribute("Protocol",
                          "Decides what goes to whom.",
                          PointerValue(),
                          MakePointerAccessor(&WhisperNode::m_protocol),
                          MakePointerChecker<WhisperProtocol>())
            .AddAttribute("Connections",
                          "The connections of this node; their SendQueuePolicy is Disconnect.",
                          PointerValue(),
                          MakePointerAccessor(&WhisperNode::m_connections),
                          MakePointerChecker<PeerConnectionManager>())
            .AddAttribute("User",
                          "Topics, messages and presence.",
                          PointerValue(),
                          MakePointerAccessor(&WhisperNode::m_user),
                          MakePointerChecker<WhisperUser>())
            .AddAttribute("Traffic",
                          "When the user writes messages; never by default.",
                          PointerValue(),
                          MakePointerAccessor(&WhisperNode::m_traffic),
                          MakePointerChecker<WakuTrafficGenerator>())
            .AddAttribute("Attacker",
                          "What a hostile node sends; none by default.",
                          PointerValue(),
                          MakePointerAccessor(&WhisperNode::m_attacker),
                          MakePointerChecker<WhisperAttacker>())
            .AddAttribute("HistoryLimit",
                          "Envelopes that a mail server is asked for at a time; 0 for as many as "
                          "it likes.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperNode::m_historyLimit),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("HistoryOverlap",
                          "A mail server is asked for what was sent from so long before this node "
                          "went offline.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WhisperNode::m_historyOverlap),
                          MakeTimeChecker(Time(0), Days(30)))
            .AddTraceSource("UserDeliver",
                            "An envelope on a topic of this node is handed to the user, from "
                            "whomever it came.",
                            MakeTraceSourceAccessor(&WhisperNode::m_userDeliverTrace),
                            "ns3::WhisperProtocol::EnvelopeTracedCallback")
            .AddTraceSource("Subscribe",
                            "Topics are received from now on.",
                            MakeTraceSourceAccessor(&WhisperNode::m_subscribeTrace),
                            "ns3::WhisperNode::TopicsTracedCallback")
            .AddTraceSource("Unsubscribe",
                            "Topics are not received any more.",
                            MakeTraceSourceAccessor(&WhisperNode::m_unsubscribeTrace),
                            "ns3::WhisperNode::TopicsTracedCallback")
            .AddTraceSource("Online",
                            "The node goes online or offline.",
                            MakeTraceSourceAccessor(&WhisperNode::m_onlineTrace),
                            "ns3::WhisperNode::OnlineTracedCallback")
            .AddTraceSource("PeerUp",
                            "A peer has connected.",
                            MakeTraceSourceAccessor(&WhisperNode::m_peerUpTrace),
                            "ns3::WhisperNode::PeerTracedCallback")
            .AddTraceSource("PeerDown",
                            "A peer has gone.",
                            MakeTraceSourceAccessor(&WhisperNode::m_peerDownTrace),
                            "ns3::WhisperNode::PeerTracedCallback")
            .AddTraceSource("Overflow",
                            "A frame has found no room in the send queue of a peer, who is "
                            "disconnected.",
                            MakeTraceSourceAccessor(&WhisperNode::m_overflowTrace),
                            "ns3::WhisperNode::PeerTracedCallback")
            .AddTraceSource("Tx",
                            "Bytes of a frame, or of a piece of one, that have gone to TCP.",
                            MakeTraceSourceAccessor(&WhisperNode::m_txTrace),
                            "ns3::WhisperNode::BytesTracedCallback")
            .AddTraceSource("Rx",
                            "Bytes that have come from TCP.",
                            MakeTraceSourceAccessor(&WhisperNode::m_rxTrace),
                            "ns3::WhisperNode::BytesTracedCallback"));
    return tid;
}

WhisperNode::WhisperNode() = default;

WhisperNode::~WhisperNode() = default;

void
WhisperNode::NotifyConstructionCompleted()
{
    if (!m_protocol)
    {
        m_protocol = CreateObject<WhisperProtocol>();
    }
    if (!m_connections)
    {
        m_connections =
            CreateObjectWithAttributes<PeerConnectionManager>("Port",
                                                              UintegerValue(DEFAULT_PORT),
                                                              "SendQueuePolicy",
                                                              StringValue("Disconnect"));
    }
    if (!m_user)
    {
        m_user = CreateObject<WhisperUser>();
    }
    Application::NotifyConstructionCompleted();
}

void
WhisperNode::SetEnvelopePool(Ptr<WhisperEnvelopePool> pool)
{
    m_protocol->SetEnvelopePool(pool);
}

Ptr<WhisperEnvelopePool>
WhisperNode::GetSharedEnvelopePool()
{
    return SimulationSingleton<SharedPool>::Get()->pool;
}

void
WhisperNode::SetMailServer(Ptr<WhisperMailServer> server)
{
    m_protocol->SetMailServer(server);
}

void
WhisperNode::UseMailServer(const Address& remote)
{
    m_mailServerHost = HostOf(remote);
}

int64_t
WhisperNode::AssignStreams(int64_t stream)
{
    int64_t next = stream;
    next += m_protocol->AssignStreams(next);
    next += m_connections->AssignStreams(next);
    next += m_user->AssignStreams(next);
    if (m_traffic)
    {
        next += m_traffic->AssignStreams(next);
    }
    if (m_attacker)
    {
        next += m_attacker->AssignStreams(next);
    }
    return next - stream;
}

void
WhisperNode::DoInitialize()
{
    if (!m_protocol->GetEnvelopePool())
    {
        m_protocol->SetEnvelopePool(GetSharedEnvelopePool());
    }
    m_protocol->SetHost(this);
    m_connections->AddProtocol(PROTOCOL_ID, *this);
    Application::DoInitialize();
}

void
WhisperNode::DoDispose()
{
    m_isRunning = false;
    m_isOnline = false;
    m_wake.Cancel();
    m_change.Cancel();
    m_connections->Dispose();
    m_protocol->Dispose();
    m_user->Dispose();
    if (m_traffic)
    {
        m_traffic->Dispose();
    }
    if (m_attacker)
    {
        m_attacker->Dispose();
    }
    Application::DoDispose();
}

void
WhisperNode::StartApplication()
{
    StringValue policy;
    m_connections->GetAttribute("SendQueuePolicy", policy);
    NS_ABORT_MSG_IF(policy.Get() != "Disconnect",
                    "WhisperNode: SendQueuePolicy of Connections is \""
                        << policy.Get()
                        << "\", not Disconnect: a stream of RLPx frames can't miss one");
    m_isRunning = true;
    Subscribe(m_user->GetTopics());
    Enter();
    if (m_traffic)
    {
        m_traffic->Start([this](uint32_t size) { Publish(size); });
    }
    if (m_attacker)
    {
        m_attacker->Start(m_protocol,
                          [this](Ptr<const WhisperEnvelope> envelope) { Flood(envelope); });
    }
    if (m_user->HasPauses())
    {
        ScheduleChange();
    }
}

void
WhisperNode::StopApplication()
{
    if (!m_isRunning)
    {
        return;
    }
    m_change.Cancel();
    if (m_traffic)
    {
        m_traffic->Stop();
    }
    if (m_attacker)
    {
        m_attacker->Stop();
    }
    Leave();
    m_isRunning = false;
}

void
WhisperNode::ScheduleChange()
{
    m_change = Simulator::Schedule(m_user->DrawStay(m_isOnline), [this] {
        m_isOnline ? Leave() : Enter();
        ScheduleChange();
    });
}

void
WhisperNode::GoOnline()
{
    Simulator::ScheduleNow(&WhisperNode::Enter, Ptr<WhisperNode>(this));
}

void
WhisperNode::GoOffline()
{
    // Later, since the protocol or a stream may be in the middle of its work.
    Simulator::ScheduleNow(&WhisperNode::Leave, Ptr<WhisperNode>(this));
}

void
WhisperNode::Enter()
{
    if (!m_isRunning || m_isOnline)
    {
        return;
    }
    NS_LOG_INFO("node " << GetNode()->GetId() << " is online");
    m_isOnline = true;
    m_protocol->Start(Simulator::Now());
    m_connections->Start(GetNode(), m_observer);
    m_onlineTrace(true);
}

void
WhisperNode::Leave()
{
    if (!m_isOnline)
    {
        return;
    }
    NS_LOG_INFO("node " << GetNode()->GetId() << " is offline");
    m_connections->Stop();
    m_protocol->Stop(Simulator::Now());
    m_wake.Cancel();
    m_waiting.clear();
    m_isOnline = false;
    // A request that was not answered is made again, for all the time since.
    m_offlineSince = m_hasMissed ? m_offlineSince : m_protocol->GetUnixTime(Simulator::Now());
    m_hasMissed = true;
    m_onlineTrace(false);
}

void
WhisperNode::Dial(const Address& remote)
{
    m_connections->Dial(remote);
}

void
WhisperNode::Subscribe(const std::vector<WhisperTopic>& topics)
{
    m_protocol->Subscribe(Simulator::Now(), topics);
    m_subscribeTrace(topics);
}

void
WhisperNode::Unsubscribe(const std::vector<WhisperTopic>& topics)
{
    m_protocol->Unsubscribe(Simulator::Now(), topics);
    m_unsubscribeTrace(topics);
}

WhisperPublication
WhisperNode::Publish(const WhisperPost& post)
{
    return m_isOnline ? m_protocol->Publish(Simulator::Now(), post) : WhisperPublication();
}

void
WhisperNode::Publish(uint32_t size)
{
    if (m_isOnline)
    {
        m_protocol->CheckOwnPow(Simulator::Now());
        for (const WhisperPost& post : m_user->Write(size))
        {
            const WhisperPublication publication = Publish(post);
            NS_ABORT_MSG_IF(publication.error == WhisperError::ENVELOPE_TOO_LARGE,
                            "WhisperNode: a message of " << size << " bytes takes an envelope of "
                                                         << publication.envelope->GetSize()
                                                         << " bytes, above MaxMessageSize, "
                                                         << m_protocol->GetMaxMessageSize());
        }
    }
}

void
WhisperNode::Flood(Ptr<const WhisperEnvelope> envelope)
{
    for (PeerId peer : m_victims)
    {
        m_protocol->SendBundle(Simulator::Now(), peer, {envelope});
    }
}

bool
WhisperNode::IsWritable(PeerId peer) const
{
    const bool isWritable = m_waiting.count(peer) == 0;
    m_heldBack += isWritable ? 0 : 1;
    return isWritable;
}

void
WhisperNode::Send(PeerId peer, const RlpxFrame& frame)
{
    for (const Ptr<StreamFrame>& piece : frame.ToFrames())
    {
        m_waiting[peer]++;
        if (!m_connections->Send(peer, piece))
        {
            Settle(peer);
            return;
        }
    }
}

void
WhisperNode::Settle(PeerId peer)
{
    auto waiting = m_waiting.find(peer);
    if (waiting != m_waiting.end() && --waiting->second == 0)
    {
        m_waiting.erase(waiting);
    }
}

void
WhisperNode::Deliver(Ptr<const WhisperEnvelope> envelope)
{
    m_userDeliverTrace(envelope);
}

void
WhisperNode::HistoryComplete(PeerId peer, const WhisperRequestComplete& complete)
{
    if (complete.error)
    {
        NS_LOG_WARN("mail server refuses the request: " << *complete.error);
        return;
    }
    if (!complete.cursor.empty())
    {
        AskForHistory(peer, complete.cursor);
        return;
    }
    m_hasMissed = false;
}

void
WhisperNode::AskForHistory(PeerId peer, const std::vector<uint8_t>& cursor)
{
    WhisperMailRequest request;
    const auto overlap = static_cast<uint32_t>(m_historyOverlap.GetSeconds());
    request.lower = m_offlineSince - std::min(m_offlineSince, overlap);
    request.limit = m_historyLimit;
    request.cursor = cursor;
    request.bloom = WhisperBloomFilter();
    for (WhisperTopic topic : m_protocol->GetTopics())
    {
        request.bloom.Add(topic);
    }
    m_protocol->RequestHistory(Simulator::Now(), peer, request);
}

void
WhisperNode::Disconnect(PeerId peer, WhisperError error)
{
    NS_LOG_INFO("node " << GetNode()->GetId() << " disconnects peer " << peer << ": "
                        << GetWhisperErrorName(error));
    m_connections->Disconnect(peer);
}

void
WhisperNode::WakeAt(Time at)
{
    m_wake.Cancel();
    m_wake =
        Simulator::Schedule(at - Simulator::Now(), [this] { m_protocol->Wake(Simulator::Now()); });
}

std::unique_ptr<StreamParser>
WhisperNode::CreateParser(PeerId peer)
{
    return std::make_unique<NodeParser>(m_protocol, peer);
}

void
WhisperNode::Observer::PeerUp(const PeerInfo& peer)
{
    m_node.m_peerUpTrace(peer);
}

void
WhisperNode::Observer::PeerDown(const PeerInfo& peer)
{
    m_node.m_peerDownTrace(peer);
}

void
WhisperNode::Observer::BytesSent(const PeerInfo&, uint32_t bytes)
{
    m_node.m_txTrace(bytes);
}

void
WhisperNode::Observer::BytesReceived(const PeerInfo&, uint32_t bytes)
{
    m_node.m_rxTrace(bytes);
}

void
WhisperNode::PeerUp(const PeerInfo& peer)
{
    if (m_attacker)
    {
        m_victims.insert(peer.id);
    }
    m_protocol->AddPeer(Simulator::Now(), peer);
    if (m_hasMissed && HostOf(peer.address) == m_mailServerHost)
    {
        AskForHistory(peer.id, {});
    }
}

void
WhisperNode::PeerDown(const PeerInfo& peer)
{
    m_victims.erase(peer.id);
    m_waiting.erase(peer.id);
    m_protocol->RemovePeer(Simulator::Now(), peer.id);
}

void
WhisperNode::FrameSent(const PeerInfo& peer, Ptr<const StreamFrame>)
{
    Settle(peer.id);
}

void
WhisperNode::FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame>)
{
    m_overflows++;
    m_overflowTrace(peer);
}

} // namespace ns3
