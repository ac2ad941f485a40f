/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-user-results.h"

#include "ns3/p2p-node.h"
#include "ns3/waku-filter-protocol.h"
#include "ns3/waku-lightpush-protocol.h"
#include "ns3/waku-relay-history.h"
#include "ns3/waku-store-protocol.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Names of metrics, in the order of WakuUserKind.
constexpr const char* KIND_NAMES[WAKU_USER_KINDS] = {"relays", "services", "naive", "selective"};

void
AddBytes(const std::string& name,
         const RunSummary::Bytes& bytes,
         double factor,
         std::map<std::string, double>& metrics)
{
    metrics[name + ".payload"] = bytes.payload * factor;
    metrics[name + ".protocol"] = bytes.protocol * factor;
    metrics[name + ".ip"] = bytes.ip * factor;
}

void
AddSeen(const std::string& name,
        const CommunityMetrics::Counts& counts,
        std::map<std::string, double>& metrics)
{
    metrics[name + ".expected"] = static_cast<double>(counts.expected);
    metrics[name + ".missed"] = static_cast<double>(counts.missed);
    metrics[name + ".seen_ratio"] = counts.GetSeenRatio();
    if (counts.latency.GetCount() > 0)
    {
        metrics[name + ".latency_s.mean"] = counts.latency.GetMean();
        metrics[name + ".latency_s.p50"] = counts.latency.GetPercentile(50);
        metrics[name + ".latency_s.p95"] = counts.latency.GetPercentile(95);
        metrics[name + ".latency_s.p99"] = counts.latency.GetPercentile(99);
    }
}

double
GetBytesOf(const RequestLoad& load)
{
    return static_cast<double>(load.requestBytes + load.answerBytes);
}

} // namespace

WakuUserResults::WakuUserResults(const MessageTracker& tracker,
                                 Ptr<WakuCommunities> communities,
                                 const ApplicationContainer& applications,
                                 Time lifetime)
    : m_tracker(tracker),
      m_communities(communities),
      m_applications(applications),
      m_seen(communities, applications, lifetime)
{
}

std::array<WakuUserResults::Bytes, WAKU_USER_KINDS>
WakuUserResults::ReadBytes() const
{
    std::array<Bytes, WAKU_USER_KINDS> bytes{};
    for (uint32_t user = 0; user < m_tracker.GetNNodes(); user++)
    {
        Bytes& ofKind = bytes[static_cast<std::size_t>(m_communities->GetKinds().Get(user))];
        ofKind.ingress += m_tracker.GetIngress(user);
        ofKind.egress += m_tracker.GetEgress(user);
    }
    return bytes;
}

WakuUserResults::Services
WakuUserResults::ReadServices() const
{
    Services services;
    const uint32_t count = m_communities->GetKinds().GetN(WakuUserKind::SERVICE);
    for (uint32_t user = 0; user < count; user++)
    {
        const auto node = DynamicCast<P2pNode>(m_applications.Get(user));
        const auto filter = node->FindProtocol<WakuFilterProtocol>();
        services.clients += static_cast<double>(filter->GetSubscriptions().GetNPeers());
        services.pushed += static_cast<double>(filter->GetPush()->GetPushedBytes());
        services.requests += GetBytesOf(filter->GetLoad()) +
                             GetBytesOf(node->FindProtocol<WakuLightpushProtocol>()->GetLoad()) +
                             GetBytesOf(node->FindProtocol<WakuStoreProtocol>()->GetLoad());
    }
    return services;
}

void
WakuUserResults::Begin()
{
    m_before = ReadServices();
}

void
WakuUserResults::End()
{
    m_bytes = ReadBytes();
    m_after = ReadServices();
}

void
WakuUserResults::AddHistory(std::map<std::string, double>& metrics) const
{
    uint64_t fetched = 0;
    uint64_t incomplete = 0;
    bool isThere = false;
    for (auto application = m_applications.Begin(); application != m_applications.End();
         ++application)
    {
        if (const auto history = (*application)->GetObject<WakuRelayHistory>())
        {
            isThere = true;
            fetched += history->GetNFetched();
            incomplete += history->GetNIncomplete();
        }
    }
    if (isThere)
    {
        metrics["history.fetched"] = static_cast<double>(fetched);
        metrics["history.incomplete"] = static_cast<double>(incomplete);
    }
}

void
WakuUserResults::AddTo(double perDay, std::map<std::string, double>& metrics)
{
    AddHistory(metrics);
    m_seen.Close();
    AddSeen("people", m_seen.GetAll(), metrics);
    metrics["people.late"] = static_cast<double>(m_seen.GetNLate());
    const WakuUserKinds& kinds = m_communities->GetKinds();
    for (std::size_t i = 0; i < WAKU_USER_KINDS; i++)
    {
        const auto kind = static_cast<WakuUserKind>(i);
        const uint32_t count = kinds.GetN(kind);
        const std::string name = KIND_NAMES[i];
        if (count == 0)
        {
            continue;
        }
        AddBytes(name + ".ingress_bytes_per_day",
                 m_bytes[i].ingress.PerNode(count),
                 perDay,
                 metrics);
        AddBytes(name + ".egress_bytes_per_day", m_bytes[i].egress.PerNode(count), perDay, metrics);
        AddSeen(name, m_seen.Get(kind), metrics);
    }
    if (kinds.GetN(WakuUserKind::SERVICE) == 0)
    {
        return;
    }
    const double clients = std::max(1.0, m_after.clients);
    metrics["services.clients"] = m_after.clients / kinds.GetN(WakuUserKind::SERVICE);
    metrics["services.pushed_bytes_per_client_and_day"] =
        (m_after.pushed - m_before.pushed) / clients * perDay;
    metrics["services.request_bytes_per_client_and_day"] =
        (m_after.requests - m_before.requests) / clients * perDay;
}

} // namespace ns3
