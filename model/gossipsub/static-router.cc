/* SPDX-License-Identifier: GPL-2.0-only */
#include "static-router.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(StaticRouter);

TypeId
StaticRouter::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::StaticRouter")
            .SetParent<PubsubRouter>()
            .SetGroupName("Waku")
            .AddConstructor<StaticRouter>()
            .AddAttribute("ForwardDelay",
                          "How long a node waits before it forwards a message; neighbours that "
                          "send it meanwhile are left out. Zero forwards at once.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&StaticRouter::m_forwardDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("ForwardJitter",
                          "A random time up to this is added to ForwardDelay for each message, so "
                          "that neighbours which got it at once do not forward at once.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&StaticRouter::m_forwardJitter),
                          MakeTimeChecker(Time(0)));
    return tid;
}

StaticRouter::StaticRouter() = default;

StaticRouter::~StaticRouter() = default;

int64_t
StaticRouter::AssignStreams(int64_t stream)
{
    m_jitterStream = stream;
    return 1;
}

Time
StaticRouter::DrawDelay()
{
    if (m_forwardJitter.IsZero())
    {
        return m_forwardDelay;
    }
    if (!m_jitter)
    {
        m_jitter = CreateObject<UniformRandomVariable>();
        m_jitter->SetStream(m_jitterStream);
    }
    return m_forwardDelay + Seconds(m_jitter->GetValue(0, m_forwardJitter.GetSeconds()));
}

void
StaticRouter::DoStop(Time)
{
    m_waiting.clear();
}

void
StaticRouter::DoPublish(Time, Ptr<const PubsubMessage> message)
{
    for (const auto& peer : GetPeers())
    {
        GetHost().SendMessage(peer.first, message);
    }
}

void
StaticRouter::HandleFirst(Time, PeerId peer, Ptr<const PubsubMessage> message)
{
    if (!(m_forwardDelay + m_forwardJitter).IsZero())
    {
        m_waiting[PeekPointer(message)].push_back(peer);
    }
}

void
StaticRouter::HandleDuplicate(Time, PeerId peer, Ptr<const PubsubMessage> message)
{
    auto waiting = m_waiting.find(PeekPointer(message));
    if (waiting != m_waiting.end())
    {
        waiting->second.push_back(peer);
    }
}

void
StaticRouter::HandleInvalid(Time, PeerId, Ptr<const PubsubMessage> message, ValidationResult)
{
    m_waiting.erase(PeekPointer(message));
}

void
StaticRouter::DoForward(Time, PeerId peer, Ptr<const PubsubMessage> message)
{
    if (!(m_forwardDelay + m_forwardJitter).IsZero())
    {
        After(DrawDelay(), [this, message](Time) { ForwardWaiting(message); });
        return;
    }
    for (const auto& neighbor : GetPeers())
    {
        if (neighbor.first != peer)
        {
            GetHost().SendMessage(neighbor.first, message);
        }
    }
}

void
StaticRouter::ForwardWaiting(Ptr<const PubsubMessage> message)
{
    auto waiting = m_waiting.find(PeekPointer(message));
    if (waiting == m_waiting.end())
    {
        return;
    }
    const std::vector<PeerId> senders = std::move(waiting->second);
    m_waiting.erase(waiting);
    for (const auto& neighbor : GetPeers())
    {
        if (std::find(senders.begin(), senders.end(), neighbor.first) == senders.end())
        {
            GetHost().SendMessage(neighbor.first, message);
        }
    }
}

} // namespace ns3
