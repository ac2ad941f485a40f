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
 * \brief Measures a run of WhisperNode applications, from their trace sources and those of their
 * devices only.
 *
 * An envelope counts as a message. All other nodes that are subscribed to its topic when it sets
 * out, online or not, are expected to get it; a node that gets it again, from a mail server, counts
 * once. An envelope that no node holds any more is forgotten as a message of RelayMetrics is.
 *
 * Under mpirun there are no results before Reduce, even if there is a single rank.
 */
class WhisperMetrics : public MessageTracker
{
  public:
    /**
     * \param applications the nodes; node i of the results is application i
     * \param devices one device for each node, in their order; may be empty, then nothing is known
     *        of IP packets
     */
    WhisperMetrics(const ApplicationContainer& applications, const NetDeviceContainer& devices);

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

    uint64_t m_falsePositives{0};                    //!< envelopes
    uint64_t m_historyEnvelopes{0};                  //!< envelopes
    uint64_t m_overflows{0};                         //!< peers
    uint64_t m_peersDown{0};                         //!< connections
    std::array<uint64_t, WHISPER_ERRORS> m_errors{}; //!< by kind
};

} // namespace ns3

#endif /* WAKU_WHISPER_METRICS_H */
