/* SPDX-License-Identifier: GPL-2.0-only */
#include "static-router.h"

#include "pubsub-rpc-split.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <iterator>
#include <utility>

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
                          MakeTimeChecker(Time(0)))
            .AddAttribute("AnnounceSubscriptions",
                          "Announce subscriptions to peers, and send a message only to peers that "
                          "have announced its topic (floodsub). Otherwise every peer gets every "
                          "message, and nothing is announced. The same for all nodes.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&StaticRouter::m_announces),
                          MakeBooleanChecker())
            .AddAttribute("MaxSubscriptions",
                          "Topics to which a peer may subscribe; more are counted and not noted.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&StaticRouter::m_maxSubscriptions),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxTopicLength",
                          "Longest name of a pubsub topic, bytes; subscriptions of peers to longer "
                          "ones are counted and not noted.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&StaticRouter::m_maxTopicLength),
                          MakeUintegerChecker<uint32_t>(1));
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
StaticRouter::DoStart(Time)
{
    m_announced = m_announces ? std::make_unique<Announced>() : nullptr;
}

void
StaticRouter::DoStop(Time)
{
    m_waiting.clear();
    m_announced.reset();
}

void
StaticRouter::DoAddPeer(Time, const PeerInfo& peer)
{
    PubsubRpc rpc;
    for (const std::string& topic : GetTopics())
    {
        rpc.subscriptions.push_back({true, topic});
    }
    if (!m_announced || rpc.IsEmpty())
    {
        return;
    }
    for (const PubsubRpc& part : SplitRpc(rpc, GetHost().GetMaxRpcSize()))
    {
        GetHost().SendRpc(peer.id, part);
    }
}

void
StaticRouter::DoRemovePeer(Time, PeerId peer)
{
    if (!m_announced)
    {
        return;
    }
    auto& topics = m_announced->topics;
    for (auto topic = topics.begin(); topic != topics.end();)
    {
        topic->second.Erase(peer);
        topic = topic->second.IsEmpty() ? topics.erase(topic) : std::next(topic);
    }
    m_announced->nTopics.erase(peer);
}

void
StaticRouter::DoSubscribe(Time, const std::string& topic)
{
    Announce(topic, true);
}

void
StaticRouter::DoUnsubscribe(Time, const std::string& topic)
{
    Announce(topic, false);
}

void
StaticRouter::Announce(const std::string& topic, bool subscribe)
{
    if (!m_announced)
    {
        return;
    }
    PubsubRpc rpc;
    rpc.subscriptions.push_back({subscribe, topic});
    const PubsubSharedRpc shared(std::move(rpc));
    for (const auto& peer : GetPeers())
    {
        GetHost().SendSharedRpc(peer.first, shared);
    }
}

void
StaticRouter::HandleSubscription(Time, PeerId peer, const PubsubRpc::SubOpts& opts)
{
    if (!m_announced)
    {
        return;
    }
    auto& topics = m_announced->topics;
    const auto found = topics.find(opts.topic);
    if ((found != topics.end() && found->second.Contains(peer)) == opts.subscribe)
    {
        return;
    }
    uint32_t& nTopics = m_announced->nTopics[peer];
    if (!opts.subscribe)
    {
        nTopics--;
        found->second.Erase(peer);
        if (found->second.IsEmpty())
        {
            topics.erase(found);
        }
        return;
    }
    if (nTopics >= m_maxSubscriptions || opts.topic.size() > m_maxTopicLength)
    {
        m_refusedSubscriptions++;
        return;
    }
    nTopics++;
    topics[opts.topic].Insert(peer);
}

template <typename F>
void
StaticRouter::ForEachNeighbour(const std::string& topic, F function)
{
    if (!m_announced)
    {
        for (const auto& peer : GetPeers())
        {
            function(peer.first);
        }
        return;
    }
    const auto found = m_announced->topics.find(topic);
    if (found != m_announced->topics.end())
    {
        for (const PeerId peer : found->second)
        {
            function(peer);
        }
    }
}

void
StaticRouter::DoPublish(Time, Ptr<const PubsubMessage> message)
{
    ForEachNeighbour(message->GetTopic(),
                     [this, &message](PeerId peer) { GetHost().SendMessage(peer, message); });
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
    ForEachNeighbour(message->GetTopic(), [this, peer, &message](PeerId neighbour) {
        if (neighbour != peer)
        {
            GetHost().SendMessage(neighbour, message);
        }
    });
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
    ForEachNeighbour(message->GetTopic(), [this, &senders, &message](PeerId neighbour) {
        if (std::find(senders.begin(), senders.end(), neighbour) == senders.end())
        {
            GetHost().SendMessage(neighbour, message);
        }
    });
}

} // namespace ns3
