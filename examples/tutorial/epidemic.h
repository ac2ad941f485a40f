/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TUTORIAL_EPIDEMIC_H
#define WAKU_TUTORIAL_EPIDEMIC_H

#include "ns3/core-module.h"
#include "ns3/waku-module.h"

#include <algorithm>
#include <set>

namespace ns3
{

/** A message: on the wire, a random key, then a payload of zeros. */
struct Rumour
{
    MessageKey key;      //!< tells messages apart
    uint64_t payload{0}; //!< size of the payload, bytes
};

/** Epidemic broadcast: who gets a message first passes it to Fanout random peers, once. */
class EpidemicProtocol : public DelimitedProtocol
{
  public:
    using Message = Rumour;

    static TypeId GetTypeId()
    {
        static TypeId tid =
            TypeId("ns3::EpidemicProtocol")
                .SetParent<DelimitedProtocol>()
                .AddConstructor<EpidemicProtocol>()
                .AddAttribute("Fanout",
                              "Number of peers to which a node passes a message.",
                              UintegerValue(3),
                              MakeUintegerAccessor(&EpidemicProtocol::m_fanout),
                              MakeUintegerChecker<uint32_t>(1))
                .AddTraceSource("Publish",
                                "The node publishes a message.",
                                MakeTraceSourceAccessor(&EpidemicProtocol::m_publishTrace),
                                "ns3::EpidemicProtocol::PublishTracedCallback")
                .AddTraceSource("Send",
                                "The node passes a message to a peer.",
                                MakeTraceSourceAccessor(&EpidemicProtocol::m_sendTrace),
                                "ns3::EpidemicProtocol::PeerTracedCallback")
                .AddTraceSource("FirstReceive",
                                "The node gets a message for the first time.",
                                MakeTraceSourceAccessor(&EpidemicProtocol::m_firstReceiveTrace),
                                "ns3::EpidemicProtocol::PeerTracedCallback")
                .AddTraceSource("Duplicate",
                                "The node gets a message once more.",
                                MakeTraceSourceAccessor(&EpidemicProtocol::m_duplicateTrace),
                                "ns3::EpidemicProtocol::PeerTracedCallback");
        return tid;
    }

    std::string GetProtocolId() const override
    {
        return "/tutorial/epidemic/1.0.0";
    }

    int64_t AssignStreams(int64_t stream) override
    {
        m_random->SetStream(stream);
        return 1;
    }

    void PublishTraffic(uint32_t size) override
    {
        Rumour rumour{{}, size};
        std::generate(rumour.key.begin(), rumour.key.end(), [this] {
            return static_cast<uint8_t>(m_random->GetInteger(0, 255));
        });
        m_seen.insert(rumour.key);
        m_publishTrace(rumour);
        Pass(rumour, GetPeers());
    }

  private:
    bool Receive(const PeerInfo& from, const VirtualBytes& bytes) override
    {
        if (bytes.GetSize() < sizeof(MessageKey))
        {
            return false;
        }
        Rumour rumour{{}, bytes.GetSize() - sizeof(MessageKey)};
        const std::vector<uint8_t> key = bytes.Slice(0, sizeof(MessageKey)).ToVector();
        std::copy(key.begin(), key.end(), rumour.key.begin());
        if (!m_seen.insert(rumour.key).second)
        {
            m_duplicateTrace(rumour, from);
            return true;
        }
        m_firstReceiveTrace(rumour, from);
        std::map<PeerId, PeerInfo> others = GetPeers();
        others.erase(from.id);
        Pass(rumour, others);
        return true;
    }

    void Pass(const Rumour& rumour, std::map<PeerId, PeerInfo> peers)
    {
        const VirtualBytes bytes({rumour.key.begin(), rumour.key.end()}, rumour.payload);
        for (uint32_t i = 0; i < m_fanout && !peers.empty(); i++)
        {
            const auto peer = std::next(peers.begin(), m_random->GetInteger(0, peers.size() - 1));
            if (Send(peer->first, bytes))
            {
                m_sendTrace(rumour, peer->second);
            }
            peers.erase(peer);
        }
    }

    uint32_t m_fanout;           //!< attribute Fanout
    std::set<MessageKey> m_seen; //!< messages that the node has got or published
    Ptr<UniformRandomVariable> m_random{CreateObject<UniformRandomVariable>()};
    TracedCallback<const Rumour&> m_publishTrace;
    TracedCallback<const Rumour&, const PeerInfo&> m_sendTrace;
    TracedCallback<const Rumour&, const PeerInfo&> m_firstReceiveTrace;
    TracedCallback<const Rumour&, const PeerInfo&> m_duplicateTrace;
};

NS_OBJECT_ENSURE_REGISTERED(EpidemicProtocol);

/** What the metrics know of a message. */
inline ObservedMessage
DescribeRumour(const Rumour& rumour)
{
    const uint64_t size = sizeof(MessageKey) + rumour.payload;
    return {rumour.key, rumour.payload, DelimitedProtocol::GetWireSize(size)};
}

/** Installs nodes that speak it. */
class EpidemicHelper : public P2pNodeHelper
{
  public:
    explicit EpidemicHelper(uint32_t fanout)
    {
        Mount("ns3::EpidemicProtocol", "Fanout", UintegerValue(fanout));
    }
};

} // namespace ns3

#endif /* WAKU_TUTORIAL_EPIDEMIC_H */
