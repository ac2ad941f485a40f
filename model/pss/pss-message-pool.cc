/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-message-pool.h"

#include "ns3/trace-source-accessor.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(PssMessagePool);

TypeId
PssMessagePool::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::PssMessagePool")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<PssMessagePool>()
            .AddTraceSource("Expire",
                            "The time to live of a message is over, so no node handles it any "
                            "more.",
                            MakeTraceSourceAccessor(&PssMessagePool::m_expireTrace),
                            "ns3::PssMessagePool::MessageTracedCallback");
    return tid;
}

PssMessagePool::PssMessagePool() = default;
PssMessagePool::~PssMessagePool() = default;

void
PssMessagePool::DoDispose()
{
    m_byKey.clear();
    m_byExpire.clear();
    Object::DoDispose();
}

Ptr<const PssMessage>
PssMessagePool::Add(const PssMessageFields& fields, uint32_t now)
{
    while (!m_byExpire.empty() && m_byExpire.begin()->first < now)
    {
        const Ptr<const PssMessage> expired = m_byExpire.begin()->second;
        m_byExpire.erase(m_byExpire.begin());
        const auto found = m_byKey.find(expired->GetKey());
        if (found != m_byKey.end() && found->second == expired)
        {
            m_byKey.erase(found);
        }
        m_expireTrace(expired);
    }
    const Ptr<const PssMessage> message = Create<PssMessage>(fields);
    m_byExpire.emplace(message->GetExpire(), message);
    // Of messages with the same first bytes, the others are read in full by their receivers.
    m_byKey.emplace(message->GetKey(), message);
    return message;
}

Ptr<const PssMessage>
PssMessagePool::Find(const std::string& key) const
{
    const auto found = m_byKey.find(key);
    return found == m_byKey.end() ? nullptr : found->second;
}

} // namespace ns3
