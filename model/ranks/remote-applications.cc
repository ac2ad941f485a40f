/* SPDX-License-Identifier: GPL-2.0-only */
#include "remote-applications.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(RemoteApplications);

TypeId
RemoteApplications::GetTypeId()
{
    static TypeId tid = TypeId("ns3::RemoteApplications")
                            .SetParent<Object>()
                            .SetGroupName("Waku")
                            .AddConstructor<RemoteApplications>();
    return tid;
}

void
RemoteApplications::Add(Ptr<Node> node, Ptr<Application> standIn)
{
    Ptr<RemoteApplications> remote = node->GetObject<RemoteApplications>();
    if (!remote)
    {
        remote = CreateObject<RemoteApplications>();
        node->AggregateObject(remote);
    }
    remote->m_standIns.push_back(standIn);
}

std::vector<Ptr<Application>>
RemoteApplications::GetAll(const Node& node)
{
    std::vector<Ptr<Application>> applications;
    for (uint32_t i = 0; i < node.GetNApplications(); i++)
    {
        applications.push_back(node.GetApplication(i));
    }
    if (Ptr<RemoteApplications> remote = node.GetObject<RemoteApplications>())
    {
        applications.insert(applications.end(),
                            remote->m_standIns.begin(),
                            remote->m_standIns.end());
    }
    return applications;
}

void
RemoteApplications::DoDispose()
{
    m_standIns.clear();
    Object::DoDispose();
}

} // namespace ns3
