/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-discovery.h"

#include "waku-filter-protocol.h"
#include "waku-lightpush-protocol.h"
#include "waku-peer-exchange-protocol.h"
#include "waku-store-protocol.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"
#include "ns3/wan-ranks.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuDiscovery);

namespace
{

/// Whether two nodes are part of a shard in common.
bool
ShareShard(const WakuNodeRecord& a, const WakuNodeRecord& b)
{
    return a.shards && b.shards && a.shards->cluster == b.shards->cluster &&
           std::any_of(a.shards->shards.begin(), a.shards->shards.end(), [&b](uint16_t shard) {
               return b.shards->shards.count(shard) > 0;
           });
}

} // namespace

TypeId
WakuDiscovery::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuDiscovery")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WakuDiscovery>()
            .AddAttribute("Interval",
                          "How often a node discovers others.",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&WakuDiscovery::m_interval),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("Count",
                          "How many nodes of its shards a node learns of each time.",
                          UintegerValue(6),
                          MakeUintegerAccessor(&WakuDiscovery::m_count),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxDraws",
                          "How many nodes of the network a node looks at for each that it is to "
                          "learn of.",
                          UintegerValue(32),
                          MakeUintegerAccessor(&WakuDiscovery::m_maxDraws),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MinPeers",
                          "A node with fewer connections dials the nodes of which it learns; 0 for "
                          "never.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuDiscovery::m_minPeers),
                          MakeUintegerChecker<uint32_t>())
            .AddTraceSource("Learned",
                            "A node learns of another one.",
                            MakeTraceSourceAccessor(&WakuDiscovery::m_learnedTrace),
                            "ns3::WakuDiscovery::LearnedTracedCallback");
    return tid;
}

WakuDiscovery::WakuDiscovery() = default;

WakuDiscovery::~WakuDiscovery() = default;

void
WakuDiscovery::DoDispose()
{
    m_members.clear();
    Object::DoDispose();
}

WakuNodeRecord
WakuDiscovery::Describe(const WakuRelay& relay, const Address& address)
{
    WakuNodeRecord record;
    record.address = address;
    const auto& topics = relay.GetProtocol()->GetRouter()->GetTopics();
    record.shards = WakuShardSet::FromTopics({topics.begin(), topics.end()});
    record.capabilities = WakuNodeRecord::RELAY;
    const auto store = relay.FindProtocol<WakuStoreProtocol>();
    record.capabilities |= store && store->GetArchive() ? WakuNodeRecord::STORE : 0;
    const auto filter = relay.FindProtocol<WakuFilterProtocol>();
    record.capabilities |= filter && filter->IsServing() ? WakuNodeRecord::FILTER : 0;
    const auto lightpush = relay.FindProtocol<WakuLightpushProtocol>();
    record.capabilities |= lightpush && lightpush->IsServing() ? WakuNodeRecord::LIGHTPUSH : 0;
    return record;
}

void
WakuDiscovery::Add(Ptr<WakuRelay> relay, const Address& address)
{
    m_members.push_back({relay, address, LazyUniform()});
}

int64_t
WakuDiscovery::AssignStreams(int64_t stream)
{
    for (std::size_t i = 0; i < m_members.size(); i++)
    {
        m_members[i].random.SetStream(stream + static_cast<int64_t>(i));
    }
    return static_cast<int64_t>(m_members.size());
}

void
WakuDiscovery::Start()
{
    NS_ABORT_MSG_IF(WanRanks::GetSize() > 1,
                    "WakuDiscovery: a distributed simulation has no ambient discovery, since a "
                    "rank does not know the shards of other ranks' nodes");
    for (uint32_t i = 0; i < m_members.size(); i++)
    {
        const double phase = m_members[i].random.GetValue(0, m_interval.GetSeconds());
        Simulator::Schedule(Seconds(phase),
                            [self = Ptr<WakuDiscovery>(this), i] { self->Discover(i); });
    }
}

bool
WakuDiscovery::Draw(const WakuNodeRecord& own, uint32_t index, WakuNodeRecord& record)
{
    Member& member = m_members[index];
    const auto others = static_cast<double>(m_members.size() - 1);
    for (uint32_t i = 0; i < m_maxDraws && others > 0; i++)
    {
        const auto place =
            static_cast<uint32_t>(std::min(others - 1, member.random.GetValue(0, others)));
        const Member& other = m_members[place < index ? place : place + 1];
        if (other.relay->IsOnline())
        {
            record = Describe(*other.relay, other.address);
            if (ShareShard(own, record))
            {
                return true;
            }
        }
    }
    return false;
}

void
WakuDiscovery::Discover(uint32_t index)
{
    if (index >= m_members.size())
    {
        return; // disposed of
    }
    const Member& member = m_members[index];
    const bool isOnline = member.relay->IsOnline();
    const WakuNodeRecord own = Describe(*member.relay, member.address);
    const auto exchange = member.relay->FindProtocol<WakuPeerExchangeProtocol>();
    WakuNodeRecord found;
    for (uint32_t i = 0; i < m_count && isOnline && Draw(own, index, found); i++)
    {
        m_learned++;
        m_learnedTrace(index, found);
        if (exchange)
        {
            exchange->Learn(found);
        }
        const auto connections = member.relay->GetConnections();
        if (connections->GetNPeers() < m_minPeers)
        {
            m_dialled += connections->DialSuggested(found.address) ? 1 : 0;
        }
    }
    Simulator::Schedule(m_interval,
                        [self = Ptr<WakuDiscovery>(this), index] { self->Discover(index); });
}

} // namespace ns3
