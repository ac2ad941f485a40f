/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-peer-protocol.h"

#include "whisper-parser.h"

#include "ns3/log.h"
#include "ns3/object-part.h"
#include "ns3/peer-address.h"
#include "ns3/pointer.h"
#include "ns3/simulation-singleton.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WhisperPeerProtocol");
NS_OBJECT_ENSURE_REGISTERED(WhisperPeerProtocol);

namespace
{

/// The envelopes of a simulation.
struct SharedPool
{
    Ptr<WhisperEnvelopePool> pool{CreateObject<WhisperEnvelopePool>()};
};

ObjectBase*
FindWhisperOf(ObjectBase* whole)
{
    const auto* protocol = dynamic_cast<WhisperPeerProtocol*>(whole);
    return protocol ? PeekPointer(protocol->GetProtocol()) : nullptr;
}

} // namespace

/// Reads the stream of one peer and knows whose it is.
class WhisperPeerProtocol::Parser : private WhisperParser::Sink, public WhisperParser
{
  public:
    Parser(WhisperPeerProtocol& owner, PeerId peer)
        : WhisperParser(owner.m_protocol->GetDialect(),
                        owner.m_protocol->GetEnvelopePool(),
                        owner.m_protocol->GetMaxPacketSize(),
                        *this,
                        owner.m_protocol->IsDevp2p()),
          m_owner(owner),
          m_peer(peer)
    {
    }

  private:
    void HandleMessage(const WhisperMessage& message, uint64_t size) override
    {
        m_owner.m_protocol->HandleMessage(m_owner.GetNow(), m_peer, message, size);
    }

    void HandleError(WhisperError error) override
    {
        m_owner.m_protocol->HandleError(m_owner.GetNow(), m_peer, error);
    }

    WhisperPeerProtocol& m_owner; //!< whose stream it is
    PeerId m_peer;                //!< whose bytes it reads
};

TypeId
WhisperPeerProtocol::GetTypeId()
{
    static TypeId tid = AddTraceSourcesOfPart(
        TypeId("ns3::WhisperPeerProtocol")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WhisperPeerProtocol>()
            .AddAttribute("Protocol",
                          "Decides what goes to whom.",
                          PointerValue(),
                          MakePointerAccessor(&WhisperPeerProtocol::SetProtocol,
                                              &WhisperPeerProtocol::GetProtocol),
                          MakePointerChecker<WhisperProtocol>())
            .AddAttribute("HistoryLimit",
                          "Envelopes that a mail server is asked for at a time; 0 for as many as "
                          "it likes.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperPeerProtocol::m_historyLimit),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("HistoryOverlap",
                          "A mail server is asked for what was sent from so long before this node "
                          "went offline.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WhisperPeerProtocol::m_historyOverlap),
                          MakeTimeChecker(Time(0), Days(30)))
            .AddAttribute("WriteInterval",
                          "Time between the writes in which a frame is handed to TCP (header, "
                          "packet id, packet, padding, MAC), each of which is a segment, as in "
                          "go-ethereum; 0 for one write.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WhisperPeerProtocol::m_writeInterval),
                          MakeTimeChecker(Time(0), MilliSeconds(1)))
            .AddTraceSource("UserDeliver",
                            "An envelope on a topic of this node is handed to the user, from "
                            "whomever it came.",
                            MakeTraceSourceAccessor(&WhisperPeerProtocol::m_userDeliverTrace),
                            "ns3::WhisperProtocol::EnvelopeTracedCallback")
            .AddTraceSource("Overflow",
                            "A frame has found no room in the send queue of a peer, who is "
                            "disconnected.",
                            MakeTraceSourceAccessor(&WhisperPeerProtocol::m_overflowTrace),
                            "ns3::WhisperPeerProtocol::PeerTracedCallback"),
        WhisperProtocol::GetTypeId(),
        &FindWhisperOf);
    return tid;
}

WhisperPeerProtocol::WhisperPeerProtocol() = default;

WhisperPeerProtocol::~WhisperPeerProtocol() = default;

void
WhisperPeerProtocol::SetProtocol(Ptr<WhisperProtocol> protocol)
{
    m_protocol = protocol;
}

Ptr<WhisperProtocol>
WhisperPeerProtocol::GetProtocol() const
{
    if (!m_protocol)
    {
        // Whether it is made now or was made before can't be told from outside.
        const_cast<WhisperPeerProtocol*>(this)->m_protocol = CreateObject<WhisperProtocol>();
    }
    return m_protocol;
}

Ptr<WhisperEnvelopePool>
WhisperPeerProtocol::GetSharedEnvelopePool()
{
    return SimulationSingleton<SharedPool>::Get()->pool;
}

void
WhisperPeerProtocol::UseMailServer(const Address& remote)
{
    m_mailServerHost = HostOf(remote);
}

std::string
WhisperPeerProtocol::GetProtocolId() const
{
    return GetProtocol()->GetDialect() == WhisperDialect::WAKU_1 ? "waku/1" : "shh/6";
}

