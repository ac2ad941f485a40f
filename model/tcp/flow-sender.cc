/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-sender.h"

#include "flow-socket.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

/// Segments after a lost one whose arrival tells that it is lost (RFC 6675, DupThresh).
constexpr uint32_t DUPLICATE_THRESHOLD = 3;
/// In place of the number of these segments: what is lost again needs a timeout.
constexpr uint16_t SENT_AGAIN = UINT16_MAX;
/// The longest retransmission timeout, 60 s.
constexpr FlowTime LONGEST_TIMEOUT = 60'000'000'000;

/**
 * \param sent when a segment was sent
 * \param acknowledged when its acknowledgement has arrived
 * \return the round-trip time by timestamps of whole milliseconds, as ns-3 has them (TcpOptionTS)
 */
FlowTime
GetSample(FlowTime sent, FlowTime acknowledged)
{
    constexpr FlowTime millisecond = 1'000'000;
    const FlowTime sample = acknowledged / millisecond - sent / millisecond;
    return sample > 0 ? sample * millisecond : 1000;
}

} // namespace

void
FlowSender::EndHandshake(FlowTime now)
{
    if (m_departure != FLOW_NEVER)
    {
        m_congestion.AddRoundTrip(GetSample(m_departure, now));
    }
    m_departure = 0;
}

void
FlowSender::Clear()
{
    m_unsent.Clear();
    m_acknowledged = m_sent;
    ReleaseAcknowledged();
    m_repair.reset();
}

void
FlowSender::ReleaseAcknowledged()
{
    // One after the other, since a chain of references would be released recursively.
    while (m_first && m_first->end <= m_acknowledged)
    {
        if (m_repair)
        {
            m_repair->excluded -= m_first->excluded;
            m_repair->lost -= m_first->isLost;
        }
        Ptr<FlowPiece> next = std::move(m_first->next);
        m_first = std::move(next);
    }
    if (!m_first)
    {
        m_last = nullptr;
    }
}

uint32_t
FlowSender::GetWindow(const FlowSettings& settings, bool isIdeal) const
{
    if (isIdeal)
    {
        return UINT32_MAX;
    }
    const uint32_t room = settings.receiveBuffer - std::min(settings.receiveBuffer, m_unread);
    return std::min(room, m_congestion.GetWindow());
}

bool
FlowSender::PeekPiece(FlowPiece& piece, FlowTime sent, uint32_t size, Ack& ack)
{
    const uint32_t segment = piece.passed;
    const uint32_t acks = segment < FlowPiece::MAX_SEGMENTS ? piece.acks >> segment : 0;
    if (acks == 0)
    {
        if (piece.tail < ack.time && segment < piece.segments)
        {
            const uint64_t end = std::max(piece.upTo, piece.end);
            ack =
                {piece.tail, piece.visible, sent, end, &piece, piece.segments, piece.unread, true};
        }
        return false;
    }
    const uint32_t passed = segment + static_cast<uint32_t>(__builtin_ctz(acks)) + 1;
    const FlowTime time = piece.GetTime(piece.span, passed - 1);
    if (time < ack.time)
    {
        uint64_t end = piece.upTo;
        if (piece.upTo >= piece.end && passed < piece.segments)
        {
            end = piece.GetStart() + uint64_t(passed) * size;
        }
        ack = {time, piece.visible, sent, end, &piece, passed, piece.unread, false};
    }
    return true;
}

FlowSender::Ack
FlowSender::Peek(FlowTime now) const
{
    Ack ack;
    FlowTime sent = 0;
    for (FlowPiece* piece = PeekPointer(m_first); piece; piece = PeekPointer(piece->next))
    {
        if (piece->isLost || piece->visible > now)
        {
            if (m_repair)
            {
                continue;
            }
            break;
        }
        if (m_repair || piece == PeekPointer(m_first))
        {
            sent = piece->GetTime(piece->sent, piece->passed);
        }
        const bool hasAcks = PeekPiece(*piece, sent, m_segment, ack);
        if (hasAcks && !m_repair)
        {
            break;
        }
    }
    if (ack.time != FLOW_NEVER)
    {
        ack.time += m_wait;
    }
    return ack;
}

FlowTime
FlowSender::GetNextTime(FlowTime now) const
{
    const Ack ack = Peek(FLOW_NEVER - 1);
    return ack.time == FLOW_NEVER ? FLOW_NEVER : std::max({ack.time, ack.known, now});
}

