/* SPDX-License-Identifier: GPL-2.0-only */
#include "csv-line.h"

#include <algorithm>

namespace ns3
{

namespace
{

const char* const CSV_BLANKS = " \t\r";

std::string
TrimCsvField(const std::string& text)
{
    const std::size_t from = text.find_first_not_of(CSV_BLANKS);
    return from == std::string::npos
               ? ""
               : text.substr(from, text.find_last_not_of(CSV_BLANKS) - from + 1);
}

} // namespace

std::vector<CsvField>
SplitCsvLine(const std::string& line)
{
    std::vector<CsvField> fields;
    std::size_t at = 0;
    while (at <= line.size())
    {
        const std::size_t start = std::min(line.find_first_not_of(CSV_BLANKS, at), line.size());
        if (start == line.size() || line[start] != '"')
        {
            const std::size_t end = std::min(line.find(',', at), line.size());
            fields.push_back({TrimCsvField(line.substr(at, end - at)), std::min(start, end) + 1});
            at = end + 1;
            continue;
        }
        std::string text;
        std::size_t i = start + 1;
        for (; i < line.size() && (line[i] != '"' || line.compare(i, 2, "\"\"") == 0); i++)
        {
            text += line[i];
            i += line[i] == '"' ? 1 : 0;
        }
        const std::size_t end = std::min(line.find(',', i), line.size());
        if (i >= line.size() || !TrimCsvField(line.substr(i + 1, end - i - 1)).empty())
        {
            return {};
        }
        fields.push_back({text, start + 1});
        at = end + 1;
    }
    return fields;
}

std::string
QuoteCsvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos && TrimCsvField(text) == text)
    {
        return text;
    }
    std::string quoted = "\"";
    for (char c : text)
    {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

} // namespace ns3
