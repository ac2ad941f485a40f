/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_ENVELOPE_POOL_H
#define WAKU_WHISPER_ENVELOPE_POOL_H

#include "whisper-envelope.h"

#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The envelopes of a run, one immutable object for each.
 *
 * A publisher adds its envelope, which hashes it once. A receiver finds it by the real bytes at its
 * start, so that the virtual data behind them is neither read nor hashed again. What matches no
 * envelope (another rank's of a distributed run, or a hostile peer's) is read in full and added.
 *
 * The nodes of a simulation share a pool unless they are given others
 * (WhisperNode::SetEnvelopePool). Within a pool, two envelopes are the same if and only if their
 * pointers are. A published envelope is dropped once nobody else holds it and it is older than the
 * attribute Retention; one that was read, as soon as nobody holds it, so that hostile peers can't
 * fill the pool.
 */
class WhisperEnvelopePool : public Object
{
  public:
    /** Envelopes that start with the same bytes. */
    using Candidates = std::vector<Ptr<const WhisperEnvelope>>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperEnvelopePool();
    ~WhisperEnvelopePool() override;

    /**
     * \param fields what the envelope says
     * \param modelledPow its proof of work, if that is only a number
     * \return the one object of that envelope
     */
    Ptr<const WhisperEnvelope> Add(const WhisperEnvelopeFields& fields,
                                   std::optional<double> modelledPow = std::nullopt);

    /**
     * Add an envelope of which no publisher has told.
     * \param fields what was read
     * \return the one object of that envelope
     */
    Ptr<const WhisperEnvelope> AddRead(const WhisperEnvelopeFields& fields);

    /**
     * \param key the first bytes of the RLP list, up to WhisperEnvelope::KEY_SIZE of data
     * \param size how many bytes these are
     * \return an envelope that starts so, or null
     */
    Ptr<const WhisperEnvelope> FindByKey(const uint8_t* key, std::size_t size) const;

    /**
     * \param key as for FindByKey()
     * \param size as for FindByKey()
     * \param fields what the envelope says
     * \return the one that says just that, or null
     */
    Ptr<const WhisperEnvelope> Find(const uint8_t* key,
                                    std::size_t size,
                                    const WhisperEnvelopeFields& fields) const;

    /**
     * Hash a bundle; the hash is remembered for the peers that get the same one.
     * \param envelopes the bundle
     * \return HashWhisperBatch()
     */
    WhisperHash GetBatchHash(const std::vector<Ptr<const WhisperEnvelope>>& envelopes);

    /**
     * Say what other ranks of a distributed simulation model in place of a search for nonces: a
     * proof of work that is only a number does not come over the wire, and is computed again.
     * \param target proof of work that publishers of other ranks look for (ModelWhisperNonce()), or
     * nothing if it is real
     */
    void SetModelledTarget(std::optional<double> target)
    {
        m_modelledTarget = target;
    }

    /** \return what SetModelledTarget() said */
    std::optional<double> GetModelledTarget() const
    {
        return m_modelledTarget;
    }

    /** \return the number of envelopes that are kept */
    std::size_t GetSize() const
    {
        return m_published.size() + m_read.size();
    }

    /** \return how many envelopes have been hashed so far */
    uint64_t GetNHashed() const
    {
        return m_nHashed;
    }

    /**
     * Signature of the trace source of an envelope.
     * \param envelope the envelope
     */
    typedef void (*EnvelopeTracedCallback)(Ptr<const WhisperEnvelope> envelope);

  protected:
    void DoDispose() override;

  private:
    /** When an envelope was last seen to be held by somebody. */
    struct Entry
    {
        Time held;                           //!< when
        Ptr<const WhisperEnvelope> envelope; //!< what
    };

    /**
     * \param fields what the envelope says
     * \param modelledPow its proof of work, if that is only a number
     * \param entries where to enter it, if it is new
     * \return the one object of that envelope
     */
    Ptr<const WhisperEnvelope> Insert(const WhisperEnvelopeFields& fields,
                                      std::optional<double> modelledPow,
                                      std::deque<Entry>& entries);

    /**
     * Look at the oldest entries and drop those which nobody needs.
     * \param entries some entries, oldest first
     * \param latest those that were held later are not looked at
     */
    void Expire(std::deque<Entry>& entries, Time latest);

    /** \param envelope what to drop */
    void Remove(const WhisperEnvelope& envelope);

    Time m_retention;                                       //!< attribute Retention
    std::optional<double> m_modelledTarget;                 //!< proof of work of other ranks
    uint64_t m_nHashed{0};                                  //!< envelopes hashed
    std::deque<Entry> m_published;                          //!< oldest first
    std::deque<Entry> m_read;                               //!< oldest first
    std::unordered_map<uint64_t, Candidates> m_byStart;     //!< by hash of the key; never iterated
    std::map<std::vector<uint64_t>, WhisperHash> m_batches; //!< hashes of recent bundles
    TracedCallback<Ptr<const WhisperEnvelope>> m_expireTrace; //!< Expire
};

} // namespace ns3

#endif /* WAKU_WHISPER_ENVELOPE_POOL_H */
