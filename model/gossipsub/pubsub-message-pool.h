/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_MESSAGE_POOL_H
#define WAKU_PUBSUB_MESSAGE_POOL_H

#include "pubsub-message.h"
#include "pubsub-rpc-cache.h"

#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <deque>
#include <functional>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The messages of a run, one immutable object for each message id.
 *
 * A publisher adds its message; the message is hashed then, and only then. A receiver finds the
 * message by the first bytes on the wire: the real bytes at the start of the data distinguish it
 * from all others, so the receiver neither reads nor hashes the virtual payload that follows. If no
 * message of the pool matches, the receiver reads and hashes the whole message and adds it. That is
 * the case for messages of other ranks of a distributed run and of hostile peers.
 *
 * For all nodes that share a pool, bytes with the id of a known message are that message, even if
 * they differ from it. Waku's deterministic message hash (14/WAKU2-MESSAGE) covers neither version
 * nor rate_limit_proof nor ephemeral. A copy in which an attacker has changed the proof is
 * therefore validated, delivered and relayed as the message that was added first. That is usually
 * the publisher's message; on another rank of a distributed run it is the copy that arrived there
 * first. Real nodes reject such copies, and take later copies with the right proof for duplicates.
 * This cannot be studied with a pool. Messages with different ids are distinguished by all their
 * bytes.
 *
 * All nodes of a simulation share one pool, unless WakuRelay::SetMessagePool gives them others. A
 * node that reads a message of a node with another pool adds it to its own pool. A message is
 * removed when no node holds it and it is older than the attribute Retention.
 */
class MessagePool : public Object
{
  public:
    /** Properties of a message that the application derives from its data. */
    struct Description
    {
        MessageId id;            //!< message id
        uint64_t payloadSize{0}; //!< bytes of user payload
        bool valid{true};        //!< whether the data could be decoded
    };

    /** A function that derives these properties from topic and data. */
    using DescribeFunction = std::function<Description(const std::string&, const VirtualBytes&)>;

    /** A function that computes the id of a message from topic and data. */
    using IdFunction = std::function<MessageId(const std::string&, const VirtualBytes&)>;

    /** Number of bytes of data by which a message is found. */
    static constexpr uint32_t KEY_SIZE = 64;

    /** \return the TypeId */
    static TypeId GetTypeId();

    MessagePool();
    ~MessagePool() override;

    /**
     * \param describe function that derives the properties of a message from its data. By default
     *         the
     *        id is the SHA-256 of topic and data.
     */
    void SetDescribeFunction(DescribeFunction describe);

    /**
     * \param compute function that computes ids, in place of the ids of the describing function;
     *        null for those. An empty id becomes the SHA-256 of topic and data. Messages with one
     *        id are one message.
     */
    void SetIdFunction(IdFunction compute);

    /**
     * Add a message, unless the pool has it.
     * \param topic the pubsub topic
     * \param data the data of the message
     * \param now current time
     * \return the object of the message
     */
    Ptr<const PubsubMessage> Add(const std::string& topic, const VirtualBytes& data, Time now);

    /**
     * As Add, for data that came as a whole over another protocol than relay. A message that the
     * pool has is found by its bytes and not hashed.
     * \param topic the pubsub topic
     * \param data the data of the message
     * \param now current time
     * \return the object of the message
     */
    Ptr<const PubsubMessage> FindOrAdd(const std::string& topic,
                                       const VirtualBytes& data,
                                       Time now);

    /**
     * Give a message that nobody has sent yet other bytes with the same id, such as with a proof.
     * Nothing happens if the pool does not have the message with the old bytes.
     * \param topic the pubsub topic
     * \param before the old data
     * \param after the new data
     * \param now current time
     */
    void Replace(const std::string& topic,
                 const VirtualBytes& before,
                 const VirtualBytes& after,
                 Time now);

    /**
     * \param id a message id
     * \return the message, or null
     */
    Ptr<const PubsubMessage> Find(const MessageId& id) const;

    /**
     * Find messages by the first bytes of their data, of whatever topic.
     * \param key the first min(KEY_SIZE, dataSize) bytes of the data
     * \param dataSize length of the data, in bytes
     * \return the messages whose data start with these bytes, usually one; null if there are none
     */
    const std::vector<Ptr<const PubsubMessage>>* FindCandidates(const uint8_t* key,
                                                                uint64_t dataSize) const;

    /** \return RPCs without full messages that nodes which share the pool have decoded */
    PubsubRpcCache& GetRpcs()
    {
        return m_rpcs;
    }

    /** \return the number of messages in the pool */
    std::size_t GetSize() const
    {
        return m_byId.size();
    }

    /**
     * Signature of the trace source Expire.
     * \param message the message
     */
    typedef void (*MessageTracedCallback)(Ptr<const PubsubMessage> message);

  protected:
    void DoDispose() override;

  private:
    /** When a message was added. */
    struct Entry
    {
        Time added;                       //!< time of the call of Add
        Ptr<const PubsubMessage> message; //!< the message
    };

    /**
     * \param topic the pubsub topic
     * \param data the data of a message
     * \return the message with just these bytes, or null
     */
    Ptr<const PubsubMessage> FindBytes(const std::string& topic, const VirtualBytes& data) const;

    /**
     * Remove some messages that are old and that no node holds.
     * \param now current time
     */
    void Expire(Time now);

    /**
     * Remove an old message, or add it to m_held if a node holds it.
     * \param message the message
     */
    void DropOrKeep(const Ptr<const PubsubMessage>& message);

    /**
     * Remove a message from the look-up tables.
     * \param message the message
     */
    void Remove(const PubsubMessage& message);

    DescribeFunction m_describe;                 //!< derives the properties of messages
    IdFunction m_computeId;                      //!< computes ids, or null
    Time m_retention;                            //!< attribute Retention
    std::deque<Entry> m_entries;                 //!< messages in the order in which they were added
    std::deque<Ptr<const PubsubMessage>> m_held; //!< old messages that nodes held when last checked
    std::unordered_map<MessageId, Ptr<const PubsubMessage>, MessageIdHash>
        m_byId; //!< for look-up only
    std::unordered_map<uint64_t, std::vector<Ptr<const PubsubMessage>>>
        m_byStart;         //!< by hash of length and start of data; for look-up only
    PubsubRpcCache m_rpcs; //!< decoded RPCs
    TracedCallback<Ptr<const PubsubMessage>> m_expireTrace; //!< Expire
};

} // namespace ns3

#endif /* WAKU_PUBSUB_MESSAGE_POOL_H */
