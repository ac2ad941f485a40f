/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SECURE_HANDSHAKE_H
#define WAKU_SECURE_HANDSHAKE_H

#include "ns3/packet.h"

#include <cstddef>
#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What two libp2p nodes say to each other on a new TCP connection before streams can be
 * opened: six flights, each the answer to the one before.
 *
 * Their bytes (a: libp2p specs, connections; n: noise):
 *
 * 1. Dialler, 28: multistream-select (a, "multistream-select"), the lines `/multistream/1.0.0` (20)
 *    and `/noise` (8), each with its length in front and a newline behind.
 * 2. Listener, 28: the same lines; it agrees.
 * 3. Dialler, 34: Noise XX (n, "Handshake Pattern"), length 2, key e 32.
 * 4. Listener, 202: length 2, e 32, encrypted key s 32+16, encrypted payload 104+16.
 * 5. Dialler, 240: length 2, s 32+16, payload 104+16; then, as Noise transport messages of 18 bytes
 *    more each (n, "Wire Format"), the lines `/multistream/1.0.0` (38) and `/yamux/1.0.0` (32).
 * 6. Listener, 70: the same two lines. The opening of its first stream goes in the same flight, and
 *    SecureChannel says what follows.
 *
 * The payload of 104 bytes is a NoiseHandshakePayload (n, "The libp2p Handshake Payload") of an
 * Ed25519 identity, the kind that every implementation must have (peer-ids, "Key Types"): public
 * key 36, signature 64, and 2 bytes for each field. A secp256k1 identity, as nwaku's, takes 6 to 8
 * bytes more. There is no early data, so the multiplexer takes a round trip of its own.
 *
 * What is encrypted in reality stands there in the clear, and keys, signatures and tags are zeros
 * that are not checked; all else is.
 */
class SecureHandshake
{
  public:
    /** \param dialler whether this node dialled */
    explicit SecureHandshake(bool dialler);

    /**
     * \return the next flight if it is this node's turn, or null
     */
    Ptr<Packet> TakeFlight();

    /**
     * Read bytes of the other side.
     * \param bytes the next bytes
     * \param size how many, at least 1
     * \return how many were taken, which ends at a flight's end; the rest belongs to what follows
     */
    uint32_t Read(const uint8_t* bytes, uint32_t size);

    /** \return whether all has been said, so that streams can be opened */
    bool IsDone() const;

    /** \return whether the other side said something else than what it has to say */
    bool HasFailed() const
    {
        return m_failed;
    }

  private:
    /** \return whether it is this node's turn to speak */
    bool IsSpeaking() const;

    bool m_dialler;        //!< whether this node dialled
    bool m_failed{false};  //!< whether the other side made no sense
    uint8_t m_flight{0};   //!< flights that are over
    std::size_t m_read{0}; //!< bytes of the current flight that were read
};

} // namespace ns3

#endif /* WAKU_SECURE_HANDSHAKE_H */
