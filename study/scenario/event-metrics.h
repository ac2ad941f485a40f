/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_EVENT_METRICS_H
#define WAKU_EVENT_METRICS_H

#include "ns3/application-container.h"
#include "ns3/average.h"
#include "ns3/message-observer.h"
#include "ns3/net-device-container.h"
#include "ns3/nstime.h"
#include "ns3/peer-info.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a run with events shows beside the metrics of every run: who was there, what those
 * got who stayed, what it costs a node to join, and when all messages arrived again after an event
 * had ended.
 *
 * In a distributed run a rank does not see what others do, and there are no such metrics.
 */
class EventMetrics : public MessageObserver
{
  public:
    /** Who leaves sooner after a message was published is not to blame for missing it. */
    static const Time STAY;

    /** The first so long of a session count as joining. */
    static const Time JOINING;

    /**
     * \param applications the nodes; those that are no P2pNode are always there
     * \param devices device of each
     * \param start when traffic begins
     * \param end when traffic ends
     */
    EventMetrics(const ApplicationContainer& applications,
                 const NetDeviceContainer& devices,
                 Time start,
                 Time end);
    ~EventMetrics() override;

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
    void Delivered(Time now, uint32_t node, const ObservedMessage& message) override;
    void Expired(Time now, uint32_t node, const ObservedMessage& message) override;
    void Forgotten(Time now, const ObservedMessage& message) override;

    /** An event that ends. */
    struct Span
    {
        std::string name; //!< name of the event
        Time begin;       //!< when it begins
        Time end;         //!< when it ends
    };

    /**
     * Add the metrics.
     * \param spans events that end before traffic does
     * \param [in,out] metrics values by name
     */
    void AddTo(const std::vector<Span>& spans, std::map<std::string, double>& metrics);

  private:
    /** A node that is expected to get a message, and when it left; FOREVER or DELIVERED if not. */
    using Expected = std::pair<uint32_t, Time>;

    /** A message. */
    struct Message
    {
        Time published;              //!< when it was published
        uint32_t onTime{0};          //!< nodes that are expected to get it and have got it
        uint32_t missed{0};          //!< nodes that stayed and will never get it
        bool isExpired{false};       //!< whether nodes no longer accept it
        std::vector<Expected> nodes; //!< by index; empty when all is known
    };

    class Visitor;

    /**
     * A node has come or gone.
     * \param node its index
     * \param isOnline whether it has come
     */
    void Changed(uint32_t node, bool isOnline);

    /** \return IP bytes that all hosts have sent and received */
    double ReadBytes() const;

    /** Add the time since the last change to the time that nodes were online. */
    void CountPresence();

    /**
     * \param message a message
     * \param node index of a node
     * \return what is known of the node; null if it is not expected to get the message
     */
    static Expected* FindExpected(Message& message, uint32_t node);

    /**
     * \param message a message
     * \return number of nodes that stayed, and did not get it
     */
    static uint32_t CountMissed(const Message& message);

    std::vector<std::unique_ptr<Visitor>> m_visitors; //!< the nodes
    Time m_start;                                     //!< when traffic begins
    Time m_end;                                       //!< when traffic ends
    Time m_counted;                                   //!< up to when presence is counted
    uint32_t m_online{0};                             //!< nodes that are online
    double m_onlineSeconds{0};                        //!< seconds of all nodes online
    uint64_t m_departures{0};                         //!< how often nodes went during traffic
    uint64_t m_returns{0};                            //!< how often they came
    Average<double> m_toPeer;                         //!< seconds from coming to the first peer
    Average<double> m_toMessage;                      //!< seconds to the first new message
    Average<double> m_joinBytes;                      //!< IP bytes while joining
    uint64_t m_late{0};             //!< deliveries to nodes that were not expected to get a message
    std::deque<Message> m_messages; //!< in the order in which they were published
    std::unordered_map<MessageKey, std::size_t, MessageKeyHash> m_index; //!< never iterated
    std::map<std::string, std::vector<bool>> m_subscribers;              //!< nodes by topic
    double m_bytes{0}; //!< IP bytes of all hosts during traffic
};

} // namespace ns3

#endif /* WAKU_EVENT_METRICS_H */
