/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_ADDRESS_H
#define WAKU_PSS_ADDRESS_H

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Number of bytes of an overlay address.
 */
constexpr std::size_t PSS_ADDRESS_BYTES = 32;

/**
 * \ingroup waku
 * \brief Number of bits of an overlay address, which is the proximity order of equal addresses.
 */
constexpr uint32_t PSS_ADDRESS_BITS = 8 * PSS_ADDRESS_BYTES;

/**
 * \ingroup waku
 * \brief Overlay address of a node, by which Swarm's Kademlia orders nodes (network/network.go,
 * BzzAddr.OAddr). Real nodes hash their public key; nodes of the module draw it.
 */
using PssAddress = std::array<uint8_t, PSS_ADDRESS_BYTES>;

/**
 * \ingroup waku
 * \brief The first bytes of an overlay address: 0 to PSS_ADDRESS_BYTES of them. A message has such
 * an address; the fewer bytes it has, the less does it say about the recipient.
 */
using PssPartialAddress = std::vector<uint8_t>;

/**
 * \ingroup waku
 * \param one an address
 * \param other another address
 * \return proximity order: number of first bits in which they agree (pot/address.go,
 *        proximityOrder), at most PSS_ADDRESS_BITS
 */
uint32_t GetPssProximity(const PssAddress& one, const PssAddress& other);

/**
 * \ingroup waku
 * \param target an address
 * \param one an address
 * \param other another address
 * \return whether the distance (the exclusive or as a number) of the target to the first address is
 *        less than to the second (pot/address.go, DistanceCmp)
 */
bool IsPssCloser(const PssAddress& target, const PssAddress& one, const PssAddress& other);

/**
 * \ingroup waku
 * \param partial first bytes of an address, at most PSS_ADDRESS_BYTES
 * \return the address that consists of them and zeros
 */
PssAddress ExtendPssAddress(const PssPartialAddress& partial);

/**
 * \ingroup waku
 * \param address an address
 * \param bytes number of its first bytes, at most PSS_ADDRESS_BYTES
 * \return the first bytes
 */
PssPartialAddress TruncatePssAddress(const PssAddress& address, std::size_t bytes);

/**
 * \ingroup waku
 * \param partial first bytes of an address
 * \param address an address
 * \return whether the address begins with them
 */
bool MatchesPssAddress(const PssPartialAddress& partial, const PssAddress& address);

/**
 * \ingroup waku
 * \param address an address
 * \return the address in hexadecimal digits
 */
std::string DescribePssAddress(const PssAddress& address);

/**
 * \ingroup waku
 * \param text hexadecimal digits
 * \param [out] address the address
 * \return whether the text is an address, that is 64 hexadecimal digits
 */
bool ParsePssAddress(const std::string& text, PssAddress& address);

} // namespace ns3

#endif /* WAKU_PSS_ADDRESS_H */
