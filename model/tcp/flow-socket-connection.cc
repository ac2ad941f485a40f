/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-channel.h"
#include "flow-socket-factory.h"
#include "flow-socket.h"

#include "ns3/node.h"
#include "ns3/simulator.h"

#include <tuple>

namespace ns3
{

namespace
{

constexpr uint32_t FLOW_IPV4_HEADER = 20; //!< bytes of the IPv4 header (RFC 791)
constexpr uint32_t FLOW_IPV6_HEADER = 40; //!< bytes of the IPv6 header (RFC 8200)
constexpr uint32_t FLOW_TCP_HEADER = 32;  //!< bytes of the TCP header with timestamps (RFC 7323)
constexpr uint32_t FLOW_SYN_OPTIONS = 4;  //!< bytes of the options that only a SYN has

} // namespace

uint32_t
FlowSocket::GetHeaderSize(bool isIpv6)
{
    return (isIpv6 ? FLOW_IPV6_HEADER : FLOW_IPV4_HEADER) + FLOW_TCP_HEADER;
}

void
FlowSocket::SendSyn(uint32_t attempt)
{
    if (m_state != SYN_SENT)
    {
        return;
    }
    if (attempt >= GetSettings().synRetries)
    {
        Leave();
        TellFailed();
        return;
    }
    m_sender.NoteHandshake(attempt == 0 ? Now() : FLOW_NEVER);
    if (m_remote)
    {
        SendControl(FlowPiece::SYN, attempt > 0);
    }
    const FlowTime wait = GetSettings().connectTimeout << attempt;
    Simulator::Schedule(NanoSeconds(wait),
                        &FlowSocket::SendSyn,
                        Ptr<FlowSocket>(this),
                        attempt + 1);
}

void
FlowSocket::Direct(FlowPiece& piece) const
{
    piece.to = m_peer;
    piece.fromPort = m_localPort;
    piece.port = m_remotePort;
    piece.isIpv6 = m_isIpv6;
}

void
FlowSocket::SendControl(FlowPiece::Kind kind, bool isAgain)
{
    if (!m_remote)
    {
        return;
    }
    Ptr<FlowPiece> piece = Create<FlowPiece>();
    const bool isSyn = kind == FlowPiece::SYN || kind == FlowPiece::SYN_ACK;
    const FlowTime now = Now();
    piece->kind = kind;
    piece->segments = 1;
    piece->wire = GetHeaderSize() + (isSyn ? FLOW_SYN_OPTIONS : 0);
    piece->sent = {now, now};
    piece->unread = m_unread.GetSize();
    piece->isAgain = isAgain;
    if (isSyn)
    {
        piece->from = this;
    }
    Direct(*piece);
    piece->acknowledged = m_received;
    FlowNetDevice& device = GetDevice();
    const bool isLost = device.DrawLoss(*m_remote);
    const FlowNetDevice::Passage passage =
        device.SendPiece(*m_remote, *piece, m_lastArrival, isLost);
    device.CarryPiece(*m_remote, piece, passage);
    m_lastArrival = passage.handled == FLOW_NEVER ? m_lastArrival : passage.handled;
}

void
FlowSocket::Accept(const Ptr<FlowPiece>& syn)
{
    const Ptr<FlowSocket> before = syn->isAgain ? m_factory->FindSocket(*syn) : nullptr;
    if (before)
    {
        // The SYN_ACK was lost.
        before->SendControl(FlowPiece::SYN_ACK);
        return;
    }
    const Ptr<FlowSocket> client = syn->from;
    Ptr<FlowSocket> child = CopyObject<FlowSocket>(Ptr<const FlowSocket>(this));
    child->m_isIpv6 = m_isIpv6;
    child->m_localPort = m_localPort;
    child->m_remotePort = syn->fromPort;
    child->m_remote = GetDevice().GetFlowChannel()->GetHost(syn->fromHost);
    child->m_peer = PeekPointer(client);
    Address from;
    child->GetPeerName(from);
    if (!NotifyConnectionRequest(from))
    {
        child->SendControl(FlowPiece::RESET);
        return;
    }
    child->m_state = SYN_RECEIVED;
    if (client)
    {
        client->m_peer = PeekPointer(child);
    }
    m_factory->Add(child);
    child->SendSynAck(0);
}

void
FlowSocket::SendSynAck(uint32_t attempt)
{
    if (m_state != SYN_RECEIVED)
    {
        return;
    }
    if (attempt >= GetSettings().synRetries)
    {
        Leave();
        return;
    }
    m_sender.NoteHandshake(attempt == 0 ? Now() : FLOW_NEVER);
    SendControl(FlowPiece::SYN_ACK);
    const FlowChannel& channel = *GetDevice().GetFlowChannel();
    if (channel.GetLossModel() || channel.HasFilters())
    {
        Simulator::Schedule(NanoSeconds(GetSettings().connectTimeout << attempt),
                            &FlowSocket::SendSynAck,
                            Ptr<FlowSocket>(this),
                            attempt + 1);
    }
}

void
FlowSocket::Refuse(const FlowPiece& piece, FlowNetDevice& host)
{
    Ptr<FlowPiece> reset = Create<FlowPiece>();
    const FlowTime now = Now();
    reset->kind = FlowPiece::RESET;
    reset->segments = 1;
    reset->wire = GetHeaderSize(piece.isIpv6);
    reset->sent = {now, now};
    reset->fromPort = piece.port;
    reset->port = piece.fromPort;
    reset->isIpv6 = piece.isIpv6;
    FlowNetDevice& sender = *host.GetFlowChannel()->GetHost(piece.fromHost);
    const bool isLost = host.DrawLoss(sender);
    host.CarryPiece(sender, reset, host.SendPiece(sender, *reset, 0, isLost));
}

bool
FlowSocket::IsOf(const FlowPiece& piece) const
{
    return m_localPort == piece.port && m_remotePort == piece.fromPort && m_remote &&
           m_remote->GetHostIndex() == piece.fromHost && m_isIpv6 == piece.isIpv6;
}

bool
FlowSocket::IsBefore(const FlowSocket& a, const FlowSocket& b)
{
    const auto key = [](const FlowSocket& socket) {
        const uint32_t host = socket.m_remote ? socket.m_remote->GetHostIndex() : UINT32_MAX;
        return std::make_tuple(host, socket.m_remotePort, socket.m_localPort, socket.m_isIpv6);
    };
    return key(a) < key(b);
}

void
FlowSocket::Receive(const Ptr<FlowPiece>& piece)
{
    if (m_rarities && m_rarities->patience)
    {
        m_rarities->patience->heard = Now();
        m_rarities->patience->probes = 0;
    }
    switch (piece->kind)
    {
    case FlowPiece::SYN:
        break;
    case FlowPiece::SYN_ACK:
        ReceiveSynAck(*piece);
        break;
    case FlowPiece::ACK:
        if (m_state == SYN_RECEIVED)
        {
            Establish();
        }
        else if (m_state == ESTABLISHED)
        {
            m_sender.SettleUpTo(GetSettings(), Now(), piece->acknowledged);
            m_sender.SetUnread(piece->unread);
            SendPending();
        }
        break;
    case FlowPiece::DATA:
        if (m_state == SYN_RECEIVED)
        {
            Establish();
        }
        if (m_state == ESTABLISHED)
        {
            ReceiveData(piece);
        }
        else if (m_endReceived && m_remote)
        {
            // The peer has not got the last acknowledgement.
            AcknowledgePiece(*piece, true);
        }
        else
        {
            SendControl(FlowPiece::RESET);
        }
        break;
    case FlowPiece::REPEAT:
        if (m_state == ESTABLISHED)
        {
            SendControl(FlowPiece::ACK);
        }
        else if (m_state == CLOSED && !m_endReceived)
        {
            SendControl(FlowPiece::RESET);
        }
        break;
    case FlowPiece::RESET:
        HandleReset();
        break;
    case FlowPiece::LATE:
        ArmTimer();
        break;
    case FlowPiece::DROPPED:
        HandleDropped(piece->end);
        break;
    }
}

void
FlowSocket::ReceiveSynAck(const FlowPiece& piece)
{
    if (m_state == ESTABLISHED)
    {
        // The end of the handshake was lost.
        SendControl(FlowPiece::ACK);
        return;
    }
    m_peer = PeekPointer(piece.from);
    if (m_state != SYN_SENT)
    {
        SendControl(FlowPiece::RESET);
        return;
    }
    m_state = ESTABLISHED;
    m_sender.EndHandshake(Now());
    BeginPatience();
    SendControl(FlowPiece::ACK);
    TellConnected();
    RequestFlush();
}

void
FlowSocket::Establish()
{
    m_state = ESTABLISHED;
    m_sender.EndHandshake(Now());
    BeginPatience();
    Address from;
    GetPeerName(from);
    NotifyNewConnectionCreated(this, from);
    RequestFlush();
}

void
FlowSocket::TellConnected()
{
    if (m_listener)
    {
        const Ptr<FlowSocket> self(this);
        m_listener->HandleConnected();
        return;
    }
    NotifyConnectionSucceeded();
}

void
FlowSocket::TellFailed()
{
    if (m_listener)
    {
        const Ptr<FlowSocket> self(this);
        m_listener->HandleClosed();
        return;
    }
    NotifyConnectionFailed();
}

void
FlowSocket::TellClosed(bool isError)
{
    if (m_listener)
    {
        const Ptr<FlowSocket> self(this);
        m_listener->HandleClosed();
    }
    else if (isError)
    {
        NotifyErrorClose();
    }
    else
    {
        NotifyNormalClose();
    }
}

void
FlowSocket::HandleReset()
{
    const State before = m_state;
    if (before == CLOSED)
    {
        return;
    }
    Leave();
    if (before == SYN_SENT)
    {
        TellFailed();
    }
    else if (before == ESTABLISHED && !m_isClosed)
    {
        TellClosed(true);
    }
}

void
FlowSocket::ReceiveEnd()
{
    if (m_endReceived)
    {
        return;
    }
    m_endReceived = true;
    if (!m_isClosed)
    {
        TellClosed(false);
    }
    Finish();
}

void
FlowSocket::Finish()
{
    if (m_state != ESTABLISHED || !m_endReceived || !m_sender.HasEnded())
    {
        return;
    }
    Settle();
    if (m_sender.GetOutstanding() == 0)
    {
        Leave();
    }
    else
    {
        ArmTimer();
    }
}

void
FlowSocket::Leave()
{
    m_state = CLOSED;
    m_sender.Clear();
    m_rarities.reset();
    m_factory->Remove(this);
}

void
FlowSocket::Abort()
{
    m_isClosed = true;
    m_unread.Clear();
    Leave();
}

void
FlowSocket::Abandon()
{
    m_state = CLOSED;
    m_sender.Clear();
    m_rarities.reset();
    m_unread.Clear();
    m_remote = nullptr;
}

} // namespace ns3
