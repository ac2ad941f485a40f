/* SPDX-License-Identifier: GPL-2.0-only */
#include "stream-send-queue.h"

namespace ns3
{

void
SendQueue::Push(Ptr<const StreamFrame> frame)
{
    m_bytes += frame->GetSize();
    m_messageBytes += frame->IsControl() ? 0 : frame->GetSize();
    (frame->IsControl() ? m_control : m_messages).push_back(std::move(frame));
}

void
SendQueue::Advance(uint32_t bytes)
{
    if (bytes > 0)
    {
        m_messageBegun = IsMessageInFront();
        m_offset += bytes;
    }
}

Ptr<const StreamFrame>
SendQueue::Pop()
{
    Frames& frames = IsMessageInFront() ? m_messages : m_control;
    Ptr<const StreamFrame> frame = frames.front();
    frames.pop_front();
    Subtract(*frame);
    m_offset = 0;
    m_messageBegun = false;
    return frame;
}

bool
SendQueue::Remove(const StreamFrame* frame)
{
    return RemoveIf([frame](const StreamFrame& queued) { return &queued == frame; },
                    frame->IsControl());
}

Ptr<const StreamFrame>
SendQueue::RemoveOldestMessage()
{
    const auto oldest = std::next(m_messages.begin(), m_messageBegun ? 1 : 0);
    if (oldest == m_messages.end())
    {
        return nullptr;
    }
    Ptr<const StreamFrame> frame = *oldest;
    Subtract(*frame);
    m_messages.erase(oldest);
    return frame;
}

void
SendQueue::Clear()
{
    m_control.clear();
    m_messages.clear();
    m_bytes = 0;
    m_messageBytes = 0;
    m_offset = 0;
    m_messageBegun = false;
}

} // namespace ns3
