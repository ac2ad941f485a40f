/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-sender.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

/**
 * \param mask a mask that is not 0
 * \return index of its lowest bit
 */
uint32_t
GetLowestBit(uint32_t mask)
{
    return static_cast<uint32_t>(__builtin_ctz(mask));
}

} // namespace

void
FlowSender::Clear()
{
    m_unsent.Clear();
    // One after the other, since a chain of references would be released recursively.
    while (m_first)
    {
        Ptr<FlowPiece> next = std::move(m_first->next);
        m_first = std::move(next);
    }
    m_last = nullptr;
    m_acknowledged = m_sent;
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

FlowSender::Ack
FlowSender::Peek(FlowTime now) const
{
    Ack ack;
    const auto begun = m_first ? m_acknowledged - (m_first->end - m_first->bytes) : 0;
    uint32_t segment = static_cast<uint32_t>(begun / m_segment);
    for (const FlowPiece* piece = PeekPointer(m_first); piece && piece->visible <= now;
         piece = PeekPointer(piece->next), segment = 0)
    {
        const FlowTime sent = piece->GetTime(piece->sent, segment);
        const uint32_t acks = segment < FlowPiece::MAX_SEGMENTS ? piece->acks >> segment : 0;
        if (acks != 0)
        {
            const uint32_t index = segment + GetLowestBit(acks);
            const FlowTime time = piece->GetTime(piece->span, index);
            if (time < ack.time)
            {
                const uint64_t start = piece->end - piece->bytes;
                const uint64_t end = std::min(piece->end, start + uint64_t(index + 1) * m_segment);
                ack = {time,
                       piece->visible,
                       ack.time == FLOW_NEVER ? sent : ack.sent,
                       end,
                       piece->unread};
            }
            return ack;
        }
        if (piece->tail < ack.time)
        {
            ack = {piece->tail, piece->visible, sent, piece->end, piece->unread};
        }
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
    const auto bytes = static_cast<uint32_t>(ack.end - m_acknowledged);
    m_acknowledged = ack.end;
    m_unread = ack.unread;
    while (m_first && m_first->end <= m_acknowledged)
    {
        Ptr<FlowPiece> next = std::move(m_first->next);
        m_first = std::move(next);
    }
    if (!m_first)
    {
        m_last = nullptr;
    }
    m_congestion
        .Acknowledge(settings, ack.time, bytes, ack.time - ack.sent, m_acknowledged, m_sent);
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
        const uint32_t begun =
            static_cast<uint32_t>((m_acknowledged - (m_first->end - m_first->bytes)) / m_segment);
        Apply(settings, {now, now, m_first->GetTime(m_first->sent, begun), end, m_unread});
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
        if (uint64_t(GetOutstanding()) + size > GetWindow(settings, isIdeal))
        {
            const Ack ack = piece ? Peek(now) : Ack();
            if (ack.time == FLOW_NEVER)
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
        m_congestion.NoteSent(settings, time, m_sent, m_acknowledged);
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

} // namespace ns3
