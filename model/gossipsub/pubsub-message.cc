/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-message.h"

#include "pubsub-rpc-encoder.h"

namespace ns3
{

PubsubMessage::PubsubMessage(const std::string& topic,
                             const VirtualBytes& data,
                             const MessageId& id,
                             uint64_t payloadSize,
                             bool valid)
    : StreamFrame(PubsubRpcEncoder::EncodeMessage(topic, data)),
      m_topic(topic),
      m_data(data),
      m_id(id),
      m_payloadSize(payloadSize),
      m_valid(valid)
{
}

} // namespace ns3
