/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_MESSAGE_ID_FUNCTION_H
#define WAKU_PUBSUB_MESSAGE_ID_FUNCTION_H

#include "pubsub-message-id.h"

#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How the id of a message is computed. A script sets a function of its own with
 * MessagePool::SetIdFunction.
 */
enum class MessageIdFunction : uint8_t
{
    OWN, //!< of Waku relay its hash (14/WAKU2-MESSAGE, "Deterministic message hashing"); else
         //!< TOPIC_AND_DATA
    TOPIC_AND_DATA, //!< SHA-256 of topic and data
    DATA,           //!< SHA-256 of the data (nwaku, waku_relay/message_id.nim)
    ETHEREUM,       //!< 20 bytes (consensus-specs, altair/p2p-interface.md), as if data were
                    //!< unpacked
    FIRST_BYTES,    //!< the first 8 bytes of the data; of Waku relay those of the payload
};

/**
 * \ingroup waku
 * \brief Compute the id of a message.
 * \param function the function; OWN is TOPIC_AND_DATA
 * \param topic the pubsub topic
 * \param data the data of the message
 * \return the id
 */
MessageId ComputeMessageId(MessageIdFunction function,
                           const std::string& topic,
                           const VirtualBytes& data);

} // namespace ns3

#endif /* WAKU_PUBSUB_MESSAGE_ID_FUNCTION_H */
