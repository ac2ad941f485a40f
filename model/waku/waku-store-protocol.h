/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STORE_PROTOCOL_H
#define WAKU_STORE_PROTOCOL_H

#include "waku-archive.h"
#include "waku-relay-protocol.h"
#include "waku-service-protocol.h"
#include "waku-store-fetch.h"
#include "waku-store-query.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What came of a query to a store.
 */
struct WakuStoreResult
{
    RequestError error{RequestError::NONE}; //!< why there is no answer; NONE if there is one
    uint32_t status{0};                     //!< status of the answer
    std::string description;                //!< description of the status, for people
    WakuStorePage page;                     //!< the page; empty unless the status is OK

    /** \return whether the store has answered the query */
    bool IsOk() const
    {
        return error == RequestError::NONE && status == RequestMessage::OK;
    }
};

/**
 * \ingroup waku
 * \brief Errors in what a store answers, beyond those of RequestResponse.
 */
enum class WakuStoreFault
{
    MALFORMED,    //!< the page can't be read; the query fails
    WRONG_HASH,   //!< a message that is no WakuMessage or not that of its hash; it is left out
    NOT_ASKED,    //!< an entry that the query does not match; it is left out
    OUT_OF_ORDER, //!< an entry that is not after the one before it; it is left out
};

/** Number of kinds of WakuStoreFault. */
constexpr std::size_t WAKU_STORE_FAULTS = 4;

/**
 * \ingroup waku
 * \brief 13/WAKU2-STORE v3: queries for messages of the past, and answers from a WakuArchive.
 *
 * A node without an archive asks only; it answers queries of others with status 503.
 *
 * Answers: 200 with a page; 400 for a query that contradicts the specification, cannot be decoded,
 * has more content topics or hashes than allowed, or has a cursor that is not in the archive; 429
 * beyond the limits of RequestResponse; 503 without an archive. Entries of an answer that are not
 * what was asked for are left out, counted and traced.
 */
class WakuStoreProtocol : public WakuServiceProtocol
{
  public:
    /** Called with the result. It may make other queries. */
    using ResultFunction = std::function<void(const WakuStoreResult&)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuStoreProtocol();
    ~WakuStoreProtocol() override;

    /** \param archive what the node serves; null if it does not serve */
    void SetArchive(Ptr<WakuArchive> archive);

    /**
     * Archive what relay delivers and publishes on this node from now on.
     * \param relay relay of the same node
     */
    void ArchiveFrom(Ptr<WakuRelayProtocol> relay);

    /** \return what the node serves, or null */
    Ptr<WakuArchive> GetArchive() const
    {
        return m_archive;
    }

    /**
     * Ask a store for one page.
     * \param peer the store
     * \param query the query; it is sent as it is
     * \param result called once, later, unless the query is refused here
     * \return NONE, or why the query was not sent
     */
    RequestError Query(PeerId peer, const WakuStoreQuery& query, ResultFunction result);

    /**
     * Fetch all that matches a query, page by page, from the service nodes of this client
     * (AddServiceNode). A store that fails is replaced by the next one, at most FetchTries times
     * for a page. If no store is connected yet, the fetch begins when one is.
     * \param query what to fetch, without cursor
     * \param page called with the entries of each page, each of which comes once
     * \param done called once; at once if the node is offline
     */
    void Fetch(const WakuStoreQuery& query,
               WakuStoreFetch::PageFunction page,
               WakuStoreFetch::DoneFunction done = nullptr);

    /**
     * Replace the service node, and let a fetch go on when the next one is connected.
     * \param fetch the fetch
     */
    void WaitForService(const std::shared_ptr<WakuStoreFetch>& fetch);

    /**
     * Fetch from the service nodes, which are other stores, what was published since a time, at
     * most ResumeRange ago, and archive it (WAKU-STORE-SYNC, "Store Resume"; nwaku's
     * waku_store/resume.nim). This is done by itself when the node is back online.
     * \param since when the node was last online; may be before the simulation
     */
    void Resume(Time since);

    void Start(Time now) override;
    void Stop(Time now) override;

    /** \return current time */
    Time GetTime() const
    {
        return GetNow();
    }

    /** \return number of queries that were answered with a page */
    uint64_t GetNServedPages() const
    {
        return m_servedPages;
    }

    /** \return number of entries in these pages */
    uint64_t GetNServedEntries() const
    {
        return m_servedEntries;
    }

    /**
     * \param fault a kind of fault
     * \return number of faults of this kind in answers
     */
    uint64_t GetNStoreFaults(WakuStoreFault fault) const
    {
        return m_storeFaults.at(static_cast<std::size_t>(fault));
    }

