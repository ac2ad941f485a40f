/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROGRAM_OPTION_VALUE_H
#define WAKU_PROGRAM_OPTION_VALUE_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads values from texts that users give. A text is read as a whole or not at all.
 *
 * ns-3's own readers take `10x` for 10 and `-1` for a huge number. At a text that is not a time
 * they end the program without naming the option.
 */
namespace OptionValue
{

/**
 * \param text true, t, 1, false, f or 0; an empty text inverts the value, as in ns-3's CommandLine
 * \param [out] value the value
 * \return empty if the text was read; otherwise a description of the allowed texts
 */
std::string Read(const std::string& text, bool& value);
/**
 * \param text any text
 * \param [out] value the value
 * \return empty
 */
std::string Read(const std::string& text, std::string& value);
/**
 * \param text items separated by commas
 * \param [in,out] value list to which the items are appended
 * \return empty
 */
std::string Read(const std::string& text, std::vector<std::string>& value);
/**
 * \param text one or more numbers separated by commas
 * \param [out] value the value
 * \return empty if the text was read; otherwise a description of the allowed texts
 */
std::string Read(const std::string& text, std::vector<uint32_t>& value);
/**
 * \param text decimal digits
 * \param [out] value the value
 * \return empty if the text was read; otherwise a description of the allowed texts
 */
std::string Read(const std::string& text, uint32_t& value);
/**
 * \param text decimal digits
 * \param [out] value the value
 * \return empty if the text was read; otherwise a description of the allowed texts
 */
std::string Read(const std::string& text, uint64_t& value);
/**
 * \param text a finite decimal number
 * \param [out] value the value
 * \return empty if the text was read; otherwise a description of the allowed texts
 */
std::string Read(const std::string& text, double& value);
/**
 * \param text a number with a unit, or a number of seconds; at most 10^9 s
 * \param [out] value the value
 * \return empty if the text was read; otherwise a description of the allowed texts
 */
std::string Read(const std::string& text, Time& value);
/**
 * \param text a number with a unit, or a number of bit/s; at most 10^15 bit/s
 * \param [out] value the value
 * \return empty if the text was read; otherwise a description of the allowed texts
 */
std::string Read(const std::string& text, DataRate& value);

/**
 * \param value a value
 * \return text of the value, which Read() can read
 */
std::string Write(bool value);
/** \copydoc Write(bool) */
std::string Write(const std::string& value);
/** \copydoc Write(bool) */
std::string Write(const std::vector<std::string>& value);
/** \copydoc Write(bool) */
std::string Write(const std::vector<uint32_t>& value);
/** \copydoc Write(bool) */
std::string Write(uint32_t value);
/** \copydoc Write(bool) */
std::string Write(uint64_t value);
/** \copydoc Write(bool) */
std::string Write(double value);
/** \copydoc Write(bool) */
std::string Write(const Time& value);
/** \copydoc Write(bool) */
std::string Write(const DataRate& value);

/**
 * \param items texts
 * \return the texts joined as `a, b or c`
 */
std::string JoinWithOr(const std::vector<std::string>& items);

} // namespace OptionValue

} // namespace ns3

#endif /* WAKU_PROGRAM_OPTION_VALUE_H */
