/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_METRICS_H
#define WAKU_WHISPER_METRICS_H

#include "host-table.h"
#include "node-traffic.h"
#include "propagation-metrics.h"
#include "run-summary.h"

#include "ns3/application-container.h"
#include "ns3/net-device-container.h"
#include "ns3/whisper-error.h"
#include "ns3/whisper-message.h"

#include <array>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
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
 * once. Bytes count from the first publish. Must be alive while the simulation runs.
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

    /** \return how envelopes spread */
    const PropagationMetrics& GetPropagation() const
    {
        return m_propagation;
    }

    /** \return how envelopes spread */
    PropagationMetrics& GetPropagation()
    {
        return m_propagation;
    }

    /** \return the number of nodes */
    uint32_t GetNNodes() const;

    /** \param node a node \return what it received since the first publish */
    TrafficBytes GetIngress(uint32_t node) const;

    /** \param node a node \return what it sent since the first publish */
    TrafficBytes GetEgress(uint32_t node) const;

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
        return m_spreads.size();
    }

    /** \return the results so far, for RunSummary::WriteJson; what the run was is to be filled in
     */
    RunSummary Summarize() const;

  private:
    class Probe;

    /** An envelope that not everyone has got, or that has not expired. */
    struct Spread
    {
        Ptr<const WhisperEnvelope> envelope; //!< keeps it, so that no other one has its address
        std::set<uint32_t> missing;          //!< who is to get it and has not
        bool isExpired{false};               //!< whether some node has swept it
    };

    /** \param node who publishes \param envelope what */
    void HandlePublish(uint32_t node, Ptr<const WhisperEnvelope> envelope);
    /** \param node who delivers \param envelope what */
    void HandleDeliver(uint32_t node, Ptr<const WhisperEnvelope> envelope);
    /** \param envelope what a node has swept */
    void HandleExpire(Ptr<const WhisperEnvelope> envelope);
    /** \param envelope whose fate may be settled */
    void ForgetIfDone(const WhisperEnvelope* envelope);

    HostTable m_hosts;                                            //!< nodes of peers
    PropagationMetrics m_propagation;                             //!< how envelopes spread
    std::vector<std::unique_ptr<Probe>> m_probes;                 //!< one for each node
    std::map<WhisperTopic, std::set<uint32_t>> m_subscribers;     //!< by topic
    std::unordered_map<const WhisperEnvelope*, Spread> m_spreads; //!< never iterated
    bool m_isCounting{false};                                     //!< whether bytes count
    uint64_t m_falsePositives{0};                                 //!< envelopes
    uint64_t m_historyEnvelopes{0};                               //!< envelopes
    uint64_t m_overflows{0};                                      //!< peers
    uint64_t m_peersDown{0};                                      //!< connections
    std::array<uint64_t, WHISPER_ERRORS> m_errors{};              //!< by kind
};

} // namespace ns3

#endif /* WAKU_WHISPER_METRICS_H */
