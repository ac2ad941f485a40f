/* SPDX-License-Identifier: GPL-2.0-only */
#include "csv-measurement.h"

#include "csv-line.h"

#include "ns3/program-option-value.h"

#include <sstream>
#include <utility>

namespace ns3
{

namespace
{

/// Latencies beyond this are no latencies, seconds.
constexpr double MOST_LATENCY = 1e6;

/// Lines longer than this are no lines of a table.
constexpr std::size_t MOST_LINE = 100000;

/// A file as it is read.
class CsvMeasurementReader
{
  public:
    CsvMeasurementReader(const std::string& path, uint32_t firstSeq)
        : m_path(path),
          m_firstSeq(firstSeq)
    {
        m_measurement.source = path;
    }

    Measurement Read(const std::optional<CsvColumns>& columns)
    {
        std::istringstream in(Measurement::ReadFile(m_path));
        std::string line;
        std::getline(in, line);
        ReadHeader(line, columns);
        while (std::getline(in, line))
        {
            m_line++;
            if (line.find_first_not_of(" \t\r") != std::string::npos)
            {
                ReadLine(line);
            }
        }
        if (m_measurement.groups.empty())
        {
            throw MeasurementError(m_path,
                                   m_firstSeq == 0 ? "no latency"
                                                   : "no latency of message " +
                                                         std::to_string(m_firstSeq) + " or later");
        }
        CountHops();
        return m_measurement;
    }

  private:
    [[noreturn]] void Fail(std::size_t column, const std::string& what) const
    {
        throw MeasurementError(m_path, m_line, column, what);
    }

    void ReadHeader(const std::string& line, const std::optional<CsvColumns>& given)
    {
        CheckLine(line);
        const std::vector<CsvField> header = SplitCsvLine(line);
        const CsvColumns columns = given.value_or(CsvColumns::Guess(line));
        m_fields = header.size();
        for (const auto& [role, column] : columns.byRole)
        {
            std::size_t index = 0;
            while (index < header.size() && header[index].text != column.name)
            {
                index++;
            }
            if (index == header.size())
            {
                Fail(1, "\"" + line.substr(0, 80) + "\" has no column " + column.name);
            }
            m_columns[role] = {index, column.unit};
        }
        if (m_columns.count("latency") == 0 &&
            m_columns.count("published") + m_columns.count("received") < 2)
        {
            Fail(1,
                 "\"" + line.substr(0, 80) +
                     "\" names no column latency_ms; another one is given as "
                     "latency=NAME:UNIT");
        }
        const char* const group = m_columns.count("seq") > 0    ? "seq"
                                  : m_columns.count("node") > 0 ? "node"
                                                                : "";
        m_group = group;
        m_measurement.groupedBy = m_group == "seq" ? "message" : m_group;
    }

    void CheckLine(const std::string& line) const
    {
        const std::size_t zero = line.find('\0');
        if (zero != std::string::npos || line.size() > MOST_LINE)
        {
            Fail(std::min(zero, MOST_LINE) + 1, "this is no line of a text");
        }
    }

    void ReadLine(const std::string& line)
    {
        CheckLine(line);
        const std::vector<CsvField> fields = SplitCsvLine(line);
        if (fields.size() != m_fields)
        {
            Fail(fields.empty()             ? 1
                 : fields.size() > m_fields ? fields[m_fields].column
                                            : line.size() + 1,
                 fields.empty() ? "a quotation mark is not closed"
                                : std::to_string(fields.size()) + " fields, not " +
                                      std::to_string(m_fields) + " as in the first line");
        }
        if (m_firstSeq > 0 && m_columns.count("seq") > 0 &&
            ReadNumber(fields, "seq", "the number of a message") < m_firstSeq)
        {
            return;
        }
        const double latency = ReadLatency(fields);
        const bool isPublisher = m_columns.count("publisher") > 0 && m_columns.count("node") > 0 &&
                                 GetText(fields, "publisher") == GetText(fields, "node");
        if (isPublisher)
        {
            return;
        }
        CheckTwice(fields);
        NoteFrom(fields);
        Measurement::Group& group = GetGroup(m_group.empty() ? "" : GetText(fields, m_group));
        group.latency.emplace_back(latency, 1);
        if (m_columns.count("hops") > 0)
        {
            const double hops = ReadNumber(fields, "hops", "a whole number of hops");
            group.hops.emplace_back(hops, 1);
        }
    }

