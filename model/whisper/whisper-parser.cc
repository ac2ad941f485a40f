/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-parser.h"

#include "whisper-decoder.h"

#include "ns3/assert.h"
#include "ns3/rlp-reader.h"
#include "ns3/rlpx-frame.h"
#include "ns3/snappy-literal.h"

#include <algorithm>

namespace ns3
{

namespace
{

/** Code of a packet that consists of a list of envelopes and more. */
constexpr auto SYNC_RESPONSE = static_cast<uint64_t>(WhisperCode::SYNC_RESPONSE);
constexpr uint64_t DEVP2P_ID = 0x100; //!< first of the codes that stand for devp2p's own
constexpr uint64_t PING = DEVP2P_ID + WhisperPing::PING_ID; //!< code of a ping
constexpr uint64_t PONG = DEVP2P_ID + WhisperPing::PONG_ID; //!< code of the answer to one

} // namespace

WhisperParser::WhisperParser(WhisperDialect dialect,
                             Ptr<WhisperEnvelopePool> pool,
                             uint32_t maxSize,
                             Sink& sink,
                             bool isDevp2p)
    : m_dialect(dialect),
      m_maxSize(std::min(maxSize, RlpxFrame::MAX_DATA_SIZE)),
      m_sink(sink),
      m_isDevp2p(isDevp2p),
      m_envelopes(pool)
{
}

bool
WhisperParser::HasFailed() const
{
    return m_state == State::FAILED;
}

uint32_t
WhisperParser::Read(const uint8_t* bytes, uint32_t size)
{
    uint32_t taken = 0;
    while (taken < size && !HasFailed())
    {
        taken += static_cast<uint32_t>(ReadSome(bytes + taken, size - taken));
    }
    return std::max(taken, 1u);
}

uint64_t
WhisperParser::GetSkippable() const
{
    switch (m_state)
    {
    case State::MAC:
    case State::IGNORED:
    case State::PADDING:
        return m_left;
    case State::ENVELOPES:
        return m_envelopes.GetSkippable();
    default:
        return 0;
    }
}

void
WhisperParser::Skip(uint64_t size)
{
    NS_ASSERT_MSG(size <= GetSkippable(), "bytes that have to be seen");
    if (m_state == State::ENVELOPES)
    {
        m_envelopes.Skip(size);
    }
    else if (size > 0)
    {
        Pass(size);
    }
}

uint64_t
WhisperParser::ReadSome(const uint8_t* bytes, uint64_t size)
{
    uint64_t taken = 1;
    switch (m_state)
    {
    case State::HEADER:
        ReadHeader(*bytes);
        break;
    case State::PACKET_ID:
        ReadPacketId(*bytes);
        break;
    case State::SNAPPY:
        ReadSnappy(*bytes);
        break;
    case State::SYNC:
        ReadSync(*bytes);
        break;
    case State::MAC:
    case State::IGNORED:
    case State::PADDING:
        taken = std::min(size, m_left);
        Pass(taken);
        break;
    case State::ENVELOPES:
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
    case State::PACKET:
        taken = std::min(size, m_left);
        m_packet.insert(m_packet.end(), bytes, bytes + taken);
        m_left -= taken;
        if (m_left == 0)
        {
            EndPacket();
        }
        break;
    case State::FAILED:
        return 0;
    }
    return taken;
}

void
WhisperParser::ReadHeader(uint8_t byte)
{
    m_start[m_startSize++] = byte;
    if (m_startSize == 3)
    {
        // A frame of a wrong size is refused before the rest of its header arrives.
        m_dataSize = m_start[0] << 16 | m_start[1] << 8 | m_start[2];
        if (m_dataSize == 0)
        {
            Fail(WhisperError::BAD_FRAME);
        }
        else if (m_dataSize > m_maxSize)
        {
            Fail(WhisperError::PACKET_TOO_LARGE);
        }
    }
    else if (m_startSize == RlpxFrame::HEADER_SIZE)
    {
        m_startSize = 0;
        m_left = RlpxFrame::MAC_SIZE;
        m_state = State::MAC;
    }
}

void
WhisperParser::ReadPacketId(uint8_t byte)
{
    m_start[m_startSize++] = byte;
    --m_left;
    RlpHeader header;
    RlpError error = ParseRlpHeader(m_start.data(), m_startSize, header);
    if (error == RlpError::NONE && !header.isList && header.payloadSize <= sizeof(uint64_t))
    {
        if (header.GetSize() == m_startSize)
        {
            RlpReader reader(m_start.data(), m_startSize);
            if (!reader.ReadUint(m_code))
            {
                Fail(WhisperError::BAD_FRAME);
                return;
            }
            m_startSize = 0;
            if (!m_isDevp2p)
            {
                BeginPacket();
                return;
            }
            m_code = m_code < RlpxFrame::DEVP2P_IDS ? m_code + DEVP2P_ID
                                                    : m_code - RlpxFrame::DEVP2P_IDS;
            m_state = State::SNAPPY;
        }
        error = RlpError::TRUNCATED;
    }
    if (error != RlpError::TRUNCATED || m_left == 0)
    {
        Fail(WhisperError::BAD_FRAME);
    }
}

void
WhisperParser::ReadSnappy(uint8_t byte)
{
    m_start[m_startSize++] = byte;
    --m_left;
    uint32_t size = 0;
    const SnappyLiteral::Result result =
        SnappyLiteral::ParseHeader(m_start.data(), m_startSize, size);
    if (result == SnappyLiteral::Result::DONE && size == m_left)
    {
        m_startSize = 0;
        BeginPacket();
    }
    else if (result != SnappyLiteral::Result::TOO_FEW || m_left == 0)
    {
        Fail(WhisperError::BAD_FRAME);
    }
}

void
WhisperParser::BeginPacket()
{
    using Form = WhisperEnvelopesParser::Form;
    const bool isMessages = m_code == static_cast<uint64_t>(WhisperCode::MESSAGES);
    const bool isP2pMessage = m_code == static_cast<uint64_t>(WhisperCode::P2P_MESSAGE);
    const bool isP2pRequest = m_code == static_cast<uint64_t>(WhisperCode::P2P_REQUEST);
    if (isMessages || isP2pMessage || isP2pRequest)
    {
        if (m_left == 0)
        {
            Fail(isP2pRequest ? WhisperError::BAD_P2P_REQUEST : WhisperError::BAD_ENVELOPES);
            return;
        }
        m_envelopes.Start(m_left,
                          isMessages     ? Form::LIST
                          : isP2pMessage ? Form::LIST_OR_ENVELOPE
                                         : Form::ENVELOPE);
        m_state = State::ENVELOPES;
        return;
    }
    if (m_code == SYNC_RESPONSE && m_dialect == WhisperDialect::WHISPER_6 && m_left > 0)
    {
        m_state = State::SYNC;
        return;
    }
    m_state = WhisperDecoder::Knows(m_dialect, m_code) ? State::PACKET : State::IGNORED;
    if (m_left == 0)
    {
        EndPacket();
    }
}

void
WhisperParser::ReadSync(uint8_t byte)
{
    m_start[m_startSize++] = byte;
    --m_left;
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
    m_tail = m_startSize + m_left - begin - list.GetSize();
    m_startSize = 0;
    m_state = State::ENVELOPES;
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
    if (m_code == SYNC_RESPONSE)
    {
        m_left = m_tail;
        m_state = State::PACKET;
    }
    else
    {
        EndPacket();
    }
}

void
WhisperParser::Pass(uint64_t size)
{
    m_left -= size;
    if (m_left > 0)
    {
        return;
    }
    switch (m_state)
    {
    case State::MAC:
        m_left = m_dataSize;
        m_state = State::PACKET_ID;
        break;
    case State::IGNORED:
        EndPacket();
        break;
    default:
        EndFrame();
        break;
    }
}

void
WhisperParser::EndPacket()
{
    m_left = RlpxFrame::GetPaddingFor(m_dataSize) + RlpxFrame::MAC_SIZE;
    m_state = State::PADDING;
}

void
WhisperParser::EndFrame()
{
    const uint64_t size = RlpxFrame::GetSizeFor(m_dataSize);
    m_state = State::HEADER;
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
WhisperParser::Fail(WhisperError error)
{
    m_state = State::FAILED;
    m_packet = std::vector<uint8_t>();
    m_envelopes.Take();
    m_sink.HandleError(error);
}

} // namespace ns3
