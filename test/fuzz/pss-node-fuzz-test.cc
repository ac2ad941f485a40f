/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/fake-peer-host.h"
#include "../support/pss-test-network.h"
#include "../support/rlpx-bytes.h"
#include "fuzz-target.h"

#include "ns3/pss-parser.h"
#include "ns3/uinteger.h"

#include <map>
#include <set>

using namespace ns3;

namespace
{

/// A node of pss to which an input happens, and what has to hold all the time.
class FuzzedPss
{
  public:
    static constexpr PssTopic PSS_TOPIC = 0xdeadbeef;

    explicit FuzzedPss(FuzzInput& input)
        : m_input(input)
    {
        const uint8_t choice = m_input.Take();
        m_protocol->SetOverlayAddress(PssAddress{});
        m_protocol->SetMessagePool(m_pool);
        m_protocol->SetAttribute("AutoConnect", BooleanValue((choice & 1) != 0));
        m_protocol->SetAttribute("Discovery", BooleanValue((choice & 2) != 0));
        m_protocol->SetAttribute("LightNode", BooleanValue((choice & 4) != 0));
        m_protocol->SetAttribute("MaxKnown", UintegerValue(20));
        m_protocol->AssignStreams(5);
        m_protocol->GetPostOffice().GetHandlers().Add(PSS_TOPIC,
                                                      {nullptr, true, (choice & 8) != 0});
        m_protocol->TraceConnectWithoutContext(
            "Deliver",
            MakeTraceSink<Ptr<const PssMessage>>([this](Ptr<const PssMessage> message) {
                FUZZ_CHECK(message->GetTopic() == PSS_TOPIC);
                const auto [before, isFirst] =
                    m_delivered.emplace(message->GetDigest(), m_host->now);
                // As long as the cache of a node knows it.
                FUZZ_CHECK(isFirst || m_host->now - before->second >= Seconds(10));
                before->second = m_host->now;
            }));
        m_host = std::make_unique<FakePeerHost>(m_protocol);
    }

    void Live()
    {
        for (int events = 0; !m_input.IsEmpty() && events < 200; events++)
        {
            Happen();
            Check();
        }
        m_host->RunUntil(m_host->now + Minutes(11));
        Check();
        // What has waited for too long is dropped when the next one has to wait.
        m_host->hasRoom = false;
        Send();
        FUZZ_CHECK(m_protocol->GetPostOffice().GetNWaiting() <= 1);
    }

  private:
    static PssPeerRecord RecordOf(uint8_t first)
    {
        return {MakeTestAddress({first}),
                InetSocketAddress(Ipv4Address(0x0b000000 + first), 30399),
                {}};
    }

    /// An address near to or far from this node's, which is 0.
    uint8_t AnyFirst()
    {
        const uint8_t byte = m_input.Take();
        return static_cast<uint8_t>(1 << byte % 8) | (byte >> 5);
    }

    PeerId AnyPeer()
    {
        auto peer = m_host->parsers.begin();
        std::advance(peer, m_input.Take() % m_host->parsers.size());
        return peer->first;
    }

    FuzzBytes AnyMessage()
    {
        PssMessageFields fields;
        for (uint32_t count = m_input.Take() % 4; count > 0; count--)
        {
            fields.to.push_back(m_input.TakeBool() ? 0 : AnyFirst());
        }
        if (m_input.Take() % 4 == 0)
        {
            fields.to.resize(32);
        }
        fields.topic = m_input.Take() % 8 == 0 ? 1 : PSS_TOPIC;
        fields.isRaw = true;
        fields.expire = m_protocol->GetPostOffice().GetUnixTime(m_host->now) + m_input.Take() - 50;
        fields.payload = VirtualBytes({m_input.Take()}, 20);
        return BytesOf(Create<PssMessage>(fields)->GetFrame()->GetPacket());
    }

    void Hear(PeerId peer, const FuzzBytes& frame)
    {
        m_host->Hear(peer, frame);
        const bool isOut =
            std::find(m_host->disconnected.begin(), m_host->disconnected.end(), peer) !=
            m_host->disconnected.end();
        if (isOut || m_host->parsers.at(peer)->HasFailed())
        {
            m_host->Part(peer);
            m_host->disconnected.clear();
        }
    }

