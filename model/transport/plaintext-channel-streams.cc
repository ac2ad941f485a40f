/* SPDX-License-Identifier: GPL-2.0-only */

// PlaintextChannel: the streams of yamux, and the protocols that are proposed on them.

#include "plaintext-channel.h"

#include <algorithm>

namespace ns3
{

PlaintextChannel::Stream*
PlaintextChannel::FindById(uint32_t id)
{
    const auto found = std::find_if(m_streams.begin(), m_streams.end(), [id](const auto& stream) {
        return stream.id == id;
    });
    return found == m_streams.end() ? nullptr : &*found;
}

const PlaintextChannel::Stream*
PlaintextChannel::FindOwn(uint32_t number) const
{
    const auto found =
        std::find_if(m_streams.begin(), m_streams.end(), [number](const auto& stream) {
            return stream.isOwn && stream.number == number;
        });
    return found == m_streams.end() ? nullptr : &*found;
}

void
PlaintextChannel::Erase(uint32_t id)
{
    m_streams.erase(std::find_if(m_streams.begin(), m_streams.end(), [id](const auto& stream) {
        return stream.id == id;
    }));
}

std::string
PlaintextChannel::GetIdOf(uint32_t number) const
{
    return number == StreamProtocols::NO_STREAM ? StreamProtocols::IDENTIFY_ID
                                                : m_protocols.GetId(number);
}

bool
PlaintextChannel::HasStream(uint32_t number) const
{
    return FindOwn(number) != nullptr;
}

void
PlaintextChannel::OpenStream(uint32_t number)
{
    if (m_session.CanOpen())
    {
        Propose(number);
        return;
    }
    m_streams.push_back({0, true, number, nullptr});
    m_parser->HasAnswered(number, false);
}

void
PlaintextChannel::Propose(uint32_t number)
{
    const uint32_t id = m_session.Open();
    m_streams.push_back({id, true, number, std::make_unique<Selection>()});
    SayOn(id,
          MultistreamLines::Encode(MultistreamLines::GREETING) +
              MultistreamLines::Encode(GetIdOf(number)));
}

void
PlaintextChannel::StreamOpened(uint32_t id)
{
    m_streams.push_back({id, false, StreamProtocols::NO_STREAM, std::make_unique<Selection>()});
}

void
PlaintextChannel::StreamFinished(uint32_t id)
{
    Stream* stream = FindById(id);
    if (!stream)
    {
        return;
    }
    if (stream->isOwn && !stream->selection && stream->number != StreamProtocols::NO_STREAM)
    {
        // The other side has nothing to say here, and may still read.
        return;
    }
    m_session.Finish(id);
    StreamReset(id);
}

void
PlaintextChannel::StreamReset(uint32_t id)
{
    Stream* stream = FindById(id);
    if (!stream)
    {
        return;
    }
    if (stream->isOwn && stream->number != StreamProtocols::NO_STREAM)
    {
        Refuse(*stream);
        return;
    }
    const uint32_t number = stream->isOwn ? StreamProtocols::NO_STREAM : stream->number;
    Erase(id);
    if (number != StreamProtocols::NO_STREAM)
    {
        m_parser->HasClosed(number);
    }
}

void
PlaintextChannel::Refuse(Stream& stream)
{
    stream.id = 0;
    stream.selection = nullptr;
    const uint32_t number = stream.number;
    m_parser->HasAnswered(number, false);
}

void
PlaintextChannel::Break(uint32_t id)
{
    m_counters.brokenStreams++;
    m_session.Reset(id);
    StreamReset(id);
}

uint32_t
PlaintextChannel::GetDataNumber() const
{
    const uint32_t id = m_session.GetDataStream();
    const auto found = std::find_if(m_streams.begin(), m_streams.end(), [id](const auto& stream) {
        return stream.id == id && id != 0;
    });
    if (found == m_streams.end())
    {
        return StreamProtocols::NO_STREAM;
    }
    const bool isIdentify = found->isOwn && found->number == StreamProtocols::NO_STREAM;
    return isIdentify     ? m_protocols.GetIdentifyStream()
           : found->isOwn ? StreamProtocols::NO_STREAM
                          : found->number;
}

void
PlaintextChannel::Select()
{
    const Stream* stream = FindById(m_session.GetDataStream());
    if (m_parser && m_session.GetDataLeft() > 0 && !(stream && stream->selection))
    {
        m_parser->Select(GetDataNumber());
    }
}

void
PlaintextChannel::CountData(bool isOfFrames, uint32_t size)
{
    m_frameBytes += isOfFrames ? size : 0;
    m_counters.receivedBytes += isOfFrames ? 0 : size;
}

uint32_t
PlaintextChannel::ReadData(const uint8_t* bytes, uint32_t size)
{
    const uint32_t id = m_session.GetDataStream();
    Stream* stream = FindById(id);
    if (!stream || !stream->selection)
    {
        const bool isOfFrames = stream && stream->IsOfFrames();
        const uint32_t taken = m_parser->Read(bytes, size);
        CountData(isOfFrames, taken);
        if (!m_parser->HasFailed())
        {
            m_session.Consume(taken);
        }
        return taken;
    }
    MultistreamLines& lines = stream->selection->lines;
    const uint32_t taken = lines.Read(bytes, size);
    m_counters.receivedBytes += taken;
    if (lines.HasFailed())
    {
        Break(id);
    }
    else if (lines.HasLine())
    {
        const std::string line = lines.TakeLine();
        stream->isOwn ? HandleAnswer(*stream, line) : HandleProposal(*stream, line);
    }
    m_session.Consume(taken);
    Select();
    return taken;
}

void
PlaintextChannel::HandleAnswer(Stream& stream, const std::string& line)
{
    if (!stream.selection->hasGreeted && line == MultistreamLines::GREETING)
    {
        stream.selection->hasGreeted = true;
        return;
    }
    const uint32_t id = stream.id;
    if (!stream.selection->hasGreeted || line != GetIdOf(stream.number))
    {
        m_counters.brokenStreams += line == MultistreamLines::NOT_AVAILABLE ? 0 : 1;
        m_session.Reset(id);
        StreamReset(id);
        return;
    }
    stream.selection = nullptr;
    if (stream.number == StreamProtocols::NO_STREAM)
    {
        // Identify has no request.
        m_session.Finish(id);
        return;
    }
    m_parser->HasAnswered(stream.number, true);
}

void
PlaintextChannel::HandleProposal(Stream& stream, const std::string& line)
{
    Selection& selection = *stream.selection;
    const uint32_t id = stream.id;
    if (!selection.hasGreeted)
    {
        selection.hasGreeted = true;
        line == MultistreamLines::GREETING ? SayOn(id, MultistreamLines::Encode(line)) : Break(id);
        return;
    }
    if (line == StreamProtocols::IDENTIFY_ID && m_identify)
    {
        AnswerIdentify(stream);
        return;
    }
    const uint32_t number = m_protocols.FindId(line);
    if (number < m_protocols.GetN())
    {
        Settle(stream, number);
        return;
    }
    m_counters.refusedStreams++;
    ++selection.nProposals < MAX_PROPOSALS
        ? SayOn(id, MultistreamLines::Encode(MultistreamLines::NOT_AVAILABLE))
        : Break(id);
}

void
PlaintextChannel::AnswerIdentify(Stream& stream)
{
    const uint32_t id = stream.id;
    const Ptr<const Packet> body = m_identify->GetBody();
    std::string bytes = MultistreamLines::Encode(StreamProtocols::IDENTIFY_ID);
    const std::size_t lineSize = bytes.size();
    bytes.resize(lineSize + body->GetSize());
    body->CopyData(reinterpret_cast<uint8_t*>(&bytes[lineSize]), body->GetSize());
    stream.selection = nullptr;
    SayOn(id, bytes);
    m_session.Finish(id);
}

void
PlaintextChannel::Settle(Stream& stream, uint32_t number)
{
    const uint32_t id = stream.id;
    const auto earlier = std::find_if(m_streams.begin(), m_streams.end(), [&](const Stream& other) {
        return !other.isOwn && other.number == number;
    });
    const uint32_t earlierId = earlier == m_streams.end() ? 0 : earlier->id;
    stream.selection = nullptr;
    SayOn(id, MultistreamLines::Encode(m_protocols.GetId(number)));
    if (earlierId != 0)
    {
        m_session.Reset(earlierId);
        StreamReset(earlierId);
    }
    if (Stream* settled = FindById(id))
    {
        settled->number = number;
        m_parser->HasOpened(number);
    }
}

} // namespace ns3
