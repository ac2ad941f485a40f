/* SPDX-License-Identifier: GPL-2.0-only */
#include "stream-send-queue.h"

#include <algorithm>
#include <utility>

namespace ns3
{

void
SendQueue::Push(Ptr<const StreamFrame> frame, bool isAhead)
{
    m_bytes += frame->GetSize();
    m_messageBytes += frame->IsControl() ? 0 : frame->GetSize();
    const Kind kind = frame->IsControl() ? CONTROL : isAhead ? AHEAD : REST;
    if (!m_frames)
    {
        m_frames = std::make_unique<std::array<Frames, KINDS>>();
    }
    (*m_frames)[kind].push_back(std::move(frame));
}

void
SendQueue::Advance(uint32_t bytes)
{
    if (bytes > 0)
    {
        m_begun = GetFrontKind();
        m_offset += bytes;
    }
}

Ptr<const StreamFrame>
SendQueue::Pop()
{
    const Kind kind = GetFrontKind();
    Ptr<const StreamFrame> frame = Front();
    Erase(kind, Get(kind).begin());
    m_offset = 0;
    return frame;
}

void
SendQueue::Erase(Kind kind, Frames::const_iterator at)
{
    const StreamFrame& frame = **at;
    m_bytes -= frame.GetSize();
    m_messageBytes -= frame.IsControl() ? 0 : frame.GetSize();
    (*m_frames)[kind].erase(at);
    const auto isEmpty = [](const Frames& frames) { return frames.empty(); };
    if (std::all_of(m_frames->begin(), m_frames->end(), isEmpty))
    {
        m_frames = nullptr;
    }
}

bool
SendQueue::Remove(const StreamFrame* frame)
{
    return RemoveIf([frame](const StreamFrame& queued) { return &queued == frame; },
                    frame->IsControl());
}

const StreamFrame*
SendQueue::PeekOldestMessage() const
{
    for (const Kind kind : {REST, AHEAD})
    {
        const auto oldest = GetOldestWaiting(kind);
        if (oldest != Get(kind).end())
        {
            return PeekPointer(*oldest);
        }
    }
    return nullptr;
}

Ptr<const StreamFrame>
SendQueue::RemoveOldestMessage()
{
    Ptr<const StreamFrame> oldest = PeekOldestMessage();
    if (oldest)
    {
        Remove(PeekPointer(oldest));
    }
    return oldest;
}

void
SendQueue::Clear()
{
    m_frames = nullptr;
    m_bytes = 0;
    m_messageBytes = 0;
    m_offset = 0;
}

} // namespace ns3
