/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-protocol.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/simulation-singleton.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PssProtocol");

namespace
{

constexpr uint64_t BZZ_VERSION = 14;     //!< version of bzz (network/protocol.go, BzzSpec)
constexpr std::size_t EARLY_PACKETS = 8; //!< packets of a peer that can wait for its handshake

/// The messages of a simulation.
struct SharedPssPool
{
    Ptr<PssMessagePool> pool{CreateObject<PssMessagePool>()};
};

} // namespace

/// Reads the stream of one peer and knows whose it is.
class PssProtocol::Parser : private PssParser::Sink, public PssParser
{
  public:
    Parser(PssProtocol& owner, PeerId peer)
        : PssParser(owner.m_pool,
                    {owner.m_maxMessageSize, owner.m_maxControlSize},
                    *this,
                    owner.m_isDevp2p),
          m_owner(owner),
          m_peer(peer)
    {
    }

  private:
    void HandleMessage(Ptr<const PssMessage> message) override
    {
        m_owner.HandleMessage(m_peer, message);
    }

    void HandleControl(const PssControl& control) override
    {
        m_owner.HandleControl(m_peer, control);
    }

    void HandleError(PssError error) override
    {
        m_owner.HandleError(m_peer, error);
    }

    PssProtocol& m_owner; //!< whose stream it is
    PeerId m_peer;        //!< whose bytes it reads
};

PssProtocol::PssProtocol()
    : m_uniform(CreateObject<UniformRandomVariable>()),
      m_office(*this)
{
}

PssProtocol::~PssProtocol() = default;

void
PssProtocol::SetOverlayAddress(const PssAddress& address)
{
    NS_ABORT_MSG_IF(IsInitialized(),
                    "PssProtocol: the overlay address can't be changed any more once the protocol "
                    "is initialised");
    m_record.overlay = address;
    m_hasAddress = true;
}

const PssAddress&
PssProtocol::GetOverlayAddress() const
{
    if (!m_hasAddress)
    {
        for (uint8_t& byte : m_record.overlay)
        {
            byte = static_cast<uint8_t>(m_uniform->GetInteger(0, UINT8_MAX));
        }
        m_hasAddress = true;
    }
    return m_record.overlay;
}

void
PssProtocol::SetUnderlayAddress(const Address& underlay)
{
    m_record.underlay = underlay;
}

void
PssProtocol::SetMessagePool(Ptr<PssMessagePool> pool)
{
    m_pool = pool;
}

Ptr<PssMessagePool>
PssProtocol::GetSharedMessagePool()
{
    return SimulationSingleton<SharedPssPool>::Get()->pool;
}

void
PssProtocol::AddKnown(const PssPeerRecord& record)
{
    if (m_kademlia)
    {
        m_kademlia->Register(record, GetNow());
    }
    else
    {
        m_knownFirst.push_back(record);
    }
}

std::string
PssProtocol::GetProtocolId() const
{
    return "pss/2";
}

int64_t
PssProtocol::AssignStreams(int64_t stream)
{
    m_uniform->SetStream(stream);
    return 1;
}

std::size_t
PssProtocol::GetNReady() const
{
    return static_cast<std::size_t>(
        std::count_if(m_peers.begin(), m_peers.end(), [](const auto& peer) {
            return peer.second.isReady;
        }));
}

PssKademliaSettings
PssProtocol::GetTableSettings() const
{
    PssKademliaSettings settings;
    settings.neighbourhoodSize = m_neighbourhoodSize;
    settings.minBinSize = m_minBinSize;
    settings.maxBinSize = m_maxBinSize;
    settings.retryInterval = m_retryInterval;
    settings.retryExponent = m_retryExponent;
    settings.maxRetries = m_maxRetries;
    return settings;
}

void
PssProtocol::DoInitialize()
{
    m_pool = m_pool ? m_pool : GetSharedMessagePool();
    m_record.capabilities.node = m_isLight ? PssCapabilities::LIGHT : PssCapabilities::FULL;
    m_kademlia = std::make_unique<PssKademlia>(GetOverlayAddress(), GetTableSettings());
    m_office.SetUp(*m_kademlia, {m_cacheTtl, m_maxRetryTime, m_unixEpoch});
    m_hive = std::make_unique<PssHive>(*m_kademlia,
                                       static_cast<PssHive::Host&>(*this),
                                       m_hasDiscovery,
                                       m_maxKnown);
    for (const PssPeerRecord& record : m_knownFirst)
    {
        m_kademlia->Register(record, GetNow());
    }
    m_knownFirst.clear();
    PeerProtocol::DoInitialize();
}

