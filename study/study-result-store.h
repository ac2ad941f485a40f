/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_RESULT_STORE_H
#define WAKU_STUDY_RESULT_STORE_H

#include "study-fields.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A CSV file that only grows: what a ResultStore writes and reads.
 *
 * A row has the settings of a run, in quotation marks, and its results. Processes can add rows to a
 * file side by side. A row that was not written to its end is ignored.
 */
class ResultFile
{
  public:
    /**
     * \param path the file; read if it is there. Ends the program if it has other columns
     * \param columns names of the results
     */
    ResultFile(const std::string& path, const std::vector<std::string>& columns);

    /** \param settings of a run \return its results, if they were there when the file was read */
    std::optional<std::vector<std::string>> Find(const std::string& settings) const;

    /**
     * Add a row to the file; ends the program if it can't be written.
     * \param settings of a run
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

/**
 * \ingroup waku
 * \brief Results of runs in a file, so that a study which was interrupted goes on where it was.
 *
 * \tparam Row what a run returns; Row::GetFields() are its StudyFields
 */
template <typename Row>
class ResultStore
{
  public:
    /** \param path the file; read if it is there. Ends the program if it has other columns */
    explicit ResultStore(const std::string& path)
        : m_file(path, Row::GetFields().GetNames())
    {
    }

    /**
     * \param settings what tells a run from all others, see DescribeSettings()
     * \return its results, if they were there when the file was read
     */
    std::optional<Row> Find(const std::string& settings) const
    {
        const auto results = m_file.Find(settings);
        return results ? Row::GetFields().Read(*results) : std::nullopt;
    }

    /** Add a row to the file. \param settings of a run \param row its results */
    void Add(const std::string& settings, const Row& row)
    {
        m_file.Add(settings, Row::GetFields().Write(row));
    }

    /** \return the number of runs whose results are known */
    std::size_t GetSize() const
    {
        return m_file.GetSize();
    }

  private:
    ResultFile m_file; //!< the file
};

} // namespace ns3

#endif /* WAKU_STUDY_RESULT_STORE_H */
