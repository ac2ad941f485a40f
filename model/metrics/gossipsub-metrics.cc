/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-metrics.h"

#include "ns3/abort.h"
#include "ns3/compact-callback.h"
#include "ns3/p2p-node.h"
#include "ns3/pubsub-protocol.h"

namespace ns3
{

GossipSubMetrics::GossipSubMetrics(const ApplicationContainer& applications)
{
    // One for all nodes.
    const auto control = MakeCompactCallback<&GossipSubMetrics::HandleControl>(this);
    const auto served = MakeCompactCallback<&GossipSubMetrics::HandleServed>(this);
    const auto suppressed = MakeCompactCallback<&GossipSubMetrics::HandleSuppressed>(this);
    const auto heldBack = MakeCompactCallback<&GossipSubMetrics::HandleHeldBack>(this);
    const auto preambleExpired =
        MakeCompactCallback<&GossipSubMetrics::HandlePreambleExpired>(this);
    const auto brokenPromise = MakeCompactCallback<&GossipSubMetrics::HandleBrokenPromise>(this);
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        const auto node = DynamicCast<P2pNode>(applications.Get(i));
        const auto pubsub = node ? node->FindProtocol<PubsubProtocol>() : nullptr;
        const auto router = pubsub ? DynamicCast<GossipSubRouter>(pubsub->GetRouter()) : nullptr;
        NS_ABORT_MSG_IF(!router,
                        "GossipSubMetrics: application " << i << " is no relay in mode GossipSub");
        router->TraceConnectWithoutContext("ControlReceived", control);
        router->TraceConnectWithoutContext("IWantServed", served);
        router->TraceConnectWithoutContext("Suppressed", suppressed);
        router->TraceConnectWithoutContext("HeldBack", heldBack);
        router->TraceConnectWithoutContext("PreambleExpired", preambleExpired);
        router->TraceConnectWithoutContext("BrokenPromise", brokenPromise);
    }
}

void
GossipSubMetrics::Reset()
{
    m_received.fill(0);
    m_ids.fill(0);
    m_served = 0;
    m_suppressed = 0;
    m_heldBack = 0;
    m_preamblesExpired = 0;
    m_brokenPromises = 0;
}

uint64_t
GossipSubMetrics::GetNReceived(GossipSubControl control) const
{
    return m_received.at(static_cast<std::size_t>(control));
}

uint64_t
GossipSubMetrics::GetNIds(GossipSubControl control) const
{
    return m_ids.at(static_cast<std::size_t>(control));
}

std::vector<std::pair<std::string, uint64_t>>
GossipSubMetrics::GetCounts() const
{
    std::vector<std::pair<std::string, uint64_t>> counts{
        {"ihave", GetNReceived(GossipSubControl::IHAVE)},
        {"ihave_ids", GetNIds(GossipSubControl::IHAVE)},
        {"iwant", GetNReceived(GossipSubControl::IWANT)},
        {"iwant_ids", GetNIds(GossipSubControl::IWANT)},
        {"iwant_served", m_served},
        {"graft", GetNReceived(GossipSubControl::GRAFT)},
        {"prune", GetNReceived(GossipSubControl::PRUNE)},
        {"idontwant", GetNReceived(GossipSubControl::IDONTWANT)},
        {"suppressed", m_suppressed},
        {"broken_promises", m_brokenPromises}};
    const std::pair<std::string, uint64_t> more[] = {
        {"preamble", GetNReceived(GossipSubControl::PREAMBLE)},
        {"imreceiving", GetNReceived(GossipSubControl::IMRECEIVING)},
        {"held_back", m_heldBack},
        {"preambles_expired", m_preamblesExpired},
        {"choke", GetNReceived(GossipSubControl::CHOKE)},
        {"unchoke", GetNReceived(GossipSubControl::UNCHOKE)},
        {"partial", GetNReceived(GossipSubControl::PARTIAL)}};
    for (const auto& count : more)
    {
        if (count.second > 0)
        {
            counts.push_back(count);
        }
    }
    return counts;
}

void
GossipSubMetrics::HandleControl(PeerId, GossipSubControl control, const std::string&, uint32_t ids)
{
    m_received.at(static_cast<std::size_t>(control))++;
    m_ids.at(static_cast<std::size_t>(control)) += ids;
}

void
GossipSubMetrics::HandleServed(PeerId, Ptr<const PubsubMessage>)
{
    m_served++;
}

void
GossipSubMetrics::HandleSuppressed(PeerId, Ptr<const PubsubMessage>)
{
    m_suppressed++;
}

void
GossipSubMetrics::HandleHeldBack(PeerId, Ptr<const PubsubMessage>)
{
    m_heldBack++;
}

void
GossipSubMetrics::HandlePreambleExpired(PeerId)
{
    m_preamblesExpired++;
}

void
GossipSubMetrics::HandleBrokenPromise(PeerId, uint32_t count)
{
    m_brokenPromises += count;
}

} // namespace ns3
