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
 * \brief A pubsub message and the frame in which it is sent (libp2p pubsub, "The Message";
 * signature policy StrictNoSign, so a message has only topic and data).
 *
 * Messages never change, and all nodes of a run share them through a MessagePool. The id is
 * computed once, and all nodes that relay a message send the same frame. A message and its frame
 * are in one block of memory with one reference count. As long as an object such as a send queue
 * holds one of the two, the other exists too.
 */
class PubsubMessage
{
  public:
    /**
     * Create a message and encode its frame.
     * \param topic the pubsub topic
     * \param data the data that the application publishes
     * \param id the id of the message
     * \param payloadSize number of bytes of the user's payload in the data
     * \param valid whether the application can decode the data
     * \return the message
     */
    static Ptr<const PubsubMessage> Make(const std::string& topic,
                                         const VirtualBytes& data,
                                         const MessageId& id,
                                         uint64_t payloadSize,
                                         bool valid);

    PubsubMessage(const PubsubMessage&) = delete;
    PubsubMessage& operator=(const PubsubMessage&) = delete;

    /**
     * Get the message that belongs to a frame.
     * \param frame any frame
     * \return the message for which GetFrame() returns the frame; null if there is none
     */
    static Ptr<const PubsubMessage> Of(const StreamFrame& frame);

    /** \return the frame on the wire: an RPC with this message and nothing else */
    Ptr<const StreamFrame> GetFrame() const
    {
        return Ptr<const StreamFrame>(&m_frame);
    }

    /** \return size of the frame with its delimiter, in bytes */
    uint32_t GetSize() const
    {
        return m_frame.GetSize();
    }

    /** \return size of the frame without its delimiter, in bytes; limits of RPC sizes count this */
    uint32_t GetRpcSize() const;

    /** \return the pubsub topic */
    const std::string& GetTopic() const
    {
        return m_topic;
    }

    /** \return the data that the application published */
    const VirtualBytes& GetData() const
    {
        return m_data;
    }

    /** \return the id of the message */
    const MessageId& GetId() const
    {
        return m_id;
    }

    /** \return number of bytes of the user's payload in the data */
    uint64_t GetPayloadSize() const
    {
        return m_payloadSize;
    }

    /** \return whether the application can decode the data */
    bool IsValid() const
    {
        return m_valid;
    }

    /** Add a reference to message and frame; called by Ptr. */
    void Ref() const
    {
        m_frame.Ref();
    }

    /** Remove a reference to message and frame; called by Ptr. */
    void Unref() const
    {
        m_frame.Unref();
    }

    /** \return number of references to the message or its frame */
    uint32_t GetReferenceCount() const
    {
        return m_frame.GetReferenceCount();
    }

  private:
    class Frame;

    /**
     * Create the message inside its frame. The other parameters are those of Make.
     * \param frame the frame that contains the message
     */
    PubsubMessage(const StreamFrame& frame,
                  const std::string& topic,
                  const VirtualBytes& data,
                  const MessageId& id,
                  uint64_t payloadSize,
                  bool valid);

    const StreamFrame& m_frame; //!< frame that contains this message
    std::string m_topic;        //!< pubsub topic
    VirtualBytes m_data;        //!< data that the application published
    MessageId m_id;             //!< message id
    uint64_t m_payloadSize;     //!< bytes of the user's payload in the data
    bool m_valid;               //!< whether the application can decode the data
};

} // namespace ns3

#endif /* WAKU_PUBSUB_MESSAGE_H */
