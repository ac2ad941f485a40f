/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_FIELDS_H
#define WAKU_STUDY_FIELDS_H

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Values of results as text without commas and line breaks. A value that is written and read
 * again is the same to the last bit.
 */
namespace FieldValue
{

/** Points of a curve. */
using Points = std::vector<std::pair<double, double>>;

/**
 * \param value a value
 * \return the value as text
 */
std::string Write(double value);

/**
 * \param text text of a value
 * \param [out] value the value
 * \return whether the whole text is a value
 */
bool Read(const std::string& text, double& value);

} // namespace FieldValue

} // namespace ns3

#endif /* WAKU_STUDY_FIELDS_H */
