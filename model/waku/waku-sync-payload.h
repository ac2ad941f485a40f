/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SYNC_PAYLOAD_H
#define WAKU_SYNC_PAYLOAD_H

#include "waku-archive-index.h"

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What stands for the messages of a range: their hashes, one xor the other (WAKU-SYNC,
 * "Fingerprint").
 */
using WakuSyncFingerprint = std::array<uint8_t, 32>;

/**
 * \ingroup waku
 * \brief How a payload says which messages are compared.
 */
enum class WakuSyncHeader
{
    TOPICS, //!< by pubsub topics and content topics: nwaku from v0.37.0 on, logos-delivery
    SHARDS, //!< by cluster and shards: the specification, nwaku v0.35.0 to v0.36.0
};

/**
 * \ingroup waku
 * \brief Which messages are compared. What is empty does not restrict.
 */
struct WakuSyncScope
{
    uint16_t cluster{0};                 //!< number of the cluster, of WakuSyncHeader::SHARDS
    std::set<uint16_t> shards;           //!< shards, of WakuSyncHeader::SHARDS
    std::set<std::string> pubsubTopics;  //!< pubsub topics, of WakuSyncHeader::TOPICS
    std::set<std::string> contentTopics; //!< content topics, of WakuSyncHeader::TOPICS

    /**
     * \param message a message
     * \return whether it is on one of the pubsub topics and content topics
     */
    bool Contains(const WakuStoredMessage& message) const;

    /**
     * Restrict the topics to those of a peer as well.
     * \param other scope of the peer
     * \return whether something is left to compare
     */
    bool Intersect(const WakuSyncScope& other);
};

/**
 * \ingroup waku
 * \brief What a payload says of a range (WAKU-SYNC, "RangeType").
 */
enum class WakuSyncRangeType : uint8_t
{
    SKIP = 0,        //!< nothing more to compare
    FINGERPRINT = 1, //!< a fingerprint
    ITEM_SET = 2,    //!< all its messages
};

/**
 * \ingroup waku
 * \brief A range of messages in the order of a store, and what a payload says of it (WAKU-SYNC,
 * "Range").
 */
struct WakuSyncRange
{
    WakuArchiveKey lower;                            //!< first place of the range
    WakuArchiveKey upper;                            //!< first place behind the range
    WakuSyncRangeType type{WakuSyncRangeType::SKIP}; //!< what follows
    WakuSyncFingerprint fingerprint{};               //!< of a FINGERPRINT
    std::vector<WakuArchiveKey> items;               //!< messages of an ITEM_SET, in their order
    bool isReconciled{false}; //!< of an ITEM_SET: whether the sender has those of the peer
};

/**
 * \ingroup waku
 * \brief RangesData, the payload of `/vac/waku/reconciliation/1.0.0` (WAKU-SYNC, "Reconcilation
 * payload"), in the bytes of nwaku's waku_store_sync/codec.nim.
 *
 * All numbers are LEB128. A payload is its header, the timestamp at which the first range begins,
 * and for each range: the time of its end after that of the range before; if they are the same, the
 * number of bytes up to and with the first one in which the hash of its end differs from that of
 * the range before, and these bytes; the type; and what the type says. A hash is therefore 0 after
 * an end at another time. (The specification lets the first range begin at 0.)
 *
 * A payload without ranges is one byte, 0. In nwaku an empty message, and any of one byte, is one
 * too.
 */
struct WakuSyncPayload
{
    WakuSyncScope scope;               //!< which messages are compared
    std::vector<WakuSyncRange> ranges; //!< ranges; each begins where the one before ends

    /** \return whether there is nothing more to compare: no range, or nothing but SKIP */
    bool IsDone() const;

    /** \return whether it begins a reconciliation: it is one FINGERPRINT */
    bool IsInitial() const;

    /**
     * \param header the form of its header
     * \return the bytes
     */
    std::vector<uint8_t> Encode(WakuSyncHeader header) const;

    /**
     * \param bytes bytes of a payload
     * \param header the form of its header
     * \param [out] payload the payload, as far as it was decoded
     * \return whether all of it was decoded; else the bytes end early, a number is too large, or
     *         ranges or messages are out of order
     */
    static bool Decode(const std::vector<uint8_t>& bytes,
                       WakuSyncHeader header,
                       WakuSyncPayload& payload);

    /** Most bytes of a range without messages: end, type and fingerprint. */
    static constexpr std::size_t RANGE_BYTES = 9 + 1 + 32 + 1 + 32;

    /** Most bytes of a message in an item set. */
    static constexpr std::size_t ITEM_BYTES = 9 + 32;
};

} // namespace ns3

#endif /* WAKU_SYNC_PAYLOAD_H */
