/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROPAGATION_METRICS_H
#define WAKU_PROPAGATION_METRICS_H

#include "latency-histogram.h"

#include "ns3/nstime.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How messages spread over nodes: transmissions, duplicates, deliveries, latencies and hops.
 *
 * Knows no protocol: a message is a key, a node an index. What is kept for each (message, node),
 * the hops, is one byte, and only until everyone has the message.
 */
class PropagationMetrics
{
  public:
    /** What tells messages apart: a hash, such as a message id, whose bytes are uniform. */
    using Key = std::array<uint8_t, 32>;

    /** Hash of a key for unordered containers. */
    struct KeyHash
    {
        /** \param key a key \return its first bytes */
        std::size_t operator()(const Key& key) const
        {
            std::size_t value;
            std::memcpy(&value, key.data(), sizeof(value));
            return value;
        }
    };

    /** \param nodes how many nodes there are */
    explicit PropagationMetrics(uint32_t nodes);

    /**
     * \param messages the first so many messages count in nothing but GetNPublished (their
     * latencies are those of a cold network)
     */
    void SetWarmup(uint32_t messages);

    /** \param now the present \param node who publishes \param key what all others are to get */
    void Publish(Time now, uint32_t node, const Key& key)
    {
        Publish(now, node, key, m_nodes - 1);
    }

    /**
     * \param now the present
     * \param node who publishes
     * \param key what
     * \param receivers how many are to get it
     */
    void Publish(Time now, uint32_t node, const Key& key, uint32_t receivers);

    /**
     * A further node publishes a message that it has not got.
     * \param node who publishes
     * \param key what
     * \param isReceiver whether it was to get it, which it no longer is
     */
    void PublishToo(uint32_t node, const Key& key, bool isReceiver);

    /** \param key a full message that goes from one node to a neighbour */
    void Send(const Key& key);

    /** \param node who gets its first copy \param from who sent it \param key what */
    void FirstReceive(uint32_t node, uint32_t from, const Key& key);

    /** \param key what somebody gets again */
    void Duplicate(const Key& key);

    /** \param now the present \param node who delivers \param key what */
    void Deliver(Time now, uint32_t node, const Key& key);

    /** \param key what nobody will get any more; what has happened to it still counts */
    void Forget(const Key& key);

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

  private:
    /** A message on its way. */
    struct Message
    {
        Time published;            //!< when
        Time latency;              //!< of the latest delivery
        uint32_t receivers{0};     //!< deliveries that are expected
        uint32_t delivered{0};     //!< deliveries so far
        uint8_t reached{0};        //!< how many of half, 95 % and all of the receivers have it
        bool warmup{false};        //!< counts in nothing
        std::vector<uint8_t> hops; //!< hops to each node; NO_HOPS if unknown
    };

    static constexpr uint8_t NO_HOPS = 255; //!< not there yet

    /** \param key a message \return it, or null if unknown or in warm-up */
    Message* Find(const Key& key);

    /** \param message that more of its receivers have, or the same of fewer */
    void CountReached(Message& message);

    uint32_t m_nodes;                                     //!< number of nodes
    uint32_t m_warmup{0};                                 //!< messages that do not count
    uint64_t m_published{0};                              //!< messages
    uint64_t m_counted{0};                                //!< messages after the warm-up
    uint64_t m_expected{0};                               //!< deliveries
    uint64_t m_delivered{0};                              //!< deliveries
    uint64_t m_transmissions{0};                          //!< full messages sent
    uint64_t m_duplicates{0};                             //!< further copies received
    LatencyHistogram m_latency;                           //!< publish to delivery
    LatencyHistogram m_toHalf;                            //!< publish to half of the nodes
    LatencyHistogram m_to95;                              //!< publish to 95 %
    LatencyHistogram m_toAll;                             //!< publish to all
    std::vector<uint64_t> m_hops;                         //!< first copies by hops
    std::unordered_map<Key, Message, KeyHash> m_messages; //!< look-up only; never iterated
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_METRICS_H */
