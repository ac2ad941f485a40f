/* SPDX-License-Identifier: GPL-2.0-only */
#include "stream-send-queue.h"

#include <utility>

namespace ns3
{

void
SendQueue::Push(Ptr<const StreamFrame> frame, bool isAhead)
{
    m_bytes += frame->GetSize();
    m_messageBytes += frame->IsControl() ? 0 : frame->GetSize();
    const Kind kind = frame->IsControl() ? CONTROL : isAhead ? AHEAD : REST;
    m_frames[kind].push_back(std::move(frame));
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
    Frames& frames = m_frames[GetFrontKind()];
    Ptr<const StreamFrame> frame = frames.front();
    frames.pop_front();
    Subtract(*frame);
    m_offset = 0;
    return frame;
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
        if (oldest != m_frames[kind].end())
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
    for (Frames& frames : m_frames)
    {
        frames.clear();
    }
    m_bytes = 0;
    m_messageBytes = 0;
    m_offset = 0;
}

} // namespace ns3
