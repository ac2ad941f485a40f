/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_BROADCAST_PROBE_H
#define WAKU_BROADCAST_PROBE_H

#include "protocol-probe.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The MessageProbe of a protocol that is mounted on a P2pNode and brings every message to
 * every node: each node is expected to get what is published while it is online, and has it
 * delivered with the first copy.
 *
 * The protocol has trace sources Publish, with the message, and Send, FirstReceive and Duplicate,
 * with the message and the peer. A protocol with topics, or other deliveries, has a MessageProbe of
 * its own.
 * \tparam P the protocol; its messages are P::Message
 * \tparam Describe describes a message
 */
template <typename P, ObservedMessage (*Describe)(const typename P::Message&)>
class BroadcastProbe : public MessageProbe
{
  public:
    /** The class of its protocols. */
    using Protocol = P;
    /** A message. */
    using Message = typename P::Message;

    /**
     * \param feed feed of the run
     * \param index index of the node
     * \param node the node
     * \param protocol its protocol
     */
    BroadcastProbe(MessageFeed& feed, uint32_t index, Ptr<P2pNode> node, Ptr<Protocol> protocol)
        : MessageProbe(feed, index)
    {
        ConnectTraceSource(*node, "Online", MakeCallback(&BroadcastProbe::Online, this));
        ConnectTraceSource(*protocol, "Publish", MakeCallback(&BroadcastProbe::Publish, this));
        ConnectTraceSource(*protocol, "Send", MakeCallback(&BroadcastProbe::Send, this));
        ConnectTraceSource(*protocol,
                           "FirstReceive",
                           MakeCallback(&BroadcastProbe::FirstReceive, this));
        ConnectTraceSource(*protocol, "Duplicate", MakeCallback(&BroadcastProbe::Duplicate, this));
        if (node->IsOnline())
        {
            Online(true);
        }
    }

  private:
    // Sinks of trace sources of these names.
    void Online(bool isOnline)
    {
        Tell(&MessageObserver::SetSubscribed, std::string(), isOnline);
    }

    void Publish(const Message& message)
    {
        Tell(&MessageObserver::Published, Describe(message), std::string());
    }

    void Send(const Message& message, const PeerInfo& peer)
    {
        Tell(&MessageObserver::Sent, NodeOf(peer), Describe(message));
    }

    void FirstReceive(const Message& message, const PeerInfo& peer)
    {
        Tell(&MessageObserver::ReceivedFirst, NodeOf(peer), Describe(message));
        Tell(&MessageObserver::Delivered, Describe(message));
    }

    void Duplicate(const Message& message, const PeerInfo& peer)
    {
        Tell(&MessageObserver::ReceivedAgain, NodeOf(peer), Describe(message));
    }
};

/**
 * \ingroup waku
 * \brief Make a BroadcastProbe: `MessageTracker metrics(nodes, devices,
 * {MakeBroadcastProbe<ChatProtocol, DescribeChatLine>});`
 * \tparam P the protocol; its messages are P::Message
 * \tparam Describe describes a message
 * \param feed feed of the run
 * \param node index of the node
 * \param application application of the node
 * \return probe of the protocol; null if the application is no P2pNode that speaks it
 */
template <typename P, ObservedMessage (*Describe)(const typename P::Message&)>
std::unique_ptr<MessageProbe>
MakeBroadcastProbe(MessageFeed& feed, uint32_t node, Ptr<Application> application)
{
    return MakeProtocolProbe<BroadcastProbe<P, Describe>>(feed, node, application);
}

} // namespace ns3

#endif /* WAKU_BROADCAST_PROBE_H */