void
PssProtocol::DoDispose()
{
    m_peers.clear();
    m_office.Clear();
    m_office.GetHandlers() = PssHandlers();
    PeerProtocol::DoDispose();
}

void
PssProtocol::Start(Time now)
{
    PeerProtocol::Start(now);
    if (m_autoConnect)
    {
        ScheduleTick();
    }
}

void
PssProtocol::Stop(Time now)
{
    m_office.Clear();
    PeerProtocol::Stop(now);
}

void
PssProtocol::ScheduleTick()
{
    GetHost().After(m_keepAlive, [this](Time now) {
        m_hive->Tick(now);
        ScheduleTick();
    });
}

std::unique_ptr<StreamParser>
PssProtocol::CreateParser(PeerId peer)
{
    return std::make_unique<Parser>(*this, peer);
}

void
PssProtocol::PeerUp(const PeerInfo& info)
{
    Peer& peer = m_peers[info.id];
    peer.info = info;
    if (info.outbound)
    {
        Greet(peer);
    }
    // Two nodes that dial each other may both take the other for the one that has dialled, and
    // would both wait for its handshake.
    GetHost().After(m_handshakeTimeout / 2, [this, id = info.id](Time) {
        const auto found = m_peers.find(id);
        if (found != m_peers.end())
        {
            Greet(found->second);
        }
    });
    GetHost().After(m_handshakeTimeout, [this, id = info.id](Time) {
        const auto found = m_peers.find(id);
        if (found != m_peers.end() && !found->second.isReady)
        {
            HandleError(id, PssError::HANDSHAKE_TIMEOUT);
        }
    });
}

void
PssProtocol::PeerDown(const PeerInfo& info)
{
    if (m_peers.erase(info.id) > 0)
    {
        m_hive->RemovePeer(info.id, GetNow());
        TraceDepth();
    }
}

void
PssProtocol::FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame>)
{
    m_overflows++;
    m_overflowTrace(peer);
}

void
PssProtocol::Greet(Peer& peer)
{
    if (!peer.isGreeted)
    {
        peer.isGreeted = true;
        SendControl(peer.info.id, PssHandshake{BZZ_VERSION, m_network, m_record});
    }
}

void
PssProtocol::SendControl(PeerId peer, const PssControl& control)
{
    RlpxFrame frame = EncodePssControl(control);
    if (m_isDevp2p)
    {
        frame = frame.ToDevp2p(RlpxFrame::DEVP2P_IDS);
    }
    for (const Ptr<StreamFrame>& piece : frame.ToFrames())
    {
        GetHost().Send(peer, piece);
    }
}

void
PssProtocol::DialNode(const PssPeerRecord& record)
{
    if (!record.underlay.IsInvalid())
    {
        NS_LOG_INFO("node " << GetHost().GetNodeNumber() << " dials "
                            << DescribePssAddress(record.overlay));
        GetHost().DialSuggested(record.underlay);
    }
}

void
PssProtocol::HandleError(PeerId from, PssError error)
{
    const auto found = m_peers.find(from);
    if (found == m_peers.end())
    {
        return;
    }
    Count(error);
    const PeerInfo info = found->second.info;
    if (DropsPssPeer(error))
    {
        NS_LOG_INFO("node " << GetHost().GetNodeNumber() << " disconnects peer " << from << ": "
                            << GetPssErrorName(error));
        PeerDown(info);
        GetHost().Disconnect(from);
    }
    m_errorTrace(info, error);
}

void
PssProtocol::HandleControl(PeerId from, const PssControl& control)
{
    const auto found = m_peers.find(from);
    if (found == m_peers.end())
    {
        return;
    }
    Peer& peer = found->second;
    if (const auto* handshake = std::get_if<PssHandshake>(&control))
    {
        HandleHandshake(peer, *handshake);
        return;
    }
    if (!peer.isReady)
    {
        // The protocols of a connection are independent of each other, so hive may overtake bzz.
        if (peer.early.size() < EARLY_PACKETS)
        {
            peer.early.push_back(control);
        }
        else
        {
            HandleError(from, PssError::NO_HANDSHAKE);
        }
        return;
    }
    if (const auto* depth = std::get_if<PssDepth>(&control))
    {
        m_hive->HandleDepth(from, depth->depth);
    }
    else if (const auto* peers = std::get_if<PssPeers>(&control))
    {
        for (const PssError error : m_hive->HandlePeers(from, *peers, GetNow()))
        {
            HandleError(from, error);
        }
    }
}

