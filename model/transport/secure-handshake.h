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
 * \brief What two libp2p nodes say to each other on a new TCP connection before pubsub can speak:
 * eight flights, each the answer to the one before, so four round trips.
 *
 * Their bytes (a: libp2p specs, connections; n: noise; y: yamux):
 *
 * 1. Dialler, 28: multistream-select (a, "multistream-select"), the lines `/multistream/1.0.0` (20)
 *    and `/noise` (8), each with its length in front and a newline behind.
 * 2. Listener, 28: the same lines; it agrees.
 * 3. Dialler, 34: Noise XX (n, "Handshake Pattern"), length 2, key e 32.
 * 4. Listener, 202: length 2, e 32, encrypted key s 32+16, encrypted payload 104+16.
 * 5. Dialler, 240: length 2, s 32+16, payload 104+16; then, as Noise transport messages of 18 bytes
 *    more each (n, "Wire Format"), the lines `/multistream/1.0.0` (38) and `/yamux/1.0.0` (32).
 * 6. Listener, 196: the same two lines (70), and the opening of its pubsub stream (126): in Noise
 *    messages, a yamux window update with SYN (30; y, "Opening a stream") and, as yamux data (12
 *    bytes more each), the lines `/multistream/1.0.0` (50) and `/meshsub/1.2.0` (46).
 * 7. Dialler, 252: the opening of its pubsub stream (126), and its answer to the other one (126): a
 *    window update with ACK and the same two lines.
 * 8. Listener, 126: its answer to the dialler's stream.
 *
 * The payload of 104 bytes is a NoiseHandshakePayload (n, "The libp2p Handshake Payload") of an
 * Ed25519 identity, the kind that every implementation must have (peer-ids, "Key Types"): public
 * key 36, signature 64, and 2 bytes for each field. A secp256k1 identity, as nwaku's, takes 6 to 8
 * bytes more. There is no early data, so the multiplexer takes a round trip of its own.
 *
 * Each node opens a stream for what it sends, as pubsub does. The listener can send once it has
 * flight 7, the dialler once it has flight 8; since the listener sends flight 8 first, neither gets
 * a message before it is ready. The identify protocol, which implementations run beside, is left
 * out. What is encrypted in reality stands there in the clear, and keys, signatures and tags are
 * zeros that are not checked; all else is.
 */
class SecureHandshake
{
  public:
    /** Bytes that the opening of a stream takes off its window: the two lines. */
    static constexpr uint32_t STREAM_OPENING_BYTES = 36;

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

    /** \return whether all has been said, so that frames can go both ways */
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
