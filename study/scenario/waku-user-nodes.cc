/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-user-nodes.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/user-error.h"
#include "ns3/waku-filter-protocol.h"
#include "ns3/waku-store-protocol.h"
#include "ns3/wan-ranks.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// First stream numbers of light nodes and of discovery.
constexpr int64_t LIGHT_STREAM = 2700000000;
constexpr int64_t DISCOVERY_STREAM = 2900000000;

constexpr WakuUserKind LIGHT_KINDS[] = {WakuUserKind::NAIVE, WakuUserKind::SELECTIVE};

} // namespace

WakuUserNodes::WakuUserNodes(const WakuUserKinds& kinds, const ScenarioProtocol::Setting& setting)
    : m_kinds(kinds),
      m_setting(setting)
{
    if (WanRanks::GetSize() > 1)
    {
        StopAtUserError("protocol waku: light nodes and service nodes run in one process, not in " +
                        std::to_string(WanRanks::GetSize()));
    }
    for (uint32_t user = 0; user < setting.network.hosts.GetN(); user++)
    {
        Group& group = Of(kinds.Get(user));
        group.hosts.Add(setting.network.hosts.Get(user));
        group.addresses.push_back(setting.network.addresses.at(user));
    }
}

void
WakuUserNodes::SetUp(WakuNodeHelper& service, Finding finding) const
{
    service.ServeStore();
    service.ServeFilter();
    service.ServeLightpush();
    service.SetFilterAttribute("WholeTopics", BooleanValue(true));
    service.SetFilterAttribute("MaxPeers", UintegerValue(std::max(1U, m_kinds.GetNLight())));
    // What the scenario says holds over what is set here.
    m_setting.attributes.Apply(WakuFilterProtocol::GetTypeId(),
                               [&service](const std::string& name, const std::string& value) {
                                   service.SetFilterAttribute(name, StringValue(value));
                               });
    if (finding == Finding::EXCHANGE)
    {
        service.ServePeerExchange();
    }
}

void
WakuUserNodes::InstallLight(const WakuLightNodeHelper& light, Finding finding)
{
    const Group& services = Of(WakuUserKind::SERVICE);
    for (const WakuUserKind kind : LIGHT_KINDS)
    {
        // Each kind by itself, so that each service node has as many of either.
        Group& group = Of(kind);
        group.applications = light.Install(group.hosts);
        if (finding == Finding::LIST)
        {
            light.UseServices(group.applications, services.applications, services.addresses);
        }
        else
        {
            light.FindServices(group.applications, services.applications, services.addresses);
        }
    }
    light.AssignStreams(m_setting.network.hosts, LIGHT_STREAM);
}

ApplicationContainer
WakuUserNodes::Install(WakuNodeHelper& relay,
                       WakuNodeHelper& service,
                       bool secureChannel,
                       Finding finding,
                       bool fetchMissed)
{
    SetUp(service, finding);
    if (fetchMissed)
    {
        relay.FetchMissed();
    }
    Of(WakuUserKind::RELAY).applications = relay.Install(Of(WakuUserKind::RELAY).hosts);
    Of(WakuUserKind::SERVICE).applications = service.Install(Of(WakuUserKind::SERVICE).hosts);
    WakuLightNodeHelper light;
    light.SetMessagePool(relay.GetMessagePool());
    if (secureChannel)
    {
        light.SetConnectionAttribute("SecureChannel", StringValue("Noise"));
    }
    InstallLight(light, finding);
    if (fetchMissed)
    {
        relay.UseStores(Of(WakuUserKind::RELAY).applications,
                        Of(WakuUserKind::SERVICE).applications,
                        Of(WakuUserKind::SERVICE).addresses);
    }
    ApplicationContainer all;
    std::array<uint32_t, WAKU_USER_KINDS> next{};
    for (uint32_t user = 0; user < m_setting.network.hosts.GetN(); user++)
    {
        const auto kind = static_cast<std::size_t>(m_kinds.Get(user));
        all.Add(m_groups[kind].applications.Get(next[kind]++));
    }
    if (finding == Finding::EXCHANGE)
    {
        m_discovery = CreateObject<WakuDiscovery>();
        for (const WakuUserKind kind : {WakuUserKind::RELAY, WakuUserKind::SERVICE})
        {
            WakuNodeHelper::AddTo(*m_discovery, Of(kind).applications, Of(kind).addresses);
        }
        m_discovery->AssignStreams(DISCOVERY_STREAM);
    }
    return all;
}

} // namespace ns3
