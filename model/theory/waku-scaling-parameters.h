/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCALING_PARAMETERS_H
#define WAKU_SCALING_PARAMETERS_H

#include "theory-parameter.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief All assumptions of the closed-form Waku scaling model, as numbers.
 *
 * The defaults are those of the model of 2023 and of its revision of 2025. Sizes are in bytes (the
 * published model counts a megabyte as 1000^2 bytes: its 0.002 MB message has 2000 bytes), rates
 * are per hour, delays in seconds. GetWakuScalingParameterTable() has names, ranges and
 * descriptions.
 *
 * Some assumptions are published as statements ("Messages outside of Waku Relay are not
 * considered"). Each of them is a number here; with its default the statement is true, and any
 * other value drops the assumption.
 */
struct WakuScalingParameters
{
    double messageSize{2000};             //!< A01
    double messagesPerHour{5};            //!< A02
    double degree{6};                     //!< A03
    double nonRelayLoad{0};               //!< A04
    double transmissionsPerEdge{1};       //!< A05
    double neighboursNotSentTo{1};        //!< A06
    double meshes{1};                     //!< A07
    double groupsPerShard{1};             //!< A08
    double maxNodesPerShard{10000};       //!< A09
    double shardsPerNode{3};              //!< A10
    double shardsFilledEvenly{3};         //!< A11
    double oneToOneShards{1};             //!< A12
    double oneToOneMessagesPerHour{5};    //!< A13
    double oneToOneShardsFilledEvenly{1}; //!< A14
    double lightNodeShare{1};             //!< A15
    double edgesPerPair{1};               //!< A16
    double connectedShare{1};             //!< A17
    double copiesPerStoredMessage{1};     //!< A21
    double gossipShare{0};                //!< A31
    double gossipMessageSize{50};         //!< A32
    double iwantRatio{0.01};              //!< A33
    double idontwantMessageSize{50};      //!< A34
    double bigMessageShare{0.2};          //!< A35
    double idontwantTooLate{0.6};         //!< A36
    double bigMessageSize{6000};          //!< A37
    double distance{0};                   //!< A41
    double delayPerHop{0.1};              //!< A42
    double peerBandwidth{30e6};           //!< A43
    double smallMessageSize{1000};        //!< size of the messages that are not big
    double dLazy{6};                      //!< gossipsub's D_lazy
    double mcacheGossip{3};               //!< gossipsub's mcache_gossip
    double statusMessageSize{500};        //!< A51
    double statusMessagesPerHour{12};     //!< A52
    double inactivePerActive{1};          //!< A53
    double selectiveShare{0.1};           //!< A54
    double requestsPerHour{60};           //!< A55
    double responseOverhead{200};         //!< A56
    double messageSizeVariation{1};       //!< A61
    double messagesPerHourVariation{1};   //!< A62
    double groupSizeVariation{1};         //!< A63
};

/**
 * \ingroup waku
 * \brief The table of the Waku model's parameters.
 */
using WakuScalingParameterTable = TheoryParameterTable<WakuScalingParameters>;

/**
 * \ingroup waku
 * \return names, numbers, ranges and descriptions of the Waku model's parameters
 */
const WakuScalingParameterTable& GetWakuScalingParameterTable();

} // namespace ns3

#endif /* WAKU_SCALING_PARAMETERS_H */
