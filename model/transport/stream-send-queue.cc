/* SPDX-License-Identifier: GPL-2.0-only */
#include "stream-send-queue.h"

#include <algorithm>

namespace ns3
{

void
SendQueue::Push(Ptr<const StreamFrame> frame)
{
    m_bytes += frame->GetSize();
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
    m_bytes -= frame->GetSize();
    m_offset = 0;
    m_messageBegun = false;
    return frame;
}

bool
SendQueue::Remove(const StreamFrame* frame)
{
    return frame->IsControl() ? RemoveFrom(m_control, m_offset > 0 && !m_messageBegun, frame)
                              : RemoveFrom(m_messages, m_messageBegun, frame);
}

bool
SendQueue::RemoveFrom(Frames& frames, bool begun, const StreamFrame* frame)
{
    const auto found = std::find_if(frames.begin(), frames.end(), [frame](const auto& queued) {
        return PeekPointer(queued) == frame;
    });
    if (found == frames.end() || (begun && found == frames.begin()))
    {
        return false;
    }
    m_bytes -= frame->GetSize();
    frames.erase(found);
    return true;
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
    m_bytes -= frame->GetSize();
    m_messages.erase(oldest);
    return frame;
}

void
SendQueue::Clear()
{
    m_control.clear();
    m_messages.clear();
    m_bytes = 0;
    m_offset = 0;
    m_messageBegun = false;
}

} // namespace ns3
