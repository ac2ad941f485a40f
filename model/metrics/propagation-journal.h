/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROPAGATION_JOURNAL_H
#define WAKU_PROPAGATION_JOURNAL_H

#include "message-observer.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The message events of one rank of a distributed simulation, to be joined with those of
 * other ranks. A single rank does not know when another rank has published a message, and over how
 * many hops the message has come.
 *
 * For each message it needs 24 bytes for each receipt and each delivery. It also counts how often
 * the message was sent and received again, without time and node.
 */
class PropagationJournal : public MessageObserver
{
  public:
    void SetSubscribed(Time now,
                       uint32_t node,
                       const std::string& topic,
                       bool isSubscribed) override;
    void SetInterested(Time now,
                       uint32_t node,
                       const std::string& topic,
                       bool isInterested) override;
    void Published(Time now,
                   uint32_t node,
                   const ObservedMessage& message,
                   const std::string& topic) override;
    void Renamed(Time now,
                 uint32_t node,
                 const MessageKey& before,
                 const MessageKey& after) override;
    void Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& message) override;
    void ReceivedFirst(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& message) override;
    void ReceivedAgain(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& message) override;
    void Delivered(Time now, uint32_t node, const ObservedMessage& message) override;

    /** \return all entries as bytes, for Add on another rank on the same kind of machine */
    std::string Serialize() const;

    /**
     * Add the entries of another rank.
     * \param bytes result of Serialize on the other rank; what follows it is not read
     */
    void Add(const std::string& bytes);

    /**
     * Pass all events to an observer in the order of time. The events Sent and ReceivedAgain come
     * last, without nodes. Messages have no sizes.
     * \param observer the observer
     */
    void Replay(MessageObserver& observer);

  private:
    /** Kinds of entries, in their order at the same time and node. */
    enum Kind : uint32_t
    {
        SUBSCRIPTION,
        INTEREST,
        PUBLISH,
        RENAME,
        FIRST_RECEIVE,
        DELIVER,
    };

    /** An entry. */
    struct Record
    {
        int64_t time;     //!< time, ns
        uint32_t kind;    //!< a Kind
        uint32_t node;    //!< index of the node
        uint32_t from;    //!< of whom, if received; if renamed, index of the message as it was; if
                          //!< published, subscribed or interested, index of the topic
        uint32_t message; //!< index in m_messages; of SUBSCRIPTION and INTEREST: whether it is so
    };

    /** A message. */
    struct Message
    {
        MessageKey key{};       //!< what tells it apart
        uint64_t sent{0};       //!< how often the message was sent
        uint64_t duplicates{0}; //!< how often the message was received again
    };

    /**
     * \param key key of a message
     * \return index of the message in m_messages
     */
    uint32_t IndexOf(const MessageKey& key);

    /**
     * \param topic a topic
     * \return index of the topic in m_topics
     */
    uint32_t IndexOf(const std::string& topic);

    std::vector<Record> m_records;                  //!< entries
    std::vector<Message> m_messages;                //!< messages of the entries
    std::map<MessageKey, uint32_t> m_indices;       //!< indices of messages by key
    uint32_t m_last{0};                             //!< index that was last looked up
    std::vector<std::string> m_topics;              //!< topics of messages and subscriptions
    std::map<std::string, uint32_t> m_topicIndices; //!< indices of topics by name
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_JOURNAL_H */
