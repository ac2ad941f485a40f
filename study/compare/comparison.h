/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COMPARISON_H
#define WAKU_COMPARISON_H

#include "measurement.h"

#include "ns3/bootstrap.h"
#include "ns3/planned-run.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Simulated runs that differ in RngRun alone, to compare with a measurement.
 */
struct SimulatedRuns
{
    /** A run. */
    struct Run
    {
        std::vector<SampleDistribution::Entry> latency; //!< seconds, and how often
        std::vector<SampleDistribution::Entry> hops;    //!< hops, and how often
        std::map<std::string, double> metrics;          //!< by name

        /**
         * \param histograms histograms of a run by name: latency_s and hops
         * \return the run, without metrics
         */
        static Run Of(const std::map<std::string, RunOutcome::Histogram>& histograms);
    };

    std::string name;      //!< parameters that tell them from others
    std::vector<Run> runs; //!< the runs
};

/**
 * \ingroup waku
 * \brief A measurement beside a simulation.
 *
 * **Agreement** is one number between 0 and 1: 1 - W / m, or 0 if that is negative. W is the
 * 1-Wasserstein distance, which is the difference between a percentile of the measured latencies
 * and the same percentile of the simulated ones, in the mean over all percentiles; m is the mean of
 * the measured latencies. So 1 says that the distributions are the same, 0.97 that latencies are
 * wrong by 3 % of the mean latency, and 0 that they are wrong by as much as the mean latency or
 * more.
 *
 * Intervals are those of a Bootstrap: whole messages (or nodes, if messages are not known) of the
 * measurement and whole runs of the simulation are drawn, since deliveries of a message depend on
 * each other. They tell of the variation between messages and between runs, not of what all
 * messages of a fleet have in common, such as its overlay. The differences that drawing adds only
 * make distributions less equal, so the interval of a distance is extended to the distance where it
 * lies beyond it.
 */
struct Comparison
{
    /** A figure of both. Values have the figure's unit; latencies are in seconds. */
    struct Figure
    {
        std::string name;                                  //!< p5, ..., mean or a metric
        double measured{0};                                //!< measured value
        std::optional<Bootstrap::Interval> measuredRange;  //!< its interval
        double simulated{0};                               //!< simulated value
        std::optional<Bootstrap::Interval> simulatedRange; //!< its interval
        double error{0};                                   //!< simulated / measured - 1
        std::optional<Bootstrap::Interval> errorRange;     //!< its interval
    };

    /** A distance, or the agreement. */
    struct Score
    {
        double value{0};                          //!< its value
        std::optional<Bootstrap::Interval> range; //!< its interval
    };

    /** The scores of two distributions. */
    struct Scores
    {
        Score agreement;   //!< see above
        Score wasserstein; //!< 1-Wasserstein distance, seconds or hops
        Score kolmogorov;  //!< Kolmogorov-Smirnov distance, 0 to 1
    };

    std::string source;               //!< of the measurement
    std::string name;                 //!< of the simulation
    std::string groupedBy;            //!< what is drawn of the measurement; empty if nothing is
    std::size_t groups{0};            //!< how many of them there are
    std::size_t runs{0};              //!< simulated runs
    bool fromPercentiles{false};      //!< whether only percentiles were measured
    SampleDistribution measured;      //!< measured latencies, seconds
    SampleDistribution simulated;     //!< simulated latencies, seconds
    std::vector<Figure> latency;      //!< percentiles and mean; empty if one has no latencies
    std::optional<Scores> scores;     //!< of the latencies
    SampleDistribution measuredHops;  //!< measured hops; without weight if not known
    SampleDistribution simulatedHops; //!< simulated hops; without weight if not known
    std::optional<Scores> hopScores;  //!< of the hops, if both have hops
    std::vector<Figure> metrics;      //!< metrics that both have

    /**
     * Compare.
     * \param measurement the measurement
     * \param simulation the simulation, with at least one run
     * \param bootstrap draws the intervals
     * \return both beside each other; std::invalid_argument is thrown if they have nothing in
     * common
     */
    static Comparison Of(const Measurement& measurement,
                         const SimulatedRuns& simulation,
                         const Bootstrap& bootstrap = Bootstrap());

    /**
     * \param measured a distribution
     * \param simulated another one
     * \return their agreement, 0 to 1; NaN if one has no values
     */
    static double GetAgreement(const SampleDistribution& measured,
                               const SampleDistribution& simulated);
};

} // namespace ns3

#endif /* WAKU_COMPARISON_H */
