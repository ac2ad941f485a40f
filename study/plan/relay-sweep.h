/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_SWEEP_H
#define WAKU_RELAY_SWEEP_H

#include "relay-variant.h"

#include "ns3/relay-run.h"
#include "ns3/waku-scaling-model.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Simulates every RelayVariant at several network sizes, each as often as needed for its
 * confidence interval.
 */
struct RelaySweep
{
    std::vector<uint32_t> nodes{100, 1000}; //!< network sizes
    uint32_t degree{6};                     //!< degree of the meshes
    uint32_t runs{5};                       //!< largest number of runs of a case
    /**
     * A case has enough runs when the half width of the 95 % confidence interval of each of its
     * GetComparedFigures() is at most this share of the mean. With 0, a case has all runs.
     */
    double precision{0.01};
    double transmissions{50000}; //!< approximate number in a run; a variant simulates a share of it
    uint32_t segments{1};        //!< TCP segments in one packet
    uint32_t workers{0};         //!< number of runs in parallel; 0: one for each core

    /** A variant at a network size. */
    struct Case
    {
        uint32_t nodes;         //!< size of the network, of all shards
        RelayVariant variant;   //!< the variant
        RelayScenario scenario; //!< scenario of the runs, without the number of the run
        double work;            //!< duration of a run, in any unit
    };

    /**
     * \param model closed form with the same degree
     * \return the cases, without those whose shards are too small for their meshes
     */
    std::vector<Case> GetCases(const WakuScalingModel& model) const;

    /**
     * Run all cases.
     * \param model closed form with the same degree
     * \return results of the runs
     */
    RelayRuns Run(const WakuScalingModel& model) const;

    /**
     * \param variant name of a variant
     * \param known its runs so far
     * \return whether it needs no more runs
     */
    bool HasEnough(const std::string& variant, const std::vector<RelayRun>& known) const;

    /**
     * \param variant name of a variant
     * \param runs its runs, at least two
     * \return half width of the widest 95 % confidence interval of its GetComparedFigures(),
     *        relative to the mean
     */
    static double GetWidestInterval(const std::string& variant, const std::vector<RelayRun>& runs);
};

} // namespace ns3

#endif /* WAKU_RELAY_SWEEP_H */
