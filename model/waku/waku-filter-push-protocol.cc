/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-filter-push-protocol.h"

#include "waku-filter-message.h"
#include "waku-message.h"
#include "waku-relay-protocol.h"

#include "ns3/delimited-messages.h"
#include "ns3/enum-attribute.h"
#include "ns3/log.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuFilterPushProtocol");
NS_OBJECT_ENSURE_REGISTERED(WakuFilterPushProtocol);

/// A push, which all clients of a node share, with its message.
class WakuFilterPushProtocol::Frame : public StreamFrame
{
  public:
    Frame(Ptr<const Packet> packet, Ptr<const PubsubMessage> message)
        : StreamFrame(packet),
          m_message(message)
    {
    }

    const Ptr<const PubsubMessage>& GetMessage() const
    {
        return m_message;
    }

  private:
    Ptr<const PubsubMessage> m_message; //!< what is pushed
};

TypeId
WakuFilterPushProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuFilterPushProtocol")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuFilterPushProtocol>()
            .AddAttribute("MaxPushSize",
                          "Largest push that is read, bytes without its length. (nwaku: ten "
                          "messages of 150 KiB and 64 KiB)",
                          UintegerValue(1601536),
                          MakeUintegerAccessor(&WakuFilterPushProtocol::m_maxPushSize),
                          MakeUintegerChecker<uint32_t>(64))
            .AddAttribute("SeenTtl",
                          "A client delivers a message that comes again within this time only "
                          "once.",
                          TimeValue(Minutes(2)),
                          MakeTimeAccessor(&WakuFilterPushProtocol::m_seenTtl),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MessageIds",
                          "How ids of messages are computed, as that of the relays. Without effect "
                          "on a node that was given a pool.",
                          MakeEnumValue(MessageIdFunction::OWN),
                          MakeEnumMemberAccessor(&WakuFilterPushProtocol::m_messageIds),
                          MakeNamedEnumChecker<MessageIdFunction>(
                              {{MessageIdFunction::OWN, "Own"},
                               {MessageIdFunction::TOPIC_AND_DATA, "TopicAndData"},
                               {MessageIdFunction::DATA, "Data"},
                               {MessageIdFunction::ETHEREUM, "Ethereum"},
                               {MessageIdFunction::FIRST_BYTES, "FirstBytes"}}))
            .AddTraceSource("Send",
                            "All bytes of a push have gone to TCP.",
                            MakeTraceSourceAccessor(&WakuFilterPushProtocol::m_sendTrace),
                            "ns3::WakuFilterPushProtocol::MessagePeerTracedCallback")
            .AddTraceSource("Drop",
                            "A push is dropped, since a send queue has no room for it.",
                            MakeTraceSourceAccessor(&WakuFilterPushProtocol::m_dropTrace),
                            "ns3::WakuFilterPushProtocol::MessagePeerTracedCallback")
            .AddTraceSource("FirstReceive",
                            "A push has come in that this client asked for, the first of its "
                            "message.",
                            MakeTraceSourceAccessor(&WakuFilterPushProtocol::m_firstTrace),
                            "ns3::WakuFilterPushProtocol::MessagePeerTracedCallback")
            .AddTraceSource("Duplicate",
                            "A push of a message has come in that was delivered before.",
                            MakeTraceSourceAccessor(&WakuFilterPushProtocol::m_duplicateTrace),
                            "ns3::WakuFilterPushProtocol::MessagePeerTracedCallback")
            .AddTraceSource("Deliver",
                            "A message is delivered to the application of this client.",
                            MakeTraceSourceAccessor(&WakuFilterPushProtocol::m_deliverTrace),
                            "ns3::WakuFilterPushProtocol::MessageTracedCallback")
            .AddTraceSource("PushFault",
                            "A push has come in that makes no sense or was not asked for. (peer, "
                            "what was wrong)",
                            MakeTraceSourceAccessor(&WakuFilterPushProtocol::m_faultTrace),
                            "ns3::WakuFilterPushProtocol::FaultTracedCallback");
    return tid;
}

WakuFilterPushProtocol::WakuFilterPushProtocol() = default;

WakuFilterPushProtocol::~WakuFilterPushProtocol() = default;

void
WakuFilterPushProtocol::DoDispose()
{
    m_judge = nullptr;
    m_pool = nullptr;
    m_peers.clear();
    m_seen.Clear();
    PeerProtocol::DoDispose();
}

