/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-protocol.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(PeerProtocol);

TypeId
PeerProtocol::GetTypeId()
{
    static TypeId tid = TypeId("ns3::PeerProtocol").SetParent<Object>().SetGroupName("Waku");
    return tid;
}

PeerProtocol::PeerProtocol() = default;

PeerProtocol::~PeerProtocol() = default;

void
PeerProtocol::DoDispose()
{
    m_isStarted = false;
    m_host = nullptr;
    Object::DoDispose();
}

void
PeerProtocol::SetHost(PeerHost* host)
{
    m_host = host;
}

int64_t
PeerProtocol::AssignStreams(int64_t)
{
    return 0;
}

void
PeerProtocol::Start(Time)
{
    m_isStarted = true;
}

void
PeerProtocol::Stop(Time)
{
    m_isStarted = false;
}

void
PeerProtocol::PublishTraffic(uint32_t)
{
}

void
PeerProtocol::PeerUp(const PeerInfo&)
{
}

void
PeerProtocol::PeerDown(const PeerInfo&)
{
}

void
PeerProtocol::FrameSent(const PeerInfo&, Ptr<const StreamFrame>)
{
}

void
PeerProtocol::FrameDropped(const PeerInfo&, Ptr<const StreamFrame>)
{
}

} // namespace ns3