void
FlowSender::Apply(const FlowSettings& settings, const Ack& ack)
{
    if (ack.piece)
    {
        if (m_repair && ack.piece->GetStart() >= std::max(ack.end, m_acknowledged))
        {
            ApplySelective(settings, ack);
        }
        ack.piece->passed = static_cast<uint16_t>(ack.passed);
    }
    m_unread = ack.unread;
    if (ack.end <= m_acknowledged)
    {
        return;
    }
    const auto bytes = static_cast<uint32_t>(ack.end - m_acknowledged);
    m_acknowledged = ack.end;
    m_progress = ack.time;
    m_backoff = 0;
    ReleaseAcknowledged();
    // The acknowledgement that ends a recovery grows the window by all that it acknowledges.
    if (m_repair && m_repair->isActive && !m_repair->timedOut && m_acknowledged < m_repair->end)
    {
        m_congestion.AddRoundTrip(GetSample(ack.sent, ack.time));
    }
    else
    {
        m_congestion.Acknowledge(settings,
                                 ack.time,
                                 bytes,
                                 GetSample(ack.sent, ack.time),
                                 m_acknowledged,
                                 m_sent);
    }
    EndRepair();
}

void
FlowSender::EndRepair()
{
    if (!m_repair)
    {
        return;
    }
    if (m_acknowledged >= m_repair->end)
    {
        m_repair->isActive = false;
        m_repair->timedOut = false;
    }
    if (!m_repair->isActive && m_repair->lost == 0 && m_repair->excluded == 0)
    {
        m_repair.reset();
    }
}

void
FlowSender::ApplySelective(const FlowSettings& settings, const Ack& ack)
{
    FlowPiece& arrived = *ack.piece;
    const uint32_t segments = ack.passed - std::min<uint32_t>(ack.passed, arrived.passed);
    const uint32_t bytes = std::min(segments * m_segment, arrived.GetLength() - arrived.excluded);
    arrived.excluded += bytes;
    m_repair->excluded += bytes;
    for (FlowPiece* piece = PeekPointer(m_first); piece && piece != &arrived;
         piece = PeekPointer(piece->next))
    {
        if (!piece->isLost || piece->isKnown || piece->above == SENT_AGAIN)
        {
            continue;
        }
        piece->above = static_cast<uint16_t>(piece->above + segments);
        if (piece->above < DUPLICATE_THRESHOLD)
        {
            continue;
        }
        piece->isKnown = true;
        const uint32_t rest = piece->GetLength() - piece->excluded;
        piece->excluded += rest;
        m_repair->excluded += rest;
        if (!m_repair->isActive)
        {
            m_repair->isActive = true;
            m_repair->isFirst = true;
            m_repair->end = m_sent;
            m_congestion.Recover(settings);
        }
    }
}

void
FlowSender::Settle(const FlowSettings& settings, FlowTime now)
{
    for (Ack ack = Peek(now); ack.time <= now; ack = Peek(now))
    {
        Apply(settings, ack);
        m_acks++;
    }
}

void
FlowSender::SettleUpTo(const FlowSettings& settings, FlowTime now, uint64_t end)
{
    Settle(settings, now);
    if (end > m_acknowledged && m_first)
    {
        const FlowTime sent = m_first->GetTime(m_first->sent, m_first->passed);
        Apply(settings, {now, now, sent, end, nullptr, 0, m_unread, false});
        if (m_first && m_first->GetStart() < m_acknowledged)
        {
            m_first->passed =
                static_cast<uint16_t>((m_acknowledged - m_first->GetStart()) / m_segment);
        }
    }
}

Ptr<FlowPiece>
FlowSender::TakePiece(const FlowSettings& settings, FlowTime now, uint32_t segments, bool isIdeal)
{
    m_segment = settings.segmentSize;
    Ptr<FlowPiece> piece;
    FlowTime time = now;
    uint32_t left = m_unsent.GetSize();
    while (left > 0 && (!piece || piece->segments < segments))
    {
        const uint32_t size = std::min(left, m_segment);
        if (uint64_t(GetInFlight()) + size > GetWindow(settings, isIdeal))
        {
            const Ack ack = Peek(now);
            const bool isLater = ack.time > now;
            if (ack.time == FLOW_NEVER || (isLater && (!piece || ack.isDelayed)))
            {
                break;
            }
            time = std::max(time, ack.time);
            Apply(settings, ack);
            m_acks++;
            continue;
        }
        if (!piece)
        {
            piece = Create<FlowPiece>();
            piece->sent = {time, time};
        }
        piece->sent.last = time;
        piece->segments++;
        piece->bytes += size;
        left -= size;
        m_sent += size;
        m_congestion.NoteSent(settings, time, m_sent, m_acknowledged, GetInFlight());
    }
    if (!piece)
    {
        return nullptr;
    }
    piece->end = m_sent;
    for (uint32_t bytes = piece->bytes; bytes > 0;)
    {
        piece->data.push_back(m_unsent.Pop(bytes));
        bytes -= piece->data.back()->GetSize();
    }
    (m_last ? m_last->next : m_first) = piece;
    m_last = PeekPointer(piece);
    return piece;
}

