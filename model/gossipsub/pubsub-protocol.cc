/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-protocol.h"

#include "pubsub-mode.h"
#include "pubsub-peer-record.h"
#include "pubsub-rpc-encoder.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/object-factory.h"
#include "ns3/peer-address.h"
#include "ns3/simulation-singleton.h"

#include <algorithm>
#include <map>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PubsubProtocol");

namespace
{

/// The messages of a simulation, by how their ids are computed.
struct SharedPools
{
    std::map<MessageIdFunction, Ptr<MessagePool>> pools;
};

/// Kinds of RpcError, for the log.
constexpr std::array<const char*, RPC_ERRORS> ERROR_NAMES = {"bad delimiter",
                                                             "oversized",
                                                             "malformed",
                                                             "signed",
                                                             "bad id"};

} // namespace

/// Reads the stream of one peer and knows whose it is.
class PubsubProtocol::Parser : private PubsubRpcParser::Sink, public PubsubRpcParser
{
  public:
    Parser(PubsubProtocol& protocol, PeerId peer)
        : PubsubRpcParser(protocol.m_pool, protocol.m_maxMessageSize, *this),
          m_protocol(protocol),
          m_peer(peer)
    {
    }

  private:
    void HandleRpc(const PubsubRpc& rpc) override
    {
        m_protocol.HandleRpc(m_peer, rpc);
    }

    void HandleError(RpcError error) override
    {
        m_protocol.HandleError(m_peer, error);
    }

    PubsubProtocol& m_protocol; //!< whose stream it is
    PeerId m_peer;              //!< whose bytes it reads
};

PubsubProtocol::PubsubProtocol() = default;

PubsubProtocol::~PubsubProtocol()
{
    if (m_router)
    {
        m_router->SetHost(nullptr);
    }
}

void
PubsubProtocol::DoInitialize()
{
    EnsureRouter();
    if (!m_pool)
    {
        m_pool = GetDefaultMessagePool(m_messageIds);
    }
    m_router->SetMessagePool(m_pool);
    PeerProtocol::DoInitialize();
}

void
PubsubProtocol::DoDispose()
{
    m_validations.Clear();
    m_delayed.clear();
    if (m_router)
    {
        m_router->Dispose();
    }
    m_router = nullptr;
    m_pool = nullptr;
    m_validator = nullptr;
    PeerProtocol::DoDispose();
}

void
PubsubProtocol::SetMessagePool(Ptr<MessagePool> pool)
{
    m_pool = pool;
}

Ptr<MessagePool>
PubsubProtocol::GetDefaultMessagePool(MessageIdFunction function) const
{
    Ptr<MessagePool>& pool = SimulationSingleton<SharedPools>::Get()->pools[function];
    if (!pool)
    {
        pool = CreateObject<MessagePool>();
        pool->SetIdFunction([function](const std::string& topic, const VirtualBytes& data) {
            return ComputeMessageId(function, topic, data);
        });
    }
    return pool;
}

std::string
PubsubProtocol::GetProtocolId() const
{
    return m_protocolId.empty() ? GetDefaultProtocolId() : m_protocolId;
}

std::string
PubsubProtocol::GetDefaultProtocolId() const
{
    return m_router ? m_router->GetProtocolId() : "/meshsub/1.2.0";
}

