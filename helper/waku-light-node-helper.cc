/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-light-node-helper.h"

#include "application-addresses.h"

#include "ns3/abort.h"

namespace ns3
{

WakuLightNodeHelper::WakuLightNodeHelper()
    : P2pNodeHelper("WakuLightNodeHelper", "ns3::WakuLightNode", {}),
      m_filter("ns3::WakuFilterProtocol"),
      m_push("ns3::WakuFilterPushProtocol"),
      m_lightpush("ns3::WakuLightpushProtocol"),
      m_store("ns3::WakuStoreProtocol"),
      m_finder("ns3::WakuServiceFinder")
{
}

void
WakuLightNodeHelper::SetFilterAttribute(const std::string& name, const AttributeValue& value)
{
    m_filter.Set(name, value);
}

void
WakuLightNodeHelper::SetPushAttribute(const std::string& name, const AttributeValue& value)
{
    m_push.Set(name, value);
}

void
WakuLightNodeHelper::SetLightpushAttribute(const std::string& name, const AttributeValue& value)
{
    m_lightpush.Set(name, value);
}

void
WakuLightNodeHelper::SetStoreAttribute(const std::string& name, const AttributeValue& value)
{
    m_store.Set(name, value);
}

void
WakuLightNodeHelper::SetFinderAttribute(const std::string& name, const AttributeValue& value)
{
    m_finder.Set(name, value);
}

void
WakuLightNodeHelper::SetMessagePool(Ptr<MessagePool> pool)
{
    m_pool = pool;
}

void
WakuLightNodeHelper::Subscribe(const std::string& pubsubTopic,
                               const std::vector<std::string>& contentTopics)
{
    m_interests.emplace_back(pubsubTopic, contentTopics);
}

ApplicationContainer
WakuLightNodeHelper::Install(const NodeContainer& nodes) const
{
    const auto create = [this](uint32_t) {
        ObjectFactory factory = MakeFactory();
        AddTraffic(factory);
        const Ptr<WakuLightNode> light = factory.Create<WakuLightNode>();
        m_filter.ApplyTo(*light->GetFilter());
        m_push.ApplyTo(*light->GetPush());
        m_lightpush.ApplyTo(*light->GetLightpush());
        m_store.ApplyTo(*light->GetStore());
        if (m_pool)
        {
            light->SetMessagePool(m_pool);
        }
        for (const auto& [pubsubTopic, contentTopics] : m_interests)
        {
            light->Subscribe(pubsubTopic, contentTopics);
        }
        return light;
    };
    return InstallEach(nodes, create, [](uint32_t) { return 0; });
}

void
WakuLightNodeHelper::Tell(
    const ApplicationContainer& lights,
    const ApplicationContainer& nodes,
    const std::vector<Ipv4Address>& addresses,
    const std::function<void(WakuLightNode&, const std::vector<Address>&)>& tell) const
{
    NS_ABORT_MSG_IF(nodes.GetN() == 0 || nodes.GetN() != addresses.size(),
                    "WakuLightNodeHelper: " << nodes.GetN() << " service nodes have "
                                            << addresses.size()
                                            << " addresses; there must be as many, and at least 1");
    const ApplicationAddresses hosts(addresses);
    const uint32_t count = nodes.GetN();
    for (uint32_t i = 0; i < lights.GetN(); i++)
    {
        std::vector<Address> ordered;
        for (uint32_t k = 0; k < count; k++)
        {
            // Those after the first begin with another one for each client of the first, so that
            // all of them share its clients when it fails.
            const uint32_t step = k == 0 ? 0 : 1 + (k - 1 + i / count) % (count - 1);
            const uint32_t at = (i + step) % count;
            const auto node = DynamicCast<P2pNode>(nodes.Get(at));
            NS_ABORT_MSG_UNLESS(node,
                                "WakuLightNodeHelper: service node " << at << " is no P2pNode");
            ordered.push_back(hosts.GetWithPort(at, node->GetConnections()->GetPort()));
        }
        tell(*DynamicCast<WakuLightNode>(GetNode(lights, i)), ordered);
    }
}

void
WakuLightNodeHelper::UseServices(const ApplicationContainer& lights,
                                 const ApplicationContainer& services,
                                 const std::vector<Ipv4Address>& addresses) const
{
    const auto use = [](WakuLightNode& light, const std::vector<Address>& ordered) {
        for (const Address& service : ordered)
        {
            light.AddServiceNode(service);
        }
    };
    Tell(lights, services, addresses, use);
}

void
WakuLightNodeHelper::FindServices(const ApplicationContainer& lights,
                                  const ApplicationContainer& bootstraps,
                                  const std::vector<Ipv4Address>& addresses) const
{
    const auto find = [this](WakuLightNode& light, const std::vector<Address>& ordered) {
        const auto finder = CreateObject<WakuServiceFinder>();
        m_finder.ApplyTo(*finder);
        finder->AddBootstrap(ordered.front());
        light.FindServices(finder);
    };
    Tell(lights, bootstraps, addresses, find);
}

} // namespace ns3
