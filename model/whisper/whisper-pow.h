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
 * The list is absorbed once, so that each nonce costs one block.
 */
class WhisperPowHasher
{
  public:
    /** \param fields the envelope; its nonce plays no part */
    explicit WhisperPowHasher(const WhisperEnvelopeFields& fields);

    /**
     * \param nonce a nonce
     * \return how many zero bits the hash starts with
     */
    unsigned CountLeadingZeros(uint64_t nonce) const;

    /** \return the size that counts in the proof of work: that of the RLP list without nonce */
    uint64_t GetSize() const
    {
        return m_size;
    }

  private:
    CryptoPP::Keccak_256 m_absorbed; //!< state after the list
    uint64_t m_size{0};              //!< size of the list
};

/**
 * \ingroup waku
 * \brief How the nonce of an envelope was found.
 */
struct WhisperSeal
{
    uint64_t nonce{0};                 //!< the nonce
    double attempts{0};                //!< how many nonces were tried
    std::optional<double> modelledPow; //!< proof of work, if it is only a number
};

/**
 * \ingroup waku
 * \brief Leading zero bits that a target asks for, as go-ethereum computes them.
 * \param target proof of work, above 0
 * \param size size of the envelope (WhisperEnvelope::GetSize())
 * \param ttl time to live, seconds
 * \return log2(target * size * ttl), rounded up, at least 1
 */
unsigned GetWhisperPowBits(double target, uint64_t size, uint32_t ttl);

/**
 * \ingroup waku
 * \brief Try nonces from 0 on until the proof of work reaches a target.
 * \param fields the envelope
 * \param target proof of work; nothing is tried at 0; stops if it takes more than 30 bits
 * \return what was found
 */
WhisperSeal MineWhisperNonce(const WhisperEnvelopeFields& fields, double target);

/**
 * \ingroup waku
 * \brief Say what a search for a nonce would have found, without searching.
 * \param fields the envelope
 * \param target proof of work
 * \param draw an exponentially distributed random number of mean 1
 * \return how many nonces it took (on average 2^bits), and the proof of work that was reached
 */
WhisperSeal ModelWhisperNonce(const WhisperEnvelopeFields& fields, double target, double draw);

} // namespace ns3

#endif /* WAKU_WHISPER_POW_H */
