/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-peer-exchange-protocol.h"

#include "ns3/delimited-messages.h"
#include "ns3/log.h"
#include "ns3/request-message.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuPeerExchangeProtocol");
NS_OBJECT_ENSURE_REGISTERED(WakuPeerExchangeProtocol);

TypeId
WakuPeerExchangeProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuPeerExchangeProtocol")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuPeerExchangeProtocol>()
            .AddAttribute("MaxMessageSize",
                          "Largest message that is read, bytes without its length.",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&WakuPeerExchangeProtocol::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(64))
            .AddAttribute("CacheSize",
                          "Most nodes that are known for responses. (60 in the specification)",
                          UintegerValue(60),
                          MakeUintegerAccessor(&WakuPeerExchangeProtocol::m_cacheSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxPeers",
                          "Most nodes of a response, whatever the query says. (60 in nwaku)",
                          UintegerValue(60),
                          MakeUintegerAccessor(&WakuPeerExchangeProtocol::m_maxPeers),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("RateLimit",
                          "Most queries of all peers in a minute; 0 for no limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuPeerExchangeProtocol::m_rateLimit),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Timeout",
                          "A query fails when no response has come after this time.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WakuPeerExchangeProtocol::m_timeout),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddTraceSource("Served",
                            "A query of a peer is answered. (peer, status, number of records)",
                            MakeTraceSourceAccessor(&WakuPeerExchangeProtocol::m_servedTrace),
                            "ns3::WakuPeerExchangeProtocol::ServedTracedCallback")
            .AddTraceSource("Fault",
                            "A peer has said what makes no sense or was not asked for. (peer, what "
                            "was wrong)",
                            MakeTraceSourceAccessor(&WakuPeerExchangeProtocol::m_faultTrace),
                            "ns3::WakuPeerExchangeProtocol::FaultTracedCallback");
    return tid;
}

WakuPeerExchangeProtocol::WakuPeerExchangeProtocol() = default;

WakuPeerExchangeProtocol::~WakuPeerExchangeProtocol() = default;

void
WakuPeerExchangeProtocol::DoDispose()
{
    m_cache.clear();
    m_peers.clear();
    m_pending.clear();
    PeerProtocol::DoDispose();
}

std::string
WakuPeerExchangeProtocol::GetProtocolId() const
{
    return "/vac/waku/peer-exchange/2.0.0-alpha1";
}

int64_t
WakuPeerExchangeProtocol::AssignStreams(int64_t stream)
{
    m_choice->SetStream(stream);
    return 1;
}

void
WakuPeerExchangeProtocol::Learn(const WakuNodeRecord& record)
{
    m_cache.push_back(record);
    if (m_cache.size() > m_cacheSize)
    {
        m_cache.pop_front();
    }
}

bool
WakuPeerExchangeProtocol::Send(PeerId peer, const WakuPeerExchangeMessage& message)
{
    return GetHost().Send(peer, Create<StreamFrame>(MakeDelimitedPacket(message.Encode())));
}

bool
WakuPeerExchangeProtocol::Ask(PeerId peer, uint64_t count, RecordsFunction records)
{
    WakuPeerExchangeMessage query;
    query.numPeers = count;
    if (!IsStarted() || m_peers.count(peer) == 0 || m_pending.count(peer) > 0 || !Send(peer, query))
    {
        return false;
    }
    const uint64_t number = m_next++;
    m_pending[peer] = {number, count, std::move(records)};
    GetHost().After(m_timeout, [this, peer, number](Time) {
        const auto found = m_pending.find(peer);
        if (found != m_pending.end() && found->second.number == number)
        {
            Finish(peer, {});
        }
    });
    return true;
}

bool
WakuPeerExchangeProtocol::AskAndDial(PeerId peer, uint64_t count)
{
    return Ask(peer, count, [this](const std::vector<WakuNodeRecord>& records) {
        for (const WakuNodeRecord& record : records)
        {
            m_dialled += GetHost().DialSuggested(record.address) ? 1 : 0;
        }
    });
}

void
WakuPeerExchangeProtocol::Finish(PeerId peer, const std::vector<WakuNodeRecord>& records)
{
    const auto found = m_pending.find(peer);
    const RecordsFunction tell = std::move(found->second.records);
    m_pending.erase(found);
    if (tell)
    {
        tell(records);
    }
}

std::unique_ptr<StreamParser>
WakuPeerExchangeProtocol::CreateParser(PeerId peer)
{
    using Parser = DelimitedPeerParser<WakuPeerExchangeProtocol,
                                       WakuPeerExchangeFault,
                                       &WakuPeerExchangeProtocol::HandleMessage,
                                       &WakuPeerExchangeProtocol::Count>;
    return std::make_unique<Parser>(*this, peer, m_maxMessageSize);
}

void
WakuPeerExchangeProtocol::PeerUp(const PeerInfo& peer)
{
    m_peers[peer.id] = peer;
}

void
WakuPeerExchangeProtocol::PeerDown(const PeerInfo& peer)
{
    m_peers.erase(peer.id);
    if (m_pending.count(peer.id) > 0)
    {
        Finish(peer.id, {});
    }
}

void
WakuPeerExchangeProtocol::Count(PeerId peer, WakuPeerExchangeFault fault)
{
    NS_LOG_INFO("fault " << static_cast<int>(fault) << " of peer " << peer);
    m_faults.at(static_cast<std::size_t>(fault))++;
    m_faultTrace(peer, fault);
}

void
WakuPeerExchangeProtocol::HandleMessage(PeerId peer, const VirtualBytes& bytes)
{
    if (!IsStarted() || m_peers.count(peer) == 0)
    {
        return;
    }
    WakuPeerExchangeMessage message;
    if (!WakuPeerExchangeMessage::Decode(bytes.ToVector(), message))
    {
        Count(peer, WakuPeerExchangeFault::MALFORMED);
        if (m_pending.count(peer) > 0)
        {
            Finish(peer, {});
            return;
        }
        WakuPeerExchangeMessage refusal;
        refusal.status = RequestMessage::BAD_REQUEST;
        m_servedTrace(peer, refusal.status, 0);
        Send(peer, refusal);
        return;
    }
    if (message.numPeers)
    {
        Serve(peer, *message.numPeers);
    }
    else
    {
        HandleResponse(peer, message);
    }
}

void
WakuPeerExchangeProtocol::Serve(PeerId peer, uint64_t count)
{
    WakuPeerExchangeMessage response;
    if (!m_rate.Take(GetNow(), m_rateLimit, Minutes(1)))
    {
        Count(peer, WakuPeerExchangeFault::TOO_MANY);
        response.status = RequestMessage::TOO_MANY_REQUESTS;
    }
    else
    {
        // A partial shuffle of indices.
        std::vector<std::size_t> order(m_cache.size());
        for (std::size_t i = 0; i < order.size(); i++)
        {
            order[i] = i;
        }
        const std::size_t size = std::min<uint64_t>({count, m_maxPeers, order.size()});
        for (std::size_t i = 0; i < size; i++)
        {
            const auto last = static_cast<uint32_t>(order.size() - 1);
            std::swap(order[i], order[m_choice->GetInteger(static_cast<uint32_t>(i), last)]);
            response.records.push_back(m_cache[order[i]].Encode());
        }
        response.status =
            response.records.empty() ? RequestMessage::SERVICE_UNAVAILABLE : RequestMessage::OK;
    }
    m_sent += response.records.size();
    m_servedTrace(peer, response.status, static_cast<uint32_t>(response.records.size()));
    Send(peer, response);
}

void
WakuPeerExchangeProtocol::HandleResponse(PeerId peer, const WakuPeerExchangeMessage& message)
{
    const auto found = m_pending.find(peer);
    if (found == m_pending.end())
    {
        Count(peer, WakuPeerExchangeFault::NOT_AWAITED);
        return;
    }
    std::vector<WakuNodeRecord> records;
    for (const auto& bytes : message.records)
    {
        WakuNodeRecord record;
        if (records.size() >= found->second.count || !WakuNodeRecord::Decode(bytes, record))
        {
            Count(peer, WakuPeerExchangeFault::BAD_RECORD);
            continue;
        }
        records.push_back(record);
    }
    Finish(peer, message.status == RequestMessage::OK ? records : std::vector<WakuNodeRecord>());
}

} // namespace ns3