    std::string GetProtocolId() const override;

    /**
     * Signature of trace source Served.
     * \param peer the requesting peer
     * \param query the query
     * \param page the page
     */
    typedef void (*ServedTracedCallback)(PeerId peer,
                                         const WakuStoreQuery& query,
                                         const WakuStorePage& page);

    /**
     * Signature of trace source Resumed.
     * \param summary what other stores have sent
     */
    typedef void (*ResumedTracedCallback)(const WakuFetchSummary& summary);

    /**
     * Signature of trace source Refused.
     * \param peer the requesting peer
     * \param status status of the answer
     */
    typedef void (*RefusedTracedCallback)(PeerId peer, uint32_t status);

    /**
     * Signature of trace source StoreFault.
     * \param peer the store
     * \param fault the fault
     */
    typedef void (*StoreFaultTracedCallback)(PeerId peer, WakuStoreFault fault);

    /**
     * Signature of trace source Received.
     * \param message a message that a store has sent
     * \param peer the store
     */
    typedef void (*ReceivedTracedCallback)(Ptr<const WakuStoredMessage> message, PeerId peer);

  protected:
    void HandleRequest(Time now, PeerId peer, const RequestMessage& request) override;
    void ServiceUp(PeerId peer) override;
    void DoDispose() override;

  private:
    /**
     * Archive a message of relay.
     * \param message the message
     */
    void Archive(Ptr<const PubsubMessage> message);
    /**
     * Let a fetch go on when a service node is connected, or give it up after FetchWait.
     * \param fetch the fetch
     */
    void Queue(const std::shared_ptr<WakuStoreFetch>& fetch);
    /**
     * Answer a query with an error.
     * \param peer the requesting peer
     * \param id id of the request
     * \param status status of the answer
     * \param description description of the status
     */
    void Refuse(PeerId peer,
                const std::string& id,
                uint32_t status,
                const std::string& description);
    /**
     * \param query a decoded query
     * \return what is wrong with it, for people; empty if nothing is
     */
    std::string FindFault(const WakuStoreQuery& query) const;
    /**
     * Read an answer.
     * \param peer the store
     * \param query the query
     * \param answer the answer, or null
     * \param error why there is no answer
     * \return the result
     */
    WakuStoreResult ReadAnswer(PeerId peer,
                               const WakuStoreQuery& query,
                               const RequestMessage* answer,
                               RequestError error);
    /**
     * Leave out the entries of a page that are not what was asked for.
     * \param peer the store
     * \param query the query
     * \param [in,out] page the page
     */
    void Sift(PeerId peer, const WakuStoreQuery& query, WakuStorePage& page);
    /**
     * Count and trace a fault.
     * \param peer the store
     * \param fault the fault
     */
    void CountStoreFault(PeerId peer, WakuStoreFault fault);

    Ptr<WakuArchive> m_archive;                                    //!< what the node serves
    uint32_t m_defaultPageSize;                                    //!< attribute DefaultPageSize
    uint32_t m_maxPageSize;                                        //!< attribute MaxPageSize
    uint32_t m_maxContentTopics;                                   //!< attribute MaxContentTopics
    uint32_t m_maxHashes;                                          //!< attribute MaxHashes
    bool m_partialFilters;                                         //!< attribute PartialFilters
    uint32_t m_fetchTries;                                         //!< attribute FetchTries
    Time m_fetchWait;                                              //!< attribute FetchWait
    Time m_resumeRange;                                            //!< attribute ResumeRange
    std::optional<Time> m_stopped;                                 //!< when the node went offline
    std::map<uint64_t, std::shared_ptr<WakuStoreFetch>> m_waiting; //!< fetches without a store
    uint64_t m_nextWaiting{0};                                     //!< number of the next of these
    uint64_t m_servedPages{0};                                     //!< pages served
    uint64_t m_servedEntries{0};                                   //!< entries served
    std::array<uint64_t, WAKU_STORE_FAULTS> m_storeFaults{};       //!< faults by kind

    LightTracedCallback<PeerId, const WakuStoreQuery&, const WakuStorePage&>
        m_servedTrace;                                             //!< trace source Served
    LightTracedCallback<PeerId, uint32_t> m_refusedTrace;          //!< trace source Refused
    LightTracedCallback<PeerId, WakuStoreFault> m_storeFaultTrace; //!< trace source StoreFault
    LightTracedCallback<Ptr<const WakuStoredMessage>, PeerId> m_receivedTrace; //!< Received
    LightTracedCallback<const WakuFetchSummary&> m_resumedTrace;               //!< Resumed
};

} // namespace ns3

#endif /* WAKU_STORE_PROTOCOL_H */
