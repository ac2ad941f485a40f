/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_FAKE_HOST_H
#define WAKU_GOSSIPSUB_FAKE_HOST_H

#include "ns3/gossipsub-router.h"
#include "ns3/inet-socket-address.h"
#include "ns3/object-factory.h"
#include "ns3/pointer.h"
#include "ns3/string.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/// Long enough for a heartbeat of any phase.
inline const Time HEARTBEAT = Seconds(1);

/** A gossipsub router without a network: a clock, peers that are numbers, and all that it does. */
class FakeGossipSub : public PubsubHost
{
  public:
    const std::string TOPIC = "/waku/2/rs/0/0";

    /** Something that was sent. */
    struct Sent
    {
        Time at;
        PeerId peer;
        PubsubRpc rpc;                    //!< if there is no message
        Ptr<const PubsubMessage> message; //!< null for an RPC
    };

    FakeGossipSub()
        : pool(CreateObject<MessagePool>())
    {
        m_factory.SetTypeId("ns3::GossipSubRouter");
        m_peerScore.SetTypeId("ns3::PeerScoreParameters");
        m_topicScore.SetTypeId("ns3::TopicScoreParameters");
    }

    ~FakeGossipSub() override
    {
        if (router)
        {
            router->Dispose();
        }
    }

    void Set(const std::string& name, const std::string& value)
    {
        m_factory.Set(name, StringValue(value));
    }

    void Score(const std::string& name, const std::string& value)
    {
        m_peerScore.Set(name, StringValue(value));
        m_scoring = true;
    }

    void TopicScore(const std::string& name, const std::string& value)
    {
        m_topicScore.Set(name, StringValue(value));
        m_scoring = true;
    }

    /** Make the router, start it at time 0, and subscribe. */
    void Start(bool subscribe = true)
    {
        router = m_factory.Create<GossipSubRouter>();
        if (m_scoring)
        {
            Ptr<PeerScoreParameters> scoring = m_peerScore.Create<PeerScoreParameters>();
            scoring->SetAttribute("DefaultTopic",
                                  PointerValue(m_topicScore.Create<TopicScoreParameters>()));
            router->SetAttribute("Scoring", PointerValue(scoring));
        }
        if (prepare)
        {
            prepare(*router);
        }
        router->SetHost(this);
        router->SetMessagePool(pool);
        router->AssignStreams(stream);
        router->Start(now);
        if (subscribe)
        {
            router->Subscribe(now, TOPIC);
        }
    }

    /** Stop and start again; what was due is not done, and all peers are gone. */
    void Restart()
    {
        router->Stop(now);
        m_tasks.clear();
        router->Start(now);
    }

    static Ipv4Address HostOf(uint32_t number)
    {
        return Ipv4Address(0x0a000000 + number);
    }

    /** \return a new peer that is subscribed, with an IP address of its own unless told which */
    PeerId AddPeer(bool outbound = false, bool subscribed = true, uint32_t host = 0)
    {
        const PeerId id = m_nextPeer++;
        const Ipv4Address address = HostOf(host > 0 ? host : 1000 + id);
        router->AddPeer(now, {id, InetSocketAddress(address, 60000), outbound});
        if (subscribed)
        {
            PubsubRpc rpc;
            rpc.subscriptions.push_back({true, TOPIC});
            Receive(id, rpc);
        }
        return id;
    }

    std::vector<PeerId> AddPeers(uint32_t count, bool outbound = false)
    {
        std::vector<PeerId> peers;
        for (uint32_t i = 0; i < count; i++)
        {
            peers.push_back(AddPeer(outbound));
        }
        return peers;
    }

    void RunUntil(Time end)
    {
        while (!m_tasks.empty() && m_tasks.begin()->first <= end)
        {
            now = m_tasks.begin()->first;
            const auto task = std::move(m_tasks.begin()->second);
            m_tasks.erase(m_tasks.begin());
            task(now);
        }
        now = end;
    }

    void Run(Time duration)
    {
        RunUntil(now + duration);
    }

    void Receive(PeerId peer, const PubsubRpc& rpc)
    {
        router->HandleRpc(now, peer, rpc);
    }

    void ReceiveMessage(PeerId peer, Ptr<const PubsubMessage> message)
    {
        PubsubRpc rpc;
        rpc.publish.push_back(message);
        Receive(peer, rpc);
    }

    void Graft(PeerId peer)
    {
        PubsubRpc rpc;
        rpc.graft.push_back(TOPIC);
        Receive(peer, rpc);
    }

    void Prune(PeerId peer, uint64_t backoff = 60, const std::vector<std::string>& px = {})
    {
        PubsubRpc rpc;
        rpc.prune.push_back({TOPIC, px, backoff});
        Receive(peer, rpc);
    }

    void IHave(PeerId peer, const MessageIds& ids)
    {
        PubsubRpc rpc;
        rpc.ihave.push_back({TOPIC, ids});
        Receive(peer, rpc);
    }

    void IWant(PeerId peer, const MessageIds& ids)
    {
        PubsubRpc rpc;
        rpc.iwant = ids;
        Receive(peer, rpc);
    }

    void IDontWant(PeerId peer, const MessageIds& ids)
    {
        PubsubRpc rpc;
        rpc.idontwant = ids;
        Receive(peer, rpc);
    }

    /** \return a message that differs from all before */
    Ptr<const PubsubMessage> Make(uint32_t size = 100, const std::string& topic = "")
    {
        m_made++;
        const std::vector<uint8_t> start = {static_cast<uint8_t>(m_made >> 8),
                                            static_cast<uint8_t>(m_made)};
        return pool->Add(topic.empty() ? TOPIC : topic, VirtualBytes(start, size - 2), now);
    }

