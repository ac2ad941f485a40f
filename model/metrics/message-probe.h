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
 * \brief Connect a sink to a trace source, and stop the program if there is none of that name.
 * \param object whose trace source
 * \param name of the trace source
 * \param sink is called
 */
void ConnectTraceSource(ObjectBase& object, const std::string& name, const CallbackBase& sink);

/**
 * \ingroup waku
 * \brief Listens to the trace sources of one node's protocol, and tells observers what they say:
 * all that metrics know of a protocol.
 *
 * Each event is told once. A protocol that is new to the metrics derives a class:
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
    /** \param feed passes events on \param node index of the node */
    MessageProbe(MessageFeed& feed, uint32_t node);
    virtual ~MessageProbe();

    MessageProbe(const MessageProbe&) = delete;
    MessageProbe& operator=(const MessageProbe&) = delete;

    /**
     * \return the pool of messages that this node shares with others and that knows when none of
     * them holds a message; null if there is none
     */
    virtual Ptr<Object> GetPool() const;

    /** This node's pool is that of all nodes: tell MessageObserver::Forgotten when it says so. */
    virtual void ListenToPool();

  protected:
    /** \return who passes events on */
    MessageFeed& GetFeed() const
    {
        return m_feed;
    }

    /**
     * Tell observers what happens at this node now.
     * \param event a member function of MessageObserver
     * \param arguments its arguments after the node
     */
    template <typename Event, typename... Arguments>
    void Tell(Event event, const Arguments&... arguments)
    {
        m_feed.Tell(event, m_node, arguments...);
    }

    /**
     * \param peer a peer of this node, whose PeerId no other one has
     * \return its index, or MessageObserver::UNKNOWN
     */
    uint32_t NodeOf(const PeerInfo& peer);

  private:
    MessageFeed& m_feed;              //!< passes events on
    uint32_t m_node;                  //!< index of the node
    std::vector<uint32_t> m_peerNode; //!< node by PeerId; UNKNOWN where not looked up
};

/**
 * \ingroup waku
 * \tparam Probe derived from MessageProbe; Probe::Application is the class of its applications
 * \param feed passes events on
 * \param node index of the node
 * \param application of the node
 * \return its probe, or null if it is no Probe::Application
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
