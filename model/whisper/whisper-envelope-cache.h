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
 * \brief The set of peers that know an envelope, with one bit for each slot.
 */
class WhisperPeerSet
{
  public:
    /**
     * Add a peer.
     * \param slot slot of the peer
     */
    void Add(uint32_t slot);

    /**
     * Remove a peer.
     * \param slot slot of the peer
     */
    void Remove(uint32_t slot);

    /**
     * \param slot slot of a peer
     * \return whether the peer is in the set
     */
    bool Has(uint32_t slot) const;

  private:
    uint64_t m_first{0};          //!< slots below 64
    std::vector<uint64_t> m_rest; //!< other slots
};

/**
 * \ingroup waku
 * \brief The envelopes that a node keeps until they expire, in the order of their arrival.
 *
 * Each envelope has a position; a later envelope has a higher position. The cursor of a peer is the
 * position of the first envelope that has not been considered for sending to that peer.
 */
class WhisperEnvelopeCache
{
  public:
    /** An envelope and its state at this node. */
    struct Entry
    {
        Ptr<const WhisperEnvelope> envelope; //!< the envelope; null once it has expired
        double pow{0};                       //!< proof of work, as this node computes it
        bool isOwn{false};                   //!< whether this node published the envelope
        WhisperPeerSet known;                //!< peers that know the envelope
    };

    /**
     * \param envelope an envelope
     * \return the entry of the envelope, or null
     */
    Entry* Find(const WhisperEnvelope& envelope);

    /**
     * Add an envelope that is not in the cache.
     * \param envelope the envelope
     * \param pow proof of work of the envelope
     * \param isOwn whether this node published the envelope
     * \return the entry of the envelope
     */
    Entry& Add(Ptr<const WhisperEnvelope> envelope, double pow, bool isOwn);

    /** \return position of the oldest entry */
    uint64_t GetBegin() const
    {
        return m_begin;
    }

    /** \return position after the newest entry */
    uint64_t GetEnd() const
    {
        return m_begin + m_entries.size();
    }

    /**
     * \param position a position in [GetBegin(), GetEnd())
     * \return the entry at that position; its envelope is null if it has expired
     */
    Entry& Get(uint64_t position)
    {
        return m_entries[position - m_begin];
    }

    /**
     * Remove envelopes that have expired.
     * \param now UNIX time, seconds
     * \param cursors cursors of all peers, which are adjusted to changed positions
     * \return the expired envelopes
     */
    WhisperBundle Expire(uint32_t now, const std::vector<uint64_t*>& cursors);

    /**
     * Remove a peer from all entries.
     * \param slot slot of the peer
     */
    void ForgetPeer(uint32_t slot);

    /** Remove all envelopes. */
    void Clear();

    /** \return number of envelopes */
    std::size_t GetSize() const
    {
        return m_positions.size();
    }

    /** \return sum of the sizes of the envelopes with their virtual data, in bytes */
    uint64_t GetBytes() const
    {
        return m_bytes;
    }

    /** \return earliest expiry of all envelopes; the cache must not be empty */
    uint32_t GetEarliestExpiry() const
    {
        return m_expiries.begin()->first;
    }

  private:
    /**
     * Remove the entries of expired envelopes.
     * \param cursors cursors of all peers, which are adjusted to the new positions
     */
    void Compact(const std::vector<uint64_t*>& cursors);

    uint64_t m_begin{0};         //!< position of the first entry
    std::deque<Entry> m_entries; //!< entries in the order of arrival
    uint64_t m_bytes{0};         //!< sum of the sizes of the envelopes
    std::unordered_map<const WhisperEnvelope*, uint64_t> m_positions; //!< for look-up only
    std::map<uint32_t, WhisperBundle> m_expiries;                     //!< envelopes by expiry
};

} // namespace ns3

#endif /* WAKU_WHISPER_ENVELOPE_CACHE_H */
