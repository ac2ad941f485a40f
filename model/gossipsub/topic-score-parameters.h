/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TOPIC_SCORE_PARAMETERS_H
#define WAKU_TOPIC_SCORE_PARAMETERS_H

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Parameters of peer scoring for one topic: how the behaviour of a peer in the topic counts
 * towards its score (gossipsub v1.1, "Overview of New Parameters").
 *
 * Each member is the attribute of the same name. By default all weights are 0.
 */
class TopicScoreParameters : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /** \return which constraint of the specification does not hold, as a sentence; empty if all do
     */
    std::string FindFault() const;

    double topicWeight;                    //!< attribute TopicWeight
    double timeInMeshWeight;               //!< attribute TimeInMeshWeight, of P1
    Time timeInMeshQuantum;                //!< attribute TimeInMeshQuantum
    double timeInMeshCap;                  //!< attribute TimeInMeshCap
    double firstMessageDeliveriesWeight;   //!< attribute FirstMessageDeliveriesWeight, of P2
    double firstMessageDeliveriesDecay;    //!< attribute FirstMessageDeliveriesDecay
    double firstMessageDeliveriesCap;      //!< attribute FirstMessageDeliveriesCap
    double meshMessageDeliveriesWeight;    //!< attribute MeshMessageDeliveriesWeight, of P3
    double meshMessageDeliveriesDecay;     //!< attribute MeshMessageDeliveriesDecay
    double meshMessageDeliveriesThreshold; //!< attribute MeshMessageDeliveriesThreshold
    double meshMessageDeliveriesCap;       //!< attribute MeshMessageDeliveriesCap
    Time meshMessageDeliveriesActivation;  //!< attribute MeshMessageDeliveriesActivation
    Time meshMessageDeliveryWindow;        //!< attribute MeshMessageDeliveryWindow
    double meshFailurePenaltyWeight;       //!< attribute MeshFailurePenaltyWeight, of P3b
    double meshFailurePenaltyDecay;        //!< attribute MeshFailurePenaltyDecay
    double invalidMessageDeliveriesWeight; //!< attribute InvalidMessageDeliveriesWeight, of P4
    double invalidMessageDeliveriesDecay;  //!< attribute InvalidMessageDeliveriesDecay
};

} // namespace ns3

#endif /* WAKU_TOPIC_SCORE_PARAMETERS_H */
