/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-parser.h"

#include "whisper-decoder.h"

#include "ns3/rlp-reader.h"

#include <algorithm>

namespace ns3
{

namespace
{

/** Code of a packet that consists of a list of envelopes and more. */
constexpr auto SYNC_RESPONSE = static_cast<uint64_t>(WhisperCode::SYNC_RESPONSE);

} // namespace

WhisperParser::WhisperParser(WhisperDialect dialect,
                             Ptr<WhisperEnvelopePool> pool,
                             uint32_t maxSize,
                             Sink& sink,
                             bool isDevp2p)
    : RlpxParser(maxSize, isDevp2p),
      m_dialect(dialect),
      m_sink(sink),
      m_envelopes(pool)
{
}

void
WhisperParser::BeginPacket(uint64_t code, uint64_t size)
{
    using Form = WhisperEnvelopesParser::Form;
    m_code = code;
    m_left = size;
    m_startSize = 0;
    const bool isMessages = m_code == static_cast<uint64_t>(WhisperCode::MESSAGES);
    const bool isP2pMessage = m_code == static_cast<uint64_t>(WhisperCode::P2P_MESSAGE);
    const bool isP2pRequest = m_code == static_cast<uint64_t>(WhisperCode::P2P_REQUEST);
    if (isMessages || isP2pMessage || isP2pRequest)
    {
        if (size == 0)
        {
            Fail(isP2pRequest ? WhisperError::BAD_P2P_REQUEST : WhisperError::BAD_ENVELOPES);
            return;
        }
        m_envelopes.Start(size,
                          isMessages     ? Form::LIST
                          : isP2pMessage ? Form::LIST_OR_ENVELOPE
                                         : Form::ENVELOPE);
        m_part = Part::ENVELOPES;
        return;
    }
    if (m_code == SYNC_RESPONSE && m_dialect == WhisperDialect::WHISPER_6 && size > 0)
    {
        m_part = Part::SYNC;
        return;
    }
    m_part = WhisperDecoder::Knows(m_dialect, m_code) ? Part::STORED : Part::IGNORED;
}

uint64_t
WhisperParser::ReadPacket(const uint8_t* bytes, uint64_t size)
{
    uint64_t taken = size;
    switch (m_part)
    {
    case Part::SYNC:
        taken = 1;
        m_left--;
        ReadSync(*bytes);
        return taken;
    case Part::ENVELOPES:
        taken = std::min(size, m_envelopes.GetLeft());
        if (!m_envelopes.Read(bytes, taken))
        {
            Fail(m_code == static_cast<uint64_t>(WhisperCode::P2P_REQUEST)
                     ? WhisperError::BAD_P2P_REQUEST
                     : WhisperError::BAD_ENVELOPES);
        }
        else if (m_envelopes.GetLeft() == 0)
        {
            EndEnvelopes();
        }
        break;
    case Part::STORED:
        m_packet.insert(m_packet.end(), bytes, bytes + taken);
        break;
    case Part::IGNORED:
        break;
    }
    m_left -= taken;
    return taken;
}

uint64_t
WhisperParser::GetPacketSkippable() const
{
    switch (m_part)
    {
    case Part::ENVELOPES:
        return m_envelopes.GetSkippable();
    case Part::IGNORED:
        return m_left;
    default:
        return 0;
    }
}

void
WhisperParser::SkipPacket(uint64_t size)
{
    if (m_part == Part::ENVELOPES)
    {
        m_envelopes.Skip(size);
    }
    m_left -= size;
}

void
WhisperParser::ReadSync(uint8_t byte)
{
    m_start[m_startSize++] = byte;
    RlpHeader all;
    RlpHeader list;
    RlpError error = ParseRlpHeader(m_start.data(), m_startSize, all);
    if (error == RlpError::NONE)
    {
        error = all.isList && all.GetSize() == m_startSize + m_left
                    ? ParseRlpHeader(m_start.data() + all.headerSize,
                                     m_startSize - all.headerSize,
                                     list)
                    : RlpError::EXPECTED_LIST;
    }
    if (error == RlpError::TRUNCATED && m_left > 0)
    {
        return;
    }
    const uint64_t begin = m_startSize - list.headerSize;
    if (error != RlpError::NONE || !list.isList || begin + list.GetSize() >= m_startSize + m_left)
    {
        Fail(WhisperError::BAD_SYNC);
        return;
    }
    m_part = Part::ENVELOPES;
    m_envelopes.Start(list.GetSize(), WhisperEnvelopesParser::Form::LIST);
    if (!m_envelopes.Read(m_start.data() + begin, list.headerSize))
    {
        Fail(WhisperError::BAD_SYNC);
    }
    else if (m_envelopes.GetLeft() == 0)
    {
        EndEnvelopes();
    }
}

void
WhisperParser::EndEnvelopes()
{
    // A sync response has more items.
    m_part = Part::STORED;
}

void
WhisperParser::EndFrame(uint64_t size)
{
    constexpr uint64_t PING = DEVP2P_CODE + WhisperPing::PING_ID;
    constexpr uint64_t PONG = DEVP2P_CODE + WhisperPing::PONG_ID;
    WhisperMessage message;
    switch (static_cast<WhisperCode>(std::min<uint64_t>(m_code, UINT8_MAX)))
    {
    case WhisperCode::MESSAGES:
        message.emplace<WhisperMessages>(WhisperMessages{m_envelopes.Take()});
        break;
    case WhisperCode::P2P_MESSAGE:
        message.emplace<WhisperP2pMessage>(WhisperP2pMessage{m_envelopes.Take()});
        break;
    case WhisperCode::P2P_REQUEST:
        message.emplace<WhisperP2pRequest>(WhisperP2pRequest{m_envelopes.Take().at(0)});
        break;
    default: {
        WhisperError error = WhisperError::UNKNOWN_CODE;
        if (m_code == SYNC_RESPONSE && m_dialect == WhisperDialect::WHISPER_6)
        {
            WhisperSyncResponse& response = message.emplace<WhisperSyncResponse>();
            response.envelopes = m_envelopes.Take();
            const std::vector<uint8_t> tail = std::move(m_packet);
            m_packet = std::vector<uint8_t>();
            error = WhisperDecoder::DecodeSyncTail(tail.data(), tail.size(), response);
        }
        else if (m_code == PING || m_code == PONG)
        {
            message.emplace<WhisperPing>(WhisperPing{m_code == PONG});
            error = WhisperError::NONE;
        }
        else if (WhisperDecoder::Knows(m_dialect, m_code))
        {
            const std::vector<uint8_t> packet = std::move(m_packet);
            m_packet = std::vector<uint8_t>();
            error =
                WhisperDecoder::Decode(m_dialect, m_code, packet.data(), packet.size(), message);
        }
        if (DropsWhisperPeer(error))
        {
            Fail(error);
            return;
        }
        if (error != WhisperError::NONE)
        {
            m_sink.HandleError(error);
            return;
        }
    }
    }
    m_sink.HandleMessage(message, size);
}

void
WhisperParser::FailFrame(FrameError error)
{
    Fail(error == FrameError::TOO_LARGE ? WhisperError::PACKET_TOO_LARGE : WhisperError::BAD_FRAME);
}

void
WhisperParser::Fail(WhisperError error)
{
    End();
    m_packet = std::vector<uint8_t>();
    m_envelopes.Take();
    m_sink.HandleError(error);
}

} // namespace ns3
