/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-store-fetch.h"

#include "waku-store-protocol.h"

#include <algorithm>

namespace ns3
{

WakuStoreFetch::WakuStoreFetch(WakuStoreProtocol& store,
                               const WakuStoreQuery& query,
                               uint32_t tries,
                               PageFunction page,
                               DoneFunction done)
    : m_store(store),
      m_query(query),
      m_maxTries(tries),
      m_page(std::move(page)),
      m_done(std::move(done))
{
}

void
WakuStoreFetch::Ask()
{
    const auto service = m_store.GetService();
    if (m_isOver || m_isAsking || !service)
    {
        return;
    }
    m_isAsking = true;
    const auto error = m_store.Query(*service,
                                     m_query,
                                     [self = shared_from_this()](const WakuStoreResult& result) {
                                         self->m_isAsking = false;
                                         self->Handle(result);
                                     });
    if (error != RequestError::NONE)
    {
        m_isAsking = false;
        Retry();
    }
}

void
WakuStoreFetch::Handle(const WakuStoreResult& result)
{
    if (m_isOver)
    {
        return;
    }
    if (!result.IsOk())
    {
        Retry();
        return;
    }
    WakuStorePage page = result.page;
    const bool isSame = m_query.cursor && page.cursor && *m_query.cursor == *page.cursor;
    Note(page);
    m_tries = 0;
    m_summary.pages++;
    m_summary.entries += page.entries.size();
    m_query.cursor = page.cursor;
    if (m_page)
    {
        m_page(page);
    }
    if (!page.cursor)
    {
        Finish(true);
    }
    else if (isSame)
    {
        // A store that never comes to an end.
        Retry();
    }
    else
    {
        Ask();
    }
}

void
WakuStoreFetch::Note(WakuStorePage& page)
{
    if (m_last)
    {
        const auto known = [this](const WakuStoreEntry& entry) {
            return entry.message && (m_query.forward ? !m_last->IsBefore(*entry.message)
                                                     : !entry.message->IsBefore(*m_last));
        };
        page.entries.erase(std::remove_if(page.entries.begin(), page.entries.end(), known),
                           page.entries.end());
    }
    if (!page.entries.empty())
    {
        const auto& last = m_query.forward ? page.entries.back() : page.entries.front();
        m_last = last.message ? last.message : m_last;
    }
}

void
WakuStoreFetch::Retry()
{
    m_tries++;
    if (!m_store.IsStarted() || m_tries >= m_maxTries)
    {
        Finish(false);
        return;
    }
    m_summary.retries++;
    if (m_last && m_query.hashes.empty())
    {
        m_query.cursor.reset();
        if (m_query.forward)
        {
            m_query.start = m_last->GetTimestamp();
        }
        else
        {
            m_query.end = m_last->GetTimestamp() + 1;
        }
    }
    m_store.WaitForService(shared_from_this());
}

void
WakuStoreFetch::GiveUp()
{
    Finish(false);
}

void
WakuStoreFetch::Finish(bool isComplete)
{
    if (m_isOver)
    {
        return;
    }
    m_isOver = true;
    m_summary.isComplete = isComplete;
    if (m_done)
    {
        m_done(m_summary);
    }
}

} // namespace ns3
