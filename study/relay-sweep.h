/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_SWEEP_H
#define WAKU_RELAY_SWEEP_H

#include "relay-run.h"
#include "relay-variant.h"

#include "ns3/waku-scaling-model.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Simulates every RelayVariant at several network sizes, each as often as its confidence
 * interval needs.
 */
struct RelaySweep
{
    std::vector<uint32_t> nodes{100, 1000}; //!< network sizes
    uint32_t degree{6};                     //!< of the meshes
    uint32_t runs{5};                       //!< most runs of a case
    /** A case has enough runs when the 95 % interval of each of its GetComparedFigures() is at most
     * so wide to each side, relative to the mean; with 0 it has all runs. */
    double precision{0.01};
    double transmissions{50000}; //!< in a run, about; a variant has a share of its own
    uint32_t segments{1};        //!< TCP segments in one packet
    uint32_t workers{0};         //!< runs at a time; 0 for one for each core

    /** A variant at a network size. */
    struct Case
    {
        uint32_t nodes;         //!< size of the network, of all shards
        RelayVariant variant;   //!< how it relays
        RelayScenario scenario; //!< what is simulated, but for the number of the run
        double work;            //!< how long a run takes, in any unit
    };

    /**
     * \param model closed form, of the same degree
     * \return the cases; without those whose shards would be too small for their meshes
     */
    std::vector<Case> GetCases(const WakuScalingModel& model) const;

    /** \param model closed form, of the same degree \return what the runs show */
    RelayRuns Run(const WakuScalingModel& model) const;

    /** \param variant name of a variant \param known its runs \return whether it needs no more */
    bool HasEnough(const std::string& variant, const std::vector<RelayRun>& known) const;

    /**
     * \param variant name of a variant
     * \param runs its runs, two at least
     * \return half the width of the widest 95 % confidence interval of its GetComparedFigures(),
     *         relative to the mean
     */
    static double GetWidestInterval(const std::string& variant, const std::vector<RelayRun>& runs);
};

} // namespace ns3

#endif /* WAKU_RELAY_SWEEP_H */
