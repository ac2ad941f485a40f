/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-light-node-helper.h"

#include "waku-service-lists.h"

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
WakuLightNodeHelper::UseServices(const ApplicationContainer& lights,
                                 const ApplicationContainer& services,
                                 const std::vector<Ipv4Address>& addresses) const
{
    const WakuServiceLists lists(services, addresses);
    for (uint32_t i = 0; i < lights.GetN(); i++)
    {
        const auto light = DynamicCast<WakuLightNode>(GetNode(lights, i));
        for (const Address& service : lists.GetListOf(i))
        {
            light->AddServiceNode(service);
        }
    }
}

void
WakuLightNodeHelper::FindServices(const ApplicationContainer& lights,
                                  const ApplicationContainer& bootstraps,
                                  const std::vector<Ipv4Address>& addresses) const
{
    const WakuServiceLists lists(bootstraps, addresses);
    for (uint32_t i = 0; i < lights.GetN(); i++)
    {
        const auto finder = CreateObject<WakuServiceFinder>();
        m_finder.ApplyTo(*finder);
        finder->AddBootstrap(lists.GetListOf(i).front());
        DynamicCast<WakuLightNode>(GetNode(lights, i))->FindServices(finder);
    }
}

} // namespace ns3
