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
 * \brief What one rank of a distributed simulation saw of the messages, to be joined with what the
 * others saw: when a message was published, and by how many hops it came, only the run as a whole
 * knows.
 *
 * Of each message it keeps 24 bytes for each receipt and each delivery, and how often it was sent
 * and received again, without when and by whom.
 */
class PropagationJournal : public MessageObserver
{
  public:
    void SetSubscribed(Time now,
                       uint32_t node,
                       const std::string& topic,
                       bool isSubscribed) override;
    void Published(Time now,
                   uint32_t node,
                   const ObservedMessage& message,
                   const std::string& topic) override;
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

    /** \return all of it, for Add on another rank of the same kind of machine */
    std::string Serialize() const;

    /** \param bytes what Serialize returned on another rank; its entries are added */
    void Add(const std::string& bytes);

    /**
     * \param observer is told everything in the order of time, then what was sent and received
     * again, whose nodes are unknown; messages have no sizes
     */
    void Replay(MessageObserver& observer) const;

  private:
    /** What can happen at a node; in the order in which it happens at one moment. */
    enum Kind : uint32_t
    {
        SUBSCRIPTION,
        PUBLISH,
        FIRST_RECEIVE,
        DELIVER,
    };

    /** One entry. */
    struct Record
    {
        int64_t time;     //!< ns
        uint32_t kind;    //!< a Kind
        uint32_t node;    //!< where
        uint32_t from;    //!< of whom, if received; if published or subscribed, index of the topic
        uint32_t message; //!< index in m_messages; whether subscribed, if it is a subscription
    };

    /** A message. */
    struct Message
    {
        MessageKey key{};       //!< what tells it apart
        uint64_t sent{0};       //!< how often
        uint64_t duplicates{0}; //!< further copies received
    };

    /** \param key of a message \return its index in m_messages */
    uint32_t IndexOf(const MessageKey& key);

    /** \param topic a topic \return its index in m_topics */
    uint32_t IndexOf(const std::string& topic);

    std::vector<Record> m_records;                  //!< what happened
    std::vector<Message> m_messages;                //!< to what
    std::map<MessageKey, uint32_t> m_indices;       //!< of messages
    uint32_t m_last{0};                             //!< index that was asked for last
    std::vector<std::string> m_topics;              //!< of messages and subscriptions
    std::map<std::string, uint32_t> m_topicIndices; //!< of topics
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_JOURNAL_H */
