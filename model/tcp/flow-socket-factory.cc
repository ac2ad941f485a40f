/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-socket-factory.h"

#include "flow-channel.h"
#include "flow-socket.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(FlowSocketFactory);

TypeId
FlowSocketFactory::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::FlowSocketFactory")
            .SetParent<SocketFactory>()
            .SetGroupName("Waku")
            .AddConstructor<FlowSocketFactory>()
            .AddAttribute("PieceSegments",
                          "Segments that travel together at most. Fewer cost more events, and show "
                          "more of how connections share a link. A piece is also no longer than "
                          "half the propagation delay",
                          UintegerValue(10),
                          MakeUintegerAccessor(&FlowSocketFactory::m_pieceSegments),
                          MakeUintegerChecker<uint8_t>(1, FlowPiece::MAX_SEGMENTS));
    return tid;
}

FlowSocketFactory::FlowSocketFactory() = default;

FlowSocketFactory::~FlowSocketFactory() = default;

void
FlowSocketFactory::Setup(Ptr<FlowNetDevice> device, Ptr<const FlowSettings> settings)
{
    m_device = device;
    m_settings = settings;
    m_device->SetSocketFactory(this);
}

Ptr<Socket>
FlowSocketFactory::CreateSocket()
{
    NS_ABORT_MSG_IF(!m_device,
                    "FlowSocketFactory: a node without FlowNetDevice has no flow transport; see "
                    "WanHelper::SetTransport");
    return CreateObject<FlowSocket>(Ptr<FlowSocketFactory>(this));
}

uint16_t
FlowSocketFactory::AllocatePort()
{
    const uint16_t port = m_nextPort;
    m_nextPort = port == UINT16_MAX ? 49152 : port + 1;
    return port;
}

Ptr<FlowSocket>
FlowSocketFactory::FindListener(uint16_t port, bool isIpv6) const
{
    const auto found = std::find_if(m_sockets.begin(), m_sockets.end(), [&](const auto& socket) {
        return socket->IsListening(port, isIpv6);
    });
    return found == m_sockets.end() ? nullptr : *found;
}

Ptr<FlowSocket>
FlowSocketFactory::FindSocket(const FlowPiece& piece) const
{
    const auto found = std::find_if(m_sockets.begin(), m_sockets.end(), [&](const auto& socket) {
        return socket->IsOf(piece);
    });
    return found == m_sockets.end() ? nullptr : *found;
}

void
FlowSocketFactory::Add(Ptr<FlowSocket> socket)
{
    m_sockets.push_back(socket);
}

void
FlowSocketFactory::Remove(const FlowSocket* socket)
{
    const auto found = std::find_if(m_sockets.begin(), m_sockets.end(), [&](const auto& kept) {
        return PeekPointer(kept) == socket;
    });
    if (found != m_sockets.end())
    {
        m_sockets.erase(found);
    }
}

void
FlowSocketFactory::RequestFlush(Ptr<FlowSocket> socket)
{
    if (m_toFlush.empty())
    {
        // As in TcpSocketBase: what is sent at one time shares segments.
        Simulator::Schedule(TimeStep(1), &FlowSocketFactory::Flush, this);
    }
    m_toFlush.push_back(std::move(socket));
}

void
FlowSocketFactory::Flush()
{
    std::vector<Ptr<FlowSocket>> sockets;
    sockets.swap(m_toFlush);
    for (const auto& socket : sockets)
    {
        socket->Flush();
    }
    if (m_toFlush.empty())
    {
        // Keeps the memory for the next time.
        sockets.clear();
        m_toFlush.swap(sockets);
    }
}

void
FlowSocketFactory::Receive(const Ptr<FlowPiece>& piece)
{
    if (piece->kind == FlowPiece::SYN)
    {
        if (const Ptr<FlowSocket> listener = FindListener(piece->port, piece->isIpv6))
        {
            listener->Accept(piece);
        }
        else
        {
            FlowSocket::Refuse(*piece, *m_device);
        }
        return;
    }
    // A socket that has left may be there for longer where both hosts are on one rank.
    const bool isThere =
        piece->to && !(piece->to->HasLeft() && m_device->GetFlowChannel()->IsDistributed());
    if (const Ptr<FlowSocket> socket = isThere ? piece->to : FindSocket(*piece))
    {
        socket->Receive(piece);
    }
    else if (piece->kind == FlowPiece::DATA || piece->kind == FlowPiece::SYN_ACK ||
             piece->kind == FlowPiece::REPEAT)
    {
        FlowSocket::Refuse(*piece, *m_device);
    }
}

void
FlowSocketFactory::Settle()
{
    for (const auto& socket : m_sockets)
    {
        socket->Settle();
    }
}

void
FlowSocketFactory::DoDispose()
{
    std::vector<Ptr<FlowSocket>> sockets;
    sockets.swap(m_sockets);
    for (const auto& socket : sockets)
    {
        socket->Abandon();
    }
    m_toFlush.clear();
    if (m_device)
    {
        m_device->SetSocketFactory(nullptr);
    }
    m_device = nullptr;
    SocketFactory::DoDispose();
}

} // namespace ns3
