/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-probe.h"

#include "ns3/compact-callback.h"

#include <string>

namespace ns3
{

namespace
{

const MessageFeed::Registration g_pssProbe("pss", &PssProbe::MakeProtocol);

/// Stands for all messages, of whose topics say nothing of who is to get them.
const std::string PSS_TOPIC = "pss";

ObservedMessage
Describe(const PssMessage& message)
{
    return {message.GetDigest(), message.GetUserPayloadSize(), message.GetFrame()->GetSize()};
}

} // namespace

void
PssRoster::Add(uint32_t node, Ptr<PssNode> application)
{
    m_nodes.emplace_back(node, application);
}

std::vector<uint32_t>
PssRoster::FindExpected(const PssMessage& message) const
{
    const PssAddress target = ExtendPssAddress(message.GetTo());
    const PssAddress* nearest = nullptr;
    for (const auto& [node, pss] : m_nodes)
    {
        const PssAddress& address = pss->GetOverlayAddress();
        if (pss->IsOnline() && (!nearest || IsPssCloser(target, address, *nearest)))
        {
            nearest = &address;
        }
    }
    std::vector<uint32_t> expected;
    for (const auto& [node, pss] : m_nodes)
    {
        const PssPostOffice& office = pss->GetProtocol()->GetPostOffice();
        const PssAddress& address = pss->GetOverlayAddress();
        const bool isNearest = &address == nearest && office.TakesNeighbourhood(message.GetTopic());
        if (pss->IsOnline() && (isNearest || MatchesPssAddress(message.GetTo(), address)) &&
            office.CanRead(message))
        {
            expected.push_back(node);
        }
    }
    return expected;
}

PssProbe::PssProbe(MessageFeed& feed,
                   uint32_t node,
                   Ptr<PssNode> pss,
                   std::shared_ptr<PssRoster> roster)
    : MessageProbe(feed, node),
      m_pss(pss),
      m_roster(std::move(roster))
{
    m_roster->Add(node, pss);
    ConnectTraceSource(*pss, "Publish", MakeCompactCallback<&PssProbe::Publish>(this));
    ConnectTraceSource(*pss, "Send", MakeCompactCallback<&PssProbe::Send>(this));
    ConnectTraceSource(*pss, "Receive", MakeCompactCallback<&PssProbe::Receive>(this));
    ConnectTraceSource(*pss, "Duplicate", MakeCompactCallback<&PssProbe::Duplicate>(this));
    ConnectTraceSource(*pss, "Reject", MakeCompactCallback<&PssProbe::Reject>(this));
    ConnectTraceSource(*pss, "Deliver", MakeCompactCallback<&PssProbe::Deliver>(this));
}

MessageFeed::Protocol
PssProbe::MakeProtocol()
{
    const auto roster = std::make_shared<PssRoster>();
    return [roster](MessageFeed& feed,
                    uint32_t node,
                    Ptr<ns3::Application> application) -> std::unique_ptr<MessageProbe> {
        const auto pss = DynamicCast<PssNode>(application);
        return pss ? std::make_unique<PssProbe>(feed, node, pss, roster) : nullptr;
    };
}

Ptr<Object>
PssProbe::GetPool() const
{
    return m_pss->GetProtocol()->GetMessagePool();
}

void
PssProbe::ListenToPool()
{
    ConnectTraceSource(*GetPool(), "Expire", MakeCompactCallback<&PssProbe::Forget>(this));
}

void
PssProbe::Publish(Ptr<const PssMessage> message)
{
    GetFeed().ListenToPools();
    const std::vector<uint32_t> expected = m_roster->FindExpected(*message);
    for (const uint32_t node : expected)
    {
        GetFeed().Tell(&MessageObserver::SetSubscribed, node, PSS_TOPIC, true);
    }
    Tell(&MessageObserver::Published, Describe(*message), PSS_TOPIC);
    for (const uint32_t node : expected)
    {
        GetFeed().Tell(&MessageObserver::SetSubscribed, node, PSS_TOPIC, false);
    }
}

void
PssProbe::Send(Ptr<const PssMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::Sent, NodeOf(peer), Describe(*message));
}

void
PssProbe::Receive(Ptr<const PssMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedFirst, NodeOf(peer), Describe(*message));
}

void
PssProbe::Duplicate(Ptr<const PssMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedAgain, NodeOf(peer), Describe(*message));
}

void
PssProbe::Reject(Ptr<const PssMessage> message, const PeerInfo& peer, PssError error)
{
    // What has no handler was received before.
    if (error == PssError::EXPIRED)
    {
        Tell(&MessageObserver::ReceivedAside, NodeOf(peer), Describe(*message));
    }
}

void
PssProbe::Deliver(Ptr<const PssMessage> message)
{
    // A node may handle what it does not have to get, and then is subscribed too.
    Tell(&MessageObserver::SetSubscribed, PSS_TOPIC, true);
    Tell(&MessageObserver::Delivered, Describe(*message));
    Tell(&MessageObserver::SetSubscribed, PSS_TOPIC, false);
}

void
PssProbe::Forget(Ptr<const PssMessage> message)
{
    GetFeed().Tell(&MessageObserver::Forgotten, Describe(*message));
}

} // namespace ns3
