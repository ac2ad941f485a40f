/* SPDX-License-Identifier: GPL-2.0-only */
#include "secure-channel.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// The first line of multistream-select, and the line that refuses a protocol.
const std::string GREETING = "/multistream/1.0.0";
const std::string NOT_AVAILABLE = "na";
/// Bytes of the length before a line and the newline after it.
constexpr uint32_t LINE_BYTES = 2;
/// Longest line, with length and newline.
constexpr uint32_t MAX_LINE = 128;

Ptr<Packet>
MakeYamuxFrame(YamuxHeader::Type type,
               YamuxHeader::Flag flags,
               uint32_t id,
               const std::string& data = std::string())
{
    const auto size = static_cast<uint32_t>(data.size());
    Ptr<Packet> frame = Create<Packet>(reinterpret_cast<const uint8_t*>(data.data()), size);
    frame->AddHeader(YamuxHeader(type, flags, id, size));
    frame->AddHeader(NoiseHeader(frame->GetSize()));
    return frame;
}

/// A line of multistream-select as data of a stream.
Ptr<Packet>
MakeLine(uint32_t id, const std::string& text)
{
    return MakeYamuxFrame(YamuxHeader::DATA,
                          YamuxHeader::NONE,
                          id,
                          static_cast<char>(text.size() + 1) + text + '\n');
}

} // namespace

SecureChannel::SecureChannel(bool dialler,
                             const StreamProtocols& protocols,
                             SecureChannelCounters& counters)
    : m_protocols(protocols),
      m_counters(counters),
      m_handshake(std::make_unique<SecureHandshake>(dialler)),
      m_dialler(dialler)
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

void
SecureChannel::SetDemultiplexer(std::unique_ptr<Demultiplexer> parser)
{
    m_demultiplexer = parser.get();
    m_parser = std::move(parser);
}

void
SecureChannel::TellOpened()
{
    for (const Inbound& in : m_inbound)
    {
        if (in.stream != StreamProtocols::NO_STREAM)
        {
            m_demultiplexer->HasOpened(in.stream);
        }
    }
}

uint32_t
SecureChannel::GetOpeningBytes(const std::string& id)
{
    return static_cast<uint32_t>(GREETING.size() + id.size()) + 2 * LINE_BYTES;
}

void
SecureChannel::Fail()
{
    m_counters.malformed += m_failed ? 0 : 1;
    m_failed = true;
}

void
SecureChannel::Speak()
{
    if (Ptr<Packet> flight = m_handshake->TakeFlight())
    {
        Say(flight);
    }
    if (m_handshake->IsDone())
    {
        m_handshake.reset();
        OpenStream(0);
    }
}

void
SecureChannel::Say(Ptr<Packet> words)
{
    m_counters.sentBytes += words->GetSize();
    // Nothing may be sent within a yamux frame that spans several Noise messages.
    Ptr<Packet>& waiting = m_sendLeft > 0 ? m_words : m_outgoingTail ? m_outgoingTail : m_outgoing;
    if (waiting)
    {
        waiting->AddAtEnd(words);
    }
    else
    {
        waiting = words;
    }
}

void
SecureChannel::SayStream(YamuxHeader::Flag flag, uint32_t id, const std::string& line)
{
    Ptr<Packet> words = MakeYamuxFrame(YamuxHeader::WINDOW_UPDATE, flag, id);
    words->AddAtEnd(MakeLine(id, GREETING));
    words->AddAtEnd(MakeLine(id, line));
    Say(words);
}

void
SecureChannel::OpenStream(uint32_t stream)
{
    const auto before = static_cast<uint32_t>(m_outbound.size());
    const std::string id = m_protocols.GetId(stream);
    Outbound out;
    out.id = 2 * before + (m_dialler ? 1 : 2);
    out.stream = stream;
    out.window = YamuxHeader::INITIAL_WINDOW - GetOpeningBytes(id);
    m_outbound.push_back(out);
    SayStream(YamuxHeader::SYN, out.id, id);
}

uint32_t
SecureChannel::Read(const uint8_t* bytes, uint32_t size)
{
    if (m_handshake)
    {
        return ReadHandshake(bytes, size);
    }
    const bool wasEstablished = m_isEstablished;
    uint32_t taken = 0;
    // Bytes after the establishment wait until there is a parser for them.
    while (taken < size && !HasFailed() && m_isEstablished == wasEstablished &&
           (taken == 0 || GetSkippable() == 0))
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
        Fail();
        return taken;
    }
    Speak();
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
            Fail();
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
    if (m_line)
    {
        return ReadLine(bytes, std::min(inMessage, m_dataLeft));
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
        if (!HandleHeader(header))
        {
            Fail();
        }
    }
    return taken;
}

