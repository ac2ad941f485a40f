/* SPDX-License-Identifier: GPL-2.0-only */
#include "yamux-session.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint16_t ALL_FLAGS =
    YamuxHeader::SYN | YamuxHeader::ACK | YamuxHeader::FIN | YamuxHeader::RST;

} // namespace

YamuxSession::YamuxSession(bool dialler, Listener& listener)
    : m_listener(listener),
      m_next(dialler ? 1 : 2)
{
}

uint32_t
YamuxSession::ReadHeader(const uint8_t* bytes, uint32_t size)
{
    const uint32_t taken = std::min<uint32_t>(size, YamuxHeader::SIZE - m_headerSize);
    std::copy_n(bytes, taken, m_header.begin() + m_headerSize);
    m_headerSize += static_cast<uint8_t>(taken);
    if (m_headerSize == YamuxHeader::SIZE)
    {
        m_headerSize = 0;
        YamuxHeader header;
        header.Read(m_header.data());
        m_failed = !Handle(header);
    }
    return taken;
}

bool
YamuxSession::Handle(const YamuxHeader& header)
{
    if (header.version != 0 || (header.flags & ~ALL_FLAGS) != 0)
    {
        return false;
    }
    switch (header.type)
    {
    case YamuxHeader::DATA:
    case YamuxHeader::WINDOW_UPDATE:
        return HandleStream(header);
    case YamuxHeader::PING:
        if (header.flags == YamuxHeader::SYN)
        {
            m_listener.SendHeader(
                YamuxHeader(YamuxHeader::PING, YamuxHeader::ACK, 0, header.length));
        }
        return header.stream == 0;
    case YamuxHeader::GO_AWAY:
        m_isLeft = true;
        return header.stream == 0;
    default:
        return false;
    }
}

bool
YamuxSession::Accept(uint32_t id)
{
    if (IsOwn(id) || m_streams.count(id) > 0)
    {
        return false;
    }
    if (m_nOthers == MAX_STREAMS)
    {
        m_listener.SendHeader(YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::RST, id, 0));
        return true;
    }
    m_nOthers++;
    m_streams[id];
    m_listener.SendHeader(YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::ACK, id, 0));
    m_listener.StreamOpened(id);
    return true;
}

bool
YamuxSession::HandleStream(const YamuxHeader& header)
{
    const uint32_t id = header.stream;
    if (id == 0 || ((header.flags & YamuxHeader::SYN) != 0 && !Accept(id)))
    {
        return false;
    }
    const bool isData = header.type == YamuxHeader::DATA;
    m_dataLeft = isData ? header.length : 0;
    m_dataStream = id;
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
    {
        return true;
    }
    Stream& stream = found->second;
    if ((header.flags & YamuxHeader::ACK) != 0 && !IsOwn(id))
    {
        return false;
    }
    uint32_t& window = isData ? stream.receiveWindow : stream.sendWindow;
    if (header.length > (isData ? window : UINT32_MAX - window) ||
        (m_dataLeft > 0 && stream.otherHasFinished))
    {
        m_dataLeft = 0;
        return false;
    }
    window += isData ? 0U - header.length : header.length;
    if ((header.flags & YamuxHeader::RST) != 0)
    {
        m_streams.erase(found);
        m_nOthers -= IsOwn(id) ? 0 : 1;
        m_listener.StreamReset(id);
    }
    else if ((header.flags & YamuxHeader::FIN) != 0)
    {
        stream.finishesAfterData = true;
        if (m_dataLeft == 0)
        {
            HandleFinish(id);
        }
    }
    return true;
}

void
YamuxSession::HandleFinish(uint32_t id)
{
    Stream& stream = m_streams[id];
    stream.finishesAfterData = false;
    if (stream.otherHasFinished)
    {
        return;
    }
    stream.otherHasFinished = true;
    if (stream.hasFinished)
    {
        m_streams.erase(id);
        m_nOthers -= IsOwn(id) ? 0 : 1;
    }
    m_listener.StreamFinished(id);
}

void
YamuxSession::Consume(uint32_t size)
{
    m_dataLeft -= size;
    const auto found = m_streams.find(m_dataStream);
    if (found == m_streams.end())
    {
        return;
    }
    Stream& stream = found->second;
    stream.consumed += size;
    if (stream.consumed >= YamuxHeader::INITIAL_WINDOW / 2 && !stream.finishesAfterData)
    {
        m_listener.SendHeader(YamuxHeader(YamuxHeader::WINDOW_UPDATE,
                                          YamuxHeader::NONE,
                                          m_dataStream,
                                          stream.consumed));
        stream.receiveWindow += stream.consumed;
        stream.consumed = 0;
    }
    if (m_dataLeft == 0 && stream.finishesAfterData)
    {
        HandleFinish(m_dataStream);
    }
}

uint32_t
YamuxSession::Open()
{
    const uint32_t id = m_next;
    m_next += 2;
    m_streams[id];
    m_listener.SendHeader(YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::SYN, id, 0));
    return id;
}

uint32_t
YamuxSession::GetWindow(uint32_t id) const
{
    const auto found = m_streams.find(id);
    return found == m_streams.end() || found->second.hasFinished ? 0 : found->second.sendWindow;
}

void
YamuxSession::Send(uint32_t id, uint32_t size)
{
    m_streams[id].sendWindow -= size;
    m_listener.SendHeader(YamuxHeader(YamuxHeader::DATA, YamuxHeader::NONE, id, size));
}

void
YamuxSession::Finish(uint32_t id)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end() || found->second.hasFinished)
    {
        return;
    }
    found->second.hasFinished = true;
    if (found->second.otherHasFinished)
    {
        m_streams.erase(found);
        m_nOthers -= IsOwn(id) ? 0 : 1;
    }
    m_listener.SendHeader(YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::FIN, id, 0));
}

void
YamuxSession::Reset(uint32_t id)
{
    if (m_streams.erase(id) > 0)
    {
        m_nOthers -= IsOwn(id) ? 0 : 1;
        m_listener.SendHeader(YamuxHeader(YamuxHeader::WINDOW_UPDATE, YamuxHeader::RST, id, 0));
    }
}

bool
YamuxSession::Leave(uint32_t code)
{
    if (m_hasLeft)
    {
        return false;
    }
    m_hasLeft = true;
    m_listener.SendHeader(YamuxHeader(YamuxHeader::GO_AWAY, YamuxHeader::NONE, 0, code));
    return true;
}

} // namespace ns3