std::string
WakuFilterPushProtocol::GetProtocolId() const
{
    return "/vac/waku/filter-push/2.0.0-beta1";
}

void
WakuFilterPushProtocol::SetJudge(Judge judge)
{
    m_judge = std::move(judge);
}

void
WakuFilterPushProtocol::SetMessagePool(Ptr<MessagePool> pool)
{
    m_pool = pool;
}

Ptr<MessagePool>
WakuFilterPushProtocol::GetPool() const
{
    return m_pool ? m_pool : WakuRelayProtocol::GetSharedMessagePool(m_messageIds);
}

void
WakuFilterPushProtocol::Stop(Time now)
{
    m_seen.Clear();
    PeerProtocol::Stop(now);
}

std::unique_ptr<StreamParser>
WakuFilterPushProtocol::CreateParser(PeerId peer)
{
    using Parser = DelimitedPeerParser<WakuFilterPushProtocol,
                                       WakuPushFault,
                                       &WakuFilterPushProtocol::HandlePush,
                                       &WakuFilterPushProtocol::Count>;
    return std::make_unique<Parser>(*this, peer, m_maxPushSize);
}

void
WakuFilterPushProtocol::PeerUp(const PeerInfo& peer)
{
    m_peers[peer.id] = peer;
}

void
WakuFilterPushProtocol::PeerDown(const PeerInfo& peer)
{
    m_peers.erase(peer.id);
}

uint32_t
WakuFilterPushProtocol::Push(const std::vector<PeerId>& peers,
                             const Ptr<const PubsubMessage>& message)
{
    Ptr<const Frame> frame;
    uint32_t count = 0;
    for (const PeerId peer : peers)
    {
        const auto known = m_peers.find(peer);
        if (known == m_peers.end())
        {
            continue;
        }
        if (!frame)
        {
            const VirtualBytes push =
                WakuMessagePush{message->GetTopic(), message->GetData()}.Encode();
            frame = Create<Frame>(MakeDelimitedPacket(push), message);
        }
        if (GetHost().Send(peer, frame))
        {
            m_pushed++;
            m_pushedBytes += frame->GetSize();
            count++;
        }
    }
    return count;
}

void
WakuFilterPushProtocol::FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    if (const auto* push = dynamic_cast<const Frame*>(PeekPointer(frame)))
    {
        m_sendTrace(push->GetMessage(), peer);
    }
}

void
WakuFilterPushProtocol::FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    m_dropped++;
    if (const auto* push = dynamic_cast<const Frame*>(PeekPointer(frame)))
    {
        m_dropTrace(push->GetMessage(), peer);
    }
}

void
WakuFilterPushProtocol::Count(PeerId peer, WakuPushFault fault)
{
    NS_LOG_INFO("fault " << static_cast<int>(fault) << " of peer " << peer);
    m_faults.at(static_cast<std::size_t>(fault))++;
    m_faultTrace(peer, fault);
}

bool
WakuFilterPushProtocol::Take(const Ptr<const PubsubMessage>& message)
{
    m_seen.SetTtl(m_seenTtl);
    if (!m_seen.Add(message, GetNow()))
    {
        return false;
    }
    m_delivered++;
    m_deliverTrace(message);
    return true;
}

void
WakuFilterPushProtocol::HandlePush(PeerId peer, const VirtualBytes& bytes)
{
    const auto known = m_peers.find(peer);
    if (!IsStarted() || known == m_peers.end())
    {
        return;
    }
    WakuMessagePush push;
    WakuMessage content;
    if (!WakuMessagePush::Decode(bytes, push) || !WakuMessage::Decode(push.data, content))
    {
        Count(peer, WakuPushFault::MALFORMED);
        return;
    }
    const Verdict verdict =
        m_judge ? m_judge(peer, push.pubsubTopic, content.contentTopic) : Verdict::WRONG_PEER;
    if (verdict != Verdict::ACCEPT)
    {
        Count(peer,
              verdict == Verdict::WRONG_PEER ? WakuPushFault::WRONG_PEER
                                             : WakuPushFault::NOT_ASKED);
        return;
    }
    const PeerInfo from = known->second;
    const auto message = GetPool()->FindOrAdd(push.pubsubTopic, push.data, GetNow());
    m_seen.SetTtl(m_seenTtl);
    if (!m_seen.Add(message, GetNow()))
    {
        m_duplicates++;
        m_duplicateTrace(message, from);
        return;
    }
    m_delivered++;
    m_firstTrace(message, from);
    m_deliverTrace(message);
}

} // namespace ns3
