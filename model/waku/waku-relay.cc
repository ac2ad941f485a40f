/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-relay.h"

#include "waku-peer-record.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/object-factory.h"
#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/simulation-singleton.h"
#include "ns3/simulator.h"
#include "ns3/static-router.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuRelay");

namespace
{

/// The protocol id of 11/WAKU2-RELAY.
constexpr const char* PROTOCOL_ID = "/vac/waku/relay/2.0.0";
/// Generated payloads start with so many bytes that no other payload of the run starts with.
constexpr uint32_t NONCE_SIZE = 8;
/// They are the node's number, in so many bits, the relay's on the node, and the message's.
constexpr uint32_t INDEX_SHIFT = 24;

/// The messages of a simulation.
struct SharedPool
{
    SharedPool()
    {
        pool->SetDescribeFunction(&WakuMessage::Describe);
    }

    Ptr<MessagePool> pool{CreateObject<MessagePool>()};
};

/// Kinds of RpcError, for the log.
constexpr std::array<const char*, RPC_ERRORS> ERROR_NAMES = {"bad delimiter",
                                                             "oversized",
                                                             "malformed",
                                                             "signed",
                                                             "bad id"};

void
AppendBigEndian(std::vector<uint8_t>& out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
    {
        out.push_back(static_cast<uint8_t>(value >> shift));
    }
}

Time
Draw(Ptr<RandomVariableStream> seconds)
{
    return seconds ? Seconds(std::max(0.0, seconds->GetValue())) : Time(0);
}

} // namespace

/// Reads the stream of one peer and knows whose it is.
class WakuRelay::Parser : private PubsubRpcParser::Sink, public PubsubRpcParser
{
  public:
    Parser(WakuRelay& relay, PeerId peer, Ptr<MessagePool> pool, uint32_t maxSize)
        : PubsubRpcParser(pool, maxSize, *this),
          m_relay(relay),
          m_peer(peer)
    {
    }

  private:
    void HandleRpc(const PubsubRpc& rpc) override
    {
        m_relay.HandleRpc(m_peer, rpc);
    }

    void HandleError(RpcError error) override
    {
        m_relay.HandleError(m_peer, error);
    }

    WakuRelay& m_relay; //!< whose stream it is
    PeerId m_peer;      //!< whose bytes it reads
};

WakuRelay::WakuRelay() = default;

WakuRelay::~WakuRelay()
{
    if (m_router)
    {
        m_router->SetHost(nullptr);
    }
}

void
WakuRelay::NotifyConstructionCompleted()
{
    if (!m_connections)
    {
        m_connections = CreateObject<PeerConnectionManager>();
    }
    Application::NotifyConstructionCompleted();
}

void
WakuRelay::SetMessagePool(Ptr<MessagePool> pool)
{
    m_pool = pool;
}

Ptr<MessagePool>
WakuRelay::GetSharedMessagePool()
{
    return SimulationSingleton<SharedPool>::Get()->pool;
}

void
WakuRelay::SetRouter(Ptr<PubsubRouter> router)
{
    NS_ABORT_MSG_IF(m_router && (IsInitialized() || !m_router->GetTopics().empty()),
                    "WakuRelay: Router can't be changed any more once the application is "
                    "initialised or has subscriptions");
    if (m_router)
    {
        m_router->SetHost(nullptr);
    }
    m_router = router;
    if (m_router)
    {
        m_router->SetHost(this);
    }
}

Ptr<PubsubRouter>
WakuRelay::GetRouter() const
{
    // Whether it is made now or was made before can't be told from outside.
    const_cast<WakuRelay*>(this)->EnsureRouter();
    return m_router;
}

void
WakuRelay::EnsureRouter()
{
    if (!m_router)
    {
        NS_ABORT_MSG_IF(m_mode != "Static" && m_mode != "GossipSub",
                        "WakuRelay: Mode is \"" << m_mode << "\", not Static or GossipSub");
        ObjectFactory factory("ns3::" + m_mode + "Router");
        SetRouter(factory.Create<PubsubRouter>());
    }
}

