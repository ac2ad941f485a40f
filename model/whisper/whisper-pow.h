/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_POW_H
#define WAKU_WHISPER_POW_H

#include "whisper-envelope.h"

#include <cryptopp/keccak.h>
#include <optional>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Hashes an envelope for its proof of work (EIP-627, "PoW Requirement"): Keccak-256 over
 *        the RLP list [expiry, ttl, topic, data] followed by the nonce in 8 bytes, big endian.
 *
 * The hash of the list is computed once, so that each nonce costs only one more block.
 */
class WhisperPowHasher
{
  public:
    /** \param fields fields of the envelope; the nonce is ignored */
    explicit WhisperPowHasher(const WhisperEnvelopeFields& fields);

    /**
     * \param nonce a nonce
     * \return number of zero bits at the start of the hash
     */
    unsigned CountLeadingZeros(uint64_t nonce) const;

    /** \return size by which the proof of work is divided: bytes of the RLP list without nonce */
    uint64_t GetSize() const
    {
        return m_size;
    }

  private:
    CryptoPP::Keccak_256 m_absorbed; //!< state of the hash after the list
    uint64_t m_size{0};              //!< bytes of the list
};

/**
 * \ingroup waku
 * \brief Result of a search for the nonce of an envelope.
 */
struct WhisperSeal
{
    uint64_t nonce{0};                 //!< the nonce
    double attempts{0};                //!< number of nonces tried
    std::optional<double> modelledPow; //!< proof of work, if the search was modelled
};

/**
 * \ingroup waku
 * \brief Compute the number of leading zero bits that a target requires, as go-ethereum does.
 * \param target proof of work, above 0
 * \param size size of the envelope in bytes (WhisperEnvelope::GetSize())
 * \param ttl time to live, seconds
 * \return log2(target * size * ttl), rounded up, at least 1
 */
unsigned GetWhisperPowBits(double target, uint64_t size, uint32_t ttl);

/**
 * \ingroup waku
 * \brief Try nonces from 0 on until the proof of work reaches a target.
 * \param fields fields of the envelope
 * \param target proof of work to reach. At 0 no nonce is tried. A target that requires more than 30
 *        leading zero bits stops the program.
 * \return the nonce that was found
 */
WhisperSeal MineWhisperNonce(const WhisperEnvelopeFields& fields, double target);

/**
 * \ingroup waku
 * \brief Model a search for a nonce without searching.
 * \param fields fields of the envelope
 * \param target proof of work to reach
 * \param draw an exponentially distributed random number with mean 1
 * \return the number of nonces that the search would take (2^bits on average), and the proof of
 *         work that it would reach
 */
WhisperSeal ModelWhisperNonce(const WhisperEnvelopeFields& fields, double target, double draw);

} // namespace ns3

#endif /* WAKU_WHISPER_POW_H */
