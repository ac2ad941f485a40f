/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NOISE_HEADER_H
#define WAKU_NOISE_HEADER_H

#include "ns3/header.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The bytes that a Noise transport message adds to its plaintext (libp2p specs, noise, "Wire
 * Format"): the length of the message in 2 bytes, big-endian, and an authentication tag of 16
 * bytes, which is part of the message.
 *
 * Nothing is encrypted, so the tag is zeros. On the wire of real nodes it follows the ciphertext.
 * Here it precedes the plaintext, because a packet that ends in ns-3's virtual bytes can be joined
 * with others and split without copying. The position makes no difference to an observer, who
 * cannot distinguish the tag from ciphertext.
 */
class NoiseHeader : public Header
{
  public:
    static constexpr uint32_t LENGTH_SIZE = 2;                        //!< bytes of the length
    static constexpr uint32_t TAG_SIZE = 16;                          //!< bytes of the tag
    static constexpr uint32_t SIZE = LENGTH_SIZE + TAG_SIZE;          //!< bytes of both
    static constexpr uint32_t MAX_MESSAGE = 65535;                    //!< largest message, bytes
    static constexpr uint32_t MAX_PLAINTEXT = MAX_MESSAGE - TAG_SIZE; //!< largest plaintext, bytes

    NoiseHeader() = default;

    /** \param plaintext number of bytes of plaintext that follow; at most MAX_PLAINTEXT */
    explicit NoiseHeader(uint32_t plaintext);

    /** \return the TypeId */
    static TypeId GetTypeId();

    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    uint16_t m_length{TAG_SIZE}; //!< length of the message with the tag, bytes
};

} // namespace ns3

#endif /* WAKU_NOISE_HEADER_H */
