/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_PROBE_H
#define WAKU_RELAY_PROBE_H

#include "message-probe.h"

#include "ns3/pubsub-message.h"
#include "ns3/waku-relay.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The MessageProbe of a WakuRelay.
 *
 * A relay is expected to get messages of the topics that it is subscribed to while it is online. A
 * message that it proves for a light node (trace source Proved of WakuLightpushProtocol) may have
 * another id from then on.
 */
class RelayProbe : public MessageProbe
{
  public:
    /** The class of its applications. */
    using Application = WakuRelay;

    /**
     * \param feed feed of the run
     * \param node index of the node
     * \param relay the relay
     */
    RelayProbe(MessageFeed& feed, uint32_t node, Ptr<WakuRelay> relay);

    Ptr<Object> GetPool() const override;
    void ListenToPool() override;

  private:
    // Sinks of WakuRelay's trace sources of these names.
    void Online(bool isOnline);
    void Subscribe(const std::string& topic);
    void Unsubscribe(const std::string& topic);
    void Publish(Ptr<const PubsubMessage> message);
    void Send(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void Duplicate(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void Unwanted(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void Deliver(Ptr<const PubsubMessage> message);
    void Proved(Ptr<const PubsubMessage> before, Ptr<const PubsubMessage> after);

    /**
     * Pass on that no relay holds a message any longer.
     * \param message the message
     */
    void Forget(Ptr<const PubsubMessage> message);

    Ptr<WakuRelay> m_relay; //!< the relay
    bool m_isOnline{false}; //!< whether the relay is online
};

} // namespace ns3

#endif /* WAKU_RELAY_PROBE_H */
