/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-parser.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Bytes of the code in frame-data, and of what Snappy may have before a packet.
constexpr uint32_t BEFORE_PACKET = 16;

} // namespace

PssParser::PssParser(Ptr<PssMessagePool> pool, const Limits& limits, Sink& sink, bool isDevp2p)
    : RlpxParser(std::max(limits.message, limits.control) + BEFORE_PACKET, isDevp2p),
      m_limits(limits),
      m_sink(sink),
      m_message(pool)
{
}

void
PssParser::BeginPacket(uint64_t code, uint64_t size)
{
    if (code > static_cast<uint64_t>(PssCode::MESSAGE))
    {
        Fail(PssError::UNKNOWN_CODE);
        return;
    }
    m_code = static_cast<PssCode>(code);
    const bool isMessage = m_code == PssCode::MESSAGE;
    if (size > (isMessage ? m_limits.message : m_limits.control))
    {
        Fail(PssError::PACKET_TOO_LARGE);
    }
    else if (size == 0)
    {
        PssControl none;
        Fail(isMessage ? PssError::BAD_MESSAGE : DecodePssControl(m_code, nullptr, 0, none));
    }
    else if (isMessage)
    {
        m_message.Start(size);
    }
}

uint64_t
PssParser::ReadPacket(const uint8_t* bytes, uint64_t size)
{
    if (m_code != PssCode::MESSAGE)
    {
        m_control.insert(m_control.end(), bytes, bytes + size);
        return size;
    }
    const uint64_t taken = m_message.Read(bytes, size);
    if (m_message.HasFailed())
    {
        Fail(PssError::BAD_MESSAGE);
    }
    return taken;
}

uint64_t
PssParser::GetPacketSkippable() const
{
    return m_code == PssCode::MESSAGE ? m_message.GetSkippable() : 0;
}

void
PssParser::SkipPacket(uint64_t size)
{
    m_message.Skip(size);
}

void
PssParser::EndFrame(uint64_t)
{
    if (m_code == PssCode::MESSAGE)
    {
        m_sink.HandleMessage(m_message.Take());
        return;
    }
    const std::vector<uint8_t> bytes = std::move(m_control);
    m_control = std::vector<uint8_t>();
    PssControl control;
    const PssError error = DecodePssControl(m_code, bytes.data(), bytes.size(), control);
    if (error != PssError::NONE)
    {
        Fail(error);
        return;
    }
    m_sink.HandleControl(control);
}

void
PssParser::FailFrame(FrameError error)
{
    m_sink.HandleError(error == FrameError::TOO_LARGE ? PssError::PACKET_TOO_LARGE
                                                      : PssError::BAD_FRAME);
}

void
PssParser::Fail(PssError error)
{
    End();
    m_control = std::vector<uint8_t>();
    m_message.Take();
    m_sink.HandleError(error);
}

} // namespace ns3
