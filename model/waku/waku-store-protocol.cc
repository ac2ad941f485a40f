/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-store-protocol.h"

#include "ns3/boolean.h"
#include "ns3/compact-callback.h"
#include "ns3/log.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuStoreProtocol");
NS_OBJECT_ENSURE_REGISTERED(WakuStoreProtocol);

namespace
{

/// Bytes of an answer that are left for ids, hashes, topics and lengths of 100 messages.
constexpr uint32_t PAGE_OVERHEAD = 65536;

/// A store that resumes asks for more than it was away, since nwaku notes once a minute that it is
/// online (waku_store/resume.nim, LastOnlineInterval).
constexpr int64_t RESUME_OVERLAP_MINUTES = 1;

} // namespace

TypeId
WakuStoreProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuStoreProtocol")
            .SetParent<WakuServiceProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuStoreProtocol>()
            .AddAttribute("DefaultPageSize",
                          "Most messages of a page if a query has no limit. (20 in nwaku)",
                          UintegerValue(20),
                          MakeUintegerAccessor(&WakuStoreProtocol::m_defaultPageSize),
                          MakeUintegerChecker<uint32_t>(1, 1000))
            .AddAttribute("MaxPageSize",
                          "Most messages of a page, whatever the query says. (100 in nwaku)",
                          UintegerValue(100),
                          MakeUintegerAccessor(&WakuStoreProtocol::m_maxPageSize),
                          MakeUintegerChecker<uint32_t>(1, 1000))
            .AddAttribute("MaxContentTopics",
                          "Most content topics of a query. (10 in nwaku)",
                          UintegerValue(10),
                          MakeUintegerAccessor(&WakuStoreProtocol::m_maxContentTopics),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxHashes",
                          "Most hashes of a query.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&WakuStoreProtocol::m_maxHashes),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("PartialFilters",
                          "Whether a pubsub topic alone, or content topics alone, are a filter, as "
                          "in nwaku; the specification wants both or neither.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WakuStoreProtocol::m_partialFilters),
                          MakeBooleanChecker())
            .AddAttribute("FetchTries",
                          "How often a fetch asks for a page, of one store after another. (5 in "
                          "nwaku)",
                          UintegerValue(5),
                          MakeUintegerAccessor(&WakuStoreProtocol::m_fetchTries),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("FetchWait",
                          "A fetch is given up when no store has been connected for this time.",
                          TimeValue(Minutes(1)),
                          MakeTimeAccessor(&WakuStoreProtocol::m_fetchWait),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("ResumeRange",
                          "How far back a store that is back online asks other stores, its service "
                          "nodes, for what it has missed; 0 for not at all. (6 h in nwaku with "
                          "store-resume, waku_store/resume.nim)",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WakuStoreProtocol::m_resumeRange),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Served",
                            "A query of a peer is answered with a page.",
                            MakeTraceSourceAccessor(&WakuStoreProtocol::m_servedTrace),
                            "ns3::WakuStoreProtocol::ServedTracedCallback")
            .AddTraceSource("Refused",
                            "A query of a peer is answered with an error. (peer, status)",
                            MakeTraceSourceAccessor(&WakuStoreProtocol::m_refusedTrace),
                            "ns3::WakuStoreProtocol::RefusedTracedCallback")
            .AddTraceSource("StoreFault",
                            "A store has answered what was not asked for. (peer, fault)",
                            MakeTraceSourceAccessor(&WakuStoreProtocol::m_storeFaultTrace),
                            "ns3::WakuStoreProtocol::StoreFaultTracedCallback")
            .AddTraceSource("Received",
                            "A store has sent a message that was asked for.",
                            MakeTraceSourceAccessor(&WakuStoreProtocol::m_receivedTrace),
                            "ns3::WakuStoreProtocol::ReceivedTracedCallback")
            .AddTraceSource("Resumed",
                            "This store has archived what others had sent that it missed.",
                            MakeTraceSourceAccessor(&WakuStoreProtocol::m_resumedTrace),
                            "ns3::WakuStoreProtocol::ResumedTracedCallback");
    return tid;
}

WakuStoreProtocol::WakuStoreProtocol() = default;

WakuStoreProtocol::~WakuStoreProtocol() = default;

