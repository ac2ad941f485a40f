/* SPDX-License-Identifier: GPL-2.0-only */
#include "stream-mux.h"

#include "message-stream.h"

namespace ns3
{

StreamMux::StreamMux(const StreamProtocols& protocols,
                     MessageStream& stream,
                     PeerId peer,
                     bool isSecure)
    : m_protocols(protocols),
      m_stream(stream),
      m_peer(peer),
      m_isSecure(isSecure),
      m_parsers(protocols.GetN()),
      m_identify(protocols),
      m_queues(isSecure ? protocols.GetNStreams() - 1 : 0)
{
}

StreamMux::~StreamMux() = default;

void
StreamMux::Select(uint32_t stream)
{
    m_selected = stream;
    if (stream == StreamProtocols::NO_STREAM)
    {
        m_reader = nullptr;
    }
    else if (stream == m_protocols.GetIdentifyStream())
    {
        m_reader = &m_identify;
    }
    else
    {
        m_reader = m_parsers[stream] ? m_parsers[stream].get() : OpenParser(stream);
    }
}

void
StreamMux::SelectMark(uint32_t mark)
{
    Select(mark == StreamProtocols::NO_MARK ? m_unmarked : m_protocols.FindMark(mark));
}

StreamParser*
StreamMux::OpenParser(uint32_t stream)
{
    m_stream.TellSpoken(stream);
    m_parsers[stream] = m_protocols.GetHandler(stream).CreateParser(m_peer);
    return m_parsers[stream].get();
}

void
StreamMux::HasOpened(uint32_t stream)
{
    if (stream < m_protocols.GetN())
    {
        m_stream.TellSpoken(stream);
    }
}

void
StreamMux::HasAnswered(uint32_t stream, bool accepted)
{
    if (!accepted)
    {
        m_stream.DropRefused(stream);
    }
}

void
StreamMux::HasClosed(uint32_t stream)
{
    // A stream that takes its place begins with a frame.
    if (m_selected == stream)
    {
        Select(StreamProtocols::NO_STREAM);
    }
    m_parsers[stream] = nullptr;
}

uint32_t
StreamMux::Read(const uint8_t* bytes, uint32_t size)
{
    const uint32_t taken = m_reader->Read(bytes, size);
    CheckIdentify();
    return taken;
}

void
StreamMux::CheckIdentify()
{
    if (m_identifyIsOver ? m_reader == &m_identify && m_identify.HasFailed()
                         : m_identify.IsDone() || m_identify.HasFailed())
    {
        m_identifyIsOver = true;
        m_unmarked = m_identify.IsDone() ? m_identify.GetPeer().first : m_unmarked;
        // Later bytes of this stream are skipped. The error is reported once.
        m_reader = m_identify.HasFailed() ? nullptr : m_reader;
        m_stream.TellIdentify(m_identify.HasFailed(), m_identify.GetPeer().common);
    }
}

uint64_t
StreamMux::GetSkippable() const
{
    return m_reader ? m_reader->GetSkippable() : UINT64_MAX;
}

void
StreamMux::Skip(uint64_t size)
{
    if (m_selected == StreamProtocols::NO_STREAM)
    {
        m_stream.TellSkipped(static_cast<uint32_t>(size));
    }
    if (m_reader)
    {
        m_reader->Skip(size);
    }
}

bool
StreamMux::HasFailed() const
{
    return m_reader && m_reader != &m_identify && m_reader->HasFailed();
}

Ptr<const StreamFrame>
StreamMux::Mark(Ptr<const StreamFrame> frame, uint32_t stream)
{
    if (stream == 0 && !m_isSecure && m_identify.IsDone())
    {
        return frame;
    }
    const auto mark = [&](Ptr<const Packet> packet) {
        if (m_isSecure || !packet)
        {
            return packet;
        }
        Ptr<Packet> marked = packet->Copy();
        marked->AddByteTag(StreamMark(m_protocols.GetMark(stream)));
        return Ptr<const Packet>(marked);
    };
    return Create<MarkedFrame>(frame,
                               mark(frame->GetBody()),
                               mark(frame->GetTail()),
                               stream,
                               m_sequence++);
}

SendQueue*
StreamMux::Choose(SendQueue& common, StreamChannel& channel)
{
    if (!channel.IsEstablished())
    {
        return nullptr;
    }
    if (channel.IsInYamuxFrame())
    {
        return &GetChosen(common);
    }
    SendQueue* best = nullptr;
    for (uint32_t i = 0; i < m_protocols.GetNStreams(); i++)
    {
        SendQueue& queue = GetQueue(common, i);
        if (queue.IsEmpty())
        {
            continue;
        }
        if (!channel.HasStream(i))
        {
            channel.OpenStream(i);
        }
        if (!channel.CanSend(i))
        {
            continue;
        }
        const auto order = [](const SendQueue& waiting) {
            const StreamFrame& front = *waiting.Front();
            return std::make_pair(!front.IsControl(), MarkedFrame::SequenceOf(front));
        };
        if (!best || order(queue) < order(*best))
        {
            best = &queue;
            m_chosen = i;
        }
    }
    return best;
}

Ptr<const StreamFrame>
StreamMux::RemoveOldestMessage(SendQueue& common)
{
    SendQueue* oldest = nullptr;
    uint64_t sequence = UINT64_MAX;
    for (uint32_t i = 0; i <= m_queues.size(); i++)
    {
        SendQueue& queue = GetQueue(common, i);
        const StreamFrame* frame = queue.PeekOldestMessage();
        if (frame && MarkedFrame::SequenceOf(*frame) < sequence)
        {
            oldest = &queue;
            sequence = MarkedFrame::SequenceOf(*frame);
        }
    }
    return oldest ? oldest->RemoveOldestMessage() : nullptr;
}

uint32_t
StreamMux::GetQueuedBytes() const
{
    uint32_t bytes = 0;
    for (const SendQueue& queue : m_queues)
    {
        bytes += queue.GetBytes();
    }
    return bytes;
}

uint32_t
StreamMux::GetDroppableBytes() const
{
    uint32_t bytes = 0;
    for (const SendQueue& queue : m_queues)
    {
        bytes += queue.GetDroppableBytes();
    }
    return bytes;
}

std::size_t
StreamMux::GetNQueued() const
{
    std::size_t frames = 0;
    for (const SendQueue& queue : m_queues)
    {
        frames += queue.GetNFrames();
    }
    return frames;
}

void
StreamMux::ClearQueues()
{
    for (SendQueue& queue : m_queues)
    {
        queue.Clear();
    }
}

} // namespace ns3
