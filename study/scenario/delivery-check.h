/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_DELIVERY_CHECK_H
#define WAKU_DELIVERY_CHECK_H

#include "ns3/message-observer.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Checks what must hold in every run, whatever its protocol: a node delivers a message at
 * most once while it stays subscribed, only messages that were published, and only those of its
 * topics. It forgets a message when the protocol does.
 */
class DeliveryCheck : public MessageObserver
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
    void Delivered(Time now, uint32_t node, const ObservedMessage& message) override;
    void Forgotten(Time now, const ObservedMessage& message) override;

    /** Nodes may also deliver messages that were published before the run. */
    void AllowPast()
    {
        m_hasPast = true;
    }

    /** \return a sentence about the first thing that did not hold; empty if all held */
    const std::string& GetFailure() const
    {
        return m_failure;
    }

  private:
    /** What is known of a message. */
    struct Message
    {
        std::string topic;       //!< its topic
        std::vector<bool> nodes; //!< nodes that have delivered it
    };

    /**
     * Keep the first failure.
     * \param now current time
     * \param node index of the node
     * \param what what it did
     */
    void Fail(Time now, uint32_t node, const std::string& what);

    std::unordered_map<MessageKey, Message, MessageKeyHash> m_messages; //!< published messages
    std::unordered_set<MessageKey, MessageKeyHash> m_forgotten;         //!< no longer in m_messages
    std::unordered_map<uint32_t, std::unordered_set<std::string>> m_topics; //!< ever subscribed to
    std::vector<bool>
        m_hasPaused;       //!< nodes that were offline or unsubscribed, and may deliver again
    bool m_hasPast{false}; //!< whether messages were published before the run
    std::string m_failure; //!< the first failure
};

} // namespace ns3

#endif /* WAKU_DELIVERY_CHECK_H */
