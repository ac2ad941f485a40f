/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_EXCHANGE_MESSAGE_H
#define WAKU_PEER_EXCHANGE_MESSAGE_H

#include "waku-shard-set.h"

#include "ns3/address.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A node record of Waku (31/WAKU2-ENR in EIP-778): the address and the shards of a node,
 * with a signature and a key of zeros.
 */
struct WakuNodeRecord
{
    static constexpr uint8_t RELAY = 1;     //!< capability: the node relays
    static constexpr uint8_t STORE = 2;     //!< capability: it serves a store
    static constexpr uint8_t FILTER = 4;    //!< capability: it serves filter
    static constexpr uint8_t LIGHTPUSH = 8; //!< capability: it serves lightpush

    Address address;                                          //!< IP address and TCP port
    std::optional<WakuShardSet> shards;                       //!< shards, if the node has any
    uint8_t capabilities{RELAY | STORE | FILTER | LIGHTPUSH}; //!< what it does (key waku2)

    /** \return the record in RLP, of the size of a real one */
    std::vector<uint8_t> Encode() const;

    /**
     * \param bytes any bytes
     * \param [out] record the record
     * \return whether the bytes are a record with an IPv4 or IPv6 address and a TCP port
     */
    static bool Decode(const std::vector<uint8_t>& bytes, WakuNodeRecord& record);
};

/**
 * \ingroup waku
 * \brief PeerExchangeRPC (34/WAKU2-PEER-EXCHANGE, "Wire Format Specification"), with the status of
 * nwaku.
 */
struct WakuPeerExchangeMessage
{
    std::optional<uint64_t> numPeers;          //!< num_peers of a query; none for a response
    std::vector<std::vector<uint8_t>> records; //!< enr of each of peer_infos
    uint32_t status{0};                        //!< status_code of a response
    std::string description;                   //!< status_desc of a response; may be empty

    /** \return the message as on the wire, without its length */
    std::vector<uint8_t> Encode() const;

    /**
     * \param bytes a message without its length
     * \param [out] message the message, as far as it can be decoded
     * \return whether it could be decoded and is a query or a response. A response without status
     *         has 200 if it has records, else 503.
     */
    static bool Decode(const std::vector<uint8_t>& bytes, WakuPeerExchangeMessage& message);
};

} // namespace ns3

#endif /* WAKU_PEER_EXCHANGE_MESSAGE_H */