void
WakuRelay::SetMode(const std::string& mode)
{
    NS_ABORT_MSG_IF(m_router && mode != m_mode,
                    "WakuRelay: Mode is \"" << m_mode << "\" and can't become \"" << mode
                                            << "\", since the relay has its router already");
    m_mode = mode;
}

std::string
WakuRelay::GetMode() const
{
    return m_mode;
}

void
WakuRelay::SetValidator(Validator validator)
{
    m_validator = validator;
}

int64_t
WakuRelay::AssignStreams(int64_t stream)
{
    int64_t next = stream;
    for (const auto& delay : {m_validationDelay, m_proofDelay})
    {
        if (delay)
        {
            delay->SetStream(next);
        }
        next++;
    }
    next += m_connections->AssignStreams(next);
    if (m_traffic)
    {
        next += m_traffic->AssignStreams(next);
    }
    EnsureRouter();
    next += m_router->AssignStreams(next);
    return next - stream;
}

void
WakuRelay::DoInitialize()
{
    EnsureRouter();
    if (!m_pool)
    {
        m_pool = GetSharedMessagePool();
    }
    m_router->SetMessagePool(m_pool);
    m_indexOnNode = CountRelaysBefore();
    m_connections->AddProtocol(PROTOCOL_ID, *this);
    Application::DoInitialize();
}

uint32_t
WakuRelay::CountRelaysBefore() const
{
    uint32_t count = 0;
    for (uint32_t i = 0; m_node && i < m_node->GetNApplications(); i++)
    {
        const auto relay = DynamicCast<WakuRelay>(m_node->GetApplication(i));
        if (PeekPointer(relay) == this)
        {
            break;
        }
        count += relay ? 1 : 0;
    }
    return count;
}

void
WakuRelay::DoDispose()
{
    m_isRunning = false;
    m_isOnline = false;
    m_validations.Clear();
    m_proving.clear();
    m_connections->Dispose();
    if (m_traffic)
    {
        m_traffic->Dispose();
    }
    if (m_router)
    {
        m_router->Dispose();
    }
    m_router = nullptr;
    m_pool = nullptr;
    m_validator = nullptr;
    Application::DoDispose();
}

void
WakuRelay::StartApplication()
{
    m_isRunning = true;
    Enter();
    if (m_traffic)
    {
        m_traffic->Start([this](uint32_t size) { Publish(size); });
    }
}

void
WakuRelay::StopApplication()
{
    if (m_traffic)
    {
        m_traffic->Stop();
    }
    Leave();
    m_isRunning = false;
}

void
WakuRelay::Enter()
{
    if (!m_isRunning || m_isOnline)
    {
        return;
    }
    m_isOnline = true;
    m_run++;
    m_validations.SetWorkers(m_validationWorkers);
    m_validations.SetLimit(m_validationThrottle);
    m_router->Start(Simulator::Now());
    if (m_run == 1 && m_unwanted.count(m_pubsubTopic) == 0)
    {
        m_router->Subscribe(Simulator::Now(), m_pubsubTopic);
    }
    m_connections->Start(GetNode(), m_observer);
    NS_LOG_INFO("node " << GetNode()->GetId() << " is online");
    m_onlineTrace(true);
}

void
WakuRelay::Leave()
{
    if (!m_isOnline)
    {
        return;
    }
    m_validations.Clear();
    m_proving.clear();
    m_connections->Stop();
    m_router->Stop(Simulator::Now());
    m_isOnline = false;
    NS_LOG_INFO("node " << GetNode()->GetId() << " is offline");
    m_onlineTrace(false);
}

void
WakuRelay::GoOffline()
{
    // Later, since a router or a stream may be in the middle of its work.
    Simulator::ScheduleNow(&WakuRelay::Leave, Ptr<WakuRelay>(this));
}

void
WakuRelay::GoOnline()
{
    Simulator::ScheduleNow(&WakuRelay::Enter, Ptr<WakuRelay>(this));
}

void
WakuRelay::Dial(const Address& remote)
{
    m_connections->Dial(remote);
}

void
WakuRelay::Subscribe(const std::string& topic)
{
    EnsureRouter();
    m_unwanted.erase(topic);
    m_router->Subscribe(Simulator::Now(), topic);
}

