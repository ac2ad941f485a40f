/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROPAGATION_JOURNAL_H
#define WAKU_PROPAGATION_JOURNAL_H

#include "ns3/nstime.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

class TopicPropagation;

/**
 * \ingroup waku
 * \brief What one rank of a distributed simulation saw of the messages, to be joined with what the
 * others saw: when a message was published, and by how many hops it came, only the run as a whole
 * knows.
 *
 * Of each message it keeps 24 bytes for each receipt and each delivery.
 */
class PropagationJournal
{
  public:
    /** A hash, which tells messages apart on every rank. */
    using Id = std::array<uint8_t, 32>;

    /**
     * \param now the present
     * \param node whose subscription changes
     * \param topic of messages
     * \param isSubscribed whether it gets them from now on
     */
    void SetSubscribed(Time now, uint32_t node, const std::string& topic, bool isSubscribed);

    /**
     * \param now the present
     * \param node who publishes
     * \param id what
     * \param topic those who are subscribed to it are to get it
     */
    void Publish(Time now, uint32_t node, const Id& id, const std::string& topic);

    /** \param now the present \param node who gets its first copy \param from of whom \param id
     * what
     */
    void FirstReceive(Time now, uint32_t node, uint32_t from, const Id& id);

    /** \param now the present \param node who delivers \param id what */
    void Deliver(Time now, uint32_t node, const Id& id);

    /** \param id a full message that goes from one node to a neighbour */
    void Send(const Id& id);

    /** \param id what somebody gets again */
    void Duplicate(const Id& id);

    /** \return all of it, for Add on another rank of the same kind of machine */
    std::string Serialize() const;

    /** \param bytes what Serialize returned on another rank; its entries are added */
    void Add(const std::string& bytes);

    /** \param propagation is told everything in the order of time */
    void Replay(TopicPropagation& propagation) const;

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
        Id id{};                //!< its id
        uint64_t sent{0};       //!< how often
        uint64_t duplicates{0}; //!< further copies received
    };

    /** \param id a message \return its index in m_messages */
    uint32_t IndexOf(const Id& id);

    /** \param topic a topic \return its index in m_topics */
    uint32_t IndexOf(const std::string& topic);

    std::vector<Record> m_records;                  //!< what happened
    std::vector<Message> m_messages;                //!< to what
    std::map<Id, uint32_t> m_indices;               //!< of messages
    uint32_t m_last{0};                             //!< index that was asked for last
    std::vector<std::string> m_topics;              //!< of messages and subscriptions
    std::map<std::string, uint32_t> m_topicIndices; //!< of topics
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_JOURNAL_H */
