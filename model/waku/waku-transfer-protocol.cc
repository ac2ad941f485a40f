/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-transfer-protocol.h"

#include "ns3/boolean.h"
#include "ns3/delimited-messages.h"
#include "ns3/log.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"
#include "ns3/waku-protobuf.h"

#include <optional>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuTransferProtocol");
NS_OBJECT_ENSURE_REGISTERED(WakuTransferProtocol);

namespace
{

/// Field numbers of nwaku's WakuMessageAndTopic.
enum TransferField : uint32_t
{
    TRANSFER_TOPIC = 1,
    TRANSFER_MESSAGE = 2,
};

} // namespace

TypeId
WakuTransferProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuTransferProtocol")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuTransferProtocol>()
            .AddAttribute("MaxMessageSize",
                          "Largest message with its topic that is read, bytes without its length. "
                          "(150 KiB in nwaku, waku_store_sync/transfer.nim)",
                          UintegerValue(153600),
                          MakeUintegerAccessor(&WakuTransferProtocol::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(64))
            .AddAttribute("MaxWaiting",
                          "Most messages that wait to be sent to a peer; further ones are left to "
                          "the next reconciliation. (no limit in nwaku)",
                          UintegerValue(200000),
                          MakeUintegerAccessor(&WakuTransferProtocol::m_maxWaiting),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("AcceptUnasked",
                          "Whether messages of peers without a reconciliation are taken, as nwaku "
                          "does (waku_store_sync/transfer.nim); the specification says that they "
                          "SHOULD not be.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WakuTransferProtocol::m_acceptUnasked),
                          MakeBooleanChecker())
            .AddTraceSource("Sent",
                            "A message that a peer lacks is sent.",
                            MakeTraceSourceAccessor(&WakuTransferProtocol::m_sentTrace),
                            "ns3::WakuTransferProtocol::MessageTracedCallback")
            .AddTraceSource("Received",
                            "A message that this store lacked has come from a peer, and is "
                            "archived.",
                            MakeTraceSourceAccessor(&WakuTransferProtocol::m_receivedTrace),
                            "ns3::WakuTransferProtocol::MessageTracedCallback")
            .AddTraceSource("Fault",
                            "A peer has sent what this store does not take. (peer, what was "
                            "wrong)",
                            MakeTraceSourceAccessor(&WakuTransferProtocol::m_faultTrace),
                            "ns3::WakuTransferProtocol::FaultTracedCallback");
    return tid;
}

WakuTransferProtocol::WakuTransferProtocol() = default;

WakuTransferProtocol::~WakuTransferProtocol() = default;

void
WakuTransferProtocol::DoDispose()
{
    m_archive = nullptr;
    m_isAsked = nullptr;
    m_oldest = nullptr;
    m_peers.clear();
    PeerProtocol::DoDispose();
}

std::string
WakuTransferProtocol::GetProtocolId() const
{
    return "/vac/waku/transfer/1.0.0";
}

void
WakuTransferProtocol::SetArchive(Ptr<WakuArchive> archive)
{
    m_archive = archive;
}

void
WakuTransferProtocol::SetReconciliation(const WakuSyncScope& scope,
                                        AskedFunction isAsked,
                                        OldestFunction oldest)
{
    m_scope = scope;
    m_isAsked = std::move(isAsked);
    m_oldest = std::move(oldest);
}

std::unique_ptr<StreamParser>
WakuTransferProtocol::CreateParser(PeerId peer)
{
    using Parser = DelimitedPeerParser<WakuTransferProtocol,
                                       WakuTransferFault,
                                       &WakuTransferProtocol::HandleMessage,
                                       &WakuTransferProtocol::Count>;
    return std::make_unique<Parser>(*this, peer, m_maxMessageSize);
}

void
WakuTransferProtocol::Stop(Time now)
{
    m_peers.clear();
    PeerProtocol::Stop(now);
}

void
WakuTransferProtocol::PeerUp(const PeerInfo& peer)
{
    m_peers[peer.id];
}

void
WakuTransferProtocol::PeerDown(const PeerInfo& peer)
{
    const auto found = m_peers.find(peer.id);
    if (found != m_peers.end())
    {
        m_unsent += found->second.queue.size();
        m_peers.erase(found);
    }
}

std::size_t
WakuTransferProtocol::GetNWaiting(PeerId peer) const
{
    const auto found = m_peers.find(peer);
    return found == m_peers.end() ? 0 : found->second.queue.size();
}

VirtualBytes
WakuTransferProtocol::Encode(const WakuStoredMessage& message)
{
    const VirtualBytes& data = message.GetData();
    std::vector<uint8_t> out;
    protobuf::AppendStringField(out, TRANSFER_TOPIC, message.GetPubsubTopic());
    protobuf::AppendTag(out, TRANSFER_MESSAGE, protobuf::LEN);
    protobuf::AppendVarint(out, data.GetSize());
    out.insert(out.end(), data.GetHead().begin(), data.GetHead().end());
    return VirtualBytes(std::move(out), data.GetZeros());
}

Ptr<const WakuStoredMessage>
WakuTransferProtocol::Decode(const VirtualBytes& bytes)
{
    // Zeros behind another field than the message are real ones.
    const std::vector<uint8_t>& head = bytes.GetHead();
    protobuf::Reader reader(head.data(), head.size(), bytes.GetZeros());
    protobuf::Field field;
    std::optional<std::string> topic;
    std::optional<VirtualBytes> data;
    while (reader.Next(field))
    {
        if (field.type != protobuf::LEN)
        {
            continue;
        }
        if (field.number == TRANSFER_TOPIC)
        {
            topic = field.ToString() + std::string(field.zeros, '\0');
        }
        else if (field.number == TRANSFER_MESSAGE)
        {
            data = VirtualBytes(std::vector<uint8_t>(field.bytes, field.bytes + field.size),
                                field.zeros);
        }
    }
    return reader.IsMalformed() || !topic || !data ? nullptr
                                                   : WakuStoredMessage::Make(*topic, *data);
}

void
WakuTransferProtocol::Send(PeerId peer, const std::vector<MessageId>& hashes)
{
    const auto found = m_peers.find(peer);
    for (const MessageId& hash : hashes)
    {
        if (found == m_peers.end() || found->second.queue.size() >= m_maxWaiting)
        {
            m_unsent++;
        }
        else if (found->second.queued.insert(hash).second)
        {
            found->second.queue.push_back(hash);
        }
    }
    Pump(peer);
}

void
WakuTransferProtocol::GiveUp(Outgoing& outgoing)
{
    m_unsent += outgoing.queue.size();
    outgoing.queue.clear();
    outgoing.queued.clear();
}

void
WakuTransferProtocol::Pump(PeerId peer)
{
    auto found = m_peers.find(peer);
    while (found != m_peers.end() && !found->second.sending && !found->second.queue.empty())
    {
        Outgoing& outgoing = found->second;
        const MessageId hash = outgoing.queue.front();
        outgoing.queue.pop_front();
        outgoing.queued.erase(hash);
        const auto message = m_archive ? m_archive->Get(hash) : nullptr;
        if (!message)
        {
            m_unsent++;
            continue;
        }
        const auto frame = Create<StreamFrame>(MakeDelimitedPacket(Encode(*message)));
        // Send() may tell that it is sent.
        outgoing.sending = frame;
        const bool isSent = GetHost().Send(peer, frame);
        found = m_peers.find(peer);
        if (!isSent)
        {
            m_unsent++;
            if (found != m_peers.end())
            {
                found->second.sending = nullptr;
                GiveUp(found->second);
            }
            return;
        }
        m_sent++;
        m_sentBytes += frame->GetSize();
        m_sentTrace(message, peer);
    }
}

void
WakuTransferProtocol::FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    const auto found = m_peers.find(peer.id);
    if (found == m_peers.end() || found->second.sending != frame)
    {
        return;
    }
    found->second.sending = nullptr;
    // Not at once, since this may be called within Send().
    GetHost().After(Time(0), [this, id = peer.id](Time) { Pump(id); });
}

