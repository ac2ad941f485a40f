/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MESSAGE_H
#define WAKU_MESSAGE_H

#include "ns3/pubsub-message-id.h"
#include "ns3/pubsub-message-pool.h"
#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A WakuMessage (14/WAKU2-MESSAGE, "Wire Format"): what Waku relay publishes on a pubsub
 * topic.
 *
 * Optional attributes that are empty, zero or false are left out of the wire.
 */
struct WakuMessage
{
    VirtualBytes payload;                //!< payload
    std::string contentTopic;            //!< content_topic
    uint32_t version{0};                 //!< version: how the payload is encrypted
    int64_t timestamp{0};                //!< timestamp, nanoseconds
    std::vector<uint8_t> meta;           //!< meta, at most META_LIMIT bytes
    std::vector<uint8_t> rateLimitProof; //!< rate_limit_proof (17/WAKU2-RLN-RELAY)
    bool ephemeral{false};               //!< ephemeral: not to be stored

    static constexpr std::size_t META_LIMIT = 64; //!< bytes

    /** \return the protobuf message, payload last so that it can be virtual */
    VirtualBytes Encode() const;

    /**
     * \param data a protobuf message
     * \param [out] message what it holds
     * \return whether it could be read
     */
    static bool Decode(const VirtualBytes& data, WakuMessage& message);

    /**
     * The deterministic message hash (14/WAKU2-MESSAGE, "Deterministic message hashing").
     * \param pubsubTopic where the message is published
     * \return the hash
     */
    MessageId ComputeHash(const std::string& pubsubTopic) const;

    /**
     * For MessagePool::SetDescribeFunction: the id is the message hash; data that is no
     * WakuMessage is not valid, and has the SHA-256 of its bytes for an id.
     * \param pubsubTopic where the message is published
     * \param data a protobuf message
     * \return id and size of the payload
     */
    static MessagePool::Description Describe(const std::string& pubsubTopic,
                                             const VirtualBytes& data);
};

} // namespace ns3

#endif /* WAKU_MESSAGE_H */
