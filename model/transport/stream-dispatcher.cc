/* SPDX-License-Identifier: GPL-2.0-only */
#include "stream-dispatcher.h"

#include "message-stream.h"

#include "ns3/compact-callback.h"
#include "ns3/flow-socket.h"

namespace ns3
{

void
StreamDispatcher::MakeCallbacks()
{
    m_connected = MakeCompactCallback<&StreamDispatcher::HandleConnected>(this);
    m_closed = MakeCompactCallback<&StreamDispatcher::HandleClosed>(this);
    m_read = MakeCompactCallback<&StreamDispatcher::HandleRead>(this);
    m_dataSent = MakeCompactCallback<&StreamDispatcher::HandleDataSent>(this);
    m_room = MakeCompactCallback<&StreamDispatcher::HandleRoom>(this);
}

void
StreamDispatcher::Attach(Ptr<Socket> socket, MessageStream& stream)
{
    if (auto flow = dynamic_cast<FlowSocket*>(PeekPointer(socket)))
    {
        flow->SetListener(&stream);
        return;
    }
    if (m_connected.IsNull())
    {
        MakeCallbacks();
    }
    m_streams[PeekPointer(socket)] = &stream;
    socket->SetConnectCallback(m_connected, m_closed);
    socket->SetCloseCallbacks(m_closed, m_closed);
    socket->SetRecvCallback(m_read);
    socket->SetDataSentCallback(m_dataSent);
    socket->SetSendCallback(m_room);
}

void
StreamDispatcher::Detach(Ptr<Socket> socket)
{
    if (auto flow = dynamic_cast<FlowSocket*>(PeekPointer(socket)))
    {
        flow->SetListener(nullptr);
        return;
    }
    m_streams.erase(PeekPointer(socket));
    const auto none = MakeNullCallback<void, Ptr<Socket>>();
    const auto noneOfBytes = MakeNullCallback<void, Ptr<Socket>, uint32_t>();
    socket->SetConnectCallback(none, none);
    socket->SetCloseCallbacks(none, none);
    socket->SetRecvCallback(none);
    socket->SetDataSentCallback(noneOfBytes);
    socket->SetSendCallback(noneOfBytes);
}

MessageStream*
StreamDispatcher::Find(const Ptr<Socket>& socket) const
{
    auto found = m_streams.find(PeekPointer(socket));
    return found == m_streams.end() ? nullptr : found->second;
}

void
StreamDispatcher::HandleConnected(Ptr<Socket> socket)
{
    if (MessageStream* stream = Find(socket))
    {
        stream->HandleConnected();
    }
}

void
StreamDispatcher::HandleClosed(Ptr<Socket> socket)
{
    if (MessageStream* stream = Find(socket))
    {
        stream->HandleClosed();
    }
}

void
StreamDispatcher::HandleRead(Ptr<Socket> socket)
{
    if (MessageStream* stream = Find(socket))
    {
        stream->HandleRead();
    }
}

void
StreamDispatcher::HandleDataSent(Ptr<Socket> socket, uint32_t bytes)
{
    if (MessageStream* stream = Find(socket))
    {
        stream->HandleDataSent(bytes);
    }
}

void
StreamDispatcher::HandleRoom(Ptr<Socket> socket, uint32_t)
{
    if (MessageStream* stream = Find(socket))
    {
        stream->HandleRoom();
    }
}

} // namespace ns3