void
WakuStoreProtocol::DoDispose()
{
    if (m_archive)
    {
        m_archive->Dispose();
    }
    m_archive = nullptr;
    m_waiting.clear();
    WakuServiceProtocol::DoDispose();
}

std::string
WakuStoreProtocol::GetProtocolId() const
{
    return "/vac/waku/store-query/3.0.0";
}

void
WakuStoreProtocol::SetArchive(Ptr<WakuArchive> archive)
{
    m_archive = archive;
}

void
WakuStoreProtocol::ArchiveFrom(Ptr<WakuRelayProtocol> relay)
{
    const auto archive = MakeCompactCallback<&WakuStoreProtocol::Archive>(this);
    relay->TraceConnectWithoutContext("Deliver", archive);
    relay->TraceConnectWithoutContext("Publish", archive);
}

void
WakuStoreProtocol::Archive(Ptr<const PubsubMessage> message)
{
    if (m_archive)
    {
        m_archive->Archive(GetNow(), *message);
    }
}

void
WakuStoreProtocol::Refuse(PeerId peer,
                          const std::string& id,
                          uint32_t status,
                          const std::string& description)
{
    NS_LOG_INFO("refuses query " << id << " of peer " << peer << ": " << description);
    m_refusedTrace(peer, status);
    Respond(peer, id, status, VirtualBytes(), description);
}

std::string
WakuStoreProtocol::FindFault(const WakuStoreQuery& query) const
{
    if (query.contentTopics.size() > m_maxContentTopics)
    {
        return "too many content topics";
    }
    if (query.hashes.size() > m_maxHashes)
    {
        return "too many message hashes";
    }
    return query.FindFault(m_partialFilters);
}

void
WakuStoreProtocol::HandleRequest(Time now, PeerId peer, const RequestMessage& request)
{
    if (!m_archive)
    {
        Refuse(peer, request.id, RequestMessage::SERVICE_UNAVAILABLE, "this node has no store");
        return;
    }
    WakuStoreQuery query;
    if (!WakuStoreQuery::Decode(request.fields, query))
    {
        Refuse(peer, request.id, RequestMessage::BAD_REQUEST, "the query can't be decoded");
        return;
    }
    const std::string fault = FindFault(query);
    if (!fault.empty())
    {
        Refuse(peer, request.id, RequestMessage::BAD_REQUEST, fault);
        return;
    }
    const uint64_t asked = query.limit.value_or(0);
    const uint64_t limit = asked == 0 ? m_defaultPageSize : asked;
    WakuStorePage page;
    if (!m_archive->Find(now,
                         query,
                         std::min<uint64_t>(limit, m_maxPageSize),
                         GetMaxMessageSize() - std::min(GetMaxMessageSize(), PAGE_OVERHEAD),
                         page))
    {
        Refuse(peer, request.id, RequestMessage::BAD_REQUEST, "the cursor is not in this store");
        return;
    }
    m_servedPages++;
    m_servedEntries += page.entries.size();
    m_servedTrace(peer, query, page);
    Respond(peer, request.id, RequestMessage::OK, page.Encode(), "OK");
}

RequestError
WakuStoreProtocol::Query(PeerId peer, const WakuStoreQuery& query, ResultFunction result)
{
    return Request(peer,
                   query.Encode(),
                   [this, peer, query, result](const RequestMessage* answer, RequestError error) {
                       const WakuStoreResult read = ReadAnswer(peer, query, answer, error);
                       for (const WakuStoreEntry& entry : read.page.entries)
                       {
                           if (entry.message)
                           {
                               m_receivedTrace(entry.message, peer);
                           }
                       }
                       result(read);
                   });
}

void
WakuStoreProtocol::Fetch(const WakuStoreQuery& query,
                         WakuStoreFetch::PageFunction page,
                         WakuStoreFetch::DoneFunction done)
{
    const auto fetch = std::make_shared<WakuStoreFetch>(*this,
                                                        query,
                                                        m_fetchTries,
                                                        std::move(page),
                                                        std::move(done));
    if (!IsStarted() || GetNServiceNodes() == 0)
    {
        fetch->GiveUp();
    }
    else if (GetService())
    {
        fetch->Ask();
    }
    else
    {
        Queue(fetch);
    }
}

