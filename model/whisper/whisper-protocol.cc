/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-protocol.h"

#include "whisper-encoder.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WhisperProtocol");
NS_OBJECT_ENSURE_REGISTERED(WhisperProtocol);

namespace
{

constexpr uint32_t NEW_YEAR_2019 = 1546300800; //!< UNIX time, seconds
constexpr uint32_t MAX_TTL = INT32_MAX;        //!< seconds; an expiry has 32 bits

/**
 * \param limits limits of a peer
 * \return the one that binds this node, which has one address
 */
uint64_t
GetBinding(const WhisperRateLimits& limits)
{
    if (limits.ip == 0 || limits.peerId == 0)
    {
        return std::max(limits.ip, limits.peerId);
    }
    return std::min(limits.ip, limits.peerId);
}

} // namespace

TypeId
WhisperProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WhisperProtocol")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WhisperProtocol>()
            .AddAttribute("MinPow",
                          "Least proof of work of envelopes that are accepted.",
                          DoubleValue(0.2),
                          MakeDoubleAccessor(&WhisperProtocol::m_minPowAttribute),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("MaxMessageSize",
                          "Largest envelope that is accepted: data and 20 bytes.",
                          UintegerValue(1 << 20),
                          MakeUintegerAccessor(&WhisperProtocol::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(1, 10 << 20))
            .AddAttribute("MaxPacketSize",
                          "Largest frame-data that is accepted, bytes (6/WAKU1: 1.5 MB; "
                          "go-ethereum's whisperv6 uses MaxMessageSize).",
                          UintegerValue(3 << 19),
                          MakeUintegerAccessor(&WhisperProtocol::m_maxPacketSize),
                          MakeUintegerChecker<uint32_t>(1, RlpxFrame::MAX_DATA_SIZE))
            .AddAttribute("TransmissionCycle",
                          "Time between two bundles for a peer: the period of its ticker, which "
                          "starts when its status arrives.",
                          TimeValue(MilliSeconds(300)),
                          MakeTimeAccessor(&WhisperProtocol::m_transmissionCycle),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("TimerLateness",
                          "Most time by which a ticker fires late; the time is drawn evenly from "
                          "0 on for each bundle. (0 to 1.1 ms in Go on Linux)",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&WhisperProtocol::m_timerLateness),
                          MakeTimeChecker(Time(0), Seconds(1)))
            .AddAttribute("HandlingTime",
                          "How long it takes to read an envelope. A ticker that fires before "
                          "sends the envelope back to the peer that it came from, if the node had "
                          "it already. It does not delay envelopes.",
                          TimeValue(MicroSeconds(300)),
                          MakeTimeAccessor(&WhisperProtocol::m_handlingTime),
                          MakeTimeChecker(Time(0), Seconds(1)))
            .AddAttribute("Immediate",
                          "Whether envelopes are forwarded at once instead of in bundles.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_isImmediate),
                          MakeBooleanChecker())
            .AddAttribute("SplitBundles",
                          "Whether a bundle is split that would be larger than MaxPacketSize. "
                          "whisperv6 does not, and is disconnected.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_splitBundles),
                          MakeBooleanChecker())
            .AddAttribute("ExpirationCycle",
                          "Time between two sweeps for expired envelopes.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&WhisperProtocol::m_expirationCycle),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("SyncAllowance",
                          "How far clocks may be apart, and how long a former MinPow or interest "
                          "is tolerated.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WhisperProtocol::m_syncAllowance),
                          MakeTimeChecker(Time(0), Seconds(1000000)))
            .AddAttribute("HandshakeTimeout",
                          "How long a peer's status may take.",
                          TimeValue(Seconds(5)),
                          MakeTimeAccessor(&WhisperProtocol::m_handshakeTimeout),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("UnixEpoch",
                          "UNIX time at which the simulation starts, seconds.",
                          UintegerValue(NEW_YEAR_2019),
                          MakeUintegerAccessor(&WhisperProtocol::m_unixEpoch),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("FullNode",
                          "Whether envelopes of all topics are accepted and forwarded.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_isFull),
                          MakeBooleanChecker())
            .AddAttribute("LightNode",
                          "Whether this node forwards no envelopes but its own.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_isLight),
                          MakeBooleanChecker())
            .AddAttribute("RestrictLightConnections",
                          "Whether a light node disconnects from other light nodes.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_restrictLight),
                          MakeBooleanChecker())
            .AddAttribute("Confirmations",
                          "Whether this node confirms each bundle.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_confirmations),
                          MakeBooleanChecker())
            .AddAttribute("Waku1",
                          "Whether Waku 1 is spoken instead of Whisper 6.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_isWaku),
                          MakeBooleanChecker())
            .AddAttribute("TopicInterest",
                          "Whether a node that is no full node tells its topics instead of a bloom "
                          "filter; Waku 1 only.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_useTopicInterest),
                          MakeBooleanChecker())
            .AddAttribute("PacketLimitIp",
                          "Announced limit of packets a second for an IP address; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_packetLimitIp),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("PacketLimitPeer",
                          "Announced limit of packets a second for a peer; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_packetLimitPeer),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("PacketLimitTopic",
                          "Announced limit of packets a second for a topic; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_packetLimitTopic),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("ByteLimitIp",
                          "Announced limit of bytes a second for an IP address; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_byteLimitIp),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("ByteLimitPeer",
                          "Announced limit of bytes a second for a peer; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_byteLimitPeer),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("ByteLimitTopic",
                          "Announced limit of bytes a second for a topic; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_byteLimitTopic),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("EnforceRateLimits",
                          "Whether a peer is dropped that breaks the announced limits by more than "
                          "a second's worth: those of a peer and of a topic by itself, those of an "
                          "IP address with the others at its address.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_enforceRateLimits),
                          MakeBooleanChecker())
            .AddAttribute("Devp2p",
                          "Whether frames are as devp2p has them: packet ids are higher by 16, "
                          "packets have the form of Snappy, and peers are pinged. The same on all "
                          "nodes.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_isDevp2p),
                          MakeBooleanChecker())
            .AddAttribute("PingInterval",
                          "Time between two pings of a peer, with Devp2p; 0 for no pings.",
                          TimeValue(Seconds(15)),
                          MakeTimeAccessor(&WhisperProtocol::m_pingInterval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("DefaultTtl",
                          "Time to live of messages that do not say their own, seconds.",
                          UintegerValue(50),
                          MakeUintegerAccessor(&WhisperProtocol::m_defaultTtl),
                          MakeUintegerChecker<uint32_t>(1, MAX_TTL))
            .AddAttribute("PowTarget",
                          "Proof of work of messages that do not say their own.",
                          DoubleValue(0.2),
                          MakeDoubleAccessor(&WhisperProtocol::m_powTarget),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("ModelPow",
                          "Whether the proof of work is only a number that goes with the envelope, "
                          "and the search for a nonce a random time.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_modelPow),
                          MakeBooleanChecker())
            .AddAttribute("HashRate",
                          "Nonces that are tried a second; 0: the search takes no simulated time.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&WhisperProtocol::m_hashRate),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("Signed",
                          "Whether messages are signed, which takes 65 bytes before padding.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_isSigned),
                          MakeBooleanChecker())
            .AddTraceSource("Publish",
                            "An envelope of this node sets out.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_publishTrace),
                            "ns3::WhisperProtocol::EnvelopeTracedCallback")
            .AddTraceSource("Expire",
                            "An envelope has been swept.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_expireTrace),
                            "ns3::WhisperProtocol::EnvelopeTracedCallback")
            .AddTraceSource("Send",
                            "An envelope goes to a peer in a messages packet: a transmission.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_sendTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Receive",
                            "An envelope has come in a messages packet, acceptable or not.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_receiveTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Accept",
                            "The first copy of an envelope has been accepted.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_acceptTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Duplicate",
                            "A further copy of an envelope has come in.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_duplicateTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Deliver",
                            "An accepted envelope is on a topic of this node.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_deliverTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("FalsePositive",
                            "An accepted envelope matches the bloom filter, but no topic.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_falsePositiveTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("P2pReceive",
                            "An envelope has come from a mail server.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_p2pTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Sync",
                            "A mail server has received an envelope from another one.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_syncTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Reject",
                            "An envelope has not been accepted.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_rejectTrace),
                            "ns3::WhisperProtocol::RejectTracedCallback")
            .AddTraceSource("Error",
                            "A packet or a peer has not been accepted.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_errorTrace),
                            "ns3::WhisperProtocol::ErrorTracedCallback")
            .AddTraceSource("Packet",
                            "A packet goes to a peer.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_packetTrace),
                            "ns3::WhisperProtocol::PacketTracedCallback")
            .AddTraceSource("BatchAcknowledged",
                            "A peer has confirmed a bundle.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_acknowledgeTrace),
                            "ns3::WhisperProtocol::AcknowledgeTracedCallback");
    return tid;
}

WhisperProtocol::WhisperProtocol()
    : m_uniform(CreateObject<UniformRandomVariable>()),
      m_attempts(CreateObject<ExponentialRandomVariable>()),
      m_sweepAt(Time::Max()),
      m_wakeAt(Time::Max())
{
    m_attempts->SetAttribute("Mean", DoubleValue(1));
}

WhisperProtocol::~WhisperProtocol() = default;

void
WhisperProtocol::DoDispose()
{
    m_host = nullptr;
    m_pool = nullptr;
    m_mailServer = nullptr;
    m_peers.clear();
    m_cache.Clear();
    m_delivered.Clear();
    m_mining.clear();
    Object::DoDispose();
}

void
WhisperProtocol::SetHost(WhisperHost* host)
{
    m_host = host;
}

void
WhisperProtocol::SetEnvelopePool(Ptr<WhisperEnvelopePool> pool)
{
    m_pool = pool;
}

void
WhisperProtocol::SetMailServer(Ptr<WhisperMailServer> server)
{
    m_mailServer = server;
}

int64_t
WhisperProtocol::AssignStreams(int64_t stream)
{
    m_uniform->SetStream(stream);
    m_attempts->SetStream(stream + 1);
    return 2;
}

uint32_t
WhisperProtocol::GetUnixTime(Time now) const
{
    return m_unixEpoch + static_cast<uint32_t>(now.GetNanoSeconds() / 1000000000);
}

void
WhisperProtocol::Start(Time now)
{
    NS_LOG_FUNCTION(this << now);
    NS_ABORT_MSG_IF(!m_host, "WhisperProtocol::SetHost() was not called before Start()");
    NS_ABORT_MSG_IF(!m_pool, "WhisperProtocol::SetEnvelopePool() was not called before Start()");
    NS_ABORT_MSG_IF(!std::isfinite(m_minPowAttribute),
                    "attribute MinPow is " << m_minPowAttribute << ", has to be finite");
    NS_ABORT_MSG_IF(m_useTopicInterest && !m_isWaku,
                    "attribute TopicInterest is true, which needs attribute Waku1 to be true");
    m_isRunning = true;
    m_delivered.Expire(GetUnixTime(now));
    m_phase = now + NanoSeconds(static_cast<int64_t>(
                        m_uniform->GetValue(0, m_transmissionCycle.GetNanoSeconds())));
    m_minPow = WhisperTolerated<double>(m_minPowAttribute);
    m_interest = WhisperTolerated<WhisperInterest>(MakeInterest());
}

void
WhisperProtocol::Stop(Time now)
{
    NS_LOG_FUNCTION(this << now);
    m_isRunning = false;
    m_peers.clear();
    m_slots.clear();
    EmptyCache();
    m_mining.clear();
    m_ticks.clear();
    m_pings.clear();
    m_addressLimits.clear();
    m_handshakes = 0;
    m_sweepAt = Time::Max();
    m_wakeAt = Time::Max();
}

void
WhisperProtocol::EmptyCache()
{
    for (uint64_t position = m_cache.GetBegin(); position < m_cache.GetEnd(); ++position)
    {
        const WhisperEnvelopeCache::Entry& entry = m_cache.Get(position);
        if (entry.envelope && (entry.isOwn || m_topics.count(entry.envelope->GetTopic()) > 0))
        {
            m_delivered.Add(entry.envelope);
        }
    }
    m_cache.Clear();
}

WhisperInterest
WhisperProtocol::MakeInterest() const
{
    if (m_isFull)
    {
        return WhisperInterest();
    }
    if (m_useTopicInterest)
    {
        NS_ABORT_MSG_IF(m_topics.size() > MAX_TOPIC_INTEREST,
                        "a topic interest of " << m_topics.size() << " topics; the most is "
                                               << MAX_TOPIC_INTEREST);
        return WhisperInterest(std::vector<WhisperTopic>(m_topics.begin(), m_topics.end()));
    }
    WhisperBloomFilter bloom;
    for (WhisperTopic topic : m_topics)
    {
        bloom.Add(topic);
    }
    return WhisperInterest(bloom);
}

void
WhisperProtocol::AddInterest(WhisperOptions& options) const
{
    const WhisperInterest& interest = GetInterest();
    if (interest.GetKind() == WhisperInterest::Kind::TOPICS)
    {
        options.topicInterest = interest.GetTopics();
    }
    else
    {
        options.bloom = interest.GetBloom();
    }
}

WhisperOptions
WhisperProtocol::MakeOptions() const
{
    WhisperOptions options;
    options.minPow = m_minPow.GetCurrent();
    if (!m_isFull)
    {
        AddInterest(options);
    }
    options.isLight = m_isLight;
    options.confirmations = m_confirmations;
    if (m_packetLimitIp > 0 || m_packetLimitPeer > 0 || m_packetLimitTopic > 0)
    {
        options.packetLimits =
            WhisperRateLimits{m_packetLimitIp, m_packetLimitPeer, m_packetLimitTopic};
    }
    if (m_byteLimitIp > 0 || m_byteLimitPeer > 0 || m_byteLimitTopic > 0)
    {
        options.byteLimits = WhisperRateLimits{m_byteLimitIp, m_byteLimitPeer, m_byteLimitTopic};
    }
    return options;
}

void
WhisperProtocol::SendUpdate(const WhisperOptions& options)
{
    const RlpxFrame frame = WhisperEncoder::EncodeStatusUpdate(GetDialect(), {options});
    for (const auto& [id, peer] : m_peers)
    {
        Send(*peer, frame);
    }
}

void
WhisperProtocol::Subscribe(Time now, const std::vector<WhisperTopic>& topics)
{
    m_topics.insert(topics.begin(), topics.end());
    UpdateInterest(now);
}

void
WhisperProtocol::Unsubscribe(Time now, const std::vector<WhisperTopic>& topics)
{
    for (WhisperTopic topic : topics)
    {
        m_topics.erase(topic);
    }
    UpdateInterest(now);
}

void
WhisperProtocol::UpdateInterest(Time now)
{
    if (!m_isRunning)
    {
        return;
    }
    WhisperInterest interest = MakeInterest();
    if (interest == GetInterest())
    {
        return;
    }
    m_interest.Set(now, std::move(interest), m_syncAllowance);
    WhisperOptions options;
    AddInterest(options);
    SendUpdate(options);
}

void
WhisperProtocol::SetMinPow(Time now, double minPow)
{
    NS_ABORT_MSG_IF(!std::isfinite(minPow) || minPow < 0,
                    "a minimum proof of work of " << minPow
                                                  << "; it has to be at least 0 and finite");
    m_minPowAttribute = minPow;
    if (!m_isRunning)
    {
        return;
    }
    m_minPow.Set(now, minPow, m_syncAllowance);
    WhisperOptions options;
    options.minPow = minPow;
    SendUpdate(options);
}

WhisperProtocol::Peer*
WhisperProtocol::FindPeer(PeerId id)
{
    const auto found = m_peers.find(id);
    return found == m_peers.end() ? nullptr : found->second.get();
}

std::vector<PeerId>
WhisperProtocol::GetPeers() const
{
    std::vector<PeerId> peers;
    for (const auto& [id, peer] : m_peers)
    {
        peers.push_back(id);
    }
    return peers;
}

bool
WhisperProtocol::IsReady(PeerId peer) const
{
    const auto found = m_peers.find(peer);
    return found != m_peers.end() && found->second->isReady;
}

uint32_t
WhisperProtocol::TakeSlot()
{
    const auto free = std::find(m_slots.begin(), m_slots.end(), false);
    const auto slot = static_cast<uint32_t>(free - m_slots.begin());
    if (free == m_slots.end())
    {
        m_slots.push_back(true);
    }
    else
    {
        *free = true;
    }
    return slot;
}

void
WhisperProtocol::AddPeer(Time now, const PeerInfo& info)
{
    NS_LOG_FUNCTION(this << now << info.id);
    NS_ABORT_MSG_IF(!m_isRunning, "WhisperProtocol::AddPeer() was called before Start()");
    NS_ABORT_MSG_IF(FindPeer(info.id), "peer " << info.id << " is there already");
    auto peer = std::make_unique<Peer>();
    peer->info = info;
    peer->slot = TakeSlot();
    peer->cursor = m_cache.GetBegin();
    peer->handshakeEnd = now + m_handshakeTimeout;
    peer->transmitAt = Time::Max();
    peer->pingAt = Time::Max();
    ++m_handshakes;
    if (EnforcesLimits())
    {
        peer->in = std::make_unique<WhisperRateLimiter>(WATCHED_BURST);
        peer->in->SetPacketLimits(m_packetLimitPeer, m_packetLimitTopic);
        peer->in->SetByteLimits(m_byteLimitPeer, m_byteLimitTopic);
    }
    Peer& added = *m_peers.emplace(info.id, std::move(peer)).first->second;
    if (m_isDevp2p && m_pingInterval.IsStrictlyPositive())
    {
        AwaitPing(now, added);
    }
    WhisperStatus status;
    status.options = MakeOptions();
    Send(added, WhisperEncoder::EncodeStatus(GetDialect(), status));
    Schedule(now);
}

void
WhisperProtocol::RemovePeer(Time now, PeerId peer)
{
    NS_LOG_FUNCTION(this << now << peer);
    Forget(peer);
    Schedule(now);
}

void
WhisperProtocol::Forget(PeerId id)
{
    const auto found = m_peers.find(id);
    if (found != m_peers.end())
    {
        const Peer& peer = *found->second;
        m_slots[peer.slot] = false;
        m_cache.ForgetPeer(peer.slot);
        m_ticks.erase({peer.transmitAt, id});
        m_pings.erase({peer.pingAt, id});
        m_handshakes -= peer.isReady ? 0 : 1;
        m_peers.erase(found);
    }
}

void
WhisperProtocol::Drop(Peer& peer, WhisperError error)
{
    const PeerId id = peer.info.id;
    NS_LOG_INFO("peer " << id << " is dropped: " << GetWhisperErrorName(error));
    ++m_counters.disconnects;
    Forget(id);
    m_host->Disconnect(id, error);
}

void
WhisperProtocol::Fail(Peer& peer, WhisperError error)
{
    Count(error);
    m_errorTrace(peer.info, error);
    if (DropsWhisperPeer(error))
    {
        Drop(peer, error);
    }
}

void
WhisperProtocol::TrustPeer(PeerId id)
{
    if (Peer* peer = FindPeer(id))
    {
        peer->isTrusted = true;
    }
}

void
WhisperProtocol::Apply(Peer& peer, const WhisperOptions& options)
{
    if (options.minPow)
    {
        peer.powRequirement = *options.minPow;
    }
    if (options.topicInterest)
    {
        peer.interest = WhisperInterest(*options.topicInterest);
    }
    else if (options.bloom)
    {
        peer.interest = WhisperInterest(*options.bloom);
    }
    if (options.isLight)
    {
        peer.isLight = *options.isLight;
    }
    if ((options.packetLimits || options.byteLimits) && !peer.out)
    {
        peer.out = std::make_unique<WhisperRateLimiter>(1);
    }
    if (options.packetLimits)
    {
        peer.out->SetPacketLimits(GetBinding(*options.packetLimits), options.packetLimits->topic);
    }
    if (options.byteLimits)
    {
        peer.out->SetByteLimits(GetBinding(*options.byteLimits), options.byteLimits->topic);
    }
    // What was of no interest may be now.
    peer.cursor = m_cache.GetBegin();
}

} // namespace ns3
