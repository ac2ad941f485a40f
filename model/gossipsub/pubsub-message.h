/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_MESSAGE_H
#define WAKU_PUBSUB_MESSAGE_H

#include "pubsub-message-id.h"

#include "ns3/stream-frame.h"
#include "ns3/virtual-bytes.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A message of a pubsub topic (libp2p pubsub, "The Message", signature policy StrictNoSign:
 * only topic and data), and the frame in which it travels.
 *
 * Messages never change and are shared by all nodes of a run through a MessagePool: the id is
 * computed once, and a node that relays a message sends the very same frame.
 */
class PubsubMessage : public StreamFrame
{
  public:
    /**
     * \param topic the pubsub topic
     * \param data what the application publishes
     * \param id the id of the message
     * \param payloadSize bytes of data that are the user's payload
     * \param valid whether the application can read data
     */
    PubsubMessage(const std::string& topic,
                  const VirtualBytes& data,
                  const MessageId& id,
                  uint64_t payloadSize,
                  bool valid);

    /** \return the pubsub topic */
    const std::string& GetTopic() const
    {
        return m_topic;
    }

    /** \return what the application published */
    const VirtualBytes& GetData() const
    {
        return m_data;
    }

    /** \return the id of the message */
    const MessageId& GetId() const
    {
        return m_id;
    }

    /** \return bytes of data that are the user's payload */
    uint64_t GetPayloadSize() const
    {
        return m_payloadSize;
    }

    /** \return whether the application can read data */
    bool IsValid() const
    {
        return m_valid;
    }

  private:
    std::string m_topic;    //!< pubsub topic
    VirtualBytes m_data;    //!< application data
    MessageId m_id;         //!< message id
    uint64_t m_payloadSize; //!< bytes of user payload in data
    bool m_valid;           //!< whether the application can read data
};

} // namespace ns3

#endif /* WAKU_PUBSUB_MESSAGE_H */
