/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_PEER_RECORD_H
#define WAKU_PSS_PEER_RECORD_H

#include "pss-address.h"

#include "ns3/address.h"
#include "ns3/rlp-reader.h"
#include "ns3/rlp-writer.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a node can do (network/protocol.go, capabilities of id 0; pss/pss.go, of id 1). Bit i
 * of a number is capability i.
 */
struct PssCapabilities
{
    static constexpr uint32_t NODE_BITS = 16; //!< number of capabilities of id 0
    static constexpr uint32_t PSS_BITS = 8;   //!< number of capabilities of id 1
    static constexpr uint16_t FULL = 0x8033;  //!< a full node: 0, 1, 4, 5 and 15
    static constexpr uint16_t LIGHT = 0x0003; //!< a light node: 0 and 1
    static constexpr uint8_t PSS = 0x73;      //!< pss: send, receive, forward, partial, empty

    uint16_t node{FULL}; //!< of id 0; 0 if there are not NODE_BITS of them
    uint8_t pss{PSS};    //!< of id 1; 0 if there are not PSS_BITS of them
};

/**
 * \ingroup waku
 * \brief What nodes tell each other of a node (network/network.go, BzzAddr).
 *
 * On the wire the underlay address is an enode URL. Its public key is a stand-in: the overlay
 * address, twice.
 */
struct PssPeerRecord
{
    PssAddress overlay{};         //!< overlay address
    Address underlay;             //!< IP address and port; invalid if there is none
    PssCapabilities capabilities; //!< what the node can do

    /** \return the enode URL; empty without an underlay address */
    std::string GetUrl() const;

    /**
     * Set the underlay address.
     * \param url an enode URL; any other text leaves the record without underlay address
     */
    void SetUrl(const std::string& url);

    /**
     * Write the three items of a record, which have no list of their own.
     * \param writer writer to which the items are written
     */
    void Write(RlpWriter& writer) const;

    /**
     * Read the three items of a record.
     * \param reader reader of the items
     * \return whether they are well-formed
     */
    bool Read(RlpReader& reader);
};

} // namespace ns3

#endif /* WAKU_PSS_PEER_RECORD_H */
