/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROPAGATION_METRICS_H
#define WAKU_PROPAGATION_METRICS_H

#include "latency-histogram.h"
#include "message-observer.h"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The propagation of messages to the subscribers of their topics: transmissions, duplicates,
 * deliveries, latencies and hops.
 *
 * When a message is published, all other nodes that are subscribed to its topic are expected to get
 * it. A node that gets it again counts once. A node that subscribes later does not count. If
 * several nodes publish the same message before they receive it, it is one message, and none of its
 * publishers is expected to get it.
 *
 * For each message and node one byte is stored, the number of hops, until all expected nodes have
 * the message.
 */
class PropagationMetrics : public MessageObserver
{
  public:
    /** \param nodes number of nodes */
    explicit PropagationMetrics(uint32_t nodes);

    /**
     * Set the number of warm-up messages. They are the first messages; their latencies are those of
     * a network that has just started. They count only in GetNPublished.
     * \param messages number of warm-up messages
     */
    void SetWarmup(uint32_t messages);

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
    void Delivered(Time now, uint32_t node, const ObservedMessage& message) override;
    void Expired(Time now, uint32_t node, const ObservedMessage& message) override;
    void Forgotten(Time now, const ObservedMessage& message) override;

    /**
     * Add the finished counts of another run or rank.
     * \param other metrics of the other run or rank
     */
    void Merge(const PropagationMetrics& other);

    /** \return number of messages published */
    uint64_t GetNPublished() const
    {
        return m_published;
    }

    /** \return number of messages published, without those of the warm-up */
    uint64_t GetNCounted() const
    {
        return m_counted;
    }

    /** \return number of deliveries if every message reaches all expected nodes */
    uint64_t GetNExpectedDeliveries() const
    {
        return m_expected;
    }

    /** \return number of deliveries */
    uint64_t GetNDelivered() const
    {
        return m_delivered;
    }

    /** A delivery that is expected and has not happened. */
    struct Missing
    {
        MessageKey key; //!< key of the message
        Time published; //!< when the message was published
        uint32_t node;  //!< index of the node that does not have it
    };

    /**
     * \return the first deliveries that are expected and have not happened, at most MOST_MISSING:
     *         those of messages that no node holds any longer, then those of later messages
     */
    std::vector<Missing> GetMissing() const;

    /** \return share of the expected deliveries that have happened; 1 if none is expected */
    double GetDeliveryRatio() const;

    /** \return number of full messages sent from a node to a neighbour */
    uint64_t GetNTransmissions() const
    {
        return m_transmissions;
    }

    /** \return number of copies received beyond the first */
    uint64_t GetNDuplicates() const
    {
        return m_duplicates;
    }

    /** \return times from publish to delivery, for all pairs of a message and a receiver */
    const LatencyHistogram& GetLatency() const
    {
        return m_latency;
    }

    /** \return number of first copies by hops; element 0 is 0 hops */
    const std::vector<uint64_t>& GetHops() const
    {
        return m_hops;
    }

    /** \return mean number of hops of first copies; 0 if there is none */
    double GetMeanHops() const;

    /** \return for each message, the time from publish until half of the receivers have it */
    const LatencyHistogram& GetTimeToHalf() const
    {
        return m_toHalf;
    }

    /** \return for each message, the time from publish until 95 % of the receivers have it */
    const LatencyHistogram& GetTimeTo95() const
    {
        return m_to95;
    }

    /** \return for each message, the time from publish until all receivers have it */
    const LatencyHistogram& GetTimeToAll() const
    {
        return m_toAll;
    }

    /** \return number of messages for which a state is kept */
    std::size_t GetNTracked() const
    {
        return m_messages.size();
    }

  private:
    /** A message that some expected nodes do not have, or that has not expired. */
    struct Message
    {
        Time published;            //!< time of the publish
        Time latency;              //!< of the latest delivery
        uint32_t receivers{0};     //!< number of expected deliveries
        uint32_t delivered{0};     //!< number of deliveries so far
        uint8_t reached{0};        //!< how many of the shares half, 95 % and all have been reached
        bool isWarmup{false};      //!< whether the message belongs to the warm-up
        bool isExpired{false};     //!< whether no node forwards the message any longer
        std::vector<uint8_t> hops; //!< hops to each node; NO_HOPS if unknown
        std::vector<bool> missing; //!< by node: whether it still has to get the message
        std::vector<uint32_t> publishers; //!< nodes that have published the message
    };

    /** Deliveries that GetMissing lists. */
    static constexpr std::size_t MOST_MISSING = 5;

    static constexpr uint8_t NO_HOPS = 255; //!< stands for an unknown number of hops

    /**
     * \param message a message
     * \return state of the message, or null if the message does not count
     */
    Message* Find(const ObservedMessage& message);

    /**
     * Add the deliveries of a message that have not happened.
     * \param [in,out] missing a list, to which no more than MOST_MISSING are added
     * \param key key of the message
     * \param message the message
     */
    static void AddMissing(std::vector<Missing>& missing,
                           const MessageKey& key,
                           const Message& message);

    /**
     * \param node index of a node
     * \param topic a topic
     * \return whether the node is subscribed to the topic
     */
    bool IsSubscribed(uint32_t node, const std::string& topic) const;

    /**
     * Handle that another node publishes a message.
     * \param [in,out] message state of the message
     * \param node index of the publishing node
     * \param topic topic of the message
     * \return whether it is the same message, not a new one
     */
    bool PublishToo(Message& message, uint32_t node, const std::string& topic);

    /**
     * Note that a node has a message, or is no longer expected to get it.
     * \param [in,out] message state of the message
     * \param node index of the node
     * \return whether the node was expected to get the message and did not have it
     */
    static bool TakeMissing(Message& message, uint32_t node);

    /**
     * Record the times to reach half, 95 % and all of the receivers, if they have been reached.
     * \param [in,out] message state of the message
     */
    void CountReached(Message& message);

    /**
     * Remove the state of a message if it is no longer needed.
     * \param key key of the message
     */
    void ForgetIfDone(const MessageKey& key);

    uint32_t m_nodes;                                           //!< number of nodes
    uint32_t m_warmup{0};                                       //!< number of warm-up messages
    uint64_t m_published{0};                                    //!< messages published
    uint64_t m_counted{0};                                      //!< messages after the warm-up
    uint64_t m_expected{0};                                     //!< expected deliveries
    uint64_t m_delivered{0};                                    //!< deliveries
    uint64_t m_transmissions{0};                                //!< full messages sent
    uint64_t m_duplicates{0};                                   //!< further copies received
    LatencyHistogram m_latency;                                 //!< publish to delivery
    LatencyHistogram m_toHalf;                                  //!< publish to half of the nodes
    LatencyHistogram m_to95;                                    //!< publish to 95 %
    LatencyHistogram m_toAll;                                   //!< publish to all
    std::vector<uint64_t> m_hops;                               //!< first copies by hops
    std::map<std::string, std::vector<uint32_t>> m_subscribers; //!< by topic, in order
    std::unordered_map<MessageKey, Message, MessageKeyHash> m_messages; //!< in no order
    std::vector<Missing> m_missing; //!< deliveries of messages that no node holds any longer
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_METRICS_H */
