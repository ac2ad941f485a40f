/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NOISE_HEADER_H
#define WAKU_NOISE_HEADER_H

#include "ns3/header.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a Noise transport message adds to its plaintext (libp2p specs, noise, "Wire Format"):
 * 2 bytes, big-endian, that count the bytes of the message behind them, and 16 bytes of
 * authentication data, which count as part of the message.
 *
 * Nothing is encrypted, so the authentication data are zeros. They stand in front of the plaintext,
 * not behind it, because a packet that ends in ns-3's virtual bytes can be joined with others and
 * taken apart without copying; nobody can tell where in a ciphertext they are.
 */
class NoiseHeader : public Header
{
  public:
    static constexpr uint32_t LENGTH_SIZE = 2;                        //!< bytes of the length
    static constexpr uint32_t TAG_SIZE = 16;                          //!< bytes of the tag
    static constexpr uint32_t SIZE = LENGTH_SIZE + TAG_SIZE;          //!< bytes of both
    static constexpr uint32_t MAX_MESSAGE = 65535;                    //!< largest message
    static constexpr uint32_t MAX_PLAINTEXT = MAX_MESSAGE - TAG_SIZE; //!< most that it can carry

    NoiseHeader() = default;

    /** \param plaintext bytes that follow; at most MAX_PLAINTEXT */
    explicit NoiseHeader(uint32_t plaintext);

    /** \return the TypeId */
    static TypeId GetTypeId();

    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    uint16_t m_length{TAG_SIZE}; //!< bytes of the message, tag included
};

} // namespace ns3

#endif /* WAKU_NOISE_HEADER_H */