bool
SecureChannel::HandleHeader(const YamuxHeader& header)
{
    if (header.version != 0)
    {
        return false;
    }
    if (header.type == YamuxHeader::DATA && header.flags == YamuxHeader::NONE)
    {
        return HandleData(header);
    }
    if (header.type != YamuxHeader::WINDOW_UPDATE)
    {
        return false;
    }
    if (header.flags != YamuxHeader::NONE)
    {
        return header.length == 0 && HandleStream(header);
    }
    Outbound* out = FindOutboundById(header.stream);
    if (!out || out->state != Outbound::OPEN || header.length > UINT32_MAX - out->window)
    {
        return false;
    }
    out->window += header.length;
    return true;
}

bool
SecureChannel::HandleStream(const YamuxHeader& header)
{
    if (header.flags == YamuxHeader::ACK)
    {
        Outbound* out = FindOutboundById(header.stream);
        if (!out || out->state != Outbound::OPENING)
        {
            return false;
        }
        out->state = Outbound::ACKED;
        return true;
    }
    if (header.flags != YamuxHeader::SYN || m_nInbound == MAX_STREAMS ||
        header.stream != 2U * m_nInbound + (m_dialler ? 2 : 1))
    {
        return false;
    }
    m_nInbound++;
    Inbound in;
    in.id = header.stream;
    m_inbound.push_back(in);
    return true;
}

bool
SecureChannel::HandleData(const YamuxHeader& header)
{
    m_current = FindInboundById(header.stream);
    const Outbound* out = nullptr;
    if (m_current < m_inbound.size())
    {
        Inbound& in = m_inbound[m_current];
        if (header.length > in.window)
        {
            return false;
        }
        in.window -= header.length;
        if (in.stream != StreamProtocols::NO_STREAM)
        {
            m_dataLeft = header.length;
            if (m_demultiplexer)
            {
                m_demultiplexer->Select(in.stream);
            }
            return m_isEstablished;
        }
    }
    else
    {
        out = FindOutboundById(header.stream);
        if (!out || out->state != Outbound::ACKED)
        {
            return false;
        }
    }
    if (header.length < LINE_BYTES || header.length > MAX_LINE)
    {
        return false;
    }
    m_isAnswer = out != nullptr;
    m_current = m_isAnswer ? static_cast<uint32_t>(out - m_outbound.data()) : m_current;
    m_dataLeft = header.length;
    m_line = std::make_unique<std::string>();
    return true;
}

uint32_t
SecureChannel::ReadLine(const uint8_t* bytes, uint32_t size)
{
    m_line->append(reinterpret_cast<const char*>(bytes), size);
    m_plaintextLeft -= size;
    m_dataLeft -= size;
    m_counters.receivedBytes += size;
    if (m_dataLeft > 0)
    {
        return size;
    }
    const std::unique_ptr<std::string> line = std::move(m_line);
    if (static_cast<uint8_t>(line->front()) != line->size() - 1 || line->back() != '\n')
    {
        Fail();
        return size;
    }
    const std::string text = line->substr(1, line->size() - LINE_BYTES);
    if (!(m_isAnswer ? HandleOutboundLine(text) : HandleInboundLine(text)))
    {
        Fail();
    }
    return size;
}

bool
SecureChannel::HandleInboundLine(const std::string& line)
{
    Inbound& in = m_inbound[m_current];
    if (!in.hasGreeted)
    {
        in.hasGreeted = true;
        in.consumed += static_cast<uint32_t>(line.size()) + LINE_BYTES;
        return line == GREETING;
    }
    in.consumed += static_cast<uint32_t>(line.size()) + LINE_BYTES;
    const uint32_t stream = m_protocols.FindId(line);
    const bool accepts =
        stream != StreamProtocols::NO_STREAM &&
        std::none_of(m_inbound.begin(), m_inbound.end(), [stream](const Inbound& other) {
            return other.stream == stream;
        });
    SayStream(YamuxHeader::ACK, in.id, accepts ? line : NOT_AVAILABLE);
    if (!accepts)
    {
        m_inbound.erase(m_inbound.begin() + m_current);
        return true;
    }
    in.stream = stream;
    if (m_demultiplexer)
    {
        m_demultiplexer->HasOpened(stream);
    }
    return true;
}

