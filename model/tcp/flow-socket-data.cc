/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-channel.h"
#include "flow-socket-factory.h"
#include "flow-socket.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

void
FlowSocket::Settle() const
{
    if (m_state != ESTABLISHED)
    {
        return;
    }
    SettleDelayed();
    m_sender.Settle(*m_settings, Now());
    CountAcks();
}

void
FlowSocket::CountAcks() const
{
    GetDevice().CountReceived(uint64_t(m_sender.TakeAcks()) * GetHeaderSize());
}

void
FlowSocket::SettleDelayed() const
{
    if (m_delayedAck <= Now())
    {
        m_delayedAck = FLOW_NEVER;
        m_acknowledgements.NoteAcknowledgement();
        GetDevice().CountSent(GetHeaderSize());
    }
}

uint32_t
FlowSocket::GetPieceLimit() const
{
    const uint32_t full = m_settings->segmentSize + GetHeaderSize();
    FlowNetDevice& device = GetDevice();
    const FlowTime each =
        std::max(device.GetUpLink().GetTime(full), m_remote->GetDownLink().GetTime(full));
    const uint32_t most = m_factory->GetPieceSegments();
    if (each == 0)
    {
        return most;
    }
    const FlowTime half = device.GetFlowChannel()->GetDelay(device, *m_remote) / 2;
    return static_cast<uint32_t>(std::clamp<FlowTime>(half / each, 1, most));
}

void
FlowSocket::Flush()
{
    m_flushes = false;
    SendPending();
}

void
FlowSocket::SendPending()
{
    if (m_state != ESTABLISHED)
    {
        return;
    }
    const FlowTime now = Now();
    const bool isIdeal = GetDevice().GetFlowChannel()->IsIdeal();
    uint32_t sent = 0;
    Settle();
    if (m_sender.GetUnsent() > 0)
    {
        const uint32_t limit = GetPieceLimit();
        while (const Ptr<FlowPiece> piece = m_sender.TakePiece(*m_settings, now, limit, isIdeal))
        {
            sent += piece->bytes;
            piece->isEnd = m_closesWhenSent && m_sender.GetUnsent() == 0;
            m_endSent = piece->isEnd;
            Transmit(piece);
        }
        CountAcks();
    }
    SendEnd();
    ScheduleWake();
    if (sent > 0)
    {
        NotifyDataSent(sent);
    }
    TellRoom();
    Finish();
}

void
FlowSocket::SendEnd()
{
    if (!m_closesWhenSent || m_endSent || m_sender.GetUnsent() > 0)
    {
        return;
    }
    m_endSent = true;
    const FlowTime now = Now();
    Ptr<FlowPiece> piece = Create<FlowPiece>();
    piece->segments = 1;
    piece->sent = {now, now};
    piece->isEnd = true;
    Transmit(piece);
}

void
FlowSocket::Transmit(const Ptr<FlowPiece>& piece)
{
    const Time now = Simulator::Now();
    const uint32_t header = GetHeaderSize();
    piece->full = static_cast<uint16_t>(m_settings->segmentSize + header);
    piece->wire = piece->bytes + piece->segments * header;
    piece->acknowledged = m_received;
    piece->to = m_peer;
    SettleDelayed();
    m_delayedAck = FLOW_NEVER;
    for (uint32_t i = 0; i < piece->segments; i++)
    {
        m_acknowledgements.NoteAcknowledgement();
    }
    m_acknowledgements.NoteData(NanoSeconds(m_settings->delayedAckTimeout), now);
    if (m_peer)
    {
        m_lastArrival = GetDevice().SendPiece(m_remote, piece, m_lastArrival);
        return;
    }
    // The other socket has left its host, which answers with a reset.
    FlowNetDevice& device = GetDevice();
    const FlowTime delay = device.GetFlowChannel()->GetDelay(device, *m_remote);
    Simulator::Schedule(NanoSeconds(2 * delay), &FlowSocket::HandleReset, Ptr<FlowSocket>(this));
}

