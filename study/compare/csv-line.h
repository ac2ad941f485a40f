/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CSV_LINE_H
#define WAKU_CSV_LINE_H

#include <cstddef>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A field of a line of a CSV file.
 */
struct CsvField
{
    std::string text;      //!< its content, without quotation marks and surrounding blanks
    std::size_t column{1}; //!< column in which it begins, from 1
};

/**
 * \ingroup waku
 * \brief Split a line of a CSV file (RFC 4180, with `,` between fields; a line break within a field
 * is not understood).
 * \param line the line, without its line break
 * \return the fields; none if a quotation mark is not closed
 */
std::vector<CsvField> SplitCsvLine(const std::string& line);

/**
 * \ingroup waku
 * \param text any text
 * \return the text as a field of a CSV file, with quotation marks if it needs them
 */
std::string QuoteCsvField(const std::string& text);

} // namespace ns3

#endif /* WAKU_CSV_LINE_H */
