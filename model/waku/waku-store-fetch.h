/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STORE_FETCH_H
#define WAKU_STORE_FETCH_H

#include "waku-store-query.h"

#include "ns3/request-response.h"

#include <functional>
#include <memory>
#include <optional>

namespace ns3
{

class WakuStoreProtocol;
struct WakuStoreResult;

/**
 * \ingroup waku
 * \brief What came of a fetch from stores.
 */
struct WakuFetchSummary
{
    bool isComplete{false}; //!< whether the last page has come
    uint32_t pages{0};      //!< number of pages
    uint64_t entries{0};    //!< number of entries in them
    uint32_t retries{0};    //!< how often a page was asked for again, of this store or another
};

/**
 * \ingroup waku
 * \brief Fetches all that matches a query, page by page, from the service nodes of a
 * WakuStoreProtocol.
 *
 * If a store does not answer, or answers with an error, the next one is asked. A cursor means
 * nothing to another store that lacks its message, so that one is asked from the time of the last
 * message on, and what has come before is left out.
 */
class WakuStoreFetch : public std::enable_shared_from_this<WakuStoreFetch>
{
  public:
    /** Called with the new entries of each page. */
    using PageFunction = std::function<void(const WakuStorePage&)>;
    /** Called when the fetch is over. */
    using DoneFunction = std::function<void(const WakuFetchSummary&)>;

    /**
     * \param store the protocol; must exist until the fetch is over
     * \param query what to fetch, without cursor
     * \param tries most tries for a page
     * \param page called for each page
     * \param done called once
     */
    WakuStoreFetch(WakuStoreProtocol& store,
                   const WakuStoreQuery& query,
                   uint32_t tries,
                   PageFunction page,
                   DoneFunction done);

    /** Ask for the next page of the service node in use. Nothing happens without one. */
    void Ask();

    /** End the fetch, since the node goes offline or there is no store. */
    void GiveUp();

  private:
    /**
     * Handle a result.
     * \param result the result
     */
    void Handle(const WakuStoreResult& result);
    /** Handle that a store has failed. */
    void Retry();
    /**
     * Leave out what has come before, and note what has come.
     * \param [in,out] page a page
     */
    void Note(WakuStorePage& page);
    /** \param isComplete whether the last page has come */
    void Finish(bool isComplete);

    WakuStoreProtocol& m_store;          //!< the protocol
    WakuStoreQuery m_query;              //!< query of the next page
    uint32_t m_maxTries;                 //!< most tries for a page
    uint32_t m_tries{0};                 //!< tries for this page
    bool m_isAsking{false};              //!< whether an answer is awaited
    bool m_isOver{false};                //!< whether it is over
    PageFunction m_page;                 //!< called for each page
    DoneFunction m_done;                 //!< called once
    WakuFetchSummary m_summary;          //!< what has come
    Ptr<const WakuStoredMessage> m_last; //!< last message in the direction of the query, or null
};

} // namespace ns3

#endif /* WAKU_STORE_FETCH_H */
