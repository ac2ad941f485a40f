/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MESSAGE_OBSERVER_H
#define WAKU_MESSAGE_OBSERVER_H

#include "ns3/nstime.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The key of a message: a hash that identifies it, such as a message id, with uniformly
 * distributed bytes.
 */
using MessageKey = std::array<uint8_t, 32>;

/**
 * \ingroup waku
 * \brief Hash of a MessageKey for unordered containers.
 */
struct MessageKeyHash
{
    /**
     * \param key a key
     * \return the first bytes of the key
     */
    std::size_t operator()(const MessageKey& key) const
    {
        std::size_t value;
        std::memcpy(&value, key.data(), sizeof(value));
        return value;
    }
};

/**
 * \ingroup waku
 * \brief A message in an event of a MessageObserver; valid during the call.
 */
struct ObservedMessage
{
    const MessageKey& key; //!< key of the message
    uint64_t payload{0};   //!< bytes of the user's payload
    uint64_t size{0};      //!< bytes on the wire, without those of lower layers
    bool isServed{false};  //!< whether it comes from a service, whose sending no event tells of
};

/**
 * \ingroup waku
 * \brief Receives the events of the messages of a run, for any protocol.
 *
 * A MessageProbe at each node calls the methods. A class that measures overrides those that it
 * needs. Nodes are given by their indices. The events of a node come in the order in which they
 * happen.
 */
class MessageObserver
{
  public:
    /** Index of a node that is unknown or not part of the run. */
    static constexpr uint32_t UNKNOWN = UINT32_MAX;

    virtual ~MessageObserver() = default;

    /**
     * A node is expected, or no longer expected, to get messages of a topic that are published from
     * now on. It happens when the node subscribes, unsubscribes, comes online or goes offline.
     * \param now current time
     * \param node index of the node
     * \param topic topic of the messages; empty if the protocol has no topics
     * \param isSubscribed whether the node is expected to get the messages
     */
    virtual void SetSubscribed(Time now,
                               uint32_t node,
                               const std::string& topic,
                               bool isSubscribed);

    /**
     * A node may, but need not, get messages of a topic that are published from now on: it wants
     * some of them.
     * \param now current time
     * \param node index of the node
     * \param topic topic of the messages
     * \param isInterested whether the node may get messages
     */
    virtual void SetInterested(Time now,
                               uint32_t node,
                               const std::string& topic,
                               bool isInterested);

    /**
     * A node publishes a message.
     * \param now current time
     * \param node index of the publishing node
     * \param message the message
     * \param topic topic of the message; its subscribers are expected to get the message
     */
    virtual void Published(Time now,
                           uint32_t node,
                           const ObservedMessage& message,
                           const std::string& topic);

    /**
     * A message has another key from now on, since it has got a proof on its way.
     * \param now current time
     * \param node index of the node that made the proof
     * \param before key of the message as it was published
     * \param after its key from now on
     */
    virtual void Renamed(Time now,
                         uint32_t node,
                         const MessageKey& before,
                         const MessageKey& after);

    /**
     * A node sends a full message to a neighbour.
     * \param now current time
     * \param node index of the sending node
     * \param to index of the receiving node
     * \param message the message
     */
    virtual void Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& message);

    /**
     * A node receives the first copy of a message.
     * \param now current time
     * \param node index of the receiving node
     * \param from index of the sending node
     * \param message the message
     */
    virtual void ReceivedFirst(Time now,
                               uint32_t node,
                               uint32_t from,
                               const ObservedMessage& message);

    /**
     * A node receives a copy of a message that it has received before.
     * \param now current time
     * \param node index of the receiving node
     * \param from index of the sending node
     * \param message the message
     */
    virtual void ReceivedAgain(Time now,
                               uint32_t node,
                               uint32_t from,
                               const ObservedMessage& message);

    /**
     * A node receives a full message that does not count as propagation: the node does not want its
     * topic, or the message comes from a store.
     * \param now current time
     * \param node index of the receiving node
     * \param from index of the sending node
     * \param message the message
     */
    virtual void ReceivedAside(Time now,
                               uint32_t node,
                               uint32_t from,
                               const ObservedMessage& message);

    /**
     * A message is delivered to the application of a node.
     * \param now current time
     * \param node index of the delivering node
     * \param message the message
     */
    virtual void Delivered(Time now, uint32_t node, const ObservedMessage& message);

    /**
     * No node forwards a message any longer. Its state can be removed as soon as all nodes that are
     * expected to get it have it.
     * \param now current time
     * \param node index of a node
     * \param message the message
     */
    virtual void Expired(Time now, uint32_t node, const ObservedMessage& message);

    /**
     * No node holds a message any longer, so no node will get it.
     * \param now current time
     * \param message the message
     */
    virtual void Forgotten(Time now, const ObservedMessage& message);
};

// Most observers need few of these.

inline void
MessageObserver::SetSubscribed(Time, uint32_t, const std::string&, bool)
{
}

inline void
MessageObserver::SetInterested(Time, uint32_t, const std::string&, bool)
{
}

inline void
MessageObserver::Published(Time, uint32_t, const ObservedMessage&, const std::string&)
{
}

inline void
MessageObserver::Renamed(Time, uint32_t, const MessageKey&, const MessageKey&)
{
}

inline void
MessageObserver::Sent(Time, uint32_t, uint32_t, const ObservedMessage&)
{
}

inline void
MessageObserver::ReceivedFirst(Time, uint32_t, uint32_t, const ObservedMessage&)
{
}

inline void
MessageObserver::ReceivedAgain(Time, uint32_t, uint32_t, const ObservedMessage&)
{
}

inline void
MessageObserver::ReceivedAside(Time, uint32_t, uint32_t, const ObservedMessage&)
{
}

inline void
MessageObserver::Delivered(Time, uint32_t, const ObservedMessage&)
{
}

inline void
MessageObserver::Expired(Time, uint32_t, const ObservedMessage&)
{
}

inline void
MessageObserver::Forgotten(Time, const ObservedMessage&)
{
}

} // namespace ns3

#endif /* WAKU_MESSAGE_OBSERVER_H */
