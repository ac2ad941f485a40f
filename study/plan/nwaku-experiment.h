/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NWAKU_EXPERIMENT_H
#define WAKU_NWAKU_EXPERIMENT_H

#include "ns3/nstime.h"
#include "ns3/scenario.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The experiment of waku-org/research, rln-delay-simulations, in which nwaku nodes run under
 * the Shadow simulator and one node publishes messages at long intervals.
 *
 * These are the options of nwaku-validation. The defaults, except the payload, are those of the
 * published cases, as in the study `nwaku-validation`.
 */
struct NwakuExperiment
{
    /** Bounds of the mesh's degree. */
    struct MeshBounds
    {
        uint32_t low;  //!< D_low
        uint32_t high; //!< D_high
        uint32_t out;  //!< D_out
    };

    uint32_t nodes{1000};                        //!< number of nodes
    uint32_t dial{25};                           //!< random nodes that each node dials
    uint32_t meshDegree{6};                      //!< D, D_score and D_lazy
    std::string dLow;                            //!< D_low; empty for 2 below D
    std::string dHigh;                           //!< D_high; empty for 2 above D
    std::string dOut;                            //!< D_out; empty for D / 2, below D_low
    uint32_t payload{10000};                     //!< of a message, bytes
    uint32_t messages{10};                       //!< including the first, which is not evaluated
    bool first{false};                           //!< whether the first message alone is evaluated
    Time interval{Seconds(10)};                  //!< time between messages
    std::string up{"38Mbps"};                    //!< up rate of a node
    std::string down{"83Mbps"};                  //!< down rate of a node
    Time latency{MilliSeconds(100)};             //!< one-way delay between any two nodes
    Time proofDelay{MilliSeconds(150)};          //!< time to make an RLN proof
    Time verifyDelay{MilliSeconds(12)};          //!< time to verify an RLN proof
    uint32_t segments{1};                        //!< TCP segments in one packet
    std::string transport{"packet"};             //!< packet, flow or ideal
    bool sendIDontWant{true};                    //!< whether nodes send IDONTWANT
    bool secureChannel{false};                   //!< whether connections have Noise and yamux
    std::string congestion{"ns3::TcpLinuxReno"}; //!< Shadow's TCP has Reno's, without HyStart

    /**
     * \return the bounds. A bound that is not given is as far from D as nwaku's bound is from 6.
     */
    MeshBounds GetMeshBounds() const;

    /** \return whether percentiles of this experiment are published, for some payloads */
    bool IsPublished() const;

    /** \return the scenario of the study `nwaku-validation` of study/studies, with these values */
    Scenario MakeScenario() const;
};

} // namespace ns3

#endif /* WAKU_NWAKU_EXPERIMENT_H */
