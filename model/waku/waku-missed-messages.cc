/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-missed-messages.h"

#include "waku-clock.h"

#include <algorithm>
#include <map>

namespace ns3
{

/// Queries under way, one after another.
struct WakuMissedMessages::Round
{
    std::vector<WakuStoreQuery> queries;                 ///< those that are left, the next one last
    std::map<std::string, std::set<std::string>> wanted; ///< content topics of each pubsub topic
    std::set<std::string> whole; ///< pubsub topics that are wanted as a whole
    Time began;                  ///< when the node was back online
    WakuRecovery recovery;       ///< what has come

    /// Whether the node wants a message.
    bool Wants(const WakuStoredMessage& message) const
    {
        const auto topic = wanted.find(message.GetPubsubTopic());
        return whole.count(message.GetPubsubTopic()) > 0 ||
               (topic != wanted.end() && topic->second.count(message.GetContentTopic()) > 0);
    }
};

WakuMissedMessages::WakuMissedMessages(WakuStoreProtocol& store,
                                       const Settings& settings,
                                       PoolFunction pool,
                                       TakeFunction take,
                                       DoneFunction done)
    : m_store(store),
      m_settings(settings),
      m_pool(std::move(pool)),
      m_take(std::move(take)),
      m_done(std::move(done))
{
}

void
WakuMissedMessages::NoteDelivered(Time now, const PubsubMessage& message)
{
    Prune(now);
    if (m_known.insert(message.GetId()).second)
    {
        m_recent.emplace_back(now, message.GetId());
    }
}

void
WakuMissedMessages::Prune(Time now)
{
    // What was delivered since the overlap began must be known until the fetch is over.
    if (m_isOffline || m_rounds > 0)
    {
        return;
    }
    const Time kept = m_settings.overlap + m_settings.settle;
    while (!m_recent.empty() && m_recent.front().first + kept < now)
    {
        m_known.erase(m_recent.front().second);
        m_recent.pop_front();
    }
}

void
WakuMissedMessages::WasOnline(Time until)
{
    m_wasOnline = true;
    m_isOffline = true;
    m_left = until;
}

void
WakuMissedMessages::GoneOffline(Time now)
{
    m_rounds = 0;
    if (!m_isOffline)
    {
        m_left = now;
    }
    m_isOffline = true;
}

std::vector<WakuStoreQuery>
WakuMissedMessages::MakeQueries(int64_t since, const Interests& interests) const
{
    std::vector<WakuStoreQuery> queries;
    WakuStoreQuery query;
    query.includeData = true;
    query.forward = true;
    query.limit = 100;
    query.start = since;
    const bool isWhole = std::any_of(interests.begin(), interests.end(), [](const auto& interest) {
        return interest.second.empty();
    });
    if (isWhole)
    {
        // The specification has no query for a pubsub topic alone.
        queries.push_back(query);
        return queries;
    }
    for (const auto& [pubsubTopic, contentTopics] : interests)
    {
        query.pubsubTopic = pubsubTopic;
        for (std::size_t i = 0; i < contentTopics.size(); i += m_settings.contentTopics)
        {
            const std::size_t end =
                std::min<std::size_t>(contentTopics.size(), i + m_settings.contentTopics);
            query.contentTopics.assign(contentTopics.begin() + i, contentTopics.begin() + end);
            queries.push_back(query);
        }
    }
    std::reverse(queries.begin(), queries.end());
    return queries;
}

void
WakuMissedMessages::BackOnline(Time now, const Interests& interests)
{
    const bool wasAway = m_isOffline && m_wasOnline;
    m_wasOnline = true;
    m_isOffline = false;
    if (!wasAway || interests.empty() || m_store.GetNServiceNodes() == 0)
    {
        return;
    }
    const auto start = [this, interests, now, left = m_left](Time from) {
        auto round = std::make_shared<Round>();
        round->began = now;
        round->recovery.away = now - left;
        round->queries =
            MakeQueries(ToWakuTimestamp(m_settings.unixEpoch, from - m_settings.overlap),
                        interests);
        for (const auto& [pubsubTopic, contentTopics] : interests)
        {
            auto& wanted = round->wanted[pubsubTopic];
            wanted.insert(contentTopics.begin(), contentTopics.end());
            if (contentTopics.empty())
            {
                round->whole.insert(pubsubTopic);
            }
        }
        Next(round);
    };
    m_rounds = m_settings.settle.IsZero() ? 1 : 2;
    start(m_left);
    if (!m_settings.settle.IsZero())
    {
        m_store.Later(m_settings.settle, [start, now] { start(now); });
    }
}

void
WakuMissedMessages::Next(const std::shared_ptr<Round>& round)
{
    if (round->queries.empty())
    {
        m_rounds -= m_rounds > 0 ? 1 : 0;
        round->recovery.took = m_store.GetTime() - round->began;
        m_done(round->recovery);
        return;
    }
    const WakuStoreQuery query = round->queries.back();
    round->queries.pop_back();
    m_store.Fetch(
        query,
        [this, round](const WakuStorePage& page) { TakePage(*round, page); },
        [this, round](const WakuFetchSummary& summary) {
            round->recovery.pages += summary.pages;
            round->recovery.isComplete = round->recovery.isComplete && summary.isComplete;
            if (!summary.isComplete)
            {
                round->queries.clear();
            }
            Next(round);
        });
}

void
WakuMissedMessages::TakePage(Round& round, const WakuStorePage& page)
{
    for (const WakuStoreEntry& entry : page.entries)
    {
        if (!entry.message || !round.Wants(*entry.message))
        {
            continue;
        }
        const Time now = m_store.GetTime();
        const auto message =
            m_pool()->FindOrAdd(entry.message->GetPubsubTopic(), entry.message->GetData(), now);
        if (m_known.count(message->GetId()) > 0 || !m_take(message))
        {
            round.recovery.known++;
            continue;
        }
        round.recovery.messages++;
        NoteDelivered(now, *message);
    }
}

} // namespace ns3
