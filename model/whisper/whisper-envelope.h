/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_ENVELOPE_H
#define WAKU_WHISPER_ENVELOPE_H

#include "whisper-bloom-filter.h"

#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"
#include "ns3/virtual-bytes.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A Keccak-256 hash.
 */
using WhisperHash = std::array<uint8_t, 32>;

/**
 * \ingroup waku
 * \brief The fields of an envelope (EIP-627, "Whisper Envelope").
 */
struct WhisperEnvelopeFields
{
    uint32_t expiry{0};    //!< time of expiry, UNIX time, seconds
    uint32_t ttl{0};       //!< time to live, seconds
    WhisperTopic topic{0}; //!< topic, 4 bytes
    VirtualBytes data;     //!< payload, padded and encrypted
    uint64_t nonce{0};     //!< number that gives the envelope its proof of work
};

/**
 * \ingroup waku
 * \brief An immutable envelope, shared by all nodes of a run (EIP-627, "Whisper Envelope").
 *
 * The constructor computes hash and proof of work; they are never computed again. On the wire an
 * envelope is the RLP list [expiry, ttl, topic, data, nonce]. Here it consists of a head of real
 * bytes that ends inside the data, virtual zeros for the rest of the data, and a tail of real
 * bytes, the nonce.
 */
class WhisperEnvelope : public SimpleRefCount<WhisperEnvelope>
{
  public:
    /** Number of bytes of the data that are always real. They distinguish envelopes. */
    static constexpr uint64_t KEY_SIZE = 16;

    /** Bytes that GetSize() counts in addition to the data. */
    static constexpr uint64_t HEADER_SIZE = 20;

    /**
     * \param fields fields of the envelope
     * \param modelledPow proof of work of the envelope, if it is modelled (ModelWhisperNonce());
     *        nothing if it follows from the hash
     */
    explicit WhisperEnvelope(const WhisperEnvelopeFields& fields,
                             std::optional<double> modelledPow = std::nullopt);

    /** \return time of expiry, UNIX time, seconds */
    uint32_t GetExpiry() const
    {
        return m_expiry;
    }

    /** \return time to live, seconds */
    uint32_t GetTtl() const
    {
        return m_ttl;
    }

    /** \return time of creation, UNIX time, seconds: expiry - ttl modulo 2^32 */
    uint32_t GetSent() const
    {
        return m_expiry - m_ttl;
    }

    /** \return topic */
    WhisperTopic GetTopic() const
    {
        return m_topic;
    }

    /** \return nonce */
    uint64_t GetNonce() const
    {
        return m_nonce;
    }

    /** \return length of the data, in bytes */
    uint64_t GetDataSize() const
    {
        return m_dataSize;
    }

    /** \return the data */
    VirtualBytes GetData() const;

    /** \return length of the payload in the data, in bytes; of the data if it has no payload */
    uint64_t GetPayloadSize() const
    {
        return m_payloadSize;
    }

    /** \return all fields */
    WhisperEnvelopeFields GetFields() const;

    /** \return size that is compared with limits: HEADER_SIZE plus the length of the data, bytes */
    uint64_t GetSize() const
    {
        return HEADER_SIZE + m_dataSize;
    }

    /** \return Keccak-256 of the RLP bytes */
    const WhisperHash& GetHash() const
    {
        return m_hash;
    }

    /**
     * \param extra seconds to add to the time to live, for an envelope from the future
     * \return proof of work: 2^(leading zero bits) / (size * ttl); infinite if ttl is 0
     */
    double GetPow(uint32_t extra = 0) const;

    /** \return head: the RLP bytes up to the last real byte of the data */
    const std::vector<uint8_t>& GetRlpHead() const
    {
        return m_head;
    }

    /** \return number of virtual zeros that follow the head */
    uint64_t GetRlpZeros() const
    {
        return m_zeros;
    }

    /** \return tail: the RLP bytes after the data, which are the nonce */
    const std::vector<uint8_t>& GetRlpTail() const
    {
        return m_tail;
    }

    /** \return number of RLP bytes */
    uint64_t GetRlpSize() const
    {
        return m_head.size() + m_zeros + m_tail.size();
    }

    /**
     * \return length of the key by which the pool finds the envelope, in bytes: the RLP bytes up to
     *         and including KEY_SIZE bytes of data
     */
    std::size_t GetKeySize() const;

    /**
     * \param fields fields of an envelope
     * \return whether this envelope has exactly these fields
     */
    bool HasFields(const WhisperEnvelopeFields& fields) const;

  private:
    uint32_t m_expiry;           //!< time of expiry, UNIX time, seconds
    uint32_t m_ttl;              //!< time to live, seconds
    WhisperTopic m_topic;        //!< topic
    uint64_t m_nonce;            //!< nonce
    uint64_t m_dataSize;         //!< bytes of data
    uint64_t m_payloadSize;      //!< bytes of payload in the data
    std::size_t m_dataStart;     //!< offset of the data in m_head
    std::vector<uint8_t> m_head; //!< real RLP bytes at the start
    uint64_t m_zeros;            //!< virtual zeros after them
    std::vector<uint8_t> m_tail; //!< real RLP bytes at the end
    WhisperHash m_hash;          //!< Keccak-256
    double m_work;               //!< proof of work multiplied by ttl
};

/**
 * \ingroup waku
 * \brief Hash a bundle of envelopes (6/WAKU1, "Batch Ack").
 * \param envelopes the bundle
 * \return Keccak-256 of the RLP list of the envelopes
 */
WhisperHash HashWhisperBatch(const std::vector<Ptr<const WhisperEnvelope>>& envelopes);

} // namespace ns3

#endif /* WAKU_WHISPER_ENVELOPE_H */
