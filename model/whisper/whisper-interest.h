/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_INTEREST_H
#define WAKU_WHISPER_INTEREST_H

#include "whisper-bloom-filter.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Which topics a node wants to receive: all of them, those that match a bloom filter
 *        (EIP-627), or those of a list (6/WAKU1, "Topic Interest Field").
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

    /** \brief An interest in everything. */
    WhisperInterest() = default;

    /** \param bloom a bloom filter; a full one is an interest in everything */
    explicit WhisperInterest(const WhisperBloomFilter& bloom);

    /** \param topics the topics, in any order */
    explicit WhisperInterest(std::vector<WhisperTopic> topics);

    /** \return how it is expressed */
    Kind GetKind() const
    {
        return m_kind;
    }

    /**
     * \param topic a topic
     * \return whether envelopes of it are to be sent
     */
    bool Matches(WhisperTopic topic) const;

    /** \return the filter; of ALL a full one, of TOPICS an empty one */
    const WhisperBloomFilter& GetBloom() const
    {
        return m_bloom;
    }

    /** \return the topics in ascending order; none unless it is a list */
    const std::vector<WhisperTopic>& GetTopics() const
    {
        return m_topics;
    }

    /** \param other another interest \return whether both want the same in the same way */
    bool operator==(const WhisperInterest& other) const
    {
        return m_kind == other.m_kind && m_bloom == other.m_bloom && m_topics == other.m_topics;
    }

  private:
    Kind m_kind{Kind::ALL};                                 //!< how it is expressed
    WhisperBloomFilter m_bloom{WhisperBloomFilter::Full()}; //!< filter
    std::vector<WhisperTopic> m_topics;                     //!< list, ascending
};

} // namespace ns3

#endif /* WAKU_WHISPER_INTEREST_H */
