/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MESSAGE_H
#define WAKU_MESSAGE_H

#include "ns3/pubsub-message-id-function.h"
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
 * \brief A WakuMessage (14/WAKU2-MESSAGE, "Wire Format"), which Waku relay publishes on a pubsub
 * topic.
 *
 * Optional fields that are empty, zero or false are not on the wire.
 */
struct WakuMessage
{
    VirtualBytes payload;                //!< payload
    std::string contentTopic;            //!< content_topic
    uint32_t version{0};                 //!< version: how the payload is encrypted
    int64_t timestamp{0};                //!< timestamp, nanoseconds
    std::vector<uint8_t> meta;           //!< meta, at most META_LIMIT bytes
    std::vector<uint8_t> rateLimitProof; //!< rate_limit_proof (17/WAKU2-RLN-RELAY)
    bool ephemeral{false};               //!< ephemeral: whether the message must not be stored

    static constexpr std::size_t META_LIMIT = 64; //!< largest size of meta, bytes

    /**
     * Set a payload that differs from all others of the run. A payload of less than 8 bytes is
     * zeros, and meta makes the message differ.
     * \param node number of the publishing node, which no other has
     * \param sequence number of the message, which no other of the node has
     * \param size size of the payload, in bytes
     */
    void SetUniquePayload(uint32_t node, uint32_t sequence, uint32_t size);

    /** \return the protobuf message; the payload comes last, so that it can be virtual */
    VirtualBytes Encode() const;

    /**
     * \param data a protobuf message
     * \param [out] message the decoded message
     * \return whether the message could be decoded
     */
    static bool Decode(const VirtualBytes& data, WakuMessage& message);

    /**
     * Compute the deterministic message hash (14/WAKU2-MESSAGE, "Deterministic message hashing").
     * \param pubsubTopic pubsub topic on which the message is published
     * \return the hash
     */
    MessageId ComputeHash(const std::string& pubsubTopic) const;

    /**
     * The function for MessagePool::SetDescribeFunction. The id of a message is its message hash.
     * Data that is not a WakuMessage is not valid; its id is the SHA-256 of its bytes.
     * \param pubsubTopic pubsub topic on which the message is published
     * \param data a protobuf message
     * \return id, size of the payload and validity
     */
    static MessagePool::Description Describe(const std::string& pubsubTopic,
                                             const VirtualBytes& data);

    /**
     * As Describe(), with another id.
     * \param function how the id is computed; OWN is the message hash, FIRST_BYTES is of the
     *        payload
     * \param pubsubTopic pubsub topic on which the message is published
     * \param data a protobuf message
     * \return id, size of the payload and validity
     */
    static MessagePool::Description DescribeBy(MessageIdFunction function,
                                               const std::string& pubsubTopic,
                                               const VirtualBytes& data);
};

} // namespace ns3

#endif /* WAKU_MESSAGE_H */
