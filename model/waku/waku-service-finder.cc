/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-service-finder.h"

#include "ns3/uinteger.h"

#include <utility>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuServiceFinder);

TypeId
WakuServiceFinder::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuServiceFinder")
            .SetParent<WakuPeerExchangeProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuServiceFinder>()
            .AddAttribute("WantedServices",
                          "How many service nodes a client looks for.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&WakuServiceFinder::m_wantedServices),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("AskCount",
                          "How many nodes a client asks a peer for.",
                          UintegerValue(30),
                          MakeUintegerAccessor(&WakuServiceFinder::m_askCount),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("AskInterval",
                          "Time after which a client that lacks service nodes asks again.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WakuServiceFinder::m_askInterval),
                          MakeTimeChecker(MilliSeconds(1)));
    return tid;
}

WakuServiceFinder::WakuServiceFinder() = default;

WakuServiceFinder::~WakuServiceFinder() = default;

void
WakuServiceFinder::DoDispose()
{
    m_wanted = nullptr;
    m_tell = nullptr;
    WakuPeerExchangeProtocol::DoDispose();
}

void
WakuServiceFinder::SetFunctions(WantedFunction wanted, FoundFunction found)
{
    m_wanted = std::move(wanted);
    m_tell = std::move(found);
}

void
WakuServiceFinder::AddBootstrap(const Address& bootstrap)
{
    m_bootstraps.push_back(bootstrap);
}

void
WakuServiceFinder::Start(Time now)
{
    WakuPeerExchangeProtocol::Start(now);
    // Connections start after the protocols.
    GetHost().After(Time(0), [this](Time) { Look(); });
}

void
WakuServiceFinder::PeerUp(const PeerInfo& peer)
{
    WakuPeerExchangeProtocol::PeerUp(peer);
    AskForServices(peer.id);
}

void
WakuServiceFinder::Look()
{
    if (m_found.size() >= m_wantedServices)
    {
        return;
    }
    if (GetPeers().empty())
    {
        for (const Address& bootstrap : m_bootstraps)
        {
            GetHost().DialSuggested(bootstrap);
        }
    }
    std::vector<PeerId> peers;
    for (const auto& [id, peer] : GetPeers())
    {
        peers.push_back(id);
    }
    for (const PeerId peer : peers)
    {
        AskForServices(peer);
    }
    GetHost().After(m_askInterval, [this](Time) { Look(); });
}

void
WakuServiceFinder::AskForServices(PeerId peer)
{
    if (m_found.size() >= m_wantedServices)
    {
        return;
    }
    Ask(peer, m_askCount, [this](const std::vector<WakuNodeRecord>& records) {
        for (const WakuNodeRecord& record : records)
        {
            if (m_found.size() < m_wantedServices && m_wanted && m_wanted(record) &&
                m_found.insert(record.address).second && m_tell)
            {
                m_tell(record);
            }
        }
    });
}

} // namespace ns3
