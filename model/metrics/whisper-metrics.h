/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_METRICS_H
#define WAKU_WHISPER_METRICS_H

#include "message-tracker.h"

#include "ns3/peer-info.h"
#include "ns3/whisper-error.h"
#include "ns3/whisper-message.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Measures a run of WhisperNode applications. It uses only trace sources of the applications
 * and their devices.
 *
 * Each envelope counts as a message. When it is published, all other nodes that are subscribed to
 * its topic and online, or have a mail server, are expected to get it. A node that gets it again
 * from a mail server counts once. When no node holds an envelope any longer, the metrics forget it,
 * as RelayMetrics does.
 *
 * Under mpirun there are no results before Reduce, even with a single rank.
 */
class WhisperMetrics : public MessageTracker
{
  public:
    /**
     * \param applications the applications; application i is node i of the results
     * \param devices device of each application, in the order of the applications; if empty, IP
     *        packets are not measured
     */
    WhisperMetrics(const ApplicationContainer& applications, const NetDeviceContainer& devices);

    /**
     * \return number of accepted envelopes that match the node's bloom filter but none of its
     *        topics
     */
    uint64_t GetNFalsePositives() const
    {
        return m_falsePositives;
    }

    /** \return number of envelopes sent by mail servers */
    uint64_t GetNHistoryEnvelopes() const
    {
        return m_historyEnvelopes;
    }

    /**
     * \param error a kind of error
     * \return number of envelopes, packets and peers that were not accepted because of it
     */
    uint64_t GetNErrors(WhisperError error) const
    {
        return m_errors.at(static_cast<std::size_t>(error));
    }

    /** \return number of peers disconnected because too many bytes waited for them */
    uint64_t GetNOverflows() const
    {
        return m_overflows;
    }

    /** \return number of connections that ended, each counted at both ends */
    uint64_t GetNPeersDown() const
    {
        return m_peersDown;
    }

    RunSummary Summarize() const override;

  private:
    std::vector<uint64_t*> GetCounts() override;

    // Sinks of WhisperNode's trace sources of these names.
    void FalsePositive(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void P2pReceive(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void Reject(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer, WhisperError error);
    void Error(const PeerInfo& peer, WhisperError error);
    void Overflow(const PeerInfo& peer);
    void PeerDown(const PeerInfo& peer);

    uint64_t m_falsePositives{0};                    //!< false positives of bloom filters
    uint64_t m_historyEnvelopes{0};                  //!< envelopes sent by mail servers
    uint64_t m_overflows{0};                         //!< peers disconnected
    uint64_t m_peersDown{0};                         //!< connections that ended
    std::array<uint64_t, WHISPER_ERRORS> m_errors{}; //!< number of errors by kind
};

} // namespace ns3

#endif /* WAKU_WHISPER_METRICS_H */
