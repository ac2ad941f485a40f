/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-service-protocol.h"

#include "ns3/abort.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/log.h"
#include "ns3/peer-address.h"
#include "ns3/trace-source-accessor.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuServiceProtocol");
NS_OBJECT_ENSURE_REGISTERED(WakuServiceProtocol);

namespace
{

/// Wait until the next service node is dialled, so that nodes which close every connection are not
/// dialled without a pause.
constexpr int64_t SERVICE_PAUSE = 1;

} // namespace

TypeId
WakuServiceProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuServiceProtocol")
            .SetParent<RequestResponse>()
            .SetGroupName("Waku")
            .AddAttribute("ServiceWait",
                          "A client takes the next service node of its list if one is not "
                          "connected, with this protocol, after this time.",
                          TimeValue(Seconds(12)),
                          MakeTimeAccessor(&WakuServiceProtocol::m_serviceWait),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddTraceSource("ServiceReplaced",
                            "A client takes another service node, since the one in use has failed. "
                            "(address of the old one, of the new one)",
                            MakeTraceSourceAccessor(&WakuServiceProtocol::m_replacedTrace),
                            "ns3::WakuServiceProtocol::ServiceReplacedTracedCallback");
    return tid;
}

WakuServiceProtocol::WakuServiceProtocol() = default;

WakuServiceProtocol::~WakuServiceProtocol() = default;

void
WakuServiceProtocol::AddServiceNode(const Address& remote)
{
    NS_ABORT_MSG_UNLESS(
        InetSocketAddress::IsMatchingType(remote) || Inet6SocketAddress::IsMatchingType(remote),
        GetInstanceTypeId().GetName() << ": a service node is no IP address with a port");
    m_services.push_back(remote);
    if (IsStarted() && m_services.size() == 1)
    {
        ApproachLater(Time(0), false);
    }
}

bool
WakuServiceProtocol::IsCurrent(const PeerInfo& peer) const
{
    return !m_services.empty() && HostOf(peer.address) == HostOf(m_services[m_current]);
}

std::optional<PeerId>
WakuServiceProtocol::GetService() const
{
    if (!m_isInUse)
    {
        return std::nullopt;
    }
    for (const auto& [id, peer] : GetPeers())
    {
        if (IsCurrent(peer))
        {
            return id;
        }
    }
    return std::nullopt;
}

void
WakuServiceProtocol::Start(Time now)
{
    RequestResponse::Start(now);
    if (!m_services.empty())
    {
        // Connections start after the protocols.
        ApproachLater(Time(0), false);
    }
}

void
WakuServiceProtocol::Stop(Time now)
{
    m_attempt++;
    m_isInUse = false;
    RequestResponse::Stop(now);
}

void
WakuServiceProtocol::ApproachLater(Time delay, bool isNext)
{
    GetHost().After(delay, [this, isNext, attempt = ++m_attempt](Time) {
        if (attempt == m_attempt)
        {
            if (isNext)
            {
                Advance();
            }
            Approach();
        }
    });
}

void
WakuServiceProtocol::Later(Time delay, std::function<void()> task)
{
    GetHost().After(delay, [task = std::move(task)](Time) { task(); });
}

void
WakuServiceProtocol::Approach()
{
    for (const auto& [id, peer] : GetPeers())
    {
        if (IsCurrent(peer))
        {
            m_attempt++;
            m_isInUse = true;
            ServiceUp(id);
            return;
        }
    }
    GetHost().DialSuggested(m_services[m_current]);
    ApproachLater(m_serviceWait, true);
}

void
WakuServiceProtocol::Advance()
{
    const Address from = m_services[m_current];
    m_current = (m_current + 1) % m_services.size();
    m_replaced++;
    NS_LOG_INFO(GetProtocolId() << " takes service node " << m_current);
    m_replacedTrace(from, m_services[m_current]);
}

void
WakuServiceProtocol::ReplaceService()
{
    if (!IsStarted() || m_services.empty() || !m_isInUse)
    {
        return;
    }
    m_isInUse = false;
    ServiceDown();
    // If this node is about to go offline, the service node has not failed.
    ApproachLater(Seconds(SERVICE_PAUSE), true);
}

void
WakuServiceProtocol::PeerUp(const PeerInfo& peer)
{
    RequestResponse::PeerUp(peer);
    if (!m_isInUse && IsCurrent(peer))
    {
        m_attempt++;
        m_isInUse = true;
        ServiceUp(peer.id);
    }
}

void
WakuServiceProtocol::PeerDown(const PeerInfo& peer)
{
    const bool isLost = m_isInUse && IsCurrent(peer);
    RequestResponse::PeerDown(peer);
    if (isLost)
    {
        ReplaceService();
    }
}

void
WakuServiceProtocol::ServiceUp(PeerId)
{
}

void
WakuServiceProtocol::ServiceDown()
{
}

} // namespace ns3