void
WakuRelay::Unsubscribe(const std::string& topic)
{
    EnsureRouter();
    if (m_run == 0)
    {
        m_unwanted.insert(topic);
    }
    m_router->Unsubscribe(Simulator::Now(), topic);
}

WakuMessage
WakuRelay::MakeMessage(uint32_t size)
{
    std::vector<uint8_t> nonce;
    AppendBigEndian(nonce, GetNode()->GetId() | m_indexOnNode << INDEX_SHIFT);
    AppendBigEndian(nonce, m_sequence++);
    WakuMessage message;
    if (size < NONCE_SIZE)
    {
        message.payload = VirtualBytes({}, size);
        message.meta = nonce;
    }
    else
    {
        message.payload = VirtualBytes(nonce, size - NONCE_SIZE);
    }
    return message;
}

Ptr<const PubsubMessage>
WakuRelay::Publish(uint32_t size)
{
    return Publish(m_pubsubTopic, size);
}

Ptr<const PubsubMessage>
WakuRelay::Publish(const std::string& topic, uint32_t size)
{
    if (!m_isOnline)
    {
        return nullptr;
    }
    WakuMessage message = MakeMessage(size);
    message.contentTopic = m_contentTopic;
    message.timestamp = Simulator::Now().GetNanoSeconds();
    message.rateLimitProof.resize(m_proofSize);
    return Publish(topic, message);
}

Ptr<const PubsubMessage>
WakuRelay::Publish(const std::vector<uint8_t>& payload)
{
    WakuMessage message;
    message.payload = VirtualBytes(payload);
    message.contentTopic = m_contentTopic;
    message.timestamp = Simulator::Now().GetNanoSeconds();
    message.rateLimitProof.resize(m_proofSize);
    return Publish(m_pubsubTopic, message);
}

Ptr<const PubsubMessage>
WakuRelay::Publish(const std::string& topic, const WakuMessage& message)
{
    if (!m_isOnline)
    {
        return nullptr;
    }
    NS_ABORT_MSG_IF(message.meta.size() > WakuMessage::META_LIMIT,
                    "WakuRelay: meta of a message has "
                        << message.meta.size() << " bytes, not 0 to " << WakuMessage::META_LIMIT);
    const VirtualBytes data = message.Encode();
    Ptr<const PubsubMessage> published;
    if (data.GetSize() <= m_maxMessageSize)
    {
        published = m_pool->Add(topic, data, Simulator::Now());
    }
    const uint64_t size = published ? published->GetSize() : data.GetSize();
    NS_ABORT_MSG_IF(size > m_maxMessageSize,
                    "WakuRelay: a message of " << size << " bytes is above MaxMessageSize, "
                                               << m_maxMessageSize);
    const PubsubMessage* known = PeekPointer(published);
    if (m_router->HasSeen(known, Simulator::Now()) || m_proving.count(known) > 0)
    {
        return nullptr;
    }
    NS_LOG_INFO("node " << GetNode()->GetId() << " publishes " << published->GetId().ToString()
                        << ", " << size << " bytes on " << topic);
    m_publishTrace(published);
    const Time delay = Draw(m_proofDelay);
    if (delay.IsZero())
    {
        m_router->Publish(Simulator::Now(), published);
        return published;
    }
    m_proving.insert(known);
    After(delay, [this, published](Time now) {
        m_proving.erase(PeekPointer(published));
        m_router->Publish(now, published);
    });
    return published;
}

void
WakuRelay::SendMessage(PeerId peer, Ptr<const PubsubMessage> message)
{
    m_connections->Send(peer, message->GetFrame());
}

void
WakuRelay::SendRpc(PeerId peer, const PubsubRpc& rpc)
{
    m_connections->Send(peer, PubsubRpcEncoder::Encode(rpc));
}

uint32_t
WakuRelay::GetMaxRpcSize() const
{
    return m_maxMessageSize;
}

bool
WakuRelay::CancelMessage(PeerId peer, Ptr<const PubsubMessage> message)
{
    return m_connections->Cancel(peer, PeekPointer(message->GetFrame()));
}

