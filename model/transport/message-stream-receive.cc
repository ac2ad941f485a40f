/* SPDX-License-Identifier: GPL-2.0-only */
#include "message-stream.h"
#include "stream-mux.h"

#include "ns3/packet.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Bytes that a parser is given first. The start of most frames is enough to identify them.
constexpr uint32_t FIRST_PIECE = 256;
/// Bytes that the parser is given when it needs more.
constexpr uint32_t NEXT_PIECE = 4096;

} // namespace

void
MessageStream::HandleRead()
{
    if (m_state == State::CONNECTING)
    {
        return;
    }
    Ptr<MessageStream> self(this);
    while (m_socket)
    {
        Ptr<Packet> packet = m_socket->Recv();
        if (!packet || packet->GetSize() == 0)
        {
            return;
        }
        if (m_channel)
        {
            ReadChannel(packet);
            continue;
        }
        if (m_observer)
        {
            m_observer->BytesReceived(*this, packet->GetSize());
        }
        if (m_discarding)
        {
            continue;
        }
        if (StreamMark::MayBeOn(*packet))
        {
            ConsumeRuns(packet);
            continue;
        }
        if (m_mux)
        {
            m_mux->SelectMark(StreamProtocols::NO_MARK);
        }
        Consume(packet);
    }
}

void
MessageStream::ConsumeRuns(Ptr<Packet> packet)
{
    for (const StreamMark::Run& run : StreamMark::GetRuns(*packet))
    {
        if (m_discarding)
        {
            return;
        }
        if (m_mux)
        {
            m_mux->SelectMark(run.mark);
        }
        else if (run.mark != StreamProtocols::NO_MARK && m_observer &&
                 !m_observer->IsOwnMark(run.mark))
        {
            TellSkipped(run.size);
            continue;
        }
        Consume(run.size == packet->GetSize() ? packet
                                              : packet->CreateFragment(run.start, run.size));
    }
}

void
MessageStream::TellSpoken(uint32_t protocol)
{
    if (m_observer)
    {
        m_observer->ProtocolSpoken(*this, protocol);
    }
}

void
MessageStream::TellIdentify(bool hasFailed, uint32_t protocols)
{
    if (!m_observer)
    {
        return;
    }
    if (hasFailed)
    {
        m_observer->IdentifyFailed(*this);
    }
    else
    {
        m_observer->PeerIdentified(*this, protocols);
    }
}

void
MessageStream::TellSkipped(uint32_t bytes)
{
    if (m_observer)
    {
        m_observer->BytesSkipped(*this, bytes);
    }
}

void
MessageStream::ReadChannel(Ptr<Packet> packet)
{
    if (m_discarding)
    {
        return;
    }
    Consume(packet);
    const uint32_t bytes = m_channel->TakeFrameBytes();
    if (bytes > 0 && m_observer)
    {
        m_observer->BytesReceived(*this, bytes);
    }
    // The bytes may require a response of the handshake or a window update, or have opened a
    // window.
    if (m_state != State::CLOSED && HasToWrite())
    {
        Flush();
    }
}

void
MessageStream::Consume(Ptr<Packet> packet)
{
    uint8_t piece[NEXT_PIECE];
    uint32_t pieceSize = FIRST_PIECE;
    uint32_t left = packet->GetSize();
    uint32_t toRemove = 0;
    while (left > 0 && !m_discarding)
    {
        const uint64_t skippable = m_parser->GetSkippable();
        if (skippable > 0)
        {
            const uint32_t skipped = static_cast<uint32_t>(std::min<uint64_t>(skippable, left));
            left -= skipped;
            toRemove += skipped;
            m_parser->Skip(skipped);
            pieceSize = FIRST_PIECE;
            continue;
        }
        packet->RemoveAtStart(toRemove);
        const uint32_t offered = std::min(left, pieceSize);
        packet->CopyData(piece, offered);
        const uint32_t taken = m_parser->Read(piece, offered);
        left -= taken;
        toRemove = taken;
        pieceSize = NEXT_PIECE;
        if (m_parser->HasFailed())
        {
            ClearQueues();
            Close();
            if (m_observer)
            {
                m_observer->StreamBroken(*this);
            }
            return;
        }
        if (m_state == State::SECURING && m_channel->IsEstablished() && m_observer)
        {
            m_observer->StreamConnected(*this);
        }
    }
}

} // namespace ns3
