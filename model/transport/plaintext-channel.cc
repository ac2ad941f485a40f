/* SPDX-License-Identifier: GPL-2.0-only */
#include "plaintext-channel.h"

#include "plaintext-exchange.h"

#include "ns3/abort.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>

namespace ns3
{

PlaintextChannel::PlaintextChannel(bool dialler,
                                   const StreamProtocols& protocols,
                                   SecureChannelCounters& counters,
                                   const Ed25519Key& key)
    : m_protocols(protocols),
      m_counters(counters),
      m_key(key),
      m_session(dialler, *this),
      m_dialler(dialler)
{
}

PlaintextChannel::~PlaintextChannel() = default;

void
PlaintextChannel::Start()
{
    if (m_dialler)
    {
        Say({MultistreamLines::GREETING, PlaintextExchange::PROTOCOL_ID});
    }
}

bool
PlaintextChannel::IsEstablished() const
{
    return m_phase == Phase::STREAMS;
}

bool
PlaintextChannel::IsFirstAccepted() const
{
    const Stream* first = FindOwn(0);
    return IsEstablished() && (!first || first->id != 0);
}

bool
PlaintextChannel::NeedsDemultiplexer() const
{
    return true;
}

bool
PlaintextChannel::OfferIdentify(Ptr<const StreamFrame> message)
{
    m_identify = message;
    return true;
}

void
PlaintextChannel::SetParser(std::unique_ptr<StreamParser>)
{
    NS_ABORT_MSG("PlaintextChannel: a connection has several streams (SetDemultiplexer)");
}

void
PlaintextChannel::SetDemultiplexer(std::unique_ptr<Demultiplexer> parser)
{
    m_parser = std::move(parser);
    Propose(StreamProtocols::NO_STREAM);
}

void
PlaintextChannel::TellOpened()
{
    for (const Stream& stream : m_streams)
    {
        if (!stream.isOwn && stream.number != StreamProtocols::NO_STREAM)
        {
            m_parser->HasOpened(stream.number);
        }
    }
}

void
PlaintextChannel::Fail()
{
    if (m_failed)
    {
        return;
    }
    m_failed = true;
    m_counters.malformed++;
    if (m_phase == Phase::STREAMS)
    {
        m_session.Leave(YamuxSession::PROTOCOL_ERROR);
    }
}

bool
PlaintextChannel::SayGoodbye()
{
    return m_phase == Phase::STREAMS && m_session.Leave(YamuxSession::NORMAL);
}

void
PlaintextChannel::Say(const uint8_t* bytes, std::size_t size)
{
    const auto added = static_cast<uint32_t>(size);
    m_outgoing.push_back(Create<Packet>(bytes, added));
    m_outgoingBytes += added;
    m_counters.sentBytes += added;
    if (m_outgoingBytes > MAX_WORDS)
    {
        Fail();
    }
}

void
PlaintextChannel::Say(const std::vector<std::string>& lines)
{
    std::string bytes;
    for (const std::string& line : lines)
    {
        bytes += MultistreamLines::Encode(line);
    }
    Say(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

void
PlaintextChannel::SendHeader(const YamuxHeader& header)
{
    uint8_t bytes[YamuxHeader::SIZE];
    header.Write(bytes);
    Say(bytes, YamuxHeader::SIZE);
}

void
PlaintextChannel::SayOn(uint32_t id, const std::string& bytes)
{
    if (m_session.GetWindow(id) < bytes.size())
    {
        Break(id);
        return;
    }
    m_session.Send(id, static_cast<uint32_t>(bytes.size()));
    Say(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

bool
PlaintextChannel::HasOutgoing() const
{
    return !m_outgoing.empty();
}

bool
PlaintextChannel::OwesWords() const
{
    return false;
}

bool
PlaintextChannel::IsInYamuxFrame() const
{
    return false;
}

Ptr<Packet>
PlaintextChannel::PeekOutgoing(uint32_t size) const
{
    const Ptr<const Packet>& first = m_outgoing.front();
    return first->CreateFragment(m_outgoingOffset,
                                 std::min(size, first->GetSize() - m_outgoingOffset));
}

void
PlaintextChannel::RemoveOutgoing(uint32_t size)
{
    m_outgoingOffset += size;
    m_outgoingBytes -= size;
    if (m_outgoingOffset == m_outgoing.front()->GetSize())
    {
        m_outgoing.pop_front();
        m_outgoingOffset = 0;
    }
}

bool
PlaintextChannel::CanSend(uint32_t number) const
{
    const Stream* stream = FindOwn(number);
    return stream && !stream->selection && m_session.GetWindow(stream->id) > 0;
}

uint32_t
PlaintextChannel::Seal(Ptr<const Packet> frame,
                       uint32_t offset,
                       uint32_t number,
                       Ptr<const Packet> tail)
{
    if (HasOutgoing() || !frame || !CanSend(number))
    {
        return 0;
    }
    const uint32_t id = FindOwn(number)->id;
    const uint32_t bodySize = frame->GetSize();
    const uint32_t size = bodySize + (tail ? tail->GetSize() : 0) - offset;
    const uint32_t piece = std::min({size, m_session.GetWindow(id), YamuxSession::MAX_DATA});
    const uint32_t ofBody = offset < bodySize ? std::min(piece, bodySize - offset) : 0;
    m_session.Send(id, piece);
    m_outgoingBytes += piece;
    if (ofBody > 0)
    {
        // The header, which Send() has made outgoing, goes in one packet with the body.
        Ptr<Packet> sealed = frame->CreateFragment(offset, ofBody);
        sealed->AddHeader(YamuxHeader(YamuxHeader::DATA, YamuxHeader::NONE, id, piece));
        m_outgoing.back() = sealed;
    }
    if (ofBody < piece)
    {
        m_outgoing.push_back(tail->CreateFragment(offset + ofBody - bodySize, piece - ofBody));
    }
    return piece;
}

uint32_t
PlaintextChannel::Read(const uint8_t* bytes, uint32_t size)
{
    const bool wasEstablished = IsEstablished();
    uint32_t taken = 0;
    // Bytes after the establishment wait until there is a parser for them.
    while (taken < size && !HasFailed() && IsEstablished() == wasEstablished &&
           (taken == 0 || GetSkippable() == 0))
    {
        taken += ReadPhase(bytes + taken, size - taken);
    }
    return taken;
}

uint32_t
PlaintextChannel::ReadPhase(const uint8_t* bytes, uint32_t size)
{
    uint32_t taken = 0;
    if (m_phase == Phase::STREAMS && m_session.GetDataLeft() > 0)
    {
        return ReadData(bytes, std::min(size, m_session.GetDataLeft()));
    }
    if (m_phase == Phase::STREAMS)
    {
        taken = m_session.ReadHeader(bytes, size);
        m_session.HasFailed() ? Fail() : Select();
    }
    else
    {
        taken = m_phase == Phase::EXCHANGE ? ReadExchange(bytes, size) : ReadHandshake(bytes, size);
    }
    m_counters.receivedBytes += taken;
    return taken;
}

uint32_t
PlaintextChannel::ReadHandshake(const uint8_t* bytes, uint32_t size)
{
    MultistreamLines& lines = m_selection.lines;
    const uint32_t taken = lines.Read(bytes, size);
    if (lines.HasFailed() || (lines.HasLine() && !HandleHandshake(lines.TakeLine())))
    {
        Fail();
    }
    return taken;
}

bool
PlaintextChannel::HandleHandshake(const std::string& line)
{
    const bool isSecurity = m_phase == Phase::SECURITY;
    const std::string id = isSecurity ? PlaintextExchange::PROTOCOL_ID : MUXER_ID;
    if (!m_selection.hasGreeted)
    {
        m_selection.hasGreeted = true;
        if (!m_dialler)
        {
            Say({MultistreamLines::GREETING});
        }
        return line == MultistreamLines::GREETING;
    }
    if (line != id)
    {
        if (!m_dialler)
        {
            Say({MultistreamLines::NOT_AVAILABLE});
        }
        return !m_dialler && ++m_selection.nProposals < MAX_PROPOSALS;
    }
    m_selection = Selection();
    if (!m_dialler)
    {
        Say({id});
    }
    if (isSecurity)
    {
        const std::vector<uint8_t> exchange = PlaintextExchange::Encode(m_key);
        Say(exchange.data(), exchange.size());
        m_phase = Phase::EXCHANGE;
    }
    else
    {
        m_phase = Phase::STREAMS;
    }
    return true;
}

uint32_t
PlaintextChannel::ReadExchange(const uint8_t* bytes, uint32_t size)
{
    // Byte by byte, since the bytes after the message belong to what follows.
    m_exchange.push_back(bytes[0]);
    const uint8_t* cursor = m_exchange.data();
    const uint8_t* end = cursor + m_exchange.size();
    uint64_t length = 0;
    const protobuf::ReadResult result = protobuf::ReadVarint(cursor, end, length);
    if (result == protobuf::ReadResult::TRUNCATED)
    {
        return 1;
    }
    if (result == protobuf::ReadResult::MALFORMED || length == 0 ||
        length > PlaintextExchange::MAX_SIZE)
    {
        Fail();
        return 1;
    }
    const auto missing = static_cast<uint32_t>(length - static_cast<uint64_t>(end - cursor));
    const uint32_t piece = std::min(missing, size - 1);
    m_exchange.insert(m_exchange.end(), bytes + 1, bytes + 1 + piece);
    if (piece < missing)
    {
        return 1 + piece;
    }
    const std::vector<uint8_t> message(m_exchange.end() - static_cast<std::ptrdiff_t>(length),
                                       m_exchange.end());
    std::vector<uint8_t>().swap(m_exchange);
    if (!PlaintextExchange::Decode(message, m_peerId))
    {
        Fail();
        return 1 + piece;
    }
    m_phase = Phase::MUXER;
    if (m_dialler)
    {
        Say({MultistreamLines::GREETING, MUXER_ID});
    }
    return 1 + piece;
}

uint64_t
PlaintextChannel::GetSkippable() const
{
    const uint32_t left = m_phase == Phase::STREAMS ? m_session.GetDataLeft() : 0;
    if (left == 0 || !m_parser)
    {
        return left;
    }
    const uint32_t id = m_session.GetDataStream();
    const bool isSelecting =
        std::any_of(m_streams.begin(), m_streams.end(), [id](const Stream& stream) {
            return stream.id == id && stream.selection;
        });
    return isSelecting ? 0 : std::min<uint64_t>(left, m_parser->GetSkippable());
}

void
PlaintextChannel::Skip(uint64_t size)
{
    if (m_parser)
    {
        m_parser->Skip(size);
    }
    const Stream* stream = FindById(m_session.GetDataStream());
    CountData(stream && stream->IsOfFrames(), static_cast<uint32_t>(size));
    m_session.Consume(static_cast<uint32_t>(size));
}

bool
PlaintextChannel::HasFailed() const
{
    return m_failed || (m_parser && m_parser->HasFailed());
}

bool
PlaintextChannel::IsMalformed() const
{
    return m_failed;
}

uint32_t
PlaintextChannel::TakeFrameBytes()
{
    const uint32_t bytes = m_frameBytes;
    m_frameBytes = 0;
    return bytes;
}

} // namespace ns3
