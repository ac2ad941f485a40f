/* SPDX-License-Identifier: GPL-2.0-only */
#include "adversary-metrics.h"

#include "message-probe.h"

#include "ns3/compact-callback.h"
#include "ns3/gossipsub-router.h"
#include "ns3/p2p-node.h"
#include "ns3/peer-address.h"
#include "ns3/pubsub-protocol.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

/// The value below which a share of sorted values is.
double
QuantileOf(const std::vector<float>& sorted, double share)
{
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(std::lround(share * last))];
}

AdversaryMetrics::Scores
DescribeScores(std::vector<float>& values)
{
    AdversaryMetrics::Scores scores;
    scores.count = values.size();
    if (values.empty())
    {
        return scores;
    }
    std::sort(values.begin(), values.end());
    scores.least = values.front();
    scores.p5 = QuantileOf(values, 0.05);
    scores.median = QuantileOf(values, 0.5);
    scores.p95 = QuantileOf(values, 0.95);
    scores.most = values.back();
    const auto below = std::lower_bound(values.begin(), values.end(), 0.0F) - values.begin();
    scores.negative = static_cast<double>(below) / static_cast<double>(values.size());
    return scores;
}

} // namespace

AdversaryMetrics::AdversaryMetrics(const ApplicationContainer& nodes,
                                   const std::vector<uint32_t>& victims,
                                   const std::set<Address>& adversaries)
    : m_adversaries(adversaries)
{
    const std::set<uint32_t> attacked(victims.begin(), victims.end());
    const auto tx = MakeCompactCallback<&AdversaryMetrics::HandleTx>(this);
    const auto rx = MakeCompactCallback<&AdversaryMetrics::HandleRx>(this);
    for (uint32_t i = 0; i < nodes.GetN(); i++)
    {
        const Ptr<Application> node = nodes.Get(i);
        if (!node->GetNode())
        {
            continue; // another rank of a distributed simulation has it
        }
        m_nodes.Add(node);
        m_isVictim.push_back(attacked.count(i) > 0);
        if (m_isVictim.back())
        {
            m_victims++;
            ConnectTraceSource(*node, "Tx", tx);
            ConnectTraceSource(*node, "Rx", rx);
        }
    }
}

const AdversaryMetrics::Sample&
AdversaryMetrics::TakeSample()
{
    Sample sample;
    sample.at = Simulator::Now();
    std::vector<float> honest;
    std::vector<float> hostile;
    uint64_t meshes = 0;
    uint64_t victimMeshes = 0;
    for (uint32_t i = 0; i < m_nodes.GetN(); i++)
    {
        const auto protocol = DynamicCast<P2pNode>(m_nodes.Get(i))->FindProtocol<PubsubProtocol>();
        const auto router =
            protocol ? DynamicCast<GossipSubRouter>(protocol->GetRouter()) : nullptr;
        if (!router)
        {
            continue;
        }
        std::set<PeerId> adversaries;
        for (const auto& [id, peer] : router->GetPeers())
        {
            const bool isAdversary = m_adversaries.count(HostOf(peer.address)) > 0;
            (isAdversary ? hostile : honest).push_back(static_cast<float>(router->GetScore(id)));
            if (isAdversary)
            {
                adversaries.insert(id);
            }
        }
        sample.connections += m_isVictim[i] ? static_cast<double>(adversaries.size()) : 0;
        for (const std::string& topic : router->GetTopics())
        {
            const PeerSet& mesh = router->GetMesh(topic);
            const auto inMesh = static_cast<double>(
                std::count_if(mesh.begin(), mesh.end(), [&adversaries](PeerId peer) {
                    return adversaries.count(peer) > 0;
                }));
            meshes++;
            sample.meshSize += static_cast<double>(mesh.GetSize());
            sample.adversaries += inMesh;
            sample.largest = std::max(sample.largest, inMesh);
            const bool isSurrounded = !mesh.IsEmpty() && inMesh == mesh.GetSize();
            sample.surrounded += isSurrounded ? 1 : 0;
            victimMeshes += m_isVictim[i] ? 1 : 0;
            sample.victimMesh += m_isVictim[i] ? inMesh : 0;
        }
    }
    const double all = std::max<double>(1, static_cast<double>(meshes));
    sample.meshSize /= all;
    sample.adversaries /= all;
    sample.surrounded /= all;
    sample.victimMesh /= std::max<double>(1, static_cast<double>(victimMeshes));
    sample.connections /= std::max<double>(1, static_cast<double>(m_victims));
    sample.ofHonest = DescribeScores(honest);
    sample.ofAdversaries = DescribeScores(hostile);
    m_samples.push_back(sample);
    return m_samples.back();
}

void
AdversaryMetrics::ResetBytes()
{
    m_sent = 0;
    m_received = 0;
}

double
AdversaryMetrics::GetIngress() const
{
    return static_cast<double>(m_received) / std::max<double>(1, static_cast<double>(m_victims));
}

double
AdversaryMetrics::GetEgress() const
{
    return static_cast<double>(m_sent) / std::max<double>(1, static_cast<double>(m_victims));
}

void
AdversaryMetrics::HandleTx(uint32_t bytes)
{
    m_sent += bytes;
}

void
AdversaryMetrics::HandleRx(uint32_t bytes)
{
    m_received += bytes;
}

} // namespace ns3
