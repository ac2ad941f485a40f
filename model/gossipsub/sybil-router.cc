/* SPDX-License-Identifier: GPL-2.0-only */
#include "sybil-router.h"

#include "ns3/boolean.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(SybilRouter);

TypeId
SybilRouter::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::SybilRouter")
            .SetParent<PubsubRouter>()
            .SetGroupName("Waku")
            .AddConstructor<SybilRouter>()
            .AddAttribute(
                "Graft",
                "Whether it subscribes to the topics of its peers and grafts them; if not, "
                "it waits to be grafted.",
                BooleanValue(true),
                MakeBooleanAccessor(&SybilRouter::m_isGrafting),
                MakeBooleanChecker())
            .AddAttribute("RegraftBackoff",
                          "Least time from a PRUNE to the next GRAFT; the peer's PruneBackoff, so "
                          "that P7 does not see it.",
                          TimeValue(Minutes(1)),
                          MakeTimeAccessor(&SybilRouter::m_regraftBackoff),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("RegraftDelay",
                          "A random time up to this is added to RegraftBackoff; 0s for no GRAFT "
                          "after a PRUNE.",
                          TimeValue(Seconds(15)),
                          MakeTimeAccessor(&SybilRouter::m_regraftDelay),
                          MakeTimeChecker(Time(0)));
    return tid;
}

SybilRouter::SybilRouter() = default;

SybilRouter::~SybilRouter() = default;

int64_t
SybilRouter::AssignStreams(int64_t stream)
{
    m_random.SetStream(stream);
    return 1;
}

const PeerSet&
SybilRouter::GetMesh(const std::string& topic) const
{
    static const PeerSet none;
    const auto found = m_mesh.find(topic);
    return found == m_mesh.end() ? none : found->second;
}

void
SybilRouter::DoStop(Time)
{
    m_mesh.clear();
}

void
SybilRouter::DoRemovePeer(Time, PeerId peer)
{
    for (auto& [topic, mesh] : m_mesh)
    {
        mesh.Erase(peer);
    }
}

void
SybilRouter::HandleSubscription(Time now, PeerId peer, const PubsubRpc::SubOpts& opts)
{
    if (!opts.subscribe)
    {
        m_mesh[opts.topic].Erase(peer);
        return;
    }
    Subscribe(now, opts.topic);
    PubsubRpc rpc;
    rpc.subscriptions.push_back({true, opts.topic});
    if (m_isGrafting)
    {
        rpc.graft.push_back(opts.topic);
        m_mesh[opts.topic].Insert(peer);
        m_grafts++;
    }
    GetHost().SendRpc(peer, rpc);
}

void
SybilRouter::HandleControl(Time, PeerId peer, const PubsubRpc& rpc)
{
    for (const PubsubRpc::Prune& prune : rpc.prune)
    {
        m_prunes++;
        m_mesh[prune.topic].Erase(peer);
        if (m_isGrafting && m_regraftDelay.IsStrictlyPositive())
        {
            RegraftLater(peer, prune.topic);
        }
    }
    for (const std::string& topic : rpc.graft)
    {
        m_mesh[topic].Insert(peer);
    }
}

void
SybilRouter::RegraftLater(PeerId peer, const std::string& topic)
{
    const Time wait = m_regraftBackoff + Seconds(m_random.GetValue(0, m_regraftDelay.GetSeconds()));
    After(wait, [this, peer, topic](Time) {
        if (GetPeers().count(peer) == 0)
        {
            return;
        }
        PubsubRpc rpc;
        rpc.graft.push_back(topic);
        m_mesh[topic].Insert(peer);
        m_grafts++;
        GetHost().SendRpc(peer, rpc);
    });
}

void
SybilRouter::SendToMesh(const Ptr<const PubsubMessage>& message, const PeerId* except)
{
    const PeerSet mesh = GetMesh(message->GetTopic());
    for (const PeerId peer : mesh)
    {
        if (!except || peer != *except)
        {
            GetHost().SendMessage(peer, message);
        }
    }
}

void
SybilRouter::DoPublish(Time, Ptr<const PubsubMessage> message)
{
    SendToMesh(message, nullptr);
}

void
SybilRouter::DoForward(Time, PeerId peer, Ptr<const PubsubMessage> message)
{
    SendToMesh(message, &peer);
}

} // namespace ns3
