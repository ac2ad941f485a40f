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
 * \brief A CSV file that ResultStore writes and reads. Rows are only added.
 *
 * A row has the settings of a run in quotation marks, and its results. Several processes can add
 * rows at the same time. A row that was not written completely is ignored.
 */
class ResultFile
{
  public:
    /**
     * Read the file if it exists. If it has other columns, the program ends with an error.
     * \param path path of the file
     * \param columns names of the results
     */
    ResultFile(const std::string& path, const std::vector<std::string>& columns);

    /**
     * \param settings settings of a run
     * \return results of the run, if they were in the file when it was read
     */
    std::optional<std::vector<std::string>> Find(const std::string& settings) const;

    /**
     * Add a row to the file. The program ends with an error if the file cannot be written.
     * \param settings settings of a run
     * \param results value of each column, without commas and line breaks
     */
    void Add(const std::string& settings, const std::vector<std::string>& results);

    /** \return the number of runs whose results are known */
    std::size_t GetSize() const
    {
        return m_rows.size();
    }

  private:
    /**
     * Read rows.
     * \param text content of the file
     */
    void Read(const std::string& text);
    /**
     * Append a line to the file.
     * \param line the line with its line break
     */
    void Append(const std::string& line) const;

    std::string m_path;                                     //!< path of the file
    std::vector<std::string> m_columns;                     //!< names of the results
    std::map<std::string, std::vector<std::string>> m_rows; //!< results by settings
};

/**
 * \ingroup waku
 * \brief Stores results of runs in a file, so that a study that was interrupted can continue.
 *
 * \tparam Row result of a run; Row::GetFields() are its StudyFields
 */
template <typename Row>
class ResultStore
{
  public:
    /**
     * Read the file if it exists. If it has other columns, the program ends with an error.
     * \param path path of the file
     */
    explicit ResultStore(const std::string& path)
        : m_file(path, Row::GetFields().GetNames())
    {
    }

    /**
     * \param settings settings that distinguish the run from all others, see DescribeSettings()
     * \return results of the run, if they were in the file when it was read
     */
    std::optional<Row> Find(const std::string& settings) const
    {
        const auto results = m_file.Find(settings);
        return results ? Row::GetFields().Read(*results) : std::nullopt;
    }

    /**
     * Add a row to the file.
     * \param settings settings of a run
     * \param row results of the run
     */
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
