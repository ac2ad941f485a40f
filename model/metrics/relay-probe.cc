/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-probe.h"

#include "ns3/compact-callback.h"
#include "ns3/waku-lightpush-protocol.h"

namespace ns3
{

namespace
{

const MessageFeed::Registration g_relayProbe("waku-relay", [] {
    return MessageFeed::Protocol(MakeMessageProbe<RelayProbe>);
});

} // namespace

RelayProbe::RelayProbe(MessageFeed& feed, uint32_t node, Ptr<WakuRelay> relay)
    : PubsubProbe(feed, node, relay)
{
    if (const auto lightpush = relay->FindProtocol<WakuLightpushProtocol>())
    {
        ConnectTraceSource(*lightpush, "Proved", MakeCompactCallback<&RelayProbe::Proved>(this));
    }
}

void
RelayProbe::Proved(Ptr<const PubsubMessage> before, Ptr<const PubsubMessage> after)
{
    const MessageKey& old = before->GetId().GetKey();
    const MessageKey& key = after->GetId().GetKey();
    if (old != key)
    {
        Tell(&MessageObserver::Renamed, old, key);
    }
}

} // namespace ns3
