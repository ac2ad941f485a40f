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
 * A publisher adds its envelope; the envelope is hashed then, and only then. A receiver finds the
 * envelope by its first bytes, which are real, so it neither reads nor hashes the virtual data that
 * follows. If no envelope of the pool matches, the receiver reads the whole envelope and adds it.
 * That is the case for envelopes of other ranks of a distributed run and of hostile peers.
 *
 * All nodes of a simulation share one pool, unless WhisperNode::SetEnvelopePool gives them others.
 * Within a pool, two envelopes are equal if and only if their pointers are equal. A published
 * envelope is removed when no node holds it and it is older than the attribute Retention. An
 * envelope that a receiver added is removed as soon as no node holds it, so that hostile peers
 * cannot fill the pool.
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
     * Add an envelope that is published.
     * \param fields fields of the envelope
     * \param modelledPow proof of work of the envelope, if it is modelled (ModelWhisperNonce());
     *        nothing if it follows from the hash
     * \return the object of the envelope
     */
    Ptr<const WhisperEnvelope> Add(const WhisperEnvelopeFields& fields,
                                   std::optional<double> modelledPow = std::nullopt);

    /**
     * Add an envelope that was received but that no publisher has added.
     * \param fields fields of the envelope
     * \return the object of the envelope
     */
    Ptr<const WhisperEnvelope> AddRead(const WhisperEnvelopeFields& fields);

    /**
     * \param key first bytes of an envelope's RLP list, up to and including
     *        WhisperEnvelope::KEY_SIZE bytes of data
     * \param size number of bytes of the key
     * \return an envelope that starts with these bytes, or null
     */
    Ptr<const WhisperEnvelope> FindByKey(const uint8_t* key, std::size_t size) const;

    /**
     * \param key first bytes of the envelope, as for FindByKey()
     * \param size number of bytes of the key
     * \param fields fields of the envelope
     * \return the envelope with exactly these fields, or null
     */
    Ptr<const WhisperEnvelope> Find(const uint8_t* key,
                                    std::size_t size,
                                    const WhisperEnvelopeFields& fields) const;

    /**
     * Hash a bundle. The hash is remembered, since several peers may receive the same bundle.
     * \param envelopes the bundle
     * \return the hash, as HashWhisperBatch() computes it
     */
    WhisperHash GetBatchHash(const std::vector<Ptr<const WhisperEnvelope>>& envelopes);

    /**
     * Set the proof of work of envelopes from other ranks of a distributed simulation that models
     * the search for nonces. A modelled proof of work is not on the wire, so the receiving rank has
     * to compute it again.
     * \param target target of publishers on other ranks (ModelWhisperNonce()); nothing if their
     *        proof of work is real
     */
    void SetModelledTarget(std::optional<double> target)
    {
        m_modelledTarget = target;
    }

    /** \return the target that SetModelledTarget() has set */
    std::optional<double> GetModelledTarget() const
    {
        return m_modelledTarget;
    }

    /** \return the number of envelopes in the pool */
    std::size_t GetSize() const
    {
        return m_published.size() + m_read.size();
    }

    /** \return the number of envelopes hashed so far */
    uint64_t GetNHashed() const
    {
        return m_nHashed;
    }

    /**
     * Signature of the trace source Expire.
     * \param envelope the envelope
     */
    typedef void (*EnvelopeTracedCallback)(Ptr<const WhisperEnvelope> envelope);

  protected:
    void DoDispose() override;

  private:
    /** An envelope, and when it was last found to be held by a node. */
    struct Entry
    {
        Time held;                           //!< time at which the envelope was found to be held
        Ptr<const WhisperEnvelope> envelope; //!< the envelope
    };

    /**
     * Add an envelope, unless the pool has it.
     * \param fields fields of the envelope
     * \param modelledPow proof of work of the envelope, if it is modelled
     * \param entries list to which the envelope is added if it is new
     * \return the object of the envelope
     */
    Ptr<const WhisperEnvelope> Insert(const WhisperEnvelopeFields& fields,
                                      std::optional<double> modelledPow,
                                      std::deque<Entry>& entries);

    /**
     * Look at some of the oldest entries and remove the envelopes that no node holds.
     * \param entries m_published or m_read
     * \param latest entries that were held later than this are not looked at
     */
    void Expire(std::deque<Entry>& entries, Time latest);

    /**
     * Remove an envelope from m_byStart.
     * \param envelope the envelope
     */
    void Remove(const WhisperEnvelope& envelope);

    Time m_retention;                                       //!< attribute Retention
    std::optional<double> m_modelledTarget;                 //!< target of publishers on other ranks
    uint64_t m_nHashed{0};                                  //!< number of envelopes hashed
    std::deque<Entry> m_published;                          //!< published envelopes, oldest first
    std::deque<Entry> m_read;                               //!< other envelopes, oldest first
    std::unordered_map<uint64_t, Candidates> m_byStart;     //!< all envelopes, by hash of the key
    std::map<std::vector<uint64_t>, WhisperHash> m_batches; //!< hashes of recent bundles
    TracedCallback<Ptr<const WhisperEnvelope>> m_expireTrace; //!< Expire
};

} // namespace ns3

#endif /* WAKU_WHISPER_ENVELOPE_POOL_H */
