/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_STORE_H
#define WAKU_STUDY_STORE_H

#include "ns3/planned-run.h"
#include "ns3/results-database.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes down which runs a study wants, so that reports know them.
 *
 * Cells of a study have different parameters. If the scenario of a cell changes, as with another
 * default of a model, the cell has the new one. A changed text of the study's file is another
 * study, so that no cell of the old text remains.
 */
class StudyStore
{
  public:
    /**
     * Begin or resume a study, in a transaction of its own.
     * \param database an open database, which must outlive this object
     * \param name name of the study
     * \param file text of its file
     * \param version of its results, WAKU_RESULTS_VERSION
     */
    StudyStore(ResultsDatabase& database,
               const std::string& name,
               const std::string& file,
               uint32_t version);

    /**
     * Write down a run that the study wants, in the transaction of the caller. Nothing is written
     * if it is there. A std::logic_error says if two cells of the study have the same parameters
     * and different scenarios.
     * \param place place of the run's cell in the file; cells of equal place are in the order of
     *        their parameters
     * \param run the run
     * \param scenario number of its scenario in the database
     * \param version of the results that count for this run
     */
    void Want(std::size_t place, const PlannedRun& run, int64_t scenario, uint32_t version);

    /**
     * \param place place of the run's cell in the file
     * \param run a run
     * \param scenario number of its scenario in the database
     * \param version of the results that count for this run
     * \return whether Want() has nothing to write
     */
    bool IsWanted(std::size_t place,
                  const PlannedRun& run,
                  int64_t scenario,
                  uint32_t version) const;

    /** \return number of the study in the database */
    int64_t GetId() const
    {
        return m_study;
    }

  private:
    /** A cell of the study. */
    struct Cell
    {
        int64_t id{0};                     //!< in the database
        std::size_t place{0};              //!< in the file
        int64_t scenario{0};               //!< number of its scenario
        bool isWritten{false};             //!< whether this object has written it
        std::map<uint32_t, uint32_t> runs; //!< version of results by RngRun
    };

    /** Read the cells of the study. */
    void ReadCells();
    /**
     * \param parameters parameters of a cell
     * \return the cell; null if it is not there
     */
    const Cell* FindCell(const std::vector<std::pair<std::string, std::string>>& parameters) const;

    SqliteDatabase& m_sqlite;            //!< the database
    uint32_t m_version;                  //!< of the results of the study
    int64_t m_study{0};                  //!< number of the study
    std::map<std::string, Cell> m_cells; //!< by text of the parameters
    /** Parameters of the cell that was looked up last. */
    mutable std::vector<std::pair<std::string, std::string>> m_lastParameters;
    mutable const Cell* m_lastCell{nullptr}; //!< cell that was looked up last
};

} // namespace ns3

#endif /* WAKU_STUDY_STORE_H */