bool
SecureChannel::HandleOutboundLine(const std::string& line)
{
    Outbound& out = m_outbound[m_current];
    if (!out.hasGreeted)
    {
        out.hasGreeted = true;
        return line == GREETING;
    }
    const bool accepted = line == m_protocols.GetId(out.stream);
    if (!accepted && line != NOT_AVAILABLE)
    {
        return false;
    }
    out.state = accepted ? Outbound::OPEN : Outbound::REFUSED;
    m_isEstablished = true;
    if (m_demultiplexer)
    {
        m_demultiplexer->HasAnswered(out.stream, accepted);
    }
    return true;
}

SecureChannel::Outbound*
SecureChannel::FindOutboundById(uint32_t id)
{
    const auto found = std::find_if(m_outbound.begin(), m_outbound.end(), [id](const auto& out) {
        return out.id == id;
    });
    return found == m_outbound.end() ? nullptr : &*found;
}

uint32_t
SecureChannel::FindInboundById(uint32_t id) const
{
    const auto found = std::find_if(m_inbound.begin(), m_inbound.end(), [id](const auto& in) {
        return in.id == id;
    });
    return static_cast<uint32_t>(found - m_inbound.begin());
}

void
SecureChannel::Consume(uint32_t size)
{
    m_plaintextLeft -= size;
    m_dataLeft -= size;
    m_frameBytes += size;
    m_inbound[m_current].consumed += size;
}

uint64_t
SecureChannel::GetSkippable() const
{
    if (m_tagLeft > 0 || m_line)
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
SecureChannel::Seal(Ptr<const Packet> frame,
                    uint32_t offset,
                    uint32_t stream,
                    Ptr<const Packet> tail)
{
    if (m_outgoing || !m_isEstablished)
    {
        return 0;
    }
    if (m_sendLeft == 0 && m_words)
    {
        m_outgoing = m_words;
        m_words = nullptr;
        return 0;
    }
    if (m_sendLeft == 0 && OwesWindowUpdate())
    {
        Inbound& in = *std::find_if(m_inbound.begin(), m_inbound.end(), [](const auto& inbound) {
            return inbound.consumed >= YamuxHeader::INITIAL_WINDOW / 2;
        });
        m_outgoing = Create<Packet>();
        m_outgoing->AddHeader(
            YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::NONE, in.id, in.consumed));
        in.window += in.consumed;
        in.consumed = 0;
        m_outgoing->AddHeader(NoiseHeader(m_outgoing->GetSize()));
        m_counters.sentBytes += m_outgoing->GetSize();
        return 0;
    }
    if (!frame || (m_sendLeft == 0 && !CanSend(stream)))
    {
        return 0;
    }
    const bool begins = m_sendLeft == 0;
    Outbound& out = const_cast<Outbound&>(*FindOutbound(stream));
    const uint32_t bodySize = frame->GetSize();
    if (begins)
    {
        const uint32_t size = bodySize + (tail ? tail->GetSize() : 0);
        m_sendLeft = std::min(size - offset, out.window);
        out.window -= m_sendLeft;
    }
    const uint32_t header = begins ? YamuxHeader::SIZE : 0;
    const uint32_t piece = std::min(m_sendLeft, NoiseHeader::MAX_PLAINTEXT - header);
    const uint32_t ofBody = offset < bodySize ? std::min(piece, bodySize - offset) : 0;
    const uint32_t ofTail = piece - ofBody;
    m_outgoing = ofBody > 0 ? frame->CreateFragment(offset, ofBody) : Create<Packet>();
    m_outgoingTail =
        ofTail > 0 ? tail->CreateFragment(offset + ofBody - bodySize, ofTail) : nullptr;
    if (begins)
    {
        m_outgoing->AddHeader(
            YamuxHeader(YamuxHeader::DATA, YamuxHeader::NONE, out.id, m_sendLeft));
    }
    m_sendLeft -= piece;
    m_outgoing->AddHeader(NoiseHeader(m_outgoing->GetSize() + ofTail));
    m_counters.sentBytes += m_outgoing->GetSize() - ofBody;
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
        m_outgoing = m_outgoingTail;
        m_outgoingTail = nullptr;
        m_outgoingOffset = 0;
    }
}

} // namespace ns3
