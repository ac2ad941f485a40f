/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_NODE_PROBE_H
#define WAKU_LIGHT_NODE_PROBE_H

#include "message-probe.h"

#include "ns3/pubsub-message.h"
#include "ns3/waku-light-node.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The MessageProbe of a WakuLightNode, so that light nodes can be among the relays of
 * RelayMetrics.
 *
 * What it publishes by lightpush is published at the moment of its call, not when a service node
 * relays it. It is expected to get the messages of pubsub topics that it wants as a whole while it
 * is online. What it wants by content topic cannot be expected here, since observers know pubsub
 * topics only (MessageObserver::SetInterested); LightNodeMetrics and CommunityMetrics measure that.
 */
class LightNodeProbe : public MessageProbe
{
  public:
    /** The class of its applications. */
    using Application = WakuLightNode;

    /**
     * \param feed feed of the run
     * \param node index of the node
     * \param light the light node
     */
    LightNodeProbe(MessageFeed& feed, uint32_t node, Ptr<WakuLightNode> light);

    Ptr<Object> GetPool() const override;

  private:
    // Sinks of trace sources of these names.
    void Online(bool isOnline);
    void CriteriaChanged(const std::string& pubsubTopic,
                         const std::string& contentTopic,
                         bool isWanted);
    void Publish(Ptr<const PubsubMessage> message);
    void FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void Duplicate(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void Deliver(Ptr<const PubsubMessage> message);

    /**
     * Tell the observers that the node wants messages, or no longer does.
     * \param pubsubTopic pubsub topic
     * \param contentTopic content topic; empty for the whole pubsub topic
     * \param isWanted whether the node wants them
     */
    void TellWanted(const std::string& pubsubTopic, const std::string& contentTopic, bool isWanted);

    Ptr<WakuLightNode> m_light; //!< the light node
    bool m_isOnline{false};     //!< whether it is online
};

} // namespace ns3

#endif /* WAKU_LIGHT_NODE_PROBE_H */
