/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STORED_MESSAGE_H
#define WAKU_STORED_MESSAGE_H

#include "ns3/ptr.h"
#include "ns3/pubsub-message-id.h"
#include "ns3/pubsub-message.h"
#include "ns3/simple-ref-count.h"
#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A WakuMessage as stores keep it (13/WAKU2-STORE): its hash, its timestamp, its topics and
 * its bytes.
 *
 * All stores of a simulation, and the clients that have asked them, share one object for each
 * message. A message is hashed when the first of them meets it, and only if the id under which
 * relay knows it is not its hash anyway.
 */
class WakuStoredMessage : public SimpleRefCount<WakuStoredMessage>
{
  public:
    ~WakuStoredMessage();

    WakuStoredMessage(const WakuStoredMessage&) = delete;
    WakuStoredMessage& operator=(const WakuStoredMessage&) = delete;

    /**
     * \param message a message of relay
     * \return the stored form; null if the message is no WakuMessage
     */
    static Ptr<const WakuStoredMessage> Of(const PubsubMessage& message);

    /**
     * \param pubsubTopic pubsub topic on which the message was published
     * \param data bytes of the WakuMessage
     * \return the stored form; null if the bytes are no WakuMessage
     */
    static Ptr<const WakuStoredMessage> Make(const std::string& pubsubTopic,
                                             const VirtualBytes& data);

    /**
     * As Make, for a message whose hash a peer has told. A message that somebody has is not hashed.
     * \param hash the hash
     * \param pubsubTopic pubsub topic on which the message was published
     * \param data bytes of the WakuMessage
     * \return the stored form; null if the bytes are no WakuMessage or have another hash
     */
    static Ptr<const WakuStoredMessage> MakeOf(const MessageId& hash,
                                               const std::string& pubsubTopic,
                                               const VirtualBytes& data);

    /**
     * \param hash deterministic message hash
     * \return the message, if somebody in the simulation has it; otherwise null
     */
    static Ptr<const WakuStoredMessage> Find(const MessageId& hash);

    /** \return deterministic message hash (14/WAKU2-MESSAGE), 32 bytes */
    const MessageId& GetHash() const
    {
        return m_hash;
    }

    /** \return timestamp, UNIX time in nanoseconds; 0 if the message has none */
    int64_t GetTimestamp() const
    {
        return m_timestamp;
    }

    /** \return whether the message must not be stored */
    bool IsEphemeral() const
    {
        return m_ephemeral;
    }

    /** \return pubsub topic on which the message was published */
    const std::string& GetPubsubTopic() const
    {
        return *m_pubsubTopic;
    }

    /** \return content topic */
    const std::string& GetContentTopic() const
    {
        return *m_contentTopic;
    }

    /** \return number of bytes of the user's payload */
    uint64_t GetPayloadSize() const
    {
        return m_payloadSize;
    }

    /** \return bytes of the WakuMessage */
    const VirtualBytes& GetData() const
    {
        return m_data;
    }

    /**
     * \param other another message
     * \return whether this message comes before the other in a store: by timestamp, then by hash
     *         (13/WAKU2-STORE, "Waku message sorting")
     */
    bool IsBefore(const WakuStoredMessage& other) const
    {
        return m_timestamp < other.m_timestamp ||
               (m_timestamp == other.m_timestamp && m_hash < other.m_hash);
    }

  private:
    struct Table;

    /** \param table the messages of the simulation */
    explicit WakuStoredMessage(const std::shared_ptr<Table>& table);

    /** \return the messages of the simulation */
    static const std::shared_ptr<Table>& GetTable();

    /**
     * Make a message, unless somebody has it.
     * \param pubsubTopic pubsub topic on which the message was published
     * \param data bytes of the WakuMessage
     * \param id id of the message in relay, if it may be the hash; empty if there is none
     * \return the message; null if the bytes are no WakuMessage
     */
    static Ptr<const WakuStoredMessage> Intern(const std::string& pubsubTopic,
                                               const VirtualBytes& data,
                                               const MessageId& id);

    /**
     * \param pubsubTopic a pubsub topic
     * \param data bytes of a WakuMessage
     * \return whether they are those of this message
     */
    bool Is(const std::string& pubsubTopic, const VirtualBytes& data) const
    {
        return *m_pubsubTopic == pubsubTopic && m_data == data;
    }

    std::shared_ptr<Table> m_table;    //!< the messages of the simulation; has the topics
    MessageId m_hash;                  //!< deterministic message hash
    MessageId m_relayId;               //!< id in relay, if that is not the hash; may be empty
    int64_t m_timestamp{0};            //!< timestamp
    const std::string* m_pubsubTopic;  //!< pubsub topic
    const std::string* m_contentTopic; //!< content topic
    VirtualBytes m_data;               //!< bytes of the WakuMessage
    uint64_t m_payloadSize{0};         //!< bytes of the payload
    bool m_ephemeral{false};           //!< whether it must not be stored
};

} // namespace ns3

#endif /* WAKU_STORED_MESSAGE_H */
