/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_RATE_LIMITER_H
#define WAKU_WHISPER_RATE_LIMITER_H

#include "whisper-message.h"
#include "whisper-rate-bucket.h"

#include <map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The rate limits that hold between two nodes in one direction (6/WAKU1, "Rate Limits
 * Field"): for all packets, and for the envelopes of each topic.
 *
 * A limit of packets for a topic counts envelopes, and a limit of bytes for a topic counts their
 * RLP bytes. As in status-go (waku/common/rate_limiter.go), 0 is no limit.
 */
class WhisperRateLimiter
{
  public:
    /** \param burst how much may pass at once, in seconds at the rate */
    explicit WhisperRateLimiter(double burst);

    /**
     * Set the limits of packets.
     * \param all limit of all packets per second
     * \param topic limit of the envelopes of a topic per second
     */
    void SetPacketLimits(uint64_t all, uint64_t topic);

    /**
     * Set the limits of bytes.
     * \param all limit of the bytes of all packets per second
     * \param topic limit of the bytes of envelopes of a topic per second
     */
    void SetByteLimits(uint64_t all, uint64_t topic);

    /**
     * \param now current time
     * \param bytes bytes of a packet
     * \return whether the packet may pass
     */
    bool Allows(Time now, uint64_t bytes);

    /**
     * Count a packet.
     * \param bytes bytes of the packet
     */
    void Take(uint64_t bytes);

    /**
     * \param now current time
     * \param envelope an envelope
     * \return whether the limits of its topic let it pass
     */
    bool AllowsTopicOf(Time now, const WhisperEnvelope& envelope);

    /**
     * Count an envelope against the limits of its topic.
     * \param envelope the envelope
     */
    void TakeTopicOf(const WhisperEnvelope& envelope);

    /**
     * Undo TakeTopicOf().
     * \param envelope the envelope
     */
    void ReturnTopicOf(const WhisperEnvelope& envelope);

    /** \return the largest packet that may pass at once, in bytes; infinite without limit */
    double GetMaxBytes() const
    {
        return m_all.bytes.GetCapacity();
    }

  private:
    /** Packets and bytes of the same kind. */
    struct Buckets
    {
        WhisperRateBucket packets; //!< limits packets, or envelopes
        WhisperRateBucket bytes;   //!< limits bytes
    };

    /**
     * \param topic a topic
     * \return its buckets, or null if there is no limit for topics
     */
    Buckets* FindTopic(WhisperTopic topic);

    double m_burst;                           //!< seconds at the rate
    uint64_t m_topicPackets{0};               //!< envelopes of a topic per second
    uint64_t m_topicBytes{0};                 //!< bytes of a topic per second
    Buckets m_all;                            //!< limits all packets
    std::map<WhisperTopic, Buckets> m_topics; //!< limits of topics that had an envelope
};

} // namespace ns3

#endif /* WAKU_WHISPER_RATE_LIMITER_H */