    /** \return an id that belongs to no message of the pool */
    static MessageId MakeId(uint32_t number)
    {
        std::vector<uint8_t> bytes(32, 0);
        bytes[0] = 0xee;
        bytes[1] = static_cast<uint8_t>(number >> 8);
        bytes[2] = static_cast<uint8_t>(number);
        return MessageId(bytes);
    }

    /** \return to whom a message was sent, in order of ids */
    std::multiset<PeerId> SentTo(Ptr<const PubsubMessage> message) const
    {
        std::multiset<PeerId> peers;
        for (const Sent& one : sent)
        {
            if (one.message == message)
            {
                peers.insert(one.peer);
            }
        }
        return peers;
    }

    /** \return peers to which an RPC went for which the predicate holds */
    std::multiset<PeerId> RpcsTo(const std::function<bool(const PubsubRpc&)>& predicate) const
    {
        std::multiset<PeerId> peers;
        for (const Sent& one : sent)
        {
            if (!one.message && predicate(one.rpc))
            {
                peers.insert(one.peer);
            }
        }
        return peers;
    }

    std::multiset<PeerId> GraftsTo() const
    {
        return RpcsTo([](const PubsubRpc& rpc) { return !rpc.graft.empty(); });
    }

    std::multiset<PeerId> PrunesTo() const
    {
        return RpcsTo([](const PubsubRpc& rpc) { return !rpc.prune.empty(); });
    }

    std::multiset<PeerId> IHavesTo() const
    {
        return RpcsTo([](const PubsubRpc& rpc) { return !rpc.ihave.empty(); });
    }

    std::multiset<PeerId> IDontWantsTo() const
    {
        return RpcsTo([](const PubsubRpc& rpc) { return !rpc.idontwant.empty(); });
    }

    /** \return all ids asked of a peer by IWANT */
    MessageIds AskedOf(PeerId peer) const
    {
        MessageIds ids;
        for (const Sent& one : sent)
        {
            if (!one.message && one.peer == peer)
            {
                ids.insert(ids.end(), one.rpc.iwant.begin(), one.rpc.iwant.end());
            }
        }
        return ids;
    }

    /** \return the last PRUNE that went to a peer */
    PubsubRpc::Prune LastPrune(PeerId peer) const
    {
        PubsubRpc::Prune prune;
        for (const Sent& one : sent)
        {
            if (one.peer == peer && !one.rpc.prune.empty())
            {
                prune = one.rpc.prune.back();
            }
        }
        return prune;
    }

    std::set<PeerId> Mesh() const
    {
        const PeerSet& mesh = router->GetMesh(TOPIC);
        return std::set<PeerId>(mesh.begin(), mesh.end());
    }

    bool InMesh(PeerId peer) const
    {
        return router->GetMesh(TOPIC).Contains(peer);
    }

    void SendMessage(PeerId peer, Ptr<const PubsubMessage> message) override
    {
        sent.push_back({now, peer, PubsubRpc(), message});
    }

    void SendOwnMessage(PeerId peer, Ptr<const PubsubMessage> message) override
    {
        ahead.insert(peer);
        SendMessage(peer, message);
    }

    void SendRpc(PeerId peer, const PubsubRpc& rpc) override
    {
        sent.push_back({now, peer, rpc, nullptr});
    }

    uint32_t GetMaxRpcSize() const override
    {
        return maxRpcSize;
    }

    bool CancelMessage(PeerId peer, Ptr<const PubsubMessage> message) override
    {
        return queued.erase({peer, message->GetId()}) > 0;
    }

    void Validate(PeerId peer, Ptr<const PubsubMessage> message) override
    {
        if (validationDelay.IsZero())
        {
            router->Validated(now, peer, message, verdict);
            return;
        }
        After(validationDelay,
              [this, peer, message](Time at) { router->Validated(at, peer, message, verdict); });
    }

    void Deliver(Ptr<const PubsubMessage> message) override
    {
        delivered.push_back(message);
    }

    void Disconnect(PeerId peer) override
    {
        disconnected.insert(peer);
    }

    void Connect(const std::string& peer) override
    {
        connected.push_back(peer);
    }

    std::string GetPeerRecord(PeerId peer) const override
    {
        return "peer" + std::to_string(peer);
    }

    void After(Time delay, std::function<void(Time now)> task) override
    {
        m_tasks.emplace(now + delay, std::move(task));
    }

    Time now;
    int64_t stream{77};
    Ptr<MessagePool> pool;
    Ptr<GossipSubRouter> router;
    std::function<void(GossipSubRouter&)> prepare; //!< called before the router starts
    std::vector<Sent> sent;
    std::multiset<PeerId> ahead;                   //!< to whom own messages went before others
    std::set<std::pair<PeerId, MessageId>> queued; //!< what CancelMessage finds
    std::vector<Ptr<const PubsubMessage>> delivered;
    std::set<PeerId> disconnected;
    std::vector<std::string> connected;
    uint32_t maxRpcSize{1 << 20};
    Time validationDelay;
    ValidationResult verdict{ValidationResult::ACCEPT};

  private:
    ObjectFactory m_factory;
    ObjectFactory m_peerScore;
    ObjectFactory m_topicScore;
    bool m_scoring{false};
    PeerId m_nextPeer{0};
    uint32_t m_made{0};
    std::multimap<Time, std::function<void(Time)>> m_tasks;
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_FAKE_HOST_H */
