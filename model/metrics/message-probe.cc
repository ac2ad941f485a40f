/* SPDX-License-Identifier: GPL-2.0-only */
#include "message-probe.h"

#include "ns3/abort.h"

namespace ns3
{

void
ConnectTraceSource(ObjectBase& object, const std::string& name, const CallbackBase& sink)
{
    NS_ABORT_MSG_IF(!object.TraceConnectWithoutContext(name, sink),
                    object.GetInstanceTypeId().GetName() << " has no trace source " << name);
}

MessageProbe::MessageProbe(MessageFeed& feed, uint32_t node)
    : m_feed(feed),
      m_node(node)
{
}

MessageProbe::~MessageProbe() = default;

Ptr<Object>
MessageProbe::GetPool() const
{
    return nullptr;
}

void
MessageProbe::ListenToPool()
{
}

Time
MessageProbe::GetMemory() const
{
    return Time::Max();
}

uint32_t
MessageProbe::NodeOf(const PeerInfo& peer)
{
    if (peer.id >= MOST_KNOWN)
    {
        return m_feed.NodeOf(peer.address);
    }
    if (peer.id >= m_peerNode.size())
    {
        m_peerNode.resize(peer.id + 1, MessageObserver::UNKNOWN);
    }
    uint32_t& node = m_peerNode[peer.id];
    if (node == MessageObserver::UNKNOWN)
    {
        node = m_feed.NodeOf(peer.address);
    }
    return node;
}

} // namespace ns3
