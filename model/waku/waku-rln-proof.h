/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RLN_PROOF_H
#define WAKU_RLN_PROOF_H

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The `rate_limit_proof` of a WakuMessage (17/WAKU2-RLN-RELAY, "RateLimitProof"; nwaku's
 * rln/protocol_types.nim, which adds the identifier). It takes 335 bytes.
 */
struct WakuRlnProof
{
    /** An element of the field, or a hash. */
    using Element = std::array<uint8_t, 32>;

    static constexpr std::size_t PROOF_SIZE = 128; //!< bytes of a compressed zero-knowledge proof
    static constexpr std::size_t SIZE = 335;       //!< bytes of the whole message

    std::array<uint8_t, PROOF_SIZE> proof{}; //!< proof
    Element merkleRoot{};                    //!< merkle_root
    uint64_t epoch{0};                       //!< epoch, on the wire 32 bytes, little-endian
    Element shareX{};                        //!< share_x
    Element shareY{};                        //!< share_y
    Element nullifier{};                     //!< nullifier
    Element identifier{};                    //!< rln_identifier

    /** \return the protobuf message */
    std::vector<uint8_t> Encode() const;

    /**
     * \param bytes any bytes
     * \return the proof; none if the bytes are no such protobuf message, or a field is missing or
     *         has the wrong length
     */
    static std::optional<WakuRlnProof> Decode(const std::vector<uint8_t>& bytes);
};

} // namespace ns3

#endif /* WAKU_RLN_PROOF_H */
