/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-metrics.h"

#include "message-probe.h"

#include "ns3/compact-callback.h"
#include "ns3/waku-relay.h"

namespace ns3
{

RelayMetrics::RelayMetrics(const ApplicationContainer& applications,
                           const NetDeviceContainer& devices)
    : MessageTracker(applications,
                     devices,
                     MessageFeed::FindProtocols({"waku-relay", "waku-light-node"}))
{
    // One for all nodes.
    const auto peerUp = MakeCompactCallback<&RelayMetrics::PeerUp>(this);
    const auto peerDown = MakeCompactCallback<&RelayMetrics::PeerDown>(this);
    const auto drop = MakeCompactCallback<&RelayMetrics::Drop>(this);
    const auto unwanted = MakeCompactCallback<&RelayMetrics::Unwanted>(this);
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(applications.Get(i));
        if (!relay || !relay->GetNode())
        {
            continue; // a light node, or on another rank of a distributed simulation
        }
        ConnectTraceSource(*relay, "PeerUp", peerUp);
        ConnectTraceSource(*relay, "PeerDown", peerDown);
        ConnectTraceSource(*relay, "Drop", drop);
        ConnectTraceSource(*relay, "Unwanted", unwanted);
    }
}

std::vector<uint64_t*>
RelayMetrics::GetCounts()
{
    return {&m_peersUp, &m_peersDown, &m_dropped, &m_unwanted};
}

void
RelayMetrics::PeerUp(const PeerInfo&)
{
    m_peersUp++;
}

void
RelayMetrics::PeerDown(const PeerInfo&)
{
    m_peersDown++;
}

void
RelayMetrics::Drop(Ptr<const PubsubMessage>, const PeerInfo&)
{
    m_dropped++;
}

void
RelayMetrics::Unwanted(Ptr<const PubsubMessage>, const PeerInfo&)
{
    m_unwanted++;
}

} // namespace ns3