    void Happen()
    {
        const uint8_t event = m_input.Take();
        if (event % 8 > 0 && event % 8 < 6 && m_host->parsers.empty())
        {
            return;
        }
        switch (event % 8)
        {
        case 0:
            m_next < 200 ? m_host->Connect(m_next++) : void();
            return;
        case 1: {
            const PeerId peer = AnyPeer();
            const PssHandshake handshake{event & 8 ? 14U : 13U,
                                         event & 16 ? 4U : 5U,
                                         RecordOf(AnyFirst())};
            Hear(peer, ToBytes(EncodePssControl(handshake)));
            return;
        }
        case 2: {
            const PeerId peer = AnyPeer();
            PssPeers peers;
            for (uint32_t count = m_input.Take() % 9; count > 0; count--)
            {
                peers.records.push_back(RecordOf(m_input.Take()));
            }
            Hear(peer,
                 event & 8 ? ToBytes(EncodePssControl(peers))
                           : ToBytes(EncodePssControl(PssDepth{m_input.Take()})));
            return;
        }
        case 3: {
            const PeerId peer = AnyPeer();
            Hear(peer, AnyMessage());
            return;
        }
        case 4: {
            const PeerId peer = AnyPeer();
            const auto code = static_cast<uint8_t>(m_input.Take() % 5);
            Hear(peer, ToBytes(RlpxFrame(code, {VirtualBytes(m_input.TakeBytes(m_input.Take()))})));
            return;
        }
        case 5:
            m_host->Part(AnyPeer());
            return;
        case 6:
            m_host->hasRoom = (event & 8) == 0;
            Send();
            return;
        default:
            m_host->RunUntil(m_host->now + MilliSeconds(100 * m_input.Take()));
            for (const PeerId peer : std::exchange(m_host->disconnected, {}))
            {
                m_host->parsers.count(peer) == 1 ? m_host->Part(peer) : void();
            }
            return;
        }
    }

    void Send()
    {
        PssPost post;
        post.to = {AnyFirst(), m_input.Take()};
        post.topic = PSS_TOPIC;
        post.payload = VirtualBytes({m_input.Take(), ++m_made}, 10);
        m_protocol->Send(post, Seconds(1 + m_input.Take()));
    }

    void Check()
    {
        for (const auto& [peer, frame] : m_host->sent)
        {
            FUZZ_CHECK(m_host->parsers.count(peer) == 1 || frame->GetSize() > 0);
        }
        m_host->sent.clear();
        const PssKademlia* table = m_protocol->GetKademlia();
        FUZZ_CHECK(table->GetConnections().size() <= m_host->parsers.size());
        std::set<PssAddress> addresses;
        for (const PssKademlia::Connection& one : table->GetConnections())
        {
            FUZZ_CHECK(m_host->parsers.count(one.peer) == 1);
            FUZZ_CHECK(addresses.insert(one.record.overlay).second);
            FUZZ_CHECK(one.proximity <= 256);
        }
        FUZZ_CHECK(table->GetDepth() <= 256);
        FUZZ_CHECK(table->GetNKnown() <= 20 + m_host->parsers.size() + 200);
        FUZZ_CHECK(m_protocol->GetPostOffice().GetNWaiting() <= 200);
    }

    FuzzInput& m_input;
    Ptr<PssMessagePool> m_pool{CreateObject<PssMessagePool>()};
    Ptr<PssProtocol> m_protocol{CreateObject<PssProtocol>()};
    std::unique_ptr<FakePeerHost> m_host;
    std::map<PssDigest, Time> m_delivered;
    PeerId m_next{1};
    uint8_t m_made{0};
};

void
RunPssNode(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    FuzzedPss node(input);
    node.Live();
}

FuzzTarget::Seeds
MakePssNodeSeeds()
{
    FuzzTarget::Seeds seeds;
    for (const uint8_t choice : {0x00, 0x03, 0x0b, 0x0f})
    {
        FuzzBytes seed{choice};
        for (uint8_t i = 0; i < 8; i++)
        {
            const FuzzBytes next{0,    0x19, i,    static_cast<uint8_t>(i * 5),
                                 0x0a, i,    3,    9,
                                 77,   200,  0x02, i,
                                 4,    3,    i,    2,
                                 1,    3,    1,    2,
                                 1,    100,  7,    6,
                                 i,    7,    8,    60,
                                 7,    30};
            seed.insert(seed.end(), next.begin(), next.end());
        }
        seeds.push_back(seed);
    }
    return seeds;
}

} // namespace

WAKU_FUZZ_TARGET(PssNode,
                 "pss-node",
                 RunPssNode,
                 FuzzForm::BYTES,
                 0,
                 {},
                 {},
                 MakePssNodeSeeds,
                 true)
