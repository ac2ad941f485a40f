/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-node-helper.h"

#include "ns3/uinteger.h"
#include "ns3/waku-filter-protocol.h"
#include "ns3/waku-lightpush-protocol.h"
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
}

} // namespace ns3
