/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_SCORE_PARAMETERS_H
#define WAKU_PEER_SCORE_PARAMETERS_H

#include "topic-score-parameters.h"

#include <map>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How peers are scored and what follows from a score (gossipsub v1.1, "Overview of New
 * Parameters", parameters of all peers and topics, and thresholds).
 *
 * The members are the attributes of the same names. Routers of a run share one such object.
 */
class PeerScoreParameters : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param topic a pubsub topic
     * \param parameters how behaviour in it counts, in place of DefaultTopic
     */
    void SetTopicParameters(const std::string& topic, Ptr<TopicScoreParameters> parameters);

    /**
     * \param topic a pubsub topic
     * \return how behaviour in it counts; null if it does not
     */
    Ptr<const TopicScoreParameters> GetTopicParameters(const std::string& topic) const;

    /** Stop if a parameter contradicts the specification's constraints. */
    void Check() const;

    double topicScoreCap;               //!< attribute TopicScoreCap
    double appSpecificWeight;           //!< attribute AppSpecificWeight
    double ipColocationFactorWeight;    //!< attribute IPColocationFactorWeight
    double ipColocationFactorThreshold; //!< attribute IPColocationFactorThreshold
    double behaviourPenaltyWeight;      //!< attribute BehaviourPenaltyWeight
    double behaviourPenaltyThreshold;   //!< attribute BehaviourPenaltyThreshold
    double behaviourPenaltyDecay;       //!< attribute BehaviourPenaltyDecay
    Time decayInterval;                 //!< attribute DecayInterval
    double decayToZero;                 //!< attribute DecayToZero
    Time retainScore;                   //!< attribute RetainScore
    double gossipThreshold;             //!< attribute GossipThreshold
    double publishThreshold;            //!< attribute PublishThreshold
    double graylistThreshold;           //!< attribute GraylistThreshold
    double acceptPxThreshold;           //!< attribute AcceptPXThreshold
    double opportunisticGraftThreshold; //!< attribute OpportunisticGraftThreshold

  private:
    Ptr<TopicScoreParameters> m_defaultTopic;                  //!< attribute DefaultTopic
    std::map<std::string, Ptr<TopicScoreParameters>> m_topics; //!< by topic
};

} // namespace ns3

#endif /* WAKU_PEER_SCORE_PARAMETERS_H */
