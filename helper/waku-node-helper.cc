/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-node-helper.h"

#include "application-addresses.h"
#include "waku-service-lists.h"

#include "ns3/abort.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/waku-filter-protocol.h"
#include "ns3/waku-lightpush-protocol.h"
#include "ns3/waku-metadata-protocol.h"
#include "ns3/waku-peer-exchange-protocol.h"
#include "ns3/waku-reconciliation-protocol.h"
#include "ns3/waku-relay-history.h"
#include "ns3/waku-shard.h"
#include "ns3/waku-store-protocol.h"

#include <optional>
#include <string>

namespace ns3
{

namespace
{

/// nwaku's limit of the requests of one filter client, a minute (FilterDefaultPerPeerRateLimit).
constexpr uint32_t FILTER_RATE_LIMIT = 30;

} // namespace

WakuNodeHelper::WakuNodeHelper(const std::string& mode)
    : WakuRelayHelper(mode),
      m_archive("ns3::WakuArchive"),
      m_store("ns3::WakuStoreProtocol"),
      m_history("ns3::WakuRelayHistory"),
      m_reconciliation("ns3::WakuReconciliationProtocol"),
      m_transfer("ns3::WakuTransferProtocol"),
      m_filter("ns3::WakuFilterProtocol"),
      m_lightpush("ns3::WakuLightpushProtocol"),
      m_exchange("ns3::WakuPeerExchangeProtocol"),
      m_metadata("ns3::WakuMetadataProtocol")
{
    m_filter.Set("RateLimitOfPeer", UintegerValue(FILTER_RATE_LIMIT));
}

void
WakuNodeHelper::ServeStore()
{
    m_hasStore = true;
    m_servesStore = true;
}

void
WakuNodeHelper::SynchronizeStore(const WakuSyncScope& scope)
{
    ServeStore();
    m_syncsStore = true;
    m_syncScope = scope;
}

void
WakuNodeHelper::ResumeStore(Time range)
{
    ServeStore();
    m_resumesStore = true;
    m_store.Set("ResumeRange", TimeValue(range));
}

void
WakuNodeHelper::ConnectStores(const ApplicationContainer& stores,
                              const std::vector<Ipv4Address>& addresses) const
{
    NS_ABORT_MSG_IF(stores.GetN() != addresses.size(),
                    "WakuNodeHelper: " << stores.GetN() << " stores have " << addresses.size()
                                       << " addresses; there must be as many");
    const ApplicationAddresses hosts(addresses);
    const uint32_t count = stores.GetN();
    for (uint32_t i = 0; i < count; i++)
    {
        const Ptr<P2pNode> node = GetNode(stores, i);
        const auto store = node->FindProtocol<WakuStoreProtocol>();
        for (uint32_t step = 1; step < count; step++)
        {
            const uint32_t k = (i + step) % count;
            const Address other =
                hosts.GetWithPort(k, GetNode(stores, k)->GetConnections()->GetPort());
            if (i < k)
            {
                node->Dial(other);
            }
            if (m_resumesStore && store)
            {
                store->AddServiceNode(other);
            }
        }
    }
}

void
WakuNodeHelper::ServeFilter()
{
    m_servesFilter = true;
}

void
WakuNodeHelper::ServeLightpush()
{
    m_servesLightpush = true;
}

void
WakuNodeHelper::ServePeerExchange()
{
    m_servesExchange = true;
}

void
WakuNodeHelper::UseMetadata()
{
    m_hasMetadata = true;
}

void
WakuNodeHelper::UseStore()
{
    m_hasStore = true;
}

void
WakuNodeHelper::FetchMissed()
{
    UseStore();
    m_fetchesMissed = true;
}

void
WakuNodeHelper::UseStores(const ApplicationContainer& relays,
                          const ApplicationContainer& stores,
                          const std::vector<Ipv4Address>& addresses) const
{
    const WakuServiceLists lists(stores, addresses);
    for (uint32_t i = 0; i < relays.GetN(); i++)
    {
        const auto client = GetNode(relays, i)->FindProtocol<WakuStoreProtocol>();
        NS_ABORT_MSG_UNLESS(client, "WakuNodeHelper: relay " << i << " has no store queries");
        for (const Address& store : lists.GetListOf(i))
        {
            client->AddServiceNode(store);
        }
    }
}

void
WakuNodeHelper::SetHistoryAttribute(const std::string& name, const AttributeValue& value)
{
    m_history.Set(name, value);
}

void
WakuNodeHelper::SetArchiveAttribute(const std::string& name, const AttributeValue& value)
{
    m_archive.Set(name, value);
}

void
WakuNodeHelper::SetStoreAttribute(const std::string& name, const AttributeValue& value)
{
    m_store.Set(name, value);
}

void
WakuNodeHelper::SetReconciliationAttribute(const std::string& name, const AttributeValue& value)
{
    m_reconciliation.Set(name, value);
}

void
WakuNodeHelper::SetTransferAttribute(const std::string& name, const AttributeValue& value)
{
    m_transfer.Set(name, value);
}

void
WakuNodeHelper::SetFilterAttribute(const std::string& name, const AttributeValue& value)
{
    m_filter.Set(name, value);
}

void
WakuNodeHelper::SetLightpushAttribute(const std::string& name, const AttributeValue& value)
{
    m_lightpush.Set(name, value);
}

void
WakuNodeHelper::SetPeerExchangeAttribute(const std::string& name, const AttributeValue& value)
{
    m_exchange.Set(name, value);
}

void
WakuNodeHelper::SetMetadataAttribute(const std::string& name, const AttributeValue& value)
{
    m_metadata.Set(name, value);
    m_hasCluster = m_hasCluster || name == "ClusterId";
}

ApplicationContainer
WakuNodeHelper::Install(const NodeContainer& nodes) const
{
    const ApplicationContainer applications = WakuRelayHelper::Install(nodes);
    for (auto application = applications.Begin(); application != applications.End(); ++application)
    {
        const Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(*application);
        // A stand-in for nodes of another rank is there for each of them, and runs on none.
        if (relay->GetNode())
        {
            MountServices(relay);
        }
    }
    return applications;
}

void
WakuNodeHelper::AddTo(WakuDiscovery& discovery,
                      const ApplicationContainer& relays,
                      const std::vector<Ipv4Address>& addresses)
{
    NS_ABORT_MSG_IF(relays.GetN() != addresses.size(),
                    "WakuNodeHelper: " << relays.GetN() << " relays have " << addresses.size()
                                       << " addresses; there must be as many");
    const ApplicationAddresses hosts(addresses);
    for (uint32_t i = 0; i < relays.GetN(); i++)
    {
        const auto relay = DynamicCast<WakuRelay>(relays.Get(i));
        NS_ABORT_MSG_UNLESS(relay, "WakuNodeHelper: application " << i << " is no WakuRelay");
        discovery.Add(relay, hosts.GetWithPort(i, relay->GetConnections()->GetPort()));
    }
}

void
WakuNodeHelper::MountServices(const Ptr<WakuRelay>& relay) const
{
    if (m_hasStore)
    {
        MountStore(*relay);
    }
    if (m_servesFilter)
    {
        const auto filter = CreateObject<WakuFilterProtocol>();
        m_filter.ApplyTo(*filter);
        const auto push = CreateObject<WakuFilterPushProtocol>();
        filter->SetPush(push);
        filter->ServeFrom(relay->GetProtocol());
        relay->Mount(filter);
        relay->Mount(push);
    }
    if (m_servesLightpush)
    {
        MountLightpush(*relay);
    }
    if (m_servesExchange)
    {
        const auto exchange = CreateObject<WakuPeerExchangeProtocol>();
        m_exchange.ApplyTo(*exchange);
        relay->Mount(exchange);
    }
    if (m_hasMetadata)
    {
        MountMetadata(*relay);
    }
    if (m_syncsStore)
    {
        const auto transfer = CreateObject<WakuTransferProtocol>();
        m_transfer.ApplyTo(*transfer);
        const auto reconciliation = CreateObject<WakuReconciliationProtocol>();
        m_reconciliation.ApplyTo(*reconciliation);
        reconciliation->Synchronize(relay->FindProtocol<WakuStoreProtocol>()->GetArchive(),
                                    transfer,
                                    m_syncScope);
        relay->Mount(reconciliation);
        relay->Mount(transfer);
    }
}

void
WakuNodeHelper::MountStore(WakuRelay& relay) const
{
    const auto store = CreateObject<WakuStoreProtocol>();
    m_store.ApplyTo(*store);
    if (m_servesStore)
    {
        const auto archive = CreateObject<WakuArchive>();
        m_archive.ApplyTo(*archive);
        store->SetArchive(archive);
        store->ArchiveFrom(relay.GetProtocol());
    }
    relay.Mount(store);
    if (m_fetchesMissed)
    {
        const auto history = CreateObject<WakuRelayHistory>();
        m_history.ApplyTo(*history);
        history->Install(Ptr<WakuRelay>(&relay));
    }
}

void
WakuNodeHelper::MountLightpush(WakuRelay& relay) const
{
    const auto lightpush = CreateObject<WakuLightpushProtocol>();
    m_lightpush.ApplyTo(*lightpush);
    const Ptr<WakuRelayProtocol> protocol = relay.GetProtocol();
    lightpush->ServeThrough(protocol);
    // The relay outlives lightpush, which is mounted on the same node. Its network may be set
    // later.
    WakuRelayProtocol* own = PeekPointer(protocol);
    lightpush->SetShardFunction([own](const std::string& contentTopic) {
        const auto shard = own->GetSharding().FindShard(contentTopic);
        return shard ? std::optional<std::string>(shard->ToTopic()) : std::nullopt;
    });
    lightpush->SetProver([own](WakuMessage& message) { return own->Prove(message); });
    relay.Mount(lightpush);
}

void
WakuNodeHelper::MountMetadata(WakuRelay& relay) const
{
    const auto metadata = CreateObject<WakuMetadataProtocol>();
    StringValue topic;
    relay.GetAttribute("PubsubTopic", topic);
    const auto shard = WakuShard::FromTopic(topic.Get());
    if (shard && !m_hasCluster)
    {
        metadata->SetAttribute("ClusterId", UintegerValue(shard->cluster));
    }
    m_metadata.ApplyTo(*metadata);
    metadata->SetRelay(relay.GetProtocol());
    relay.Mount(metadata);
}

} // namespace ns3
