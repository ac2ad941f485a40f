/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/trace-sink.h"
#include "../support/whisper-fake-network.h"
#include "fuzz-target.h"

#include "ns3/inet-socket-address.h"
#include "ns3/whisper-decoder.h"
#include "ns3/whisper-mail-server.h"

#include <map>
#include <set>

using namespace ns3;

namespace
{

constexpr uint32_t WHISPER_EPOCH = 1546300800;

/// A Whisper node to which an input happens, and what has to hold all the time.
class FuzzedWhisper
{
  public:
    explicit FuzzedWhisper(FuzzInput& input)
        : m_input(input)
    {
    }

    void Live()
    {
        clock.now = Seconds(100);
        SetUp();
        node.onSend = [this](PeerId peer, const RlpxFrame& frame) { CheckSent(peer, frame); };
        node.remembersSent = false;
        for (const char* trace : {"Accept", "Duplicate"})
        {
            node.protocol->TraceConnectWithoutContext(
                trace,
                MakeTraceSink<Ptr<const WhisperEnvelope>, const PeerInfo&>(
                    [this](Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer) {
                        m_peers.at(peer.id).insert(envelope->GetHash());
                    }));
        }
        node.onDisconnect = [this](PeerId peer) { m_peers.erase(peer); };
        node.Start();
        for (int events = 0; !m_input.IsEmpty() && events < 300; events++)
        {
            Happen();
            Check();
        }
        // All that lives ends.
        clock.RunUntil(clock.now + Seconds(600));
        Check();
        FUZZ_CHECK(node.protocol->GetNEnvelopes() == 0);
    }

  private:
    void SetUp()
    {
        const uint8_t choice = m_input.Take();
        const uint8_t more = m_input.Take();
        // While an envelope is read, it may go back to the peer that it came from.
        node.Set("HandlingTime", TimeValue(Time(0)));
        node.Set("Waku1", BooleanValue(choice & 1));
        m_isFull = (choice & 2) != 0;
        node.Set("FullNode", BooleanValue(m_isFull));
        node.Set("LightNode", BooleanValue((choice & 4) != 0));
        node.Set("Confirmations", BooleanValue((choice & 8) != 0));
        node.Set("MinPow", DoubleValue(choice & 16 ? 0.2 : 0));
        node.Set("Immediate", BooleanValue((choice & 32) != 0));
        node.Set("SplitBundles", BooleanValue((choice & 64) != 0));
        node.Set("EnforceRateLimits", BooleanValue((choice & 128) != 0));
        if (more & 1)
        {
            node.Set("PacketLimitPeer", UintegerValue(5));
            node.Set("ByteLimitPeer", UintegerValue(2000));
            node.Set("PacketLimitIp", UintegerValue(7));
        }
        node.Set("TopicInterest", BooleanValue((more & 2) && (choice & 1)));
        node.Set("RestrictLightConnections", BooleanValue((more & 4) != 0));
        node.Set("ModelPow", BooleanValue((more & 8) != 0));
        if (more & 16)
        {
            m_server = CreateObject<WhisperMailServer>();
            m_server->SetAttribute("MaxEnvelopes", UintegerValue(6));
            node.protocol->SetMailServer(m_server);
        }
    }

    PeerId AnyPeer()
    {
        auto peer = m_peers.begin();
        std::advance(peer, m_input.Take() % m_peers.size());
        return peer->first;
    }

    WhisperTopic AnyTopic()
    {
        static constexpr WhisperTopic topics[] = {0x01020300, 0x02010300, 0x0a0b0c00, 0xffffffff};
        return topics[m_input.Take() % 4];
    }

    Ptr<const WhisperEnvelope> AnyEnvelope()
    {
        const uint8_t choice = m_input.Take();
        if (choice < 100 && !m_envelopes.empty())
        {
            return m_envelopes[choice % m_envelopes.size()];
        }
        WhisperEnvelopeFields fields;
        fields.ttl = m_input.Take();
        const auto now = static_cast<uint32_t>(clock.now.GetSeconds());
        fields.expiry = WHISPER_EPOCH + now + fields.ttl + (choice & 7) * 5 - 15;
        fields.topic = AnyTopic();
        fields.data = VirtualBytes({choice}, m_input.Take() * 3);
        fields.nonce = ++m_made;
        m_envelopes.push_back(pool->Add(fields, (choice & 8) != 0 ? 0.1 : 1));
        return m_envelopes.back();
    }

