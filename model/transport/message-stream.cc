/* SPDX-License-Identifier: GPL-2.0-only */
#include "message-stream.h"

#include "stream-mux.h"

#include "ns3/packet.h"
#include "ns3/simulator.h"
#include "ns3/socket-abort.h"

#include <algorithm>

namespace ns3
{

namespace
{
/// A frame above this size begins in a segment of its own. When ns-3's TCP joins the bytes of two
/// sends in one segment, it makes all their virtual bytes real.
constexpr uint32_t LARGE_FRAME = 8192;
} // namespace

MessageStream::MessageStream(Ptr<Socket> socket,
                             StreamDispatcher& dispatcher,
                             const SendLimits& limits,
                             Observer& observer,
                             std::unique_ptr<StreamChannel> channel)
    : m_socket(socket),
      m_dispatcher(dispatcher),
      m_observer(&observer),
      m_limits(limits),
      m_channel(channel.get())
{
    m_parser = std::move(channel);
    m_dispatcher.Attach(m_socket, *this);
}

MessageStream::~MessageStream()
{
    ReleaseSocket();
}

void
MessageStream::Open(std::unique_ptr<StreamParser> parser)
{
    Ptr<MessageStream> self(this);
    m_state = State::OPEN;
    if (m_channel)
    {
        // The bytes after the end of the handshake are read next.
        m_channel->SetParser(std::move(parser));
        Flush();
        return;
    }
    m_parser = std::move(parser);
    Flush();
    if (m_socket)
    {
        HandleRead();
    }
}

void
MessageStream::SetMux(std::unique_ptr<StreamMux> mux)
{
    m_mux = mux.get();
    if (m_channel)
    {
        m_channel->SetDemultiplexer(std::move(mux));
    }
    else
    {
        m_parser = std::move(mux);
    }
}

void
MessageStream::OpenMux()
{
    Ptr<MessageStream> self(this);
    m_state = State::OPEN;
    if (m_channel)
    {
        m_channel->TellOpened();
    }
    Flush();
    if (!m_channel && m_socket)
    {
        HandleRead();
    }
}

SendQueue&
MessageStream::GetQueue(uint32_t onStream)
{
    return m_mux ? m_mux->GetQueue(m_queue, onStream) : m_queue;
}

uint32_t
MessageStream::GetQueuedBytes() const
{
    return m_queue.GetBytes() + (m_mux ? m_mux->GetQueuedBytes() : 0);
}

std::size_t
MessageStream::GetNQueued() const
{
    return m_queue.GetNFrames() + (m_mux ? m_mux->GetNQueued() : 0);
}

uint32_t
MessageStream::GetDroppableBytes() const
{
    return m_queue.GetDroppableBytes() + (m_mux ? m_mux->GetDroppableBytes() : 0);
}

void
MessageStream::ClearQueues()
{
    m_queue.Clear();
    if (m_mux)
    {
        m_mux->ClearQueues();
    }
}

bool
MessageStream::Send(Ptr<const StreamFrame> frame, uint32_t onStream, bool isAhead)
{
    if (m_state > State::OPEN)
    {
        return false;
    }
    if (m_mux)
    {
        frame = m_mux->Mark(frame, onStream);
    }
    SendQueue& queue = GetQueue(onStream);
    // An empty queue accepts a frame of any size.
    if (GetNQueued() > 0 && !(MayWait(*frame, queue, isAhead) && MakeRoom(*frame)))
    {
        if (m_observer)
        {
            m_observer->FrameDropped(*this, frame);
        }
        return false;
    }
    if (m_state > State::OPEN)
    {
        // The observer has closed the stream when it was told of a frame that was dropped.
        return false;
    }
    queue.Push(frame, isAhead);
    if (m_state == State::OPEN)
    {
        Flush();
    }
    return true;
}

bool
MessageStream::MayWait(const StreamFrame& frame, const SendQueue& queue, bool isAhead)
{
    if (!frame.IsControl())
    {
        return queue.GetNFrames() < m_limits.frames &&
               queue.GetNMessages(isAhead) < (isAhead ? m_limits.aheadFrames : m_limits.restFrames);
    }
    if (queue.GetNControl() >= m_limits.controlFrames)
    {
        Overflow();
        return false;
    }
    return true;
}

void
MessageStream::Overflow()
{
    // Later, since the caller may be iterating over its peers.
    Simulator::ScheduleNow(&MessageStream::HandleOverflow, Ptr<MessageStream>(this));
}

bool
MessageStream::MakeRoom(const StreamFrame& frame)
{
    const uint64_t limit =
        uint64_t(m_limits.queueBytes) + (frame.IsControl() ? SendLimits::CONTROL_BYTES : 0);
    const uint64_t bytes = uint64_t(GetQueuedBytes()) + frame.GetSize();
    if (bytes <= limit)
    {
        return true;
    }
    if (frame.IsControl() || m_limits.policy == SendQueuePolicy::DISCONNECT)
    {
        Overflow();
        return false;
    }
    if (m_limits.policy == SendQueuePolicy::DROP_NEWEST || bytes - GetDroppableBytes() > limit)
    {
        return false;
    }
    while (uint64_t(GetQueuedBytes()) + frame.GetSize() > limit)
    {
        Ptr<const StreamFrame> dropped =
            m_mux ? m_mux->RemoveOldestMessage(m_queue) : m_queue.RemoveOldestMessage();
        if (!dropped)
        {
            return false;
        }
        if (m_observer)
        {
            m_observer->FrameDropped(*this, dropped);
        }
    }
    return true;
}

void
MessageStream::HandleOverflow()
{
    if (m_state == State::CLOSED)
    {
        return;
    }
    ReleaseSocket();
    if (m_observer)
    {
        m_observer->StreamClosed(*this);
    }
}

bool
MessageStream::Cancel(const StreamFrame* frame, uint32_t onStream)
{
    if (!m_mux)
    {
        return m_queue.Remove(frame);
    }
    const auto isIt = [frame, onStream](const StreamFrame& queued) {
        return MarkedFrame::StreamOf(queued) == onStream &&
               PeekPointer(MarkedFrame::FrameOf(&queued)) == frame;
    };
    return GetQueue(onStream).RemoveIf(isIt, frame->IsControl());
}

void
MessageStream::Flush()
{
    Ptr<MessageStream> self(this);
    while (HasToWrite() && m_socket && m_unsent < m_limits.unsentLowWater && !IsLargeToWait())
    {
        if (m_channel ? !WriteChannel() : !WriteFront())
        {
            break;
        }
    }
    if (m_state == State::FLUSHING && !HasToWrite() && m_socket)
    {
        if (m_channel && m_channel->SayGoodbye())
        {
            Flush();
            return;
        }
        m_socket->ShutdownSend();
    }
}

bool
MessageStream::IsLargeToWait() const
{
    return m_unsent > 0 && !m_queue.IsEmpty() && m_queue.GetOffset() == 0 &&
           m_queue.Front()->GetSize() > LARGE_FRAME;
}

bool
MessageStream::WriteFront()
{
    Ptr<const StreamFrame> frame = m_queue.Front();
    const uint32_t size = frame->GetSize();
    const uint32_t offset = m_queue.GetOffset();
    const uint32_t part = std::min(size - offset, m_socket->GetTxAvailable());
    if (part == 0)
    {
        return false;
    }
    const uint32_t bodySize = frame->GetBody()->GetSize();
    const uint32_t ofBody = offset < bodySize ? std::min(part, bodySize - offset) : 0;
    uint32_t sent = ofBody > 0 ? Write(frame->GetBody(), offset, ofBody) : 0;
    if (sent == ofBody && ofBody < part)
    {
        sent += Write(frame->GetTail(), offset + ofBody - bodySize, part - ofBody);
    }
    if (sent == 0)
    {
        return false;
    }
    m_queue.Advance(sent);
    if (m_queue.GetOffset() == size)
    {
        RemoveFront(m_queue);
    }
    return true;
}

uint32_t
MessageStream::Write(Ptr<const Packet> packet, uint32_t offset, uint32_t size)
{
    const int sent = m_socket->Send(
        size == packet->GetSize() ? packet->Copy() : packet->CreateFragment(offset, size),
        0);
    m_unsent += std::max(sent, 0);
    return static_cast<uint32_t>(std::max(sent, 0));
}

bool
MessageStream::WriteChannel()
{
    const uint32_t room = m_socket->GetTxAvailable();
    if (room == 0)
    {
        return false;
    }
    if (!m_channel->HasOutgoing())
    {
        SendQueue* queue = m_mux               ? m_mux->Choose(m_queue, *m_channel)
                           : m_queue.IsEmpty() ? nullptr
                                               : &m_queue;
        if (!m_socket)
        {
            // The peer has refused a stream, and the observer has closed the connection.
            return false;
        }
        if (queue)
        {
            const StreamFrame& frame = *queue->Front();
            queue->Advance(m_channel->Seal(frame.GetBody(),
                                           queue->GetOffset(),
                                           MarkedFrame::StreamOf(frame),
                                           frame.GetTail()));
        }
        else
        {
            m_channel->Seal(nullptr, 0);
        }
        if (!m_channel->HasOutgoing())
        {
            return false;
        }
    }
    // The bytes before a tail and the tail are two packets.
    for (uint32_t left = room; left > 0 && m_channel->HasOutgoing();)
    {
        const Ptr<Packet> piece = m_channel->PeekOutgoing(left);
        const uint32_t sent = Write(piece, 0, piece->GetSize());
        if (sent == 0)
        {
            return left < room;
        }
        m_channel->RemoveOutgoing(sent);
        left -= sent;
    }
    SendQueue& queue = m_mux ? m_mux->GetChosen(m_queue) : m_queue;
    if (!m_channel->HasOutgoing() && !queue.IsEmpty() &&
        queue.GetOffset() == queue.Front()->GetSize())
    {
        RemoveFront(queue);
    }
    return true;
}

void
MessageStream::RemoveFront(SendQueue& queue)
{
    Ptr<const StreamFrame> frame = queue.Pop();
    if (m_observer)
    {
        m_observer->FrameSent(*this, frame);
    }
}

bool
MessageStream::HasToWrite() const
{
    return !m_queue.IsEmpty() || (m_mux && m_mux->GetNQueued() > 0) ||
           (m_channel &&
            (m_channel->HasOutgoing() || (m_state == State::OPEN && m_channel->OwesWords())));
}

void
MessageStream::Close()
{
    m_discarding = true;
    CloseAfterSending();
    if (GetNQueued() == 0)
    {
        ReleaseSocket();
    }
}

void
MessageStream::CloseAfterSending()
{
    if (m_state == State::CLOSED)
    {
        return;
    }
    m_state = State::FLUSHING;
    Flush();
}

Address
MessageStream::GetLocalAddress() const
{
    Address local;
    if (m_socket)
    {
        m_socket->GetSockName(local);
    }
    return local;
}

void
MessageStream::Abort()
{
    const Ptr<Socket> socket = m_socket;
    Drop();
    if (socket)
    {
        AbortSocket(socket);
    }
}

void
MessageStream::Detach()
{
    m_observer = nullptr;
}

void
MessageStream::Drop()
{
    m_observer = nullptr;
    m_state = State::CLOSED;
    ClearQueues();
    if (m_socket)
    {
        m_dispatcher.Detach(m_socket);
        m_socket = nullptr;
    }
}

void
MessageStream::ReleaseSocket()
{
    m_state = State::CLOSED;
    ClearQueues();
    if (!m_socket)
    {
        return;
    }
    Ptr<Socket> socket = m_socket;
    m_socket = nullptr;
    m_dispatcher.Detach(socket);
    socket->Close();
}

void
MessageStream::HandleConnected()
{
    Ptr<MessageStream> self(this);
    if (m_channel)
    {
        m_state = State::SECURING;
        m_channel->Start();
        Flush();
        HandleRead();
    }
    else if (m_observer)
    {
        m_observer->StreamConnected(*this);
    }
}

void
MessageStream::HandleClosed()
{
    Ptr<MessageStream> self(this);
    HandleRead();
    if (m_state == State::CLOSED)
    {
        return;
    }
    ReleaseSocket();
    if (m_observer)
    {
        m_observer->StreamClosed(*this);
    }
}

void
MessageStream::DropRefused(uint32_t onStream)
{
    SendQueue& queue = GetQueue(onStream);
    while (!queue.IsEmpty())
    {
        Ptr<const StreamFrame> frame = queue.Pop();
        if (m_observer)
        {
            m_observer->FrameDropped(*this, frame);
        }
    }
    if (m_observer)
    {
        m_observer->ProtocolRefused(*this, onStream);
    }
}

void
MessageStream::HandleDataSent(uint32_t bytes)
{
    m_unsent -= std::min(m_unsent, bytes);
    if (HasToWrite() && m_state != State::CONNECTING)
    {
        Flush();
    }
}

void
MessageStream::HandleRoom()
{
    if (HasToWrite() && m_state != State::CONNECTING)
    {
        Flush();
    }
}

} // namespace ns3