    double ReadLatency(const std::vector<CsvField>& fields) const
    {
        if (m_columns.count("latency") > 0)
        {
            const double latency = ReadTime(fields, "latency");
            if (!(latency >= 0 && latency <= MOST_LATENCY))
            {
                Fail(GetField(fields, "latency").column,
                     "latency " + GetText(fields, "latency") + " is not 0 to 10^6 s");
            }
            return latency;
        }
        const double latency = ReadTime(fields, "received") - ReadTime(fields, "published");
        if (!(latency >= 0 && latency <= MOST_LATENCY))
        {
            Fail(GetField(fields, "received").column,
                 "received " + OptionValue::Write(latency) +
                     " s after it was published, which is not 0 to 10^6 s: do the clocks agree?");
        }
        return latency;
    }

    /// Notes from whom a node had its first copy.
    void NoteFrom(const std::vector<CsvField>& fields)
    {
        if (m_columns.count("from") > 0 && m_columns.count("node") > 0 && m_group == "seq")
        {
            Path& path = m_paths[GetText(fields, "seq")];
            path.from[GetText(fields, "node")] = GetText(fields, "from");
            if (m_columns.count("publisher") > 0)
            {
                path.publisher = GetText(fields, "publisher");
            }
        }
    }

    /// Counts hops along the paths of first copies.
    void CountHops()
    {
        for (Measurement::Group& group : m_measurement.groups)
        {
            const Path& path = m_paths[group.name];
            for (const auto& [node, from] : path.from)
            {
                std::size_t hops = 1;
                std::string at = from;
                for (auto next = path.from.find(at);
                     at != path.publisher && next != path.from.end() && hops <= path.from.size();
                     next = path.from.find(at))
                {
                    at = next->second;
                    hops++;
                }
                // Without the publisher's name, it is who had the message from nobody.
                if (at == path.publisher || (path.publisher.empty() && hops <= path.from.size()))
                {
                    group.hops.emplace_back(static_cast<double>(hops), 1);
                }
            }
        }
    }

    const CsvField& GetField(const std::vector<CsvField>& fields, const std::string& role) const
    {
        return fields[m_columns.at(role).first];
    }

    const std::string& GetText(const std::vector<CsvField>& fields, const std::string& role) const
    {
        return GetField(fields, role).text;
    }

    /// A time in seconds.
    double ReadTime(const std::vector<CsvField>& fields, const std::string& role) const
    {
        const CsvField& field = GetField(fields, role);
        double value = 0;
        if (!OptionValue::Read(field.text, value).empty())
        {
            Fail(field.column, "\"" + field.text.substr(0, 80) + "\" is no number");
        }
        return value * m_columns.at(role).second;
    }

    uint32_t ReadNumber(const std::vector<CsvField>& fields,
                        const std::string& role,
                        const std::string& expected) const
    {
        const CsvField& field = GetField(fields, role);
        uint32_t value = 0;
        if (!OptionValue::Read(field.text, value).empty())
        {
            Fail(field.column, "\"" + field.text.substr(0, 80) + "\" is not " + expected);
        }
        return value;
    }

    void CheckTwice(const std::vector<CsvField>& fields)
    {
        if (m_columns.count("seq") == 0 || m_columns.count("node") == 0)
        {
            return;
        }
        const auto [known, isNew] =
            m_lines.emplace(std::make_pair(GetText(fields, "seq"), GetText(fields, "node")),
                            m_line);
        if (!isNew)
        {
            Fail(GetField(fields, "node").column,
                 "message " + known->first.first + " reached node " + known->first.second +
                     " in line " + std::to_string(known->second));
        }
    }

    Measurement::Group& GetGroup(const std::string& name)
    {
        const auto [known, isNew] = m_groups.emplace(name, m_measurement.groups.size());
        if (isNew)
        {
            m_measurement.groups.push_back({name, {}, {}});
        }
        return m_measurement.groups[known->second];
    }

    /// Paths of the first copies of a message.
    struct Path
    {
        std::string publisher;                   ///< who published it; empty if not known
        std::map<std::string, std::string> from; ///< from whom each node had it
    };

    const std::string& m_path;
    uint32_t m_firstSeq;
    std::size_t m_line{1};
    std::size_t m_fields{0};
    std::map<std::string, std::pair<std::size_t, double>> m_columns;    ///< index and unit by role
    std::string m_group;                                                ///< role of the groups
    std::map<std::string, std::size_t> m_groups;                        ///< index by name
    std::map<std::pair<std::string, std::string>, std::size_t> m_lines; ///< by message and node
    std::map<std::string, Path> m_paths;                                ///< by message
    Measurement m_measurement;
};

} // namespace

Measurement
ReadCsvMeasurement(const std::string& path,
                   const std::optional<CsvColumns>& columns,
                   uint32_t firstSeq)
{
    return CsvMeasurementReader(path, firstSeq).Read(columns);
}

} // namespace ns3
