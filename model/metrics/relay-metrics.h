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
 * \brief Measures a run of WakuRelay applications, from their trace sources and those of their
 * devices only.
 *
 * All other relays that are online and subscribed to the topic of a message when it is published
 * are expected to get it, whether they are connected then or not, and whether they stay or not. A
 * relay is subscribed to its PubsubTopic from its start on, and may be to other topics
 * (WakuRelay::Subscribe). One that subscribes or comes online after the publish is not expected to
 * get a message and does not count if it does, as by gossip; one that delivers a message twice, for
 * it has been offline between, counts once.
 *
 * A message that no relay holds any more, and that the MessagePool has dropped for it, is
 * forgotten; a copy that comes out of a connection even later does not count. If relays have pools
 * of their own, nothing is forgotten.
 */
class RelayMetrics : public MessageTracker
{
  public:
    /**
     * \param applications the relays; node i of the results is application i
     * \param devices one device for each relay, in their order; may be empty, then nothing is known
     *        of IP packets
     */
    RelayMetrics(const ApplicationContainer& applications, const NetDeviceContainer& devices);

    /** \return connections that came up, each counted at both ends */
    uint64_t GetNPeersUp() const
    {
        return m_peersUp;
    }

    /** \return connections that went down, each counted at both ends */
    uint64_t GetNPeersDown() const
    {
        return m_peersDown;
    }

    /** \return messages that found no room in a send queue */
    uint64_t GetNDropped() const
    {
        return m_dropped;
    }

    /** \return full messages received of topics to which the receiver is not subscribed */
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

    uint64_t m_peersUp{0};   //!< connections
    uint64_t m_peersDown{0}; //!< connections
    uint64_t m_dropped{0};   //!< messages
    uint64_t m_unwanted{0};  //!< messages
};

} // namespace ns3

#endif /* WAKU_RELAY_METRICS_H */
