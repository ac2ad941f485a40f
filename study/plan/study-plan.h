/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_PLAN_H
#define WAKU_STUDY_PLAN_H

#include "load-search.h"
#include "run-group.h"
#include "study-file.h"

#include "ns3/planned-run.h"
#include "ns3/scenario.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The runs of a study: a cell for each combination of what varies, and a RunGroup for each
 * cell.
 */
class StudyPlan
{
  public:
    /** A combination of what varies. */
    struct Cell
    {
        std::vector<std::pair<std::string, std::string>> parameters; //!< varied keys and values
        Scenario scenario;                                           //!< checked
    };

    /**
     * \param study the study. A StudyFileError is thrown for the first thing that is wrong in it,
     *        such as a key that does not exist, a value that a key does not take, or an overlay
     *        that cannot be. Attributes that the command line has set are part of its scenarios.
     */
    explicit StudyPlan(const StudyFile& study);

    /** \return the study */
    const StudyFile& GetStudy() const
    {
        return m_study;
    }

    /** \return the cells: the last axis of the file varies fastest */
    const std::vector<Cell>& GetCells() const
    {
        return m_cells;
    }

    /** \return a group for each cell, in their order; they refer to this object */
    std::vector<std::unique_ptr<RunGroup>> MakeGroups() const;

    /**
     * \param cell a cell
     * \param number number of the run in the cell, from 1. RngRun is as much higher as the
     *        program's RngRun is above 1.
     * \return the run
     */
    PlannedRun MakeRun(const Cell& cell, uint32_t number) const;

    /**
     * \param cell a cell of a study that searches
     * \return its search
     */
    std::unique_ptr<LoadSearch> MakeSearch(const Cell& cell) const;

    /**
     * Simulate a run and judge it. It is what child processes do.
     * \param run a run of this study
     * \return its results
     */
    RunOutcome Simulate(const PlannedRun& run) const;

    /**
     * Say whether a run delivers what the study expects.
     * \param outcome results of a run; a run that ended in another way than well, or than by an
     *        expectation, stays as it is
     */
    void Judge(RunOutcome& outcome) const;

  private:
    /**
     * Add the cells of all combinations of the axes from one on.
     * \param axis index of the axis
     * \param parameters values of earlier axes
     * \param settings what the scenario and earlier axes set
     */
    void AddCells(std::size_t axis,
                  const std::vector<std::pair<std::string, std::string>>& parameters,
                  const std::vector<StudyFile::Setting>& settings);

    /**
     * \param settings what is set, in order; of a key the last holds
     * \return the scenario, checked
     */
    Scenario MakeScenario(const std::vector<StudyFile::Setting>& settings) const;

    StudyFile m_study;         //!< the study
    std::vector<Cell> m_cells; //!< the cells
    uint32_t m_firstRun;       //!< RngRun of number 1
};

} // namespace ns3

#endif /* WAKU_STUDY_PLAN_H */
