/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_MESSAGE_POOL_H
#define WAKU_PUBSUB_MESSAGE_POOL_H

#include "pubsub-message.h"

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
 * A publisher adds its message, which hashes it once. A receiver looks it up by the bytes that it
 * sees on the wire: the real bytes at the start of the data tell it apart from all others, so the
 * virtual payload behind them is neither read nor hashed again. Bytes that match no message
 * (another rank's of a distributed run, or a hostile peer's) are read in full and added, which
 * hashes them.
 *
 * Bytes that have the id of a known message count as that message, also where they differ from it,
 * for all nodes that share the pool. Waku's deterministic message hash (14/WAKU2-MESSAGE) covers
 * neither version nor rate_limit_proof nor ephemeral. So a copy in which an attacker has changed
 * the proof is judged, delivered and relayed as what the pool got first: as a rule the publisher's
 * own, but on another rank of a distributed run whatever came there first. What real nodes do with
 * such copies (they reject them, and take later ones with the right proof for duplicates) can't be
 * studied with a pool. Messages with ids of their own are told apart by all their bytes.
 *
 * The nodes of a simulation share a pool unless they are given others (WakuRelay::SetMessagePool);
 * one that reads a message of a node with another pool adds it to its own. A message is dropped
 * once nobody else holds it and it is older than the attribute Retention.
 */
class MessagePool : public Object
{
  public:
    /** What the application reads in the data of a message. */
    struct Description
    {
        MessageId id;            //!< message id
        uint64_t payloadSize{0}; //!< bytes of user payload
        bool valid{true};        //!< whether data could be read
    };

    /** Reads the data of a message: (topic, data). */
    using DescribeFunction = std::function<Description(const std::string&, const VirtualBytes&)>;

    /** How many bytes of data the look-up of a candidate takes. */
    static constexpr uint32_t KEY_SIZE = 64;

    /** \return the TypeId */
    static TypeId GetTypeId();

    MessagePool();
    ~MessagePool() override;

    /** \param describe how ids and payload sizes are found; by default SHA-256 of topic and data */
    void SetDescribeFunction(DescribeFunction describe);

    /**
     * \param topic the pubsub topic
     * \param data what is published
     * \param now the present
     * \return the one object of that message
     */
    Ptr<const PubsubMessage> Add(const std::string& topic, const VirtualBytes& data, Time now);

    /**
     * \param id a message id
     * \return the message, or null
     */
    Ptr<const PubsubMessage> Find(const MessageId& id) const;

    /**
     * Find messages by what stands first on the wire.
     * \param topic the pubsub topic
     * \param topicSize its length, bytes
     * \param key the first min(KEY_SIZE, dataSize) bytes of the data
     * \param dataSize length of the data, bytes
     * \return the messages that start so, usually one; null if there are none
     */
    const std::vector<Ptr<const PubsubMessage>>* FindCandidates(const uint8_t* topic,
                                                                std::size_t topicSize,
                                                                const uint8_t* key,
                                                                uint64_t dataSize) const;

    /** \return the number of messages that are kept */
    std::size_t GetSize() const
    {
        return m_byId.size();
    }

    /**
     * Signature of the trace source of a message.
     * \param message the message
     */
    typedef void (*MessageTracedCallback)(Ptr<const PubsubMessage> message);

  protected:
    void DoDispose() override;

  private:
    /** When a message was added. */
    struct Entry
    {
        Time added;                       //!< when
        Ptr<const PubsubMessage> message; //!< what
    };

    /** \param now drop what is old and unused by then */
    void Expire(Time now);

    /** \param message to drop; kept, to be looked at again, if somebody else holds it */
    void DropOrKeep(const Ptr<const PubsubMessage>& message);

    /** \param message what to drop */
    void Remove(const PubsubMessage& message);

    DescribeFunction m_describe;                 //!< reads data
    Time m_retention;                            //!< attribute Retention
    std::deque<Entry> m_entries;                 //!< in the order of adding
    std::deque<Ptr<const PubsubMessage>> m_held; //!< old ones that somebody held at the last look
    std::unordered_map<MessageId, Ptr<const PubsubMessage>, MessageIdHash>
        m_byId; //!< never iterated
    std::unordered_map<uint64_t, std::vector<Ptr<const PubsubMessage>>>
        m_byStart; //!< by hash of topic, length and start of data; never iterated
    TracedCallback<Ptr<const PubsubMessage>> m_expireTrace; //!< Expire
};

} // namespace ns3

#endif /* WAKU_PUBSUB_MESSAGE_POOL_H */
