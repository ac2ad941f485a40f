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
 * \brief What an envelope says on the wire (EIP-627, "Whisper Envelope").
 */
struct WhisperEnvelopeFields
{
    uint32_t expiry{0};    //!< UNIX time, seconds
    uint32_t ttl{0};       //!< time to live, seconds
    WhisperTopic topic{0}; //!< 4 bytes
    VirtualBytes data;     //!< padded, encrypted payload
    uint64_t nonce{0};     //!< for the proof of work
};

/**
 * \ingroup waku
 * \brief An immutable envelope, shared by all nodes of a run (EIP-627, "Whisper Envelope").
 *
 * Hash and proof of work are computed once, here. On the wire it is the RLP list [expiry, ttl,
 * topic, data, nonce]: a real head that ends inside the data, virtual zeros, and a real tail, which
 * is the nonce.
 */
class WhisperEnvelope : public SimpleRefCount<WhisperEnvelope>
{
  public:
    /** How many bytes of data are always real, so that they tell envelopes apart. */
    static constexpr uint64_t KEY_SIZE = 16;

    /** Bytes that the limit on an envelope's size counts beside the data. */
    static constexpr uint64_t HEADER_SIZE = 20;

    /**
     * \param fields what it says
     * \param modelledPow the proof of work that it shall have; computed from the hash if none
     */
    explicit WhisperEnvelope(const WhisperEnvelopeFields& fields,
                             std::optional<double> modelledPow = std::nullopt);

    /** \return UNIX time after which it has expired, seconds */
    uint32_t GetExpiry() const
    {
        return m_expiry;
    }

    /** \return time to live, seconds */
    uint32_t GetTtl() const
    {
        return m_ttl;
    }

    /** \return UNIX time of its creation, seconds; expiry - ttl modulo 2^32 */
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

    /** \return length of the data, bytes */
    uint64_t GetDataSize() const
    {
        return m_dataSize;
    }

    /** \return the data */
    VirtualBytes GetData() const;

    /** \return length of the user's payload inside the data, bytes; of the data if there is none */
    uint64_t GetPayloadSize() const
    {
        return m_payloadSize;
    }

    /** \return all fields */
    WhisperEnvelopeFields GetFields() const;

    /** \return size as limits count it: data and HEADER_SIZE bytes */
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
     * \param extra seconds added to the time to live, for an envelope from the future
     * \return 2^(leading zero bits) / (size * ttl); infinite if ttl is 0
     */
    double GetPow(uint32_t extra = 0) const;

    /** \return RLP bytes up to the last real one of the data */
    const std::vector<uint8_t>& GetRlpHead() const
    {
        return m_head;
    }

    /** \return how many zero bytes of data follow the head */
    uint64_t GetRlpZeros() const
    {
        return m_zeros;
    }

    /** \return RLP bytes behind the data: the nonce */
    const std::vector<uint8_t>& GetRlpTail() const
    {
        return m_tail;
    }

    /** \return size of the RLP bytes */
    uint64_t GetRlpSize() const
    {
        return m_head.size() + m_zeros + m_tail.size();
    }

    /** \return length of the bytes by which envelopes are looked up: RLP up to KEY_SIZE of data */
    std::size_t GetKeySize() const;

    /**
     * \param fields fields of an envelope
     * \return whether they are those of this one
     */
    bool HasFields(const WhisperEnvelopeFields& fields) const;

  private:
    uint32_t m_expiry;           //!< UNIX time
    uint32_t m_ttl;              //!< seconds
    WhisperTopic m_topic;        //!< topic
    uint64_t m_nonce;            //!< nonce
    uint64_t m_dataSize;         //!< bytes of data
    uint64_t m_payloadSize;      //!< bytes of payload inside data
    std::size_t m_dataStart;     //!< where data starts in m_head
    std::vector<uint8_t> m_head; //!< real RLP bytes at the start
    uint64_t m_zeros;            //!< virtual zeros after them
    std::vector<uint8_t> m_tail; //!< real RLP bytes at the end
    WhisperHash m_hash;          //!< Keccak-256
    double m_work;               //!< proof of work multiplied by ttl
};

/**
 * \ingroup waku
 * \brief Hash of a bundle of envelopes: Keccak-256 of the RLP list (6/WAKU1, "Batch Ack").
 * \param envelopes the bundle
 * \return the hash
 */
WhisperHash HashWhisperBatch(const std::vector<Ptr<const WhisperEnvelope>>& envelopes);

} // namespace ns3

#endif /* WAKU_WHISPER_ENVELOPE_H */
