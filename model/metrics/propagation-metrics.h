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
 * \brief How messages spread to those who are subscribed to their topics: transmissions,
 * duplicates, deliveries, latencies and hops.
 *
 * All other nodes that are subscribed to the topic of a message when it is published are expected
 * to get it; a node that gets it again counts once, and one that subscribes later does not count.
 * Nodes that publish the same message before they get it publish one message, which none of them is
 * expected to get.
 *
 * What is kept for each (message, node), the hops, is one byte, and only until everyone has the
 * message.
 */
class PropagationMetrics : public MessageObserver
{
  public:
    /** \param nodes how many nodes there are */
    explicit PropagationMetrics(uint32_t nodes);

    /**
     * \param messages the first so many messages count in nothing but GetNPublished (their
     * latencies are those of a cold network)
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

    /** \param other another run's, or another rank's; its finished counts are added */
    void Merge(const PropagationMetrics& other);

    /** \return messages published */
    uint64_t GetNPublished() const
    {
        return m_published;
    }

    /** \return messages published after those of the warm-up */
    uint64_t GetNCounted() const
    {
        return m_counted;
    }

    /** \return deliveries if everyone who is to get a message does */
    uint64_t GetNExpectedDeliveries() const
    {
        return m_expected;
    }

    /** \return deliveries */
    uint64_t GetNDelivered() const
    {
        return m_delivered;
    }

    /** \return deliveries as a share of the expected ones; 1 if none is expected */
    double GetDeliveryRatio() const;

    /** \return full messages sent from a node to a neighbour */
    uint64_t GetNTransmissions() const
    {
        return m_transmissions;
    }

    /** \return copies received beyond the first */
    uint64_t GetNDuplicates() const
    {
        return m_duplicates;
    }

    /** \return from publish to delivery, over all (message, receiver) pairs */
    const LatencyHistogram& GetLatency() const
    {
        return m_latency;
    }

    /** \return count of first copies by hops, from 1 (index 0 is 0 hops) */
    const std::vector<uint64_t>& GetHops() const
    {
        return m_hops;
    }

    /** \return mean hops of a first copy; 0 if there is none */
    double GetMeanHops() const;

    /** \return from publish until half of the receivers have a message, one for each message */
    const LatencyHistogram& GetTimeToHalf() const
    {
        return m_toHalf;
    }

    /** \return the same for 95 % of the receivers */
    const LatencyHistogram& GetTimeTo95() const
    {
        return m_to95;
    }

    /** \return the same for all receivers */
    const LatencyHistogram& GetTimeToAll() const
    {
        return m_toAll;
    }

    /** \return messages of which something is still remembered */
    std::size_t GetNTracked() const
    {
        return m_messages.size();
    }

  private:
    /** A message that not everyone has got, or that has not expired. */
    struct Message
    {
        Time published;            //!< when
        Time latency;              //!< of the latest delivery
        uint32_t receivers{0};     //!< deliveries that are expected
        uint32_t delivered{0};     //!< deliveries so far
        uint8_t reached{0};        //!< how many of half, 95 % and all of the receivers have it
        bool isWarmup{false};      //!< counts in nothing
        bool isExpired{false};     //!< whether nobody forwards it any more
        std::vector<uint8_t> hops; //!< hops to each node; NO_HOPS if unknown
        std::vector<bool> missing; //!< by node, whether it is to get it and has not
        std::vector<uint32_t> publishers; //!< who has published it
    };

    static constexpr uint8_t NO_HOPS = 255; //!< not there yet

    /** \param message what \return it, or null if it counts in nothing */
    Message* Find(const ObservedMessage& message);

    /** \param node a node \param topic a topic \return whether it is subscribed to it */
    bool IsSubscribed(uint32_t node, const std::string& topic) const;

    /** \param message that a further node publishes \param node who \param topic its topic
     * \return whether that is no new message */
    bool PublishToo(Message& message, uint32_t node, const std::string& topic);

    /** \param message of which one more is delivered, or one fewer is expected \param node by whom
     * or of whom \return whether the node was to get it and had not */
    static bool TakeMissing(Message& message, uint32_t node);

    /** \param message that more of its receivers have, or the same of fewer */
    void CountReached(Message& message);

    /** \param key of a message whose fate may be settled */
    void ForgetIfDone(const MessageKey& key);

    uint32_t m_nodes;                                           //!< number of nodes
    uint32_t m_warmup{0};                                       //!< messages that do not count
    uint64_t m_published{0};                                    //!< messages
    uint64_t m_counted{0};                                      //!< messages after the warm-up
    uint64_t m_expected{0};                                     //!< deliveries
    uint64_t m_delivered{0};                                    //!< deliveries
    uint64_t m_transmissions{0};                                //!< full messages sent
    uint64_t m_duplicates{0};                                   //!< further copies received
    LatencyHistogram m_latency;                                 //!< publish to delivery
    LatencyHistogram m_toHalf;                                  //!< publish to half of the nodes
    LatencyHistogram m_to95;                                    //!< publish to 95 %
    LatencyHistogram m_toAll;                                   //!< publish to all
    std::vector<uint64_t> m_hops;                               //!< first copies by hops
    std::map<std::string, std::vector<uint32_t>> m_subscribers; //!< by topic, in order
    std::unordered_map<MessageKey, Message, MessageKeyHash> m_messages; //!< never iterated
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_METRICS_H */
