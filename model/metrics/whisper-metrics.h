/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_METRICS_H
#define WAKU_WHISPER_METRICS_H

#include "peer-host-table.h"
#include "run-propagation.h"
#include "run-summary.h"
#include "run-totals.h"
#include "run-traffic.h"

#include "ns3/application-container.h"
#include "ns3/net-device-container.h"
#include "ns3/whisper-error.h"
#include "ns3/whisper-message.h"

#include <array>
#include <memory>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Measures a run of WhisperNode applications, from their trace sources and those of their
 * devices only.
 *
 * An envelope counts as a message. All other nodes that are subscribed to its topic when it sets
 * out, online or not, are expected to get it; a node that gets it again, from a mail server, counts
 * once. An envelope that no node holds any more is forgotten as a message of RelayMetrics is. Bytes
 * count from the first publish. Must be alive while the simulation runs.
 */
class WhisperMetrics
{
  public:
    /**
     * \param applications the nodes; node i of the results is application i
     * \param devices one device for each node, in their order; may be empty, then nothing is known
     *        of IP packets
     */
    WhisperMetrics(const ApplicationContainer& applications, const NetDeviceContainer& devices);
    ~WhisperMetrics();

    WhisperMetrics(const WhisperMetrics&) = delete;
    WhisperMetrics& operator=(const WhisperMetrics&) = delete;

    /** \return how envelopes spread; nothing under mpirun, before Reduce */
    const PropagationMetrics& GetPropagation() const
    {
        return m_propagation.GetMetrics();
    }

    /** \return how envelopes spread; nothing under mpirun, before Reduce */
    PropagationMetrics& GetPropagation()
    {
        return m_propagation.GetMetrics();
    }

    /**
     * Count bytes from a moment on in place of the first publish. A distributed simulation needs
     * it, since a rank does not know when the first envelope of another rank is published.
     * \param start when; not after the first publish, and if at the same moment, called before that
     * is scheduled
     */
    void CountFrom(Time start);

    /**
     * Collective, at the end of a distributed simulation: gathers what all ranks saw, so that rank
     * 0 has the results of the whole run. Without mpirun it does nothing.
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

    /** \return accepted envelopes that match a bloom filter, but no topic of the node */
    uint64_t GetNFalsePositives() const
    {
        return m_falsePositives;
    }

    /** \return envelopes that mail servers sent */
    uint64_t GetNHistoryEnvelopes() const
    {
        return m_historyEnvelopes;
    }

    /** \param error a kind of error \return envelopes, packets and peers not accepted for it */
    uint64_t GetNErrors(WhisperError error) const
    {
        return m_errors.at(static_cast<std::size_t>(error));
    }

    /** \return peers for which too much waited, and who were disconnected */
    uint64_t GetNOverflows() const
    {
        return m_overflows;
    }

    /** \return connections that went down, each counted at both ends */
    uint64_t GetNPeersDown() const
    {
        return m_peersDown;
    }

    /** \return envelopes of which something is still remembered */
    std::size_t GetNTracked() const
    {
        return m_propagation.GetNTracked();
    }

    /** \return the results so far, for RunSummary::WriteJson; what the run was is to be filled in
     */
    RunSummary Summarize() const;

  private:
    class Probe;

    /** Listen to the pool of the nodes, if they share one. */
    void ListenToPool();

    /** \param envelope what no node holds any more */
    void HandleExpire(Ptr<const WhisperEnvelope> envelope);

    ApplicationContainer m_applications;             //!< the nodes
    HostTable m_hosts;                               //!< nodes of peers
    RunTraffic m_traffic;                            //!< bytes
    RunPropagation m_propagation;                    //!< how envelopes spread
    bool m_hasPool{false};                           //!< whether ListenToPool has been called
    std::vector<std::unique_ptr<Probe>> m_probes;    //!< one for each node of this rank
    std::unique_ptr<RunTotals> m_totals;             //!< of all ranks, after Reduce
    uint64_t m_falsePositives{0};                    //!< envelopes
    uint64_t m_historyEnvelopes{0};                  //!< envelopes
    uint64_t m_overflows{0};                         //!< peers
    uint64_t m_peersDown{0};                         //!< connections
    std::array<uint64_t, WHISPER_ERRORS> m_errors{}; //!< by kind
};

} // namespace ns3

#endif /* WAKU_WHISPER_METRICS_H */
