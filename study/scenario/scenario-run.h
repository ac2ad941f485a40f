/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_RUN_H
#define WAKU_SCENARIO_RUN_H

#include "scenario.h"

#include "ns3/distributed-helper.h"
#include "ns3/latency-histogram.h"
#include "ns3/planned-run.h"
#include "ns3/run-summary.h"
#include "ns3/scenario-stage.h"
#include "ns3/traffic-schedule.h"
#include "ns3/view-outputs.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

class ScenarioEventHelper;
class ViewHelper;

/**
 * \ingroup waku
 * \brief Simulates a Scenario.
 */
class ScenarioRun
{
  public:
    /** The results of a run. */
    struct Result
    {
        RunSummary summary;                         //!< counts, percentiles, bytes
        LatencyHistogram latency;                   //!< publish to delivery
        std::map<std::string, double> metrics;      //!< all that is measured, by name
        std::vector<ScheduledMessage> publications; //!< if asked for
        std::string failure; //!< sentence about what must hold and did not; empty if all held

        /** \return the result in the form of the results database */
        RunOutcome ToOutcome() const;
    };

    /**
     * \param scenario the scenario, after Scenario::Check
     * \param rngRun ns-3's RngRun
     */
    ScenarioRun(const Scenario& scenario, uint32_t rngRun);

    /** Note all publications in the result. */
    void NotePublications()
    {
        m_notesPublications = true;
    }

    /**
     * Capture the packets of some nodes.
     * \param prefix beginning of the names of the files; empty for none
     * \param nodes number of nodes, from node 0 on
     */
    void Capture(const std::string& prefix, uint32_t nodes);

    /** \param outputs what ViewHelper writes of the run */
    void SetView(const ViewOutputs& outputs)
    {
        m_view = outputs;
    }

    /**
     * Simulate. The simulator is destroyed afterwards. In a distributed run, rank 0 has the result.
     * \param ranks processes of the run
     * \return the result
     */
    Result Run(const DistributedHelper& ranks);

  private:
    /**
     * Schedule the messages at intervals.
     * \param applications the applications
     */
    void ScheduleMessages(const ApplicationContainer& applications) const;

    /**
     * Begin to record what is to be shown, if anything is.
     * \param view what records the run
     * \param applications the applications
     * \param devices their devices
     * \param extra hosts of adversaries
     */
    static void RecordView(ViewHelper& view,
                           const ApplicationContainer& applications,
                           const NetDeviceContainer& devices,
                           const ScenarioHosts& extra);
    /**
     * Write the page, if there is one to write.
     * \param view what has recorded the run
     * \param events events of the run, to be marked on the slider of time
     * \param summary summary of the run
     */
    void WriteView(ViewHelper& view,
                   const ScenarioEventHelper& events,
                   const RunSummary& summary) const;

    Scenario m_scenario;             //!< the scenario
    uint32_t m_rngRun;               //!< ns-3's RngRun
    bool m_notesPublications{false}; //!< whether publications are noted
    std::string m_capturePrefix;     //!< beginning of the names of captures
    uint32_t m_captured{0};          //!< number of captured nodes
    ViewOutputs m_view;              //!< what ViewHelper writes of the run
};

} // namespace ns3

#endif /* WAKU_SCENARIO_RUN_H */
