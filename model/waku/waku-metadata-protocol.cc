/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-metadata-protocol.h"

#include "waku-shard-set.h"

#include "ns3/boolean.h"
#include "ns3/delimited-messages.h"
#include "ns3/log.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuMetadataProtocol");
NS_OBJECT_ENSURE_REGISTERED(WakuMetadataProtocol);

TypeId
WakuMetadataProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuMetadataProtocol")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuMetadataProtocol>()
            .AddAttribute("ClusterId",
                          "Number of the cluster of this node.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuMetadataProtocol::m_cluster),
                          MakeUintegerChecker<uint32_t>(0, 65535))
            .AddAttribute("DropOtherClusters",
                          "Whether peers of another cluster, or without one, are disconnected.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WakuMetadataProtocol::m_dropOthers),
                          MakeBooleanChecker())
            .AddAttribute("Timeout",
                          "A peer that has not answered after this time counts as silent.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WakuMetadataProtocol::m_timeout),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddTraceSource("Metadata",
                            "A peer has said its cluster and its shards.",
                            MakeTraceSourceAccessor(&WakuMetadataProtocol::m_metadataTrace),
                            "ns3::WakuMetadataProtocol::MetadataTracedCallback")
            .AddTraceSource("OtherCluster",
                            "A peer is disconnected, since it is of another cluster.",
                            MakeTraceSourceAccessor(&WakuMetadataProtocol::m_otherTrace),
                            "ns3::WakuMetadataProtocol::MetadataTracedCallback")
            .AddTraceSource("Fault",
                            "A peer has said what makes no sense, or nothing. (peer, what was "
                            "wrong)",
                            MakeTraceSourceAccessor(&WakuMetadataProtocol::m_faultTrace),
                            "ns3::WakuMetadataProtocol::FaultTracedCallback");
    return tid;
}

WakuMetadataProtocol::WakuMetadataProtocol() = default;

WakuMetadataProtocol::~WakuMetadataProtocol() = default;

void
WakuMetadataProtocol::DoDispose()
{
    m_relay = nullptr;
    m_peers.clear();
    m_metadata.clear();
    PeerProtocol::DoDispose();
}

std::string
WakuMetadataProtocol::GetProtocolId() const
{
    return "/vac/waku/metadata/1.0.0";
}

void
WakuMetadataProtocol::SetRelay(Ptr<WakuRelayProtocol> relay)
{
    m_relay = relay;
}

std::unique_ptr<StreamParser>
WakuMetadataProtocol::CreateParser(PeerId peer)
{
    using Parser = DelimitedPeerParser<WakuMetadataProtocol,
                                       WakuMetadataFault,
                                       &WakuMetadataProtocol::HandleMessage,
                                       &WakuMetadataProtocol::Count>;
    return std::make_unique<Parser>(*this, peer, MAX_SIZE);
}

void
WakuMetadataProtocol::Tell(PeerId peer)
{
    WakuMetadataMessage message;
    message.cluster = m_cluster;
    if (m_relay)
    {
        const auto& topics = m_relay->GetRouter()->GetTopics();
        const auto shards = WakuShardSet::FromTopics({topics.begin(), topics.end()});
        if (shards && shards->cluster == m_cluster)
        {
            message.shards.insert(shards->shards.begin(), shards->shards.end());
        }
    }
    GetHost().Send(peer, Create<StreamFrame>(MakeDelimitedPacket(message.Encode())));
}

void
WakuMetadataProtocol::PeerUp(const PeerInfo& peer)
{
    m_peers[peer.id] = peer.outbound;
    if (!peer.outbound)
    {
        return;
    }
    Tell(peer.id);
    GetHost().After(m_timeout, [this, id = peer.id](Time) {
        if (m_peers.count(id) > 0 && m_metadata.count(id) == 0)
        {
            Count(id, WakuMetadataFault::SILENT);
        }
    });
}

void
WakuMetadataProtocol::PeerDown(const PeerInfo& peer)
{
    m_peers.erase(peer.id);
    m_metadata.erase(peer.id);
}

void
WakuMetadataProtocol::Count(PeerId peer, WakuMetadataFault fault)
{
    NS_LOG_INFO("fault " << static_cast<int>(fault) << " of peer " << peer);
    m_faults.at(static_cast<std::size_t>(fault))++;
    m_faultTrace(peer, fault);
}

void
WakuMetadataProtocol::HandleMessage(PeerId peer, const VirtualBytes& bytes)
{
    const auto known = m_peers.find(peer);
    if (!IsStarted() || known == m_peers.end())
    {
        return;
    }
    WakuMetadataMessage message;
    if (!WakuMetadataMessage::Decode(bytes.ToVector(), message))
    {
        Count(peer, WakuMetadataFault::MALFORMED);
        return;
    }
    if (m_metadata.count(peer) > 0)
    {
        Count(peer, WakuMetadataFault::UNEXPECTED);
        return;
    }
    m_metadata[peer] = message;
    m_metadataTrace(peer, message);
    if (!known->second)
    {
        Tell(peer);
    }
    if (m_dropOthers && message.cluster != m_cluster)
    {
        NS_LOG_INFO("drops peer " << peer << " of another cluster");
        m_dropped++;
        m_otherTrace(peer, message);
        GetHost().Disconnect(peer);
    }
}

} // namespace ns3
