/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STORE_QUERY_H
#define WAKU_STORE_QUERY_H

#include "waku-stored-message.h"

#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief StoreQueryRequest without its id (13/WAKU2-STORE, "Payloads").
 */
struct WakuStoreQuery
{
    bool includeData{false};                //!< whether messages are asked for, not only hashes
    std::optional<std::string> pubsubTopic; //!< pubsub topic
    std::vector<std::string> contentTopics; //!< content topics
    std::optional<int64_t> start;           //!< first timestamp, nanoseconds
    std::optional<int64_t> end;             //!< first timestamp that is too late, nanoseconds
    std::vector<MessageId> hashes;          //!< hashes to look up
    std::optional<MessageId> cursor;        //!< hash of the last message of the page before
    bool forward{false};                    //!< whether the direction is forward
    std::optional<uint64_t> limit;          //!< most messages of a page

    /** \return the fields after the id, as on the wire */
    VirtualBytes Encode() const;

    /**
     * \param fields the fields after the id
     * \param [out] query the query, as far as it can be decoded
     * \return whether it could be decoded
     */
    static bool Decode(const VirtualBytes& fields, WakuStoreQuery& query);

    /**
     * \param allowsPartialFilter whether a pubsub topic or content topics alone are a filter
     * \return what contradicts the specification in this query, for people; empty if nothing does
     */
    std::string FindFault(bool allowsPartialFilter) const;

    /**
     * \param message a message
     * \return whether the message matches the criteria of the query ("Filter matching"), whatever
     *         its cursor and direction
     */
    bool Matches(const WakuStoredMessage& message) const;
};

/**
 * \ingroup waku
 * \brief One entry of a StoreQueryResponse (WakuMessageKeyValue).
 */
struct WakuStoreEntry
{
    MessageId hash;                       //!< message_hash
    Ptr<const WakuStoredMessage> message; //!< message and pubsub_topic; null if there is none
};

/**
 * \ingroup waku
 * \brief StoreQueryResponse without id and status (13/WAKU2-STORE, "Payloads").
 */
struct WakuStorePage
{
    std::vector<WakuStoreEntry> entries; //!< messages, in forward direction
    std::optional<MessageId> cursor;     //!< where the next page begins, if there is one

    /** \return the fields after id and status, as on the wire; the bytes of payloads are real */
    VirtualBytes Encode() const;

    /**
     * \param fields the fields after id and status
     * \param [out] page the page, as far as it can be decoded
     * \param [out] faults number of entries that were left out: the message is no WakuMessage, or
     *        not the one of its hash
     * \return whether it could be decoded
     */
    static bool Decode(const VirtualBytes& fields, WakuStorePage& page, uint32_t& faults);
};

} // namespace ns3

#endif /* WAKU_STORE_QUERY_H */
