/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_METRICS_H
#define WAKU_RELAY_METRICS_H

#include "peer-host-table.h"
#include "propagation-metrics.h"
#include "run-propagation.h"
#include "run-summary.h"
#include "run-totals.h"
#include "run-traffic.h"

#include "ns3/application-container.h"
#include "ns3/net-device-container.h"
#include "ns3/pubsub-message.h"

#include <memory>
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
 *
 * Bytes count from the first publish. Must be alive while the simulation runs.
 */
class RelayMetrics
{
  public:
    /**
     * \param applications the relays; node i of the results is application i
     * \param devices one device for each relay, in their order; may be empty, then nothing is known
     *        of IP packets
     */
    RelayMetrics(const ApplicationContainer& applications, const NetDeviceContainer& devices);
    ~RelayMetrics();

    RelayMetrics(const RelayMetrics&) = delete;
    RelayMetrics& operator=(const RelayMetrics&) = delete;

    /** \return how messages spread; nothing in a distributed simulation, before Reduce */
    PropagationMetrics& GetPropagation()
    {
        return m_propagation.GetMetrics();
    }

    /** \return how messages spread; nothing in a distributed simulation, before Reduce */
    const PropagationMetrics& GetPropagation() const
    {
        return m_propagation.GetMetrics();
    }

    /**
     * Count bytes from a moment on in place of the first publish. A distributed simulation needs
     * it, since a rank does not know when the first message of another rank is published.
     * \param start when; not after the first publish, and if at the same moment, called before that
     * is scheduled
     */
    void CountFrom(Time start);

    /**
     * Collective, at the end of a distributed simulation: gathers what all ranks saw, so that rank
     * 0 has the results of the whole run in GetPropagation and Summarize. Without further ranks it
     * does nothing.
     */
    void Reduce();

    /** \return the number of nodes */
    uint32_t GetNNodes() const
    {
        return m_traffic.GetNNodes();
    }

    /** \param node a node \return what it received since the first publish */
    TrafficBytes GetIngress(uint32_t node) const
    {
        return m_traffic.Get(node).GetIngress();
    }

    /** \param node a node \return what it sent since the first publish */
    TrafficBytes GetEgress(uint32_t node) const
    {
        return m_traffic.Get(node).GetEgress();
    }

    /** \return when the first message was published */
    Time GetFirstPublish() const
    {
        return m_traffic.GetStart();
    }

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

    /** \return messages of which something is still remembered */
    std::size_t GetNTracked() const
    {
        return m_propagation.GetNTracked();
    }

    /** \return the results so far, for RunSummary::WriteJson; what the run was is to be filled in
     */
    RunSummary Summarize() const;

  private:
    class Probe;

    /** Listen to the pool of the relays, if they share one. */
    void ListenToPool();

    /** \param message what no relay holds any more */
    void HandleExpire(Ptr<const PubsubMessage> message);

    ApplicationContainer m_applications;          //!< the relays
    HostTable m_hosts;                            //!< nodes of peers
    RunTraffic m_traffic;                         //!< bytes
    RunPropagation m_propagation;                 //!< how messages spread
    bool m_hasPool{false};                        //!< whether ListenToPool has been called
    std::vector<std::unique_ptr<Probe>> m_probes; //!< one for each node of this rank
    std::unique_ptr<RunTotals> m_totals;          //!< of all ranks, after Reduce
    uint64_t m_peersUp{0};                        //!< connections
    uint64_t m_peersDown{0};                      //!< connections
    uint64_t m_dropped{0};                        //!< messages
    uint64_t m_unwanted{0};                       //!< messages
};

} // namespace ns3

#endif /* WAKU_RELAY_METRICS_H */
