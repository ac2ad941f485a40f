/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-result-store.h"

#include "ns3/abort.h"

#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace ns3
{

namespace
{

std::string
Join(const std::vector<std::string>& fields)
{
    std::string line;
    for (const std::string& field : fields)
    {
        line += "," + field;
    }
    return line + "\n";
}

std::vector<std::string>
Split(const std::string& line)
{
    std::vector<std::string> fields;
    std::istringstream in(line);
    std::string field;
    while (std::getline(in, field, ','))
    {
        fields.push_back(field);
    }
    return fields;
}

} // namespace

ResultStore::ResultStore(const std::string& path, const std::vector<std::string>& columns)
    : m_path(path),
      m_columns(columns)
{
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    if (text.str().empty())
    {
        Append("settings" + Join(columns));
        return;
    }
    Read(text.str());
    if (text.str().back() != '\n')
    {
        Append("\n");
    }
}

void
ResultStore::Read(const std::string& text)
{
    const std::string header = "settings" + Join(m_columns);
    NS_ABORT_MSG_IF(text.compare(0, header.size(), header) != 0,
                    m_path << ": the first line is not " << header);
    std::istringstream in(text.substr(header.size()));
    std::string line;
    while (std::getline(in, line))
    {
        const auto end = line.find("\",");
        const bool isComplete =
            !in.eof() && !line.empty() && line.front() == '"' && end != std::string::npos;
        const std::vector<std::string> results =
            isComplete ? Split(line.substr(end + 2)) : std::vector<std::string>();
        if (isComplete && results.size() == m_columns.size())
        {
            m_rows[line.substr(1, end - 1)] = results;
        }
    }
}

std::optional<std::vector<std::string>>
ResultStore::Find(const std::string& settings) const
{
    const auto row = m_rows.find(settings);
    return row == m_rows.end() ? std::nullopt : std::make_optional(row->second);
}

void
ResultStore::Add(const std::string& settings, const std::vector<std::string>& results)
{
    NS_ABORT_MSG_IF(results.size() != m_columns.size(),
                    m_path << ": " << results.size() << " results for " << m_columns.size()
                           << " columns");
    m_rows[settings] = results;
    Append("\"" + settings + "\"" + Join(results));
}

void
ResultStore::Append(const std::string& line) const
{
    // One write of the system, so that rows of several processes do not mix.
    const int file = open(m_path.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0644);
    const bool isWritten =
        file >= 0 && write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    NS_ABORT_MSG_IF(!isWritten || close(file) != 0, m_path << ": can't be written");
}

} // namespace ns3
