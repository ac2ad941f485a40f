/* SPDX-License-Identifier: GPL-2.0-only */
#include "message-feed.h"

#include "light-node-probe.h"
#include "message-probe.h"
#include "pss-probe.h"
#include "pubsub-probe.h"
#include "relay-probe.h"
#include "whisper-probe.h"

#include "ns3/abort.h"

#include <map>
#include <typeindex>

namespace ns3
{

std::vector<MessageFeed::Protocol>
MessageFeed::GetProtocols()
{
    return {MakeMessageProbe<RelayProbe>,
            MakeMessageProbe<LightNodeProbe>,
            MakeMessageProbe<WhisperProbe>,
            PssProbe::MakeProtocol(),
            PubsubProbe::MakeProtocol()};
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

} // namespace ns3
