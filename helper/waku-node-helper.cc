/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-node-helper.h"

#include "application-addresses.h"

#include "ns3/abort.h"
#include "ns3/uinteger.h"
#include "ns3/waku-filter-protocol.h"
#include "ns3/waku-lightpush-protocol.h"
#include "ns3/waku-reconciliation-protocol.h"
#include "ns3/waku-sharding.h"
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
      m_reconciliation("ns3::WakuReconciliationProtocol"),
      m_transfer("ns3::WakuTransferProtocol"),
      m_filter("ns3::WakuFilterProtocol"),
      m_lightpush("ns3::WakuLightpushProtocol")
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
WakuNodeHelper::UseStore()
{
    m_hasStore = true;
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
WakuNodeHelper::MountServices(const Ptr<WakuRelay>& relay) const
{
    if (m_hasStore)
    {
        const auto store = CreateObject<WakuStoreProtocol>();
        m_store.ApplyTo(*store);
        if (m_servesStore)
        {
            const auto archive = CreateObject<WakuArchive>();
            m_archive.ApplyTo(*archive);
            store->SetArchive(archive);
            store->ArchiveFrom(relay->GetProtocol());
        }
        relay->Mount(store);
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
        const auto lightpush = CreateObject<WakuLightpushProtocol>();
        m_lightpush.ApplyTo(*lightpush);
        lightpush->ServeThrough(relay->GetProtocol());
        const WakuSharding sharding = relay->GetProtocol()->GetSharding();
        lightpush->SetShardFunction([sharding](const std::string& contentTopic) {
            const auto shard = sharding.FindShard(contentTopic);
            return shard ? std::optional<std::string>(shard->ToTopic()) : std::nullopt;
        });
        relay->Mount(lightpush);
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

} // namespace ns3
