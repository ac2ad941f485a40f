/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MESSAGE_PROBE_H
#define WAKU_MESSAGE_PROBE_H

#include "message-feed.h"

#include "ns3/application.h"
#include "ns3/peer-info.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Connect a sink to a trace source. If there is no trace source of the name, the program
 * stops.
 * \param object object that has the trace source
 * \param name name of the trace source
 * \param sink the sink
 */
void ConnectTraceSource(ObjectBase& object, const std::string& name, const CallbackBase& sink);

/**
 * \ingroup waku
 * \brief Connects to the trace sources of one node's protocol, and passes what they report to
 * observers. It is all that the metrics know of a protocol.
 *
 * Each event is passed once. To measure another protocol, derive a class:
 *
 * \code
 * class ChatProbe : public MessageProbe
 * {
 *   public:
 *     using Application = ChatApplication;
 *
 *     ChatProbe(MessageFeed& feed, uint32_t node, Ptr<ChatApplication> chat)
 *         : MessageProbe(feed, node)
 *     {
 *         ConnectTraceSource(*chat, "Publish", MakeCallback(&ChatProbe::Publish, this));
 *         ConnectTraceSource(*chat, "Send", MakeCallback(&ChatProbe::Send, this));
 *         ConnectTraceSource(*chat, "Receive", MakeCallback(&ChatProbe::Receive, this));
 *         Tell(&MessageObserver::SetSubscribed, std::string(), true); // everyone gets everything
 *     }
 *
 *   private:
 *     static ObservedMessage Describe(const ChatLine& line)
 *     {
 *         return {line.GetHash(), line.GetTextSize(), line.GetWireSize()};
 *     }
 *
 *     void Publish(Ptr<const ChatLine> line)
 *     {
 *         Tell(&MessageObserver::Published, Describe(*line), std::string());
 *     }
 *
 *     void Send(Ptr<const ChatLine> line, const PeerInfo& peer)
 *     {
 *         Tell(&MessageObserver::Sent, NodeOf(peer), Describe(*line));
 *     }
 *
 *     void Receive(Ptr<const ChatLine> line, const PeerInfo& peer)
 *     {
 *         Tell(&MessageObserver::ReceivedFirst, NodeOf(peer), Describe(*line));
 *         Tell(&MessageObserver::Delivered, Describe(*line));
 *     }
 * };
 *
 * MessageTracker metrics(applications, devices, {MakeMessageProbe<ChatProbe>});
 * \endcode
 */
class MessageProbe
{
  public:
    /**
     * \param feed feed of the run
     * \param node index of the node
     */
    MessageProbe(MessageFeed& feed, uint32_t node);
    virtual ~MessageProbe();

    MessageProbe(const MessageProbe&) = delete;
    MessageProbe& operator=(const MessageProbe&) = delete;

    /**
     * \return the pool of messages that this node shares with others and that reports when no node
     *        holds a message; null if there is none
     */
    virtual Ptr<Object> GetPool() const;

    /**
     * Connect to this node's pool, which all nodes share, and pass its reports as
     * MessageObserver::Forgotten.
     */
    virtual void ListenToPool();

    /**
     * \return how long the node remembers at least a message that it has delivered. When a copy
     *         comes later, it may deliver the message again. Time::Max() if it remembers a message
     *         as long as any node does.
     */
    virtual Time GetMemory() const;

  protected:
    /** \return feed of the run */
    MessageFeed& GetFeed() const
    {
        return m_feed;
    }

    /**
     * Pass an event of this node to the observers.
     * \param event a member function of MessageObserver
     * \param arguments its arguments after the node
     */
    template <typename Event, typename... Arguments>
    void Tell(Event event, const Arguments&... arguments)
    {
        m_feed.Tell(event, m_node, arguments...);
    }

    /**
     * \param peer a peer of this node; no other peer of the node has its PeerId
     * \return index of the peer's node, or MessageObserver::UNKNOWN
     */
    uint32_t NodeOf(const PeerInfo& peer);

  private:
    /** The nodes of a node's first peers are kept. Under churn PeerIds grow without bound. */
    static constexpr PeerId MOST_KNOWN = 256;

    MessageFeed& m_feed;              //!< feed of the run
    uint32_t m_node;                  //!< index of the node
    std::vector<uint32_t> m_peerNode; //!< node of each peer by PeerId; UNKNOWN if not yet looked up
};

/**
 * \ingroup waku
 * \tparam Probe class derived from MessageProbe, with the type Probe::Application
 * \param feed feed of the run
 * \param node index of the node
 * \param application application of the node
 * \return probe of the application; null if the application is not a Probe::Application
 */
template <typename Probe>
std::unique_ptr<MessageProbe>
MakeMessageProbe(MessageFeed& feed, uint32_t node, Ptr<Application> application)
{
    const auto own = DynamicCast<typename Probe::Application>(application);
    return own ? std::make_unique<Probe>(feed, node, own) : nullptr;
}

} // namespace ns3

#endif /* WAKU_MESSAGE_PROBE_H */
