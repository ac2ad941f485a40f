/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-reconciliation-protocol.h"

#include "ns3/delimited-messages.h"
#include "ns3/enum-attribute.h"
#include "ns3/log.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuReconciliationProtocol");
NS_OBJECT_ENSURE_REGISTERED(WakuReconciliationProtocol);

namespace
{

/// Most payloads that a peer may leave without an answer before it can begin no more.
constexpr std::size_t MAX_UNANSWERED = 16;

} // namespace

/// A reconciliation that is under way, or has ended while the peer still owes an answer.
struct WakuReconciliationProtocol::Session
{
    WakuReconciliation result; ///< what has come of it
    uint64_t sent{0};          ///< payloads sent, to know the one that a timeout is about
    bool isAnswered{true};     ///< whether the last of them was answered
    bool isOver{false};        ///< whether it has ended
};

TypeId
WakuReconciliationProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuReconciliationProtocol")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuReconciliationProtocol>()
            .AddAttribute(
                "Header",
                "Topics: a payload begins with topics, as in nwaku from v0.37.0 on and "
                "logos-delivery (waku_store_sync/codec.nim); Shards: with cluster and "
                "shards, as in the specification and nwaku v0.35.0 to v0.36.0.",
                MakeEnumValue(WakuSyncHeader::TOPICS),
                MakeEnumMemberAccessor(&WakuReconciliationProtocol::m_header),
                MakeNamedEnumChecker<WakuSyncHeader>(
                    {{WakuSyncHeader::TOPICS, "Topics"}, {WakuSyncHeader::SHARDS, "Shards"}}))
            .AddAttribute("SyncInterval",
                          "Time from one reconciliation that this node begins to the next, and "
                          "until the first one; 0 for none. (5 min in nwaku, "
                          "waku_store_sync/common.nim)",
                          TimeValue(Minutes(5)),
                          MakeTimeAccessor(&WakuReconciliationProtocol::m_interval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SyncRange",
                          "Length of the time that is compared. (1 h in nwaku, "
                          "waku_store_sync/common.nim)",
                          TimeValue(Hours(1)),
                          MakeTimeAccessor(&WakuReconciliationProtocol::m_range),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("RelayJitter",
                          "How long before the present the time that is compared ends, since "
                          "messages may still be on their way. (20 s in nwaku, "
                          "waku_store_sync/common.nim)",
                          TimeValue(Seconds(20)),
                          MakeTimeAccessor(&WakuReconciliationProtocol::m_jitter),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Partitions",
                          "Parts into which a range of many messages is split. (8 in nwaku, "
                          "waku_store_sync/storage/seq_storage.nim)",
                          UintegerValue(8),
                          MakeUintegerAccessor(&WakuReconciliationProtocol::m_partitions),
                          MakeUintegerChecker<uint32_t>(2, 256))
            .AddAttribute("ItemSetThreshold",
                          "Most messages of a range that are named, in place of a fingerprint. "
                          "(100 in nwaku, waku_store_sync/storage/seq_storage.nim)",
                          UintegerValue(100),
                          MakeUintegerAccessor(&WakuReconciliationProtocol::m_threshold),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxPayloadSize",
                          "Largest payload that is sent or read, bytes without its length; what "
                          "has no room needs further payloads. (no limit in nwaku)",
                          UintegerValue(4194304),
                          MakeUintegerAccessor(&WakuReconciliationProtocol::m_maxPayloadSize),
                          MakeUintegerChecker<uint32_t>(8192))
            .AddAttribute("MaxRounds",
                          "A reconciliation of more payloads of the peer is ended. (no limit in "
                          "nwaku)",
                          UintegerValue(64),
                          MakeUintegerAccessor(&WakuReconciliationProtocol::m_maxRounds),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("Timeout",
                          "A reconciliation ends when the peer has not answered after this time. "
                          "(no limit in nwaku)",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&WakuReconciliationProtocol::m_timeout),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("TransferTime",
                          "A peer may send messages that this store lacks for this time after a "
                          "reconciliation.",
                          TimeValue(Minutes(5)),
                          MakeTimeAccessor(&WakuReconciliationProtocol::m_transferTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("RateLimitOfPeer",
                          "Most payloads of a peer within RatePeriod; further ones are ignored; 0 "
                          "for no limit, as in nwaku.",
                          UintegerValue(120),
                          MakeUintegerAccessor(&WakuReconciliationProtocol::m_rateLimitOfPeer),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("RatePeriod",
                          "Period of RateLimitOfPeer.",
                          TimeValue(Minutes(1)),
                          MakeTimeAccessor(&WakuReconciliationProtocol::m_ratePeriod),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddTraceSource("Reconciled",
                            "A reconciliation has ended. (peer, what came of it)",
                            MakeTraceSourceAccessor(&WakuReconciliationProtocol::m_reconciledTrace),
                            "ns3::WakuReconciliationProtocol::ReconciledTracedCallback")
            .AddTraceSource("Fault",
                            "A peer has said what makes no sense, or nothing. (peer, what was "
                            "wrong)",
                            MakeTraceSourceAccessor(&WakuReconciliationProtocol::m_faultTrace),
                            "ns3::WakuReconciliationProtocol::FaultTracedCallback");
    return tid;
}

WakuReconciliationProtocol::WakuReconciliationProtocol() = default;

WakuReconciliationProtocol::~WakuReconciliationProtocol() = default;

void
WakuReconciliationProtocol::DoDispose()
{
    m_archive = nullptr;
    m_transfer = nullptr;
    m_peers.clear();
    PeerProtocol::DoDispose();
}

std::string
WakuReconciliationProtocol::GetProtocolId() const
{
    return "/vac/waku/reconciliation/1.0.0";
}

int64_t
WakuReconciliationProtocol::AssignStreams(int64_t stream)
{
    m_random.SetStream(stream);
    return 1;
}

void
WakuReconciliationProtocol::Synchronize(Ptr<WakuArchive> archive,
                                        Ptr<WakuTransferProtocol> transfer,
                                        const WakuSyncScope& scope)
{
    m_archive = archive;
    m_transfer = transfer;
    m_scope = scope;
    transfer->SetArchive(archive);
    transfer->SetReconciliation(
        scope,
        [this](PeerId peer) { return IsReconciling(peer); },
        [this] { return GetOldest() - m_transferTime.GetNanoSeconds(); });
}

std::unique_ptr<StreamParser>
WakuReconciliationProtocol::CreateParser(PeerId peer)
{
    using Parser = DelimitedPeerParser<WakuReconciliationProtocol,
                                       WakuReconciliationFault,
                                       &WakuReconciliationProtocol::HandleMessage,
                                       &WakuReconciliationProtocol::Count>;
    return std::make_unique<Parser>(*this, peer, m_maxPayloadSize);
}

void
WakuReconciliationProtocol::Start(Time now)
{
    PeerProtocol::Start(now);
    if (!m_interval.IsZero())
    {
        GetHost().After(m_interval, [this](Time) { ReconcilePeriodically(); });
    }
}

void
WakuReconciliationProtocol::Stop(Time now)
{
    m_peers.clear();
    PeerProtocol::Stop(now);
}

void
WakuReconciliationProtocol::PeerUp(const PeerInfo& peer)
{
    m_peers[peer.id];
}

void
WakuReconciliationProtocol::PeerDown(const PeerInfo& peer)
{
    const auto found = m_peers.find(peer.id);
    if (found == m_peers.end())
    {
        return;
    }
    const auto unanswered = std::move(found->second.unanswered);
    for (const std::shared_ptr<Session>& session : unanswered)
    {
        End(peer.id, *session, false);
    }
    m_peers.erase(peer.id);
}

void
WakuReconciliationProtocol::ReconcilePeriodically()
{
    std::vector<PeerId> candidates;
    for (const auto& [id, peer] : m_peers)
    {
        if (peer.unanswered.empty())
        {
            candidates.push_back(id);
        }
    }
    if (!candidates.empty())
    {
        const double count = static_cast<double>(candidates.size());
        const auto chosen = static_cast<std::size_t>(m_random.GetValue(0, count));
        Reconcile(candidates[std::min(chosen, candidates.size() - 1)]);
    }
    GetHost().After(m_interval, [this](Time) { ReconcilePeriodically(); });
}

int64_t
WakuReconciliationProtocol::GetOldest() const
{
    // A peer that begins does so some time before its payload arrives.
    return m_archive->ToTimestamp(GetNow() - m_jitter - m_range - m_timeout);
}

WakuSyncRanges::Settings
WakuReconciliationProtocol::GetSettings() const
{
    // The rest is room for topics.
    return {m_partitions, m_threshold, GetOldest(), m_maxPayloadSize - m_maxPayloadSize / 8};
}

bool
WakuReconciliationProtocol::IsReconciling(PeerId peer) const
{
    const auto found = m_peers.find(peer);
    return found != m_peers.end() &&
           (found->second.open > 0 ||
            (found->second.hasEnded && found->second.lastEnd + m_transferTime >= GetNow()));
}

bool
WakuReconciliationProtocol::Reconcile(PeerId peer)
{
    const auto found = m_peers.find(peer);
    if (!IsStarted() || !m_archive || found == m_peers.end() || !found->second.unanswered.empty())
    {
        return false;
    }
    const Time now = GetNow();
    WakuSyncPayload payload;
    payload.scope = m_scope;
    payload.ranges.resize(1);
    WakuSyncRange& range = payload.ranges.front();
    range.type = WakuSyncRangeType::FINGERPRINT;
    range.lower.timestamp = std::max<int64_t>(0, m_archive->ToTimestamp(now - m_jitter - m_range));
    range.upper.timestamp = std::max<int64_t>(1, m_archive->ToTimestamp(now - m_jitter));
    range.fingerprint = WakuSyncRanges(m_archive->GetIndex(), m_scope, GetSettings())
                            .GetFingerprint(range.lower, range.upper);
    const auto session = std::make_shared<Session>();
    session->result.isOwn = true;
    session->result.began = now;
    found->second.open++;
    return SendPayload(peer, payload.Encode(m_header), false, session);
}

bool
WakuReconciliationProtocol::SendPayload(PeerId peer,
                                        std::vector<uint8_t> bytes,
                                        bool isDone,
                                        const std::shared_ptr<Session>& session)
{
    const auto frame = Create<StreamFrame>(MakeDelimitedPacket(VirtualBytes(std::move(bytes))));
    const bool isSent = GetHost().Send(peer, frame);
    const auto found = m_peers.find(peer);
    if (isSent)
    {
        m_sentBytes += frame->GetSize();
        session->result.sentBytes += frame->GetSize();
    }
    if (!isSent || isDone || found == m_peers.end())
    {
        End(peer, *session, isSent && isDone);
        return isSent;
    }
    session->isAnswered = false;
    found->second.unanswered.push_back(session);
    GetHost().After(m_timeout, [this, peer, session, number = ++session->sent](Time) {
        if (!session->isOver && !session->isAnswered && session->sent == number)
        {
            // The peer owes the answer still; until it comes nothing is begun with it.
            Count(peer, WakuReconciliationFault::SILENT);
            End(peer, *session, false);
        }
    });
    return true;
}

void
WakuReconciliationProtocol::End(PeerId peer, Session& session, bool isComplete)
{
    if (session.isOver)
    {
        return;
    }
    session.isOver = true;
    session.result.isComplete = isComplete;
    session.result.took = GetNow() - session.result.began;
    m_ended++;
    const auto found = m_peers.find(peer);
    if (found != m_peers.end())
    {
        found->second.open--;
        found->second.hasEnded = true;
        found->second.lastEnd = GetNow();
    }
    m_reconciledTrace(peer, session.result);
}

void
WakuReconciliationProtocol::Count(PeerId peer, WakuReconciliationFault fault)
{
    NS_LOG_INFO("fault " << static_cast<int>(fault) << " of peer " << peer);
    m_faults.at(static_cast<std::size_t>(fault))++;
    m_faultTrace(peer, fault);
    const auto found = m_peers.find(peer);
    const bool isLost = fault == WakuReconciliationFault::OVERSIZED ||
                        fault == WakuReconciliationFault::MALFORMED ||
                        fault == WakuReconciliationFault::TOO_MANY;
    if (isLost && found != m_peers.end() && !found->second.unanswered.empty())
    {
        // What cannot be read was the answer.
        const auto session = found->second.unanswered.front();
        found->second.unanswered.pop_front();
        End(peer, *session, false);
    }
}

std::shared_ptr<WakuReconciliationProtocol::Session>
WakuReconciliationProtocol::FindSession(Peer& peer, const WakuSyncPayload& payload)
{
    if (payload.IsInitial())
    {
        if (peer.unanswered.size() >= MAX_UNANSWERED)
        {
            return nullptr;
        }
        const auto session = std::make_shared<Session>();
        session->result.began = GetNow();
        peer.open++;
        return session;
    }
    if (peer.unanswered.empty())
    {
        return nullptr;
    }
    const auto session = peer.unanswered.front();
    peer.unanswered.pop_front();
    session->isAnswered = true;
    return session;
}

void
WakuReconciliationProtocol::HandleMessage(PeerId peer, const VirtualBytes& bytes)
{
    const auto found = m_peers.find(peer);
    if (!IsStarted() || found == m_peers.end())
    {
        return;
    }
    if (!found->second.rate.Take(GetNow(), m_rateLimitOfPeer, m_ratePeriod))
    {
        Count(peer, WakuReconciliationFault::TOO_MANY);
        return;
    }
    WakuSyncPayload payload;
    if (!WakuSyncPayload::Decode(bytes.ToVector(), m_header, payload))
    {
        Count(peer, WakuReconciliationFault::MALFORMED);
        return;
    }
    const auto session = FindSession(found->second, payload);
    if (!session)
    {
        Count(peer, WakuReconciliationFault::UNEXPECTED);
        return;
    }
    if (session->isOver)
    {
        return;
    }
    session->result.payloads++;
    session->result.receivedBytes += bytes.GetSize() + protobuf::GetVarintSize(bytes.GetSize());
    if (payload.IsDone())
    {
        End(peer, *session, true);
        return;
    }
    if (session->result.payloads > m_maxRounds)
    {
        Count(peer, WakuReconciliationFault::TOO_LONG);
        payload.ranges.clear();
        SendPayload(peer, payload.Encode(m_header), true, session);
        return;
    }
    Answer(peer, payload, session);
}

bool
WakuReconciliationProtocol::FindCommonScope(const WakuSyncScope& scope, WakuSyncScope& common) const
{
    common = m_scope;
    if (!m_archive)
    {
        return false;
    }
    if (m_header == WakuSyncHeader::SHARDS)
    {
        return scope.cluster == m_scope.cluster && scope.shards == m_scope.shards;
    }
    return common.Intersect(scope);
}

void
WakuReconciliationProtocol::Answer(PeerId peer,
                                   WakuSyncPayload& payload,
                                   const std::shared_ptr<Session>& session)
{
    WakuSyncScope common;
    if (!FindCommonScope(payload.scope, common))
    {
        Count(peer, WakuReconciliationFault::OTHER_SCOPE);
        SendPayload(peer, {}, true, session);
        return;
    }
    const int64_t oldest = m_archive->ToTimestamp(GetNow() - m_jitter - m_range);
    for (WakuSyncRange& range : payload.ranges)
    {
        if (range.upper.timestamp < oldest)
        {
            range.type = WakuSyncRangeType::SKIP;
        }
    }
    auto result =
        WakuSyncRanges(m_archive->GetIndex(), common, GetSettings()).Process(payload.ranges);
    session->result.toSend += result.toSend.size();
    session->result.toReceive += result.toReceive;
    WakuSyncPayload answer;
    answer.scope = m_scope;
    answer.ranges = std::move(result.answer);
    if (answer.IsInitial())
    {
        // With an empty range behind it, it begins nothing.
        WakuSyncRange behind;
        behind.lower = behind.upper = answer.ranges.back().upper;
        answer.ranges.push_back(behind);
    }
    const bool isDone = answer.IsDone();
    if (isDone)
    {
        answer.ranges.clear();
    }
    // The answer first, so that the peer knows what it lacks before it comes.
    SendPayload(peer, answer.Encode(m_header), isDone, session);
    if (!result.toSend.empty())
    {
        m_transfer->Send(peer, result.toSend);
    }
}

} // namespace ns3