void
WakuRelay::Validate(PeerId peer, Ptr<const PubsubMessage> message)
{
    const bool taken = m_validations.Submit(Draw(m_validationDelay), [this, peer, message] {
        ValidationResult result =
            message->IsValid() ? ValidationResult::ACCEPT : ValidationResult::REJECT;
        if (result == ValidationResult::ACCEPT && m_validator)
        {
            result = m_validator(message);
        }
        m_router->Validated(Simulator::Now(), peer, message, result);
    });
    if (!taken)
    {
        const PeerInfo from = m_router->GetPeers().at(peer);
        m_throttled++;
        NS_LOG_INFO("node " << GetNode()->GetId() << " drops " << message->GetId().ToString()
                            << ": ValidationThrottle");
        m_throttledTrace(message, from);
        m_router->Validated(Simulator::Now(), peer, message, ValidationResult::IGNORE);
    }
}

void
WakuRelay::Deliver(Ptr<const PubsubMessage> message)
{
    NS_LOG_INFO("node " << GetNode()->GetId() << " delivers " << message->GetId().ToString());
    m_deliverTrace(message);
}

void
WakuRelay::Disconnect(PeerId peer)
{
    m_connections->Disconnect(peer);
}

void
WakuRelay::Connect(const std::string& peer)
{
    const Address remote = DecodePeerRecord(peer);
    if (remote.IsInvalid() || !m_connections->DialSuggested(remote))
    {
        m_ignoredRecords++;
        m_ignoredRecordTrace(peer);
    }
}

std::string
WakuRelay::GetPeerRecord(PeerId peer) const
{
    const auto& peers = m_router->GetPeers();
    const auto found = peers.find(peer);
    if (found == peers.end())
    {
        return std::string();
    }
    // All nodes of a run listen on the same port unless told otherwise.
    return EncodePeerRecord(found->second.address, m_connections->GetPort());
}

void
WakuRelay::After(Time delay, std::function<void(Time now)> task)
{
    Simulator::Schedule(delay, [self = Ptr<WakuRelay>(this), run = m_run, task = std::move(task)] {
        if (self->m_isOnline && self->m_run == run)
        {
            task(Simulator::Now());
        }
    });
}

std::unique_ptr<StreamParser>
WakuRelay::CreateParser(PeerId peer)
{
    return std::make_unique<Parser>(*this, peer, m_pool, m_maxMessageSize);
}

void
WakuRelay::Observer::PeerUp(const PeerInfo& peer)
{
    m_relay.m_peerUpTrace(peer);
}

void
WakuRelay::Observer::PeerDown(const PeerInfo& peer)
{
    m_relay.m_peerDownTrace(peer);
}

void
WakuRelay::Observer::BytesSent(const PeerInfo&, uint32_t bytes)
{
    m_relay.m_txTrace(bytes);
}

void
WakuRelay::Observer::BytesReceived(const PeerInfo&, uint32_t bytes)
{
    m_relay.m_rxTrace(bytes);
}

void
WakuRelay::PeerUp(const PeerInfo& peer)
{
    m_router->AddPeer(Simulator::Now(), peer);
}

void
WakuRelay::PeerDown(const PeerInfo& peer)
{
    m_router->RemovePeer(Simulator::Now(), peer.id);
}

void
WakuRelay::FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    if (const auto message = PubsubMessage::Of(*frame))
    {
        m_sendTrace(message, peer);
    }
}

void
WakuRelay::FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    if (const auto message = PubsubMessage::Of(*frame))
    {
        m_dropTrace(message, peer);
    }
}

void
WakuRelay::HandleRpc(PeerId peer, const PubsubRpc& rpc)
{
    if (m_isOnline)
    {
        m_router->HandleRpc(Simulator::Now(), peer, rpc);
    }
}

void
WakuRelay::HandleError(PeerId peer, RpcError error)
{
    NS_LOG_INFO("node " << GetNode()->GetId() << " can't read bytes of peer " << peer << ": "
                        << ERROR_NAMES[static_cast<std::size_t>(error)]);
    m_errors.at(static_cast<std::size_t>(error))++;
    m_errorTrace(peer, error);
    if (m_isOnline)
    {
        m_router->HandleMalformed(Simulator::Now(), peer);
    }
}

} // namespace ns3
