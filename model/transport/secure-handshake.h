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
 * \brief The handshake of two libp2p nodes on a new TCP connection, before streams can be opened.
 * It has six flights, each the response to the one before.
 *
 * The flights and their bytes (a: libp2p specs, connections; n: noise):
 *
 * 1. Dialler, 28: multistream-select (a, "multistream-select"), the lines `/multistream/1.0.0` (20)
 *    and `/noise` (8), each with its length before it and a newline after it.
 * 2. Listener, 28: the same lines, by which it agrees.
 * 3. Dialler, 34: Noise XX (n, "Handshake Pattern"), length 2, key e 32.
 * 4. Listener, 202: length 2, e 32, encrypted key s 32+16, encrypted payload 104+16.
 * 5. Dialler, 240: length 2, s 32+16, payload 104+16; then, as Noise transport messages of 18 bytes
 *    more each (n, "Wire Format"), the lines `/multistream/1.0.0` (38) and `/yamux/1.0.0` (32).
 * 6. Listener, 70: the same two lines. In the same flight it opens its first stream; SecureChannel
 *    describes what follows.
 *
 * The payload of 104 bytes is a NoiseHandshakePayload (n, "The libp2p Handshake Payload") of an
 * Ed25519 identity, which every implementation must support (peer-ids, "Key Types"): public key 36,
 * signature 64, and 2 bytes for each field. A secp256k1 identity, as nwaku has it, takes 6 to 8
 * bytes more. There is no early data, so choosing the multiplexer takes a round trip of its own.
 *
 * Nothing is encrypted. Keys, signatures and tags are zeros, which a node does not check when it
 * receives them. All other bytes are checked.
 */
class SecureHandshake
{
  public:
    /** \param dialler whether this node dialled */
    explicit SecureHandshake(bool dialler);

    /** \return the next flight if it is this node's turn to send, or null */
    Ptr<Packet> TakeFlight();

    /**
     * Read bytes of the other side.
     * \param bytes the next bytes
     * \param size number of bytes, at least 1
     * \return number of bytes read. Reading ends with a flight; the other bytes belong to what
     *        follows.
     */
    uint32_t Read(const uint8_t* bytes, uint32_t size);

    /** \return whether all flights are finished, so that streams can be opened */
    bool IsDone() const;

    /** \return whether the bytes of the other side are not those of the handshake */
    bool HasFailed() const
    {
        return m_failed;
    }

  private:
    /** \return whether it is this node's turn to send */
    bool IsSpeaking() const;

    bool m_dialler;        //!< whether this node dialled
    bool m_failed{false};  //!< whether the bytes of the other side are malformed
    uint8_t m_flight{0};   //!< number of finished flights
    std::size_t m_read{0}; //!< bytes of the current flight that were read
};

} // namespace ns3

#endif /* WAKU_SECURE_HANDSHAKE_H */
