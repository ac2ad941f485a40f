/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/gossipsub-fake-host.h"
#include "fuzz-target.h"

#include "ns3/pubsub-rpc-parser.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <cmath>
#include <map>

using namespace ns3;

namespace
{

constexpr auto OTHER_TOPIC = "/waku/2/rs/0/1";

/// A router to which an input happens, and what has to hold all the time.
class FuzzedGossipSub : public FakeGossipSub, private PubsubRpcParser::Sink
{
  public:
    explicit FuzzedGossipSub(FuzzInput& input)
        : m_input(input)
    {
    }

    void Live()
    {
        SetUp();
        Start(m_input.TakeBool());
        for (int events = 0; !m_input.IsEmpty() && events < 300; events++)
        {
            Happen();
            Check();
        }
        // Nothing is remembered for ever.
        verdict = ValidationResult::ACCEPT;
        Run(Seconds(30));
        Check();
        FUZZ_CHECK(router->GetNCached() == 0);
        FUZZ_CHECK(router->GetNValidating() == 0);
        Run(m_seenTtl + Seconds(130));
        FUZZ_CHECK(router->GetNDontWant() == 0);
    }

    void SendMessage(PeerId peer, Ptr<const PubsubMessage> message) override
    {
        FUZZ_CHECK(router->GetPeers().count(peer) == 1);
        FUZZ_CHECK(message->IsValid());
        m_sentTo[message->GetId()].insert(peer);
    }

    void SendRpc(PeerId peer, const PubsubRpc& rpc) override
    {
        FUZZ_CHECK(router->GetPeers().count(peer) == 1);
        FUZZ_CHECK(!rpc.IsEmpty());
        for (const auto& prune : rpc.prune)
        {
            FUZZ_CHECK(!router->GetMesh(prune.topic).Contains(peer));
        }
        FUZZ_CHECK(rpc.iwant.size() <= 5000);
    }

    void Deliver(Ptr<const PubsubMessage> message) override
    {
        FUZZ_CHECK(router->IsSubscribed(message->GetTopic()));
        const auto [before, isFirst] = m_delivered.emplace(message->GetId(), now);
        FUZZ_CHECK(isFirst || now - before->second >= m_seenTtl);
        before->second = now;
    }

    void Disconnect(PeerId peer) override
    {
        After(Time(0), [this, peer](Time) { Part(peer); });
    }

  private:
    void SetUp()
    {
        const uint8_t choice = m_input.Take();
        const uint8_t more = m_input.Take();
        m_seenTtl = Seconds(choice & 1 ? 5 : 120);
        Set("SeenTtl", choice & 1 ? "5s" : "120s");
        Set("FloodPublish", choice & 2 ? "true" : "false");
        if (choice & 4)
        {
            Set("NimMesh", "true");
            m_isNim = true;
        }
        if (choice & 8)
        {
            Score("AppSpecificWeight", "1");
            Score("BehaviourPenaltyWeight", "-1");
            Score("IPColocationFactorWeight", "-1");
            Score("DecayInterval", "1s");
            TopicScore("InvalidMessageDeliveriesWeight", "-1");
            TopicScore("MeshMessageDeliveriesWeight", "-1");
            prepare = [this](GossipSubRouter& made) {
                made.SetAppSpecificScore([this](const Address&) { return m_appScore; });
            };
        }
        if (choice & 16)
        {
            Set("Preamble", "true");
            Set("PingPong", "true");
            Set("Choke", "true");
        }
        if (choice & 32)
        {
            Set("DoPX", "true");
        }
        validationDelay = choice & 64 ? MilliSeconds(300) : Time(0);
        maxRpcSize = choice & 128 ? 300 : 1 << 20;
        if (more & 1)
        {
            Set("IDontWantMessageThreshold", "200");
        }
        if (more & 2)
        {
            Set("BatchWindow", "100ms");
        }
        if (more & 4)
        {
            Set("AskOnce", "true");
        }
    }

