/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_RESULT_STORE_H
#define WAKU_STUDY_RESULT_STORE_H

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Results of runs in a CSV file that only grows, so that a study which was interrupted goes
 * on where it was.
 *
 * A row has the settings of a run, which tell it from all others, and its results. Processes can
 * add rows to a file side by side. A row that was not written to its end is ignored.
 */
class ResultStore
{
  public:
    /**
     * \param path the file; read if it is there. Stops if it has other columns
     * \param columns names of the results
     */
    ResultStore(const std::string& path, const std::vector<std::string>& columns);

    /** \param settings of a run \return its results, if they were there when the file was read */
    std::optional<std::vector<std::string>> Find(const std::string& settings) const;

    /**
     * Add a row to the file; stops if it can't be written or has another number of results.
     * \param settings of a run, without quotation marks and line breaks
     * \param results one for each column, without commas and line breaks
     */
    void Add(const std::string& settings, const std::vector<std::string>& results);

    /** \return the number of runs whose results are known */
    std::size_t GetSize() const
    {
        return m_rows.size();
    }

  private:
    /** \param text the file */
    void Read(const std::string& text);
    /** \param line what to append, with its line break */
    void Append(const std::string& line) const;

    std::string m_path;                                     //!< the file
    std::vector<std::string> m_columns;                     //!< names of the results
    std::map<std::string, std::vector<std::string>> m_rows; //!< results by settings
};

} // namespace ns3

#endif /* WAKU_STUDY_RESULT_STORE_H */
