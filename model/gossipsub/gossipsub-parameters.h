/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_PARAMETERS_H
#define WAKU_GOSSIPSUB_PARAMETERS_H

#include "ns3/nstime.h"

#include <cstdint>
#include <limits>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The parameters of gossipsub (v1.0, "Parameters"; v1.1, "Overview of New Parameters"; v1.2,
 * "Parameters"). The defaults are the specification's "reasonable defaults".
 *
 * Each member is an attribute of GossipSubRouter, whose help has units and ranges.
 */
struct GossipSubParameters
{
    static constexpr uint32_t NO_LIMIT = std::numeric_limits<uint32_t>::max(); //!< of a number

    // Mesh (v1.0; v1.1, D_score and D_out)

    uint32_t d{6};                         //!< attribute D
    uint32_t dLow{4};                      //!< attribute D_low
    uint32_t dHigh{12};                    //!< attribute D_high
    uint32_t dScore{4};                    //!< attribute D_score
    uint32_t dOut{2};                      //!< attribute D_out
    bool nimMesh{false};                   //!< attribute NimMesh
    Time heartbeatInterval{Seconds(1)};    //!< attribute HeartbeatInterval
    Time heartbeatInitialDelay{0};         //!< attribute HeartbeatInitialDelay
    Time pruneBackoff{Seconds(60)};        //!< attribute PruneBackoff
    Time unsubscribeBackoff{Seconds(10)};  //!< attribute UnsubscribeBackoff
    Time graftFloodThreshold{Seconds(10)}; //!< attribute GraftFloodThreshold
    bool doPx{false};                      //!< attribute DoPX
    uint32_t prunePeers{16};               //!< attribute PrunePeers
    uint32_t opportunisticGraftTicks{60};  //!< attribute OpportunisticGraftTicks
    uint32_t opportunisticGraftPeers{2};   //!< attribute OpportunisticGraftPeers
    uint32_t maxSubscriptions{1024};       //!< attribute MaxSubscriptions
    uint32_t maxTopicLength{1024};         //!< attribute MaxTopicLength

    // Mesh, as implementations differ from the specification or from each other

    bool graftSubscribers{false};   //!< attribute GraftSubscribers
    bool pruneAtDHigh{false};       //!< attribute PruneAtDHigh
    bool admitOutbound{true};       //!< attribute AdmitOutbound
    bool admitNegative{false};      //!< attribute AdmitNegative
    uint32_t backoffSlack{2};       //!< attribute BackoffSlack
    uint32_t backoffTicks{0};       //!< attribute BackoffTicks
    Time receivedBackoffSlack{0};   //!< attribute ReceivedBackoffSlack
    bool backoffOnDeparture{false}; //!< attribute BackoffOnDeparture
    Time graftTolerance{0};         //!< attribute GraftTolerance

    // What misbehaviour adds to P7 (v1.1, "P7: Behavioural Penalty")

    double graftPenalty{1};        //!< attribute GraftPenalty
    double malformedPenalty{1};    //!< attribute MalformedPenalty
    double subscriptionPenalty{1}; //!< attribute SubscriptionPenalty
    double promisePenalty{1};      //!< attribute PromisePenalty

    // Publishing and forwarding (v1.0; v1.1, flood publishing)

    Time fanoutTtl{Seconds(60)};      //!< attribute FanoutTtl
    bool floodPublish{true};          //!< attribute FloodPublish
    bool publishToD{false};           //!< attribute PublishToD
    bool ownMessagesFirst{false};     //!< attribute OwnMessagesFirst
    uint64_t bandwidthEstimate{0};    //!< attribute BandwidthEstimate
    bool omitEarlySenders{false};     //!< attribute OmitEarlySenders
    uint32_t maxValidating{16384};    //!< attribute MaxValidating
    bool disconnectGraylisted{false}; //!< attribute DisconnectGraylisted

    // Gossip (v1.0; v1.1, adaptive gossip and spam protection)

    uint32_t dLazy{6};                   //!< attribute D_lazy
    double gossipFactor{0.25};           //!< attribute GossipFactor
    uint32_t mcacheLen{5};               //!< attribute McacheLen
    uint32_t mcacheGossip{3};            //!< attribute McacheGossip
    uint32_t maxIHaveLength{5000};       //!< attribute MaxIHaveLength
    uint32_t maxIHaveMessages{10};       //!< attribute MaxIHaveMessages
    uint32_t maxIWantLength{NO_LIMIT};   //!< attribute MaxIWantLength
    uint32_t maxIWantMessages{NO_LIMIT}; //!< attribute MaxIWantMessages
    bool askOnce{false};                 //!< attribute AskOnce
    uint32_t gossipRetransmission{3};    //!< attribute GossipRetransmission
    Time iWantFollowupTime{Seconds(3)};  //!< attribute IWantFollowupTime

    // IDONTWANT (v1.2)

    bool sendIDontWant{true};                 //!< attribute SendIDontWant
    uint32_t iDontWantMessageThreshold{1024}; //!< attribute IDontWantMessageThreshold
    uint32_t maxIDontWantMessages{1000};      //!< attribute MaxIDontWantMessages
    uint32_t maxIDontWantLength{10};          //!< attribute MaxIDontWantLength
    uint32_t maxIDontWantIds{NO_LIMIT};       //!< attribute MaxIDontWantIds
    bool iDontWantToDirect{false};            //!< attribute IDontWantToDirect
    bool iDontWantToAsked{false};             //!< attribute IDontWantToAsked
    uint32_t iDontWantMessageTtl{3};          //!< attribute IDontWantMessageTtl
    bool iDontWantAfterValidation{false};     //!< attribute IDontWantAfterValidation
    bool iDontWantCancels{true};              //!< attribute IDontWantCancels

    /** \return how parameters contradict each other, as a sentence; empty if they do not */
    std::string FindFault() const;

    /** Stop the program if parameters contradict each other. */
    void Check() const;
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PARAMETERS_H */
