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
 * \brief Reads values as users write them, the whole text or not at all.
 *
 * ns-3's own readers take `10x` for 10 and `-1` for a huge number, or end the program at a text
 * that is no time, without a word on what it was for.
 */
namespace OptionValue
{

/**
 * \param text true, t, 1, false, f or 0; nothing turns the value round, as in ns-3's CommandLine
 * \param value gets the value
 * \return what is allowed, in words, if the text is anything else; empty if not
 */
std::string Read(const std::string& text, bool& value);
/** \param text any \param value gets it \return empty */
std::string Read(const std::string& text, std::string& value);
/** \param text items with commas between \param value gets them at its end \return empty */
std::string Read(const std::string& text, std::vector<std::string>& value);
/** \param text numbers with commas between, one at least \param value gets them \return as above */
std::string Read(const std::string& text, std::vector<uint32_t>& value);
/** \param text decimal digits \param value gets it \return as above */
std::string Read(const std::string& text, uint32_t& value);
/** \param text decimal digits \param value gets it \return as above */
std::string Read(const std::string& text, uint64_t& value);
/** \param text a finite decimal number \param value gets it \return as above */
std::string Read(const std::string& text, double& value);
/**
 * \param text a number with a unit, or of seconds; at most 10^9 s
 * \param value gets it
 * \return as above
 */
std::string Read(const std::string& text, Time& value);
/**
 * \param text a number with a unit, or of bit/s; at most 10^15 bit/s
 * \param value gets it
 * \return as above
 */
std::string Read(const std::string& text, DataRate& value);

/** \param value a value \return its text, as Read() takes it */
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

} // namespace OptionValue

} // namespace ns3

#endif /* WAKU_PROGRAM_OPTION_VALUE_H */
