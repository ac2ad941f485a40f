/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-result-store.h"

#include "ns3/abort.h"
#include "ns3/user-error.h"

#include <algorithm>
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
    for (std::size_t start = 0; start <= line.size();)
    {
        const std::size_t end = std::min(line.find(',', start), line.size());
        fields.push_back(line.substr(start, end - start));
        start = end + 1;
    }
    return fields;
}

/// A text in quotation marks, on one line, as CSV has it.
std::string
Quote(const std::string& text)
{
    std::string quoted = "\"";
    for (const char c : text)
    {
        quoted += c == '"' ? "\"\"" : std::string(1, c == '\n' || c == '\r' ? ' ' : c);
    }
    return quoted + "\"";
}

/// Where the text in quotation marks at the beginning of a line ends; npos if it does not.
std::size_t
FindQuoteEnd(const std::string& line)
{
    std::size_t end = line.empty() || line.front() != '"' ? std::string::npos : line.find('"', 1);
    while (end != std::string::npos && line.compare(end, 2, "\"\"") == 0)
    {
        end = line.find('"', end + 2);
    }
    return end;
}

} // namespace

ResultFile::ResultFile(const std::string& path, const std::vector<std::string>& columns)
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
        Append(",cut off\n"); // no row that FieldValue reads
    }
}

void
ResultFile::Read(const std::string& text)
{
    const std::string header = "settings" + Join(m_columns);
    if (text.compare(0, header.size(), header) != 0)
    {
        StopAtUserError(m_path + ":1:1: the first line is not " +
                        header.substr(0, header.size() - 1) + "; name another folder");
    }
    std::istringstream in(text.substr(header.size()));
    std::string line;
    while (std::getline(in, line))
    {
        const std::size_t end = FindQuoteEnd(line);
        const bool isComplete = !in.eof() && end != std::string::npos && line.size() > end + 1;
        const std::vector<std::string> results =
            isComplete ? Split(line.substr(end + 2)) : std::vector<std::string>();
        if (results.size() == m_columns.size())
        {
            m_rows[line.substr(0, end + 1)] = results;
        }
    }
}

std::optional<std::vector<std::string>>
ResultFile::Find(const std::string& settings) const
{
    const auto row = m_rows.find(Quote(settings));
    return row == m_rows.end() ? std::nullopt : std::make_optional(row->second);
}

void
ResultFile::Add(const std::string& settings, const std::vector<std::string>& results)
{
    NS_ABORT_MSG_IF(results.size() != m_columns.size(),
                    m_path << ": " << results.size() << " results for " << m_columns.size()
                           << " columns");
    m_rows[Quote(settings)] = results;
    Append(Quote(settings) + Join(results));
}

void
ResultFile::Append(const std::string& line) const
{
    // One write of the system, so that rows of several processes do not mix.
    const int file = open(m_path.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0644);
    const bool isWritten =
        file >= 0 && write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    if (!isWritten || close(file) != 0)
    {
        StopAtUserError(m_path + ": can't be written");
    }
}

} // namespace ns3
