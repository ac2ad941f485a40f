/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_CONTROL_H
#define WAKU_PSS_CONTROL_H

#include "pss-error.h"
#include "pss-peer-record.h"

#include "ns3/rlpx-frame.h"

#include <cstdint>
#include <variant>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Codes of the packets of a node that speaks bzz, hive and pss, as devp2p numbers them after
 * its own: the protocols in the order of their names, each with its messages from 0 on.
 */
enum class PssCode : uint8_t
{
    HANDSHAKE = 0, //!< bzz: HandshakeMsg
    PEERS = 1,     //!< hive: peersMsg
    DEPTH = 2,     //!< hive: subPeersMsg
    MESSAGE = 3    //!< pss: Message
};

/**
 * \ingroup waku
 * \brief First packet of each end of a connection (network/protocol.go, HandshakeMsg).
 */
struct PssHandshake
{
    uint64_t version{0};  //!< version of bzz
    uint64_t network{0};  //!< number of the network
    PssPeerRecord record; //!< the node that sends it
};

/**
 * \ingroup waku
 * \brief Nodes that a node knows (network/peer.go, peersMsg).
 */
struct PssPeers
{
    std::vector<PssPeerRecord> records; //!< the nodes
};

/**
 * \ingroup waku
 * \brief A node asks for nodes from a proximity order on (network/peer.go, subPeersMsg).
 */
struct PssDepth
{
    uint8_t depth{0}; //!< the proximity order
};

/**
 * \ingroup waku
 * \brief A packet that holds no message.
 */
using PssControl = std::variant<PssHandshake, PssPeers, PssDepth>;

/**
 * \ingroup waku
 * \param control a packet
 * \return its frame
 */
RlpxFrame EncodePssControl(const PssControl& control);

/**
 * \ingroup waku
 * \param code code of the packet: HANDSHAKE, PEERS or DEPTH
 * \param bytes bytes of the packet
 * \param size number of bytes
 * \param [out] control the packet
 * \return NONE, or what is wrong with it
 */
PssError DecodePssControl(PssCode code, const uint8_t* bytes, uint64_t size, PssControl& control);

} // namespace ns3

#endif /* WAKU_PSS_CONTROL_H */
