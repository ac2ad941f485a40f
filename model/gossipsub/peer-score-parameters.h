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
 * \brief Parameters of peer scoring that hold for all topics, and the score thresholds (gossipsub
 * v1.1, "Overview of New Parameters").
 *
 * Each member is the attribute of the same name. All routers of a run share one such object.
 */
class PeerScoreParameters : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * Set the parameters of a topic, in place of DefaultTopic.
     * \param topic the pubsub topic
     * \param parameters the parameters of the topic
     */
    void SetTopicParameters(const std::string& topic, Ptr<TopicScoreParameters> parameters);

    /**
     * \param topic a pubsub topic
     * \return the parameters of the topic; null if the topic does not count towards scores
     */
    Ptr<const TopicScoreParameters> GetTopicParameters(const std::string& topic) const;

    /** \return which constraint of the specification does not hold, as a sentence; empty if all do
     */
    std::string FindFault() const;

    /** Stop the program if a parameter violates a constraint of the specification. */
    void Check() const;

    double topicScoreCap;               //!< attribute TopicScoreCap
    double appSpecificWeight;           //!< attribute AppSpecificWeight
    double ipColocationFactorWeight;    //!< attribute IPColocationFactorWeight
    double ipColocationFactorThreshold; //!< attribute IPColocationFactorThreshold
    std::string ipColocationWhitelist;  //!< attribute IPColocationWhitelist
    uint32_t ipColocationIpv6Prefix;    //!< attribute IPColocationIpv6Prefix
    bool ipColocationRetained;          //!< attribute IPColocationRetained
    bool ipColocationByPort;            //!< attribute IPColocationByPort
    double behaviourPenaltyWeight;      //!< attribute BehaviourPenaltyWeight
    double behaviourPenaltyThreshold;   //!< attribute BehaviourPenaltyThreshold
    double behaviourPenaltyDecay;       //!< attribute BehaviourPenaltyDecay
    double slowPeerPenaltyWeight;       //!< attribute SlowPeerPenaltyWeight
    double slowPeerPenaltyThreshold;    //!< attribute SlowPeerPenaltyThreshold
    double slowPeerPenaltyDecay;        //!< attribute SlowPeerPenaltyDecay
    Time decayInterval;                 //!< attribute DecayInterval
    bool updateAtDecay;                 //!< attribute UpdateAtDecay
    double decayToZero;                 //!< attribute DecayToZero
    Time retainScore;                   //!< attribute RetainScore
    bool retainPositive;                //!< attribute RetainPositive
    double gossipThreshold;             //!< attribute GossipThreshold
    double publishThreshold;            //!< attribute PublishThreshold
    double graylistThreshold;           //!< attribute GraylistThreshold
    double acceptPxThreshold;           //!< attribute AcceptPXThreshold
    double opportunisticGraftThreshold; //!< attribute OpportunisticGraftThreshold

  private:
    Ptr<TopicScoreParameters> m_defaultTopic;                  //!< attribute DefaultTopic
    std::map<std::string, Ptr<TopicScoreParameters>> m_topics; //!< parameters by topic
};

} // namespace ns3

#endif /* WAKU_PEER_SCORE_PARAMETERS_H */
