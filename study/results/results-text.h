/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RESULTS_TEXT_H
#define WAKU_RESULTS_TEXT_H

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Values in exported text files.
 */
namespace ResultsText
{

/**
 * \param value a number
 * \return the shortest text that is read as the same number; integers up to 10^15 without exponent
 */
std::string WriteNumber(double value);
/**
 * \param text a text
 * \return the text as a field of a CSV file (RFC 4180), in quotation marks where it needs them
 */
std::string WriteCsvField(const std::string& text);
/**
 * \param text a text
 * \return the text as JSON: as a number if the whole text is one, otherwise in quotation marks
 */
std::string WriteJsonValue(const std::string& text);
/**
 * \param text a text
 * \return the text as JSON, in quotation marks
 */
std::string WriteJsonText(const std::string& text);

} // namespace ResultsText

} // namespace ns3

#endif /* WAKU_RESULTS_TEXT_H */