void
PssProtocol::HandleHandshake(Peer& peer, const PssHandshake& handshake)
{
    const PeerId id = peer.info.id;
    const uint16_t node = handshake.record.capabilities.node;
    PssError error = PssError::NONE;
    if (peer.isReady)
    {
        error = PssError::SECOND_HANDSHAKE;
    }
    else if (handshake.network != m_network)
    {
        error = PssError::NETWORK_MISMATCH;
    }
    else if (handshake.version != BZZ_VERSION)
    {
        error = PssError::VERSION_MISMATCH;
    }
    else if (node != PssCapabilities::FULL && node != PssCapabilities::LIGHT)
    {
        error = PssError::BAD_CAPABILITIES;
    }
    if (error != PssError::NONE)
    {
        HandleError(id, error);
        return;
    }
    Greet(peer);
    peer.isReady = true;
    const std::vector<PssControl> early = std::move(peer.early);
    peer.early.clear();
    if (handshake.record.overlay == GetOverlayAddress())
    {
        HandleError(id, PssError::OWN_ADDRESS);
        return;
    }
    const PssError refusal = m_hive->AddPeer(id, handshake.record, GetNow());
    if (refusal != PssError::NONE)
    {
        HandleError(id, refusal);
        return;
    }
    TraceDepth();
    for (const PssControl& control : early)
    {
        HandleControl(id, control);
    }
    m_office.Retry(GetNow());
}

void
PssProtocol::TraceDepth()
{
    if (m_kademlia->GetDepth() != m_depth)
    {
        m_depth = m_kademlia->GetDepth();
        m_depthTrace(m_depth);
    }
}

void
PssProtocol::HandleMessage(PeerId from, const Ptr<const PssMessage>& message)
{
    if (m_peers.count(from) > 0)
    {
        m_office.Handle(GetNow(), from, message);
    }
}

void
PssProtocol::MessageReceived(PeerId peer, const Ptr<const PssMessage>& message, bool isDuplicate)
{
    const PeerInfo& info = m_peers.at(peer).info;
    isDuplicate ? m_duplicateTrace(message, info) : m_receiveTrace(message, info);
}

void
PssProtocol::MessageRejected(PeerId peer, const Ptr<const PssMessage>& message, PssError error)
{
    Count(error);
    m_rejectTrace(message, m_peers.at(peer).info, error);
}

void
PssProtocol::MessageDelivered(const Ptr<const PssMessage>& message)
{
    m_deliverTrace(message);
}

void
PssProtocol::MessageDropped(const Ptr<const PssMessage>& message)
{
    m_undeliverableTrace(message);
}

bool
PssProtocol::SendMessage(PeerId peer, const Ptr<const PssMessage>& message)
{
    Ptr<const StreamFrame> frame = message->GetFrame();
    if (m_isDevp2p)
    {
        const RlpxFrame plain(static_cast<uint8_t>(PssCode::MESSAGE), {message->GetPacket()});
        frame = plain.ToDevp2p(RlpxFrame::DEVP2P_IDS).ToFrames().front();
    }
    if (!GetHost().Send(peer, frame))
    {
        return false;
    }
    m_sendTrace(message, m_peers.at(peer).info);
    return true;
}

Ptr<const PssMessage>
PssProtocol::Send(const PssPost& post, Time ttl)
{
    NS_ABORT_MSG_IF(post.to.size() > PSS_ADDRESS_BYTES,
                    "PssProtocol: an address of " << post.to.size() << " bytes; the most is "
                                                  << PSS_ADDRESS_BYTES);
    NS_ABORT_MSG_IF(post.payload.GetSize() == 0, "PssProtocol: a message without payload");
    if (!IsStarted())
    {
        return nullptr;
    }
    const Time now = GetNow();
    PssMessageFields fields;
    fields.to = post.to;
    fields.isRaw = post.encryption == PssEncryption::RAW;
    fields.isSymmetric = post.encryption == PssEncryption::SYMMETRIC;
    fields.expire = m_office.GetUnixTime(now + (ttl.IsZero() ? m_messageTtl : ttl));
    fields.topic = post.topic;
    const uint64_t salt = static_cast<uint64_t>(m_uniform->GetInteger(0, UINT32_MAX)) << 32 |
                          m_uniform->GetInteger(0, UINT32_MAX);
    fields.payload = WrapPssPayload(post.payload, post.encryption, post.key, salt);
    const Ptr<const PssMessage> message = m_pool->Add(fields, m_office.GetUnixTime(now));
    NS_ABORT_MSG_IF(message->GetPacket().GetSize() > m_maxMessageSize,
                    "PssProtocol: a message of " << message->GetPacket().GetSize()
                                                 << " bytes, above MaxMessageSize, "
                                                 << m_maxMessageSize);
    m_publishTrace(message);
    m_office.Send(now, message);
    return message;
}

} // namespace ns3
