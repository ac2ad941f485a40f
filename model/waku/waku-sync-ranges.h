/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SYNC_RANGES_H
#define WAKU_SYNC_RANGES_H

#include "waku-archive-index.h"
#include "waku-sync-payload.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Compares the messages of a store with what a peer says of its own (WAKU-SYNC, "Responding
 * to a `RangesData` payload"; nwaku's waku_store_sync/storage/seq_storage.nim).
 *
 * What it compares is the store itself, so nothing has to be kept beside it. nwaku keeps the ids of
 * the time that is compared, and prunes them once every sync interval; that is what the oldest
 * timestamp of the settings stands for.
 */
class WakuSyncRanges
{
  public:
    /** How ranges are compared. */
    struct Settings
    {
        uint32_t partitions{8};        //!< parts into which a range is split, at least 2
        uint32_t threshold{100};       //!< most messages of a range that is sent as item set
        int64_t oldest{INT64_MIN};     //!< messages before this timestamp do not count
        std::size_t maxBytes{4194304}; //!< an answer that would be larger names fewer messages
    };

    /** What comes of a payload. */
    struct Result
    {
        std::vector<WakuSyncRange> answer; //!< ranges of the answer; none if all is reconciled
        std::vector<MessageId> toSend;     //!< messages that the peer lacks, each once
        uint64_t toReceive{0};             //!< number of messages that this store lacks
        std::size_t bytes{0};              //!< most bytes that the answer takes without its header
    };

    /**
     * \param index all messages of the store; must outlive this object
     * \param scope which messages are compared; must outlive this object
     * \param settings how
     */
    WakuSyncRanges(const WakuArchiveIndex& index,
                   const WakuSyncScope& scope,
                   const Settings& settings);

    /**
     * \param lower first place of a range
     * \param upper first place behind the range
     * \return the fingerprint of the range
     */
    WakuSyncFingerprint GetFingerprint(const WakuArchiveKey& lower,
                                       const WakuArchiveKey& upper) const;

    /**
     * Compare.
     * \param ranges what the peer says
     * \return what to answer and to send
     */
    Result Process(const std::vector<WakuSyncRange>& ranges) const;

  private:
    /** Messages of a range that count. */
    using Messages = std::vector<const WakuStoredMessage*>;

    /**
     * \param lower first place of a range
     * \param upper first place behind the range
     * \return the messages of the range
     */
    Messages Read(const WakuArchiveKey& lower, const WakuArchiveKey& upper) const;
    /**
     * \param range a range
     * \return whether all messages of the store are before or behind it
     */
    bool IsOutside(const WakuSyncRange& range) const;
    /**
     * Answer with what this store has in a range: its messages if they are few, else their
     * fingerprint.
     * \param range the range
     * \param messages its messages
     * \param [in,out] result the answer
     */
    void Describe(WakuSyncRange range, const Messages& messages, Result& result) const;
    /**
     * Answer a fingerprint.
     * \param range the range
     * \param [in,out] result the answer
     */
    void ProcessFingerprint(const WakuSyncRange& range, Result& result) const;
    /**
     * Answer an item set.
     * \param range the range
     * \param [in,out] result the answer
     */
    void ProcessItemSet(const WakuSyncRange& range, Result& result) const;
    /**
     * Add a range to the answer, as a part of the one before if both are skipped. An item set that
     * has no room becomes a fingerprint, so that the peer asks for it again if it has to; what has
     * no room even so is skipped.
     * \param range the range
     * \param messages its messages
     * \param [in,out] result the answer
     */
    void Add(WakuSyncRange range, const Messages& messages, Result& result) const;

    const WakuArchiveIndex& m_index; //!< all messages
    const WakuSyncScope& m_scope;    //!< which of them are compared
    Settings m_settings;             //!< how
};

} // namespace ns3

#endif /* WAKU_SYNC_RANGES_H */
