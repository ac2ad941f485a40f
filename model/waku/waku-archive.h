/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ARCHIVE_H
#define WAKU_ARCHIVE_H

#include "waku-archive-index.h"
#include "waku-store-query.h"

#include "ns3/light-traced-callback.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Why an archive did not take a message.
 */
enum class WakuArchiveRefusal
{
    MALFORMED,    //!< it is no WakuMessage
    EPHEMERAL,    //!< it must not be stored
    NO_TIMESTAMP, //!< it has no timestamp
    TOO_OLD,      //!< its timestamp is too far in the past, or before all of a full archive
    TOO_NEW,      //!< its timestamp is too far in the future
    DUPLICATE,    //!< the archive has it
};

/** Number of kinds of WakuArchiveRefusal. */
constexpr std::size_t WAKU_ARCHIVE_REFUSALS = 6;

/**
 * \ingroup waku
 * \brief The messages that a store keeps (13/WAKU2-STORE), in the order of timestamp and hash, each
 * once.
 *
 * Messages are shared by all archives of a simulation (WakuStoredMessage). An archive takes some 30
 * bytes for each beside that: a pointer in each of three indexes, of all messages, of those of a
 * pubsub topic, and of those of a content topic on it. A query looks up its first message there and
 * reads on.
 */
class WakuArchive : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuArchive();
    ~WakuArchive() override;

    /**
     * Keep a message of relay if it is eligible ("Waku Message Store Eligibility").
     * \param now current time, from the start of the simulation
     * \param message the message
     * \return whether it is kept and was not here before
     */
    bool Archive(Time now, const PubsubMessage& message);

    /**
     * Keep a message that is not from relay, whatever the clock says: from another store.
     * \param now current time, from the start of the simulation
     * \param message the message
     * \return whether it is kept and was not here before
     */
    bool Add(Time now, const Ptr<const WakuStoredMessage>& message);

    /**
     * Answer a query. The page ends early if its messages are larger than maxBytes, but has at
     * least one message if one matches.
     * \param now current time, from the start of the simulation
     * \param query a query without contradictions (WakuStoreQuery::FindFault)
     * \param limit most messages of the page, at least 1
     * \param maxBytes most bytes of all messages of the page
     * \param [out] page the page: messages in forward direction, and a cursor if there are more
     * \return whether the cursor of the query, if it has one, is here
     */
    bool Find(Time now,
              const WakuStoreQuery& query,
              std::size_t limit,
              uint64_t maxBytes,
              WakuStorePage& page);

    /**
     * \param hash a message hash
     * \return the message, if it is here; otherwise null
     */
    Ptr<const WakuStoredMessage> Get(const MessageId& hash) const;

    /** \return all messages */
    const WakuArchiveIndex& GetIndex() const
    {
        return m_all;
    }

    /** \return number of messages that are kept */
    std::size_t GetSize() const
    {
        return m_all.GetSize();
    }

    /** \return number of messages that have been archived so far */
    uint64_t GetNArchived() const
    {
        return m_archived;
    }

    /** \return bytes of the WakuMessages that have been archived so far */
    uint64_t GetArchivedBytes() const
    {
        return m_archivedBytes;
    }

    /** \return number of messages that have been removed, because of Capacity or Retention */
    uint64_t GetNEvicted() const
    {
        return m_evicted;
    }

    /**
     * \param refusal a reason
     * \return number of messages that were not taken for this reason
     */
    uint64_t GetNRefused(WakuArchiveRefusal refusal) const
    {
        return m_refused.at(static_cast<std::size_t>(refusal));
    }

    /** \return bytes of memory that the archive takes, without the messages that all share */
    std::size_t GetMemory() const;

    /**
     * \param now time from the start of the simulation
     * \return timestamp of a message of this moment, nanoseconds
     */
    int64_t ToTimestamp(Time now) const;

    /**
     * Signature of trace sources Archived and Evicted.
     * \param message the message
     */
    typedef void (*MessageTracedCallback)(Ptr<const WakuStoredMessage> message);

    /**
     * Signature of trace source Refused.
     * \param refusal the reason
     */
    typedef void (*RefusedTracedCallback)(WakuArchiveRefusal refusal);

  protected:
    void DoDispose() override;

  private:
    /** Indexes of one pubsub topic. */
    struct Topic
    {
        WakuArchiveIndex all;                              //!< all messages on it
        std::map<std::string, WakuArchiveIndex> byContent; //!< those of each content topic
    };

    /** Reads the messages that match a query, in the direction of the query. */
    class Reader;

    /**
     * Count and trace a refusal.
     * \param refusal the reason
     * \return false
     */
    bool Refuse(WakuArchiveRefusal refusal);
    /**
     * Remove what is too old, and what is more than Capacity.
     * \param now current time
     */
    void Evict(Time now);
    /** Remove the first message. */
    void RemoveFirst();
    /**
     * \param query a query by content
     * \return the indexes whose messages together match its topics
     */
    std::vector<const WakuArchiveIndex*> FindIndexes(const WakuStoreQuery& query) const;
    /**
     * Answer a query for hashes.
     * \param query the query
     * \param cursor message of the cursor, or null
     * \return the messages, in forward direction
     */
    std::vector<const WakuStoredMessage*> LookUp(const WakuStoreQuery& query,
                                                 const WakuStoredMessage* cursor) const;

    uint64_t m_unixEpoch;   //!< attribute UnixEpoch
    uint64_t m_capacity;    //!< attribute Capacity
    Time m_retention;       //!< attribute Retention
    Time m_maxDrift;        //!< attribute MaxDrift
    WakuArchiveIndex m_all; //!< all messages, each of which has a reference of this archive
    std::map<std::string, Topic> m_topics;                   //!< by pubsub topic
    uint64_t m_archived{0};                                  //!< messages archived
    uint64_t m_archivedBytes{0};                             //!< bytes of these
    uint64_t m_evicted{0};                                   //!< messages removed
    std::array<uint64_t, WAKU_ARCHIVE_REFUSALS> m_refused{}; //!< refusals by reason

    LightTracedCallback<Ptr<const WakuStoredMessage>> m_archivedTrace; //!< trace source Archived
    LightTracedCallback<Ptr<const WakuStoredMessage>> m_evictedTrace;  //!< trace source Evicted
    LightTracedCallback<WakuArchiveRefusal> m_refusedTrace;            //!< trace source Refused
};

} // namespace ns3

#endif /* WAKU_ARCHIVE_H */
