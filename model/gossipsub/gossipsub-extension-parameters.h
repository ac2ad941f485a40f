/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_EXTENSION_PARAMETERS_H
#define WAKU_GOSSIPSUB_EXTENSION_PARAMETERS_H

#include "pubsub-extension-rpc.h"

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a receiver of PREAMBLE does when the message does not come, and a node that has held
 * a message back (specs pull request 654, "fallback_mode").
 */
enum class PreambleFallback
{
    PULL, //!< the receiver asks another peer by IWANT (nim-libp2p)
    PUSH, //!< the node sends the message after the time that it should have taken
};

/**
 * \ingroup waku
 * \brief The parameters of what came after gossipsub v1.2. All of it is off by default.
 *
 * Each member is an attribute of GossipSubRouter, whose help has units and ranges.
 */
struct GossipSubExtensionParameters
{
    bool testExtension{false};   //!< attribute TestExtension
    bool partialMessages{false}; //!< attribute PartialMessages
    bool pingPong{false};        //!< attribute PingPong
    bool preamble{false};        //!< attribute Preamble
    bool choke{false};           //!< attribute Choke

    uint32_t partialGroupTtl{5};           //!< attribute PartialGroupTtl
    uint32_t maxPartialGroups{1000};       //!< attribute MaxPartialGroups
    uint32_t maxPartialGroupsPerPeer{100}; //!< attribute MaxPartialGroupsPerPeer
    uint32_t pingBudget{6400};             //!< attribute PingBudget

    uint32_t preambleThreshold{40 * 1024}; //!< attribute PreambleThreshold
    uint32_t maxPreambles{10};             //!< attribute MaxPreambles
    uint32_t maxImReceiving{50};           //!< attribute MaxImReceiving
    bool preambleFastPeersOnly{true};      //!< attribute PreambleFastPeersOnly
    bool penaliseLatePreambles{false};     //!< attribute PenaliseLatePreambles
    /** Attribute PreambleFallback. */
    ns3::PreambleFallback preambleFallback{ns3::PreambleFallback::PULL};

    uint32_t chokeMessageThreshold{1400};     //!< attribute ChokeMessageThreshold
    Time chokeThreshold{MilliSeconds(200)};   //!< attribute ChokeThreshold
    Time unchokeThreshold{MilliSeconds(100)}; //!< attribute UnchokeThreshold
    Time iWantTimeout{MilliSeconds(500)};     //!< attribute ChokeIWantTimeout

    bool iDontWantOnPublish{false}; //!< attribute IDontWantOnPublish
    Time batchWindow{0};            //!< attribute BatchWindow

    /** \return the extensions that are on */
    PubsubExtensionSet GetSet() const
    {
        return {partialMessages, testExtension, pingPong, preamble, choke};
    }
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_EXTENSION_PARAMETERS_H */
