/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NOISE_FRAMING_H
#define WAKU_NOISE_FRAMING_H

#include "ns3/header.h"
#include "ns3/packet.h"
#include "ns3/trailer.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The length in front of each Noise message (libp2p specs, noise, "Wire Format"): 2 bytes,
 * big-endian, that count the bytes of the message behind them.
 */
class NoiseLengthHeader : public Header
{
  public:
    static constexpr uint32_t SIZE = 2;            //!< bytes of a length
    static constexpr uint32_t MAX_MESSAGE = 65535; //!< largest message, length not counted

    NoiseLengthHeader() = default;

    /** \param length bytes of the message that follows */
    explicit NoiseLengthHeader(uint16_t length);

    /** \return the TypeId */
    static TypeId GetTypeId();

    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    uint16_t m_length{0}; //!< bytes of the message that follows
};

/**
 * \ingroup waku
 * \brief The 16 bytes of authentication data that end each Noise transport message (libp2p specs,
 * noise, "Wire Format"). Nothing is encrypted, so they are zeros.
 */
class NoiseTagTrailer : public Trailer
{
  public:
    static constexpr uint32_t SIZE = 16; //!< bytes of a tag

    /** \return the TypeId */
    static TypeId GetTypeId();

    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator end) const override;
    uint32_t Deserialize(Buffer::Iterator end) override;
    using Trailer::Deserialize;
};

/**
 * \ingroup waku
 * \brief Bytes that one Noise transport message can carry.
 */
constexpr uint32_t NOISE_MAX_PLAINTEXT = NoiseLengthHeader::MAX_MESSAGE - NoiseTagTrailer::SIZE;

/**
 * \ingroup waku
 * \brief Make a Noise transport message. What is virtual in the plaintext stays virtual.
 * \param plaintext gets a length in front and a tag behind it; at most NOISE_MAX_PLAINTEXT bytes
 */
void SealNoiseMessage(Ptr<Packet> plaintext);

} // namespace ns3

#endif /* WAKU_NOISE_FRAMING_H */
