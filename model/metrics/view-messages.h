/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_MESSAGES_H
#define WAKU_VIEW_MESSAGES_H

#include "message-observer.h"
#include "view-sample.h"
#include "view-topics.h"

#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Records how messages spread, for a ViewRecorder: each transfer to a recorded node, when it
 * was sent and when it arrived, and each delivery at a recorded node.
 *
 * Memory is bounded. When there are more messages or transfers than the limits, every second, then
 * every fourth message and so on is kept. A transfer takes 20 bytes, and while it is under way some
 * 50 more; a delivery takes 8 bytes.
 */
class ViewMessages : public MessageObserver
{
  public:
    /** What is kept at most. */
    struct Limits
    {
        uint32_t messages{500};      //!< messages
        uint64_t transfers{2000000}; //!< transfers and deliveries of all kept messages
    };

    /** Unit of all times relative to a publish, seconds. */
    static constexpr double TIME_UNIT = 1e-5;

    /**
     * \param sample the recorded nodes; must exist as long as this object
     * \param names the topics; must exist as long as this object
     * \param limits what is kept at most
     */
    ViewMessages(const ViewSample& sample, ViewTopics& names, const Limits& limits);

    void SetSubscribed(Time now,
                       uint32_t node,
                       const std::string& topic,
                       bool isSubscribed) override;
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
    void ReceivedAside(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& message) override;
    void Delivered(Time now, uint32_t node, const ObservedMessage& message) override;

    /** A full message that went from one recorded node to another. */
    struct Passage
    {
        uint32_t message; //!< number of the message
        uint32_t from;    //!< position of the sender
        uint32_t to;      //!< position of the receiver
        double sent;      //!< when it was sent, seconds
        double arrived;   //!< when it arrived, seconds
        bool isFirst;     //!< whether the receiver did not have the message
    };

    /** \return what has arrived, in the order of sending */
    std::vector<Passage> GetPassages() const;

    /** \return number of messages that were published */
    uint32_t GetNPublished() const
    {
        return m_published;
    }

    /** \return number of messages that are kept */
    uint32_t GetNKept() const
    {
        return static_cast<uint32_t>(m_messages.size());
    }

    /** \return number of transfers and deliveries that are kept */
    uint64_t GetNRecords() const
    {
        return m_records;
    }

    /** \return whether a message has more transfers than were recorded */
    bool IsTruncated() const
    {
        return m_isTruncated;
    }

    /**
     * Write the members audiences and messages of a JSON object.
     * \param out stream to which they are written
     */
    void Write(std::ostream& out) const;

  private:
    /** How a transfer ended; the letter is that of the JSON. */
    enum Kind : char
    {
        FIRST = 'f',     //!< the receiver did not have the message
        DUPLICATE = 'd', //!< it had the message
        ASIDE = 'a',     //!< it is not part of propagation, such as an answer of a store
        ON_ITS_WAY = 'x' //!< it has not arrived
    };

    /** A message that a node sends to another one. */
    struct Transfer
    {
        uint32_t from;         //!< position of the sender, or ViewSample::NONE
        uint32_t to;           //!< position of the receiver
        uint32_t sent;         //!< when it was sent after the publish, units
        uint32_t took{0};      //!< how long it took, units
        Kind kind{ON_ITS_WAY}; //!< how it ended
    };

    /** A delivery. */
    struct Delivery
    {
        uint32_t node;  //!< position of the node
        uint32_t after; //!< time since the publish, units
    };

    /** A kept message. */
    struct Message
    {
        MessageKey key;                   //!< key as it was published
        uint32_t number{0};               //!< how many were published before
        uint32_t topic{0};                //!< index of the topic
        uint32_t publisher{0};            //!< index of the node
        Time published;                   //!< when it was published
        uint64_t payload{0};              //!< bytes of the payload
        uint64_t size{0};                 //!< bytes on the wire
        uint32_t audience{0};             //!< who is expected to get it
        uint32_t expected{0};             //!< number of these, without the publisher
        uint32_t delivered{0};            //!< deliveries at them, each counted once
        uint64_t sent{0};                 //!< transfers, recorded or not
        uint64_t duplicates{0};           //!< of these, further copies that arrived
        std::vector<Transfer> transfers;  //!< recorded transfers, as they were sent
        std::vector<Delivery> deliveries; //!< recorded deliveries, in the order of time
        std::vector<bool> missing;        //!< expected nodes without a delivery, by index
        uint32_t nMissing{0};             //!< how many of them there are
        /** Transfers under way, by sender and receiver; for look-up only. */
        std::unordered_map<uint64_t, uint32_t> underWay;
    };

    /** Who is subscribed to a topic. */
    struct Topic
    {
        std::set<uint32_t> subscribers;   //!< indices of nodes
        std::optional<uint32_t> audience; //!< the same as audience, if it has not changed since
    };

    /** Recorded nodes, by position: first, how many, first, how many and so on. */
    using Audience = std::vector<uint32_t>;

    /**
     * \param key key of a message
     * \return the message; null if it is not kept
     */
    Message* Find(const MessageKey& key);
    /**
     * \param message a message
     * \param node a node, which is no longer expected to get it
     * \return whether the node was expected to get it and had not yet
     */
    static bool TakeMissing(Message& message, uint32_t node);
    /**
     * \param topic a topic
     * \return index of its audience
     */
    uint32_t GetAudience(Topic& topic);
    /**
     * \param now current time
     * \param message a message
     * \return time since its publish, units
     */
    static uint32_t GetAge(Time now, const Message& message);
    /** A transfer has ended. */
    void Received(Time now, uint32_t node, uint32_t from, const ObservedMessage& what, Kind kind);
    /**
     * Make room for a record.
     * \param message message of the record
     * \return whether there is room for it, and the message is kept
     */
    bool MakeRoom(const Message& message);
    /** Forget every second of the messages. */
    void Thin();

    const ViewSample& m_sample;             //!< recorded nodes
    ViewTopics& m_names;                    //!< names of topics
    Limits m_limits;                        //!< what is kept at most
    std::map<std::string, Topic> m_topics;  //!< topics by name
    std::vector<Audience> m_audiences;      //!< who is expected to get a message
    std::map<uint32_t, Message> m_messages; //!< kept messages by number
    /** Numbers of kept messages by key; for look-up only. */
    std::unordered_map<MessageKey, uint32_t, MessageKeyHash> m_numbers;
    uint32_t m_published{0};   //!< messages that were published
    uint32_t m_stride{1};      //!< every how many messages are kept
    uint64_t m_records{0};     //!< transfers and deliveries that are kept
    bool m_isTruncated{false}; //!< whether the only message has more records than are kept
};

} // namespace ns3

#endif /* WAKU_VIEW_MESSAGES_H */
