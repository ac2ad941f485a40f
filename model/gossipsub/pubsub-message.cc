/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-message.h"

#include "pubsub-rpc-encoder.h"

#include "ns3/waku-protobuf.h"

#include <typeinfo>

namespace ns3
{

/// A frame that contains its message, so that both are in one block of memory.
class PubsubMessage::Frame final : public StreamFrame
{
  public:
    Frame(const std::string& topic,
          const VirtualBytes& data,
          const MessageId& id,
          uint64_t payloadSize,
          bool valid)
        : Frame(*PubsubRpcEncoder::EncodeMessage(topic, data), topic, data, id, payloadSize, valid)
    {
    }

    const PubsubMessage message; //!< the message that is sent in the frame

  private:
    Frame(const StreamFrame& encoded,
          const std::string& topic,
          const VirtualBytes& data,
          const MessageId& id,
          uint64_t payloadSize,
          bool valid)
        : StreamFrame(encoded.GetBody(), false, encoded.GetTail()),
          message(*this, topic, data, id, payloadSize, valid)
    {
    }
};

PubsubMessage::PubsubMessage(const StreamFrame& frame,
                             const std::string& topic,
                             const VirtualBytes& data,
                             const MessageId& id,
                             uint64_t payloadSize,
                             bool valid)
    : m_frame(frame),
      m_topic(topic),
      m_data(data),
      m_id(id),
      m_payloadSize(payloadSize),
      m_valid(valid)
{
}

Ptr<const PubsubMessage>
PubsubMessage::Make(const std::string& topic,
                    const VirtualBytes& data,
                    const MessageId& id,
                    uint64_t payloadSize,
                    bool valid)
{
    // The Ptr takes over the reference with which the frame was created.
    const auto* frame = new Frame(topic, data, id, payloadSize, valid);
    return Ptr<const PubsubMessage>(&frame->message, false);
}

uint32_t
PubsubMessage::GetRpcSize() const
{
    uint32_t delimiter = 1;
    while (protobuf::GetVarintSize(GetSize() - delimiter) > delimiter)
    {
        delimiter++;
    }
    return GetSize() - delimiter;
}

Ptr<const PubsubMessage>
PubsubMessage::Of(const StreamFrame& frame)
{
    // Called for every frame that is sent: comparing types is faster than a dynamic_cast.
    return typeid(frame) == typeid(Frame)
               ? Ptr<const PubsubMessage>(&static_cast<const Frame&>(frame).message)
               : nullptr;
}

} // namespace ns3
