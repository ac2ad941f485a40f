/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_INTEREST_H
#define WAKU_WHISPER_INTEREST_H

#include "whisper-bloom-filter.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The topics that a node wants to receive: all topics, the topics that match a bloom filter
 *        (EIP-627), or the topics of a list (6/WAKU1, "Topic Interest Field").
 */
class WhisperInterest
{
  public:
    /** How the interest is expressed. */
    enum class Kind
    {
        ALL,   //!< full node
        BLOOM, //!< bloom filter
        TOPICS //!< topic interest
    };

    /** \brief Create an interest in all topics. */
    WhisperInterest() = default;

    /** \param bloom a bloom filter; a full filter gives an interest in all topics */
    explicit WhisperInterest(const WhisperBloomFilter& bloom);

    /** \param topics the topics, in any order */
    explicit WhisperInterest(std::vector<WhisperTopic> topics);

    /** \return how the interest is expressed */
    Kind GetKind() const
    {
        return m_kind;
    }

    /**
     * \param topic a topic
     * \return whether the node wants envelopes with the topic
     */
    bool Matches(WhisperTopic topic) const;

    /** \return the bloom filter; a full one for ALL, an empty one for TOPICS */
    const WhisperBloomFilter& GetBloom() const
    {
        return m_bloom;
    }

    /** \return the topics of the list in ascending order; none unless the kind is TOPICS */
    const std::vector<WhisperTopic>& GetTopics() const
    {
        return m_topics;
    }

    /**
     * \param other another interest
     * \return whether both are for the same topics and expressed in the same way
     */
    bool operator==(const WhisperInterest& other) const
    {
        return m_kind == other.m_kind && m_bloom == other.m_bloom && m_topics == other.m_topics;
    }

  private:
    Kind m_kind{Kind::ALL};                                 //!< how the interest is expressed
    WhisperBloomFilter m_bloom{WhisperBloomFilter::Full()}; //!< bloom filter
    std::vector<WhisperTopic> m_topics;                     //!< topics in ascending order
};

} // namespace ns3

#endif /* WAKU_WHISPER_INTEREST_H */