void
PubsubProtocol::SetRouter(Ptr<PubsubRouter> router)
{
    NS_ABORT_MSG_IF(
        m_router && (IsInitialized() || m_isRouterTraced || !m_router->GetTopics().empty()),
        "PubsubProtocol: Router can't be changed any more once the application is initialised or "
        "has subscriptions or trace sinks");
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
PubsubProtocol::GetRouter() const
{
    // Whether it is made now or was made before can't be told from outside.
    const_cast<PubsubProtocol*>(this)->EnsureRouter();
    return m_router;
}

ObjectBase*
PubsubProtocol::FindTracedRouter(ObjectBase* whole)
{
    auto* protocol = dynamic_cast<PubsubProtocol*>(whole);
    if (!protocol)
    {
        return nullptr;
    }
    protocol->EnsureRouter();
    protocol->m_isRouterTraced = true;
    return PeekPointer(protocol->m_router);
}

void
PubsubProtocol::EnsureRouter()
{
    if (!m_router)
    {
        ObjectFactory factory;
        TypeId tid;
        FindRouterOfMode(m_mode, &tid);
        factory.SetTypeId(tid);
        SetRouter(factory.Create<PubsubRouter>());
    }
}

void
PubsubProtocol::SetMode(const std::string& mode)
{
    NS_ABORT_MSG_IF(m_router && mode != m_mode,
                    "PubsubProtocol: Mode is \"" << m_mode << "\" and can't become \"" << mode
                                                 << "\", since the node has its router already");
    m_mode = mode;
}

std::string
PubsubProtocol::GetMode() const
{
    return m_mode;
}

void
PubsubProtocol::SetValidator(Validator validator)
{
    m_validator = validator;
}

void
PubsubProtocol::SetTopicValidationDelay(const std::string& topic, Time delay)
{
    NS_ABORT_MSG_IF(delay.IsStrictlyNegative(),
                    "PubsubProtocol: the validation delay of topic " << topic << " is below 0");
    if (!m_topicDelays)
    {
        m_topicDelays = std::make_unique<std::map<std::string, Time>>();
    }
    (*m_topicDelays)[topic] = delay;
}

Time
PubsubProtocol::DrawValidationDelay(const std::string& topic) const
{
    if (m_topicDelays)
    {
        const auto found = m_topicDelays->find(topic);
        if (found != m_topicDelays->end())
        {
            return found->second;
        }
    }
    return Draw(m_validationDelay);
}

int64_t
PubsubProtocol::AssignDelayStreams(int64_t stream)
{
    if (m_validationDelay)
    {
        m_validationDelay->SetStream(stream);
    }
    return 1;
}

int64_t
PubsubProtocol::AssignStreams(int64_t stream)
{
    const int64_t next = stream + AssignDelayStreams(stream);
    return next + GetRouter()->AssignStreams(next) - stream;
}

void
PubsubProtocol::Start(Time now)
{
    PeerProtocol::Start(now);
    m_validations.SetWorkers(m_validationWorkers);
    m_validations.SetLimit(m_validationThrottle);
    m_router->Start(now);
}

void
PubsubProtocol::Stop(Time now)
{
    m_validations.Clear();
    m_delayed.clear();
    m_router->Stop(now);
    PeerProtocol::Stop(now);
}

void
PubsubProtocol::Subscribe(const std::string& topic)
{
    GetRouter()->Subscribe(GetNow(), topic);
}

void
PubsubProtocol::Unsubscribe(const std::string& topic)
{
    GetRouter()->Unsubscribe(GetNow(), topic);
}

Time
PubsubProtocol::Draw(const Ptr<RandomVariableStream>& seconds)
{
    return seconds ? Seconds(std::max(0.0, seconds->GetValue())) : Time(0);
}

Time
PubsubProtocol::DrawPublishDelay()
{
    return Time(0);
}

Ptr<const PubsubMessage>
PubsubProtocol::PublishData(const std::string& topic, const VirtualBytes& data)
{
    if (!IsStarted())
    {
        return nullptr;
    }
    const Time now = GetNow();
    Ptr<const PubsubMessage> message;
    if (data.GetSize() <= m_maxMessageSize)
    {
        message = m_pool->Add(topic, data, now);
    }
    const uint64_t size = message ? message->GetRpcSize() : data.GetSize();
    NS_ABORT_MSG_IF(size > m_maxMessageSize,
                    GetInstanceTypeId().GetName()
                        << ": a message of " << size << " bytes is above MaxMessageSize, "
                        << m_maxMessageSize);
    const PubsubMessage* known = PeekPointer(message);
    if (m_router->HasSeen(known, now) || m_delayed.count(known) > 0)
    {
        return nullptr;
    }
    NS_LOG_INFO("node " << GetHost().GetNodeNumber() << " publishes " << message->GetId().ToString()
                        << ", " << size << " bytes on " << topic);
    m_publishTrace(message);
    const Time delay = DrawPublishDelay();
    if (delay.IsZero())
    {
        m_router->Publish(now, message);
        return message;
    }
    m_delayed.insert(known);
    After(delay, [this, message](Time later) {
        m_delayed.erase(PeekPointer(message));
        m_router->Publish(later, message);
    });
    return message;
}

void
PubsubProtocol::Inject(const std::string& topic,
                       const VirtualBytes& data,
                       std::function<void(const PubsubInjection&)> done)
{
    if (data.GetSize() > m_maxMessageSize)
    {
        done({PubsubInjection::TOO_LARGE, 0});
        return;
    }
    if (!m_router->IsSubscribed(topic))
    {
        done({PubsubInjection::NOT_SUBSCRIBED, 0});
        return;
    }
    const auto message = m_pool->FindOrAdd(topic, data, GetNow());
    const Time duration = DrawValidationDelay(topic);
    if (duration.IsZero() && m_validations.IsFree())
    {
        done(Forward(message));
    }
    else if (!m_validations.Submit(GetHost(), duration, [this, message, done] {
                 done(Forward(message));
             }))
    {
        done({PubsubInjection::THROTTLED, 0});
    }
}

PubsubInjection
PubsubProtocol::Forward(const Ptr<const PubsubMessage>& message)
{
    const Time now = GetNow();
    if (message->GetRpcSize() > m_maxMessageSize)
    {
        return {PubsubInjection::TOO_LARGE, 0};
    }
    if (m_router->HasSeen(PeekPointer(message), now))
    {
        return {PubsubInjection::SEEN, 0};
    }
    if (!message->IsValid() || Examine(message) != ValidationResult::ACCEPT)
    {
        return {PubsubInjection::INVALID, 0};
    }
    const uint64_t before = m_sent;
    Deliver(message);
    m_router->Publish(now, message);
    return {PubsubInjection::PUBLISHED, static_cast<uint32_t>(m_sent - before)};
}

void
PubsubProtocol::SendMessage(PeerId peer, Ptr<const PubsubMessage> message)
{
    m_sent += GetHost().Send(peer, message->GetFrame()) ? 1 : 0;
}

void
PubsubProtocol::SendOwnMessage(PeerId peer, Ptr<const PubsubMessage> message)
{
    m_sent += GetHost().SendAhead(peer, message->GetFrame()) ? 1 : 0;
}

void
PubsubProtocol::SendRpc(PeerId peer, const PubsubRpc& rpc)
{
    GetHost().Send(peer, PubsubRpcEncoder::Encode(rpc));
}

void
PubsubProtocol::SendSharedRpc(PeerId peer, const PubsubSharedRpc& rpc)
{
    GetHost().Send(peer, rpc.GetFrame());
}

uint32_t
PubsubProtocol::GetMaxRpcSize() const
{
    return m_maxMessageSize;
}

bool
PubsubProtocol::CancelMessage(PeerId peer, Ptr<const PubsubMessage> message)
{
    return GetHost().Cancel(peer, PeekPointer(message->GetFrame()));
}

void
PubsubProtocol::Validate(PeerId peer, Ptr<const PubsubMessage> message)
{
    const Time duration = DrawValidationDelay(message->GetTopic());
    if (duration.IsZero() && m_validations.IsFree())
    {
        Judge(peer, message);
    }
    else if (!m_validations.Submit(GetHost(), duration, [this, peer, message] {
                 Judge(peer, message);
             }))
    {
        Throttle(peer, message);
    }
}

void
PubsubProtocol::Judge(PeerId peer, Ptr<const PubsubMessage> message)
{
    const ValidationResult result =
        message->IsValid() ? Examine(message) : ValidationResult::REJECT;
    m_router->Validated(GetNow(), peer, message, result);
}

ValidationResult
PubsubProtocol::Examine(const Ptr<const PubsubMessage>& message)
{
    return m_validator ? m_validator(message) : ValidationResult::ACCEPT;
}

void
PubsubProtocol::Throttle(PeerId peer, Ptr<const PubsubMessage> message)
{
    const PeerInfo from = m_router->GetPeers().at(peer);
    m_throttled++;
    NS_LOG_INFO("node " << GetHost().GetNodeNumber() << " drops " << message->GetId().ToString()
                        << ": ValidationThrottle");
    m_throttledTrace(message, from);
    m_router->Validated(GetNow(), peer, message, ValidationResult::IGNORE);
}

void
PubsubProtocol::Deliver(Ptr<const PubsubMessage> message)
{
    NS_LOG_INFO("node " << GetHost().GetNodeNumber() << " delivers "
                        << message->GetId().ToString());
    m_deliverTrace(message);
}

void
PubsubProtocol::Disconnect(PeerId peer)
{
    GetHost().Disconnect(peer);
}

void
PubsubProtocol::Connect(const std::string& peer)
{
    const Address remote = DecodePeerRecord(peer);
    if (remote.IsInvalid() || !GetHost().DialSuggested(remote))
    {
        m_ignoredRecords++;
        m_ignoredRecordTrace(peer);
    }
}

std::string
PubsubProtocol::GetPeerRecord(PeerId peer) const
{
    const auto& peers = m_router->GetPeers();
    const auto found = peers.find(peer);
    // Who dialled this node did so from a port on which nobody listens.
    if (found == peers.end() || !found->second.outbound)
    {
        return std::string();
    }
    return EncodePeerRecord(found->second.address, GetPortOf(found->second.address));
}

void
PubsubProtocol::After(Time delay, std::function<void(Time now)> task)
{
    GetHost().After(delay, std::move(task));
}

std::unique_ptr<StreamParser>
PubsubProtocol::CreateParser(PeerId peer)
{
    return std::make_unique<Parser>(*this, peer);
}

void
PubsubProtocol::PeerUp(const PeerInfo& peer)
{
    m_router->AddPeer(GetNow(), peer);
}

void
PubsubProtocol::PeerDown(const PeerInfo& peer)
{
    m_router->RemovePeer(GetNow(), peer.id);
}

void
PubsubProtocol::FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    if (const auto message = PubsubMessage::Of(*frame))
    {
        m_sendTrace(message, peer);
    }
}

void
PubsubProtocol::FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    if (const auto message = PubsubMessage::Of(*frame))
    {
        m_router->HandleDropped(peer.id);
        m_dropTrace(message, peer);
    }
}

void
PubsubProtocol::HandleRpc(PeerId peer, const PubsubRpc& rpc)
{
    if (IsStarted())
    {
        m_router->HandleRpc(GetNow(), peer, rpc);
    }
}

void
PubsubProtocol::HandleError(PeerId peer, RpcError error)
{
    NS_LOG_INFO("peer " << peer << " sends bytes that can't be read: "
                        << ERROR_NAMES[static_cast<std::size_t>(error)]);
    m_errors.at(static_cast<std::size_t>(error))++;
    m_errorTrace(peer, error);
    if (IsStarted())
    {
        m_router->HandleMalformed(GetNow(), peer);
    }
}

} // namespace ns3
