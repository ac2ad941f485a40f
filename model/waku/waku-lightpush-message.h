/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHTPUSH_MESSAGE_H
#define WAKU_LIGHTPUSH_MESSAGE_H

#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief LightPushRequest without its id (WAKU2-LIGHTPUSH v3, waku-org/specs
 * standards/core/lightpush.md, "Payloads").
 */
struct WakuLightpushRequest
{
    std::optional<std::string> pubsubTopic; //!< pubsub topic
    VirtualBytes data;                      //!< bytes of the WakuMessage

    /** \return the fields after the id, as on the wire; the WakuMessage comes last */
    VirtualBytes Encode() const;

    /**
     * \param fields the fields after the id
     * \param [out] request the request, as far as it can be decoded
     * \return whether it could be decoded and has a WakuMessage, which may be any bytes
     */
    static bool Decode(const VirtualBytes& fields, WakuLightpushRequest& request);
};

/**
 * \ingroup waku
 * \brief The fields of a LightPushResponse beside id and status.
 */
struct WakuLightpushAnswer
{
    std::optional<uint32_t> relayPeers; //!< relay_peer_count

    /** \return the fields after id and status, as on the wire */
    VirtualBytes Encode() const;

    /**
     * \param fields the fields after id and status
     * \param [out] answer the answer, as far as it can be decoded
     * \return whether it could be decoded
     */
    static bool Decode(const VirtualBytes& fields, WakuLightpushAnswer& answer);
};

} // namespace ns3

#endif /* WAKU_LIGHTPUSH_MESSAGE_H */
