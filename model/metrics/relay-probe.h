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
 * A relay is to get messages of the topics that it is subscribed to while it is online.
 */
class RelayProbe : public MessageProbe
{
  public:
    /** What it listens to. */
    using Application = WakuRelay;

    /** \param feed passes events on \param node index of the node \param relay its relay */
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

    /** \param message what no relay holds any more */
    void Forget(Ptr<const PubsubMessage> message);

    Ptr<WakuRelay> m_relay; //!< what it listens to
    bool m_isOnline{false}; //!< whether that is online
};

} // namespace ns3

#endif /* WAKU_RELAY_PROBE_H */