void
WakuTransferProtocol::FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    const auto found = m_peers.find(peer.id);
    if (found != m_peers.end() && found->second.sending == frame)
    {
        found->second.sending = nullptr;
        m_unsent++;
        GiveUp(found->second);
    }
}

void
WakuTransferProtocol::Count(PeerId peer, WakuTransferFault fault)
{
    NS_LOG_INFO("fault " << static_cast<int>(fault) << " of peer " << peer);
    m_faults.at(static_cast<std::size_t>(fault))++;
    m_faultTrace(peer, fault);
}

void
WakuTransferProtocol::HandleMessage(PeerId peer, const VirtualBytes& bytes)
{
    if (!IsStarted() || m_peers.count(peer) == 0 || !m_archive)
    {
        return;
    }
    if (!m_acceptUnasked && !(m_isAsked && m_isAsked(peer)))
    {
        Count(peer, WakuTransferFault::UNASKED);
        return;
    }
    const auto message = Decode(bytes);
    if (!message)
    {
        Count(peer, WakuTransferFault::MALFORMED);
        return;
    }
    if (!m_scope.Contains(*message))
    {
        Count(peer, WakuTransferFault::OTHER_TOPIC);
        return;
    }
    const Time now = GetNow();
    if (message->GetTimestamp() > m_archive->ToTimestamp(now) ||
        (m_oldest && message->GetTimestamp() < m_oldest()))
    {
        Count(peer, WakuTransferFault::OUTSIDE);
        return;
    }
    if (m_archive->Get(message->GetHash()))
    {
        m_duplicates++;
        return;
    }
    if (!m_archive->Add(now, message))
    {
        Count(peer, WakuTransferFault::REFUSED);
        return;
    }
    m_archived++;
    m_receivedTrace(message, peer);
}

} // namespace ns3