void
FlowSender::AppendEnd(FlowPiece& piece)
{
    piece.isEnd = true;
    piece.end++;
    m_sent++;
    m_ended = true;
}

Ptr<FlowPiece>
FlowSender::TakeEnd(FlowTime now)
{
    Ptr<FlowPiece> piece = Create<FlowPiece>();
    piece->segments = 1;
    piece->sent = {now, now};
    piece->end = m_sent;
    AppendEnd(*piece);
    (m_last ? m_last->next : m_first) = piece;
    m_last = PeekPointer(piece);
    return piece;
}

FlowPiece*
FlowSender::Find(uint64_t end) const
{
    FlowPiece* piece = PeekPointer(m_first);
    while (piece && piece->end != end)
    {
        piece = PeekPointer(piece->next);
    }
    return piece;
}

void
FlowSender::NoteLost(FlowPiece& piece)
{
    if (piece.isLost || piece.end <= m_acknowledged)
    {
        return;
    }
    piece.isLost = true;
    if (!m_repair)
    {
        m_repair = std::make_unique<Repair>();
    }
    m_repair->lost++;
}

void
FlowSender::Renew(FlowPiece& piece, FlowTime now)
{
    m_repair->lost -= piece.isLost;
    m_repair->excluded -= piece.excluded;
    piece.isLost = false;
    piece.isKnown = false;
    piece.above = SENT_AGAIN;
    piece.excluded = 0;
    piece.passed = 0;
    piece.acks = 0;
    piece.tail = FLOW_NEVER;
    piece.visible = FLOW_NEVER;
    piece.sent = {now, now};
}

Ptr<FlowPiece>
FlowSender::TakeRepeat(const FlowSettings& settings, FlowTime now, bool isIdeal)
{
    const bool hasRoom = uint64_t(GetInFlight()) + m_segment <= GetWindow(settings, isIdeal);
    if (!m_repair || !m_repair->isActive || (!hasRoom && !m_repair->isFirst))
    {
        return nullptr;
    }
    Repair& repair = *m_repair;
    const bool takesAll = GetUnsent() == 0;
    for (Ptr<FlowPiece> piece = m_first; piece; piece = piece->next)
    {
        const bool isMissing = piece->isKnown || (takesAll && piece->above != SENT_AGAIN);
        const bool isToRepeat = repair.timedOut ? piece->end > repair.next : isMissing;
        if (piece->isLost && isToRepeat)
        {
            repair.isFirst = false;
            repair.next = std::max(repair.next, piece->end);
            Renew(*piece, now);
            return piece;
        }
        const bool isPassed = piece->passed >= piece->segments;
        if (!repair.timedOut || !isToRepeat || isPassed || piece->end > repair.end)
        {
            continue;
        }
        const uint64_t from = std::max({repair.next, m_acknowledged, piece->GetStart()});
        const auto size = static_cast<uint32_t>(std::min<uint64_t>(piece->end - from, m_segment));
        repair.next = from + size;
        const uint32_t back = std::min(piece->excluded, size);
        piece->excluded -= back;
        repair.excluded -= back;
        Ptr<FlowPiece> repeat = Create<FlowPiece>();
        repeat->kind = FlowPiece::REPEAT;
        repeat->segments = 1;
        repeat->bytes = size;
        repeat->sent = {now, now};
        return repeat;
    }
    return nullptr;
}

FlowTime
FlowSender::GetDeadline(const FlowSettings& settings) const
{
    const FlowTime timeout = m_congestion.GetTimeout(settings) << m_backoff;
    return std::max(m_departure, m_progress) + std::min(timeout, LONGEST_TIMEOUT);
}

bool
FlowSender::TimeOut(const FlowSettings& settings)
{
    if (m_backoff >= settings.dataRetries)
    {
        return false;
    }
    m_backoff++;
    if (!m_repair)
    {
        m_repair = std::make_unique<Repair>();
    }
    m_congestion.TimeOut(settings, !m_repair->timedOut);
    m_repair->isActive = true;
    m_repair->timedOut = true;
    m_repair->isFirst = false;
    m_repair->end = m_sent;
    m_repair->next = m_acknowledged;
    m_repair->excluded = 0;
    for (FlowPiece* piece = PeekPointer(m_first); piece; piece = PeekPointer(piece->next))
    {
        const uint64_t start = std::max(piece->GetStart(), m_acknowledged);
        piece->excluded = static_cast<uint32_t>(piece->end - start);
        piece->isKnown = piece->isLost;
        m_repair->excluded += piece->excluded;
    }
    return true;
}

} // namespace ns3