void
WakuStoreProtocol::Queue(const std::shared_ptr<WakuStoreFetch>& fetch)
{
    const uint64_t number = m_nextWaiting++;
    m_waiting[number] = fetch;
    GetHost().After(m_fetchWait, [this, number](Time) {
        const auto found = m_waiting.find(number);
        if (found != m_waiting.end())
        {
            const auto fetch = found->second;
            m_waiting.erase(found);
            fetch->GiveUp();
        }
    });
}

void
WakuStoreProtocol::WaitForService(const std::shared_ptr<WakuStoreFetch>& fetch)
{
    Queue(fetch);
    ReplaceService();
}

void
WakuStoreProtocol::ServiceUp(PeerId)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto& [number, fetch] : waiting)
    {
        fetch->Ask();
    }
}

void
WakuStoreProtocol::Resume(Time since)
{
    const Time now = GetNow();
    WakuStoreQuery query;
    query.includeData = true;
    query.forward = true;
    query.limit = m_maxPageSize;
    query.start = m_archive->ToTimestamp(
        std::max(since - Minutes(RESUME_OVERLAP_MINUTES), now - m_resumeRange));
    query.end = m_archive->ToTimestamp(now);
    Fetch(
        query,
        [this](const WakuStorePage& page) {
            for (const WakuStoreEntry& entry : page.entries)
            {
                if (entry.message && m_archive)
                {
                    m_archive->Add(GetNow(), entry.message);
                }
            }
        },
        [this](const WakuFetchSummary& summary) { m_resumedTrace(summary); });
}

void
WakuStoreProtocol::Start(Time now)
{
    WakuServiceProtocol::Start(now);
    if (m_archive && m_stopped && !m_resumeRange.IsZero())
    {
        // When the connections have started.
        GetHost().After(Time(0), [this, since = *m_stopped](Time) { Resume(since); });
    }
}

void
WakuStoreProtocol::Stop(Time now)
{
    m_stopped = now;
    WakuServiceProtocol::Stop(now);
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto& [number, fetch] : waiting)
    {
        fetch->GiveUp();
    }
}

WakuStoreResult
WakuStoreProtocol::ReadAnswer(PeerId peer,
                              const WakuStoreQuery& query,
                              const RequestMessage* answer,
                              RequestError error)
{
    WakuStoreResult result;
    result.error = error;
    if (!answer)
    {
        return result;
    }
    result.status = answer->status;
    result.description = answer->description;
    if (answer->status != RequestMessage::OK)
    {
        return result;
    }
    uint32_t faults = 0;
    if (!WakuStorePage::Decode(answer->fields, result.page, faults))
    {
        CountStoreFault(peer, WakuStoreFault::MALFORMED);
        result.error = RequestError::MALFORMED;
        result.page = WakuStorePage();
        return result;
    }
    for (; faults > 0; faults--)
    {
        CountStoreFault(peer, WakuStoreFault::WRONG_HASH);
    }
    Sift(peer, query, result.page);
    return result;
}

void
WakuStoreProtocol::Sift(PeerId peer, const WakuStoreQuery& query, WakuStorePage& page)
{
    std::vector<WakuStoreEntry> good;
    const WakuStoredMessage* last = nullptr;
    for (const WakuStoreEntry& entry : page.entries)
    {
        const WakuStoredMessage* message = PeekPointer(entry.message);
        const bool isWanted =
            message ? query.includeData && query.Matches(*message)
                    : query.hashes.empty() ||
                          std::find(query.hashes.begin(), query.hashes.end(), entry.hash) !=
                              query.hashes.end();
        if (!isWanted)
        {
            CountStoreFault(peer, WakuStoreFault::NOT_ASKED);
            continue;
        }
        if (message && last && !last->IsBefore(*message))
        {
            CountStoreFault(peer, WakuStoreFault::OUT_OF_ORDER);
            continue;
        }
        last = message ? message : last;
        good.push_back(entry);
    }
    page.entries = std::move(good);
}

void
WakuStoreProtocol::CountStoreFault(PeerId peer, WakuStoreFault fault)
{
    NS_LOG_INFO("fault " << static_cast<int>(fault) << " of store " << peer);
    m_storeFaults.at(static_cast<std::size_t>(fault))++;
    m_storeFaultTrace(peer, fault);
}

} // namespace ns3
