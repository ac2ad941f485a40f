/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_METRICS_H
#define WAKU_RELAY_METRICS_H

#include "message-tracker.h"

#include "ns3/peer-info.h"
#include "ns3/pubsub-message.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Measures a run of WakuRelay applications, among which there may be WakuLightNodes. It uses
 * only trace sources of the applications and their devices.
 *
 * When a message is published, all other relays that are online and subscribed to its topic are
 * expected to get it, whether or not they are connected then or go offline later. A relay is
 * subscribed to its PubsubTopic from its start on, and can subscribe to other topics
 * (WakuRelay::Subscribe). A relay that subscribes or comes online after the publish is not expected
 * to get the message, and does not count if it gets it, for instance by gossip. A relay that
 * delivers a message twice, because it was offline in between, counts once.
 *
 * When no relay holds a message any longer and the MessagePool has removed it, the metrics forget
 * the message. A copy that arrives even later does not count. If relays have different pools, no
 * message is forgotten.
 */
class RelayMetrics : public MessageTracker
{
  public:
    /**
     * \param applications the relays; relay i is node i of the results
     * \param devices device of each relay, in the order of the relays; if empty, IP packets are not
     *        measured
     */
    RelayMetrics(const ApplicationContainer& applications, const NetDeviceContainer& devices);

    /** \return number of connections that were established, each counted at both ends */
    uint64_t GetNPeersUp() const
    {
        return m_peersUp;
    }

    /** \return number of connections that ended, each counted at both ends */
    uint64_t GetNPeersDown() const
    {
        return m_peersDown;
    }

    /** \return number of messages dropped because a send queue had no room */
    uint64_t GetNDropped() const
    {
        return m_dropped;
    }

    /**
     * \return number of full messages received of topics to which the receiver is not subscribed
     */
    uint64_t GetNUnwanted() const
    {
        return m_unwanted;
    }

  private:
    std::vector<uint64_t*> GetCounts() override;

    // Sinks of WakuRelay's trace sources of these names.
    void PeerUp(const PeerInfo& peer);
    void PeerDown(const PeerInfo& peer);
    void Drop(Ptr<const PubsubMessage> message, const PeerInfo& peer);
    void Unwanted(Ptr<const PubsubMessage> message, const PeerInfo& peer);

    uint64_t m_peersUp{0};   //!< connections established
    uint64_t m_peersDown{0}; //!< connections that ended
    uint64_t m_dropped{0};   //!< messages dropped
    uint64_t m_unwanted{0};  //!< messages of topics without a subscription
};

} // namespace ns3

#endif /* WAKU_RELAY_METRICS_H */