    PeerId AnyPeer()
    {
        const uint32_t number = m_input.Take();
        const auto& peers = router->GetPeers();
        return peers.empty() ? 0 : peers.nth(number % peers.size())->first;
    }

    Ptr<const PubsubMessage> AnyMessage()
    {
        const uint32_t number = m_input.Take();
        if (m_messages.empty() || number >= 200)
        {
            m_messages.push_back(
                Make(number % 2 == 0 ? 100 : 3000, number % 5 == 0 ? OTHER_TOPIC : ""));
            return m_messages.back();
        }
        return m_messages[number % m_messages.size()];
    }

    MessageIds AnyIds()
    {
        MessageIds ids;
        for (uint32_t count = m_input.Take() % 8; count > 0; count--)
        {
            ids.push_back(m_input.TakeBool() ? AnyMessage()->GetId() : MakeId(m_input.Take()));
        }
        return ids;
    }

    std::string AnyTopic()
    {
        return m_input.TakeBool() ? OTHER_TOPIC : TOPIC;
    }

    /// A peer says something made of known parts.
    void HearParts(PeerId peer)
    {
        PubsubRpc rpc;
        const uint8_t parts = m_input.Take();
        if (parts & 1)
        {
            rpc.subscriptions.push_back({m_input.TakeBool(), AnyTopic()});
        }
        if (parts & 2)
        {
            rpc.graft.push_back(AnyTopic());
        }
        if (parts & 4)
        {
            rpc.prune.push_back({AnyTopic(), {"peer"}, m_input.Take()});
        }
        if (parts & 8)
        {
            rpc.ihave.push_back({AnyTopic(), AnyIds()});
        }
        if (parts & 16)
        {
            rpc.iwant = AnyIds();
        }
        if (parts & 32)
        {
            rpc.idontwant = AnyIds();
        }
        if (parts & 64)
        {
            rpc.publish.push_back(AnyMessage());
        }
        Receive(peer, rpc);
    }

    /// A peer says any bytes.
    void HearBytes(PeerId peer)
    {
        const FuzzBytes fields = m_input.TakeBytes(m_input.Take());
        FuzzBytes frame;
        protobuf::AppendVarint(frame, fields.size());
        frame.insert(frame.end(), fields.begin(), fields.end());
        m_speaker = peer;
        PubsubRpcParser parser(pool, 1 << 20, *this);
        for (std::size_t at = 0; at < frame.size() && !parser.HasFailed();)
        {
            at += parser.Read(frame.data() + at, static_cast<uint32_t>(frame.size() - at));
        }
    }

    void HandleRpc(const PubsubRpc& rpc) override
    {
        if (router->GetPeers().count(m_speaker) == 1)
        {
            Receive(m_speaker, rpc);
        }
    }

    void HandleError(RpcError) override
    {
        if (router->GetPeers().count(m_speaker) == 1)
        {
            router->HandleMalformed(now, m_speaker);
        }
    }

    void Part(PeerId peer)
    {
        if (router->GetPeers().count(peer) == 1)
        {
            router->RemovePeer(now, peer);
        }
    }

    void Happen()
    {
        const uint8_t event = m_input.Take();
        const bool hasPeers = !router->GetPeers().empty();
        switch (event % 16)
        {
        case 0:
        case 1:
            if (router->GetPeers().size() < 40)
            {
                AddPeer((event & 16) != 0, (event & 32) != 0, 1 + (event >> 6));
            }
            return;
        case 2:
            hasPeers ? Part(AnyPeer()) : void();
            return;
        case 3:
            Run(MilliSeconds(10 * m_input.Take()));
            return;
        case 4:
            Run(Seconds(m_input.Take() % 16));
            return;
        case 5:
            router->Publish(now, AnyMessage());
            return;
        case 6:
            router->Subscribe(now, AnyTopic());
            return;
        case 7:
            router->Unsubscribe(now, AnyTopic());
            return;
        case 8:
            verdict = static_cast<ValidationResult>(m_input.Take() % 3);
            return;
        case 9:
            m_appScore = static_cast<double>(m_input.Take()) - 128;
            return;
        case 10:
            hasPeers ? router->HandleDropped(AnyPeer()) : void();
            return;
        case 11:
            hasPeers ? HearBytes(AnyPeer()) : void();
            return;
        case 12:
            event == 0xfc ? RestartNode() : void();
            return;
        default:
            hasPeers ? HearParts(AnyPeer()) : void();
            return;
        }
    }

