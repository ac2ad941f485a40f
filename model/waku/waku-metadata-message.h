/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_METADATA_MESSAGE_H
#define WAKU_METADATA_MESSAGE_H

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief WakuMetadataRequest and WakuMetadataResponse, which look alike (66/WAKU2-METADATA). As
 * nwaku sends them, shards are in field 2 one by one and in field 3 packed.
 */
struct WakuMetadataMessage
{
    std::optional<uint32_t> cluster; //!< cluster_id
    std::set<uint32_t> shards;       //!< shards, by number

    /** \return the message as on the wire, without its length */
    std::vector<uint8_t> Encode() const;

    /**
     * \param bytes a message without its length
     * \param [out] message the message, as far as it can be decoded; shards in either form
     * \return whether it could be decoded
     */
    static bool Decode(const std::vector<uint8_t>& bytes, WakuMetadataMessage& message);
};

} // namespace ns3

#endif /* WAKU_METADATA_MESSAGE_H */