    WhisperBundle AnyBundle()
    {
        WhisperBundle bundle;
        for (uint32_t count = m_input.Take() % 5; count > 0; count--)
        {
            bundle.push_back(AnyEnvelope());
        }
        return bundle;
    }

    WhisperOptions AnyOptions()
    {
        WhisperOptions options;
        const uint8_t choice = m_input.Take();
        if (choice & 1)
        {
            options.minPow = m_input.Take() / 100.0;
        }
        if (choice & 2)
        {
            options.bloom = WhisperBloomFilter::Full();
        }
        if (choice & 4)
        {
            options.isLight = (choice & 8) != 0;
        }
        if (choice & 16)
        {
            options.packetLimits = WhisperRateLimits{3, 3, 3};
        }
        if (choice & 32)
        {
            options.topicInterest = std::vector<WhisperTopic>{AnyTopic()};
        }
        if (choice & 64)
        {
            options.confirmations = true;
        }
        return options;
    }

    void Connect(PeerId peer)
    {
        PeerInfo info;
        info.id = peer;
        info.address = InetSocketAddress(Ipv4Address(0x0a000001 + peer / 2), 30303);
        m_peers[peer] = {};
        node.protocol->AddPeer(clock.now, info);
    }

    void HearBytes(PeerId peer)
    {
        const uint8_t code = m_input.Take() & 0x7f;
        const FuzzBytes bytes = m_input.TakeBytes(m_input.Take());
        WhisperMessage message;
        const WhisperDialect dialect = node.protocol->GetDialect();
        if (!WhisperDecoder::Knows(dialect, code))
        {
            return;
        }
        const WhisperError error =
            WhisperDecoder::Decode(dialect, code, bytes.data(), bytes.size(), message);
        if (error == WhisperError::NONE)
        {
            node.Hear(peer, message);
        }
        else
        {
            node.protocol->HandleError(clock.now, peer, error);
        }
    }

    void HearEnvelopes(PeerId peer)
    {
        node.HearEnvelopes(peer, AnyBundle());
    }

    void Happen()
    {
        const uint8_t event = m_input.Take();
        if (event % 16 < 6 && event % 16 > 0 && m_peers.empty())
        {
            return;
        }
        switch (event % 16)
        {
        case 0:
            m_nextPeer < 250 ? Connect(m_nextPeer++) : void();
            return;
        case 1: {
            const PeerId peer = AnyPeer();
            node.Hear(peer, WhisperStatus{6, AnyOptions()});
            return;
        }
        case 2: {
            const PeerId peer = AnyPeer();
            m_peers.erase(peer);
            node.protocol->RemovePeer(clock.now, peer);
            return;
        }
        case 3:
            HearBytes(AnyPeer());
            return;
        case 4:
            HearEnvelopes(AnyPeer());
            return;
        case 5:
            HearOther(AnyPeer());
            return;
        case 6:
            clock.RunUntil(clock.now + MilliSeconds(20 * m_input.Take()));
            return;
        case 7:
            clock.RunUntil(clock.now + Seconds(m_input.Take()));
            return;
        case 8:
            Subscribe();
            return;
        case 9:
            Unsubscribe();
            return;
        case 10:
            Publish();
            return;
        case 11:
            node.protocol->SetMinPow(clock.now, m_input.Take() / 100.0);
            return;
        case 12:
            node.blocked = {m_input.Take()};
            return;
        case 13:
            Ask();
            return;
        default:
            return;
        }
    }

    void HearOther(PeerId peer)
    {
        const uint8_t choice = m_input.Take();
        const WhisperBundle bundle = AnyBundle();
        switch (choice % 7)
        {
        case 0:
            node.Hear(peer, WhisperStatusUpdate{AnyOptions()});
            return;
        case 1:
            node.Hear(peer, WhisperP2pMessage{bundle});
            return;
        case 2:
            node.Hear(peer, WhisperP2pRequest{AnyEnvelope()});
            return;
        case 3:
            node.Hear(peer, WhisperBatchAcknowledged{});
            return;
        case 4:
            node.Hear(peer, WhisperSyncRequest{});
            return;
        case 5:
            node.Hear(peer, WhisperSyncResponse{bundle, {}, m_input.TakeBool(), ""});
            return;
        default:
            node.Hear(peer, WhisperRequestComplete{});
            return;
        }
    }