int64_t
WhisperPeerProtocol::AssignStreams(int64_t stream)
{
    return GetProtocol()->AssignStreams(stream);
}

void
WhisperPeerProtocol::DoInitialize()
{
    if (!GetProtocol()->GetEnvelopePool())
    {
        m_protocol->SetEnvelopePool(GetSharedEnvelopePool());
    }
    m_protocol->SetHost(this);
    PeerProtocol::DoInitialize();
}

void
WhisperPeerProtocol::DoDispose()
{
    if (m_protocol)
    {
        m_protocol->Dispose();
    }
    PeerProtocol::DoDispose();
}

void
WhisperPeerProtocol::Start(Time now)
{
    PeerProtocol::Start(now);
    m_protocol->Start(now);
}

void
WhisperPeerProtocol::Stop(Time now)
{
    m_protocol->Stop(now);
    m_waiting.clear();
    m_writes.clear();
    // A request that was not answered is made again, for all the time since.
    m_offlineSince = m_hasMissed ? m_offlineSince : m_protocol->GetUnixTime(now);
    m_hasMissed = true;
    PeerProtocol::Stop(now);
}

bool
WhisperPeerProtocol::IsWritable(PeerId peer) const
{
    const bool isWritable = m_waiting.count(peer) == 0;
    m_heldBack += isWritable ? 0 : 1;
    return isWritable;
}

void
WhisperPeerProtocol::Send(PeerId peer, const RlpxFrame& frame)
{
    if (m_writeInterval.IsZero())
    {
        const std::vector<Ptr<StreamFrame>> pieces = frame.ToFrames();
        m_waiting[peer] += static_cast<uint32_t>(pieces.size());
        Write(peer, pieces);
        return;
    }
    const bool isWriting = m_writes.count(peer) > 0;
    for (auto& pieces : frame.ToWrites())
    {
        m_waiting[peer] += static_cast<uint32_t>(pieces.size());
        m_writes[peer].push_back(std::move(pieces));
    }
    if (!isWriting)
    {
        WriteNext(peer);
    }
}

void
WhisperPeerProtocol::Write(PeerId peer, const std::vector<Ptr<StreamFrame>>& pieces)
{
    for (const Ptr<StreamFrame>& piece : pieces)
    {
        if (!GetHost().Send(peer, piece))
        {
            Settle(peer);
        }
    }
}

void
WhisperPeerProtocol::WriteNext(PeerId peer)
{
    const auto writes = m_writes.find(peer);
    if (writes == m_writes.end())
    {
        return;
    }
    if (writes->second.empty())
    {
        m_writes.erase(writes);
        return;
    }
    const std::vector<Ptr<StreamFrame>> pieces = std::move(writes->second.front());
    writes->second.pop_front();
    GetHost().After(m_writeInterval, [this, peer](Time) { WriteNext(peer); });
    Write(peer, pieces);
}

void
WhisperPeerProtocol::Settle(PeerId peer)
{
    auto waiting = m_waiting.find(peer);
    if (waiting != m_waiting.end() && --waiting->second == 0)
    {
        m_waiting.erase(waiting);
    }
}

void
WhisperPeerProtocol::Deliver(Ptr<const WhisperEnvelope> envelope)
{
    m_userDeliverTrace(envelope);
}

void
WhisperPeerProtocol::HistoryComplete(PeerId peer, const WhisperRequestComplete& complete)
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
WhisperPeerProtocol::AskForHistory(PeerId peer, const std::vector<uint8_t>& cursor)
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
    m_protocol->RequestHistory(GetNow(), peer, request);
}

void
WhisperPeerProtocol::Disconnect(PeerId peer, WhisperError error)
{
    NS_LOG_INFO("node " << GetHost().GetNodeNumber() << " disconnects peer " << peer << ": "
                        << GetWhisperErrorName(error));
    GetHost().Disconnect(peer);
}

void
WhisperPeerProtocol::WakeAt(Time at)
{
    // The last time that was asked for counts.
    GetHost().After(at - GetNow(), [this, wake = ++m_wakes](Time now) {
        if (wake == m_wakes)
        {
            m_protocol->Wake(now);
        }
    });
}

std::unique_ptr<StreamParser>
WhisperPeerProtocol::CreateParser(PeerId peer)
{
    return std::make_unique<Parser>(*this, peer);
}

void
WhisperPeerProtocol::PeerUp(const PeerInfo& peer)
{
    m_protocol->AddPeer(GetNow(), peer);
    if (m_hasMissed && HostOf(peer.address) == m_mailServerHost)
    {
        AskForHistory(peer.id, {});
    }
}

void
WhisperPeerProtocol::PeerDown(const PeerInfo& peer)
{
    m_waiting.erase(peer.id);
    m_writes.erase(peer.id);
    m_protocol->RemovePeer(GetNow(), peer.id);
}

void
WhisperPeerProtocol::FrameSent(const PeerInfo& peer, Ptr<const StreamFrame>)
{
    Settle(peer.id);
}

void
WhisperPeerProtocol::FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame>)
{
    m_overflows++;
    m_overflowTrace(peer);
}

} // namespace ns3