    void RestartNode()
    {
        Restart();
        FUZZ_CHECK(router->GetPeers().empty());
        m_delivered.clear();
        for (const std::string& topic : {TOPIC, std::string(OTHER_TOPIC)})
        {
            FUZZ_CHECK(router->GetMesh(topic).GetSize() == 0);
        }
    }

    void Check()
    {
        const auto& peers = router->GetPeers();
        for (const std::string& topic : {TOPIC, std::string(OTHER_TOPIC)})
        {
            const PeerSet& mesh = router->GetMesh(topic);
            FUZZ_CHECK(mesh.GetSize() == 0 || router->IsSubscribed(topic));
            std::size_t inbound = 0;
            for (const PeerId peer : mesh)
            {
                FUZZ_CHECK(peers.count(peer) == 1);
                FUZZ_CHECK(router->GetSubscribers(topic).Contains(peer));
                inbound += peers.at(peer).outbound ? 0 : 1;
            }
            // D_high, and what opportunistic grafting adds; outbound peers may always graft.
            FUZZ_CHECK(m_isNim || inbound <= 12 + 2);
            for (const PeerId peer : router->GetFanout(topic))
            {
                FUZZ_CHECK(peers.count(peer) == 1);
                FUZZ_CHECK(!router->IsSubscribed(topic));
            }
            for (const PeerId peer : router->GetSubscribers(topic))
            {
                FUZZ_CHECK(peers.count(peer) == 1);
            }
        }
        for (const auto& [peer, info] : peers)
        {
            FUZZ_CHECK(std::isfinite(router->GetScore(peer)));
        }
        FUZZ_CHECK(router->GetNCached() <= m_messages.size() + router->GetNReceived());
        FUZZ_CHECK(router->GetNSeen() <= m_messages.size() + router->GetNReceived());
    }

    FuzzInput& m_input;
    bool m_isNim{false};
    Time m_seenTtl;
    double m_appScore{0};
    PeerId m_speaker{0};
    std::vector<Ptr<const PubsubMessage>> m_messages;
    std::map<MessageId, Time> m_delivered;
    std::map<MessageId, std::set<PeerId>> m_sentTo;
};

void
RunGossipSubNode(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    FuzzedGossipSub node(input);
    node.Live();
}

FuzzTarget::Seeds
MakeGossipSubNodeSeeds()
{
    FuzzTarget::Seeds seeds;
    for (const uint8_t choice : {0x00, 0x09, 0x0c, 0x5a, 0xff})
    {
        FuzzBytes seed{choice, choice, 1};
        for (uint8_t i = 0; i < 16; i++)
        {
            const FuzzBytes next{static_cast<uint8_t>(0x20 + 0x10 * (i % 2) + 0x40 * (i % 4)),
                                 0x0d,
                                 i,
                                 0x7f,
                                 1,
                                 0,
                                 0,
                                 0,
                                 9,
                                 2,
                                 1,
                                 3,
                                 0,
                                 4,
                                 2,
                                 1,
                                 0,
                                 5,
                                 201,
                                 0x04,
                                 2};
            seed.insert(seed.end(), next.begin(), next.end());
        }
        seeds.push_back(seed);
    }
    return seeds;
}

} // namespace

WAKU_FUZZ_TARGET(GossipSubNode,
                 "gossipsub-node",
                 RunGossipSubNode,
                 FuzzForm::BYTES,
                 0,
                 {},
                 {},
                 MakeGossipSubNodeSeeds,
                 true)
