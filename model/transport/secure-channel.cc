/* SPDX-License-Identifier: GPL-2.0-only */
#include "secure-channel.h"

#include <algorithm>

namespace ns3
{

SecureChannel::SecureChannel(bool dialler, SecureChannelCounters& counters)
    : m_counters(counters),
      m_handshake(std::make_unique<SecureHandshake>(dialler)),
      m_dialler(dialler),
      m_receiveWindow(YamuxHeader::INITIAL_WINDOW - SecureHandshake::STREAM_OPENING_BYTES),
      m_consumed(SecureHandshake::STREAM_OPENING_BYTES),
      m_sendWindow(YamuxHeader::INITIAL_WINDOW - SecureHandshake::STREAM_OPENING_BYTES)
{
}

SecureChannel::~SecureChannel() = default;

void
SecureChannel::Start()
{
    Speak();
}

void
SecureChannel::SetParser(std::unique_ptr<StreamParser> parser)
{
    m_parser = std::move(parser);
}

uint32_t
SecureChannel::GetSendStream() const
{
    return m_dialler ? 1 : 2;
}

void
SecureChannel::Speak()
{
    Ptr<Packet> flight = m_handshake->TakeFlight();
    if (!flight)
    {
        return;
    }
    m_counters.sentBytes += flight->GetSize();
    if (m_outgoing)
    {
        m_outgoing->AddAtEnd(flight);
    }
    else
    {
        m_outgoing = flight;
    }
}

uint32_t
SecureChannel::Read(const uint8_t* bytes, uint32_t size)
{
    if (m_handshake)
    {
        // What follows the handshake waits until there is a parser for it.
        return ReadHandshake(bytes, size);
    }
    uint32_t taken = 0;
    while (taken < size && !HasFailed() && (taken == 0 || GetSkippable() == 0))
    {
        if (m_tagLeft > 0)
        {
            taken += ReadTag(size - taken);
        }
        else if (m_plaintextLeft > 0)
        {
            taken += ReadPlaintext(bytes + taken, size - taken);
        }
        else
        {
            taken += ReadLength(bytes + taken);
        }
    }
    return taken;
}

uint32_t
SecureChannel::ReadHandshake(const uint8_t* bytes, uint32_t size)
{
    const uint32_t taken = m_handshake->Read(bytes, size);
    m_counters.receivedBytes += taken;
    if (m_handshake->HasFailed())
    {
        m_failed = true;
        m_counters.malformed++;
        return taken;
    }
    Speak();
    if (m_handshake->IsDone())
    {
        m_handshake.reset();
    }
    return taken;
}

uint32_t
SecureChannel::ReadLength(const uint8_t* bytes)
{
    m_length = static_cast<uint16_t>(m_length << 8 | bytes[0]);
    m_counters.receivedBytes++;
    if (++m_lengthSize == NoiseHeader::LENGTH_SIZE)
    {
        m_lengthSize = 0;
        if (m_length < NoiseHeader::TAG_SIZE)
        {
            m_failed = true;
            m_counters.malformed++;
            return 1;
        }
        m_plaintextLeft = m_length - NoiseHeader::TAG_SIZE;
        m_tagLeft = NoiseHeader::TAG_SIZE;
    }
    return 1;
}

uint32_t
SecureChannel::ReadTag(uint32_t size)
{
    const uint32_t taken = std::min(size, m_tagLeft);
    m_tagLeft -= taken;
    m_counters.receivedBytes += taken;
    return taken;
}

uint32_t
SecureChannel::ReadPlaintext(const uint8_t* bytes, uint32_t size)
{
    const uint32_t inMessage = std::min(size, m_plaintextLeft);
    if (m_dataLeft == 0)
    {
        return ReadHeader(bytes, inMessage);
    }
    const uint32_t taken = m_parser->Read(bytes, std::min(inMessage, m_dataLeft));
    Consume(taken);
    return taken;
}

uint32_t
SecureChannel::ReadHeader(const uint8_t* bytes, uint32_t size)
{
    const uint32_t taken = std::min<uint32_t>(size, YamuxHeader::SIZE - m_headerSize);
    std::copy_n(bytes, taken, m_header.begin() + m_headerSize);
    m_headerSize += static_cast<uint8_t>(taken);
    m_plaintextLeft -= taken;
    m_counters.receivedBytes += taken;
    if (m_headerSize == YamuxHeader::SIZE)
    {
        m_headerSize = 0;
        YamuxHeader header;
        header.Read(m_header.data());
        HandleHeader(header);
    }
    return taken;
}

void
SecureChannel::HandleHeader(const YamuxHeader& header)
{
    const uint32_t receiveStream = m_dialler ? 2 : 1;
    const bool plain = header.version == 0 && header.flags == YamuxHeader::NONE;
    if (plain && header.type == YamuxHeader::DATA && header.stream == receiveStream &&
        header.length <= m_receiveWindow)
    {
        m_dataLeft = header.length;
        m_receiveWindow -= header.length;
        return;
    }
    if (plain && header.type == YamuxHeader::WINDOW_UPDATE && header.stream == GetSendStream() &&
        header.length <= UINT32_MAX - m_sendWindow)
    {
        m_sendWindow += header.length;
        return;
    }
    m_failed = true;
    m_counters.malformed++;
}

void
SecureChannel::Consume(uint32_t size)
{
    m_plaintextLeft -= size;
    m_dataLeft -= size;
    m_frameBytes += size;
    m_consumed += size;
}

uint64_t
SecureChannel::GetSkippable() const
{
    if (m_tagLeft > 0)
    {
        return 0;
    }
    const uint32_t data = std::min(m_plaintextLeft, m_dataLeft);
    return m_parser ? std::min<uint64_t>(data, m_parser->GetSkippable()) : data;
}

void
SecureChannel::Skip(uint64_t size)
{
    Consume(static_cast<uint32_t>(size));
    if (m_parser)
    {
        m_parser->Skip(size);
    }
}

bool
SecureChannel::HasFailed() const
{
    return m_failed || (m_parser && m_parser->HasFailed());
}

uint32_t
SecureChannel::TakeFrameBytes()
{
    const uint32_t bytes = m_frameBytes;
    m_frameBytes = 0;
    return bytes;
}

uint32_t
SecureChannel::Seal(Ptr<const Packet> frame, uint32_t offset)
{
    if (m_outgoing || m_handshake)
    {
        return 0;
    }
    if (m_sendLeft == 0 && OwesWindowUpdate())
    {
        m_outgoing = Create<Packet>();
        m_outgoing->AddHeader(YamuxHeader(YamuxHeader::WINDOW_UPDATE,
                                          YamuxHeader::NONE,
                                          m_dialler ? 2 : 1,
                                          m_consumed));
        m_receiveWindow += m_consumed;
        m_consumed = 0;
        m_outgoing->AddHeader(NoiseHeader(m_outgoing->GetSize()));
        m_counters.sentBytes += m_outgoing->GetSize();
        return 0;
    }
    if (!frame || (m_sendLeft == 0 && m_sendWindow == 0))
    {
        return 0;
    }
    const bool begins = m_sendLeft == 0;
    if (begins)
    {
        m_sendLeft = std::min(frame->GetSize() - offset, m_sendWindow);
        m_sendWindow -= m_sendLeft;
    }
    const uint32_t header = begins ? YamuxHeader::SIZE : 0;
    const uint32_t piece = std::min(m_sendLeft, NoiseHeader::MAX_PLAINTEXT - header);
    m_outgoing = frame->CreateFragment(offset, piece);
    if (begins)
    {
        m_outgoing->AddHeader(
            YamuxHeader(YamuxHeader::DATA, YamuxHeader::NONE, GetSendStream(), m_sendLeft));
    }
    m_sendLeft -= piece;
    m_outgoing->AddHeader(NoiseHeader(m_outgoing->GetSize()));
    m_counters.sentBytes += m_outgoing->GetSize() - piece;
    return piece;
}

Ptr<Packet>
SecureChannel::PeekOutgoing(uint32_t size) const
{
    const uint32_t left = m_outgoing->GetSize() - m_outgoingOffset;
    return m_outgoing->CreateFragment(m_outgoingOffset, std::min(size, left));
}

void
SecureChannel::RemoveOutgoing(uint32_t size)
{
    m_outgoingOffset += size;
    if (m_outgoingOffset == m_outgoing->GetSize())
    {
        m_outgoing = nullptr;
        m_outgoingOffset = 0;
    }
}

} // namespace ns3
