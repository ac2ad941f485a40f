/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_NODE_METRICS_H
#define WAKU_LIGHT_NODE_METRICS_H

#include "latency-histogram.h"
#include "message-observer.h"

#include "ns3/application-container.h"
#include "ns3/pubsub-message.h"
#include "ns3/waku-filter-subscriptions.h"

#include <memory>
#include <ostream>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Measures what light nodes get, from the trace sources of relays and light nodes only.
 *
 * When a relay or a light node publishes a message, all other light nodes that are online then and
 * want its content topic, or its whole pubsub topic, are expected to get it, by filter or from a
 * store. What a light node gets beside that counts as unexpected: a message of before it came
 * online, or one that it published itself.
 */
class LightNodeMetrics
{
  public:
    /**
     * \param relays relays that publish: WakuRelay applications
     * \param lights the light nodes: WakuLightNode applications; any other stops the program
     */
    LightNodeMetrics(const ApplicationContainer& relays, const ApplicationContainer& lights);
    ~LightNodeMetrics();

    LightNodeMetrics(const LightNodeMetrics&) = delete;
    LightNodeMetrics& operator=(const LightNodeMetrics&) = delete;

    /** \return number of messages published */
    uint64_t GetNPublished() const
    {
        return m_published;
    }

    /** \return number of deliveries if every expected light node gets every message */
    uint64_t GetNExpected() const
    {
        return m_expected;
    }

    /** \return number of expected deliveries that have happened */
    uint64_t GetNDelivered() const
    {
        return m_delivered;
    }

    /** \return number of deliveries, expected or not, of messages that came from a store */
    uint64_t GetNFromStores() const
    {
        return m_fromStores;
    }

    /** \return number of deliveries that were not expected */
    uint64_t GetNUnexpected() const
    {
        return m_unexpected;
    }

    /** \return number of messages that light nodes published and no service node relayed */
    uint64_t GetNNotRelayed() const
    {
        return m_notRelayed;
    }

    /** \return times from publish to delivery, of expected deliveries */
    const LatencyHistogram& GetLatency() const
    {
        return m_latency;
    }

    /**
     * Write a summary for people.
     * \param os where to
     */
    void WriteText(std::ostream& os) const;

  private:
    class Light;

    /** Light nodes that still have to get a message. */
    struct Message
    {
        Time published;                //!< time of the publish
        std::vector<uint32_t> missing; //!< indices of light nodes, in their order
    };

    /**
     * Handle that a relay publishes.
     * \param message the message
     */
    void PublishedByRelay(Ptr<const PubsubMessage> message);
    /**
     * Handle that a service node proves a message.
     * \param before the message as it came
     * \param after the message that is relayed
     */
    void Proved(Ptr<const PubsubMessage> before, Ptr<const PubsubMessage> after);
    /**
     * Note a message.
     * \param message the message
     * \param publisher index of the publishing light node, or MessageObserver::UNKNOWN
     */
    void Published(const PubsubMessage& message, uint32_t publisher);
    /**
     * Note a delivery.
     * \param message the message
     * \param light index of the light node
     */
    void Delivered(const PubsubMessage& message, uint32_t light);

    std::vector<std::unique_ptr<Light>> m_lights; //!< the light nodes
    WakuFilterSubscriptions m_wanted;             //!< what light nodes that are online want
    std::unordered_map<MessageKey, Message, MessageKeyHash> m_messages; //!< for look-up only
    uint64_t m_published{0};                                            //!< messages published
    uint64_t m_expected{0};                                             //!< expected deliveries
    uint64_t m_delivered{0};                                            //!< of these, deliveries
    uint64_t m_fromStores{0};                                           //!< messages from stores
    uint64_t m_unexpected{0};                                           //!< other deliveries
    uint64_t m_notRelayed{0};   //!< messages that were given up
    LatencyHistogram m_latency; //!< of expected deliveries
};

} // namespace ns3

#endif /* WAKU_LIGHT_NODE_METRICS_H */
