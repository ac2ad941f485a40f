/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-channel.h"
#include "flow-socket-factory.h"
#include "flow-socket.h"

#include "ns3/event-wan-loss.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace ns3
{

void
FlowSocket::Settle() const
{
    if (m_state != ESTABLISHED)
    {
        return;
    }
    const FlowTime now = Now();
    SettleDelayed(now);
    m_sender.SetWait(GetDevice().GetDownWait(now));
    m_sender.Settle(GetSettings(), now);
    CountAcks();
}

void
FlowSocket::CountAcks() const
{
    GetDevice().CountReceived(uint64_t(m_sender.TakeAcks()) * GetHeaderSize());
}

void
FlowSocket::SettleDelayed(FlowTime now) const
{
    if (m_delayedAck <= now)
    {
        m_delayedAck = FLOW_NEVER;
        m_acknowledgements.NoteAcknowledgement();
        GetDevice().CountSent(GetHeaderSize());
    }
}

uint32_t
FlowSocket::GetPieceLimit() const
{
    const uint32_t full = GetSettings().segmentSize + GetHeaderSize();
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
    if (m_sender.GetUnsent() == 0 || m_sender.IsRepairing())
    {
        Settle();
    }
    const FlowTime now = Now();
    // Otherwise acknowledgements that have arrived make room one after the other.
    m_sender.SetWait(GetDevice().GetDownWait(now));
    const bool isIdeal = GetDevice().GetFlowChannel()->IsIdeal();
    while (const Ptr<FlowPiece> piece = m_sender.TakeRepeat(GetSettings(), now, isIdeal))
    {
        Transmit(piece, GetDevice().DrawLoss(*m_remote), true);
    }
    const uint32_t sent = SendNew(isIdeal);
    Settle();
    if (m_closesWhenSent && !m_sender.HasEnded() && m_sender.GetUnsent() == 0)
    {
        Transmit(m_sender.TakeEnd(now), GetDevice().DrawLoss(*m_remote));
    }
    ScheduleWake();
    if (sent > 0)
    {
        TellSent(sent);
    }
    TellRoom();
    Finish();
}

uint32_t
FlowSocket::SendNew(bool isIdeal)
{
    if (m_sender.GetUnsent() == 0)
    {
        return 0;
    }
    const uint32_t limit = GetPieceLimit();
    uint32_t sent = 0;
    DrawAhead(limit);
    while (const Ptr<FlowPiece> piece =
               m_sender.TakePiece(GetSettings(), Now(), std::max<uint32_t>(m_clear, 1), isIdeal))
    {
        sent += piece->bytes;
        if (m_closesWhenSent && m_sender.GetUnsent() == 0)
        {
            m_sender.AppendEnd(*piece);
        }
        // A lost segment is a piece of its own.
        const bool isLost = m_clear == 0;
        m_isNextLost = m_isNextLost && !isLost;
        m_clear = static_cast<uint8_t>(isLost ? 0 : m_clear - piece->segments);
        Transmit(piece, isLost);
        DrawAhead(limit);
    }
    CountAcks();
    return sent;
}

void
FlowSocket::DrawAhead(uint32_t limit)
{
    FlowNetDevice& device = GetDevice();
    if (!device.HasLoss())
    {
        m_clear = static_cast<uint8_t>(limit);
        return;
    }
    const auto* changing =
        dynamic_cast<const EventWanLoss*>(PeekPointer(device.GetFlowChannel()->GetLossModel()));
    if (changing && changing->GetEpoch() != m_lossEpoch)
    {
        m_lossEpoch = changing->GetEpoch();
        m_clear = 0;
        m_isNextLost = false;
    }
    while (m_clear < limit && !m_isNextLost)
    {
        m_isNextLost = device.DrawLoss(*m_remote);
        m_clear += !m_isNextLost;
    }
    m_clear = static_cast<uint8_t>(std::min<uint32_t>(m_clear, limit));
}

void
FlowSocket::Transmit(const Ptr<FlowPiece>& piece, bool isLost, bool isAgain)
{
    const Time now = Simulator::Now();
    const uint32_t header = GetHeaderSize();
    piece->full = static_cast<uint16_t>(GetSettings().segmentSize + header);
    piece->wire = piece->bytes + piece->segments * header;
    piece->acknowledged = m_received;
    Direct(*piece);
    SettleDelayed(now.GetNanoSeconds());
    m_delayedAck = FLOW_NEVER;
    for (uint32_t i = 0; i < piece->segments; i++)
    {
        m_acknowledgements.NoteAcknowledgement();
    }
    m_acknowledgements.NoteData(NanoSeconds(GetSettings().delayedAckTimeout), now);
    const FlowNetDevice::Passage passage =
        GetDevice().SendPiece(*m_remote, *piece, m_lastArrival, isLost);
    m_sender.NoteDeparture(passage.departure, isAgain);
    piece->deadline = m_sender.GetDeadline(GetSettings());
    if (passage.handled == FLOW_NEVER)
    {
        HandleLost(*piece);
        return;
    }
    m_lastArrival = passage.handled;
    GetDevice().CarryPiece(*m_remote, piece, passage);
}

bool
FlowSocket::IsWaiting() const
{
    return m_sender.GetUnsent() > 0 || m_wantsRoom || m_sender.IsRepairing();
}

void
FlowSocket::ScheduleWake()
{
    if (!IsWaiting())
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
    if (due != m_wake)
    {
        return;
    }
    if (m_remote && GetDevice().GetFlowChannel()->IsDistributed())
    {
        GetDevice().Postpone(this);
    }
    else
    {
        WakeNow();
    }
}

void
FlowSocket::WakeNow()
{
    if (m_wake != Now())
    {
        return;
    }
    m_wake = FLOW_NEVER;
    if (!IsWaiting())
    {
        return;
    }
    SendPending();
    if (m_sender.IsRepairing())
    {
        ArmTimer();
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
FlowSocket::ReceiveNote(const FlowPiece& note)
{
    FlowPiece* piece = m_sender.Find(note.end);
    if (!piece)
    {
        return;
    }
    piece->span = note.span;
    piece->tail = note.tail;
    piece->visible = note.visible;
    piece->upTo = note.upTo;
    piece->unread = note.unread;
    piece->acks = note.acks;
    // The receiver has these bytes.
    piece->data.clear();
    NoteAcknowledged();
}

void
FlowSocket::TellAcknowledged(const FlowPiece& piece) const
{
    if (!m_remote->IsLocal())
    {
        GetDevice().GetFlowChannel()->CarryNote(*m_remote, GetDevice().GetHostIndex(), piece);
    }
    else if (m_peer)
    {
        m_peer->NoteAcknowledged();
    }
}

void
FlowSocket::HandleLost(FlowPiece& piece)
{
    if (piece.kind == FlowPiece::DATA)
    {
        m_sender.NoteLost(piece);
    }
    ArmTimer();
}

void
FlowSocket::HandleDropped(uint64_t end)
{
    if (FlowPiece* piece = m_sender.Find(end))
    {
        HandleLost(*piece);
        // Known acknowledgements of other pieces may tell that this one is lost.
        NoteAcknowledged();
    }
}

void
FlowSocket::ArmTimer()
{
    if (m_state != ESTABLISHED || m_sender.GetOutstanding() == 0)
    {
        return;
    }
    const FlowTime now = Now();
    const FlowTime deadline = std::max(m_sender.GetDeadline(GetSettings()), now);
    if (deadline < m_timer)
    {
        m_timer = deadline;
        Simulator::Schedule(NanoSeconds(deadline - now),
                            &FlowSocket::HandleTimer,
                            Ptr<FlowSocket>(this),
                            deadline);
    }
}

void
FlowSocket::HandleTimer(FlowTime due)
{
    if (due != m_timer)
    {
        return;
    }
    m_timer = FLOW_NEVER;
    if (m_state != ESTABLISHED)
    {
        return;
    }
    Settle();
    if (m_sender.GetOutstanding() > 0 && Now() >= m_sender.GetDeadline(GetSettings()))
    {
        if (!m_sender.TimeOut(GetSettings()))
        {
            Leave();
            if (!m_isClosed)
            {
                TellClosed(true);
            }
            return;
        }
        SendPending();
    }
    ArmTimer();
    Finish();
}

void
FlowSocket::TellRoom()
{
    const uint32_t buffered = m_sender.GetBuffered();
    if (m_wantsRoom && m_state == ESTABLISHED && buffered < GetSettings().sendBuffer)
    {
        m_wantsRoom = false;
        if (m_listener)
        {
            const Ptr<FlowSocket> self(this);
            m_listener->HandleRoom();
            return;
        }
        NotifySend(GetSettings().sendBuffer - buffered);
    }
}

void
FlowSocket::TellSent(uint32_t bytes)
{
    if (m_listener)
    {
        const Ptr<FlowSocket> self(this);
        m_listener->HandleDataSent(bytes);
        return;
    }
    NotifyDataSent(bytes);
}

void
FlowSocket::TellData()
{
    if (m_listener)
    {
        const Ptr<FlowSocket> self(this);
        m_listener->HandleRead();
        return;
    }
    NotifyDataRecv();
}

void
FlowSocket::ReceiveData(const Ptr<FlowPiece>& piece)
{
    const FlowTime now = Now();
    m_sender.SettleUpTo(GetSettings(), now, piece->acknowledged);
    CountAcks();
    if (m_sender.GetUnsent() > 0 || m_wantsRoom)
    {
        SendPending();
    }
    if (piece->end > m_received && piece->GetStart() > m_received)
    {
        Hold(piece);
        return;
    }
    const bool isRepeated = piece->end <= m_received;
    const bool fillsGap = HasHeld();
    bool isEnd = TakeInOrder(*piece);
    while (HasHeld() && m_rarities->held.front()->GetStart() <= m_received)
    {
        isEnd = TakeInOrder(*m_rarities->held.front()) || isEnd;
        m_rarities->held.erase(m_rarities->held.begin());
    }
    AcknowledgePiece(*piece, fillsGap || isRepeated || isEnd);
    TellAcknowledged(*piece);
    if (m_unread.GetSize() > 0 && !isRepeated)
    {
        TellData();
    }
    if (isEnd)
    {
        ReceiveEnd();
    }
}

bool
FlowSocket::TakeInOrder(FlowPiece& piece)
{
    if (piece.end <= m_received)
    {
        return false;
    }
    m_received = piece.end;
    if (!m_isClosed && !m_shutdownReceive)
    {
        for (Ptr<Packet>& packet : piece.data)
        {
            m_unread.Push(std::move(packet));
        }
    }
    piece.data.clear();
    return piece.isEnd;
}

FlowSocket::Rarities&
FlowSocket::GetRarities()
{
    if (!m_rarities)
    {
        m_rarities = std::make_unique<Rarities>();
    }
    return *m_rarities;
}

bool
FlowSocket::HasHeld() const
{
    return m_rarities && !m_rarities->held.empty();
}

void
FlowSocket::Hold(const Ptr<FlowPiece>& piece)
{
    std::vector<Ptr<FlowPiece>>& held = GetRarities().held;
    const auto place = std::lower_bound(
        held.begin(),
        held.end(),
        piece,
        [](const Ptr<FlowPiece>& a, const Ptr<FlowPiece>& b) { return a->end < b->end; });
    if (place == held.end() || *place != piece)
    {
        held.insert(place, piece);
    }
    AcknowledgePiece(*piece, true);
    TellAcknowledged(*piece);
}

void
FlowSocket::AcknowledgePiece(FlowPiece& piece, bool allAtOnce)
{
    const FlowTime now = Now();
    FlowNetDevice& device = GetDevice();
    SettleDelayed(now);
    const WanTcpAcknowledgements::Limits limits{
        GetSettings().delayedAckCount,
        GetSettings().quickAcks,
        NanoSeconds(m_sender.GetCongestion().GetTimeout(GetSettings()))};
    uint32_t acks = 0;
    bool atOnce = false;
    for (uint32_t i = 0; i < piece.segments; i++)
    {
        const FlowTime time = piece.GetTime(piece.span, i);
        atOnce = m_acknowledgements.Receive(limits, NanoSeconds(time)) || allAtOnce;
        if (atOnce)
        {
            const bool isLost = device.DrawLoss(*m_remote);
            piece.acks |= (isLost ? 0U : 1U) << i;
            acks++;
            m_acknowledgements.NoteAcknowledgement();
            m_delayedAck = FLOW_NEVER;
        }
        else if (m_delayedAck == FLOW_NEVER)
        {
            m_delayedAck = time + GetSettings().delayedAckTimeout;
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
    piece.tail = atOnce || device.DrawLoss(*m_remote)
                     ? FLOW_NEVER
                     : std::max(m_delayedAck + wait + delay, piece.visible);
    piece.upTo = m_received;
    const bool isAcknowledged = piece.tail != FLOW_NEVER || piece.acks >> (piece.segments - 1) != 0;
    if (!isAcknowledged ||
        std::max(piece.span.last, piece.tail == FLOW_NEVER ? 0 : piece.tail) > piece.deadline)
    {
        device.TellSender(piece, FlowPiece::LATE);
    }
    const uint32_t before = m_unread.GetSize();
    piece.unread = before > 0 ? before + piece.bytes : 0;
    m_toldWindow = piece.unread > GetSettings().receiveBuffer / 2;
}

} // namespace ns3
