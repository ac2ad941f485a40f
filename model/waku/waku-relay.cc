/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-relay.h"

#include "waku-service-protocol.h"

#include "ns3/object-part.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuRelay);

namespace
{

ObjectBase*
FindProtocolOf(ObjectBase* whole)
{
    const auto* relay = dynamic_cast<WakuRelay*>(whole);
    return relay ? PeekPointer(relay->GetProtocol()) : nullptr;
}

} // namespace

TypeId
WakuRelay::GetTypeId()
{
    static TypeId tid = [] {
        TypeId type = TypeId("ns3::WakuRelay")
                          .SetParent<P2pNode>()
                          .SetGroupName("Waku")
                          .AddConstructor<WakuRelay>();
        for (TypeId part : {WakuRelayProtocol::GetTypeId(), PubsubProtocol::GetTypeId()})
        {
            AddAttributesOfPart(type, part, &FindProtocolOf);
            AddTraceSourcesOfPart(type, part, &FindProtocolOf);
        }
        return type;
    }();
    return tid;
}

WakuRelay::WakuRelay()
    : m_relay(CreateObject<WakuRelayProtocol>())
{
    Mount(m_relay);
}

WakuRelay::~WakuRelay() = default;

std::string
WakuRelay::GetRole() const
{
    return FindProtocol<WakuServiceProtocol>() ? "service node" : "relay";
}

int64_t
WakuRelay::AssignStreams(int64_t stream)
{
    int64_t next = stream;
    next += m_relay->AssignDelayStreams(next);
    next += AssignOwnStreams(next);
    next += GetRouter()->AssignStreams(next);
    next += AssignProtocolStreams(next, 1);
    return next - stream;
}

void
WakuRelay::SetMessagePool(Ptr<MessagePool> pool)
{
    m_relay->SetMessagePool(pool);
}

Ptr<MessagePool>
WakuRelay::GetSharedMessagePool()
{
    return WakuRelayProtocol::GetSharedMessagePool();
}

void
WakuRelay::SetRouter(Ptr<PubsubRouter> router)
{
    m_relay->SetRouter(router);
}

Ptr<PubsubRouter>
WakuRelay::GetRouter() const
{
    return m_relay->GetRouter();
}

void
WakuRelay::SetValidator(Validator validator)
{
    m_relay->SetValidator(validator);
}

void
WakuRelay::Subscribe(const std::string& topic)
{
    m_relay->Subscribe(topic);
}

void
WakuRelay::Unsubscribe(const std::string& topic)
{
    m_relay->Unsubscribe(topic);
}

void
WakuRelay::SubscribeContent(const std::string& contentTopic)
{
    m_relay->SubscribeContent(contentTopic);
}

void
WakuRelay::UnsubscribeContent(const std::string& contentTopic)
{
    m_relay->UnsubscribeContent(contentTopic);
}

Ptr<const PubsubMessage>
WakuRelay::PublishContent(const std::string& contentTopic, uint32_t size)
{
    return m_relay->PublishContent(contentTopic, size);
}

Ptr<const PubsubMessage>
WakuRelay::Publish(uint32_t size)
{
    return m_relay->Publish(size);
}

Ptr<const PubsubMessage>
WakuRelay::Publish(const std::vector<uint8_t>& payload)
{
    return m_relay->Publish(payload);
}

Ptr<const PubsubMessage>
WakuRelay::Publish(const std::string& topic, uint32_t size)
{
    return m_relay->Publish(topic, size);
}

Ptr<const PubsubMessage>
WakuRelay::Publish(const std::string& topic, const WakuMessage& message)
{
    return m_relay->Publish(topic, message);
}

uint64_t
WakuRelay::GetNErrors(RpcError error) const
{
    return m_relay->GetNErrors(error);
}

uint64_t
WakuRelay::GetNIgnoredRecords() const
{
    return m_relay->GetNIgnoredRecords();
}

uint64_t
WakuRelay::GetNReceived() const
{
    return GetRouter()->GetNReceived();
}

uint64_t
WakuRelay::GetNThrottled() const
{
    return m_relay->GetNThrottled();
}

std::size_t
WakuRelay::GetNWaitingValidations() const
{
    return m_relay->GetNWaitingValidations();
}

} // namespace ns3
