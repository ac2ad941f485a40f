/* SPDX-License-Identifier: GPL-2.0-only */
#include "static-router.h"

#include "ns3/log.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("StaticRouter");
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
                          MakeTimeChecker(Time(0)));
    return tid;
}

StaticRouter::StaticRouter() = default;

StaticRouter::~StaticRouter() = default;

void
StaticRouter::Stop(Time now)
{
    m_waiting.clear();
    PubsubRouter::Stop(now);
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
    if (!m_forwardDelay.IsZero())
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
    if (!m_forwardDelay.IsZero())
    {
        GetHost().After(m_forwardDelay, [this, message](Time) { ForwardWaiting(message); });
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
