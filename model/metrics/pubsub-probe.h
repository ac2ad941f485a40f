/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_PROBE_H
#define WAKU_PUBSUB_PROBE_H

#include "message-probe.h"

#include "ns3/p2p-node.h"
#include "ns3/pubsub-message.h"
#include "ns3/pubsub-protocol.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The MessageProbe of a P2pNode on which a PubsubProtocol is mounted.
 *
 * A node is expected to get messages of the topics that it is subscribed to while it is online.
 */
class PubsubProbe : public MessageProbe
{
  public:
    /**
     * \return the protocol of plain P2pNodes on which a PubsubProtocol is mounted; classes derived
     *         from P2pNode have probes of their own
     */
    static MessageFeed::Protocol MakeProtocol();

    /**
     * \param feed feed of the run
     * \param node index of the node
     * \param application the node; the program stops if it does not speak pubsub
     */
    PubsubProbe(MessageFeed& feed, uint32_t node, Ptr<P2pNode> application);

    /**
     * \param message a message
     * \return what observers are told of it
     */
    static ObservedMessage Describe(const PubsubMessage& message);

    Ptr<Object> GetPool() const override;
    void ListenToPool() override;
    Time GetMemory() const override;

  private:
    // Sinks of the trace sources of these names.
    void Online(bool isOnline);
    void Subscribe(const std::string& topic);
    void Unsubscribe(const std::string& topic);
    void Publish(Ptr<const PubsubMessage> message);
    void Send(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void Duplicate(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void Unwanted(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void Deliver(Ptr<const PubsubMessage> message);

    /**
     * Pass on that no node holds a message any longer.
     * \param message the message
     */
    void Forget(Ptr<const PubsubMessage> message);

    Ptr<PubsubProtocol> m_pubsub; //!< pubsub of the node
    bool m_isOnline{false};       //!< whether the node is online
};

} // namespace ns3

#endif /* WAKU_PUBSUB_PROBE_H */
