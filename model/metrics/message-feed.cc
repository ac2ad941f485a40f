/* SPDX-License-Identifier: GPL-2.0-only */
#include "message-feed.h"

#include "message-probe.h"

#include "ns3/abort.h"

#include <algorithm>
#include <map>
#include <typeindex>

namespace ns3
{

namespace
{

/// What makes each protocol; made at the first use, since files register them in any order.
std::map<std::string, std::function<MessageFeed::Protocol()>>&
GetProbeRegister()
{
    static std::map<std::string, std::function<MessageFeed::Protocol()>> protocols;
    return protocols;
}

} // namespace

MessageFeed::Registration::Registration(const std::string& name, std::function<Protocol()> make)
{
    GetProbeRegister()[name] = std::move(make);
}

std::vector<MessageFeed::Protocol>
MessageFeed::GetProtocols()
{
    std::vector<Protocol> protocols;
    for (const auto& [name, make] : GetProbeRegister())
    {
        protocols.push_back(make());
    }
    return protocols;
}

std::vector<MessageFeed::Protocol>
MessageFeed::FindProtocols(const std::vector<std::string>& names)
{
    std::vector<Protocol> protocols;
    for (const std::string& name : names)
    {
        const auto found = GetProbeRegister().find(name);
        if (found != GetProbeRegister().end())
        {
            protocols.push_back(found->second());
        }
    }
    return protocols;
}

MessageFeed::MessageFeed(const ApplicationContainer& applications,
                         const NetDeviceContainer& devices,
                         const std::vector<MessageObserver*>& observers,
                         const std::vector<Protocol>& protocols)
    : m_hosts(applications, devices),
      m_observers(observers)
{
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        const Ptr<Application> application = applications.Get(i);
        if (!application->GetNode())
        {
            continue; // the application runs on another rank of a distributed simulation
        }
        const std::size_t before = m_probes.size();
        for (const Protocol& protocol : protocols)
        {
            if (auto probe = protocol(*this, i, application))
            {
                m_probes.push_back(std::move(probe));
            }
        }
        NS_ABORT_MSG_IF(m_probes.size() == before,
                        "MessageFeed: application "
                            << i << ", a " << application->GetInstanceTypeId().GetName()
                            << ", speaks no protocol that there is a probe for");
    }
}

MessageFeed::~MessageFeed() = default;

void
MessageFeed::ListenToPools()
{
    if (m_hasPools)
    {
        return;
    }
    m_hasPools = true;
    std::map<std::type_index, std::map<Ptr<Object>, MessageProbe*>> pools;
    for (const auto& probe : m_probes)
    {
        MessageProbe& one = *probe;
        pools[typeid(one)].emplace(one.GetPool(), &one);
    }
    for (const auto& [protocol, probes] : pools)
    {
        if (probes.size() == 1 && probes.begin()->first)
        {
            probes.begin()->second->ListenToPool();
        }
    }
}

Time
MessageFeed::GetMemory() const
{
    Time least = Time::Max();
    for (const auto& probe : m_probes)
    {
        least = std::min(least, probe->GetMemory());
    }
    return least;
}

} // namespace ns3
