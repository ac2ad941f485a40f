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
 * \brief What tells messages apart: a hash, such as a message id, whose bytes are uniform.
 */
using MessageKey = std::array<uint8_t, 32>;

/**
 * \ingroup waku
 * \brief Hash of a MessageKey for unordered containers.
 */
struct MessageKeyHash
{
    /** \param key a key \return its first bytes */
    std::size_t operator()(const MessageKey& key) const
    {
        std::size_t value;
        std::memcpy(&value, key.data(), sizeof(value));
        return value;
    }
};

/**
 * \ingroup waku
 * \brief A message as a MessageObserver sees it; valid during the call.
 */
struct ObservedMessage
{
    const MessageKey& key; //!< what tells it apart
    uint64_t payload{0};   //!< bytes of the user's payload
    uint64_t size{0};      //!< bytes on the wire, without those of lower layers
};

/**
 * \ingroup waku
 * \brief Is told what happens to the messages of a run, whatever the protocol.
 *
 * A MessageProbe at each node tells it; a class that measures implements what it needs. Nodes are
 * indices. A node's events come in the order in which they happen.
 */
class MessageObserver
{
  public:
    /** A node that is none of the run's, or is not known. */
    static constexpr uint32_t UNKNOWN = UINT32_MAX;

    virtual ~MessageObserver() = default;

    /**
     * Messages of a topic that are published from now on are to reach a node, or no longer are: it
     * subscribes, unsubscribes, comes or goes.
     * \param now the present
     * \param node the node
     * \param topic of messages; empty where the protocol has no topics
     * \param isSubscribed whether it is to get them
     */
    virtual void SetSubscribed(Time now,
                               uint32_t node,
                               const std::string& topic,
                               bool isSubscribed);

    /**
     * \param now the present
     * \param node who publishes
     * \param message what
     * \param topic those who are subscribed to it are to get the message
     */
    virtual void Published(Time now,
                           uint32_t node,
                           const ObservedMessage& message,
                           const std::string& topic);

    /**
     * A full message goes to a neighbour.
     * \param now the present
     * \param node who sends
     * \param to who is to receive
     * \param message what
     */
    virtual void Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& message);

    /**
     * \param now the present
     * \param node who gets its first copy
     * \param from who sent it
     * \param message what
     */
    virtual void ReceivedFirst(Time now,
                               uint32_t node,
                               uint32_t from,
                               const ObservedMessage& message);

    /**
     * \param now the present
     * \param node who gets what it has got before
     * \param from who sent it
     * \param message what
     */
    virtual void ReceivedAgain(Time now,
                               uint32_t node,
                               uint32_t from,
                               const ObservedMessage& message);

    /**
     * A full message that does not count as spreading: of a topic that the node does not want, or
     * from a store.
     * \param now the present
     * \param node who receives
     * \param from who sent it
     * \param message what
     */
    virtual void ReceivedAside(Time now,
                               uint32_t node,
                               uint32_t from,
                               const ObservedMessage& message);

    /**
     * \param now the present
     * \param node whose user gets a message
     * \param message what
     */
    virtual void Delivered(Time now, uint32_t node, const ObservedMessage& message);

    /**
     * \param now the present
     * \param node who does not forward a message any more, nor does anyone else
     * \param message what; nothing more needs to be known of it once everyone has it
     */
    virtual void Expired(Time now, uint32_t node, const ObservedMessage& message);

    /**
     * \param now the present
     * \param message what no node holds any more, so that nobody will get it
     */
    virtual void Forgotten(Time now, const ObservedMessage& message);
};

// Most observers need few of these.

inline void
MessageObserver::SetSubscribed(Time, uint32_t, const std::string&, bool)
{
}

inline void
MessageObserver::Published(Time, uint32_t, const ObservedMessage&, const std::string&)
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