void
FlowSocket::ScheduleWake()
{
    if (m_sender.GetUnsent() == 0 && !m_wantsRoom)
    {
        return;
    }
    const FlowTime now = Now();
    const FlowTime next = m_sender.GetNextTime(now);
    if (next < m_wake)
    {
        m_wake = next;
        Simulator::Schedule(NanoSeconds(next - now),
                            &FlowSocket::Wake,
                            Ptr<FlowSocket>(this),
                            next);
    }
}

void
FlowSocket::Wake(FlowTime due)
{
    if (due == m_wake)
    {
        m_wake = FLOW_NEVER;
        SendPending();
    }
}

void
FlowSocket::NoteAcknowledged()
{
    if (m_state == ESTABLISHED)
    {
        ScheduleWake();
    }
}

void
FlowSocket::TellRoom()
{
    const uint32_t buffered = m_sender.GetBuffered();
    if (m_wantsRoom && m_state == ESTABLISHED && buffered < m_settings->sendBuffer)
    {
        m_wantsRoom = false;
        NotifySend(m_settings->sendBuffer - buffered);
    }
}

void
FlowSocket::ReceiveData(const Ptr<FlowPiece>& piece)
{
    const FlowTime now = Now();
    m_sender.SettleUpTo(*m_settings, now, piece->acknowledged);
    CountAcks();
    if (m_sender.GetUnsent() > 0 || m_wantsRoom)
    {
        SendPending();
    }
    if (piece->bytes > 0)
    {
        m_received += piece->bytes;
        AcknowledgePiece(*piece);
        if (m_peer)
        {
            m_peer->NoteAcknowledged();
        }
    }
    if (!m_isClosed && !m_shutdownReceive)
    {
        for (Ptr<Packet>& packet : piece->data)
        {
            m_unread.Push(std::move(packet));
        }
    }
    piece->data.clear();
    const bool isEnd = piece->isEnd;
    if (m_unread.GetSize() > 0)
    {
        NotifyDataRecv();
    }
    if (isEnd)
    {
        ReceiveEnd();
    }
}

void
FlowSocket::AcknowledgePiece(FlowPiece& piece)
{
    const FlowTime now = Now();
    FlowNetDevice& device = GetDevice();
    SettleDelayed();
    const WanTcpAcknowledgements::Limits limits{
        m_settings->delayedAckCount,
        m_settings->quickAcks,
        NanoSeconds(m_sender.GetCongestion().GetTimeout(*m_settings))};
    uint32_t acks = 0;
    bool atOnce = false;
    for (uint32_t i = 0; i < piece.segments; i++)
    {
        const FlowTime time = piece.GetTime(piece.span, i);
        atOnce = m_acknowledgements.Receive(limits, NanoSeconds(time));
        if (atOnce)
        {
            piece.acks |= 1U << i;
            acks++;
            m_acknowledgements.NoteAcknowledgement();
            m_delayedAck = FLOW_NEVER;
        }
        else if (m_delayedAck == FLOW_NEVER)
        {
            m_delayedAck = time + m_settings->delayedAckTimeout;
        }
    }
    const uint32_t size = GetHeaderSize();
    const FlowTime delay = device.GetFlowChannel()->GetDelay(device, *m_remote);
    const FlowTime wait = device.GetUpLink().GetBacklog(now) + device.GetUpLink().GetTime(size);
    if (acks > 0)
    {
        device.GetUpLink().Pass(now, uint64_t(acks) * size);
        device.CountSent(uint64_t(acks) * size);
    }
    piece.visible = now + delay / 2;
    piece.span.first = std::max(piece.span.first + wait + delay, piece.visible);
    piece.span.last = std::max(piece.span.last + wait + delay, piece.visible);
    piece.tail = atOnce ? FLOW_NEVER : m_delayedAck + wait + delay;
    const uint32_t before = m_unread.GetSize();
    piece.unread = before > 0 ? before + piece.bytes : 0;
    m_toldWindow = piece.unread > m_settings->receiveBuffer / 2;
}

} // namespace ns3