    void Subscribe()
    {
        node.protocol->Subscribe(clock.now, {AnyTopic()});
    }

    void Unsubscribe()
    {
        node.protocol->Unsubscribe(clock.now, {AnyTopic()});
    }

    void Publish()
    {
        WhisperPost post;
        post.topic = AnyTopic();
        post.payload = VirtualBytes({m_input.Take()}, 30);
        post.ttl = 1 + m_input.Take();
        post.powTarget = 0.0;
        node.protocol->Publish(clock.now, post);
    }

    void Ask()
    {
        if (!m_peers.empty())
        {
            const PeerId peer = AnyPeer();
            node.protocol->TrustPeer(peer);
            node.protocol->RequestHistory(clock.now, peer, WhisperMailRequest());
        }
    }

    /// Nothing goes to a peer that has gone, and no envelope twice, nor back if it was accepted.
    void CheckSent(PeerId peer, const RlpxFrame& frame)
    {
        const auto found = m_peers.find(peer);
        FUZZ_CHECK(found != m_peers.end());
        if (frame.GetPacketId() != static_cast<uint8_t>(WhisperCode::MESSAGES))
        {
            return;
        }

        class Sink : public WhisperParser::Sink
        {
          public:
            void HandleMessage(const WhisperMessage& message, uint64_t) override
            {
                bundle = std::get<WhisperMessages>(message).envelopes;
            }

            void HandleError(WhisperError) override
            {
                FUZZ_CHECK(false);
            }

            WhisperBundle bundle;
        };

        Sink sink;
        WhisperParser parser(node.protocol->GetDialect(),
                             pool,
                             RlpxFrame::MAX_DATA_SIZE,
                             sink,
                             false);
        FakeWhisperNode::Feed(parser, frame);
        FUZZ_CHECK(!sink.bundle.empty());
        for (const auto& envelope : sink.bundle)
        {
            FUZZ_CHECK(found->second.insert(envelope->GetHash()).second);
            FUZZ_CHECK(envelope->GetExpiry() + 1 >= node.protocol->GetUnixTime(clock.now));
        }
    }

    void Check()
    {
        std::set<WhisperHash> delivered;
        for (std::size_t i = 0; i < node.delivered.size(); i++)
        {
            FUZZ_CHECK(delivered.insert(node.delivered[i]->GetHash()).second);
        }
        FUZZ_CHECK(node.protocol->GetNPeers() == m_peers.size());
        FUZZ_CHECK(node.protocol->GetNEnvelopes() <= m_envelopes.size() + 300);
        FUZZ_CHECK(!m_server || m_server->GetSize() <= 6);
    }

    FuzzInput& m_input;
    FakeClock clock;
    Ptr<WhisperEnvelopePool> pool{CreateObject<WhisperEnvelopePool>()};
    FakeWhisperNode node{clock, pool};
    Ptr<WhisperMailServer> m_server;
    bool m_isFull{false};
    uint64_t m_made{0};
    PeerId m_nextPeer{1};
    std::map<PeerId, std::set<WhisperHash>> m_peers; ///< what each has from or for this node
    std::vector<Ptr<const WhisperEnvelope>> m_envelopes;
};

void
RunWhisperNode(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    FuzzedWhisper node(input);
    node.Live();
}

FuzzTarget::Seeds
MakeWhisperNodeSeeds()
{
    FuzzTarget::Seeds seeds;
    for (const uint8_t choice : {0x02, 0x03, 0x0b, 0x20, 0x6f, 0x93})
    {
        FuzzBytes seed{choice, static_cast<uint8_t>(choice >> 2)};
        for (uint8_t i = 0; i < 6; i++)
        {
            const FuzzBytes next{0,  1, i, 0x02, 8,  0,   4, i, 2,  0xfb, 50, 0, 3, 0xf3,
                                 20, 1, 9, 6,    30, 10,  0, 7, 60, 4,    0,  1, 1, 7,
                                 3,  5, i, i,    1,  101, 9, 0, 0,  9,    0,  0};
            seed.insert(seed.end(), next.begin(), next.end());
        }
        seeds.push_back(seed);
    }
    return seeds;
}

} // namespace

WAKU_FUZZ_TARGET(WhisperNode,
                 "whisper-node",
                 RunWhisperNode,
                 FuzzForm::BYTES,
                 0,
                 {},
                 {},
                 MakeWhisperNodeSeeds,
                 true)
