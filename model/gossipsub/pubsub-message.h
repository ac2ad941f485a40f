/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_MESSAGE_H
#define WAKU_PUBSUB_MESSAGE_H

#include "pubsub-message-id.h"

#include "ns3/ptr.h"
#include "ns3/stream-frame.h"
#include "ns3/virtual-bytes.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A message of a pubsub topic (libp2p pubsub, "The Message", signature policy StrictNoSign:
 * only topic and data), with the frame in which it travels.
 *
 * Messages never change and are shared by all nodes of a run through a MessagePool: the id is
 * computed once, and a node that relays a message sends the very same frame. A message and its
 * frame live in one piece of memory with one count of references: whoever holds the one, such as a
 * send queue, keeps the other.
 */
class PubsubMessage
{
  public:
    /**
     * \param topic the pubsub topic
     * \param data what the application publishes
     * \param id the id of the message
     * \param payloadSize bytes of data that are the user's payload
     * \param valid whether the application can read data
     * \return the message, with its frame encoded
     */
    static Ptr<const PubsubMessage> Make(const std::string& topic,
                                         const VirtualBytes& data,
                                         const MessageId& id,
                                         uint64_t payloadSize,
                                         bool valid);

    PubsubMessage(const PubsubMessage&) = delete;
    PubsubMessage& operator=(const PubsubMessage&) = delete;

    /**
     * \param frame any frame
     * \return the message whose GetFrame it is; null if there is none
     */
    static Ptr<const PubsubMessage> Of(const StreamFrame& frame);

    /** \return the RPC that holds just this message, as it stands on the wire */
    Ptr<const StreamFrame> GetFrame() const
    {
        return Ptr<const StreamFrame>(&m_frame);
    }

    /** \return bytes of the frame, delimiter included */
    uint32_t GetSize() const
    {
        return m_frame.GetSize();
    }

    /** \return bytes of the frame without the delimiter, which limits of RPCs count */
    uint32_t GetRpcSize() const;

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

    /** Hold the message and its frame; for Ptr. */
    void Ref() const
    {
        m_frame.Ref();
    }

    /** Let the message and its frame go; for Ptr. */
    void Unref() const
    {
        m_frame.Unref();
    }

    /** \return how many hold the message or its frame */
    uint32_t GetReferenceCount() const
    {
        return m_frame.GetReferenceCount();
    }

  private:
    class Frame;

    /** Parameters as Make. \param frame the frame of which the message is a part */
    PubsubMessage(const StreamFrame& frame,
                  const std::string& topic,
                  const VirtualBytes& data,
                  const MessageId& id,
                  uint64_t payloadSize,
                  bool valid);

    const StreamFrame& m_frame; //!< holds this message
    std::string m_topic;        //!< pubsub topic
    VirtualBytes m_data;        //!< application data
    MessageId m_id;             //!< message id
    uint64_t m_payloadSize;     //!< bytes of user payload in data
    bool m_valid;               //!< whether the application can read data
};

} // namespace ns3

#endif /* WAKU_PUBSUB_MESSAGE_H */
