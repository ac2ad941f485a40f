/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_DELIVERY_CHECK_H
#define WAKU_DELIVERY_CHECK_H

#include "message-observer.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Checks what must hold in every run, whatever its protocol: a node delivers a message at
 * most once while it stays subscribed and remembers it, only messages that were published, and only
 * those of its topics. The first failure stops the simulator.
 *
 * It forgets a message when the protocol does, and remembers of the last MOST_FORGOTTEN of these
 * that they were published. It needs one bit for each message and node, and 4 bytes for each
 * subscription.
 */
class DeliveryCheck : public MessageObserver
{
  public:
    static constexpr std::size_t MOST_FORGOTTEN = 1024; //!< published messages that are gone

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

    /**
     * Nodes may also deliver messages that nobody has told of, if others may have published them.
     * \param isWhole asked when a message is delivered first that nobody has published: whether
     *        this object is told of all publications
     */
    void SetScope(std::function<bool()> isWhole)
    {
        m_isWhole = std::move(isWhole);
    }

    /**
     * Nodes may deliver a message again that was published so long ago that they may have forgotten
     * it.
     * \param getMemory asked when a node delivers a message again: how long nodes remember one
     */
    void SetMemory(std::function<Time()> getMemory)
    {
        m_getMemory = std::move(getMemory);
    }

    /** \return a sentence about the first thing that did not hold; empty if all held */
    const std::string& GetFailure() const
    {
        return m_failure;
    }

  private:
    /** Nodes that were ever subscribed, in ascending order, by topic. */
    using Topics = std::map<std::string, std::vector<uint32_t>>;

    /** What is known of a message. */
    struct Message
    {
        const Topics::value_type* topic{nullptr}; //!< its topic
        std::vector<bool> nodes;                  //!< nodes that have delivered it
        Time published;                           //!< when it was published
    };

    /**
     * Remember that a message was published which is no longer known.
     * \param key key of the message
     */
    void Forget(const MessageKey& key);

    /**
     * Keep the first failure.
     * \param now current time
     * \param node index of the node
     * \param what what it did
     */
    void Fail(Time now, uint32_t node, const std::string& what);

    std::unordered_map<MessageKey, Message, MessageKeyHash> m_messages; //!< published messages
    std::unordered_set<MessageKey, MessageKeyHash> m_forgotten;         //!< no longer in m_messages
    std::deque<MessageKey> m_forgottenOrder; //!< those of m_forgotten, oldest first
    Topics m_topics;                         //!< who may get what
    std::vector<bool>
        m_hasPaused;       //!< nodes that were offline or unsubscribed, and may deliver again
    bool m_hasPast{false}; //!< whether other messages were published, too
    std::function<bool()> m_isWhole;   //!< whether all publications are told; null if they are
    std::function<Time()> m_getMemory; //!< how long nodes remember; null for as long as they run
    std::string m_failure;             //!< the first failure
};

} // namespace ns3

#endif /* WAKU_DELIVERY_CHECK_H */
