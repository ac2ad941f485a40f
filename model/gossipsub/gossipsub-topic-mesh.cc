/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-topic-mesh.h"

#include "ns3/assert.h"

#include <utility>

namespace ns3
{

TopicMesh::TopicMesh(const std::string& name)
    : m_name(name)
{
}

bool
TopicMesh::AddSubscriber(PeerId peer)
{
    return m_subscribers.Insert(peer);
}

bool
TopicMesh::RemoveSubscriber(PeerId peer)
{
    m_subscribers.Erase(peer);
    m_fanout.Erase(peer);
    return m_mesh.Erase(peer);
}

PeerSet
TopicMesh::Join()
{
    m_joined = true;
    return std::exchange(m_fanout, PeerSet());
}

PeerSet
TopicMesh::Leave()
{
    m_joined = false;
    return std::exchange(m_mesh, PeerSet());
}

bool
TopicMesh::Enter(PeerId peer)
{
    NS_ASSERT_MSG(m_joined, "a mesh needs a topic that is joined");
    return m_mesh.Insert(peer);
}

bool
TopicMesh::Leave(PeerId peer)
{
    return m_mesh.Erase(peer);
}

void
TopicMesh::TouchFanout(Time now)
{
    m_lastPublish = now;
}

bool
TopicMesh::HasFanout(Time now, Time ttl) const
{
    return !m_fanout.IsEmpty() && m_lastPublish + ttl >= now;
}

void
TopicMesh::AddToFanout(PeerId peer)
{
    NS_ASSERT_MSG(!m_joined, "a topic that is joined has no fanout");
    m_fanout.Insert(peer);
}

void
TopicMesh::RemoveFromFanout(PeerId peer)
{
    m_fanout.Erase(peer);
}

void
TopicMesh::ClearFanout()
{
    m_fanout.Clear();
}

void
TopicMesh::BackOff(const Address& host, Time until)
{
    m_backoff.Add(host, until);
}

Time
TopicMesh::GetBackoffEnd(const Address& host) const
{
    return m_backoff.GetEnd(host);
}

void
TopicMesh::ForgetBackoffs(Time before)
{
    m_backoff.Clear(before);
}

bool
TopicMesh::IsUnused() const
{
    return !m_joined && m_subscribers.IsEmpty() && m_fanout.IsEmpty() && m_backoff.IsEmpty();
}

} // namespace ns3
