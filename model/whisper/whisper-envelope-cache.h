/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_ENVELOPE_CACHE_H
#define WAKU_WHISPER_ENVELOPE_CACHE_H

#include "whisper-message.h"

#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A set of small numbers: which peers know an envelope. One bit each.
 */
class WhisperPeerSet
{
  public:
    /** \param slot add it */
    void Add(uint32_t slot);

    /** \param slot remove it */
    void Remove(uint32_t slot);

    /**
     * \param slot a number
     * \return whether it is in the set
     */
    bool Has(uint32_t slot) const;

  private:
    uint64_t m_first{0};          //!< numbers below 64
    std::vector<uint64_t> m_rest; //!< the others
};

/**
 * \ingroup waku
 * \brief The envelopes that a node keeps until they expire, in the order of their arrival.
 *
 * Each has a position; positions grow with arrival. A peer's cursor is the position from which on
 * it has not been looked at what to send to that peer.
 */
class WhisperEnvelopeCache
{
  public:
    /** An envelope and what this node knows of it. */
    struct Entry
    {
        Ptr<const WhisperEnvelope> envelope; //!< the envelope; null once it has expired
        double pow{0};                       //!< proof of work, as this node counts it
        bool isOwn{false};                   //!< published here
        WhisperPeerSet known;                //!< slots of the peers that know it
    };

    /**
     * \param envelope an envelope
     * \return its entry, or null
     */
    Entry* Find(const WhisperEnvelope& envelope);

    /**
     * \param envelope an envelope that is not there yet
     * \param pow its proof of work
     * \param isOwn whether it was published here
     * \return its entry
     */
    Entry& Add(Ptr<const WhisperEnvelope> envelope, double pow, bool isOwn);

    /** \return position of the oldest entry */
    uint64_t GetBegin() const
    {
        return m_begin;
    }

    /** \return position behind the youngest entry */
    uint64_t GetEnd() const
    {
        return m_begin + m_entries.size();
    }

    /**
     * \param position a position in [GetBegin(), GetEnd())
     * \return the entry there; its envelope is null if it has expired
     */
    Entry& Get(uint64_t position)
    {
        return m_entries[position - m_begin];
    }

    /**
     * Drop what has expired.
     * \param now UNIX time, seconds
     * \param cursors positions to adjust
     * \return the expired envelopes
     */
    WhisperBundle Expire(uint32_t now, const std::vector<uint64_t*>& cursors);

    /**
     * Forget which envelopes a peer knows.
     * \param slot the peer's slot
     */
    void ForgetPeer(uint32_t slot);

    /** Drop everything. */
    void Clear();

    /** \return number of envelopes */
    std::size_t GetSize() const
    {
        return m_positions.size();
    }

    /** \return sum of the envelopes' sizes, bytes; virtual data counts */
    uint64_t GetBytes() const
    {
        return m_bytes;
    }

    /** \return earliest expiry of all; only if there is an envelope */
    uint32_t GetEarliestExpiry() const
    {
        return m_expiries.begin()->first;
    }

  private:
    /**
     * Remove the places of expired envelopes once they are many.
     * \param cursors positions to adjust
     */
    void Compact(const std::vector<uint64_t*>& cursors);

    uint64_t m_begin{0};         //!< position of the first entry
    std::deque<Entry> m_entries; //!< in the order of arrival
    uint64_t m_bytes{0};         //!< sum of sizes
    std::unordered_map<const WhisperEnvelope*, uint64_t> m_positions; //!< never iterated
    std::map<uint32_t, WhisperBundle> m_expiries;                     //!< by expiry
};

} // namespace ns3

#endif /* WAKU_WHISPER_ENVELOPE_CACHE_H */
